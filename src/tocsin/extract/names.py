"""Noun phrases that name a speaker: the name without its title, or the phrase itself."""

import re
from dataclasses import dataclass
from functools import cache

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import load
from tocsin.extract.text import fold
from tocsin.model import Phrase, Span
from tocsin.vocab import Language

#: No noun phrase that names somebody has more characters.
_LONGEST_PHRASE = 400
_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w)?")
_TAIL = re.compile(
    r"\s+(?:who|which|reached by|quoted by|contacted by|"
    r"in an? (?:\w+ )?(?:statement|post|interview|message|note|video)|"
    r"on (?:his|her|its|their) |on (?:telegram|social media|friday|monday|tuesday|wednesday|thursday|saturday|sunday)|"
    r"in its |via |at \d|late |early |this morning|overnight|again|also|"
    r"has|had|have|did|does|could|would|were|was|is|are|(?:several|some|\w+) (?:minutes|hours) (?:later|earlier)|"
    r"(?:и|і|й|та)\s(?:\w+\s)?\w+(?:ил|ила|или|ал|ала|али|ел|ела|ели|ив|ила|или|ав|ала|али|ює|ує|ет|ют)|писал\w*|"
    r"в (?:своем|эфире|интервью|telegram|телеграм\w*|соцсет\w*|комментарии)|"
    r"у (?:своєму|telegram|телеграм\w*|коментарі|ефірі)|"
    r"на (?:своей|своїй|брифинге|брифінгу)|о том|про те|со ссылкой|з посиланням)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


#: "the U.N.", whose last stop belongs to it.
_ABBREVIATED = re.compile(r"(?<!\w)(?:[A-Z]\.){2,}$")


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
    bare_pronouns: frozenset[str]
    no_subject: frozenset[str]
    no_name: frozenset[str]
    headings: frozenset[str]
    attributes: frozenset[str]
    nouns: frozenset[str]
    surname: re.Pattern[str]
    finite: re.Pattern[str]
    states: frozenset[str]
    tallies: tuple[str, ...]
    counts: tuple[str, ...]
    what: re.Pattern[str] | None
    his: re.Pattern[str] | None


_SETS = ("titles", "organisations", "persons", "pronouns", "keep", "bare-pronouns", "no-subject")
_LISTS = (*_SETS, "verbs", "according", "hearsay", "that", "leads", "trails", "no-name", "headings", "attributes")
_ENDINGS = ("surname-endings", "finite-endings")


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted((re.escape(fold(str(w))) for w in words), key=len, reverse=True)) + ")"


def _ending(endings: list[str]) -> re.Pattern[str]:
    """Words that end so; none where the list is empty."""
    return re.compile(rf"{_either(endings)}$" if endings else r"(?!)")


@cache
def speaker_words(language: str) -> SpeakerWords:
    """The words by which a speaker is known in `language`.

    Raises:
        DataFileError: a list is missing.
    """
    data = _lists(language)
    sets = {k.replace("-", "_"): frozenset(fold(str(x)) for x in data[k]) for k in _SETS}
    what, his = data.get("what") or [], data.get("his-words") or []
    return SpeakerWords(
        **sets,
        verbs=re.compile(rf"(?<![\w-])(?P<verb>{_either(data['verbs'])})(?![\w-])"),
        according=re.compile(rf"(?<!\w)(?P<cue>{_either(data['according'])})\s+(?=\S)"),
        hearsay=re.compile(rf"(?<!\w){_either(data['hearsay'])}(?!\w)"),
        that=re.compile(rf"\s*,?\s*(?:{_either(data['that'])})\s"),
        no_name=frozenset(map(fold, _all("no-name"))),  # of every language: "The Moscow Times" is cited in all of them
        nouns=frozenset(fold(str(x)) for x in data.get("nouns") or ()),
        attributes=frozenset(fold(str(x)) for x in data["attributes"]),
        surname=_ending(data["surname-endings"]),
        finite=_ending(data["finite-endings"]),
        headings=frozenset(map(fold, _all("headings"))),
        states=frozenset(fold(str(x)) for x in data.get("states") or ()),
        tallies=tuple(fold(str(x)) for x in data.get("tallies") or ()),
        his=re.compile(rf"(?<!\w){_either(his)}(?!\w)") if his else None,
        counts=tuple(fold(str(x)) for x in data.get("counts") or ()),
        what=re.compile(rf"(?<!\w)what\s+(?P<who>[^,.;]{{2,60}}?)\s+{_either(what)}\s") if what else None,
    )


@cache
def _lists(language: str) -> dict[str, list[str]]:
    data = load(language, "speakers")
    for key in (*_LISTS, *_ENDINGS):
        if not isinstance(data.get(key), list):
            raise DataFileError(f"lexicon/{language}/speakers.yml", None, f"expected a list `{key}`")
    return data


def _all(key: str) -> list[str]:
    """What stands under `key` in the files of all languages."""
    return [str(x) for language in Language for x in _lists(language)[key]]


@cache
def _lead() -> re.Pattern[str]:
    """What may stand before a name, in any of the languages: a text may mix them."""
    return re.compile(rf"^(?:[\s,.;:\"'«»“”()—–-]|{_either(_all('leads'))}\b(?!['’]))+", re.IGNORECASE)


@cache
def _trail() -> re.Pattern[str]:
    """What may stand behind a name, in any of the languages."""
    return re.compile(rf"(?:\s+{_either(_all('trails'))})+$", re.IGNORECASE)


def strip(text: str, span: Span) -> Span:
    """The noun phrase in `span` without conjunctions before it and remarks behind it."""
    piece = span.of(text)
    lead = _lead().match(piece)
    start = span.start + (lead.end() if lead else 0)
    piece = text[start : span.end]
    tail = _TAIL.search(piece)
    end = start + (tail.start() if tail else len(piece))
    while (
        end > start
        and not _ABBREVIATED.search(text, start, end)
        and (text[end - 1] in ' \t\n,.;:—–-"«»“”' or (text[end - 1] == ")" and "(" not in text[start:end]))
    ):
        end -= 1
    trail = _trail().search(text, start, end)
    end = trail.start() if trail else end
    while start < end and not (text[start].isalnum() or text[start] in "«\"“'‘"):
        start += 1  # marks, pictures and flags before a name
    return Span(start, _closed(text, start, min(end + 2, span.end), end))


def _closed(text: str, start: int, limit: int, end: int) -> int:
    """The end of a phrase, with the quotation mark that closes a name in it («ОК "Південь"»)."""
    piece = text[start:end]
    for opens, closes in (('""', '""'), ("«", "»"), ("“", "”"), ('"', '"')):
        alone = piece.count(opens) % 2 == 1 if opens == closes else piece.count(opens) > piece.count(closes)
        if alone and text.startswith(closes, end) and end + len(closes) <= limit:
            return end + len(closes)
    return end


def person(text: str, span: Span, words: SpeakerWords) -> Span | None:
    """The personal name in the noun phrase: two or more capitalised words, none of an organisation's name."""
    if span.end - span.start > _LONGEST_PHRASE:
        return None
    best: list[re.Match[str]] = []
    run: list[re.Match[str]] = []
    for m in [*_WORD.finditer(text, span.start, span.end), None]:
        if m and _part_of_name(m, text, words) and (not run or text[run[-1].end() : m.start()].strip(" \n\t.") == ""):
            run.append(m)
            continue
        run = _without_land(run, text, span, words)
        initials = all(len(r.group()) == 1 for r in run)  # "U.S."
        if 2 <= len(run) <= 4 and len(run) > len(best) and not initials and not _of_office(run, text, span, words):
            best = run
        run = [m] if m and _part_of_name(m, text, words) else []
    return Span(best[0].start(), best[-1].end()) if best else None


#: A middle name after one's father.
_PATRONYMIC = re.compile(r"(?:вич|вна)$")


def _without_land(run: list[re.Match[str]], text: str, span: Span, words: SpeakerWords) -> list[re.Match[str]]:
    """The name without the land before it: "Глава Чечни Рамзан Кадыров"."""
    if len(run) != 3 or run[0].group().isascii() or _PATRONYMIC.search(fold(run[1].group())):
        return run
    before = _WORD.findall(text, max(span.start, run[0].start() - 24), run[0].start())[-1:]
    return run[1:] if before and fold(before[0]) in words.titles else run


def _of_office(run: list[re.Match[str]], text: str, span: Span, words: SpeakerWords) -> bool:
    """Whether the capitalised words belong to an office's name ("Black Sea" Fleet, "Deep Field" mapping group)."""
    after = _WORD.findall(text, run[-1].end(), min(len(text), run[-1].end() + 40))[:2]
    before = _WORD.findall(text, max(span.start, run[0].start() - 24), run[0].start())[-1:]
    beside = text[run[-1].end() : run[-1].end() + 1] == " "
    return (beside and any(fold(w) in words.organisations for w in after)) or any(
        w[0].isupper() and fold(w) in words.organisations and not w.isupper() and fold(w) not in words.states
        for w in before
    )


def _part_of_name(m: re.Match[str], text: str, words: SpeakerWords) -> bool:
    word = m.group()
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    low = fold(word)
    stem = low.removesuffix("'s")
    return (
        not low.endswith("'s")
        and stem not in words.organisations
        and stem not in words.titles
        and stem not in words.no_name
        and text[max(0, m.start() - 1)] not in '"«“'
    )


def phrase(text: str, span: Span) -> Phrase:
    """The span with its words."""
    return Phrase(span.of(text), span)
