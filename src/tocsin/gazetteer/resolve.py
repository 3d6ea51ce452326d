"""Which place a name means: its options weighed by size, by the other places of the report, and by the publisher."""

import math
from collections.abc import Sequence
from dataclasses import replace

from tocsin.gazetteer.company import Company
from tocsin.gazetteer.distance import distance_km
from tocsin.gazetteer.evidence import Evidence, lies_in, size, weight
from tocsin.gazetteer.fold import key
from tocsin.gazetteer.names import HOME, Match, Option
from tocsin.gazetteer.text import Token
from tocsin.model import Place, PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus

Scored = list[tuple[float, Option]]

#: By how much the best option must outweigh the next (the unit is half a factor of ten in population).
MARGIN = 1.0
#: The same for a small place for which nothing else speaks, and for a smaller one.
UNSUPPORTED, UNKNOWN = 1.3, 2.5
#: A place smaller than this for which nothing else speaks is not chosen among more than a few namesakes.
SMALL, FEW = 10_000, 4
#: Among so many namesakes nor is a larger one.
MANY = 20
#: Options this close to one another are one place for a map: the larger is taken.
SAME_KM = 12.0
#: "X near Y": so far may X lie from Y (km).
BESIDE_KM = 100.0
#: A town of this size needs no neighbours: it is named wherever its people turn up.
TOWN = 50_000
#: Sources know few places smaller than this outside Ukraine.
HAMLET = 3_000
_NOT_FOUND = "no gazetteer has this name"
_POINTS = (PlaceKind.SETTLEMENT, PlaceKind.SITE)
_FREE_CITIES = ("UA-30", "UA-40", "RU-MOW", "RU-SPE", "BY-HM")


def settle(matches: Sequence[Match], evidence: Evidence, text: str) -> tuple[PlaceMention, ...]:
    """Resolve the names of one report: the sure ones first, then the others by their light."""
    options = [narrowed(m) for m in matches]
    _gather(matches, options, evidence)
    evidence.company = Company.of(matches, options)
    weighed: dict[object, Scored] = {}
    made: list[PlaceMention | None] = []
    for match, some in zip(matches, options, strict=True):
        # A name is weighed once, however often the report says it.
        same = (match.word, bool(match.cased), match.doubtful, tuple((o.place.id, o.grade, o.case) for o in some))
        if same not in weighed:
            borne = [o for o in some if not match.doubtful or match.within or evidence.bears_out(o.place, match.word)]
            weighed[same] = sorted(((weight(o, match, evidence), o) for o in borne), key=lambda s: -s[0])
        if match.doubtful and not weighed[same]:
            made.append(None)
        else:
            made.append(_mention(match, weighed[same], evidence, text))
    for n in range(len(matches) - 2, -1, -1):
        partner, own = made[n + 1], made[n]
        if matches[n].beside and partner and own and partner.place and own.kind in _POINTS:
            made[n] = _beside(matches[n], options[n], partner.place, evidence, text) or own
    return tuple(m for m in made if m is not None)


def narrowed(match: Match) -> tuple[Option, ...]:
    """The options that the name alone allows: a city before the region that is the city, no district alone."""
    options = match.options
    if match.kind is not None:
        options = tuple(o for o in options if o.place.kind is match.kind)
    else:
        regions = [o for o in options if o.place.kind is PlaceKind.REGION and _is_its_city(o.place, match)]
        if regions:
            towns = {key(o.place.name) for o in options if o.place.population > 0}
            options = tuple(
                o
                for o in options
                if o not in regions or (key(o.place.name) not in towns and not _after_its_city(o.place, match))
            )
        options = tuple(o for o in options if not _bare_district(o.place)) or options
        quarters = [o.place for o in options if o.place.kind is PlaceKind.DISTRICT and not _bare_district(o.place)]
        # The same quarter of a city, which one of the sources takes for a town.
        options = tuple(
            o
            for o in options
            if o.place.kind is not PlaceKind.SETTLEMENT or all(distance_km(o.place, q) > SAME_KM for q in quarters)
        )
    if match.within is not None:
        inside = tuple(o for o in options if lies_in(o.place, match.within))
        known = any(_known(o.place) for o in options) and (len(options) <= FEW or match.within.country not in HOME)
        return inside or (options if known else ())
    return options


def _gather(matches: Sequence[Match], options: Sequence[tuple[Option, ...]], evidence: Evidence) -> None:
    """Let the sure places speak: first what is sure by itself, then small places that have no namesake at all."""
    for match, some in zip(matches, options, strict=True):
        sure = None if match.doubtful else _sure(match, some)
        if sure is not None:
            evidence.add(match.word, sure)
        elif len(some) == 1 and not match.doubtful and some[0].grade < 2 and some[0].place.country in HOME:
            evidence.add(match.word, some[0].place)


def _bare_district(place: Place) -> bool:
    """A district whose name needs its head; a part of a city ("Saltivka") does not."""
    return place.kind is PlaceKind.DISTRICT and not place.id.startswith("site:")


def _known(place: Place) -> bool:
    """Whether a place is named wherever its people turn up, or lies in no one region."""
    if place.kind is PlaceKind.SITE and "#" not in place.id:
        return place.region is None
    return place.kind is not PlaceKind.SETTLEMENT or place.population > TOWN


def _is_its_city(region: Place, match: Match) -> bool:
    """A city that is a region; far abroad also a region called after its city."""
    if region.region in _FREE_CITIES or (match.cyrillic and region.country not in HOME):
        return True
    return _after_its_city(region, match)


def _after_its_city(region: Place, match: Match) -> bool:
    """A region far abroad and its large town of the same name, however each is spelled: Misratah in Misrata."""
    own = [o.place for o in match.options if o.place.region == region.region and o.place.population > TOWN / 2]
    return region.country not in HOME and bool(own)


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


def _beside(
    match: Match, options: tuple[Option, ...], partner: Place, evidence: Evidence, text: str
) -> PlaceMention | None:
    """ "X under Y": only an X near Y, however small; None where that tells nothing new."""
    if not _local(partner) or not any(_local(o.place) for o in options):
        return None
    near = tuple(
        o for o in options if _local(o.place) and distance_km(o.place, partner) < BESIDE_KM + (partner.radius_km or 0.0)
    )
    if not near and any(_known(o.place) for o in options):
        return None
    if not near:
        reason = f"none of the places of this name lies near {partner.name}"
        return PlaceMention(
            match.span, match.span.of(text), match.name, match.kind or PlaceKind.SETTLEMENT, PlaceStatus.NOT_FOUND,
            partner.country, reason=reason,
        )  # fmt: skip
    away = sorted((distance_km(o.place, partner), o.place.id) for o in near)
    if len(away) > 1 and away[0][0] < away[1][0] / 2:
        near = tuple(o for o in near if o.place.id == away[0][1])
    scored = sorted(((weight(o, match, evidence), o) for o in near), key=lambda s: -s[0])
    return _mention(match, scored, evidence, text)


def _local(place: Place) -> bool:
    return place.kind not in (PlaceKind.COUNTRY, PlaceKind.REGION) and (place.radius_km or 0.0) < 60


def _mention(match: Match, scored: Scored, evidence: Evidence, text: str) -> PlaceMention:
    if not scored:
        return _unfound(match, text)
    if len(scored) == 1 and _obscure(scored[0][1].place, match, evidence):
        reason = f"a village of this name in {scored[0][1].place.region}, and nothing to say that it is meant"
        return replace(_unfound(match, text), candidates=(scored[0][1].place,), reason=reason)
    quote = match.span.of(text)
    kind = match.kind or scored[0][1].place.kind
    best, place = scored[0][0], scored[0][1].place
    supported = _supported(place, match, evidence)
    margin = MARGIN if supported else UNKNOWN if place.population < 5_000 else UNSUPPORTED
    margin = math.inf if match.contested else margin
    rivals = [(s, o.place) for s, o in scored[1:] if best - s < margin and not _same(o.place, place)]
    namesakes = sum(o.place.country in HOME for _, o in scored)
    small = place.population < (TOWN if namesakes > MANY else SMALL)
    if not rivals and not supported and small and namesakes > FEW:
        rivals = [(s, o.place) for s, o in scored[1:] if not _same(o.place, place)]
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


def _unfound(match: Match, text: str) -> PlaceMention:
    where = match.within
    reason = _NOT_FOUND if not match.options or not where else f"none of the places of this name lies in {where.name}"
    kind = match.kind or _common_kind(tuple(o.place for o in match.options), PlaceKind.SETTLEMENT)
    return PlaceMention(
        match.span, match.span.of(text), match.name, kind, PlaceStatus.NOT_FOUND,
        where.country if where else None, reason=reason,
    )  # fmt: skip


def _supported(place: Place, match: Match, evidence: Evidence) -> bool:
    """Whether something besides its size speaks for a small place."""
    if _known(place) or match.within is not None:
        return True
    return evidence.bears_out(place, match.word)


def _obscure(place: Place, match: Match, evidence: Evidence) -> bool:
    """A village of a country whose villages the sources mostly lack: that it is the only one known tells nothing."""
    if place.kind is not PlaceKind.SETTLEMENT or place.population > HAMLET or place.country == "UA":
        return False
    told = evidence.of_country(place.country, match.word) > 0 or place.country in evidence.context.countries
    return not told and not _supported(place, match, evidence)


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


def _why(match: Match, scored: Scored, evidence: Evidence) -> str:
    option, reasons = scored[0][1], [match.note] if match.note else []
    place = option.place
    if match.within is not None and lies_in(place, match.within):
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
        region = right.kind is not None or all(o.place.kind is PlaceKind.REGION for o in right.options)
        return gap in (",", "(", ", (") or (gap == "" and region and (right.kind is not None or right.cyrillic))
    return gap in ("", ",") and tokens[left.end].low in ("in", "в", "у", "во", "the") and tokens[right.start].gap == ""
