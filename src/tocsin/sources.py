"""The described sources: who stands behind a channel, site or feed, and how it is to be read.

One YAML file a source (`data/sources/*.yml`, and a folder of the user's own); the file's name is the source's id:

    publisher: Air Force of Ukraine     # who stands behind it; the only field that must be there
    aliases: [Повітряні Сили ЗС України, kpszsu, chat:1234567]   # other names, Telegram handles, chat ids, hosts
    language: uk                        # ISO 639-1
    zone: Europe/Kyiv                   # IANA time zone that it speaks in
    country: UA                         # ISO 3166-1 alpha-2
    regions: [UA-30]                    # ISO 3166-2 codes that it mostly reports on
    party: UA                           # the warring party that it belongs to, if any

Nothing here arms anything: a described source is read, and no more.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import yaml

from tocsin.errors import DataFileError
from tocsin.model import Report, Source
from tocsin.vocab import Language

#: The descriptions that come with Tocsin.
BUNDLED = Path(__file__).parent / "data" / "sources"

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_TEXTS = frozenset({"publisher", "language", "zone", "country", "party"})
_LISTS = frozenset({"aliases", "regions"})
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

    def one(name: str) -> str | None:
        return fields[name].values[0] if name in fields else None

    def many(name: str) -> tuple[str, ...]:
        return fields[name].values if name in fields else ()

    return Source(
        id=path.stem,
        publisher=one("publisher") or "",
        aliases=many("aliases"),
        language=one("language"),
        zone=one("zone"),
        country=one("country"),
        regions=many("regions"),
        party=one("party"),
    )


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
    if name in _TEXTS and isinstance(node, yaml.ScalarNode) and str(node.value).strip():
        return (str(node.value).strip(),)
    if name in _LISTS and isinstance(node, yaml.SequenceNode):
        items = [item.value for item in node.value if isinstance(item, yaml.ScalarNode) and str(item.value).strip()]
        if len(items) == len(node.value):
            return tuple(str(item).strip() for item in items)
    if name in _TEXTS | _LISTS:
        expected = "a text" if name in _TEXTS else "a list of texts, as [one, another]"
        raise DataFileError(str(path), line, f"{name} must be {expected}")
    known = ", ".join(sorted(_TEXTS | _LISTS))
    raise DataFileError(str(path), line, f"there is no field {name!r}; the fields are {known}")


def _check(path: Path, fields: dict[str, _Field]) -> None:
    forms: dict[str, tuple[Callable[[str], object], str]] = {
        "language": (lambda v: v in set(Language), f"one of {', '.join(Language)}"),
        "zone": (lambda v: v in available_timezones(), "an IANA time zone, as Europe/Kyiv"),
        "country": (_COUNTRY.fullmatch, "an ISO 3166-1 code, as UA"),
        "party": (_COUNTRY.fullmatch, "an ISO 3166-1 code, as UA"),
        "regions": (_REGION.fullmatch, "ISO 3166-2 codes, as UA-30"),
    }
    for name, (holds, expected) in forms.items():
        for value in fields[name].values if name in fields else ():
            if not holds(value):
                raise DataFileError(str(path), fields[name].line, f"{name} is {value!r}; it must be {expected}")


def _names(source: Source) -> tuple[str, ...]:
    return (source.publisher, *source.aliases)


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
        yield from path[:1]
        return
    labels = host.split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])


def _line_of(path: Path, name: str) -> int | None:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if name in line), None)
