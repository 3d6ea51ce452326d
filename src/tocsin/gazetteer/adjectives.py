"""Russian and Ukrainian adjectives with a head: regions, districts, sectors ("Белгородской и Курской областей")."""

import re
from dataclasses import replace
from itertools import zip_longest

from tocsin.gazetteer.fold import romanised_ru, romanised_uk, skeleton
from tocsin.gazetteer.inflect import adjective_stem, feminine, masculine, towns_of
from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import FRONT, HOME, Match, Names, Option, as_options, of_kind
from tocsin.gazetteer.text import Token
from tocsin.gazetteer.wordclass import common
from tocsin.model import Place, Span
from tocsin.vocab import PlaceKind

_JOINS = frozenset({"и", "та", "і", "й", "или", "або", "либо", "чи", "также", "також", "частично"})
_BETWEEN = frozenset(
    {"городского", "городской", "городском", "муниципального", "муниципальный", "муниципальном", "міського", "міська",
     "міської", "сільської", "сільська", "селищної", "селищна", "тергромада", "территориальной",
     "територіальної", "территориальная", "територіальна", "територіальній", "територіальну"}
)  # fmt: skip
_FEMININE = re.compile(r"(?:[сц]к(?:ая|ой|ую)|[сцз]ьк(?:ої|ій|а))\Z")
SECTOR = "adjective of a town with the word for a sector"
_MASCULINE = re.compile(r"(?:[сц]к(?:им|ом)|[сцз]ьк(?:им|ому))\Z")
_IN = frozenset({"над", "в", "во", "у", "на"})
#: So many words behind a district its head still holds for the next.
_FEW_WORDS = 10
#: Adjectives made of the names of towns end so.
_RELATIONAL = re.compile(r"(?:ск|цк|ськ|цьк|зьк)\Z")
_HEADLESS = "adjective of a region whose head is left out"
#: "Нікопольщина", "Купянщина": made of the same stem as the adjective.
_LAND = re.compile(r"([а-яіїєґ'’-]{3,})щин(?:а|и|і|у|ою|ы|е|ой)\Z")
#: In small letters ("нікопольського ринку") only the adjective of a town of so many people is taken for one.
_LARGE = 20_000
#: Words in which a list of adjectives must come to its head: all regions of a country, with "and".
_LONGEST_LIST = 120
#: (first token, one past the last, the joined lower-case words)
Adjective = tuple[int, int, str]


def adjective_at(tokens: list[Token], i: int, *, small: bool = False) -> Adjective | None:
    """A capitalised adjective at token `i`, hyphenated ones whole; with `small`, one in small letters too."""
    if not tokens[i].cyrillic or not (tokens[i].cap or small) or (tokens[i].gap == "-" and i and tokens[i - 1].cap):
        return None
    end, words = i + 1, [tokens[i].low]
    while end < len(tokens) and tokens[end].gap == "-" and end - i < 3:
        words.append(tokens[end].low)
        end += 1
    joined = " ".join(words)
    return (i, end, joined) if adjective_stem(words[-1]) else None


def group(tokens: list[Token], i: int) -> tuple[list[Adjective], int] | None:
    """The adjectives of a list that begins at `i`, and the token of its head (which follows the last of them)."""
    out: list[Adjective] = []
    j, stop = i, min(len(tokens), i + _LONGEST_LIST)
    while j < stop:
        adjective = adjective_at(tokens, j)
        if adjective is None or (out and tokens[j].gap not in ("", ",")):
            return None
        out.append(adjective)
        j = adjective[1]
        if j >= stop:
            return None
        if tokens[j].gap == "" and tokens[j].low not in _JOINS:
            while j < stop - 1 and tokens[j].low in _BETWEEN and tokens[j + 1].gap == "":
                j += 1
            return out, j
        while j < stop and tokens[j].low in _JOINS and tokens[j].gap in ("", ","):
            j += 1
    return None


def matches(names: Names, lexicon: Lexicon, tokens: list[Token], i: int, language: str) -> list[Match]:
    """The places of a list of adjectives at `i` whose head names a region, a district or a sector; else none."""
    found = group(tokens, i)
    if found is None:
        return []
    adjectives, head = found
    first = adjectives[0][2]
    if len(adjectives) > 1 and not relational(first) and of_kind(names.exact(((first, "nom"),)), PlaceKind.SETTLEMENT):
        return []  # "Тула, Щёкинский и Киреевский районы" begins with a town
    word = tokens[head].lower
    for kind, name in (
        (PlaceKind.REGION, "region"),
        (PlaceKind.DISTRICT, "district"),
        (PlaceKind.SETTLEMENT, "sector"),
    ):
        if lexicon.heads[name].match(word):
            made = [_match(names, tokens, a, (kind, head, a is adjectives[-1]), language) for a in adjectives]
            return [m for m in made if m is not None] if made and made[0] is not None else []
    return []


def _match(
    names: Names, tokens: list[Token], adjective: Adjective, head: tuple[PlaceKind, int, bool], language: str
) -> Match | None:
    start, end, word = adjective
    kind, at, last = head
    if kind is PlaceKind.REGION:
        options = as_options(of_stem(names, word, PlaceKind.REGION))
        if not options:
            options = of_kind(names.exact(tuple((t, "nom") for t in towns_of(word))), PlaceKind.REGION)
        note = "adjective of a region with its head"
    elif kind is PlaceKind.DISTRICT:
        options, note = districts(names, word, tokens[at].low), "adjective of a district with its head"
    else:
        towns = of_kind(names.exact(tuple((t, "nom") for t in towns_of(word))), PlaceKind.SETTLEMENT)
        options = tuple(o for o in towns if o.place.country == "UA" or o.place.region in FRONT)
        options = tuple(o for o in options if o.grade < 3) or options
        most = max((o.place.population for o in options), default=0)
        options = tuple(o for o in options if o.place.population * 10 >= most)
        note = SECTOR
    if not options and (kind is not PlaceKind.DISTRICT or (common(word, language) and not relational(word))):
        return None  # "частина районів" is no district's name
    close = at + 1 if last and kind is not PlaceKind.SETTLEMENT else end
    span = Span(tokens[start].start, tokens[close - 1].end)
    return Match(start, close, span, options, kind, english(word, language) + " District", word, note=note)


def of_town(names: Names, lexicon: Lexicon, tokens: list[Token], i: int) -> Match | None:
    """A town told by its adjective in small letters before a thing that stands in it: "нікопольського ринку"."""
    adjective = adjective_at(tokens, i, small=True)
    if adjective is None or not relational(adjective[2]) or lexicon.heads["no_town"].match(adjective[2]):
        return None
    start, end, word = adjective
    at = end + 1 if end + 1 < len(tokens) and not tokens[end].gap and adjective_stem(tokens[end].low) else end
    if at >= len(tokens) or tokens[at].gap or not lexicon.heads["thing"].match(tokens[at].low):
        return None
    options = towns_in_small(names, word)
    if not options:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    name = max(options, key=lambda o: o.place.population).place.name
    return Match(start, end, span, options, PlaceKind.SETTLEMENT, name, word, note="adjective of a town")


def relational(word: str) -> bool:
    """Whether an adjective ends as those made of the names of towns do."""
    return bool(_RELATIONAL.search(adjective_stem(word.split(" ")[-1]) or ""))


def towns_in_small(names: Names, word: str) -> tuple[Option, ...]:
    """The towns that an adjective in small letters may mean: large ones of the countries that reports are about."""
    towns = of_kind(names.exact(tuple((t, "nom") for t in towns_of(word))), PlaceKind.SETTLEMENT)
    seats = as_options(of_stem(names, word, PlaceKind.SETTLEMENT))
    found = {o.place.id: o for o in towns + seats if o.place.country in HOME and o.place.population >= _LARGE}
    return tuple(found.values())


def quarters(found: list[Match]) -> list[Match]:
    """The matches with "Красноармейский район Волгограда" as a quarter of that city, or as the city alone.

    Districts of the name that lie in other regions are not meant; no gazetteer has the quarters of every city.
    """
    out: list[Match] = []
    for left, right in zip_longest(found, found[1:]):
        city = right is not None and left.kind is PlaceKind.DISTRICT and left.cyrillic and right.start == left.end
        whole = right is not None and of_kind(right.options, PlaceKind.REGION, PlaceKind.COUNTRY)
        towns = of_kind(right.options, PlaceKind.SETTLEMENT) if right and city and not whole else ()
        if not towns:
            out.append(left)
            continue
        near = {o.place.region for o in towns}
        options = tuple(o for o in left.options if o.place.region in near)
        if options:
            out.append(replace(left, options=options))
    return out


def land(names: Names, tokens: list[Token], i: int, language: str) -> Match | None:
    """The land around a town by the word for it: "на Нікопольщині" is in Nikopol district."""
    found = _LAND.match(tokens[i].low)
    if found is None:
        return None
    adjective = found[1] + ("ський" if language == "uk" else "ский")
    kind, options = PlaceKind.REGION, as_options(of_stem(names, adjective, PlaceKind.REGION))
    if not options:
        kind = PlaceKind.DISTRICT
        options = districts(names, adjective, "район") or districts(names, adjective, "громада")
    if not options:
        return None
    name = max(options, key=lambda o: o.place.population).place.name
    span = Span(tokens[i].start, tokens[i].end)
    return Match(i, i + 1, span, options, kind, name, tokens[i].low, note="the land around a town")


def districts(names: Names, word: str, head: str) -> tuple[Option, ...]:
    """Districts, or communities where the head is one's, of which the adjective may be a form."""
    if head.startswith(("громад", "общин", "отг", "тг")):
        keys = [f"{f} громада" for f in feminine(word)]
    else:
        keys = [f"{m} район" for m in masculine(word)]
    found = of_kind(names.exact(tuple((k, "nom") for k in keys)), PlaceKind.DISTRICT)
    found = found or of_kind(names.exact(tuple((skeleton(k), "nom") for k in keys)), PlaceKind.DISTRICT)
    if not found:  # many of Russia's have no name in Cyrillic letters there
        latin = tuple((skeleton(f"{romanised_ru(m)} rayon".lower()), "nom") for m in masculine(word))
        found = tuple(o for o in of_kind(names.exact(latin), PlaceKind.DISTRICT) if o.place.country == "RU")
    home = any(o.place.country == "UA" for o in found)
    return found if home else found + districts_of_towns(names, word)


def districts_of_towns(names: Names, word: str) -> tuple[Option, ...]:
    """Ukrainian districts by the town that they are called after: "Харьковский район" by Kharkiv."""
    towns = of_kind(names.exact(tuple((t, "nom") for t in towns_of(word))), PlaceKind.SETTLEMENT)
    ids = {o.place.district for o in towns if o.place.country == "UA" and o.place.population > 10_000}
    return tuple(Option(p) for p in (names.store.get(i) for i in sorted(i for i in ids if i)) if p is not None)


def english(word: str, language: str) -> str:
    """The nominative of an adjective that no table has, in Latin letters."""
    nominative = masculine(word)
    spelled = "-".join((nominative[0] if nominative else word).split(" "))
    latin = romanised_uk(spelled) if language == "uk" else romanised_ru(spelled)
    return "-".join(part[:1].upper() + part[1:] for part in latin.split("-"))


def of_stem(names: Names, word: str, kind: PlaceKind) -> tuple[Place, ...]:
    """The region whose adjective a word is, or its seat: "орловской" is of Oryol."""
    return tuple(p for p in names.store.by_stem(adjective_stem(word) or "") if p.kind is kind)


def bare(names: Names, lexicon: Lexicon, tokens: list[Token], i: int) -> Match | None:
    """A region's feminine adjective by itself, as in tables: "Калужская — 5, Самарская — 12"."""
    hyphen = i + 1 < len(tokens) and tokens[i + 1].gap == "-"
    if not hyphen and not _FEMININE.search(tokens[i].low):
        return None
    adjective = adjective_at(tokens, i)
    if adjective is None or not _FEMININE.search(adjective[2]):
        return None
    start, end, word = adjective
    before = tokens[start - 1] if start and tokens[start].gap in ("", ".") else None
    if before is not None and any(lexicon.heads[head].match(before.low) for head in ("settlement", "street")):
        return None
    after = tokens[end] if end < len(tokens) and not tokens[end].gap else None
    table = end < len(tokens) and tokens[end].gap in ("—", "–", "-", ":") and (not start or tokens[start].gap)
    if word.endswith("ька") and not table:
        return None  # "мер Донецька" is of the town
    if after is not None and not (after.low in _JOINS or after.low.isdigit() or len(after.low) < 3):
        return None
    options = as_options(of_stem(names, word, PlaceKind.REGION))
    if not options:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    return Match(start, end, span, options, PlaceKind.REGION, options[0].place.name, word, note=_HEADLESS)


def next_district(names: Names, tokens: list[Token], i: int, last: Match | None, language: str) -> Match | None:
    """A district whose head stood with the one before it: "над Рыльским районом — 6, над Льговским — 5"."""
    if last is None or last.kind is not PlaceKind.DISTRICT or not last.cyrillic or not i - _FEW_WORDS <= last.end < i:
        return None
    adjective = adjective_at(tokens, i)
    if adjective is None or tokens[i].gap or tokens[i - 1].low not in _IN or not _MASCULINE.search(adjective[2]):
        return None
    start, end, word = adjective
    if end < len(tokens) and not tokens[end].gap and not tokens[end].low.isdigit() and tokens[end].low not in _JOINS:
        return None
    options = districts(names, word, "район")
    if not options:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    name = english(word, language) + " District"
    return Match(
        start, end, span, options, PlaceKind.DISTRICT, name, word, note="adjective of a district whose head is before"
    )


def of_region(names: Names, word: str) -> bool:
    """Whether a word is a region's feminine adjective: no village's name unless a word for a village says so."""
    return bool(_FEMININE.search(word)) and bool(of_stem(names, word, PlaceKind.REGION))


def headless(found: list[Match]) -> list[Match]:
    """The matches without such adjectives where they are no regions: unless two or more regions are named."""
    regions = {m.word for m in found if m.kind is PlaceKind.REGION}
    return [m for m in found if m.note != _HEADLESS or len(regions) > 1]
