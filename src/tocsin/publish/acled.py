"""Incidents in the columns of ACLED, for those whose tools read them: a view, and no coding by ACLED.

Columns, types and vague numbers follow ACLED's codebook (`lexicon/acled.yml`). What a codebook asks of a coder and no
claim says is left empty: who the civilians were, how far a source reaches, where in a region something was. ACLED puts
what is known to a region into its capital; here it has no point. The notes keep whose claim each number is, in its own
bounds. Incidents that have no type in ACLED are left out and counted in the last row, which names no incident.
"""

from collections.abc import Iterator
from datetime import timedelta

from tocsin.publish.codebook import Kind, codebook
from tocsin.publish.outgoing import INTERNAL, Outgoing, many
from tocsin.publish.released import Told, blamed, in_words, numbers, place, point, publishers
from tocsin.publish.sheet import line
from tocsin.publish.words import visible
from tocsin.release import Area, Released
from tocsin.vocab import Event, FigureKind, PlaceKind, Relation, Stance

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_VIEW = "A view of claims in ACLED's columns, made by Tocsin and not by ACLED; nothing in it is established."
#: State forces at home, and those of another country.
_AT_HOME, _ABROAD = 1, 8
_PRECISION = {
    PlaceKind.SETTLEMENT: 1, PlaceKind.SITE: 1, PlaceKind.DISTRICT: 2, PlaceKind.REGION: 3,
}  # fmt: skip


def lines(outgoing: Outgoing) -> Iterator[str]:
    """The header, a row an incident, and the row of the notice, each with its line end."""
    yield line(COLUMNS)
    left_out = 0
    for released in outgoing:
        if kind := _kind(released):
            yield line(_row(released, kind, int(outgoing.exported.timestamp())).get(c) for c in COLUMNS)
        else:
            left_out += 1
    told = [_VIEW, *outgoing.notice().sentences()]
    if left_out:
        told.append(f"Left out: {many(left_out, 'incident')} without a type in ACLED.")
    yield line({"notes": " ".join(told)}.get(c) for c in COLUMNS)


def _kind(released: Released) -> Kind | None:
    """The type of the first event that has one, of those that somebody says happened."""
    happened = {c.event for c in released.claims if c.stance in (Stance.STATED, Stance.HEDGED)}
    event = next((e for e in codebook().kinds if e in happened), None)
    if event is None:
        return None
    kind = codebook().kinds[event]
    if event is not Event.ATTACK:
        return kind
    used = {c.weapon for c in released.claims if c.weapon and c.event is Event.ATTACK}
    subs = {codebook().attacks.get(weapon, "") for weapon in used}
    return Kind(kind.type, subs.pop() if len(subs) == 1 else "", kind.disorder)


def _row(released: Released, kind: Kind, exported: int) -> dict[str, object]:
    area, start = released.area, released.start
    country = codebook().countries.get(area.country or "")
    lon, lat = point(area) or (None, None)
    actor, inter = _actor(released)
    deaths = _deaths(released)
    return {
        "event_id_cnty": released.id,
        "event_date": start.date().isoformat(),
        "year": start.year,
        "time_precision": _time_precision(released),
        "disorder_type": kind.disorder,
        "event_type": kind.type,
        "sub_event_type": kind.sub,
        "actor1": actor,
        "inter1": inter,
        "interaction": inter * 10 if inter else None,
        "iso": country.number if country else None,
        "region": country.region if country else None,
        "country": country.name if country else area.country,
        "admin1": visible(area.region_name),
        "admin2": visible(area.name) if area.kind is PlaceKind.DISTRICT else None,
        "location": visible(area.name),
        "latitude": lat,
        "longitude": lon,
        "geo_precision": _geo_precision(area),
        "source": "; ".join(publishers(released)),
        "notes": _notes(released, deaths),
        "fatalities": deaths,
        "tags": f"state={released.state}" + (f"; {INTERNAL}" if released.internal else ""),
        "timestamp": exported,
    }


def _time_precision(released: Released) -> int:
    """1 for a day, 2 for a week at most, 3 for longer."""
    if released.start.date() == released.end.date():
        return 1
    return 2 if released.end - released.start <= timedelta(days=7) else 3


def _geo_precision(area: Area) -> int | None:
    """1 for a town, 2 for a part of a region, 3 for a region; of a country, or a place not found, there is none."""
    return _PRECISION.get(area.kind) if area.known and area.kind else None


def _actor(released: Released) -> tuple[str | None, int | None]:
    """Who is blamed, where all who blame anybody blame one side; what kind of forces, as seen from the place."""
    values = [v for a in released.attributes if a.name == "blamed" for v in a.values]
    if len(values) != 1:
        return None, None
    country = codebook().countries.get(values[0].words)
    if country is None:
        return visible(values[0].words), None
    home = released.area.country
    inter = None if home is None else _AT_HOME if values[0].words == home else _ABROAD
    return country.name, inter


def _deaths(released: Released) -> int:
    """The most conservative of the numbers of killed; of a toll that grows the latest; 0 where no claim gives one."""
    given = [codebook().deaths(t.number) for t in numbers(released, FigureKind.KILLED)]
    grows = any(a.name == FigureKind.KILLED and a.relation is Relation.GROWS for a in released.attributes)
    return (max(given) if grows else min(given)) if given else 0


def _notes(released: Released, deaths: int) -> str:
    killed = numbers(released, FigureKind.KILLED)
    others = [t for t in numbers(released) if t.number.what is not FigureKind.KILLED]
    parts = [
        *([f"{INTERNAL}."] if released.internal else []),
        _VIEW,
        f"{visible(released.title)}.",
        f"State: {released.state}: {visible(released.reason)}.",
        f"Place: {place(released.area)}.",
        f"Blamed: {blamed(released)}." if blamed(released) else "Nobody is blamed.",
        f"Killed: {'; '.join(map(_told, killed))}; coded {deaths}."
        if killed
        else f"No number of killed is claimed; coded {deaths}.",
        *([f"Also claimed: {'; '.join(map(_told, others))}."] if others else []),
        *([f"Withheld: {'; '.join(map(visible, released.withheld))}."] if released.withheld else []),
    ]
    return " ".join(parts)


def _told(told: Told) -> str:
    own = f" («{visible(told.number.words)}»)" if told.number.words else ""
    return f"{in_words(told.number)}{own}, says {', '.join(told.speakers)}"
