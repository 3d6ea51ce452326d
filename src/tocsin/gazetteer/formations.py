"""Military formations whose naming tells in which regions a report is set."""

import re
from functools import cache

from tocsin.errors import DataFileError
from tocsin.gazetteer.lexicon import load


@cache
def _formations() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """The rows of fronts.yml.

    Raises:
        DataFileError: a row is malformed.
    """
    out = []
    for row in load("fronts.yml")[0]:
        if not isinstance(row, dict) or set(row) != {"words", "regions"}:
            raise DataFileError("fronts.yml", None, f"needs words, regions: {row!r}")
        try:
            out.append((re.compile(row["words"]), frozenset(map(str, row["regions"]))))
        except re.error as e:
            raise DataFileError("fronts.yml", None, f"{row['words']}: {e}") from None
    return tuple(out)


def fronts(text: str) -> frozenset[str]:
    """The regions in which the formations that a report names have stood."""
    low = text.lower()
    return frozenset().union(*(regions for words, regions in _formations() if words.search(low)))
