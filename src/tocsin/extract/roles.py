"""What part a place plays: whether something happens there, and which of several names says it most finely."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from tocsin.extract.draft import Scene
from tocsin.extract.home import capitals
from tocsin.extract.lexicon import either, either_of_all, entries, load, patterns
from tocsin.extract.text import fold
from tocsin.gazetteer.distance import distance_km
from tocsin.model import PlaceMention, Span
from tocsin.vocab import PlaceKind

_LIST = re.compile(r"(?:,|,?\s(?:and|or|и|та|й|і|або|или))\s(?:the\s)?")
#: How far the point of a plant, port or airfield may be off (kilometres); that of a sea or river is further.
_PLANT_KM = 15.0
_AREAS = (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT)
#: Characters that are looked back over for "except".
_EXCEPTED = 120
#: Names of one list that are looked back over.
_LONGEST_LIST = 60
#: Names on either side of a town that may say it more finely.
_NEAR = 12


@cache
def _words(language: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\W)){either(language, 'places', key)}(?!\w)")


@cache
def _beside() -> re.Pattern[str]:
    """What stands between a place and the larger one that it is told to lie by: "10 km from", "под"."""
    by = either_of_all("places", "beside")
    return re.compile(rf"^[\s\"'»”*_,(]*(?:(?:в|за|у) )?(?:\d[\d,.]* )?{by}(?: {by}){{0,2}}[\s\"'«“*_]*")


@cache
def _direction() -> re.Pattern[str]:
    return re.compile(rf"[\s\"»”*]*{either_of_all('places', 'sector')}")


#: A government "has said"; a plant "has halted".
_HAS = ("has", "had")

_AND = re.compile(r"(?<!\w)(?:and|и|та|й|і)(?!\w)")
_IN = re.compile(r",?\s(?:(?:villages?|town|community|settlement|camp|area)\s)?in\s(?:the\s)?")
#: How the adjective of a district ends behind a village that lies in it.
_GENITIVE = re.compile(r"(?:ого|его|ої|ьої|ой|ей)(?:\s|$)")
#: Nothing but two words and no stop.
_NEXT_TO = re.compile(r"\s*(?:[\w-]+\.?\s+){0,2}[\"«“]?")


def is_location(scene: Scene, m: PlaceMention, language: str) -> bool:
    """Whether something happens at `m`, rather than that it acts, speaks or names somebody.

    A country or a capital counts only behind a word of place ("in Ukraine", "на территории РФ") or before a colon or
    dash, for it mostly stands for its government; another place counts unless it owns or stands for an office
    ("Kherson regional administration").
    """
    folded = scene.view.folded
    before = _before(scene, m)
    after = folded[m.span.end : m.span.end + 26].lstrip(" \"'»”*_\n-")
    owner = m.quote.endswith(("'s", "’s")) or folded[m.span.end : m.span.end + 2] == "'s"
    after = re.sub(r"^'s\s+", "", after)
    if m.kind is PlaceKind.COUNTRY:
        acts = owner and _words(language, "organisation-after").match(after)
        return _placed(language, "country-before", before) and not acts
    if _words(language, "no-place-after").match(after):
        return False
    placed = _placed(language, "before", before) or _goes_on(scene, m, language)
    if language != "en" and len(m.quote) < 3:
        return False
    if placed:
        return not (owner and _words(language, "organisation-after").match(after))
    if language != "en" and m.country and m.country.lower() not in _near_countries() and m.kind is not PlaceKind.SITE:
        return False  # a word or a person's name that equals a place far away
    if fold(m.quote) in _objects():
        return True  # in the case in which what is struck or reached stands: "атакували Москву"
    if m.place and m.place.id in capitals() and not fold(m.quote).endswith("capital"):
        return bool(re.match(r"[:.–—]", after)) and not owner
    acts = _words(language, "organisation-after").match(after)
    return not acts or (facility(m) and acts.group().strip() in _HAS)


def _goes_on(scene: Scene, m: PlaceMention, language: str) -> bool:
    """Whether the name goes on a list whose first name is placed: "in the Lviv, Vinnytsia and Zaporizhzhia regions"."""
    if m.kind is PlaceKind.COUNTRY:
        return False
    at = bisect_left(scene.mentions, m.span.start, key=lambda x: x.span.start)
    first = m
    for last in reversed(scene.mentions[max(0, at - _LONGEST_LIST) : at]):
        if last.kind is not m.kind or not _LIST.fullmatch(scene.view.folded, last.span.end, first.span.start):
            break
        first = last
    return first is not m and _placed(language, "before", _before(scene, first))


def _before(scene: Scene, m: PlaceMention) -> str:
    return scene.view.folded[max(0, m.span.start - 28) : m.span.start].rstrip(" \"'«“(*_\n")


def left_out(scene: Scene, m: PlaceMention, start: int) -> bool:
    """Whether the text leaves the place out, within what begins at `start`.

    "In the region, except for N and M"; "smoke that is seen from N"; "in M, not in N".
    """
    blow = either_of_all("places", "blow")
    besides = either_of_all("places", "besides-that")
    excepts = rf"(?<!\w){either_of_all('places', 'except')}\s(?!{blow}|{besides}(?!\w))[^.;:!?]*$"
    told = scene.view.folded[max(start, m.span.start - _EXCEPTED) : m.span.start]
    if re.search(rf"(?<!\w){either_of_all('places', 'seen-from')}[\s\"«“]*$", told):
        return True
    return bool(re.search(excepts, told)) or _taken_there(scene, m, start)


def _taken_there(scene: Scene, m: PlaceMention, start: int) -> bool:
    """Whether somebody who was hurt elsewhere was brought there: "taken to a hospital in M"."""
    begin = max(start, m.span.start - _EXCEPTED)
    return any(
        _NEXT_TO.fullmatch(scene.view.folded, found.end(), m.span.start)
        for language in set(scene.languages)
        for found in patterns(language, "places", "taken-to").finditer(scene.view.folded, begin, m.span.start)
    )


def answered(scene: Scene, m: PlaceMention, hits: Iterable[int]) -> bool:
    """Whether what happened at `m` is only what was answered: "in answer to attacks on N".

    For the claim of that attack itself, whose words (at `hits`) all stand in the answer, it is the place.
    """
    answer = rf"(?<!\w){either_of_all('places', 'answer')}\s[^.;:!?]*$"
    start = max(0, m.span.start - _EXCEPTED)
    found = re.search(answer, scene.view.folded[start : m.span.start])
    if not found or all(start + found.start() <= hit < m.span.start for hit in hits):
        return False
    return not re.search(rf"(?<!\w){either_of_all('places', 'done')}", found.group())


def ended_there(scene: Scene, m: PlaceMention, hit: Span) -> bool:
    """Whether an all-clear, whose words stand at `hit`, holds at `m`: in one breath with them, and no danger beside.

    Where it cannot be told, it does not: an all-clear for a place too many would be the worst mistake of all.
    """
    between = Span(hit.end, m.span.start) if m.span.start >= hit.end else Span(m.span.end, hit.start)
    told = between.of(scene.view.folded)
    for other in scene.within(between):
        told = told.replace(other.span.of(scene.view.folded), "@")
    listed = told + "@" if m.span.start >= hit.end else "@" + told
    if re.search(r"[;.!?–—]|,(?!\s*@)|(?<!@),", listed.lstrip(" :*")) and m.span.start >= hit.end:
        return False
    danger = rf"(?<!\w){either_of_all('places', 'danger')}(?!\w)"
    after = scene.view.folded[m.span.end : m.span.end + 40] if m.span.start >= hit.end else ""
    return not re.search(danger, re.split(r"[.!?\n,;]", after)[0])


def stands_for_office(m: PlaceMention) -> bool:
    """Whether the name of a place also says who speaks: a country's or a capital's does."""
    return m.kind is PlaceKind.COUNTRY or bool(m.place and m.place.id in capitals())


@cache
def _objects() -> frozenset[str]:
    """Capitals in the accusative, where no other case looks so: from `places.yml`."""
    return frozenset(entries("ru", "places", "capitals-struck"))


@cache
def _near_countries() -> frozenset[str]:
    """What Russian and Ukrainian reports are mostly about: from `places.yml`, the same for all languages."""
    return frozenset(entries("en", "places", "near-countries"))


@cache
def _between(language: str) -> re.Pattern[str]:
    """Articles and adjectives at the end of what stands before a name."""
    return re.compile(rf"(?:\s{either(language, 'places', 'between')})+$")


def _placed(language: str, key: str, before: str) -> bool:
    """Whether the last word or two before a name are of the list `key`, an article or adjective aside."""
    tail = _between(language).sub("", " " + before)
    return any(m.end() == len(tail) for m in _words(language, key).finditer(tail))


def facility(m: PlaceMention) -> bool:
    """Whether a site is a plant, port or airfield rather than a sea or river."""
    return m.kind is PlaceKind.SITE and (m.place is None or (m.place.radius_km or 0) <= _PLANT_KM)


def finest(scene: Scene, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions without those that hold another one ("Zolochiv, Kharkiv region" is Zolochiv), each place once."""
    kept: list[PlaceMention] = []
    for i, m in enumerate(mentions):
        # A town gives way to what stands close to it; an area, or a sector of the front, to any place of the list.
        wide = m.kind in _AREAS or _direction().match(scene.view.folded, m.span.end)
        rivals = mentions if wide else mentions[max(0, i - _NEAR) : i + _NEAR + 1]
        if any(n is not m and covers(scene, m, n) for n in rivals) or any(_same(m, k) for k in kept):
            continue
        kept.append(m)
    return kept


def covers(scene: Scene, m: PlaceMention, n: PlaceMention) -> bool:
    """Whether `n` says more finely what `m` says."""
    if m.place and n.place:
        if m.place.id != n.place.id and scene.gazetteer.within(n.place, m.place):
            return True
    elif n.place is None and m.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
        apart = m.span.start - n.span.end
        if n.country in (None, m.country) and 0 <= apart <= 4:
            return True
    between = scene.view.folded[min(m.span.end, n.span.end) : max(m.span.start, n.span.start)]
    if m.kind is PlaceKind.SETTLEMENT and facility(n):
        if n.place and m.place:
            # "The airfields of Dyagilevo, Olenya and Engels" are three places, however close their names stand.
            if n.place.region != m.place.region and _AND.search(between):
                return False  # "the Saratov refinery and a depot in Hvardiiske"
            return distance_km(n.place, m.place) < _PLANT_KM or (len(between) < 30 and not _LIST.fullmatch(between))
        return len(between) < 30 and not (n.place and _AND.search(between))
    if m.kind is PlaceKind.SITE and not facility(m) and (n.kind is PlaceKind.SETTLEMENT or facility(n)):
        return len(between) < 22 and " and " not in between and "," not in between
    if (
        n.kind is PlaceKind.SETTLEMENT
        and _direction().match(scene.view.folded, m.span.end)
        and not _direction().match(scene.view.folded, n.span.end)
    ):
        return True
    if m.kind is PlaceKind.SETTLEMENT and n.kind is PlaceKind.DISTRICT and 0 <= m.span.start - n.span.end <= 8:
        return not re.search(r"[,;]|\b(?:and|и|та|і)\b", between)  # a quarter of that town
    if _lies_in(n, m, between):
        return True
    fine = n.kind is PlaceKind.SETTLEMENT or facility(n)
    beside = m.kind is PlaceKind.SETTLEMENT and fine and n.span.end <= m.span.start
    return beside and bool(_beside().fullmatch(between))


def _lies_in(n: PlaceMention, m: PlaceMention, between: str) -> bool:
    """Whether the words say that `n` lies in `m`, which no gazetteer need know.

    "В селе N Шебекинского округа", "the village of N in Beni territory", "Gaza City's Daraj neighbourhood".
    """
    if n.span.end <= m.span.start and m.kind in (PlaceKind.DISTRICT, PlaceKind.REGION):
        fine = n.kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT)
        if not m.quote.isascii():
            return fine and not between.strip(" \n*_") and bool(_GENITIVE.search(fold(m.quote)))
        return fine and bool(_IN.fullmatch(between)) and " " in m.quote
    owned = m.span.end <= n.span.start and m.kind is not PlaceKind.COUNTRY
    return owned and n.kind is not m.kind and bool(re.fullmatch(r"['’]s\s", between))


def _same(a: PlaceMention, b: PlaceMention) -> bool:
    if a.place and b.place:
        return a.place.id == b.place.id
    return fold(a.name) == fold(b.name) and a.kind == b.kind


@cache
def things_before(language: str) -> re.Pattern[str] | None:
    """ "The depot", "the plant"; None where the language has no article to say that it was told of before."""
    things = load(language, "places").get("things")
    return re.compile(rf"\bthe ({'|'.join(re.escape(fold(str(x))) for x in things)})\b") if things else None
