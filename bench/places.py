"""How well the gazetteer finds and resolves places: python bench/places.py --data DIR [--gold DIR] [--misses N]

DIR holds headlines/viina_2022_2024.jsonl and geoparse/{GeoVirus,lgl}.xml; the gold folder *.jsonl of labelled reports.
Printed are counts and shares; with --misses, the first N misses of each measure.
"""

import argparse
import json
import math
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from tocsin.gazetteer import Context, Gazetteer
from tocsin.model import PlaceMention
from tocsin.vocab import PlaceKind, PlaceStatus

NEAR, FAR = 25.0, 161.0
RANK = {PlaceKind.SITE: 0, PlaceKind.SETTLEMENT: 1, PlaceKind.DISTRICT: 2, PlaceKind.REGION: 3, PlaceKind.COUNTRY: 4}
HAPPENED = re.compile(r"(?i)\b(в|во|у|на|під|под|над|біля|около|возле|близ|по|из|із|з|через|районе|районі)\s+\W*$")


def km(a: float, b: float, c: float, d: float) -> float:
    p, q = math.radians(a), math.radians(c)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def best(mentions: tuple[PlaceMention, ...], text: str) -> PlaceMention | None:
    """The finest place where something happened: sites and towns first, named after a preposition of place, early."""
    found = [m for m in mentions if m.place and m.place.lat is not None and m.place.radius_km is not None]
    if not found:
        return None

    def rank(m: PlaceMention) -> tuple[bool, int, bool, int]:
        wide = (m.place.radius_km or 0) > 60 if m.place else True
        metonym = not HAPPENED.search(text[: m.span.start]) and m.place is not None and m.name in ("Kyiv", "Moscow")
        return (metonym or wide, RANK[m.kind], not HAPPENED.search(text[: m.span.start]), m.span.start)

    return min(found, key=rank)


def headlines(gazetteer: Gazetteer, path: Path, misses: int) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    near = far = none = sentences = 0
    began = time.perf_counter()
    for row in rows:
        text = row["text"]
        sentences += 1 + len(re.findall(r"[.!?]\s", text))
        language = "uk" if re.search("[іїєґІЇЄҐ]", text) else "ru"
        mentions = gazetteer.mentions(text, language, Context(countries=("UA", "RU")))
        chosen, gold = best(mentions, text), row["place"]
        place = chosen.place if chosen else None
        if place is None or place.lat is None or place.lon is None:
            none, away = none + 1, math.inf
        else:
            away = km(place.lat, place.lon, gold["lat"], gold["lon"])
        near, far = near + (away <= NEAR), far + (away <= FAR)
        if away > NEAR and misses > 0:
            misses -= 1
            got = [f"{m.quote}={m.name}/{m.status}" for m in mentions]
            named = f"{gold['name']}, {gold['adm1']}"
            print(f"  miss {away:6.0f} km  {named} | {text[:160]!r} -> {chosen and chosen.name} {got}")
    seconds = time.perf_counter() - began
    share(f"headlines within {NEAR:.0f} km", near, len(rows))
    share(f"headlines within {FAR:.0f} km", far, len(rows))
    share("headlines without a place", none, len(rows))
    print(f"{sentences / seconds:8.0f} sentences a second")


Toponym = tuple[int, int, str, float, float]


def geovirus(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    for article in ElementTree.parse(path).getroot():
        text = article.findtext("text") or ""
        out = []
        for loc in article.iter("location"):
            get = {c.tag: c.text or "" for c in loc}
            out.append((int(get["start"]) - 1, int(get["end"]) - 1, get["name"], float(get["lat"]), float(get["lon"])))
        yield text, out


def lgl(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    for article in ElementTree.parse(path).getroot():
        text = article.findtext("text") or ""
        out = []
        for loc in article.iter("toponym"):
            lat, lon = loc.findtext(".//lat"), loc.findtext(".//lon")
            if lat and lon:
                start, end = int(loc.findtext("start") or 0), int(loc.findtext("end") or 0)
                out.append((start, end, loc.findtext("phrase") or "", float(lat), float(lon)))
        yield text, out


def toponyms(gazetteer: Gazetteer, name: str, articles: Iterator[tuple[str, list[Toponym]]], misses: int) -> None:
    gold = matched = near = wrong = extra = found = 0
    for text, places in articles:
        mentions = gazetteer.mentions(text, "en")
        hit: set[int] = set()
        for start, end, phrase, lat, lon in places:
            gold += 1
            over = [(n, m) for n, m in enumerate(mentions) if m.span.start < end and start < m.span.end]
            hit |= {n for n, _ in over}
            matched += bool(over)
            placed = [m.place for _, m in over if m.place and m.place.lat is not None and m.place.lon is not None]
            close = any(km(p.lat or 0, p.lon or 0, lat, lon) <= FAR for p in placed)
            near, wrong = near + close, wrong + bool(placed and not close)
            if not close and misses > 0:
                misses -= 1
                got = [(m.quote, m.name, m.country, str(m.kind), str(m.status)) for _, m in over]
                print(f"  miss {phrase} ({lat:.1f}, {lon:.1f}) {text[max(0, start - 40) : end + 30]!r} -> {got}")
        found, extra = found + len(mentions), extra + len(mentions) - len(hit)
    share(f"{name}: matched", matched, gold)
    share(f"{name}: within {FAR:.0f} km", near, gold)
    share(f"{name}: placed wrongly", wrong, gold)
    share(f"{name}: mentions that no label has", extra, found)


def folded(name: str | None) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", (name or "").lower()) if not unicodedata.combining(c))
    text = re.sub(r"['’ʼ`]", "", text)
    text = re.sub(r"\b(oblast|region|district|raion|krai|republic|peoples|city|port|town|village|of|the)\b", " ", text)
    return re.sub(r"[^a-zа-яёіїєґ]+", "", text)


def labelled(gazetteer: Gazetteer, path: Path, misses: int) -> None:
    gold = found = agree = sure = wrong = 0
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        mentions = gazetteer.mentions(text, row.get("lang") or row.get("language") or "en")
        labels = {
            (p["quote"], p.get("name"), p.get("country"), p.get("kind"))
            for c in row.get("claims", [])
            for p in c["places"]
        }
        for quote, name, country, kind in sorted(labels, key=str):
            at = text.find(quote)
            over = [m for m in mentions if at >= 0 and m.span.start < at + len(quote) and at < m.span.end]
            over += [m for m in mentions if not over and folded(m.quote) == folded(quote)]
            gold, found = gold + 1, found + bool(over)
            same = [
                m
                for m in over
                if (m.country, m.kind) == (country, kind)
                and (folded(m.name) == folded(name) or folded(m.quote) == folded(quote))
            ]
            agree += bool(same)
            resolved = [m for m in over if m.status is PlaceStatus.FOUND]
            bad = [m for m in resolved if m.country != country or folded(m.name) != folded(name)]
            sure, wrong = sure + bool(resolved), wrong + bool(bad and len(bad) == len(resolved))
            if (not same or bad) and misses > 0:
                misses -= 1
                got = [(m.quote, m.name, m.country, str(m.kind), str(m.status), m.reason) for m in over]
                print(f"  miss {row['id']} {quote} = {name} {country} {kind} -> {got}")
    share(f"{path.stem}: place quotes found", found, gold)
    share(f"{path.stem}: same country, kind and name", agree, gold)
    share(f"{path.stem}: resolved to another name or country", wrong, sure)


def share(what: str, count: int, of: int) -> None:
    print(f"{count / of if of else 0:8.3f}  {what} ({count} of {of})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", choices=["headlines", "GeoVirus", "lgl", "gold"])
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    runs: dict[str, Callable[[], None]] = {
        "headlines": lambda: headlines(gazetteer, options.data / "headlines" / "viina_2022_2024.jsonl", options.misses),
        "GeoVirus": lambda: toponyms(
            gazetteer, "GeoVirus", geovirus(options.data / "geoparse" / "GeoVirus.xml"), options.misses
        ),
        "lgl": lambda: toponyms(gazetteer, "LGL", lgl(options.data / "geoparse" / "lgl.xml"), options.misses),
    }
    if options.gold:
        files = sorted(options.gold.glob("*.jsonl"))
        runs["gold"] = lambda: [labelled(gazetteer, f, options.misses) for f in files] and None
    for name, run in runs.items():
        if options.only in (None, name):
            run()


if __name__ == "__main__":
    sys.exit(main())
