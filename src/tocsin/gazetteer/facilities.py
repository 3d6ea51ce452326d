"""Named facilities: a word for a kind of facility beside a name ("аэродром «Бельбек»", "Ryazan refinery")."""

import re
from dataclasses import replace
from functools import lru_cache

from tocsin.gazetteer.adjectives import adjective_at, english, of_stem, relational, towns_in_small
from tocsin.gazetteer.distance import distance_km
from tocsin.gazetteer.fold import is_cyrillic, romanised_ru, romanised_uk
from tocsin.gazetteer.inflect import feminine, masculine, towns_of
from tocsin.gazetteer.lexicon import Facility, Lexicon
from tocsin.gazetteer.names import HOME, Match, Names, Option, as_options, of_kind
from tocsin.gazetteer.text import Token
from tocsin.model import Span
from tocsin.vocab import PlaceKind

_STEM = re.compile("[а-яіїєґ]{3,}")
_QUOTES = '«»„“”"‘’'
#: A facility that takes its town's name lies within this distance of it (km), and is drawn no finer.
NEAR_TOWN = 30.0
REACH = 15.0
#: In quotation marks a facility's own name ("Луч") often equals a village's: only a town of this size is meant by it.
_NAMESAKE = 12_000
_TOWN_WITH_WORD = 3_000
#: Of these a town has one, so that a known one close by is the one that is called after the town.
_ONE_A_TOWN = frozenset({"nuclear", "hydro", "refinery", "airfield", "port"})
#: Abroad only a great city's facility is meant by a Russian or Ukrainian name.
_GREAT_CITY = 300_000
#: No words for a facility are longer (characters).
_LONG = 200


def facility_at(lexicon: Lexicon, tokens: list[Token], i: int) -> tuple[Facility, int] | None:
    """The longest word for a facility that begins at token `i`, and the token after it."""
    if i and not tokens[i].gap and lexicon.heads["no_site"].match(tokens[i - 1].low):
        return None
    text, found = tokens[i].lower, None
    for j in range(i, min(i + 4, len(tokens))):
        if j > i:
            if tokens[j].gap not in ("", "-"):
                break
            text = f"{text} {tokens[j].lower}"
        facility = _meant(lexicon, text) if len(text) < _LONG else None
        if facility:
            found = facility, j + 1
    return found


@lru_cache(maxsize=50_000)
def _meant(lexicon: Lexicon, words: str) -> Facility | None:
    """The type of facility that lower-case words name, if any."""
    match = lexicon.facility.match(words)
    return lexicon.facilities[match.lastgroup] if match and match.lastgroup else None


def numbered(tokens: list[Token], end: int) -> int:
    """The token after a number that belongs to the facility ("ТЭЦ-1")."""
    if end < len(tokens) and tokens[end].gap in ("-", "№", "") and tokens[end].text.isdigit():
        return end + 1 if tokens[end].gap in ("-", "№") else end
    return end


def derived(names: Names, options: tuple[Option, ...], facility: Facility) -> tuple[Option, ...]:
    """The facility of each town: a known site of that type close by, else a place at the town's point."""
    out: dict[str, Option] = {}
    most = max((o.place.population for o in options), default=0)
    for option in options:
        town = option.place
        near = [n for n in names.store.sites if n.type == facility.type and distance_km(n.place, town) < NEAR_TOWN]
        if len(near) == 1 and facility.type in _ONE_A_TOWN and town.population * 10 >= most:
            place = near[0].place
        else:
            id_ = f"{town.id}#{facility.type}"
            place = replace(
                town,
                id=id_,
                name=f"{town.name} {facility.english}",
                kind=PlaceKind.SITE,
                radius_km=REACH,
                district=None,
            )
        out.setdefault(place.id, replace(option, place=place, type=facility.type))
    known = tuple(o for o in out.values() if "#" not in o.place.id)
    return known or tuple(out.values())


def adjective_site(names: Names, lexicon: Lexicon, tokens: list[Token], i: int, language: str) -> Match | None:
    """ "Рязанський НПЗ", "Воронезької ТЕЦ-1", "волгоградский НПЗ": an adjective of a town and a facility."""
    adjective = adjective_at(tokens, i, small=True)
    if adjective is None or adjective[1] >= len(tokens) or tokens[adjective[1]].gap or not relational(adjective[2]):
        return None
    small = not tokens[i].cap
    if small and lexicon.heads["no_town"].match(adjective[2]):
        return None
    found = facility_at(lexicon, tokens, adjective[1])
    if found is None or facility_at(lexicon, tokens, i):
        return None
    facility, end = found
    end = numbered(tokens, end)
    options = names.of_type(facility.type, _full_names(adjective[2], facility))
    if not options and small:
        options = derived(names, towns_in_small(names, adjective[2]), facility)
    elif not options:
        towns = of_kind(names.exact(tuple((t, "nom") for t in towns_of(adjective[2]))), PlaceKind.SETTLEMENT)
        seats = as_options(of_stem(names, adjective[2], PlaceKind.SETTLEMENT))
        options = derived(names, _meant_towns(towns + seats), facility)
    if not options:
        return None
    span = Span(tokens[i].start, tokens[end - 1].end)
    name = f"{english(adjective[2], language)} {facility.english}"
    return Match(
        i, end, span, options, PlaceKind.SITE, name, adjective[2],
        note=f"{facility.english} named after a town", site_type=facility.type,
    )  # fmt: skip


def _full_names(adjective: str, facility: Facility) -> tuple[tuple[str, str], ...]:
    """What a site of the type may be called in full: "ильский нпз" of "ильскому"."""
    words = [w[-1] for w in map(_STEM.findall, facility.pattern.split("|")) if w]
    return tuple((f"{m} {w}", "nom") for m in (*masculine(adjective), *feminine(adjective)) for w in words)


def _meant_towns(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The towns of which a facility in Russian or Ukrainian news may be."""
    return tuple(o for o in options if o.place.country in HOME or o.place.population > _GREAT_CITY)


def _opened(token: Token) -> bool:
    """A quotation mark stands right before the word."""
    return token.gap[-1:] in tuple(_QUOTES)


def quoted_end(tokens: list[Token], i: int, text: str) -> int | None:
    """Where `i` begins a name in quotation marks of at most four words: the token after it; else None."""
    if not _opened(tokens[i]):
        return None
    for j in range(i, min(i + 4, len(tokens))):
        after = text[tokens[j].end : tokens[j + 1].start if j + 1 < len(tokens) else len(text)]
        if after.strip()[:1] in _QUOTES and after.strip():
            return j + 1
        if j + 1 < len(tokens) and tokens[j + 1].gap not in ("", "-"):
            return None
    return None


def facility_and_name(
    names: Names, tokens: list[Token], i: int, found: tuple[Facility, int], context: tuple[str, str]
) -> Match | None:
    """ "аэродром Канатово", 'аеродрому ""Енгельс""', "станції Азовське": the facility `found` at `i`, then its name."""
    language, text = context
    facility, j = found[0], numbered(tokens, found[1])
    if j >= len(tokens) or not tokens[j].cap:
        return None
    quoted = quoted_end(tokens, j, text)
    if quoted is None and tokens[j].gap:
        return None
    end = quoted or j + 1
    forms, hyphen = names.forms(tokens[j].low, language), j + 1
    while hyphen < (quoted or len(tokens)) and tokens[hyphen].gap in (("", "-") if quoted else ("-",)):
        nexts = names.forms(tokens[hyphen].low, language)
        forms = tuple((f"{a} {b}", c if c != "nom" else d) for a, c in forms for b, d in nexts)[:80]
        hyphen += 1
    end = max(end, hyphen)
    options = names.of_type(facility.type, forms)
    towns = _meant_towns(of_kind(names.exact(forms), PlaceKind.SETTLEMENT))
    if quoted and not (len(towns) == 1 and towns[0].grade < 2 and towns[0].place.population > _TOWN_WITH_WORD):
        towns = tuple(o for o in towns if o.place.population > _NAMESAKE)
    same = tuple(o for o in towns if o.case == "nom")
    if not options and not quoted and not same:
        return None
    options = options or derived(names, same if not quoted else same or towns, facility)
    return _site(tokens, (i, j, end), options, facility, any(o.place.population > _TOWN_WITH_WORD for o in towns))


def facilities_and_names(
    names: Names, lexicon: Lexicon, tokens: list[Token], i: int, context: tuple[str, str]
) -> list[Match]:
    """The same with the rest of a list: "аэродромов «Саки» и «Кача»", "аэропорты Внуково и Домодедово"."""
    found = facility_at(lexicon, tokens, i)
    first = facility_and_name(names, tokens, i, found, context) if found else None
    if first is None or found is None:
        return []
    out, j, (language, text) = [first], first.end, context
    while (start := _next_of_list(tokens, j)) is not None:
        end = quoted_end(tokens, start, text)
        forms = names.forms(" ".join(t.low for t in tokens[start : end or start + 1]), language)
        options = names.of_type(found[0].type, forms)
        if end is None and not options:
            break
        j = end or start + 1
        out.append(_site(tokens, (start, start, j), options, found[0], False))
    return out


def _next_of_list(tokens: list[Token], j: int) -> int | None:
    """Where the next name of a list begins that stood before token `j`."""
    if j < len(tokens) and tokens[j].low in ("и", "та", "і", "й"):
        j += 1
        joined = j < len(tokens) and not tokens[j].gap.strip(_QUOTES)
    else:
        joined = j < len(tokens) and tokens[j].gap.strip(_QUOTES) == ","
    quoted = j < len(tokens) and _opened(tokens[j]) and tokens[j].gap.strip(_QUOTES) in ("", ",")
    return j if j < len(tokens) and tokens[j].cap and (joined or quoted) else None


def _site(
    tokens: list[Token], at: tuple[int, int, int], options: tuple[Option, ...], facility: Facility, town: bool
) -> Match:
    i, j, end = at
    words = (
        "-".join(t.text for t in tokens[j:end])
        if tokens[j + 1 : end] and tokens[j + 1].gap == "-"
        else " ".join(t.text for t in tokens[j:end])
    )
    latin = words if not is_cyrillic(words) else romanised_uk(words) if _ukrainian(words) else romanised_ru(words)
    start = i if town and not tokens[j].gap else j
    return Match(
        start, end, Span(tokens[start].start, tokens[end - 1].end), options, PlaceKind.SITE,
        f"{latin} {facility.english}", words.lower(), note=f"name of a {facility.english}", site_type=facility.type,
    )  # fmt: skip


def _ukrainian(words: str) -> bool:
    return any(c in "іїєґ" for c in words.lower())


def name_and_facility(names: Names, lexicon: Lexicon, tokens: list[Token], match: Match) -> Match | None:
    """ "Ryazan refinery", "Zaporizhzhia nuclear power plant": an English name, then the facility's word."""
    if match.end >= len(tokens) or tokens[match.end].gap or tokens[match.start].cyrillic:
        return None
    found = facility_at(lexicon, tokens, match.end)
    if found is None:
        return None
    facility, end = found
    options = names.of_type(facility.type, ((match.word, "nom"),))
    if not options and (of_kind(match.options, PlaceKind.COUNTRY) or names.of_type("water", ((match.word, "nom"),))):
        return None  # "Ukraine's port", "the Black Sea port"
    options = options or derived(names, _meant_towns(of_kind(match.options, PlaceKind.SETTLEMENT)), facility)
    if not options:
        return None
    name = f"{match.name} {facility.english}"
    return replace(
        match, end=end, span=Span(match.span.start, tokens[end - 1].end), options=options, kind=PlaceKind.SITE,
        name=name,
        note=f"{facility.english} named after a town", site_type=facility.type,
    )  # fmt: skip


def port_of_town(names: Names, tokens: list[Token], i: int) -> Match | None:
    """ "The port of Ust-Luga", where `i` is the port; "the Turkish port of Sinop" is the town."""
    if i == 0 or i + 2 >= len(tokens) or tokens[i].low != "port" or tokens[i - 1].low not in ("the", "at", "in"):
        return None
    name = tokens[i + 2]
    if tokens[i + 1].low != "of" or not name.cap or any(t.gap for t in tokens[i : i + 3]):
        return None
    end, towns = names.longest(tokens, i + 2, "en")
    word = " ".join(t.low for t in tokens[i + 2 : end])
    facility = Facility("port", "port", "port")
    options = names.of_type("port", ((word, "nom"),))
    options = options or derived(names, _meant_towns(of_kind(towns, PlaceKind.SETTLEMENT)), facility)
    if not options:
        return None
    span = Span(tokens[i].start, tokens[end - 1].end)
    called = "-".join(t.text for t in tokens[i + 2 : end])
    return Match(
        i, end, span, options, PlaceKind.SITE, f"Port of {called}", word, note="port named after a town",
        site_type="port",
    )  # fmt: skip
