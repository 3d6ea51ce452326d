"""`tocsin relay`: what armed sources declare, and what leaves of it."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, TextIO

import typer

from tocsin.cli import options
from tocsin.cli.exits import Exit, say
from tocsin.cli.incidents import LedgerOption
from tocsin.cli.output import Ear, opened
from tocsin.errors import SettingsError
from tocsin.model import Poll, Problem
from tocsin.pipeline import (
    Access,
    Door,
    Following,
    Hints,
    House,
    Judged,
    Outlet,
    armory,
    dry,
    files_of,
    handling_lines,
    handling_text,
    relaying,
)
from tocsin.settings import Settings
from tocsin.vocab import Polled, Relayed

_FORMS, _CLOCKS = ("table", "jsonl"), ("now", "posts")
_CLOCK = "now, or posts: a recorded channel runs on its own clock."
_LATE = "A threat that is read so many minutes after it was published is unknown; any: however old it is."
_FILES = "Write CAP messages, feeds and how each region stands into a folder, for any web server."
_BASE = "The address under which that folder will be found, as https://alerts.example.org/."
_SENDER = "Who sends: a name that is unique in the world, as desk.example.org. Needed for --files."
_KEY = "A folder with the desk's own key, as `tocsin cap key` makes it: each message is signed."
_WORDS = {Relayed.SEND: "sent", Relayed.HOLD: "wait for people", Relayed.RECORD: "only recorded"}
_ONCE = "Ask live sources once."
_FOLLOW = "Follow live sources until it is stopped (Ctrl-C)."
_EVERY = "So many seconds lie between two looks at a source that is followed."
_DRY = "Say what would leave, and why, one post a line; nothing leaves and nothing is recorded."

Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or jsonl.")]


# One parameter an option is how typer reads a command line; everything behind it takes five or fewer.
def relay(
    context: typer.Context,
    sources: options.Sources = None,
    ledger: LedgerOption = None,
    clock: Annotated[str, typer.Option("--clock", metavar="CLOCK", help=_CLOCK)] = "now",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_DRY)] = False,
    late: Annotated[str, typer.Option("--late", metavar="MINUTES", help=_LATE)] = "10",
    files: Annotated[Path | None, typer.Option("--files", metavar="FOLDER", help=_FILES)] = None,
    base: Annotated[str, typer.Option("--base", metavar="URL", help=_BASE)] = "",
    sender: Annotated[str, typer.Option("--sender", metavar="NAME", help=_SENDER)] = "",
    key: Annotated[Path | None, typer.Option("--key", metavar="FOLDER", help=_KEY)] = None,
    once: Annotated[bool, typer.Option("--once", help=_ONCE)] = False,
    follow: Annotated[bool, typer.Option("--follow", help=_FOLLOW)] = False,
    every: Annotated[float, typer.Option("--every", metavar="SECONDS", min=1.0, help=_EVERY)] = 15.0,
    form: Form = "table",
    out: options.Out = None,
) -> None:
    """Relay the warnings of armed sources: their threats, advice and all-clears.

    A SOURCE is a file or folder; with --once and --follow it is the id of a described source that has a Telegram
    channel, the address of a channel, a feed or a list of alerts, or a file that grows.

    In a dry run each post is judged by itself, at the time at which it was published.
    """
    config: Settings = context.obj
    if not sources:
        raise SettingsError("no SOURCE is given (see tocsin relay --help)")
    if form not in _FORMS:
        raise SettingsError(f"--format {form!r}: it may be {', '.join(_FORMS)}")
    if clock not in _CLOCKS:
        raise SettingsError(f"--clock {clock!r}: it may be {', '.join(_CLOCKS)}")
    if (once or follow) and (dry_run or clock == "posts" or (once and follow)):
        raise SettingsError("--once, --follow, --dry-run and --clock posts: one of them at a time")
    house = House.open(config.gazetteer, config.sources)
    written = files_of(files, Outlet(base, sender, key), house) if files else None
    url, ear = ledger or config.ledger, Ear.at(out)
    door = Door(stdin=sys.stdin.buffer, progress=ear.progress)
    wanted: list[str | Path] = list(sources)
    with ExitStack() as stack:
        stack.callback(ear.close)
        file = stack.enter_context(opened(out))
        judged: Iterable[Judged | Problem | Poll]
        if dry_run:
            armed = stack.enter_context(closing(armory(url, house, create=False)))
            judged = dry(wanted, house, armed, Hints(), door)
        else:
            now = None if clock == "posts" else lambda: datetime.now(UTC)
            walk = stack.enter_context(relaying(url, house, now, _minutes(late)))
            if once or follow:
                following = Following(walk, house.sources, sources, _access(config, every))
                judged = following.forever(written) if follow else following.once(written)
            else:
                judged = walk.run(wanted, Hints(), door, written)
        count = _told(judged, file, form, ear)
    say(f"{_sum(count)}; nothing left: this was a dry run" if dry_run else _sum(count))
    if ear.problems or count["unheard"]:
        raise typer.Exit(Exit.PROBLEMS)


def _access(config: Settings, every: float) -> Access:
    token = (("Authorization", f"Bearer {config.alerts_token}"),)
    return Access(config.private, {"api.alerts.in.ua": token} if config.alerts_token else {}, every)


def _minutes(typed: str) -> timedelta | None:
    if typed == "any":
        return None
    if not typed.isdecimal():
        raise SettingsError(f"--late {typed!r}: give minutes, as 10, or any")
    return timedelta(minutes=int(typed))


def _told(judged: Iterable[Judged | Problem | Poll], file: TextIO, form: str, ear: Ear) -> Counter[str]:
    """Tell of each report what became of it; how many there were of each kind."""
    count = Counter[str]()
    for item in judged:
        if isinstance(item, Problem):
            ear.problem(item)
            continue
        if isinstance(item, Poll):
            count["unheard"] += item.outcome is Polled.FAILED
            heard = f"is not heard: {item.why}" if item.outcome is Polled.FAILED else "is heard again"
            say(f"{item.address}: {heard}")
            continue
        count[item.handling.relay] += 1
        told = handling_lines([item.handling]) if form == "jsonl" else handling_text(item.handling)
        file.writelines(f"{line}\n" for line in told)
        file.flush()
    return count


def _sum(count: Counter[str]) -> str:
    return ", ".join(f"{count[r]:,} {words}" for r, words in _WORDS.items())
