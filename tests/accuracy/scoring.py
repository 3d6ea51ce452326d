"""How far an extractor's claims agree with a labeller's: the measures behind the accuracy floors.

A labelled claim and a found claim may pair when their events are equal and their quotes share at least 0.3 of the
characters that they cover together. Pairs are one to one, the largest share first. Over the pairs:

* stance, time, weapon, caveat, blamed: the share of pairs that agree (of caveat and blamed only whether there is one);
* speaker: the same words to at least one half (token F1), or all words of the one within the other;
* places, figures: F1 over the pairs (a place by country, kind and name; a figure by what it counts and its bounds);
* strict: F1 where a pair counts only if stance, speaker, places, figures and time all agree.

Intervals agree when they overlap by at least half of what they cover together; a moment counts as half an hour. A
threat, an all-clear or an advice that the labeller left without a time agrees with any.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tocsin.model import Claim, Report

MIN_SHARE = 0.3
MIN_OVERLAP = 0.5
MOMENT = timedelta(minutes=30)
ACTS = frozenset({"threat", "all-clear", "advice"})
FIELDS = ("stance", "speaker", "time", "weapon", "caveat", "blamed")
KIND_WORDS = frozenset(
    [
        "oblast",
        "region",
        "district",
        "raion",
        "krai",
        "republic",
        "voivodeship",
        "department",
        "city",
        "port",
        "town",
        "village",
        "of",
        "the",
    ]
)

Window = tuple[datetime, datetime]


@dataclass(frozen=True)
class PlaceMark:
    """A place as the scorer sees it: what it is called, in the gazetteer and in the report."""

    name: str
    quote: str
    country: str | None
    kind: str


@dataclass(frozen=True)
class Mark:
    """A claim as the scorer sees it, from a labeller or from the extractor. `span` is None where the quote is lost."""

    event: str
    stance: str
    speaker: str
    span: tuple[int, int] | None
    places: tuple[PlaceMark, ...] = ()
    figures: frozenset[tuple[str, int | None, int | None]] = frozenset()
    when: Window | None = None
    weapon: str | None = None
    caveat: bool = False
    blamed: bool = False


@dataclass(frozen=True)
class Labelled:
    """A report with what its labeller found in it; `part` is `open` or `held`."""

    report: Report
    lang: str
    part: str
    marks: tuple[Mark, ...]


@dataclass
class Tally:
    """Counts over any number of reports, and the measures drawn from them."""

    labelled: int = 0
    found: int = 0
    pairs: int = 0
    strict: int = 0
    agreed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    places: list[int] = field(default_factory=lambda: [0, 0, 0])
    figures: list[int] = field(default_factory=lambda: [0, 0, 0])

    def measures(self) -> dict[str, float]:
        """Every measure by name, each from 0 to 1."""
        shares = {name: self.agreed[name] / self.pairs if self.pairs else 0.0 for name in FIELDS}
        return {
            "precision": self.pairs / self.found if self.found else 0.0,
            "recall": self.pairs / self.labelled if self.labelled else 0.0,
            "claims_f1": f1(self.pairs, self.labelled, self.found),
            **shares,
            "places": f1(*self.places),
            "figures": f1(*self.figures),
            "strict_f1": f1(self.strict, self.labelled, self.found),
        }

    def add(self, labelled: Sequence[Mark], found: Sequence[Mark]) -> None:
        """Count one report."""
        self.labelled += len(labelled)
        self.found += len(found)
        for gold, got in paired(labelled, found):
            self.pairs += 1
            agreed = agreement(gold, got)
            for name in FIELDS:
                self.agreed[name] += agreed[name]
            sets = (
                (self.places, (common_places(gold.places, got.places), len(gold.places), len(got.places))),
                (self.figures, (len(gold.figures & got.figures), len(gold.figures), len(got.figures))),
            )
            for total, counts in sets:
                total[:] = [a + b for a, b in zip(total, counts, strict=True)]
            whole = all(hits == ours == theirs for _, (hits, ours, theirs) in sets)
            self.strict += whole and agreed["stance"] and agreed["speaker"] and agreed["time"]


def f1(hits: int, labelled: int, found: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing to find and nothing found."""
    return 2 * hits / (labelled + found) if labelled + found else 0.0


def load(path: Path) -> list[Labelled]:
    """Read labelled reports, one JSON object a line."""
    return [labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled(record: dict[str, Any]) -> Labelled:
    """One line of the labelled reports."""
    report = report_of(record)
    marks = tuple(mark_of_label(report.text, claim) for claim in record["claims"])
    return Labelled(report, record["lang"], record["set"], marks)


def report_of(record: dict[str, Any]) -> Report:
    """The report of a labelled line. Its language is left out: the extractor finds it."""
    published = datetime.fromisoformat(record["published"])
    return Report(record["id"], record["text"], publisher=record["publisher"], published=published)


def mark_of_label(text: str, claim: dict[str, Any]) -> Mark:
    """A labeller's claim. Its quote is where it first stands in the text."""
    start = text.find(claim["quote"])
    when = claim["time"]
    return Mark(
        event=claim["event"],
        stance=claim["stance"],
        speaker=claim["speaker"],
        span=(start, start + len(claim["quote"])) if start >= 0 else None,
        places=tuple(PlaceMark(p["name"], p["quote"], p["country"], p["kind"]) for p in claim["places"]),
        figures=frozenset((f["what"], f["low"], f["high"]) for f in claim["figures"]),
        when=window(moment(when["from"]), moment(when["to"])) if when else None,
        weapon=claim["weapon"],
        caveat=claim["caveat"] is not None,
        blamed=claim["blamed"] is not None,
    )


def mark_of_claim(claim: Claim) -> Mark:
    """The extractor's claim. A place that was resolved goes by the gazetteer's name for it."""
    known = [(mention.place or mention, mention.quote) for mention in claim.places]
    return Mark(
        event=claim.event,
        stance=claim.stance,
        speaker=claim.speaker.text,
        span=(claim.span.start, claim.span.end),
        places=tuple(PlaceMark(place.name, quote, place.country, place.kind) for place, quote in known),
        figures=frozenset((str(figure.what), figure.low, figure.high) for figure in claim.figures),
        when=window(claim.time.start, claim.time.end) if claim.time else None,
        weapon=claim.weapon,
        caveat=claim.caveat is not None,
        blamed=claim.blamed is not None,
    )


def moment(iso: str) -> date | datetime:
    """A date, or a date and time, as the labels write them."""
    return date.fromisoformat(iso) if len(iso) == 10 else datetime.fromisoformat(iso)


def window(start: date | datetime, end: date | datetime) -> Window:
    """From ... to as two naive moments: the last day of a span of days is part of it."""
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    last = end if isinstance(end, datetime) else datetime.combine(end, time()) + timedelta(days=1)
    first, last = first.replace(tzinfo=None), last.replace(tzinfo=None)
    return first, max(last, first + MOMENT)


def share(ours: tuple[int, int] | None, theirs: tuple[int, int] | None) -> float:
    """Characters that two spans share, over the characters that they cover together."""
    if ours is None or theirs is None:
        return 0.0
    both = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    return max(both, 0) / (max(ours[1], theirs[1]) - min(ours[0], theirs[0]))


def paired(gold: Sequence[Mark], found: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Pairs of equal event, one to one, the largest share first; among equal shares the one with more in common."""
    rated = [
        (share(ours.span, theirs.span), in_common(ours, theirs), -i, -j)
        for i, ours in enumerate(gold)
        for j, theirs in enumerate(found)
        if ours.event == theirs.event and share(ours.span, theirs.span) >= MIN_SHARE
    ]
    pairs: dict[int, int] = {}
    for _, _, minus_i, minus_j in sorted(rated, reverse=True):
        if -minus_i not in pairs and -minus_j not in pairs.values():
            pairs[-minus_i] = -minus_j
    return [(gold[i], found[j]) for i, j in sorted(pairs.items())]


def in_common(ours: Mark, theirs: Mark) -> int:
    """How many places and figures two claims share (claims of a breakdown may quote the same words)."""
    return common_places(ours.places, theirs.places) + len(ours.figures & theirs.figures)


def agreement(gold: Mark, got: Mark) -> dict[str, bool]:
    """Whether the two claims of a pair agree, field by field."""
    return {
        "stance": gold.stance == got.stance,
        "speaker": same_speaker(gold.speaker, got.speaker),
        "time": same_time(gold.when, got.when) or (gold.when is None and gold.event in ACTS),
        "weapon": gold.weapon == got.weapon,
        "caveat": gold.caveat == got.caveat,
        "blamed": gold.blamed == got.blamed,
    }


def same_time(ours: Window | None, theirs: Window | None) -> bool:
    """Both without a time, or overlapping by half."""
    if ours is None or theirs is None:
        return ours is theirs
    both = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    return both > timedelta() and both / (max(ours[1], theirs[1]) - min(ours[0], theirs[0])) >= MIN_OVERLAP


def words(text: str) -> set[str]:
    """The words of a text, whatever their case."""
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def same_speaker(ours: str, theirs: str) -> bool:
    """The same words to one half, or one name within the other. `author` is nobody but the author."""
    if "author" in (ours, theirs):
        return ours == theirs
    a, b = words(ours), words(theirs)
    return bool(a and b) and (a <= b or b <= a or 2 * len(a & b) / (len(a) + len(b)) >= MIN_OVERLAP)


def folded(name: str) -> str:
    """A place name without case, accents, apostrophes and the words for its kind."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return "".join(w for w in re.findall(r"[^\W\d_]+", re.sub(r"['’ʼ`]", "", plain)) if w not in KIND_WORDS)


def same_place(ours: PlaceMark, theirs: PlaceMark) -> bool:
    """Same country and kind, and the same name or the same words of the report (spellings of a name differ)."""
    if (ours.country, ours.kind) != (theirs.country, theirs.kind):
        return False
    return folded(ours.name) == folded(theirs.name) or folded(ours.quote) == folded(theirs.quote)


def common_places(ours: Iterable[PlaceMark], theirs: Iterable[PlaceMark]) -> int:
    """How many places of the one list find one of their own in the other."""
    left, hits = list(theirs), 0
    for place in ours:
        other = next((candidate for candidate in left if same_place(place, candidate)), None)
        if other is not None:
            left.remove(other)
            hits += 1
    return hits
