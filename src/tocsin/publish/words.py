"""How a claim is put into words for a person: always as somebody's claim, never as a fact.

Everything here returns plain text. What comes from a report passes through `visible`, which shows what would
otherwise steer a terminal or turn the order of the letters.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from tocsin.amounts import bounds_in_words
from tocsin.model import Claim, Figure, Interval, PlaceMention, Report, Why
from tocsin.vocab import AUTHOR, FigureKind, PlaceStatus, Stance, Weapon


class Manner(NamedTuple):
    """A stance for the eye: a sign and a word (never colour alone), and the verb between speaker and claim."""

    sign: str
    word: str
    verb: str


MANNERS: dict[Stance, Manner] = {
    Stance.STATED: Manner("●", "stated", "says"),
    Stance.HEDGED: Manner("◐", "hedged", "says, unsure"),
    Stance.DENIED: Manner("✕", "denied", "denies"),
    Stance.INTENDED: Manner("▷", "intended", "announces"),
}

_WEAPONS = {Weapon.UAV: "drone"}
_ONE_AND_MORE = {
    "uav": ("drone", "drones"),
    "missile": ("missile", "missiles"),
    "weapon": ("weapon", "weapons"),
    "objects": ("object", "objects"),
    "hits": ("hit", "hits"),
    "explosions": ("explosion", "explosions"),
    "casualties": ("casualty", "casualties"),
}

# Control characters (but tab and newline), bidirectional marks and overrides, lone surrogates, and the
# tag characters that hide text: what a hostile post uses to rewrite a line that a person reads.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
# Zero-width characters are dropped, except the two joiners that scripts and emoji need.
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")


def visible(text: str) -> str:
    """`text` in one line, with every character shown that would act instead of being read."""
    text = _HIDDEN.sub(name_of, _ZERO_WIDTH.sub("", text.replace("\r\n", "\n")))
    return " ".join(text.split())


def name_of(hidden: re.Match[str]) -> str:
    """The code point of a hidden character, as `⟨U+202E⟩`."""
    return f"⟨U+{ord(hidden.group()):04X}⟩"


def is_hidden(character: str) -> bool:
    """Whether `character` would act on the text around it instead of being read."""
    return bool(_HIDDEN.match(character))


def publisher(report: Report) -> str:
    """Who published the report, or that nobody is named."""
    return visible(report.publisher) or "unnamed publisher"


def speaker(claim: Claim, report: Report) -> str:
    """Whom the claim is from. What a text says itself is its publisher's word."""
    if claim.speaker.text == AUTHOR and claim.speaker.span is None:
        return publisher(report)
    return visible(claim.speaker.text)


def chain(claim: Claim) -> str:
    """Through whom the word came, outermost first; empty where the speaker spoke for himself."""
    return " → ".join(visible(phrase.text) for phrase in claim.via)


def place(mention: PlaceMention) -> str:
    """A place and how well it is known."""
    name = visible(mention.name or mention.quote)
    where = f"{name}, {mention.country}" if mention.country else name
    if mention.status is PlaceStatus.NOT_FOUND:
        return f"{where} (place not found)"
    if mention.status is PlaceStatus.AMBIGUOUS:
        count = len(mention.candidates)
        return f"{where} (ambiguous: {count} places)" if count else f"{where} (ambiguous)"
    return where


def places(mentions: Sequence[PlaceMention]) -> str:
    """Several places, parted by semicolons."""
    return "; ".join(map(place, mentions))


def amount(figure: Figure) -> str:
    """The number behind the words: `104`, `at least 3`, `at most 10`, `18 to 20`, `about 500,000`."""
    number = bounds_in_words(figure.low, figure.high)
    return f"about {number}" if figure.approx else number


def counted(figure: Figure) -> str:
    """A figure with what it counts: `104 drones downed`; of what no code names, in the report's own words."""
    if figure.what is FigureKind.OTHER:
        return f"{amount(figure)} («{visible(figure.quote)}»)"
    what, _, rest = figure.what.partition("-")
    one, more = _ONE_AND_MORE.get(what, (what, what))
    counted = one if figure.low == figure.high == 1 else more
    return f"{amount(figure)} {counted} {rest}".rstrip()


def weapon(code: Weapon | None) -> str:
    """What was used; empty where none is said."""
    return _WEAPONS.get(code, code.replace("-", " ")) if code else ""


def when(time: Interval | None) -> str:
    """An interval in words, local to its zone; empty where the text gives none."""
    if time is None:
        return ""
    start, end = _moment(time.start), _moment(time.end)
    if start == end:
        words = start
    elif _day(time.start) == _day(time.end):
        words = f"{start} to {end.rpartition(' ')[2]}"
    else:
        words = f"{start} to {end}"
    return f"{words} ({time.zone})" if time.zone and isinstance(time.start, datetime) else words


def published(report: Report) -> str:
    """When the report was published, with its offset from UTC, or that it bears no date."""
    if report.published is None:
        return "no date"
    offset = report.published.strftime("%z")
    zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{_moment(report.published)} {zone}"


def reason(field: str, why: Why) -> str:
    """Which rule and which words made a field: "event: en/events.yml:shot-down (shot down)"."""
    return f"{field}: {why.rule} ({visible(why.words)})" if why.words else f"{field}: {why.rule}"


def details(claim: Claim) -> list[tuple[str, str]]:
    """The fields of a claim that are there, named and in words, in the order in which a reader asks for them."""
    phrases = (
        ("target", claim.target),
        ("blamed", claim.blamed),
        ("precedent", claim.precedent),
        ("caveat", claim.caveat),
    )
    rows = [
        ("where", places(claim.places)),
        ("when", when(claim.time)),
        ("figures", "; ".join(counted(figure) for figure in claim.figures)),
        ("weapon", weapon(claim.weapon)),
        *((name, f"«{visible(phrase.text)}»" if phrase else "") for name, phrase in phrases),
    ]
    return [(name, value) for name, value in rows if value]


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _moment(moment: date | datetime) -> str:
    # Years before 1000 are possible in hostile input and are written as they are; strftime would not pad them alike.
    day = f"{moment.day} {moment.strftime('%b')} {moment.year}"
    return f"{day} {moment:%H:%M}" if isinstance(moment, datetime) else day
