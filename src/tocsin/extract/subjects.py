"""Who speaks beside a verb of saying: the noun phrase that is its subject."""

import re
from itertools import pairwise

from tocsin.extract.attribution import CITING, SpokenSentence
from tocsin.extract.names import person, strip
from tocsin.model import Span

_AUXILIARY = re.compile(r"(?:\s(?:has|have|had|just|also|later|earlier|then|would|only|again|already|could))+\s*$")
_ADVERBIAL = re.compile(r"\s*(?:in|at|on|near|between|from|of|by|after|during|when|with|for|over|before|since|until)\s")
_DETERMINED = re.compile(r"(?<=\s)(?:the|its|their|his|her|a|an|we|they|he|she|it|officials|authorities|residents)\b")
#: One to three capitalised words between commas.
_NAME = re.compile(r"\s*[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2}\s*,?\s*")
#: A name in quotation marks behind its noun, which is no quotation: "Ватажок «ЛНР»".
_NAMED = re.compile(r"(?<=\w\s)[«“\"][^«»“”\"\n]{1,30}[»”\"](?=\s\w|\s*$)")
#: Where a clause ends before a subject: not at the stop of "U.S.", "J. Smith", "Gov. Smith".
_STOPS = re.compile(
    r"[;:!?]\s|[\"”»]\s*,?|\s[–—]\s|\s-\s|"
    r"\.\s(?=(?:The|A|An|It|He|She|They|We|But|And|In|On)\s)|(?<![A-Z])(?<!\bGov)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bMaj)(?<!\bSgt)(?<!\bCapt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bSt)\.\s"
)
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
    segments = _segments(sentence, left, verb)
    if not segments:
        return None
    chosen = _after_conjunction(sentence.folded, _chosen(sentence, segments, verb))
    begin = segments[0].start
    citing = CITING.match(sentence.text, chosen.start - 2 if chosen.start - 2 >= begin else chosen.start)
    if citing and len(segments) > 1:
        chosen = Span(segments[-2].start, chosen.end)  # "X, citing Y, said"
    words = chosen.of(sentence.folded).split()
    if words and words[-1] in sentence.words.pronouns and len(words) > 1:
        at = chosen.of(sentence.folded).rindex(words[-1])
        return Span(chosen.start + at, chosen.start + at + len(words[-1]))
    chosen = _behind_adverbial(sentence, chosen)
    words = chosen.of(sentence.folded).split()
    if not words or len(words) > 14 or _NOBODY.search(chosen.of(sentence.folded)):
        return None
    return chosen if strip(sentence.text, chosen).end - strip(sentence.text, chosen).start >= 2 else None


def _segments(sentence: SpokenSentence, left: int, verb: int) -> list[Span]:
    """The phrases between commas before the verb, without relative clauses; none within an open quotation."""
    piece = _NAMED.sub(lambda m: "x" * len(m.group()), sentence.text[left:verb])
    cut = max((x.end() for x in _STOPS.finditer(piece)), default=0)
    if re.search(r"[“«]", piece[cut:]) and "”" not in piece[cut:] and "»" not in piece[cut:]:
        return []
    begin = left + cut
    bounds = [begin, *(begin + x.end() for x in re.finditer(r",\s|\(", piece[cut:])), verb]
    segments = [Span(a, b) for a, b in pairwise(bounds) if sentence.text[a:b].strip(" ,(")]
    return [s for s in segments if not re.match(r"\s*(?:who|which|whose)\b", s.of(sentence.folded))] or segments


def _chosen(sentence: SpokenSentence, segments: list[Span], verb: int) -> Span:
    """The phrase that speaks: the name, where one stands in apposition ("Ivan Petrov, head of N, said")."""
    named = next((s for s in reversed(segments[-3:]) if person(sentence.text, s, sentence.words)), None)
    last = segments[-1]
    if not sentence.text[:verb].rstrip().endswith(",") or len(segments) == 1:
        return last
    chosen = named if named and len(named.of(sentence.text).split()) <= 8 else segments[-2]
    if not chosen.of(sentence.text).strip(" ,"):
        chosen = segments[-2]
    determined = _DETERMINED.match(" " + chosen.of(sentence.folded).lstrip(), 1)
    # "The grid operator, Pivdenergo, said".
    return last if determined and _NAME.fullmatch(last.of(sentence.text)) else chosen


def _behind_adverbial(sentence: SpokenSentence, span: Span) -> Span:
    """ "Between 1 and 15 February the Mission", "Near N": the noun phrase behind the adverbial; empty where none is."""
    folded = span.of(sentence.folded)
    if sentence.language != "en" or not _ADVERBIAL.match(folded) or person(sentence.text, span, sentence.words):
        return span
    heads = [m for m in _DETERMINED.finditer(folded) if len(folded[m.start() :].split()) <= 7]
    return Span(span.start + heads[-1].start(), span.end) if heads else Span(span.end, span.end)


def _after_conjunction(folded: str, span: Span) -> Span:
    """A subject that follows "and", "but", "while" inside the segment."""
    m = max(_CONJUNCTION.finditer(span.of(folded)), key=lambda x: x.start(), default=None)
    if m and len(span.of(folded)[: m.start()].split()) > 4:
        return Span(span.start + m.end(), span.end)
    return span
