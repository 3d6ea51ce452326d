"""What every part of the page uses: escaping, and the numbers by which claims are known on it."""

import base64
import hashlib
import html
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.model import Claim, Reading, Report
from tocsin.publish.words import MANNERS, is_hidden
from tocsin.vocab import Stance


@dataclass(frozen=True, slots=True)
class Item:
    """A reading with the numbers that its report and its claims have on the page."""

    number: int
    reading: Reading
    claims: tuple[tuple[int, Claim], ...]

    @property
    def report(self) -> Report:
        """The report that was read."""
        return self.reading.report


def number(readings: Iterable[Reading]) -> list[Item]:
    """Number reports and claims from 1, through the whole page: ids of reports are hostile input, numbers are not."""
    items: list[Item] = []
    first = 1
    for at, reading in enumerate(readings, 1):
        items.append(Item(at, reading, tuple(enumerate(reading.claims, first))))
        first += len(reading.claims)
    return items


def esc(text: str) -> str:
    """`text` for HTML, in an element or an attribute in double quotes."""
    return html.escape("".join(f"⟨U+{ord(c):04X}⟩" if is_hidden(c) else c for c in text))


def badge(stance: Stance) -> str:
    """A stance as sign and word."""
    manner = MANNERS[stance]
    return f'<span class="stance {stance}"><span aria-hidden="true">{manner.sign}</span> {manner.word}</span>'


def policy(style: str, script: str = "") -> str:
    """The Content Security Policy of a page that loads nothing and runs only its own style and script."""
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {scripts}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
