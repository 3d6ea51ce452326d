"""Names of areas as Ukraine's authorities write them: "м. Нікополь та Нікопольська територіальна громада" is one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.extract.draft import Scene
from tocsin.model import PlaceMention, Span
from tocsin.vocab import PlaceKind

_AND = re.compile(r"\s+(?:та|і|и)\s+")
_COMMUNITY = re.compile(r"громад|общин")
_TOWN = re.compile(r"(?<!\w)(?:м|с|смт|г|город|місто)\.?\s*$")


def communities(scene: Scene, areas: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The areas of an act, a town and its community as one, each with the word for a town that stands before it."""
    out: list[PlaceMention] = []
    for area in areas:
        last = out[-1] if out else None
        if last and _is_its_community(scene, last, area):
            span = Span(last.span.start, area.span.end)
            out[-1] = replace(area, span=span, quote=span.of(scene.view.raw))
            continue
        lead = _TOWN.search(scene.view.folded, max(0, area.span.start - 8), area.span.start)
        if lead and area.kind is PlaceKind.SETTLEMENT:
            span = Span(lead.start(), area.span.end)
            area = replace(area, span=span, quote=span.of(scene.view.raw))
        out.append(area)
    return out


def _is_its_community(scene: Scene, town: PlaceMention, area: PlaceMention) -> bool:
    joined = _AND.fullmatch(scene.view.folded, town.span.end, area.span.start)
    named = _COMMUNITY.search(area.quote.casefold())
    return bool(joined and named and area.place and town.kind is PlaceKind.SETTLEMENT)
