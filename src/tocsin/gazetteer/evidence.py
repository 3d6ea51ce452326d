"""What a report and its publisher say about where it is set, and how well a place fits that."""

import math
from collections import Counter
from dataclasses import dataclass, field

from tocsin.gazetteer.company import Company
from tocsin.gazetteer.distance import distance_km
from tocsin.gazetteer.names import FRONT, HOME, Match, Option
from tocsin.model import Place
from tocsin.vocab import PlaceKind


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a report is read.

    Args:
        countries: ISO 3166-1 codes, likeliest first (of the publisher).
        regions: ISO 3166-2 codes of the publisher's area.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


#: The countries that a language's reports are mostly about.
LANGUAGE_COUNTRIES = {"ru": HOME, "uk": HOME, "en": ()}
#: The regions of Ukraine that the line of contact has run through.
LINE = frozenset({"UA-14", "UA-09", "UA-23", "UA-63", "UA-65", "UA-59"})
#: A report that names more places than this tells nothing more about where it is set.
MOST_ANCHORS = 100
#: Sources know the population of few villages of Ukraine: below this, how many people live there tells nothing.
VILLAGE = 500
#: A city of this size is named without more ado, also in news of another region.
CITY = 200_000
#: Another place within this distance (km) bears a small one out.
NEIGHBOURS = 60.0
#: So much company bears a small place out.
BORNE_OUT = 0.6
#: After these prepositions Russian and Ukrainian have the instrumental, where a place is meant, never the locative.
_INSTRUMENTAL = frozenset({"под", "над", "за", "между", "перед", "під", "між"})


@dataclass(slots=True)
class Evidence:
    """Settled places by country and region; those that are small enough also as points. `front`: from the front."""

    context: Context
    language: str
    countries: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)
    front: bool = False
    sectors: frozenset[str] = frozenset()
    company: Company = field(default_factory=Company)
    regions: dict[str, set[str]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, Place]] = field(default_factory=dict)
    near: dict[tuple[str, str], float] = field(default_factory=dict)

    def at_the_front(self, sectors: frozenset[str] = frozenset()) -> None:
        """Let words that are no name tell that the report is from the front in Ukraine, and from which regions."""
        self.front, self.sectors = True, sectors
        self.countries["UA"] += 1

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

    def nearest(self, place: Place, word: str) -> float:
        """How far the nearest place of another name lies (km); infinite where there is none.

        Remembered: to be asked when all settled places have spoken.
        """
        if not self.anchors:
            return math.inf
        asked = place.id, word
        if asked not in self.near:
            away = [distance_km(place, a) for other, a in self.anchors.values() if other != word]
            self.near[asked] = min(away, default=math.inf)
        return self.near[asked]

    def bears_out(self, place: Place, word: str) -> bool:
        """Whether another place of the report, or the publisher's area, speaks for a place."""
        if self.of_region(place.region, word) or self.nearest(place, word) < NEIGHBOURS:
            return True
        if place.region in self.sectors or self.company.around(place, word) >= BORNE_OUT:
            return True
        return place.country not in HOME and self.of_country(place.country, word) > 0


def size(place: Place) -> float:
    """A place's weight by itself: two for each factor of ten in population; countries and regions by their rank."""
    if place.kind is PlaceKind.COUNTRY:
        return 15.0
    if place.kind is PlaceKind.REGION and place.region is None:
        return 12.0
    if place.kind is PlaceKind.REGION:
        # Nothing of the same name outweighs "Crimea" or "Kuban" in what is written about these countries.
        return 18.0 if place.country in HOME else 10.0
    if (place.kind is PlaceKind.SITE and "#" not in place.id) or place.id.startswith("site:"):
        return 9.0
    if place.kind is PlaceKind.DISTRICT:
        return 3.0
    return 2.0 * math.log10(max(place.population, VILLAGE))


def weight(option: Option, match: Match, evidence: Evidence) -> float:
    """How well `option` fits."""
    place = option.place
    score = size(place) - (0.0, 1.0, 1.5, 4.0)[option.grade] - (0.2 if option.case == "nom" and match.cased else 0.0)
    if option.case == "loc" and match.cased in _INSTRUMENTAL:
        score -= 1.5
    country, region = place.country or "", place.region or ""
    others = evidence.of_country(country, match.word)
    if others:
        score += 2.0 + min(1.0, 0.25 * others)
    if evidence.told_of(region, match.word):
        score += 2.5
    if country in evidence.context.countries:
        score += 1.5 - 0.5 * evidence.context.countries.index(country)
    if place.population > CITY and country in HOME:
        score += 1.0
    if region in evidence.context.regions:
        score += 2.5
    if evidence.front and country != "UA" and region not in FRONT:
        score -= 1.5
    if evidence.front and place.region in LINE and place.kind is PlaceKind.SETTLEMENT:
        score += 1.0
    if region in evidence.sectors:
        score += 1.5
    elif place.kind is PlaceKind.SETTLEMENT and any(o.place.region in evidence.sectors for o in match.options):
        score -= 2.5  # a city far behind the line, of whose name a village stands on it
    score += 1.2 * evidence.company.around(place, match.word)
    order = LANGUAGE_COUNTRIES.get(evidence.language, ())
    if country in order:
        score += 3.0 - 0.3 * order.index(country)
    elif order and not country and place.kind is PlaceKind.SITE:
        score += 3.0
    near = evidence.nearest(place, match.word)
    return score + (2.5 * math.exp(-near / 80.0) if near < math.inf else 0.0)


def lies_in(inner: Place, outer: Place) -> bool:
    """By the codes that places carry."""
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country
    if outer.kind is PlaceKind.REGION:
        near = outer.radius_km is not None and distance_km(inner, outer) < 1.4 * outer.radius_km
        if outer.region is None:  # a historic area
            return near
        return inner.region == outer.region or (near and inner.country == outer.country not in HOME)
    return outer.id in (inner.district, inner.id)
