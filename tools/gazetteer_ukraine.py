"""Ukraine's codifier joined to GeoNames' points, and the usual English names of Ukraine, Russia and Belarus."""

import math
import re
from collections import defaultdict
from typing import Any

import yaml
from gazetteer_tables import DATA, Division, Entry, Town, module, records

fold = module("fold")
KINDS = {"M": "settlement", "X": "settlement", "C": "settlement", "P": "district", "H": "district", "B": "district"}


def latin_skeleton(name: str) -> str:
    return str(fold.skeleton(fold.key(name)))


def spellings(name: str, steps: list[list[str]]) -> list[str]:
    """`name` respelled by variants.yml; at most 12 spellings."""
    out = [name.lower()]
    for pattern, *to in steps:
        out = [re.sub(pattern, t, n) for n in out for t in (to if re.search(pattern, n) else to[:1])][:12]
    return out


class Ukraine:
    """Joins by name within the district, then by a name that is unique in its region on both sides."""

    def __init__(self, towns: list[Town], entries: list[Entry], tables: dict[int, Division]) -> None:
        self.variants = yaml.safe_load((DATA / "variants.yml").read_text("utf-8"))
        regions = {fold.key(r["uk"].removesuffix(" область")): r["iso"] for r in records("regions.yml", {"iso", "uk"})}
        regions["автономна республіка крим"] = "UA-43"
        self.entries = {e.id: e for e in entries}
        self.iso = {e.id: regions[fold.key(e.name)] for e in entries if e.category in "OK"}
        self.all_towns = towns
        self.towns = [t for t in towns if t.country in ("UA", "RU", "BY")]
        self.link(tables)
        self.renamed()

    def region(self, e: Entry) -> str:
        return self.iso[(e.path or [e.id])[0]]

    def district(self, e: Entry) -> str | None:
        return f"katottg:{e.path[1]}" if len(e.path) > 1 else None

    def link(self, tables: dict[int, Division]) -> None:
        """Find the codifier's entry of every Ukrainian town."""
        districts = {(self.region(e), fold.key(e.name)): e.id for e in self.entries.values() if e.category == "P"}
        by_name: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for e in self.entries.values():
            if e.category in "MXCK":
                by_name[self.region(e), fold.key(e.name)].append(e)
                by_name[self.region(e), latin_skeleton(fold.romanised_uk(e.name))].append(e)
        taken: set[str] = set()
        for town in sorted((t for t in self.towns if t.country == "UA"), key=lambda t: -t.population):
            keys = {fold.key(n) for n in town.names if fold.is_cyrillic(n)}
            own = by_name.get((town.region or "", latin_skeleton(town.name)), [])
            other = [e for k in sorted(keys) for e in by_name.get((town.region or "", k), [])]
            free = [[e for e in {e.id: e for e in some}.values() if e.id not in taken] for some in (own, other)]
            found = free[0] or free[1]
            best = self.nearest(found, town, self.raions(town, tables, districts))
            if len(best) == 1:
                town.katottg = best[0].id
                taken.add(best[0].id)
        self.taken = taken

    @staticmethod
    def raions(town: Town, tables: dict[int, Division], districts: dict[tuple[str, str], str]) -> set[str]:
        """The codifier's districts that bear the name of the town's district in GeoNames."""
        if not town.district:
            return set()
        names = [tables[town.district].name, *tables[town.district].aliases]
        keys = [(town.region or "", fold.key(re.sub(r"(?i) район$", "", n))) for n in names]
        return {districts[k] for k in keys if k in districts}

    def nearest(self, found: list[Entry], town: Town, raions: set[str]) -> list[Entry]:
        """Those in the town's district, else all; of several, those of the rank that its population asks for."""
        here = [e for e in found if len(e.path) > 1 and e.path[1] in raions] or found
        return here if len(here) < 2 else self.larger(here, town)

    @staticmethod
    def larger(found: list[Entry], town: Town) -> list[Entry]:
        """Of several of the same name: a populous town is the one that has the rank of a city or settlement."""
        for categories, least in (("MK", 8000), ("MXK", 2500)):
            some = [e for e in found if e.category in categories]
            if town.population >= least and some:
                return some
        return found

    def renamed(self) -> None:
        """Give the names of renamed.yml to their towns."""
        by_name: dict[tuple[str | None, str], list[Town]] = defaultdict(list)
        for town in self.towns:
            own = self.entries[town.katottg].name if town.katottg else ""
            for k in {fold.key(n) for n in [own, town.name, *town.names] if n}:
                by_name[town.region, k].append(town)
        self.usual: dict[str, str] = {}
        self.hand: dict[str, list[str]] = defaultdict(list)
        for row in records("renamed.yml", {"place"}):
            region, name = row["place"]
            found = sorted(by_name.get((region, fold.key(name)), []), key=lambda t: -t.population)
            villages = [e.id for e in self.entries.values() if e.category in "MXC" and e.name == name]
            ids = [found[0].id] if found else [i for i in villages if self.region(self.entries[i]) == region]
            if not ids:
                print(f"renamed.yml, line {row['line']}: no {name} in {region} among the sources")
                continue
            also = [name, *row.get("also", []), *([row["name"]] if "name" in row else [])]
            for i in ids:
                self.hand[i] += also
                self.usual[i] = row.get("name", "") or self.usual.get(i, "")
            if found:
                found[0].names_by_hand += also

    def own_name(self, town: Town) -> str:
        """The town's name in the language of its country, as far as it is known."""
        if town.katottg:
            return self.entries[town.katottg].name
        wanted = fold.skeleton(fold.key(town.name))
        romanised = fold.romanised_uk if town.country == "UA" else fold.romanised_ru
        for name in town.names:
            if fold.is_cyrillic(name) and fold.skeleton(fold.key(romanised(name))) == wanted:
                return name
        return ""

    def english(self, town: Town) -> str:
        """The usual English spelling."""
        if self.usual.get(town.id):
            return self.usual[town.id]
        own = self.own_name(town)
        if town.country == "UA" and own:
            return str(fold.romanised_uk(own))
        name = str(fold.romanised_ru(town.name)) if fold.is_cyrillic(town.name) else town.name
        name = re.sub(r"[’ʹ'ʼ]", "", name).replace("ë", "yo").replace("Ë", "Yo")
        if town.country == "RU":
            name = re.sub(r"(iy|yy)\b", "y", name)
        return name

    def seats(self) -> dict[tuple[str, str], Town]:
        """Towns of regions by region and English name, for the regions' seats; a seat may lie outside its region."""
        out: dict[tuple[str, str], Town] = {}
        capitals = {(r["iso"], r.get("capital", "")) for r in records("regions.yml", {"iso", "name"})}
        named: dict[str, list[Town]] = defaultdict(list)
        for town in self.towns:
            if town.population > 4_000:
                named[fold.skeleton(fold.key(self.english(town)))].append(town)
        for iso, capital in capitals:
            some = [t for t in named.get(fold.skeleton(fold.key(capital)), []) if t.country == iso[:2]]
            own = [t for t in some if t.region == iso] or some
            if own:
                out[iso, capital] = max(own, key=lambda t: t.population)
        return out

    def district_of(self, town: Town) -> str | None:
        return self.district(self.entries[town.katottg]) if town.katottg else None

    def other_spellings(self, town: Town) -> list[str]:
        """Names by rule: the other language's form, and both languages' romanisations."""
        own = self.own_name(town)
        if not own:
            return []
        steps = self.variants["uk_to_ru" if town.country == "UA" else "ru_to_uk"]
        return self.romanised(own, spellings(own, steps), town.country)

    def romanised(self, own: str, others: list[str], country: str) -> list[str]:
        to_own, to_other = fold.romanised_uk, fold.romanised_ru
        if country != "UA":
            to_own, to_other = to_other, to_own
        return [own, *others, to_own(own), *(to_other(o) for o in others)]

    def add_to(self, out: Any) -> None:
        """Add districts, and settlements without a point of their own at the middle of their community."""
        middles = self.middles()
        for e in self.entries.values():
            if e.id in self.taken or e.category not in KINDS:
                continue
            kind, suffix = KINDS[e.category], {"P": " District", "B": " District", "H": " Hromada"}.get(e.category, "")
            around = [i for i in [e.id, *reversed(e.path)] if i in middles]
            lat, lon, radius = middles[around[0]] if around else (None, None, None)
            rid = out.place(
                f"katottg:{e.id}", fold.romanised_uk(e.name) + suffix, kind, country="UA", region=self.region(e),
                district=self.district(e) if kind == "settlement" else None, lat=lat, lon=lon, radius_km=radius,
            )  # fmt: skip
            others = spellings(e.name, self.variants["uk_to_ru"])
            if kind == "settlement":
                for spelled in [e.name, *self.hand[e.id]]:
                    out.name(rid, spelled, 0, skeleton=True)
                for spelled in self.romanised(e.name, others, "UA"):
                    out.name(rid, spelled, 2, skeleton=True)
            else:
                self.name_district(out, rid, e, others)

    @staticmethod
    def name_district(out: Any, rid: int, e: Entry, others: list[str]) -> None:
        word, english = ("громада", ["hromada", "community"]) if e.category == "H" else ("район", ["district", "raion"])
        for spelled in {e.name, *others}:
            out.name(rid, f"{spelled} {word}", 1, skeleton=True)
        stem = re.sub(r"(ськ|цьк)(ий|а)$", r"\1", e.name)
        for spelled in (fold.romanised_uk(e.name), fold.romanised_uk(stem)):
            for head in english:
                out.name(rid, f"{spelled} {head}", 1, skeleton=True)

    def middles(self) -> dict[str, tuple[float, float, float]]:
        """Middle and reach (km) of every community and district, of the towns in it that have points."""
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for town in self.towns:
            if town.katottg:
                e = self.entries[town.katottg]
                for i in [*e.path, e.id]:
                    points[i].append((town.lat, town.lon))
        out = {}
        for i, found in points.items():
            lat, lon = sum(p[0] for p in found) / len(found), sum(p[1] for p in found) / len(found)
            far = max(math.hypot(p[0] - lat, (p[1] - lon) * math.cos(math.radians(lat))) for p in found) * 111
            out[i] = (round(lat, 4), round(lon, 4), round(max(far, 8.0), 1))
        return out
