"""Which tellings could be of one happening at all: those that are filed under a key which the other looks under.

Comparing everything with everything grows with the square. A telling is filed under the stretch of map that it lies in
(or the beginning of a name that no map has, or its region), and by day; it looks only there, and a few days around.
"""

from datetime import timedelta

from tocsin.model import Place
from tocsin.resolve.telling import AIR, Telling
from tocsin.resolve.when import Grain, day_of
from tocsin.resolve.where import Level, head_of

#: Beyond so long a time no two tellings are compared.
REACH = timedelta(hours=61)
#: A cell of the map, in degrees: about 28 km from south to north, and as much from west to east at 50 degrees north.
_CELL_LAT, _CELL_LON = 0.25, 0.4


def filed(t: Telling) -> tuple[str, ...]:
    """The keys that a telling is filed under."""
    return (*_filed(t), *_ships(t))


def looked(t: Telling) -> tuple[str, ...]:
    """The keys that it looks under."""
    return (*_looked(t), *_ships(t))


def _ships(t: Telling) -> tuple[str, ...]:
    return tuple(f"n:{name}" for name in sorted(t.ships))


def _filed(t: Telling) -> tuple[str, ...]:
    if t.spot.level is Level.SPOT:
        cells = [f"m:{x}:{y}" for place in _places(t) for x, y in [_cell(place)]]
        region = [f"s:{t.spot.region}"] if t.spot.region else []
        return (*cells, *_head(t), *_meant(t), *region, f"w:{t.voice}")
    return (*_area(t), f"w:{t.voice}")


def _looked(t: Telling) -> tuple[str, ...]:
    if t.spot.level is Level.SPOT:
        cells = [
            f"m:{x + i}:{y + j}"
            for place in _places(t)
            for x, y in [_cell(place)]
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
        ]
        coarse = [f"e:{t.spot.region}"] if t.spot.region else []
        return tuple(dict.fromkeys((*cells, *_head(t), *_meant(t), *coarse, f"v:{t.voice}")))
    if is_coarse(t):
        return (*_area(t), f"s:{t.spot.region}", f"v:{t.voice}")
    if t.spot.level is Level.NOWHERE:
        return (f"v:{t.voice}", f"w:{t.voice}")
    return (*_area(t), f"v:{t.voice}")


def days(t: Telling) -> tuple[int, int]:
    """First and last day (counted from 1970) that it is filed under: when it happened, and when it was told."""
    said = t.stretch
    start = said.start if said.said else said.published
    return day_of(start), max(day_of(start), day_of(min(said.end, start + REACH)))


def window(t: Telling) -> tuple[int, int]:
    """First and last day that it looks at."""
    first, last = days(t)
    reach = REACH.days + 1
    return first - reach, last + reach


def is_coarse(t: Telling) -> bool:
    """Whether it tells of a happening at one spot without naming the spot: "a fire in N region"."""
    return (
        t.spot.level in (Level.REGION, Level.DISTRICT)
        and not t.total
        and not t.events <= AIR
        and t.stretch.grain is not Grain.LONG
    )


def _area(t: Telling) -> tuple[str, ...]:
    """An area's own key; coarse tellings are found by the spots in it, too; those without a place by their voice."""
    if t.spot.level is Level.NOWHERE:
        return (f"v:{t.voice}",)
    own = f"a:{t.spot.key}"
    return (own, f"e:{t.spot.region}") if is_coarse(t) and t.spot.region else (own,)


def _places(t: Telling) -> list[Place]:
    anchors = [t.spot.anchor] if t.spot.anchor else t.spot.options
    return [p for p in anchors if p.lat is not None and p.lon is not None]


def _cell(place: Place) -> tuple[int, int]:
    return int((place.lat or 0.0) // _CELL_LAT), int((place.lon or 0.0) // _CELL_LON)


def _head(t: Telling) -> tuple[str, ...]:
    """The beginning of its name, under which names of no gazetteer find one another."""
    head = head_of(t.spot.name)
    return (f"h:{head}",) if head else ()


def _meant(t: Telling) -> tuple[str, ...]:
    """The entries of the gazetteer that its name means or may mean."""
    ids = [t.spot.place.id] if t.spot.place else [o.id for o in t.spot.options]
    return tuple(f"o:{id_}" for id_ in ids)
