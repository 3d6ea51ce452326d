"""`tocsin cap`: CAP messages of files, checked and shown, and the desk's own key."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.exits import Exit, say
from tocsin.errors import SettingsError
from tocsin.pipeline import CapFile, cap_file, new_key, registered

cap = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="CAP 1.2 messages: check them, read them.")

_FILE = "A CAP message, or an Atom or RSS feed that holds some."
_KEYS = "A folder with the certificates (.pem) of senders that you trust: one of their keys must have signed it."
_NOW = "Also say what has run out, or is from the future."

File = Annotated[Path, typer.Argument(metavar="FILE", help=_FILE)]


@cap.command()
def validate(
    file: File,
    keys: Annotated[Path | None, typer.Option("--keys", metavar="FOLDER", help=_KEYS)] = None,
    now: Annotated[bool, typer.Option("--now", help=_NOW)] = False,
) -> None:
    """Check a file: the structure of CAP 1.2, and what its schema does not see."""
    found = cap_file(file, datetime.now(UTC) if now else None, registered(keys) if keys else None)
    for problem in found.problems:
        say(str(problem))
    if found.problems:
        raise typer.Exit(Exit.PROBLEMS)
    say(f"{_many(found)} without fault{f', signed by {found.signed_by}' if found.signed_by else ''}")


@cap.command()
def show(file: File) -> None:
    """Say in words what the messages of a file say."""
    found = cap_file(file, None)
    for line in found.lines():
        print(line)
    for problem in found.problems:
        say(str(problem))
    if not found.messages:
        raise typer.Exit(Exit.PROBLEMS)


@cap.command()
def key(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put key.pem and certificate.pem.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Whose it is, as desk.example.org.")],
) -> None:
    """Make the desk's own key. The certificate is what you give to those who are to trust it."""
    private, certificate = folder / "key.pem", folder / "certificate.pem"
    if private.exists() or certificate.exists():
        raise SettingsError(f"{folder}: there is a key already; it is not written over")
    made = new_key(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        private.touch(mode=0o600)
        private.write_bytes(made.private)
        certificate.write_bytes(made.certificate)
    except OSError as error:
        raise SettingsError(f"{folder}: cannot be written: {error.strerror}") from None
    say(f"{private} is secret; {certificate} is for those who are to trust what {name} signs")


def _many(found: CapFile) -> str:
    count = len(found.messages)
    return f"{count} message{'' if count == 1 else 's'}"
