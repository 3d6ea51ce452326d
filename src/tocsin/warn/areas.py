"""What an area is, and what it lies in."""

from collections.abc import Callable

from tocsin.model import Place, PlaceMention, WarnedArea
from tocsin.vocab import PlaceKind, PlaceStatus


class Areas:
    """Makes areas of places.

    Args:
        entry: the gazetteer's entry with an id.
        regions: the ISO 3166-2 codes of a country's regions.
    """

    def __init__(
        self, entry: Callable[[str], Place | None], regions: Callable[[str], frozenset[str]] = lambda _: frozenset()
    ) -> None:
        self._entry, self._regions = entry, regions

    def lies_in(self, area: WarnedArea, armed: frozenset[str]) -> bool:
        """Whether an area lies in one of `armed` (ISO 3166 codes and ids), or is a country all of whose regions are."""
        if any(id_ in armed or id_.removeprefix("iso:") in armed for id_ in area.within):
            return True
        regions = self._regions(area.code) if len(area.code) == 2 else frozenset[str]()
        return bool(regions) and regions <= armed

    def of(self, mention: PlaceMention) -> WarnedArea | None:
        """The area that a name in a report means; None where that is not one known place."""
        if mention.place is None or mention.status is not PlaceStatus.FOUND:
            return None
        return self.place(mention.place, mention.quote)

    def place(self, place: Place, said: str = "") -> WarnedArea:
        """The area of a place. A town that is a region of its own (Kyiv, Moscow) is that region."""
        whole = self._as_region(place)
        wider = (
            f"iso:{whole.region}" if whole.region else None,
            f"iso:{whole.country}" if whole.country else None,
        )  # fmt: skip
        within = dict.fromkeys(id_ for id_ in (whole.id, whole.district, *wider) if id_)
        wide = whole.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
        code = whole.id.removeprefix("iso:") if wide and whole.id.startswith("iso:") else ""
        return WarnedArea(whole.id, whole.name, said or whole.name, code, tuple(within))

    def _as_region(self, place: Place) -> Place:
        if place.kind is not PlaceKind.SETTLEMENT or not place.region:
            return place
        region = self._entry(f"iso:{place.region}")
        return region if region is not None and region.name == place.name else place
