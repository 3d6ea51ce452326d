"""Where a sentence breaks, and which stretch of it tells of a happening."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tocsin.extract.lexicon import load
from tocsin.extract.text import fold
from tocsin.model import Span

_STRONG = r";|(?<=\s)[-–—]{1,2}(?=\s)|:(?=\s)|[()\[\]]|(?<=\w)--(?=\w)"
_OPENING, _CLOSING = '"«“(№$€#@+', '"»”)%°'
#: Behind a comma: what follows is told of a part of what was counted.
_PARTS = re.compile(r",\s+(?=(?:of (?:which|them|these|those)|(?:з|із|из) (?:них|яких|которых))\s)")


@dataclass(frozen=True, slots=True)
class Cuts:
    """Offsets at which a sentence breaks: always (`strong`), mostly (`medium`), where two happenings meet (`weak`).

    Of the weak ones `parts` stand before "of which": there rather than at a later "and".
    """

    strong: tuple[int, ...]
    medium: tuple[int, ...]
    weak: tuple[int, ...]
    parts: tuple[int, ...] = ()


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load(language, "clauses")

    def words(key: str) -> str:
        return "|".join(sorted((re.escape(fold(str(w))) for w in data[key]), key=len, reverse=True))

    medium = re.compile(
        rf",\s+(?=(?:{words('after_comma')})(?!\w))|\s(?=(?:{words('bare')})(?!\w))|,\s+(?=[\"“][^\"”]{{25,}})"
    )
    weak = re.compile(r",\s+|\s(?=(?:and|и|та|і|й|also|but)\s)")
    return medium, weak


def cuts(folded: str, language: str, start: int, end: int) -> Cuts:
    """The places where the sentence `folded[start:end]` may break."""
    medium, weak = _patterns(language)
    strong = [m.end() for m in re.finditer(_STRONG, folded[start:end])]
    return Cuts(
        tuple(start + x for x in strong),
        tuple(m.end() for m in medium.finditer(folded, start, end)),
        tuple(m.end() for m in weak.finditer(folded, start, end)),
        tuple(m.end() for m in _PARTS.finditer(folded, start, end)),
    )


def segment(hits: Iterable[Span], within: Span, breaks: Cuts) -> list[tuple[Span, list[Span]]]:
    """The sentence's content `within` in stretches, each with the hits it holds.

    It breaks at every strong and medium cut, and at a weak one where hits stand on both sides of it.
    """
    hits = sorted(hits)
    bounds = {within.start, within.end}
    for at in breaks.strong:
        # A short lead ("Across the region: …", "Mykolaiv — …") belongs to what follows it.
        told = any(h.end <= at for h in hits)
        if (
            within.start < at < within.end
            and (told or at - within.start > 60)
            and not any(h.start < at < h.end for h in hits)
        ):
            bounds.add(at)
    for at in breaks.medium:
        if within.start < at < within.end and not any(h.start < at < h.end for h in hits):
            bounds.add(at)
    for first, second in pairwise(hits):
        if any(first.end <= b <= second.start for b in bounds) or second.start < first.end:
            continue
        if first.start - within.start < 3 and second.start - first.end < 6:
            continue  # "a fire and blasts at the depot": both have what follows
        between = [w for w in breaks.weak if first.end <= w <= second.start]
        if between:
            bounds.add(max(set(between) & set(breaks.parts), default=between[-1]))
    edges = sorted(bounds)
    pieces = [Span(a, b) for a, b in pairwise(edges)]
    return [(p, [h for h in hits if p.start <= h.start < p.end]) for p in pieces]


#: A preposition whose noun belongs to the next claim: "загорелась после".
_DANGLING = re.compile(
    r"(?<!\bне)(?<!\bnot)\s(?:after|due to|because of|following|после|в результате|вследствие|из-за|от|"
    r"було|было|виникла|виник|виникло|сталася|стався|сталося|возник|возникла|возникло|произошел|произошла|произошло|після|внаслідок|через|від|унаслідок)$",
    re.IGNORECASE,
)


#: A conjunction, with its article, that begins the next claim: "was hit and a | fire broke out".
_JOINS_NEXT = re.compile(
    r"\s(?:and|or|but|и|а|та|й|і)(?:\s(?:a|an|the))?$|,\s(?:(?:из|із|з) (?:них|которых|яких)|of (?:them|those|which))$",
    re.IGNORECASE,
)


def trim(text: str, span: Span) -> Span:
    """The span without marks and conjunctions at its edges, and without a half of a pair of quotes."""
    start, end = span.start, span.end
    while True:
        before = (start, end)
        while start < end and not (text[start].isalnum() or text[start] in _OPENING):
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
            end -= 1
        lead = re.match(r"(?:and|but|that|и|а|но|та|але|й|і|что|що)\s+", text[start:end], re.IGNORECASE)
        if lead:
            start += lead.end()
        for dangling in (_DANGLING.search(text, start, end), _JOINS_NEXT.search(text, start, end)):
            if dangling:
                end = min(end, dangling.start())
        for a, b in ('""', "“”", "«»", "()"):
            piece = text[start:end]
            if piece.startswith((a, b)) and (
                piece.count(b) + (a != b and piece.count(a)) == 1 or (a == b and piece.count(a) % 2)
            ):
                start += 1
            elif piece.endswith((a, b)) and (
                piece.count(a) + (a != b and piece.count(b)) == 1 or (a == b and piece.count(a) % 2)
            ):
                end -= 1
        if (start, end) == before:
            return Span(start, end)
