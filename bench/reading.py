"""How fast exports are read, and in how much memory: it must not grow with the export.

    python bench/reading.py [MEGABYTES …]        (default: 50 500)

Writes a Telegram export of each size into a temporary folder, reads it in a process of its own, and prints messages,
megabytes and the most memory held. Messages are made up; one in ten is a service message or has no text.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tocsin.model import Report
from tocsin.read import Progress, read

#: What an export of 2 GB may take, in MB.
CEILING = 300
_PROSE = (
    "силами ПВО над областью сбиты беспилотники пострадавших нет повреждён дом в районе работают службы "
    "повітряна тривога в області відбій загрози небезпека уникайте вікон drones were downed over the region"
)
_WORDS = _PROSE.split()


def message(number: int, dice: random.Random) -> dict[str, object]:
    when = 1_700_000_000 + number * 60
    post: dict[str, object] = {"id": number, "type": "message", "date_unixtime": str(when), "from": "Канал"}
    post["date"] = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(when))
    words = " ".join(dice.choices(_WORDS, k=dice.randint(10, 60)))
    if number % 10 == 0:
        return {**post, "type": "service" if number % 20 else "message", "text": ""}
    text: object = words if number % 3 else [{"type": "bold", "text": words[:20]}, words[20:]]
    return {**post, "text": text, "text_entities": [{"type": "plain", "text": words}]}


def write(path: Path, megabytes: int) -> None:
    dice = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "Канал",\n "type": "public_channel",\n "id": 1,\n "messages": [')
        number = 0
        while file.tell() < megabytes * 1_000_000:
            number += 1
            file.write("," * (number > 1) + "\n  " + json.dumps(message(number, dice), ensure_ascii=False, indent=1))
        file.write("\n ]\n}\n")


def measure(path: Path) -> None:
    """Read one file and print a row; run in a process of its own, since peak memory belongs to a process."""
    last: list[Progress] = []
    began = time.process_time()
    reports = sum(isinstance(item, Report) for item in read([path], progress=last.append))
    seconds = time.process_time() - began
    megabytes = path.stat().st_size / 1_000_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    passed = sum(count for _, count in last[-1].passed_over)
    print(
        f"{megabytes:7.0f} MB  {reports:9,} reports  {passed:8,} passed over  {seconds:6.1f} s of processor time  "
        f"{megabytes / seconds:5.1f} MB/s  {reports / seconds:7,.0f} reports/s  {peak:4d} MB held  "
        f"{'ok' if peak < CEILING else f'ABOVE {CEILING} MB'}"
    )
    sys.exit(peak >= CEILING)


def main(sizes: list[int]) -> int:
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "result.json")
        for megabytes in sizes:
            write(path, megabytes)
            failed |= subprocess.run([sys.executable, __file__, "--measure", str(path)], check=False).returncode
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    sys.exit(main([int(size) for size in sys.argv[1:]] or [50, 500]))
