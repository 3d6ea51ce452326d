"""The publisher's own region and town: what "the region" and "our city" mean in a post that never names them."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tocsin.extract.language import detect
from tocsin.extract.lexicon import either_of_all, entries
from tocsin.gazetteer import Gazetteer
from tocsin.model import PlaceMention, Report, Source, Span
from tocsin.vocab import PlaceKind, PlaceStatus


@dataclass(frozen=True, slots=True)
class Home:
    """Where a publisher is at home, as far as its description or name says: "Government of Bryansk Region"."""

    region: PlaceMention | None = None
    town: PlaceMention | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The ISO 3166-2 code of the region that it calls its own, if any."""
        return (self.region.place.region,) if self.region and self.region.place and self.region.place.region else ()


@cache
def capitals() -> frozenset[str]:
    """Ids of the towns that stand for a government: from `places.yml`, the same for all languages."""
    return frozenset(entries("en", "places", "capitals"))


def home_of(report: Report, language: str, gazetteer: Gazetteer, source: Source | None) -> Home:
    """The home of the report's publisher: a described source's one region, else the one that its name tells.

    A capital tells none: who is called after one mostly reports on a whole country.
    """
    codes = source.regions if source else ()
    described = gazetteer.get(f"iso:{codes[0]}") if len(codes) == 1 else None
    if described is not None:
        name = described.name
        mention = PlaceMention(
            Span(0, 0), name, name, described.kind, PlaceStatus.FOUND, described.country, described,
            reason="the region that the source is described to report on",
        )  # fmt: skip
        return Home(region=mention)
    told = _named(report.publisher or "", language, gazetteer)
    regions = [m for m in told if m.kind is PlaceKind.REGION]
    towns = [m for m in told if m.kind is PlaceKind.SETTLEMENT]
    return Home(regions[0] if len(regions) == 1 else None, towns[0] if len(towns) == 1 and not regions else None)


@lru_cache(maxsize=1_000)
def _named(publisher: str, language: str, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places in a publisher's name: written out, behind a region's office, or at its head ("Kharkiv Defence")."""
    office = rf"(?i)(?<=\s){either_of_all('places', 'region-office')}(?!\w).*"
    spoken = detect(publisher, language)
    head = publisher.split()[0] if publisher.split() else ""
    for name in (publisher, re.sub(office, "область", publisher), head):
        told = [m for m in gazetteer.mentions(name, spoken) if m.place and m.status is PlaceStatus.FOUND]
        told = [m for m in told if m.place and m.place.id not in capitals()]
        if name == head:
            told = [m for m in told if (m.country or "").lower() in entries("en", "places", "near-countries")]
        if told:
            return tuple(replace(m, reason=f"the publisher's own: “{publisher}”") for m in told)
    return ()
