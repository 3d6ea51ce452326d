"""Noun phrases that name a speaker: the name without its title, or the phrase itself."""

import re
from dataclasses import dataclass
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import load
from tocsin.extract.text import fold
from tocsin.model import Phrase, Span

_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w)?")
_LEAD = re.compile(
    r"^(?:[\s,.;:\"'«»“”()—–-]|(?:and|but|while|meanwhile|also|separately|later|earlier|then|however|still|as|in turn|"
    r"for (?:its|his|her|their) part|a|"
    r"при этом|также|тем временем|позже|ранее|в свою очередь|между тем|однако|а|и|но|как|"
    r"натомість|також|водночас|тим часом|пізніше|раніше|своєю чергою|і|й|та|але|як)\b(?!['’]))+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:who|which|reached by|quoted by|contacted by|"
    r"in an? (?:\w+ )?(?:statement|post|interview|message|note|video)|"
    r"on (?:his|her|its|their) |on (?:telegram|social media|friday|monday|tuesday|wednesday|thursday|saturday|sunday)|"
    r"in its |via |at \d|late |early |this morning|overnight|again|also|"
    r"has|had|have|did|does|could|would|were|was|is|are|(?:several|some|\w+) (?:minutes|hours) (?:later|earlier)|"
    r"в (?:своем|эфире|интервью|telegram|телеграм\w*|соцсет\w*|комментарии)|"
    r"у (?:своєму|telegram|телеграм\w*|коментарі|ефірі)|"
    r"на (?:своей|своїй|брифинге|брифінгу)|о том|про те|со ссылкой|з посиланням)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


_STATES = frozenset(["россии", "украины", "рф", "україни", "росії"])
_NO_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "as",
        "by",
        "for",
        "from",
        "to",
        "and",
        "but",
        "of",
        "his",
        "her",
        "its",
        "their",
        "our",
        "this",
        "that",
        "these",
        "those",
        "it",
        "he",
        "she",
        "they",
        "we",
        "there",
        "ukrainian",
        "russian",
        "american",
        "british",
        "german",
        "french",
        "turkish",
        "polish",
        "belarusian",
        "moldovan",
        "romanian",
        "colombian",
        "chilean",
        "salvadoran",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "после",
        "около",
        "также",
        "при",
        "об",
        "этом",
        "в",
        "на",
        "из",
        "по",
        "что",
        "как",
        "у",
        "за",
        "з",
        "із",
        "про",
        "та",
        "після",
        "ночью",
        "утром",
        "вечером",
        "днем",
        "сегодня",
        "вчера",
        "вночі",
        "вранці",
        "увечері",
        "ввечері",
        "сьогодні",
        "вчора",
        "супутник",
        "спутник",
        "region",
        "oblast",
        "district",
        "republic",
        "krai",
    ]
)


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """The lists of `speakers.yml` of one language."""

    titles: frozenset[str]
    organisations: frozenset[str]
    persons: frozenset[str]
    pronouns: frozenset[str]
    keep: frozenset[str]
    verbs: re.Pattern[str]
    according: re.Pattern[str]
    hearsay: re.Pattern[str]
    that: re.Pattern[str]
    counts: tuple[str, ...]
    what: re.Pattern[str] | None


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(fold(str(w))) for w in words), key=len, reverse=True)) + ")"


@cache
def speaker_words(language: str) -> SpeakerWords:
    """The words by which a speaker is known in `language`.

    Raises:
        DataFileError: a list is missing.
    """
    data = load(language, "speakers")
    for key in ("titles", "organisations", "persons", "pronouns", "keep", "verbs", "according", "hearsay", "that"):
        if not isinstance(data.get(key), list):
            raise DataFileError(f"lexicon/{language}/speakers.yml", None, f"expected a list `{key}`")
    sets = {
        k: frozenset(fold(str(x)) for x in data[k]) for k in ("titles", "organisations", "persons", "pronouns", "keep")
    }
    what = data.get("what") or []
    return SpeakerWords(
        **sets,
        verbs=re.compile(rf"(?<![\w-])(?P<verb>{_either(data['verbs'])})(?![\w-])"),
        according=re.compile(rf"(?<!\w)(?P<cue>{_either(data['according'])})\s+(?=\S)"),
        hearsay=re.compile(rf"(?<!\w){_either(data['hearsay'])}(?!\w)"),
        that=re.compile(rf"\s*,?\s*(?:{_either(data['that'])})\s"),
        counts=tuple(fold(str(x)) for x in data.get("counts") or ()),
        what=re.compile(rf"(?<!\w)what\s+(?P<who>[^,.;]{{2,60}}?)\s+{_either(what)}\s") if what else None,
    )


def strip(text: str, span: Span) -> Span:
    """The noun phrase in `span` without conjunctions before it and remarks behind it."""
    piece = span.of(text)
    lead = _LEAD.match(piece)
    start = span.start + (lead.end() if lead else 0)
    piece = text[start : span.end]
    tail = _TAIL.search(piece)
    end = start + (tail.start() if tail else len(piece))
    while end > start and text[end - 1] in ' \t\n,.;:—–-"«»“”':
        end -= 1
    while start < end and text[start] in " \t\n,.;:—–-":
        start += 1
    return Span(start, end)


def person(text: str, span: Span, words: SpeakerWords) -> Span | None:
    """The personal name in the noun phrase: two or more capitalised words, none of an organisation's name."""
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for m in [*_WORD.finditer(text, span.start, span.end), None]:
        if m and _part_of_name(m, text, words) and (not run or text[run[-1].end() : m.start()].strip(" \n\t.") == ""):
            run.append(m)
            continue
        if 2 <= len(run) <= 4 and len(run) > len(best) and not _of_office(run, text, span, words):
            best = run
        run = [m] if m and _part_of_name(m, text, words) else []
    return Span(best[0].start(), best[-1].end()) if best else None


def _of_office(run: list[re.Match[str]], text: str, span: Span, words: SpeakerWords) -> bool:
    """Whether the capitalised words belong to an office's name ("Black Sea" Fleet, "Deep Field" mapping group)."""
    after = _WORD.findall(text, run[-1].end(), min(len(text), run[-1].end() + 40))[:2]
    before = _WORD.findall(text, max(span.start, run[0].start() - 24), run[0].start())[-1:]
    beside = text[run[-1].end() : run[-1].end() + 1] == " "
    return (beside and any(fold(w) in words.organisations for w in after)) or any(
        w[0].isupper() and fold(w) in words.organisations and not w.isupper() and fold(w) not in _STATES for w in before
    )


def _part_of_name(m: re.Match[str], text: str, words: SpeakerWords) -> bool:
    word = m.group()
    low = fold(word)
    stem = low.removesuffix("'s")
    return (
        word[0].isupper()
        and not (len(word) > 1 and word.isupper())
        and not low.endswith("'s")
        and stem not in words.organisations
        and stem not in words.titles
        and stem not in _NO_NAMES
        and text[max(0, m.start() - 1)] not in '"«“'
    )


def phrase(text: str, span: Span) -> Phrase:
    """The span with its words."""
    return Phrase(span.of(text), span)
