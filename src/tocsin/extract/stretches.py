"""Long reports, read a stretch at a time: no report takes longer than its length allows."""

import hashlib
from dataclasses import replace

from tocsin.model import Act, Claim, Figure, Phrase, PlaceMention, Span

#: Characters of a stretch. Few reports are longer; within one, a speaker and a place carry from sentence to sentence.
STRETCH = 12_000
#: Where a stretch may end, best first: between paragraphs, lines, sentences, words.
_ENDS = ("\n\n", "\n", ". ", " ")


def stretches(text: str) -> list[Span]:
    """The text in stretches of at most `STRETCH` characters, cut where a reader would pause."""
    out: list[Span] = []
    start = 0
    while len(text) - start > STRETCH:
        half, most = start + STRETCH // 2, start + STRETCH
        found = ((text.rfind(mark, half, most), len(mark)) for mark in _ENDS)
        end = next((at + length for at, length in found if at >= 0), most)
        out.append(Span(start, end))
        start = end
    return [*out, Span(start, len(text))]


def moved(claim: Claim, by: int) -> Claim:
    """A claim of a stretch that begins at offset `by`, as a claim of the whole report."""
    if by == 0:
        return claim

    def span(s: Span) -> Span:
        return Span(s.start + by, s.end + by)

    def words(p: Phrase) -> Phrase:
        return replace(p, span=span(p.span)) if p.span else p

    def figure(f: Figure) -> Figure:
        return replace(f, span=span(f.span))

    def place(m: PlaceMention) -> PlaceMention:
        return replace(m, span=span(m.span))

    return replace(
        claim,
        id=_moved_id(claim.id, by),
        span=span(claim.span),
        speaker=words(claim.speaker),
        via=tuple(map(words, claim.via)),
        precedent=claim.precedent and words(claim.precedent),
        caveat=claim.caveat and words(claim.caveat),
        places=tuple(map(place, claim.places)),
        figures=tuple(map(figure, claim.figures)),
        target=claim.target and words(claim.target),
        blamed=claim.blamed and words(claim.blamed),
    )


def moved_act(act: Act, by: int) -> Act:
    """An act of a stretch that begins at offset `by`, as an act of the whole report."""
    if by == 0:
        return act

    def places(found: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
        return tuple(replace(m, span=Span(m.span.start + by, m.span.end + by)) for m in found)

    return replace(
        act,
        span=Span(act.span.start + by, act.span.end + by),
        areas=places(act.areas),
        still_on=places(act.still_on),
        claims=tuple(_moved_id(c, by) for c in act.claims),
    )


def _moved_id(id_: str, by: int) -> str:
    return hashlib.sha256(f"{id_}\n{by}".encode()).hexdigest()[:16]
