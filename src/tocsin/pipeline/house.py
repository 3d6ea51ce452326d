"""What every walk through the house needs, opened once."""

from dataclasses import dataclass
from pathlib import Path

from tocsin.gazetteer import Gazetteer
from tocsin.sources import BUNDLED, Sources


@dataclass(frozen=True, slots=True)
class House:
    """The gazetteer and the described sources."""

    gazetteer: Gazetteer
    sources: Sources

    @classmethod
    def open(cls, gazetteer: Path | None = None, described: Path | None = None) -> "House":
        """Open both.

        Args:
            gazetteer: a gazetteer file, or None for the one that came with Tocsin.
            described: a folder of the user's own source descriptions, read beside the bundled ones.

        Raises:
            GazetteerError: the gazetteer is missing or was built by another version.
            DataFileError: a source description is wrong; with file and line.
        """
        folders = (BUNDLED, described) if described else (BUNDLED,)
        return cls(Gazetteer.open(gazetteer), Sources.open(*folders))
