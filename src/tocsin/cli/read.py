"""`tocsin read`: sources in, claims out."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

import typer

from tocsin.cli import options
from tocsin.cli.exits import Exit, say
from tocsin.cli.output import Ear, opened
from tocsin.cli.values import moment, zone
from tocsin.errors import SettingsError
from tocsin.model import Problem, Reading
from tocsin.pipeline import EXAMPLES, FORMATS, Door, Hints, House, Look, Window, record, write
from tocsin.settings import Settings

_NOTE = "These are written examples: invented publishers, none of it is news."
#: From this size in bytes a browser on a laptop takes seconds to open a page.
_HEAVY_PAGE = 10_000_000
_ENDINGS = {"": "table", "txt": "table", "htm": "html"}


# One parameter an option is how typer reads a command line; everything behind it takes five or fewer.
def read(
    context: typer.Context,
    sources: options.Sources = None,
    form: options.Format = None,
    explain: options.Explain = False,
    since: options.Since = None,
    until: options.Until = None,
    publisher: options.Publisher = None,
    published: options.Published = None,
    zone_name: options.Zone = None,
    out: options.Out = None,
    examples: options.Examples = False,
) -> None:
    """Read SOURCEs and print the claims in them.

    It reads Telegram exports (result.json, HTML), RSS and Atom, news pages, plain text and Markdown, JSONL and CSV of
    reports, in English, Russian and Ukrainian.
    """
    config: Settings = context.obj
    within = zone(zone_name)
    wanted: list[str | Path] = [*(sources or []), *([EXAMPLES] if examples else [])]
    if not wanted:
        raise SettingsError("no SOURCE is given (see tocsin read --help)")
    window = window_of(since, until, within)
    only_examples = examples and not sources
    if only_examples:
        # Two of the examples are plain texts, which cannot say this themselves.
        publisher, published = publisher or options.UNSIGNED, published or options.EXAMPLE_DAY
    hints = Hints(publisher=publisher, published=moment("--published", published, within), zone=zone_name)
    if form is not None and form not in FORMATS:
        raise SettingsError(f"--format {form!r}: it may be {', '.join(FORMATS)}")
    job = _Job(out, form or _format_of(out), Look(explain=explain, note=_NOTE if only_examples else ""))
    house = House.open(config.gazetteer, config.sources)
    ear = Ear.at(out)
    door = Door(stdin=sys.stdin.buffer, progress=ear.progress)
    try:
        job.do(record(wanted, house, hints=hints, window=window, door=door), ear)
    finally:
        ear.close()
    if job.problems or ear.problems:
        raise typer.Exit(Exit.PROBLEMS)
    if not job.reports:
        say("no report in it" if window.is_open else "no report in it that was published then")


def window_of(since: str | None, until: str | None, within: tzinfo) -> Window:
    """The window between two dates as they were typed."""
    window = Window(moment("--since", since, within), moment("--until", until, within, ends_day=True))
    if window.since and window.until and window.since > window.until:
        raise SettingsError(f"--since {since} is later than --until {until}")
    return window


def _format_of(out: Path | None) -> str:
    """The format that the ending of `out` stands for; nobody gets a table under the name of something else."""
    ending = out.suffix.lower().removeprefix(".") if out else ""
    form = _ENDINGS.get(ending, ending)
    if form not in FORMATS:
        endings = ", ".join(f".{known}" for known in (*FORMATS, *_ENDINGS) if known and known != "table")
        raise SettingsError(f"--out {out}: no format has this ending; there are {endings}, or say --format")
    return form


@dataclass(slots=True)
class _Job:
    """One run: where to, in which format, how; and what went through."""

    out: Path | None
    form: str
    look: Look
    reports: int = 0
    claims: int = 0
    problems: int = 0

    def do(self, items: Iterable[Reading | Problem], ear: Ear) -> None:
        """Write the readings among `items`, and tell of the problems."""
        try:
            with opened(self.out, mark=self.form == "csv") as out:
                write(self.form, self._counted(items, ear), out, self.look)
        except KeyboardInterrupt:
            if self.out and self.form == "html":
                say(f"{self.out} was not written: a page is made when everything is read")
            elif self.out:
                say(f"{self.out} holds only what was read until then: {self._sum()}")
            raise
        if self.out:
            say(f"wrote {self._sum()} to {self.out}")
            self._warn_of_size(self.out)

    def _warn_of_size(self, out: Path) -> None:
        if self.form == "html" and out.is_file() and out.stat().st_size > _HEAVY_PAGE:
            size = out.stat().st_size / 1_000_000
            say(
                f"a page of {size:.0f} MB is slow to open: narrow it with --since, --until or --publisher, or take .csv"
            )

    def _sum(self) -> str:
        return f"{_many(self.claims, 'claim')} of {_many(self.reports, 'report')}"

    def _counted(self, items: Iterable[Reading | Problem], ear: Ear) -> Iterator[Reading]:
        for item in items:
            if isinstance(item, Problem):
                ear.problem(item)
                continue
            self.reports += 1
            self.claims += len(item.claims)
            # The table shows the problems of a report beside it; elsewhere a user would not see them.
            for problem in item.problems if self.form != "table" else ():
                ear.problem(problem)
            self.problems += len(item.problems)
            yield item


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
