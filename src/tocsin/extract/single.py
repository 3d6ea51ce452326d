"""One, though no number stands there: a single weapon downed or hitting, a single person; and nobody at all."""

import re

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.harm import casualty
from tocsin.extract.lexicon import patterns
from tocsin.extract.numbers import Quantity
from tocsin.model import Figure, Span
from tocsin.vocab import Event, FigureKind

DOWNED = {"uav": FigureKind.UAV_DOWNED, "missile": FigureKind.MISSILE_DOWNED, "weapon": FigureKind.WEAPON_DOWNED}
LAUNCHED = {
    "uav": FigureKind.UAV_LAUNCHED,
    "missile": FigureKind.MISSILE_LAUNCHED,
    "weapon": FigureKind.WEAPON_LAUNCHED,
}


def lands(folded: str, language: str, near: Span, at: int, *, at_once: bool = False) -> bool:
    """Whether the weapons named at offset `at` are told to have hit: "three missiles hit", not "struck with three".

    Args:
        folded: the text that the rules read.
        language: its language.
        near: where the verb may stand.
        at: where the weapons are named or counted.
        at_once: the verb must be the first word of `near`.
    """
    for key in ("hits", "struck"):
        found = patterns(language, "details", key).search(folded, near.start, near.end)
        if found and at_once and folded[near.start : found.start()].strip():
            continue
        if found and (key == "hits" or found.start() > at):
            return True
    return False


def singular(scene: Scene, d: Draft) -> None:
    """A single weapon downed, launched or hitting, a single person: one, though no number stands there."""
    folded = scene.view.folded
    if d.event in (Event.INTERCEPTION, Event.ATTACK):
        m = patterns(d.language, "details", "singular-weapon").search(folded, d.span.start, d.span.end)
        if not m or not _is_one(scene, d, m):
            return
        kind = "missile" if re.search(r"missile|rocket|ракет", m.group()) else "uav"
        if d.event is Event.INTERCEPTION:
            what = DOWNED[kind]
        else:
            landed = lands(folded, d.language, d.span, m.start())
            raid = patterns(d.language, "details", "raid").search(folded, d.span.start, d.span.end)
            if not landed and not raid and not patterns(d.language, "details", "by-one").search(m.group()):
                return
            what = FigureKind.HITS if landed else LAUNCHED[kind]
    elif d.event is Event.CASUALTIES and d.hits[0].count is None:
        _persons(scene, d)
        return
    else:
        return
    span = Span(*m.span())
    d.figures.append(Figure(span, span.of(scene.view.raw), what, 1, 1))


def _persons(scene: Scene, d: Draft) -> None:
    """Single people, told of without a number: "killing the driver and wounding four"; one a kind of harm."""
    if d.figures and d.language != "en":
        return
    for m in patterns(d.language, "details", "singular-person").finditer(scene.view.folded, d.span.start, d.span.end):
        q = Quantity(m.start(), m.end(), 1, 1, core=m.start())
        what = casualty(scene, q, "people", d, m.end())
        if what and not any(f.what in (what, FigureKind.CASUALTIES) for f in d.figures):
            span = Span(*m.span())
            d.figures.append(Figure(span, span.of(scene.view.raw), what, 1, 1))


def _is_one(scene: Scene, d: Draft, m: re.Match[str]) -> bool:
    """Whether БПЛА, which has no plural, stands beside a singular verb or adjective."""
    if "бпла" not in m.group() or d.language == "en":
        return True
    near = scene.view.folded[d.span.start : d.span.end]
    plural = re.search(
        r"\b(?:уничтожены|сбиты|перехвачены|подавлены|знищені|збиті|атаки|бпла противника|\w+ых\s+бпла|\w+их\s+бпла)\b",
        near,
    )
    return not plural and bool(
        re.search(r"\b(?:уничтожен|сбит|перехвачен|подавлен|збитий|\w+(?:ый|ий|ного|ий)\s+бпла)\b", near)
    )


def none_hurt(scene: Scene, d: Draft) -> None:
    """ "No casualties" is a figure: 0 to 0."""
    if d.event is not Event.CASUALTIES or not any(h.count == 0 for h in d.hits):
        return
    h = next(h for h in d.hits if h.count == 0)
    words = h.span.of(scene.view.folded)
    side = next(
        (
            s
            for s in ("casualties", "injured", "killed")
            if patterns(d.language, "details", "people-side", s).search(words)
        ),
        "casualties",
    )
    d.figures = [Figure(h.span, h.span.of(scene.view.raw), FigureKind(side), 0, 0)]
