"""The offices that speakers are named by, from `lexicon/offices.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin.vocab import Role
from tocsin.wordlists import compiled, load, wrong

_FILE = Path(__file__).parent / "lexicon" / "offices.yml"


@dataclass(frozen=True, slots=True)
class Office:
    """One office with the words that name it."""

    role: Role
    any: re.Pattern[str]
    none: re.Pattern[str] | None


@cache
def offices(path: Path = _FILE) -> tuple[Office, ...]:
    """All offices.

    Raises:
        DataFileError: the file is malformed, with its line where one can be told.
    """
    found = []
    for name, entry in load(path, "offices, each with `any`").items():
        if name == "sides":
            continue
        if name not in set(Role):
            raise wrong(path, name, f"{name} is no role; the roles are {', '.join(Role)}")
        if not isinstance(entry, dict) or not set(entry) <= {"any", "not"} or not entry.get("any"):
            raise wrong(path, name, f"{name} must have `any`, and may have `not`")
        none = compiled(entry["not"]) if entry.get("not") else None
        found.append(Office(Role(name), compiled(entry["any"]), none))
    return tuple(found)


def office(speaker: str) -> Role | None:
    """The office that words for a speaker name, if any."""
    told = " ".join(speaker.casefold().replace("’", "'").split())
    return next((o.role for o in offices() if o.any.search(told) and not (o.none and o.none.search(told))), None)


@cache
def sides(path: Path = _FILE) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words that name a party to a war, by its ISO 3166-1 code.

    Raises:
        DataFileError: the file is malformed.
    """
    given = load(path, "offices, each with `any`").get("sides", {})
    if not isinstance(given, dict) or not all(isinstance(words, list) for words in given.values()):
        raise wrong(path, "sides", "sides must be a list of words by country")
    return tuple((str(party), tuple(str(w) for w in words)) for party, words in given.items())


def side_of(words: str) -> str | None:
    """The party that words name: "Ukraine's military", "Moscow-installed authorities"; None for none or several."""
    told = " ".join(words.casefold().replace("«", " ").replace("»", " ").replace('"', " ").split())
    found = [party for party, names in sides() if any(n in told for n in names)]
    return found[0] if len(found) == 1 else None
