"""The described sources: who stands behind a channel, site or feed, and how it is to be read.

One YAML file a source (`data/sources/*.yml`, and a folder of the user's own); the file's name is the source's id:

    publisher: Town Council of Sumy     # who stands behind it; the only field that must be there
    family: Council House               # the house whose publishers count as one voice; without it, the publisher alone
    aliases: [Сумська міська рада, t.me/sumy_example, sumy.example, "chat:1234567"]   # see below
    language: uk                        # ISO 639-1
    zone: Europe/Kyiv                   # IANA time zone that it speaks in
    country: UA                         # ISO 3166-1 alpha-2 of the recognised state where it is at home
    regions: [UA-59]                    # ISO 3166-2 codes that it mostly reports on
    party: UA                           # the warring party that it belongs to: its state, army, or a firm of the state
    war: Russia-Ukraine                 # of which war; given with party, and only then
    role: mayor                         # what it is: a member of vocab.Role
    jurisdiction: ["gn:692194"]         # ISO 3166-2 codes and gazetteer ids of what it in fact serves
    reliability: F                      # A to F of the Admiralty code; F where nobody can judge
    reliability_reason: Nobody has judged it yet.   # given with reliability, and only then
    cadence: 12                         # the longest silence in hours that is usual
    checked: yes                        # whether a person made sure that the names are the publisher's own
    checked_by: The duty officer        # who; given where checked is yes, and only then

`aliases` are the other names under which its reports arrive, hosts, Telegram channels (t.me/name or "@name") and chat
ids. A Telegram address belongs to the source that lists that very channel: a mere name that reads alike does not count.
A name that is not the publisher's own lets an impersonator speak for it: leave out what you are not sure of, and office
holders' own names and channels, which pass to others; they belong in the user's own folder.

Nothing here arms anything: a described source is read, and no more.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import yaml

from tocsin.errors import DataFileError
from tocsin.model import Report, Source
from tocsin.vocab import Language, Reliability, Role

#: The descriptions that come with Tocsin.
BUNDLED = Path(__file__).parent / "data" / "sources"

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_CHANNEL = re.compile(r"(?:t\.me/|@)(\w+)")
_PLACE = re.compile(r"(?:iso:)?[A-Z]{2}-[A-Z0-9]{1,3}|katottg:UA\d{17}|gn:\d+|site:[a-z0-9-]+")
_HOURS = re.compile(r"(?=.*[1-9])\d{1,5}(?:\.\d+)?")
_YES = {"yes": True, "true": True, "no": False, "false": False}
_TEXTS = frozenset({
    "publisher", "family", "language", "zone", "country", "party", "war", "role", "reliability", "reliability_reason",
    "cadence", "checked", "checked_by",
})  # fmt: skip
_LISTS = frozenset({"aliases", "regions", "jurisdiction"})
#: Looking for the zones takes longer than reading a description.
_zones = cache(available_timezones)
#: Fields that say nothing without one another.
_PAIRS = (("party", "war"), ("reliability", "reliability_reason"))
_NOTHING = "tag:yaml.org,2002:null"
_TELEGRAM = frozenset({"t.me", "telegram.me"})


@dataclass(frozen=True, slots=True)
class _Field:
    """What a description says under one name, with the line that it stands in."""

    line: int
    values: tuple[str, ...]


class Sources:
    """All described sources, found by any of their names."""

    def __init__(self, described: Iterable[Source] = ()) -> None:
        self._all = {source.id: source for source in described}
        self._by_name = {fold(name): source for source in self._all.values() for name in _names(source)}

    @classmethod
    def open(cls, *folders: Path) -> "Sources":
        """The sources described in `folders`; a later folder's description replaces an earlier one of the same id.

        Raises:
            DataFileError: a description is malformed, or two sources share a name; with file and line.
        """
        found: dict[str, tuple[Path, Source]] = {}
        for folder in folders:
            for path in sorted(folder.glob("*.yml")):
                source = load(path)
                found[source.id] = (path, source)
        taken: dict[str, str] = {}
        for path, source in found.values():
            for name in _names(source):
                if taken.setdefault(fold(name), source.id) != source.id:
                    reason = f"the name {name!r} already belongs to the source {taken[fold(name)]!r}"
                    raise DataFileError(str(path), _line_of(path, name), reason)
        return cls(source for _, source in found.values())

    def __iter__(self) -> Iterator[Source]:
        return iter(self._all.values())

    def __len__(self) -> int:
        return len(self._all)

    def of(self, report: Report) -> Source | None:
        """The source that `report` came from, or None where nobody has described it.

        Looked up, in this order: the publisher's name, that name without a note in brackets, the Telegram channel
        or the host of its address, the chat of its id.
        """
        return next((self._by_name[key] for key in map(fold, _keys(report)) if key in self._by_name), None)


def load(path: Path) -> Source:
    """Read and check one description.

    Raises:
        DataFileError: it is not YAML, or a field is unknown, missing or has a value of the wrong form.
    """
    if not _ID.fullmatch(path.stem):
        raise DataFileError(str(path), None, "the file's name must be small letters a-z, digits and hyphens")
    fields = _fields(path)
    if "publisher" not in fields:
        raise DataFileError(str(path), 1, "no publisher is given")
    _check(path, fields)
    _agree(path, fields)

    def one(name: str) -> str | None:
        return fields[name].values[0] if name in fields else None

    def many(name: str) -> tuple[str, ...]:
        return fields[name].values if name in fields else ()

    return Source(
        id=path.stem,
        publisher=one("publisher") or "",
        family=one("family"),
        aliases=many("aliases"),
        language=one("language"),
        zone=one("zone"),
        country=one("country"),
        regions=many("regions"),
        party=one("party"),
        war=one("war"),
        role=Role(role) if (role := one("role")) else None,
        jurisdiction=many("jurisdiction"),
        reliability=Reliability(one("reliability") or Reliability.CANNOT_BE_JUDGED),
        reliability_reason=one("reliability_reason") or "",
        cadence=float(hours) if (hours := one("cadence")) else None,
        checked=_is_yes(fields),
        checked_by=one("checked_by"),
    )


def voice_of(report: Report, source: Source | None) -> str:
    """Who answers for a report: the house behind its described source, else whoever it names as its publisher."""
    return source.voice if source else report.publisher or report.id


def fold(name: str) -> str:
    """A name as it is compared: without case, odd spaces, quotation marks and a leading @."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"[\"'«»“”„]", " ", name).split()).removeprefix("@")


def _fields(path: Path) -> dict[str, _Field]:
    """The fields of a description, each with its line; composed by hand, for a loader would lose the lines."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it is not YAML"
        raise DataFileError(str(path), mark.line + 1 if mark else None, reason) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), None, f"it cannot be read: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise DataFileError(str(path), 1, "a description is made of lines `field: value`")
    fields: dict[str, _Field] = {}
    for key, value in root.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in fields:
            raise DataFileError(str(path), line, f"{name} is given twice")
        fields[name] = _Field(line, _values(path, name, line, value))
    return fields


def _values(path: Path, name: str, line: int, node: yaml.Node) -> tuple[str, ...]:
    """The value as it is written: a country NO stays a text, though YAML would make a "no" of it."""
    if name in _TEXTS and (text := _text(node)):
        return (text,)
    if name in _LISTS and isinstance(node, yaml.SequenceNode):
        items = tuple(filter(None, map(_text, node.value)))
        if len(items) == len(node.value):
            return items
    if name in _TEXTS | _LISTS:
        expected = "a text" if name in _TEXTS else "a list of texts, as [one, another]"
        raise DataFileError(str(path), line, f"{name} must be {expected}")
    known = ", ".join(sorted(_TEXTS | _LISTS))
    raise DataFileError(str(path), line, f"there is no field {name!r}; the fields are {known}")


def _text(node: yaml.Node) -> str:
    """What a node says in one line; "" where it says nothing or is no text."""
    return " ".join(str(node.value).split()) if isinstance(node, yaml.ScalarNode) and node.tag != _NOTHING else ""


def _check(path: Path, fields: dict[str, _Field]) -> None:
    """Refuse a value of the wrong form."""
    forms: dict[str, tuple[Callable[[str], object], str]] = {
        "aliases": (lambda v: "://" not in v, "a name, a host as mod.gov.ua or a channel as t.me/kpszsu, not a link"),
        "language": (lambda v: v in set(Language), f"one of {', '.join(Language)}"),
        "zone": (lambda v: v in _zones(), "an IANA time zone, as Europe/Kyiv"),
        "country": (_COUNTRY.fullmatch, "an ISO 3166-1 code, as UA"),
        "party": (_COUNTRY.fullmatch, "an ISO 3166-1 code, as UA"),
        "regions": (_REGION.fullmatch, "ISO 3166-2 codes, as UA-30"),
        "role": (lambda v: v in set(Role), f"one of {', '.join(Role)}"),
        "jurisdiction": (_PLACE.fullmatch, "ISO 3166-2 codes or gazetteer ids, as UA-30 or gn:706483"),
        "reliability": (lambda v: v in set(Reliability), f"one of the letters {', '.join(Reliability)}"),
        "cadence": (_HOURS.fullmatch, "a number of hours above 0, as 12"),
        "checked": (lambda v: v.casefold() in _YES, "yes or no"),
    }
    for name, (holds, expected) in forms.items():
        for value in fields[name].values if name in fields else ():
            if not holds(value):
                raise DataFileError(str(path), fields[name].line, f"{name} is {value!r}; it must be {expected}")


def _agree(path: Path, fields: dict[str, _Field]) -> None:
    """Refuse fields that say nothing without another, or belie it."""
    for pair in _PAIRS:
        for given, missing in (pair, pair[::-1]):
            if given in fields and missing not in fields:
                reason = f"{given} is given without {missing}; give both or neither"
                raise DataFileError(str(path), fields[given].line, reason)
    if _is_yes(fields) and "checked_by" not in fields:
        raise DataFileError(str(path), fields["checked"].line, "checked is yes; checked_by must say who checked it")
    if "checked_by" in fields and not _is_yes(fields):
        reason = "checked_by is given, but checked is not yes; give both or neither"
        raise DataFileError(str(path), fields["checked_by"].line, reason)


def _is_yes(fields: dict[str, _Field]) -> bool:
    return "checked" in fields and _YES[fields["checked"].values[0].casefold()]


def _names(source: Source) -> Iterator[str]:
    """All that it is found by; a Telegram channel as an address (t.me/kpszsu) and by its bare name."""
    for name in (source.publisher, *source.aliases):
        channel = _CHANNEL.fullmatch(name)
        yield from (f"t.me/{channel[1]}", channel[1]) if channel else (name,)


def _keys(report: Report) -> Iterator[str]:
    if report.publisher:
        yield report.publisher
        yield re.sub(r"\s*\([^()]*\)\s*$", "", report.publisher)
    if report.url:
        yield from _address_keys(report.url)
    if "/" in report.id:
        yield f"chat:{report.id.partition('/')[0]}"


def _address_keys(url: str) -> Iterator[str]:
    try:
        address = urlsplit(url)
        host = (address.hostname or "").removeprefix("www.")
    except ValueError:
        return
    path = [part for part in address.path.split("/") if part and part != "s"]
    if host in _TELEGRAM:
        yield from (f"t.me/{name}" for name in path[:1])
        return
    labels = host.split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])


def _line_of(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if name in line), None)
