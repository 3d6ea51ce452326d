"""English descriptions before a name or in place of one: "the Turkish port of Sinop", "the Ukrainian capital"."""

from dataclasses import dataclass, replace
from functools import cache

from tocsin.errors import DataFileError
from tocsin.gazetteer import english
from tocsin.gazetteer.lexicon import Lexicon, load
from tocsin.gazetteer.names import Match, Names, of_kind
from tocsin.gazetteer.text import Token
from tocsin.model import Place, Span
from tocsin.vocab import PlaceKind

#: Words from the country's adjective to "of": "Russia's westernmost Baltic port of".
_FAR = 4
#: What is said of a town besides that it is one.
_TOWN_LIKE = frozenset({"port", "resort", "hub", "stronghold", "outpost", "suburb", "capital", "centre", "center"})
#: Before these the description of the name does not reach.
_APART = frozenset({"the", "a", "an", "of", "in", "on", "at", "from", "to", "near", "and", "by"})


@dataclass(frozen=True, slots=True)
class _Country:
    """A row of demonyms.yml: ISO 3166-1 code and capital."""

    iso: str
    capital: str


@cache
def _countries() -> dict[str, _Country]:
    """By adjective.

    Raises:
        DataFileError: a row of demonyms.yml is malformed.
    """
    out: dict[str, _Country] = {}
    for row in load("demonyms.yml")[0]:
        if not isinstance(row, dict) or not {"iso", "words", "capital"} == set(row):
            raise DataFileError("demonyms.yml", None, f"needs iso, words, capital: {row!r}")
        for word in row["words"]:
            out[str(word)] = _Country(str(row["iso"]), str(row["capital"]))
    return out


def described(names: Names, words: Lexicon, tokens: list[Token], match: Match) -> Match:
    """The match with what the words before its "of" say: "the border region of X", "the Turkish port of X"."""
    i = match.start
    if i < 2 or tokens[i].gap or tokens[i - 1].gap or tokens[i - 1].low != "of":
        return match
    head = tokens[i - 2].low
    towns = of_kind(match.options, PlaceKind.SETTLEMENT)
    if words.heads["region"].match(head):
        match = (english.headed(names, words, match, head) if match.kind is None else None) or match
    elif head not in _TOWN_LIKE and not words.heads["settlement"].match(head):
        return match
    elif towns and match.kind is None:
        match = replace(match, options=towns)
    country = _country_before(names, tokens, i - 2)
    if country is None or (match.options and not any(o.place.country == country.country for o in match.options)):
        return match
    return replace(match, within=country)


def _country_before(names: Names, tokens: list[Token], head: int) -> Place | None:
    """The country whose adjective or possessive stands before `head`: "Russia's", "Turkish"; not "Russian-held"."""
    for j in range(head, max(0, head - _FAR), -1):
        if tokens[j].gap:
            return None
        word = tokens[j - 1]
        if word.low in _APART:
            return None  # "Ukrainian shelling of the town of"
        if word.low in _countries():
            return names.store.get(f"iso:{_countries()[word.low].iso}")
        if word.whole != word.low:
            owners = of_kind(names.word(word.low, "en"), PlaceKind.COUNTRY)
            return owners[0].place if owners else None
    return None


def capital(names: Names, tokens: list[Token], i: int) -> Match | None:
    """ "Ukrainian capital", where `i` is the adjective; not "Ukrainian capital markets"."""
    country = _countries().get(tokens[i].low)
    if (
        country is None
        or i + 1 >= len(tokens)
        or tokens[i + 1].gap
        or tokens[i + 1].lower not in ("capital", "capital's")
    ):
        return None
    after = tokens[i + 2] if i + 2 < len(tokens) else None
    if (
        after is not None
        and not after.gap
        and (after.cap or after.low in ("market", "markets", "city", "region", "of"))
    ):
        return None
    found = of_kind(names.exact(((country.capital.lower(), "nom"),)), PlaceKind.SETTLEMENT)
    options = tuple(o for o in found if o.place.country == country.iso)
    if not options:
        return None
    biggest = max(options, key=lambda o: o.place.population)
    start, end = tokens[i].start, tokens[i + 1].start + len("capital")
    return Match(
        i, i + 2, Span(start, end), (biggest,), PlaceKind.SETTLEMENT, biggest.place.name, country.capital.lower(),
        note=f"the capital of {country.iso}",
    )  # fmt: skip
