"""Who speaks beside a verb of saying: the noun phrase that is its subject."""

import re
from itertools import pairwise

from tocsin.extract.attribution import CITING, SpokenSentence
from tocsin.extract.names import person, strip
from tocsin.model import Span

_AUXILIARY = re.compile(r"(?:\s(?:has|have|had|just|also|later|earlier|then|would|only|again|already|could))+\s*$")
_CONJUNCTION = re.compile(r"\s(?:and|but|while|after|because|а|но|але)\s")
_NOBODY = re.compile(
    r"^\s*(?:and |but |while )?(?:there|we|this|that|nothing|"
    r"(?:the |a |geolocated |satellite |other |new )*(?:footage|imagery|images|pictures|photos|videos?|map))\b"
)


def subject_of(sentence: SpokenSentence, left: int, verb: int) -> Span | None:
    """The subject left of a verb: the nearest phrase, or the name beside an apposition."""
    idle = _AUXILIARY.search(sentence.folded, left, verb)
    verb = idle.start() if idle else verb
    bracket = re.search(r"\s*\([^()]*\)\s*$", sentence.text[left:verb])
    verb = left + bracket.start() if bracket else verb
    piece = sentence.text[left:verb]
    cut = max((x.end() for x in re.finditer(r"[;:!?]\s|[\"”»]\s*,?|\s[–—]\s|\s-\s|\.\s", piece)), default=0)
    opened = [x.start() for x in re.finditer(r"[“«]", piece[cut:])]
    if opened and "”" not in piece[cut:] and "»" not in piece[cut:]:
        return None
    begin = left + cut
    bounds = [begin, *(begin + x.end() for x in re.finditer(r",\s|\(", piece[cut:])), verb]
    segments = [Span(a, b) for a, b in pairwise(bounds) if sentence.text[a:b].strip(" ,(")]
    if not segments:
        return None
    segments = [s for s in segments if not re.match(r"\s*(?:who|which|whose)\b", s.of(sentence.folded))] or segments
    named = next((s for s in reversed(segments[-3:]) if person(sentence.text, s, sentence.words)), None)
    apposed = sentence.text[:verb].rstrip().endswith(",")
    chosen = segments[-1]
    if apposed and len(segments) > 1:
        chosen = named if named and len(named.of(sentence.text).split()) <= 8 else segments[-2]
        if not chosen.of(sentence.text).strip(" ,"):
            chosen = segments[-2]
    elif named and named == segments[-1]:
        chosen = named
    chosen = _after_conjunction(sentence.folded, chosen)
    citing = CITING.match(sentence.text, chosen.start - 2 if chosen.start - 2 >= begin else chosen.start)
    if citing and len(segments) > 1:
        chosen = Span(segments[-2].start, chosen.end)  # "X, citing Y, said"
    words = chosen.of(sentence.folded).split()
    if words and words[-1] in sentence.words.pronouns and len(words) > 1:
        at = chosen.of(sentence.folded).rindex(words[-1])
        return Span(chosen.start + at, chosen.start + at + len(words[-1]))
    if not words or len(words) > 14 or _NOBODY.search(chosen.of(sentence.folded)):
        return None
    return chosen if strip(sentence.text, chosen).end - strip(sentence.text, chosen).start >= 2 else None


def _after_conjunction(folded: str, span: Span) -> Span:
    """A subject that follows "and", "but", "while" inside the segment."""
    m = max(_CONJUNCTION.finditer(span.of(folded)), key=lambda x: x.start(), default=None)
    if m and len(span.of(folded)[: m.start()].split()) > 4:
        return Span(span.start + m.end(), span.end)
    return span
