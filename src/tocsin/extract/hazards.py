"""Which hazard words name: the lists `hazards` of `acts.yml`, the finest of what they name."""

from tocsin.extract.lexicon import patterns
from tocsin.model import Span
from tocsin.vocab import Hazard

#: What a wider word is dropped for: a ballistic missile is not a missile of every kind, and an alert is of something.
_FINER = {
    Hazard.MISSILE: (Hazard.BALLISTIC,),
    Hazard.UAV: (Hazard.NAVAL_DRONE,),
    Hazard.AIR: (Hazard.UAV, Hazard.MISSILE, Hazard.BALLISTIC, Hazard.GLIDE_BOMB, Hazard.ARTILLERY, Hazard.NAVAL_DRONE),
    Hazard.OTHER: (Hazard.UAV, Hazard.MISSILE, Hazard.BALLISTIC, Hazard.GLIDE_BOMB, Hazard.ARTILLERY, Hazard.AIR),
}


def hazards_in(folded: str, language: str, span: Span) -> list[Hazard]:
    """The hazards that a stretch of folded text names, in the order of the text."""
    found: dict[Hazard, list[tuple[int, int]]] = {}
    for hazard in Hazard:
        if hazard is not Hazard.ANY:
            words = patterns(language, "acts", "hazards", hazard)
            spans = [m.span() for m in words.finditer(folded, span.start, span.end)]
            if spans:
                found[hazard] = spans
    another = [m.span() for m in patterns(language, "acts", "another").finditer(folded, span.start, span.end)]
    if another:
        found[Hazard.OTHER] = [*found.get(Hazard.OTHER, ()), *another]
        if not patterns(language, "acts", "air-raid").search(folded, span.start, span.end):
            found.pop(Hazard.AIR, None)
    kept = {h: s for h, s in found.items() if not _is_finer(h, found)}
    return sorted(kept, key=lambda h: kept[h][0])


def hazard_spans(folded: str, language: str, span: Span) -> list[tuple[int, int]]:
    """The stretches of folded text that name any hazard."""
    kinds = (patterns(language, "acts", "hazards", h) for h in Hazard if h is not Hazard.ANY)
    return [m.span() for words in kinds for m in words.finditer(folded, span.start, span.end)]


def _is_finer(hazard: Hazard, found: dict[Hazard, list[tuple[int, int]]]) -> bool:
    """Whether all that names a hazard is part of the words for a finer one, or only announces it."""
    finer = [h for h in _FINER.get(hazard, ()) if h in found]
    if hazard in (Hazard.AIR, Hazard.OTHER):
        return bool(finer)
    taken = [s for h in finer for s in found[h]]
    near = 2 if hazard is Hazard.MISSILE else 0
    return bool(taken) and all(_meets(span, taken, near) for span in found[hazard])


def _meets(span: tuple[int, int], taken: list[tuple[int, int]], near: int) -> bool:
    """Whether words overlap those for a finer hazard, or stand `near` them: "баллистическая ракета"."""
    return any(span[0] < end + near and start - near < span[1] for start, end in taken)
