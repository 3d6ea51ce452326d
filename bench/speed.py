"""How many sentences a second Tocsin reads on one core, beside natasha's full pipeline on the same posts.

    python bench/speed.py --data FILE [--natasha PYTHON] [--posts 800] [--rounds 5]

FILE is whatever `tocsin read` reads: a Telegram export, JSONL of reports. PYTHON is an interpreter that has natasha.

The two take turns, each round in a process of its own, on one thread, so that neither gains from having seen the posts.
Counted is the processor time from the first post to the last. What Tocsin loads or compiles only when a post needs it
falls within that time; natasha's models are loaded before it. Sentences are counted once, by Tocsin's splitter.
"""

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tocsin.extract import extract
from tocsin.extract.text import view
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report
from tocsin.read import read

OTHER = Path(__file__).with_name("speed_natasha.py")
ONE_THREAD = {f"{x}_NUM_THREADS": "1" for x in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB")}
HOW_TO = """\
For the comparison, natasha in an environment of its own (it needs an old setuptools):
    python3.11 -m venv natasha && natasha/bin/pip install natasha 'setuptools<81'
    python bench/speed.py --data FILE --natasha natasha/bin/python"""
#: What one round tells: seconds to get ready, seconds of work, and what was made.
Round = dict[str, float]


def posts(path: Path, wanted: int) -> list[Report]:
    """`wanted` reports of the file, the same ones each time."""
    found = [item for item in read([path]) if isinstance(item, Report)]
    return random.Random(1).sample(found, min(wanted, len(found)))


def written(reports: list[Report], folder: Path) -> Path:
    rows = [{"text": r.text, "published": r.published.isoformat() if r.published else None} for r in reports]
    path = folder / "posts.json"
    path.write_text(json.dumps(rows), "utf-8")
    return path


def work(path: Path) -> None:
    """One round of Tocsin, in a process of its own."""
    gazetteer = Gazetteer.open()
    blank = Report(id="", text="")
    rows = json.loads(path.read_text("utf-8"))
    moments = [datetime.fromisoformat(r["published"]) if r["published"] else None for r in rows]
    reports = [replace(blank, id=str(n), text=r["text"], published=moments[n]) for n, r in enumerate(rows)]
    ready, claims = time.process_time(), 0
    first = 0.0
    for report in reports:
        claims += len(extract(report, gazetteer=gazetteer).claims)
        first = first or time.process_time()
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told: Round = {"ready": ready, "first": first, "seconds": done - ready, "made": claims, "megabytes": peak}
    print(json.dumps(told))


def one_round(command: list[str]) -> Round:
    done = subprocess.run(command, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    told: Round = json.loads(done.stdout.splitlines()[-1])
    return told


def shown(name: str, rounds: list[Round], sentences: int, made: str) -> float:
    """Prints the median of the rounds; gives sentences a second."""
    seconds = statistics.median(r["seconds"] for r in rounds)
    ready = statistics.median(r["ready"] for r in rounds)
    each = " ".join(f"{r['seconds']:.2f}" for r in rounds)
    print(f"{name:8} {sentences / seconds:7.0f} sentences/s, {seconds:.2f} s (rounds: {each})")
    print(f"         ready after {ready:.2f} s, {rounds[0]['megabytes']:.0f} MB, {rounds[0]['made']:.0f} {made}")
    return sentences / seconds


def compare(options: argparse.Namespace) -> None:
    reports = posts(options.data, options.posts)
    if not reports:
        sys.exit(f"{options.data} holds no report")
    sentences = sum(len(view(r.text).sentences) for r in reports)
    characters = sum(len(r.text) for r in reports)
    print(f"{len(reports)} posts, {sentences} sentences (Tocsin's splitter), {characters} characters")
    ours: list[Round] = []
    theirs: list[Round] = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(written(reports, Path(folder)))
        for _ in range(options.rounds):
            ours.append(one_round([sys.executable, __file__, "--work", path]))
            if options.natasha:
                theirs.append(one_round([options.natasha, str(OTHER), path]))
    own = shown("tocsin", ours, sentences, "claims")
    print(f"         import, opening and the first report: {statistics.median(r['first'] for r in ours):.2f} s")
    if theirs:
        print(f"ratio {own / shown('natasha', theirs, sentences, 'sentences by its own splitter'):.2f}")
    else:
        print(HOW_TO)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="an export or JSONL of reports")
    parser.add_argument("--natasha", help="an interpreter that has natasha")
    parser.add_argument("--posts", type=int, default=800)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
    elif options.data:
        compare(options)
    else:
        parser.error("--data FILE is needed")


if __name__ == "__main__":
    main()
