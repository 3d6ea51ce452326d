"""The gazetteer: names and areas in, places out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from tocsin.gazetteer import areas, imports
from tocsin.gazetteer.evidence import Context, Evidence
from tocsin.gazetteer.fold import key
from tocsin.gazetteer.formations import fronts
from tocsin.gazetteer.names import Names, Option
from tocsin.gazetteer.resolve import settle
from tocsin.gazetteer.scan import Scanner
from tocsin.gazetteer.store import Store
from tocsin.model import Place, PlaceMention, Span
from tocsin.vocab import PlaceKind, PlaceStatus

BUILT = Path(__file__).parent / "data" / "gazetteer.sqlite"


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a name by itself resolves: the mention (with its reason), and every place that bears the name."""

    name: str
    mention: PlaceMention
    candidates: tuple[Place, ...]


def own_file() -> Path:
    """Where villages imported by the user are kept."""
    return Path(platformdirs.user_data_dir("tocsin")) / "villages.sqlite"


class Gazetteer:
    """Names, places and areas, read from one file (and the user's own beside it)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(store)

    @classmethod
    def open(cls, path: Path | None = None, own: Path | None = None) -> "Gazetteer":
        """Open the built gazetteer, or the one at `path`; `own` is the user's file of imported villages.

        Raises:
            GazetteerError: it is missing, damaged or of another version.
        """
        return cls(Store(path or BUILT, own or own_file()))

    def named(self, name: str) -> tuple[Place, ...]:
        """All places that `name` may mean, best known first: whatever its case, accents, hyphens, inflection or script.

        Never a similar name: "новоросійськ" finds Novorossiysk by transliteration, "Korotkhovsk" finds nothing.
        """
        best = sorted(self._options(name), key=lambda o: (o.grade, o.case != "nom", -o.place.population))
        return tuple(o.place for o in best)

    def _options(self, name: str) -> tuple[Option, ...]:
        scanner = Scanner(self._names, name.title() if name.islower() else name, _language(name))
        if not scanner.tokens:
            return ()
        made = scanner.slavic(0, scanner.lexicon(0)) if scanner.tokens[0].cyrillic else []
        if made and made[0].end == len(scanner.tokens):
            return made[0].options
        exact = self._names.exact(((key(name), "nom"),))
        end, options = self._names.longest(scanner.tokens, 0, scanner.language)
        return exact or (options if end == len(scanner.tokens) else ())

    def mentions(self, text: str, language: str, context: Context = Context()) -> tuple[PlaceMention, ...]:  # noqa: B008
        """Every place name in `text`, in order, with its span, each resolved in the light of the others.

        Args:
            text: of a report; markup and addresses in it are passed over.
            language: en, ru or uk; words of the other languages are found all the same.
            context: what is known of the publisher's countries and regions.
        """
        scanner = Scanner(self._names, text, language)
        matches = scanner.run()
        evidence = Evidence(context, language)
        sectors = fronts(text)
        if sectors or scanner.front():
            evidence.at_the_front(sectors)
        return settle(matches, evidence, text)

    def within(self, inner: Place, outer: Place) -> bool:
        """Whether a place lies in another: by the codes they carry, else by the region's outline."""
        if inner.id == outer.id or (outer.id == inner.district and inner.district is not None):
            return True
        if outer.kind is PlaceKind.COUNTRY:
            return inner.country is not None and inner.country == outer.country
        if outer.kind is PlaceKind.REGION and outer.region:
            if inner.region is not None:
                return inner.region == outer.region
            return (
                inner.lat is not None and inner.lon is not None and areas.contains(outer.region, inner.lat, inner.lon)
            )
        return False

    def region_of(self, lat: float, lon: float) -> str | None:
        """The ISO 3166-2 code of the region of Ukraine, Russia or Belarus at a point (WGS 84), else None."""
        return areas.region_at(lat, lon)

    def boundary(self, place: Place) -> dict[str, Any] | None:
        """The outline of a region of Ukraine, Russia or Belarus as GeoJSON geometry; None for any other place."""
        return areas.outlines().get(place.region or "") if place.kind is PlaceKind.REGION else None

    def regions(self, country: str) -> frozenset[str]:
        """The ISO 3166-2 codes of the regions of a country (ISO 3166-1)."""
        return self._store.regions(country)

    def get(self, id: str) -> Place | None:
        """The place with this id."""
        return self._store.get(id)

    def import_geonames(
        self, dump: Path, own: Path | None = None, progress: Callable[[int, int], None] | None = None
    ) -> int:
        """Add the villages of a GeoNames country dump to the user's file; gives how many. Reopen to use them.

        Args:
            dump: RU.txt, UA.txt and the like, or the zip that holds it.
            own: the user's file, if not the usual one.
            progress: called with the bytes read and the bytes in all.

        Raises:
            InputError: the dump cannot be read, or a row is none of GeoNames' table; then nothing was added.
            GazetteerError: the user's file cannot be written, or is of another version.
        """
        return imports.import_dump(dump, own or own_file(), self._store, progress)

    def explain(self, name: str, language: str | None = None) -> Explanation:
        """How `name` resolves when nothing else is said, and the places that it could mean."""
        spoken = language or _language(name)
        found = self.mentions(name, spoken)
        whole = next((m for m in found if m.span.end - m.span.start >= len(name.strip()) - 1), None)
        places = self.named(name)
        if whole is None:
            status = (
                PlaceStatus.AMBIGUOUS if len(places) > 1 else PlaceStatus.FOUND if places else PlaceStatus.NOT_FOUND
            )
            first = places[0] if places else None
            whole = PlaceMention(
                Span(0, len(name)), name, first.name if first else name, first.kind if first else PlaceKind.SETTLEMENT,
                status, first.country if first else None, first if len(places) == 1 else None, places[:10],
                "no gazetteer has this name" if not places else "not taken for a place by itself",
            )  # fmt: skip
        return Explanation(name, whole, places)


def _language(name: str) -> str:
    low = name.lower()
    if not any("а" <= c <= "я" or c in "іїєґё" for c in low):
        return "en"
    return "uk" if set("іїєґ") & set(low) else "ru"
