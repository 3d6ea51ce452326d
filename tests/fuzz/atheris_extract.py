"""Coverage-guided fuzzing of the extractor and the gazetteer, for as long as one has. Not part of the test run.

    pip install atheris
    python tests/fuzz/atheris_extract.py FOLDER -max_total_time=3600 -timeout=20 -rss_limit_mb=2048

FOLDER keeps what was found from one run to the next. Each byte of an input below 128 chooses one of the field's words, any
other starts a piece of free text; the first byte chooses when the report was published, and where. What fails goes into
`test_fuzz_extract.py`, as the shortest text that shows it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tocsin.extract", "tocsin.gazetteer"]):
    from hostile import PUBLISHED, WORDS, ZONES, check

    from tocsin.gazetteer import Gazetteer

GAZETTEER = Gazetteer.open()


def one_input(data: bytes) -> None:
    if not data:
        return
    words, free = [], bytearray()
    for byte in data[1:]:
        if byte < 128 and not free:
            words.append(WORDS[byte % len(WORDS)])
        elif len(free) < 6:
            free.append(byte)
        else:
            words.append(free.decode(errors="ignore"))
            free.clear()
    words.append(free.decode(errors="ignore"))
    check(" ".join(words), GAZETTEER, PUBLISHED[data[0] % len(PUBLISHED)], ZONES[data[0] // 16 % len(ZONES)])


def plant(folder: Path) -> None:
    """Write short seeds into the corpus: runs of the field's words."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(WORDS), 6):
        (folder / f"words-{start}").write_bytes(bytes((8, *range(start, min(start + 12, 127)))))


if __name__ == "__main__":
    plant(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
