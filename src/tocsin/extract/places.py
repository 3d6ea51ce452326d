"""Where: which of the places that a report names belong to a claim, and which are carried to it from before."""

import re
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import load
from tocsin.extract.text import fold
from tocsin.model import PlaceMention, Span, Why
from tocsin.vocab import Event, PlaceKind

_ACTS = (Event.THREAT, Event.ALL_CLEAR, Event.ADVICE, Event.RESTRICTION)
_NO_CARRY = (Event.INTENT,)


@cache
def _words(language: str, key: str) -> re.Pattern[str]:
    entries = sorted((re.escape(fold(str(w))) for w in load(language, "places")[key]), key=len, reverse=True)
    return re.compile(r"(?:^|(?<=\W))(?:" + "|".join(entries) + r")(?!\w)")


def is_location(scene: Scene, m: PlaceMention, language: str) -> bool:
    """Whether something happens at `m`, rather than that it acts, speaks or names somebody.

    A country counts only behind a word of place ("in Ukraine", "на территории РФ"), for it mostly stands for its
    government; another place counts unless it owns or stands for an office ("Moscow's defence ministry").
    """
    folded = scene.view.folded
    before = folded[max(0, m.span.start - 28) : m.span.start].rstrip(" \"'«“(*_\n")
    after = folded[m.span.end : m.span.end + 26].lstrip(" \"'»”*_\n-")
    after = re.sub(r"^'s\s+", "", after) if folded[m.span.end : m.span.end + 2] == "'s" else after
    owner = m.quote.endswith(("'s", "’s")) or folded[m.span.end : m.span.end + 2] == "'s"
    if m.kind is PlaceKind.COUNTRY:
        found = _last(_words(language, "country-before"), before)
        return found and not owner
    if re.match(r"appointed|installed|held|backed|controlled|time(?!\w)", after):
        return False
    office = _words(language, "organisation-after").match(after)
    placed = _last(_words(language, "before"), before)
    return placed or not office and not (owner and language == "en" and bool(office))


def _last(pattern: re.Pattern[str], before: str) -> bool:
    """Whether the last word or two before a name are of the pattern, an article or adjective aside."""
    tail = re.sub(r"(?:\s(?:the|a|an|whole|all|western|eastern|southern|northern|central|occupied|окупован\w+|оккупированн\w+|russian|turkish|non-government-controlled|government-controlled|весь|всій|всей))+$", "", " " + before)
    return any(tail.endswith(m.group()) and m.end() == len(tail) for m in pattern.finditer(tail))


def finest(scene: Scene, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions without those that hold another one ("Zolochiv, Kharkiv region" is Zolochiv), each place once."""
    kept: list[PlaceMention] = []
    for m in mentions:
        holds = any(
            n is not m and m.place and n.place and n.place.id != m.place.id and scene.gazetteer.within(n.place, m.place)
            for n in mentions
        )
        unknown_inside = any(
            n.place is None and m.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) and n.country in (None, m.country) and 0 <= m.span.start - n.span.end <= 4
            for n in mentions
        )
        if not holds and not unknown_inside and not any(_same(m, k) for k in kept):
            kept.append(m)
    return kept


def _same(a: PlaceMention, b: PlaceMention) -> bool:
    if a.place and b.place:
        return a.place.id == b.place.id
    return fold(a.name) == fold(b.name) and a.kind == b.kind


def locate(scene: Scene, drafts: list[Draft]) -> None:
    """Gives every claim its places: of its own words, else of its sentence, else carried from the claims before it."""
    cues = [a.cue for a in scene.attributions]
    usable = {
        i: [
            m
            for m in scene.within(Span(s.start, s.end))
            if not any(c.start <= m.span.start < c.end for c in cues)
            and is_location(scene, m, scene.languages[i])
        ]
        for i, s in enumerate(scene.view.sentences)
    }
    last: list[PlaceMention] = []
    for i in range(len(scene.view.sentences)):
        own = [d for d in drafts if d.sentence == i]
        for d in own:
            _own_places(scene, d, usable[i])
        for d in own:
            if not d.places:
                _from_sentence(scene, d, own, usable[i])
        for d in own:
            if not d.places and d.event not in _NO_CARRY:
                _carry(scene, d, last, usable, i)
        stated = [d.places for d in own if d.places and not d.carried]
        here = finest(scene, usable[i])
        if stated or here:
            last = stated[-1] if stated else [m for m in here if m.kind is not PlaceKind.COUNTRY] or last


def _set(d: Draft, places: list[PlaceMention], rule: str) -> None:
    d.places = places
    d.why["places"] = Why(rule, ", ".join(p.quote for p in places))


def _own_places(scene: Scene, d: Draft, usable: list[PlaceMention]) -> None:
    inside = [m for m in usable if d.span.start <= m.span.start < d.span.end]
    if not inside:
        inside = [m for m in usable if d.window.start <= m.span.start < d.window.end]
    if inside:
        around = [m for m in usable if d.window.start <= m.span.start < d.window.end]
        narrowed = finest(scene, around)
        kept = [m for m in narrowed if m in inside] or [
            m for m in narrowed if any(m.place and n.place and scene.gazetteer.within(m.place, n.place) for n in inside)
        ]
        _set(d, kept or finest(scene, inside), "places of the clause")


def _from_sentence(scene: Scene, d: Draft, own: list[Draft], usable: list[PlaceMention]) -> None:
    """From a place that heads the sentence, else from the nearest claim beside it."""
    s = scene.view.sentences[d.sentence]
    heading = [m for m in usable if m.span.start < d.span.start and m.span.start - s.start < 90]
    if heading:
        others = [o for o in own if o.places and o is not d and o.span.start < d.span.start]
        places = others[-1].places if others and not others[-1].carried else finest(scene, heading)
        _set(d, list(places), "place of the sentence")
        return
    beside = [o for o in own if o.places and o is not d and not o.carried]
    if beside:
        nearest = min(beside, key=lambda o: abs(o.span.start - d.span.start))
        _set(d, list(nearest.places), "place of the claim beside")


def _carry(scene: Scene, d: Draft, last: list[PlaceMention], usable: dict[int, list[PlaceMention]], i: int) -> None:
    """From the sentences before; in a short post, also from those behind."""
    if last:
        _set(d, list(last), "carried from before")
        d.carried = True
        return
    if d.event in _ACTS or len(scene.view.sentences) <= 6:
        spoken = [m for a in scene.attributions if a is d.attribution for m in scene.within(a.cue) if m.kind is not PlaceKind.COUNTRY]
        later = [m for j in range(i + 1, len(scene.view.sentences)) for m in usable[j] if m.kind is not PlaceKind.COUNTRY]
        earlier = [m for j in range(i) for m in usable[j]]
        found = finest(scene, spoken) or earlier[-1:] or finest(scene, later[:1])
        if found:
            _set(d, found, "place named elsewhere in the report")
            d.carried = True
