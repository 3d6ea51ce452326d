"""What is known of a name, and how the gazetteer grows."""

from collections.abc import Callable
from pathlib import Path

from tocsin.gazetteer import Explanation, Gazetteer


def explained(name: str, language: str | None = None, gazetteer: Path | None = None) -> Explanation:
    """How `name` resolves when nothing else is said, and between which places.

    Raises:
        GazetteerError: the gazetteer is missing or was built by another version.
    """
    return Gazetteer.open(gazetteer).explain(name, language)


def imported(dump: Path, progress: Callable[[int, int], None], gazetteer: Path | None = None) -> int:
    """Add the villages of a country dump of GeoNames; how many there were.

    Raises:
        InputError: the dump cannot be read.
    """
    return Gazetteer.open(gazetteer).import_geonames(dump, progress=progress)
