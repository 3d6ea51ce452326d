"""The map of the claims, and the list of places beside it, which says the same in words.

A place is shown as finely as it is known: a settlement or a site as a point, a district as a circle as wide as it may
reach, a region as a shaded area. What has no place (unknown names, ambiguous ones, whole countries) is listed apart
and gets no point.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tocsin.model import PlaceMention
from tocsin.publish import words
from tocsin.publish.page.chart import chart
from tocsin.publish.page.html import Item, badge, esc
from tocsin.publish.page.outline import Outlines
from tocsin.publish.page.spot import Spot
from tocsin.publish.words import MANNERS
from tocsin.vocab import PlaceKind, PlaceStatus


@dataclass(slots=True)
class _Groups:
    """The places of all claims, by how they can be shown."""

    drawn: dict[str, Spot] = field(default_factory=dict)
    wide: dict[str, Spot] = field(default_factory=dict)
    ambiguous: dict[str, Spot] = field(default_factory=dict)
    unknown: dict[str, Spot] = field(default_factory=dict)


def atlas(items: Iterable[Item], outlines: Outlines) -> str:
    """The map with its lists."""
    items = list(items)
    groups = _grouped(items, outlines)
    placeless = [(number, claim, item) for item in items for number, claim in item.claims if not claim.places]
    picture, hidden = chart(list(groups.drawn.values()), outlines)
    drawn = [spot for spot in groups.drawn.values() if spot.id not in hidden]
    outside = [spot for spot in groups.drawn.values() if spot.id in hidden]
    lists = (
        _list("On the map", drawn, opened=True),
        _list("Place not found: no point", list(groups.unknown.values()), opened=True),
        _list("Ambiguous: several places of that name, no point", list(groups.ambiguous.values()), opened=True),
        _list("Wide areas", list(groups.wide.values()), opened=False),
        _list("Beyond the edge of the map", outside, opened=True),
    )
    apart = (
        f'<p class="apart">{len(placeless)} claim{"" if len(placeless) == 1 else "s"} with no place named: '
        + " ".join(_number(number) for number, *_ in placeless)
        + "</p>"
        if placeless
        else ""
    )
    return f"""<div class="atlas">
<figure><div class="pane" id="pane" role="region" tabindex="0" aria-label="Map, scrolls">{picture}</div>
<p class="zoom" id="zoom" hidden><button type="button" data-by="1">Closer</button>
<button type="button" data-by="-1">Wider</button></p>
<figcaption><span class="mk town"></span> town or village <span class="mk site"></span> port, plant, airfield, sea
<span class="mk area"></span> region: somewhere in it <span class="mk reach"></span> district.
The number is how many claims name the place, not how often anything happened.
Outlines: Natural Earth, generalised; countries by ISO 3166.</figcaption></figure>
<div class="places">{"".join(lists)}{apart}</div>
</div>"""


def _grouped(items: list[Item], outlines: Outlines) -> _Groups:
    groups = _Groups()
    for item in items:
        for number, claim in item.claims:
            for mention in claim.places:
                group, key = _group(groups, mention, outlines)
                if key not in group:
                    group[key] = Spot(f"p{sum(map(len, _all(groups))) + 1}", mention)
                group[key].add(number, claim, item.report)
    return groups


def _all(groups: _Groups) -> tuple[dict[str, Spot], ...]:
    return groups.drawn, groups.wide, groups.ambiguous, groups.unknown


def _group(groups: _Groups, mention: PlaceMention, outlines: Outlines) -> tuple[dict[str, Spot], str]:
    place = mention.place
    if mention.status is PlaceStatus.AMBIGUOUS:
        return groups.ambiguous, f"{mention.name.casefold()}/{mention.country}"
    if mention.status is PlaceStatus.NOT_FOUND or place is None:
        return groups.unknown, f"{mention.name.casefold()}/{mention.country}"
    outlined = place.kind is PlaceKind.REGION and place.region in outlines
    pointed = place.kind in (PlaceKind.SETTLEMENT, PlaceKind.SITE, PlaceKind.DISTRICT) and place.lat is not None
    return (groups.drawn if outlined or pointed else groups.wide), place.id


def _list(heading: str, spots: list[Spot], *, opened: bool) -> str:
    if not spots:
        return ""
    entries = "".join(_entry(spot) for spot in sorted(spots, key=lambda spot: (-len(spot.claims), spot.name)))
    return (
        f'<details class="group"{" open" if opened else ""}><summary>{heading} '
        f'<span class="count">{len(spots)}</span></summary><ul>{entries}</ul></details>'
    )


def _entry(spot: Spot) -> str:
    stances = Counter(claim.stance for claim, _ in spot.claims.values())
    summary = ", ".join(f"{count} {MANNERS[stance].word}" for stance, count in sorted(stances.items()))
    claims = "".join(
        f"<li>{badge(claim.stance)} {esc(words.speaker(claim, report))} {MANNERS[claim.stance].verb}: "
        f"{claim.event} {_number(number)}</li>"
        for number, (claim, report) in spot.claims.items()
    )
    return (
        f'<li id="{spot.id}"><details><summary><b dir="auto">{esc(spot.name)}</b> '
        f"<small>{esc(_nature(spot.mention))} · {summary}</small></summary>"
        f'<ul class="said">{claims}</ul></details></li>'
    )


def _nature(mention: PlaceMention) -> str:
    """What kind of place it is and where, or between which places its name does not decide."""
    where = mention.place.region or mention.country if mention.place else mention.country
    parts = [mention.kind, where or ""]
    if mention.candidates and mention.status is PlaceStatus.AMBIGUOUS:
        names = [f"{place.name} ({place.region or place.country})" for place in mention.candidates[:5]]
        parts.append(f"may be {', '.join(names)}{' …' if len(mention.candidates) > 5 else ''}")
    return ", ".join(part for part in parts if part)


def _number(number: int) -> str:
    return f'<a class="n" href="#c{number}" aria-label="Claim {number}">{number}</a>'
