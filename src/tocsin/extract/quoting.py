"""Who speaks in a headline, in a quotation that runs on, and in a whole report."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin.extract.attribution import Attribution, Memory, SpokenSentence
from tocsin.extract.forwards import forward_head
from tocsin.extract.lexicon import event_rules
from tocsin.extract.names import person, phrase, speaker_words, strip
from tocsin.extract.text import View, fold
from tocsin.model import Span

_QUOTES = re.compile(r"\"[^\"\n]*\"|“[^”]*”")
_DASH_END = re.compile(
    r"\s[-–—]+\s*"
    r"(?:йдеться [ув] (?:\w+ )?(?:звіті|зведенні|повідомленні|заяві) |"
    r"говорится в (?:\w+ )?(?:сводке|сообщении|заявлении) )?"
    r"(?P<who>[^–—:;]{2,90}?)(?:\s*\((?:фото|відео|видео|карта|мапа|доповнено|обновлено|оновлено)[^)]*\))?(?:\s*[:.,]\s*(?:видео|фото|відео|подробности|карта)[^.]*)?[\s.!)]*$"
)
#: "Найбільший термінал: Згурець про знищення нафтобази".
_ABOUT = re.compile(r"(?:[:–—-]\s|[.!?]\s)(?P<who>(?:[А-ЯІЇЄҐ][\w'’-]+\s){1,3})(?:про|о|об)\s(?=\w)")
_COLON = re.compile(r"^(?P<who>[^:;.!?\n]{2,90}?)\s*:\s+(?=\S)")
_BARE_START = re.compile(
    r"^(?:над|в|у|на|за|по|под|с|з|із|до|от|від|один|одна|два|with|over|in|on|at|from|and|or|\d)\b", re.IGNORECASE
)
_SOURCED = re.compile(
    r"вся\s+(?:інформація|информация)[^.]{0,40}?\s(?:з|из|від|от)\s+"
    r"(?P<who>[^.\n]{3,50}?(?:\s\w{1,3}\.\s\w+)?)(?=[.*\n]|$)"
)
_HEADED = re.compile(
    r"^\W*(?:заявление|заява|брифинг|брифінг|комментарий|коментар)\s+(?P<who>[^.\n▫]{5,90}?)(?=\s{2,}|\n|$|\*\*|\s*▫)"
)


def headline(sentence: SpokenSentence) -> list[Attribution]:
    """ "Blasts in N - mayor", "General Staff: …" ."""
    dash = _DASH_END.search(sentence.text, sentence.start, sentence.end)
    if dash:
        verb = sentence.words.verbs.match(sentence.folded, dash.start("who"))
        who = Span(verb.end() if verb else dash.start("who"), dash.end("who"))
        tells = any(r.pattern.search(sentence.folded, who.start, who.end) for r in event_rules(sentence.language))
        named = _names_somebody(sentence, who) or (_short_name(dash["who"]) and not tells)
        if verb or (named and not sentence.memory.is_place(strip(sentence.text, who))):
            return sentence.attribute(
                Span(sentence.start, dash.start()), Span(dash.start(), sentence.end), who, "headline —"
            )
    about = _ABOUT.search(sentence.text, sentence.start, sentence.end)
    if about and not sentence.memory.is_place(Span(*about.span("who"))):
        who = Span(*about.span("who"))
        return sentence.attribute(Span(sentence.start, sentence.end), Span(who.start, about.end()), who, "X about")
    colon = _COLON.match(sentence.text[sentence.start : sentence.end])
    if colon:
        who = Span(sentence.start + colon.start("who"), sentence.start + colon.end("who"))
        named = _names_somebody(sentence, who) or _surname(sentence, colon["who"])
        if named and not (set(who.of(sentence.folded).split()) & sentence.words.persons):
            cue = Span(sentence.start, sentence.start + colon.end())
            return sentence.attribute(Span(cue.end, sentence.end), cue, who, "headline :")
    return []


def _short_name(who: str) -> bool:
    """ "— Reuters", "— Білий дім": a capitalised phrase of few words with no number in it."""
    bare = who.strip(" *_\"'.[]()")
    return (
        bool(re.fullmatch(r"[A-ZА-ЯІЇЄҐ][\w.'’-]*(?:\s[A-ZА-ЯІЇЄҐ][\w.'’-]*){0,3}", bare))
        and not re.search(r"\d", bare)
        and not _BARE_START.match(bare)
    )


def _surname(sentence: SpokenSentence, who: str) -> bool:
    """ "Ігнат: …", "Reuters: …" in a headline: one or two capitalised words that are no place and no rubric."""
    words = re.findall(r"[\w'-]+", who)
    if sentence.language == "en" or len(words) > 2 or not _short_name(who):
        return False
    if len(words) == 1 and not (
        who.strip().isupper() or who.isascii() or sentence.words.surname.search(fold(words[0]))
    ):
        return False
    at = sentence.text.index(who, sentence.start)
    rubric = any(fold(w) in sentence.words.headings for w in words)
    return not rubric and not sentence.memory.is_place(Span(at, at + len(who)))


def _names_somebody(sentence: SpokenSentence, span: Span) -> bool:
    low = span.of(sentence.folded).strip(" *_\"'[]()")
    words = re.findall(r"[\w'-]+", low)
    if not words or len(words) > 9 or _BARE_START.match(low) or span.of(sentence.text)[:1] in '"«“':
        return False
    if any(rule.pattern.search(sentence.folded, span.start, span.end) for rule in event_rules(sentence.language)):
        return False  # a headline that tells something is nobody
    if any(sentence.words.finite.search(w) and w not in sentence.words.titles for w in words):
        return False
    if sentence.memory.is_place(span):
        return False
    if sentence.words.hearsay.search(low) or person(sentence.text, span, sentence.words):
        return True
    if any(w in sentence.words.headings for w in words):
        return False
    offices = sentence.words.titles | sentence.words.organisations
    return any(w in offices and w not in sentence.words.attributes for w in words)


def open_quotes(view: View, found: list[Attribution]) -> list[Attribution]:
    """Quotations that run over sentences, or open a sentence of their own, belong to who spoke last."""
    extra = []
    for m in _QUOTES.finditer(view.clean):
        if len(m.group()) < 15:
            continue
        inside = [
            s for s in view.sentences if s.start >= m.start() - 1 and s.end <= m.end() + 2 and s.end - s.start > 8
        ]
        near = [a for a in found if a.scope.start <= m.end() and m.start() <= a.cue.end and a.cue.start - m.end() < 4]
        before = near or [a for a in found if a.cue.end <= m.start()][-1:]
        if inside and before and not any(a.scope.start >= m.start() and a.scope.end <= m.end() for a in near):
            extra.append(
                Attribution(Span(*m.span()), Span(m.start(), m.start()), before[-1].speaker, (), "quotation goes on")
            )
    return extra


def whole(view: View, languages: list[str], places: Sequence[Span] = ()) -> list[Attribution]:
    """Attributions that reach over the report: its heading, or where its author took everything from."""
    text = view.clean
    found = []
    forwarded = forward_head(languages[0]).match(text) if languages else None
    if forwarded and text[forwarded.end() :].strip():
        who = strip(text, Span(*forwarded.span("who")))
        line = text.find("\n", forwarded.end())
        cue = Span(0, line if line > 0 else forwarded.end())
        found.append(Attribution(Span(cue.end, len(text)), cue, phrase(text, who), (), "passed on from"))
    headed = _HEADED.match(view.folded)
    if headed:
        who = strip(text, Span(*headed.span("who")))
        found.append(
            Attribution(Span(headed.end(), len(text)), Span(0, headed.end()), phrase(text, who), (), "heading")
        )
    sourced = _SOURCED.search(view.folded)
    if sourced:
        who = strip(text, Span(*sourced.span("who")))
        found.append(Attribution(Span(0, sourced.end()), Span(*sourced.span()), phrase(text, who), (), "all from"))
    short = (
        len(view.sentences) <= 4
        and len(text) < 500
        and bool(languages)
        and languages[0] != "en"
        and "\n" not in text.strip()
    )
    if short and len(view.sentences) > 1:
        for i, rule in ((0, "headline :"), (len(view.sentences) - 1, "headline —")):
            reader = SpokenSentence(view, view.sentences[i], speaker_words(languages[i]), languages[i], Memory(places))
            found += [
                replace(a, scope=Span(0, len(text)), rule=rule + " of the whole")
                for a in headline(reader)
                if a.rule == rule
            ]
    return found
