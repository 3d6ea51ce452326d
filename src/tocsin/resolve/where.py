"""Where: the place of a telling, and how the places of two tellings lie to one another."""

import re
from dataclasses import dataclass
from enum import StrEnum

from tocsin.gazetteer.distance import distance_km
from tocsin.model import Place, PlaceMention
from tocsin.vocab import PlaceKind

_EARTH_KM = 6371.0
#: A district that reaches no farther than this is one of a city's, not one of a region's.
_URBAN_KM = 13.0
#: A site that reaches farther is a sea, a river, a mountain range: an area, not a spot.
_WIDE_KM = 25.0
#: So far from the edge of a town a plant or an airfield may lie and still be called by it.
_OUTSKIRTS_KM = 6.0
#: So far from a town a plant may stand that is called after it: Volgograd's stands 27 km, Astrakhan's 48 km off (km).
_OF_TOWN_KM = 55.0
#: Towns so near to one another that a plant or an airfield between them is called by either.
_NEIGHBOURS_KM = 9.0
#: What is told of Crimea may be told of Sevastopol, which is a region of its own.
_PENINSULA = {("UA-43", "UA-40")}
#: The code of a Ukrainian place: region and district, then community ("000" in a district's own), then the place.
_KATOTTG = re.compile(r"katottg:UA(\d{4})(\d{3})\d{10}$")
#: So many letters in front two unknown names share that may be the same place told in other words.
_COMMON_HEAD = 6


class Level(StrEnum):
    """How large the place of a telling is."""

    SPOT = "spot"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    NOWHERE = "nowhere"


class Lie(StrEnum):
    """How the places of two tellings lie to one another."""

    SAME = "the same place"
    INSIDE = "one lies in the other"
    MAYBE = "possibly the same place"
    SUBURB = "one lies on the ground of the other"
    NEIGHBOURS = "neighbouring towns"
    BESIDE = "two places of one town"
    COARSE = "one is the area around the other"
    APART = "different places"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a telling means it: an entry of the gazetteer, or a name alone.

    `around` is the town or area that the same words put a name in which no gazetteer has; `options` are the entries
    that an ambiguous name may mean.
    """

    name: str
    level: Level
    country: str | None = None
    place: Place | None = None
    around: Place | None = None
    options: tuple[Place, ...] = ()

    @property
    def key(self) -> str:
        """The same for two mentions of the same place, and for no other."""
        return self.place.id if self.place else f"{self.name.casefold()}|{self.country or ''}"

    @property
    def anchor(self) -> Place | None:
        """The entry of the gazetteer that says best where it is."""
        return self.place or self.around

    @property
    def region(self) -> str | None:
        """ISO 3166-2 code of the region that it is or lies in, as far as known."""
        return self.anchor.region if self.anchor else None


def spot(mention: PlaceMention) -> Spot:
    """The spot that a mention means."""
    around = next((p for p in mention.within if p.kind is not PlaceKind.COUNTRY), None)
    return Spot(
        mention.name, _level(mention.kind, mention.place), mention.country, mention.place, around, mention.candidates
    )


def of_place(place: Place) -> Spot:
    """The spot that an entry of the gazetteer is."""
    return Spot(place.name, _level(place.kind, place), place.country, place)


def lie(a: Spot, b: Spot) -> Lie:
    """How two spots lie to one another. The same whichever comes first."""
    if a.key == b.key or ((a.place is None) != (b.place is None) and _may_mean(a, b)):
        return Lie.SAME if a.key == b.key else Lie.MAYBE
    if a.place is None or b.place is None:
        return _unknown(a, b)
    if a.level is Level.SPOT and b.level is Level.SPOT:
        return _spots(a.place, b.place)
    return Lie.COARSE if _covers(a, b) or _covers(b, a) else Lie.APART


def is_wide(place: Place) -> bool:
    """Whether a site is an area by itself: a sea, a river."""
    return place.kind is PlaceKind.SITE and (place.radius_km or 0.0) > _WIDE_KM


def _level(kind: PlaceKind, place: Place | None) -> Level:
    if kind is PlaceKind.COUNTRY:
        return Level.COUNTRY
    if kind is PlaceKind.REGION or (place is not None and is_wide(place)):
        return Level.REGION
    if kind is PlaceKind.DISTRICT and place is not None and (place.radius_km or 0.0) > _URBAN_KM:
        return Level.DISTRICT
    return Level.SPOT


def _may_mean(a: Spot, b: Spot) -> bool:
    known, name = (a, b) if a.place else (b, a)
    place = known.place
    if place is None:
        return False
    return any(o.id == place.id or _spots(place, o) in (Lie.INSIDE, Lie.SAME) for o in name.options)


def _unknown(a: Spot, b: Spot) -> Lie:
    """Where at least one of the two is a name alone."""
    if a.country and b.country and a.country != b.country:
        return Lie.APART
    if {o.id for o in a.options} & {o.id for o in b.options}:
        return Lie.MAYBE
    near = a.anchor, b.anchor
    if near[0] is not None and near[1] is not None:
        inner = lie(of_place(near[0]), of_place(near[1]))
        town = all(p.kind in (PlaceKind.SETTLEMENT, PlaceKind.SITE) for p in near if p)
        if inner in (Lie.SAME, Lie.INSIDE) and town:
            return Lie.INSIDE if a.place or b.place else Lie.BESIDE
        if inner is Lie.APART:
            return Lie.APART
    heads = head_of(a.name), head_of(b.name)
    if heads[0] and heads[0] == heads[1]:
        return Lie.MAYBE
    return Lie.COARSE if _covers(a, b) or _covers(b, a) else Lie.APART


def head_of(name: str) -> str:
    """The letters in front that two names share which may be one place in two languages; "" where a name is shorter.

    "Lomakovka" is "Lomakivka" in Ukrainian.
    """
    letters = name.casefold().replace("ivk", "ovk").replace("i", "y")[:_COMMON_HEAD]
    return letters if len(letters) == _COMMON_HEAD else ""


def _spots(a: Place, b: Place) -> Lie:
    if a.id.partition("#")[0] == b.id.partition("#")[0]:
        return Lie.BESIDE if "#" in a.id and "#" in b.id else Lie.INSIDE
    towns = [p for p in (a, b) if p.kind is PlaceKind.SETTLEMENT]
    if len(towns) == 2:
        if _suburb(a, b) or _suburb(b, a):
            return Lie.SUBURB
        return Lie.NEIGHBOURS if distance_km(a, b) <= _NEIGHBOURS_KM else Lie.APART
    reach = sum(p.radius_km or 1.0 for p in (a, b))
    apart = distance_km(a, b)
    if len(towns) == 1:
        quarter = PlaceKind.DISTRICT in (a.kind, b.kind)
        limit = max(3.0, towns[0].radius_km or 0.0) if quarter else reach + _OUTSKIRTS_KM
        if _is_of(a if a is not towns[0] else b, towns[0]):
            limit = max(limit, _OF_TOWN_KM)
        return Lie.INSIDE if apart <= limit else Lie.APART
    if a.kind is not b.kind:
        return Lie.INSIDE if apart <= reach else Lie.BESIDE if apart <= 2 * reach + _OUTSKIRTS_KM else Lie.APART
    if a.kind is PlaceKind.DISTRICT and (a.name.startswith(b.name[:6]) and apart <= reach):
        return Lie.SAME
    return Lie.BESIDE if a.region == b.region and apart <= reach + 2 * _OUTSKIRTS_KM else Lie.APART


def _is_of(site: Place, town: Place) -> bool:
    """Whether a plant or airfield is called after the town, at whose edge or a drive away it stands."""
    return site.kind is PlaceKind.SITE and site.region == town.region and site.name.startswith(f"{town.name} ")


def _suburb(small: Place, city: Place) -> bool:
    """Whether a settlement lies on the ground of a much larger one, which reports call by either name."""
    much = city.population >= 10 * max(small.population, 1)
    return much and distance_km(small, city) <= (city.radius_km or 0.0)


def _covers(outer: Spot, inner: Spot) -> bool:
    """Whether `outer` is an area that `inner` lies in."""
    area, point = outer.place, inner.anchor
    if area is None or outer.level is Level.SPOT or outer.level is inner.level:
        return False
    if outer.level is Level.COUNTRY:
        return (inner.country or (point.country if point else None)) == area.country
    if point is None:
        return False
    if outer.level is Level.REGION and area.region and not is_wide(area):
        return point.region == area.region or (area.region, point.region) in _PENINSULA
    if point.district == area.id:
        return True
    codes = _KATOTTG.match(area.id), _KATOTTG.match(point.id)
    if codes[0] and codes[1]:
        return codes[0][1] == codes[1][1] and codes[0][2] in ("000", codes[1][2])
    known = point.district is not None and outer.level is Level.DISTRICT
    return not known and distance_km(area, point) <= (area.radius_km or 0.0) and point.region in (area.region, None)


def around(outer: Spot, inner: Spot) -> bool:
    """Whether `inner` lies in `outer` and is not it."""
    if outer.key == inner.key:
        return False
    if outer.level is Level.COUNTRY:
        return inner.level is not Level.COUNTRY and inner.country == outer.country
    how = lie(outer, inner)
    order = (Level.SPOT, Level.DISTRICT, Level.REGION, Level.COUNTRY)
    if how is Lie.COARSE and Level.NOWHERE not in (outer.level, inner.level):
        return order.index(outer.level) > order.index(inner.level)
    return how is Lie.INSIDE and is_within_town(inner, outer)


def is_within_town(a: Spot, b: Spot) -> bool:
    """Whether `a` is a spot within the town `b`."""
    return bool(b.place and b.place.kind is PlaceKind.SETTLEMENT) and not (
        a.place and a.place.kind is PlaceKind.SETTLEMENT
    )


def are_one(a: Spot, b: Spot) -> bool:
    """Whether claims of one report about the two are about one place."""
    return a.key == b.key or lie(a, b) in (Lie.INSIDE, Lie.SAME)
