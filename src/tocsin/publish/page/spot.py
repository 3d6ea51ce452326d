"""A place of the map with the claims that name it."""

from dataclasses import dataclass, field

from tocsin.model import Claim, PlaceMention, Report
from tocsin.publish.words import visible
from tocsin.vocab import PlaceKind


@dataclass(slots=True)
class Spot:
    """One place: `id` is its anchor on the page, `mention` the first mention of it, `claims` by their number."""

    id: str
    mention: PlaceMention
    claims: dict[int, tuple[Claim, Report]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The place's English name, or the name as it was written where none is known."""
        return visible(self.mention.place.name if self.mention.place else self.mention.name or self.mention.quote)

    @property
    def area(self) -> str | None:
        """The ISO 3166-2 code of the region that this place is, or None where it is finer or wider."""
        place = self.mention.place
        return place.region if place and place.kind is PlaceKind.REGION else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude in degrees, where they are known."""
        place = self.mention.place
        return None if place is None or place.lat is None or place.lon is None else (place.lon, place.lat)

    @property
    def reach_km(self) -> float:
        """How far from its point the place may reach."""
        return (self.mention.place.radius_km if self.mention.place else None) or 0.0

    def add(self, number: int, claim: Claim, report: Report) -> None:
        """One more claim that names this place."""
        self.claims[number] = (claim, report)
