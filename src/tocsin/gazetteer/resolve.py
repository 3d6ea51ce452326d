"""Which place a name means: its options weighed by size, by the other places of the report, and by the publisher."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.gazetteer.facilities import distance_km
from tocsin.gazetteer.names import Match, Option
from tocsin.gazetteer.text import Token
from tocsin.model import Place, PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a report is read.

    Args:
        countries: ISO 3166-1 codes, likeliest first (of the publisher).
        regions: ISO 3166-2 codes of the publisher's area.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


#: By how much the best option must outweigh the next (the unit is half a factor of ten in population).
MARGIN = 1.0
#: The same for a small place for which nothing else speaks, and for a smaller one.
UNSUPPORTED, UNKNOWN = 1.3, 2.5
#: Options this close to one another are one place for a map: the larger is taken.
SAME_KM = 12.0
#: The countries that a language's reports are mostly about.
LANGUAGE_COUNTRIES = {"ru": ("UA", "RU", "BY"), "uk": ("UA", "RU", "BY"), "en": ()}
#: A report that names more places than this tells nothing more about where it is set.
MOST_ANCHORS = 100
_NOT_FOUND = "no gazetteer has this name"


@dataclass(slots=True)
class Evidence:
    """What a report and its publisher say about where it is set."""

    context: Context
    language: str
    countries: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    regions: dict[str, set[str]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def add(self, word: str, place: Place) -> None:
        """Let a settled place speak for its neighbours; `word` is its name in the text."""
        if place.country:
            self.countries[place.country] += 1
            self.words[place.country, word] += 1
        if place.region:
            self.regions.setdefault(place.region, set()).add(word)
        local = place.kind is not PlaceKind.COUNTRY and place.lat is not None and (place.radius_km or 0) < 200
        if local and len(self.anchors) < MOST_ANCHORS:
            self.anchors.setdefault(f"{word}\n{place.id}", (word, place))

    def of_country(self, country: str | None, word: str) -> int:
        """How many places of other names lie in the country."""
        return self.countries[country or ""] - self.words[country or "", word]

    def of_region(self, region: str | None, word: str) -> bool:
        """Whether a place of another name, or the publisher, lies in the region."""
        return region in self.context.regions or self.told_of(region, word)

    def told_of(self, region: str | None, word: str) -> bool:
        """Whether a place of another name lies in the region."""
        words = self.regions.get(region or "", ())
        return len(words) > (word in words)


def size(place: Place) -> float:
    """A place's weight by itself: two for each factor of ten in population; countries and regions by their rank."""
    if place.kind is PlaceKind.COUNTRY:
        return 15.0
    if place.kind is PlaceKind.REGION and place.region is None:
        return 12.0
    if place.kind is PlaceKind.REGION:
        # Nothing of the same name outweighs "Crimea" or "Kuban" in what is written about these countries.
        return 18.0 if place.country in ("UA", "RU", "BY") else 10.0
    if place.kind is PlaceKind.SITE and "#" not in place.id:
        return 9.0
    if place.kind is PlaceKind.DISTRICT:
        return 3.0
    return 2.0 * math.log10(max(place.population, 60))


def weight(option: Option, match: Match, evidence: Evidence) -> float:
    """How well `option` fits."""
    place = option.place
    score = size(place) - (0.0, 1.0, 1.5, 4.0)[option.grade] - (0.2 if option.case == "nom" and match.cased else 0.0)
    country, region = place.country or "", place.region or ""
    others = evidence.of_country(country, match.word)
    if others:
        score += 2.0 + min(1.0, 0.25 * others)
    if evidence.told_of(region, match.word):
        score += 2.5
    if country in evidence.context.countries:
        score += 2.0 - 0.5 * evidence.context.countries.index(country)
    if region in evidence.context.regions:
        score += 2.5
    order = LANGUAGE_COUNTRIES.get(evidence.language, ())
    if country in order:
        score += 3.0 - 0.3 * order.index(country)
    near = [distance_km(place, a) for word, a in evidence.anchors.values() if word != match.word]
    if near:
        score += 2.5 * math.exp(-min(near) / 80.0)
    return score


def narrowed(match: Match) -> tuple[Option, ...]:
    """The options that the name alone allows: a city before the region that is the city, no bare district."""
    options = match.options
    if match.kind is not None:
        options = tuple(o for o in options if o.place.kind is match.kind)
    else:
        towns = {o.place.name for o in options if o.place.kind is PlaceKind.SETTLEMENT and o.place.population > 0}
        options = tuple(
            o for o in options if not (o.place.kind is PlaceKind.REGION and o.place.name in towns and _city(o.place))
        )
        options = tuple(o for o in options if o.place.kind is not PlaceKind.DISTRICT) or options
    if match.within is not None:
        inside = tuple(o for o in options if lies_in(o.place, match.within))
        known = any(o.place.kind is not PlaceKind.SETTLEMENT or o.place.population > 50_000 for o in options)
        return inside or (options if known or match.loose else ())
    return options


def _city(place: Place) -> bool:
    return place.region in ("UA-30", "UA-40", "RU-MOW", "RU-SPE", "BY-HM")


def lies_in(inner: Place, outer: Place) -> bool:
    """By the codes that places carry."""
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country
    if outer.kind is PlaceKind.REGION:
        near = outer.radius_km is not None and distance_km(inner, outer) < 1.4 * outer.radius_km
        return inner.region == outer.region or (near and inner.country == outer.country not in ("UA", "RU", "BY"))
    return outer.id in (inner.district, inner.id)


def settle(matches: Sequence[Match], evidence: Evidence, text: str) -> tuple[PlaceMention, ...]:
    """Resolve the names of one report: the sure ones first, then the others by their light."""
    options = [narrowed(m) for m in matches]
    for match, some in zip(matches, options, strict=True):
        sure = _sure(match, some)
        if sure is not None:
            evidence.add(match.word, sure)
    weighed: dict[object, list[tuple[float, Option]]] = {}
    made = []
    for match, some in zip(matches, options, strict=True):
        # A name is weighed once, however often the report says it.
        same = (match.word, bool(match.cased), tuple((o.place.id, o.grade, o.case) for o in some))
        if same not in weighed:
            weighed[same] = sorted(((weight(o, match, evidence), o) for o in some), key=lambda s: -s[0])
        made.append(_mention(match, weighed[same], evidence, text))
    return tuple(made)


def _sure(match: Match, options: tuple[Option, ...]) -> Place | None:
    """The one place that a name means in any report: a country, a region, a large town that has no rival."""
    if not options:
        return None
    first = min(options, key=lambda o: (o.grade > 0, -size(o.place)))
    best = first.place
    if first.grade > 1:
        return None
    rival = max((size(o.place) for o in options if o.place is not best), default=0.0)
    if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) or match.kind is PlaceKind.SITE:
        return best if len(options) == 1 or size(best) - rival >= 2.0 else None
    return best if size(best) >= 8.0 and size(best) - rival >= 2.5 else None


def _mention(match: Match, scored: list[tuple[float, Option]], evidence: Evidence, text: str) -> PlaceMention:
    quote = match.span.of(text)
    kind = match.kind or (scored[0][1].place.kind if scored else PlaceKind.SETTLEMENT)
    if not scored:
        reason = (
            _NOT_FOUND
            if not match.options
            else f"none of the places of this name lies in {match.within and match.within.name}"
        )
        country = match.within.country if match.within else None
        return PlaceMention(match.span, quote, match.name, kind, PlaceStatus.NOT_FOUND, country, reason=reason)
    best, place = scored[0][0], scored[0][1].place
    unsupported = UNKNOWN if place.population < 5_000 else UNSUPPORTED
    margin = MARGIN if _supported(place, match, evidence) else unsupported
    rivals = [(s, o.place) for s, o in scored[1:] if best - s < margin and not _same(o.place, place)]
    if rivals:
        candidates = (place, *(p for _, p in rivals[:9]))
        return PlaceMention(
            match.span, quote, place.name, _common_kind(candidates, kind), PlaceStatus.AMBIGUOUS,
            _common_country(candidates), candidates=candidates, reason=_why_not(candidates),
        )  # fmt: skip
    candidates = tuple(o.place for _, o in scored[:5])
    return PlaceMention(
        match.span, quote, place.name, place.kind, PlaceStatus.FOUND, place.country, place, candidates,
        _why(match, scored, evidence),
    )  # fmt: skip


def _supported(place: Place, match: Match, evidence: Evidence) -> bool:
    """Whether something besides its size speaks for a small place."""
    if place.kind is not PlaceKind.SETTLEMENT or place.population > 50_000 or match.within is not None:
        return True
    if evidence.of_region(place.region, match.word):
        return True
    return any(word != match.word and distance_km(place, a) < 60 for word, a in evidence.anchors.values())


def _same(a: Place, b: Place) -> bool:
    if a.kind is b.kind:
        return a.id == b.id or distance_km(a, b) < SAME_KM
    return a.country == b.country and distance_km(a, b) < SAME_KM and PlaceKind.SITE not in (a.kind, b.kind)


def _common_kind(places: tuple[Place, ...], default: PlaceKind) -> PlaceKind:
    kinds = {p.kind for p in places}
    return kinds.pop() if len(kinds) == 1 else default


def _common_country(places: tuple[Place, ...]) -> str | None:
    countries = {p.country for p in places}
    return countries.pop() if len(countries) == 1 else None


def _why_not(candidates: tuple[Place, ...]) -> str:
    where = ", ".join(dict.fromkeys(p.region or p.country or p.name for p in candidates[:4]))
    return f"{len(candidates)} places fit about as well ({where}{', …' if len(candidates) > 4 else ''})"


def _why(match: Match, scored: list[tuple[float, Option]], evidence: Evidence) -> str:
    option, reasons = scored[0][1], [match.note] if match.note else []
    place = option.place
    if match.within is not None:
        reasons.append(f"said to lie in {match.within.name}")
    if len(scored) == 1:
        reasons.append("the only place of this name")
    else:
        reasons.append(f"outweighs {len(scored) - 1} other{'s' if len(scored) > 2 else ''} of this name")
        if evidence.of_region(place.region, match.word):
            reasons.append(f"the report or its publisher is about {place.region}")
        elif evidence.of_country(place.country, match.word) or place.country in evidence.context.countries:
            reasons.append(f"the report or its publisher is about {place.country}")
    if option.grade == 2:
        reasons.append("name matched by its transliteration")
    return "; ".join(reasons)


def apposed(tokens: list[Token], left: Match, right: Match) -> bool:
    """Whether `right` stands in apposition to `left`: "Rylsk, Kursk region", "Рыльск (Курская область)"."""
    if right.start != left.end and right.start != left.end + 1:
        return False
    gap = tokens[left.end].gap
    if right.start == left.end:
        return gap in (",", "(", ", (") or (gap == "" and right.kind is not None)
    return gap in ("", ",") and tokens[left.end].low in ("in", "в", "у", "во", "the") and tokens[right.start].gap == ""
