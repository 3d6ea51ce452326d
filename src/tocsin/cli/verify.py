"""`tocsin verify`: is the ledger what it was? Its head, written down for the outside, and held against it later."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from tocsin.cli.exits import Exit, say
from tocsin.cli.incidents import LedgerOption, opened_record
from tocsin.cli.output import placed
from tocsin.errors import InputError, SettingsError
from tocsin.pipeline import stamp as text_of
from tocsin.pipeline import stamped
from tocsin.settings import Settings

_STAMP = "Write the head of the chain there, to be time-stamped outside."
_AGAINST = "Also see that the ledger still holds what --stamp wrote into FILE."


def verify(
    context: typer.Context,
    ledger: LedgerOption = None,
    stamp: Annotated[Path | None, typer.Option(metavar="FILE", help=_STAMP)] = None,
    against: Annotated[Path | None, typer.Option(metavar="FILE", help=_AGAINST)] = None,
) -> None:
    """Check that nothing in the ledger was changed, removed, put in or reordered.

    One who may write to the ledger can rewrite all of it, so that it fits itself again. A head that was written down
    with --stamp and kept where they cannot reach finds that out: --against.
    """
    config: Settings = context.obj
    if stamp and against and stamp.resolve() == against.resolve():
        raise SettingsError(f"--stamp {stamp}: would write over what --against holds the ledger against")
    kept = stamped(content_of(against), str(against)) if against else None
    bar = Bar(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with opened_record(context, ledger) as record, bar:
        task = bar.add_task("verifying")
        found = record.verify(lambda done, total: bar.update(task, completed=done, total=total), kept)
    if found.fault:
        say(f"NOT as it was: {found.fault}")
        if kept and found.head.seq >= kept.seq:
            say(f"the hashes up to entry {kept.seq} are still those of {against}")
        raise typer.Exit(Exit.PROBLEMS)
    redacted = f", the content of {found.redacted:,} redacted" if found.redacted else ""
    print(f"as it was: {found.entries:,} entries{redacted}; the chain ends with {found.head.hash}")
    if kept:
        print(f"as it was stamped: up to entry {kept.seq:,} the chain is that of {against}")
    if stamp:
        placed(stamp, text_of(found.head, ledger or config.ledger).encode(), "--stamp")
        say(f"wrote the head to {stamp}: have it time-stamped (RFC 3161), and keep the answer elsewhere")


def content_of(path: Path) -> bytes:
    """What is in a file that was named.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
