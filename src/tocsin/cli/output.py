"""Where the output goes, and what the user hears meanwhile."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from tocsin.cli.exits import say
from tocsin.errors import SettingsError
from tocsin.model import Problem
from tocsin.pipeline import Progress


@contextlib.contextmanager
def opened(path: Path | None, *, mark: bool = False) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name when it is whole.

    Stopped by Ctrl-C, the file holds what was written until then; on an error the old file stays as it was.

    Args:
        path: the file, or None for standard output.
        mark: begin the file with a byte-order mark, without which spreadsheets take UTF-8 for something else.

    Raises:
        SettingsError: the file cannot be written.
    """
    if path is None:
        # What a report holds is written as UTF-8 whatever the locale; a terminal that cannot show it shows "?".
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    encoding = "utf-8-sig" if mark else "utf-8"
    if path.is_dir():
        raise SettingsError(f"--out {path}: a folder; name a file in it")
    if path.exists() and not path.is_file():
        with path.open("w", encoding=encoding, errors="replace", newline="\n") as special:
            yield special
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise SettingsError(f"--out {path}: {error.strerror}") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding=encoding, errors="replace", newline="\n") as out:
            yield out
    except KeyboardInterrupt:
        if part.stat().st_size:
            part.replace(path)
        raise
    else:
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def placed(path: Path, content: bytes, option: str) -> None:
    """Write a whole file, or leave the old one as it was.

    Raises:
        SettingsError: it cannot be written; `option` says who named it.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsError(f"{option} {path}: cannot be written: {error.strerror}") from error


@dataclass(slots=True)
class Ear:
    """Tells the user, on standard error, what could not be read, and how far long work is.

    The bar is shown on a terminal only, and only where the output itself does not go there too: they would
    write over one another.
    """

    shows_bar: bool
    problems: int = 0
    _passed_over: tuple[tuple[str, int], ...] = field(default=(), init=False)
    _bar: Bar | None = field(default=None, init=False)

    @classmethod
    def at(cls, out: Path | None) -> "Ear":
        """The ear for an output that goes to `out`."""
        return cls(shows_bar=sys.stderr.isatty() and (out is not None or not sys.stdout.isatty()))

    def problem(self, problem: Problem) -> None:
        """Name what could not be read."""
        self.problems += 1
        if self._bar:
            self._bar.console.print(f"tocsin: {problem}", markup=False, highlight=False, soft_wrap=True)
        else:
            say(str(problem))

    def progress(self, progress: Progress) -> None:
        """Move the bar, and remember at the end what was no report."""
        if progress.done:
            self._passed_over = progress.passed_over
        if not self.shows_bar:
            return
        if self._bar is None:
            words = TextColumn("{task.description}")
            self._bar = Bar(words, BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
            self._bar.add_task("reading", total=progress.bytes_total)
            self._bar.start()
        task = self._bar.task_ids[0]
        self._bar.update(
            task,
            completed=progress.bytes_done,
            total=progress.bytes_total,
            description=f"{progress.reports:,} reports",
        )

    def close(self) -> None:
        """Take the bar away, and say what was passed over: a file that is not read must not look like one that is."""
        if self._bar:
            self._bar.stop()
        if self._passed_over:
            say(f"passed over: {', '.join(f'{reason} ({count:,})' for reason, count in self._passed_over)}")
