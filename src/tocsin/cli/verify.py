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
from tocsin.errors import InputError, SettingsError, StampError
from tocsin.pipeline import Notary, stamped, visible
from tocsin.pipeline import stamp as text_of
from tocsin.settings import Settings

_STAMP = "Write the head of the chain there, for the outside; with a time-stamp of it in FILE.tsr where --tsa is given."
_AGAINST = "Also see that the ledger still holds what --stamp wrote into FILE, and that FILE.tsr, if there, is of FILE."
_TSA = "A time-stamping server (RFC 3161). Default: TOCSIN_TSA."
_CERT = "A PEM file with the roots, or the certificate, that time-stamps are held against. Default: TOCSIN_TSA_CERT."


def verify(
    context: typer.Context,
    ledger: LedgerOption = None,
    stamp: Annotated[Path | None, typer.Option(metavar="FILE", help=_STAMP)] = None,
    against: Annotated[Path | None, typer.Option(metavar="FILE", help=_AGAINST)] = None,
    tsa: Annotated[str | None, typer.Option(metavar="URL", help=_TSA)] = None,
    tsa_cert: Annotated[Path | None, typer.Option(metavar="PEM", help=_CERT)] = None,
) -> None:
    """Check that nothing in the ledger was changed, removed, put in or reordered.

    One who may write to the ledger can rewrite all of it, so that it fits itself again. A head that was written down
    with --stamp and kept where they cannot reach finds that out: --against.
    """
    config: Settings = context.obj
    server, certificates = tsa or config.tsa, tsa_cert or config.tsa_cert
    if tsa and not stamp:
        raise SettingsError("--tsa is for what --stamp FILE writes; name a FILE")
    if tsa_cert and not stamp and not against:
        raise SettingsError("--tsa-cert is for the time-stamps of --stamp and --against; give one of them")
    if stamp:
        _free(stamp, against, asked=bool(server))
    notary = Notary.open(server, certificates) if stamp and server else None
    content = _content(against) if against else b""
    kept = stamped(content, str(against)) if against else None
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
    if against and kept:
        print(f"as it was stamped: up to entry {kept.seq:,} the chain is that of {against}")
        _checked(against, content, certificates, wanted=bool(tsa_cert))
    if stamp:
        _written(stamp, text_of(found.head, ledger or config.ledger).encode(), notary)


def _free(stamp: Path, against: Path | None, *, asked: bool) -> None:
    """Refuse a file that must not be written, before a long walk begins."""
    if against and stamp.resolve() == against.resolve():
        raise SettingsError(f"--stamp {stamp}: would write over what --against holds the ledger against")
    if _reply_of(stamp).exists():
        raise SettingsError(f"--stamp {stamp}: {_reply_of(stamp)} is a time-stamp of what is there; name another file")
    if asked and stamp.exists() and not stamp.is_file():
        raise SettingsError(f"--stamp {stamp}: name a file, so that its time-stamp can lie beside it")


def _checked(against: Path, content: bytes, certificates: Path | None, *, wanted: bool) -> None:
    """Say what the time-stamp beside a file says of it. Where one is `wanted`, it is a fault that none is there."""
    beside = _reply_of(against)
    if not beside.exists() and wanted:
        say(f"{beside} is not there: nothing can be held against {certificates}")
        raise typer.Exit(Exit.PROBLEMS)
    if not beside.exists():
        say(f"no time-stamp lies beside {against}: how old it is, you know only from where it was kept")
        return
    notary = Notary.open(certificates=certificates)
    try:
        found = notary.check(_content(beside), content)
    except StampError as error:
        say(f"{beside} is no time-stamp of {against}: {error}")
        raise typer.Exit(Exit.PROBLEMS) from None
    print(visible(f"{against} was there at {notary.words(found)}"))


def _written(stamp: Path, text: bytes, notary: Notary | None) -> None:
    """Write a head, and have it time-stamped where there is somebody to do it. The head stays even if that fails."""
    placed(stamp, text, "--stamp")
    if not notary:
        say(f"wrote the head to {stamp}: have it time-stamped (RFC 3161), and keep the answer elsewhere")
        return
    say(f"wrote the head to {stamp}")
    reply, found = notary.stamp(text)
    placed(_reply_of(stamp), reply, "--stamp")
    say(f"{_reply_of(stamp)}: time-stamped at {notary.words(found)}")
    say(f"keep {stamp} and {_reply_of(stamp)} where nobody reaches them who may write to the ledger")


def _reply_of(stamp: Path) -> Path:
    return stamp.with_name(f"{stamp.name}.tsr")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
