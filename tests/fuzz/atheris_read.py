"""Coverage-guided fuzzing of the readers, for a person with time: not a part of the test run.

    pip install atheris
    python tests/fuzz/atheris_read.py FOLDER -max_total_time=3600 -timeout=20 -rss_limit_mb=2048

FOLDER keeps what was found from one run to the next. The first byte of an input chooses the format. What fails goes
into `test_fuzz_found.py`, as the smallest payload that shows it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tocsin"]):
    from seeds import SEEDS, check

FORMATS = [*SEEDS, None]


def one_input(data: bytes) -> None:
    if data:
        format = FORMATS[data[0] % len(FORMATS)]
        check(data[1:], None if format == "zip" else format)


def plant(folder: Path) -> None:
    """Write the seeds into the corpus, each for its format and once more for the sniffers."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (format, payloads) in enumerate(SEEDS.items()):
        for index, payload in enumerate(payloads):
            (folder / f"{format}-{index}").write_bytes(bytes((number,)) + payload)
            (folder / f"any-{format}-{index}").write_bytes(bytes((len(FORMATS) - 1,)) + payload)


if __name__ == "__main__":
    plant(Path(sys.argv[1]))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
