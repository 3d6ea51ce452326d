"""Who copies whom: forwards, reposts, the same wording with other numbers, translations.

A report's words are cut into overlapping threes, and of those that hash smallest a few stand for it: two reports that
share most of them say the same. Bulletins are written from one pattern, so that the same words with other numbers are
no copy but a likeness. A translation shares no words: it is the same voice, in another language, on the same day, of
the same places and numbers.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.model import Reading, Source
from tocsin.resolve.when import day_of
from tocsin.sources import voice_of
from tocsin.vocab import CopyKind, FigureKind, Language

#: So many of the smallest hashes stand for a report, and so many of those it is filed under.
_SKETCH, _FILED = 64, 6
#: From which share of common words on two reports are copies, or alike.
_COPY, _SAME, _LIKE = 0.82, 0.97, 0.5
#: Beyond so long a time nobody copies.
REACH = timedelta(days=5)
_TRANSLATED = timedelta(hours=24)
#: Shorter texts are alike by chance, and those of so few threes by their pattern.
_FEWEST_WORDS, _PATTERN = 5, 12
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|https?://\S+|t\.me/\S+|[*_~`]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Print:
    """What a report is compared by. `said` holds its figures, `where` the keys of its places."""

    report: str
    voice: str
    language: str | None
    published: datetime
    sketch: frozenset[int]
    heads: tuple[int, ...]
    said: frozenset[tuple[FigureKind, int | None, int | None]]
    where: frozenset[str]
    forward_of: str | None = None
    edits: bool = False

    @property
    def filed(self) -> tuple[str, ...]:
        """What it is filed under."""
        return (*self._words, f"t:{self.voice}:{self.language}")

    @property
    def looked(self) -> tuple[str, ...]:
        """What it looks under: its words, and what its voice says in other languages."""
        others = (f"t:{self.voice}:{language}" for language in Language if language != self.language)
        return (*self._words, *others)

    @property
    def _words(self) -> tuple[str, ...]:
        forwarded = (f"f:{id_}" for id_ in (self.report, self.forward_of) if id_)
        return (*(f"x:{h:016x}" for h in self.heads), *forwarded)

    @property
    def days(self) -> tuple[int, int]:
        """First and last day that it is filed under."""
        return day_of(self.published), day_of(self.published)

    @property
    def window(self) -> tuple[int, int]:
        """First and last day that it looks at."""
        return day_of(self.published - REACH), day_of(self.published + REACH)


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Two reports (ids in order) of which one copies the other, or both one pattern."""

    first: str
    second: str
    kind: CopyKind

    @property
    def is_copy(self) -> bool:
        """Whether the two count once."""
        return self.kind is not CopyKind.NEAR


def print_of(reading: Reading, source: Source | None = None) -> Print | None:
    """What a report is compared by; None where it bears no date."""
    report = reading.report
    if report.published is None:
        return None
    voice = voice_of(report, source)
    sketch = _sketch(report.text)
    return Print(
        report=report.id,
        voice=voice,
        language=report.language,
        published=report.published,
        sketch=frozenset(sketch),
        heads=sketch[:_FILED],
        said=frozenset((f.what, f.low, f.high) for c in reading.claims for f in c.figures),
        where=frozenset(p.place.id if p.place else p.name for c in reading.claims for p in c.places),
        forward_of=report.forward_of,
        edits=report.edit_of is not None,
    )


def likeness(a: Print, b: Print) -> Likeness | None:
    """How two reports are alike, if they are. The same whichever comes first."""
    kind = _kind(a, b)
    if kind is None or a.report == b.report or abs(a.published - b.published) > REACH:
        return None
    first, second = sorted((a.report, b.report))
    return Likeness(first, second, kind)


def _kind(a: Print, b: Print) -> CopyKind | None:
    if a.forward_of == b.report or b.forward_of == a.report:
        return CopyKind.FORWARD
    common = len(a.sketch & b.sketch)
    alike = common / (len(a.sketch) + len(b.sketch) - common) if common else 0.0
    # Who writes from a pattern says nearly the same of two days.
    if alike >= (_COPY if a.voice != b.voice else _SAME) and a.said == b.said:
        return CopyKind.REPOST
    if alike >= _LIKE and a.voice == b.voice and len(a.sketch) >= _PATTERN and not (a.edits or b.edits):
        return CopyKind.NEAR
    return CopyKind.TRANSLATION if _translated(a, b) else None


def origins(reports: Mapping[str, datetime | None], found: Iterable[Likeness]) -> dict[str, str]:
    """Of each report that copies another: the one that was first.

    Args:
        reports: when each was published.
        found: how they are alike; likenesses that are no copies are passed over.
    """
    lead = {id_: id_ for id_ in reports}

    def head(id_: str) -> str:
        while lead[id_] != id_:
            id_ = lead[id_]
        return id_

    for one in sorted(found):
        if one.is_copy and one.first in lead and one.second in lead:
            order = sorted((head(one.first), head(one.second)), key=lambda id_: _when(reports[id_], id_))
            lead[order[1]] = order[0]
    return {id_: head(id_) for id_ in reports if head(id_) != id_}


def _when(published: datetime | None, id_: str) -> tuple[bool, float, str]:
    return published is None, published.timestamp() if published else 0.0, id_


def _sketch(text: str) -> tuple[int, ...]:
    words = _WORD.findall(_MARKUP.sub(lambda m: m[1] or " ", text).casefold().replace("ё", "е"))
    if len(words) < _FEWEST_WORDS:
        return ()
    threes = {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}
    hashed = (int.from_bytes(hashlib.blake2b(t.encode(), digest_size=8).digest(), "big") for t in threes)
    return tuple(sorted(hashed)[:_SKETCH])


def _translated(a: Print, b: Print) -> bool:
    if a.voice != b.voice or a.language == b.language or None in (a.language, b.language):
        return False
    if abs(a.published - b.published) > _TRANSLATED or not a.where & b.where:
        return False
    return 2 * len(a.where & b.where) >= len(a.where | b.where) and (a.said == b.said or not (a.said and b.said))
