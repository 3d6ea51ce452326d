"""How well claims are resolved into incidents, beside three simple ways of doing it, in one run.

    python bench/incidents.py REPORTS.jsonl GOLD.jsonl [COPIES.jsonl]

REPORTS are reports as `tocsin read` takes them. GOLD has, a line a report, {"id", "claims": [{"quote",
"event", "incident"}]}, where "incident" is one id or a list. COPIES, if given, has {"id", "copy_of", "kind"}.

Printed: B³ (Bagga & Baldwin) over the gold claims that were found, and F1 of the pairs of claims whose reports are of
different publishers. A gold claim that was not found stands alone. The ways beside it: every claim alone; one incident
a report; the same town (or region) on the same day; words (TF-IDF of the reports, agglomerative, the threshold chosen
to suit these very labels best, which is more than anybody has in earnest).
"""

import argparse
import itertools
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.model import Claim, Reading
from tocsin.pipeline import House, record
from tocsin.resolve import Loom, Print, Telling, likeness, print_of, tellings, weave

#: Words (in whole reports) are joined below this cosine distance; the best for the labels is taken.
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
#: A gold claim is found in a claim that shares so much of their joined characters.
SHARE = 0.1

Groups = dict[str, set[object]]


@dataclass(frozen=True)
class Gold:
    """One labelled claim, and the claim that was found for it."""

    report: str
    publisher: str
    incidents: frozenset[str]
    found: str | None


def labelled(path: Path, readings: dict[str, Reading]) -> list[Gold]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [gold(row["id"], c, readings[row["id"]]) for row in rows for c in row["claims"]]


def gold(report: str, label: dict[str, Any], reading: Reading) -> Gold:
    start = reading.report.text.find(label["quote"])
    span = (start, start + len(label["quote"]))
    rated = [((c.event == label["event"], share(span, c)), c.id) for c in reading.claims]
    rated = [r for r in rated if r[0][1] >= SHARE and start >= 0]
    wanted = label["incident"]
    incidents = frozenset(wanted if isinstance(wanted, list) else [wanted])
    return Gold(report, reading.report.publisher, incidents, max(rated)[1] if rated else None)


def share(span: tuple[int, int], claim: Claim) -> float:
    common = min(span[1], claim.span.end) - max(span[0], claim.span.start)
    whole = max(span[1], claim.span.end) - min(span[0], claim.span.start)
    return max(0, common) / whole if whole else 0.0


def scores(labels: Sequence[Gold], groups: Groups) -> tuple[float, float]:
    """B³ F1, and F1 of the links between publishers."""
    told = [(g, groups.get(g.found or "") or {("alone", i)}) for i, g in enumerate(labels)]
    p = r = 0.0
    for a in told:
        same = [b for b in told if a[0].incidents & b[0].incidents]
        put = [b for b in told if a[1] & b[1]]
        both = sum(1 for b in same if a[1] & b[1])
        p, r = p + both / len(put), r + both / len(same)
    p, r = p / len(told), r / len(told)
    hit = wanted = given = 0
    for a, b in itertools.combinations(told, 2):
        if a[0].publisher != b[0].publisher:
            x, y = bool(a[0].incidents & b[0].incidents), bool(a[1] & b[1])
            hit, wanted, given = hit + (x and y), wanted + x, given + y
    return 2 * p * r / (p + r), 2 * hit / (wanted + given) if wanted + given else 0.0


def resolved(told: Iterable[Telling]) -> Groups:
    loom = Loom()
    weave(told, loom)
    groups: Groups = {}
    for i, group in enumerate(loom.groups()):
        for t in group.tellings:
            for claim in t.claims:
                groups.setdefault(claim, set()).add(i)
    return groups


def town_and_day(told: Iterable[Telling]) -> Groups:
    groups: Groups = {}
    for t in told:
        for claim in t.claims:
            groups.setdefault(claim, set()).add((t.spot.key, t.stretch.start.date()))
    return groups


def words(readings: Sequence[Reading], best: Callable[[Groups], float]) -> Groups:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    given = [r for r in readings if r.claims]
    matrix = (
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit_transform(r.report.text for r in given).toarray()
    )
    tried = []
    for threshold in THRESHOLDS:
        made = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=threshold)
        found = made.fit_predict(matrix)
        tried.append({c.id: {int(n)} for r, n in zip(given, found, strict=True) for c in r.claims})
    return max(tried, key=best)


def copies(path: Path, prints: Sequence[Print]) -> str:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wanted = {tuple(sorted((r["id"], r["copy_of"]))) for r in rows if r["kind"] != "citation"}
    found = {(one.first, one.second) for a, b in itertools.combinations(prints, 2) if (one := likeness(a, b))}
    known = [p for p in found if p in wanted]
    return f"copies: precision {len(known) / max(1, len(found)):.2f}, recall {len(known) / max(1, len(wanted)):.2f}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("reports", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("copies", type=Path, nargs="?")
    given = options.parse_args()
    house = House.open()
    readings = [r for r in record([given.reports], house) if isinstance(r, Reading)]
    labels = labelled(given.gold, {r.report.id: r for r in readings})
    sources = {r.report.id: house.sources.of(r.report) for r in readings}
    told = [t for r in readings for t in tellings(r, sources[r.report.id], house.gazetteer.get)]
    claims = [c for r in readings for c in r.claims]
    ways: dict[str, Groups] = {
        "every claim alone": {c.id: {c.id} for c in claims},
        "one incident a report": {c.id: {c.report} for c in claims},
        "same place, same day": town_and_day(told),
    }
    try:
        ways["words (TF-IDF)"] = words(readings, lambda groups: scores(labels, groups)[0])
    except ImportError:
        print("words (TF-IDF): left out, scikit-learn is not installed")
    ways["tocsin"] = resolved(told)
    print(f"{len(labels)} gold claims, {sum(g.found is not None for g in labels)} of them found")
    for name, groups in ways.items():
        b3, cross = scores(labels, groups)
        print(f"{name:<24} B³ {b3:.3f}   links between publishers {cross:.3f}")
    if given.copies:
        print(copies(given.copies, [p for r in readings if (p := print_of(r, sources[r.report.id]))]))


if __name__ == "__main__":
    main()
