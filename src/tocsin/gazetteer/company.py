"""Names that are told together lie together: which of its namesakes has the other names of a report around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.gazetteer.names import Match, Option
from tocsin.model import Place
from tocsin.vocab import PlaceKind

#: A cell of the grid, in degrees of latitude and longitude: about 40 km each way in Ukraine.
_LAT, _LON = 0.36, 0.54
#: A name that so many places have tells nothing of where the others lie.
_COMMON = 60
#: Names of a longer report are not looked at for this: it is set in many places.
_MOST = 100
#: What a name of only this many places says counts in full; that of more of them counts less.
_FULL = 2.0
#: No more than so many names speak for one.
_CAP = 2.0


@dataclass(slots=True)
class Company:
    """The places that the names of one report may mean, on a grid."""

    cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, matches: Sequence[Match], options: Iterable[tuple[Option, ...]]) -> "Company":
        """The grid of all that the names may mean."""
        made = cls()
        if len(matches) > _MOST:
            return made
        for match, some in zip(matches, options, strict=True):
            local = [o.place for o in some if o.place.kind is not PlaceKind.REGION and (o.place.radius_km or 0) < 60]
            if len(local) > _COMMON:
                continue
            share = min(1.0, _FULL / max(1, len(local)))
            for place in local:
                if place.lat is not None and place.lon is not None:
                    made.cells.setdefault(_cell(place.lat, place.lon), {})[match.word] = share
        return made

    def around(self, place: Place, word: str) -> float:
        """How much other names speak for `place`: 1 for each that may lie within some 60 km, less for common ones."""
        if place.lat is None or place.lon is None:
            return 0.0
        y, x = _cell(place.lat, place.lon)
        near: dict[str, float] = {}
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                near.update(self.cells.get((y + dy, x + dx), {}))
        return min(_CAP, sum(share for other, share in near.items() if other != word))


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _LAT), int(lon // _LON)
