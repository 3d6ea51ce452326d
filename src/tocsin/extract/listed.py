"""Targets in a list: "Hit were:" and a line for each tells of as many happenings, each in a place of its own."""

import re
from dataclasses import replace

from tocsin.extract.clauses import trim
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.roles import finest, is_location
from tocsin.extract.text import has_bullet
from tocsin.model import Span, Why
from tocsin.vocab import Event, PlaceKind

_STRUCK = (Event.ATTACK, Event.DAMAGE)
#: What heads a list ends so.
_HEAD = re.compile(r"\s*:\s*\Z")
#: A line of a list of targets is no longer; what it goes on to tell is a sentence of its own (characters).
_LINE = 200


def lines(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The claims with one for each line of a list that names what was struck, in the place of the one that heads it."""
    out: list[Draft] = []
    for d in drafts:
        made = _lines(scene, d, drafts) if d.event in _STRUCK and not _own_places(d) else []
        out += made or [d]
    return out


def _own_places(d: Draft) -> bool:
    return any(d.span.start <= p.span.start < d.span.end for p in d.places)


def _lines(scene: Scene, d: Draft, drafts: list[Draft]) -> list[Draft]:
    sentences = scene.view.sentences
    head = sentences[d.sentence]
    if not _HEAD.search(scene.view.folded, d.span.end, head.end):
        return []
    made: list[Draft] = []
    for i in range(d.sentence + 1, len(sentences)):
        s = sentences[i]
        if not has_bullet(scene.view.raw, s.start):
            if made and "\n" not in scene.view.raw[sentences[i - 1].end : s.start]:
                continue  # what a line goes on to tell
            break
        span = Span(s.start, min(s.end, s.start + _LINE))
        named = [m for m in scene.within(span) if is_location(scene, m, d.language) and m.kind is not PlaceKind.COUNTRY]
        if not named or any(x.sentence == i and x.event in (*_STRUCK, Event.INTERCEPTION) for x in drafts):
            continue
        words = trim(scene.view.clean, Span(s.start, s.end))
        item = replace(d, span=words, window=words, sentence=i, places=finest(scene, named), figures=[], target=None)
        item.why = {**d.why, "places": Why("a line of a list", ", ".join(m.quote for m in named))}
        made.append(item)
    return made
