"""Who says it: attributions in a sentence, what they reach, and who "he", "it" and an open quotation stand for."""

import re
from dataclasses import dataclass, field, replace

from tocsin.extract.forwards import forward_head
from tocsin.extract.names import SpeakerWords, person, phrase, speaker_words, strip
from tocsin.extract.text import Sentence, View
from tocsin.model import Phrase, Span

_AFTER_VERB = re.compile(
    r"\s*(?:(?:late |early )?(?:on (?:\w+day)|at \d[\d:. apm]*|\w+day|later|earlier|again|also|separately|then|overnight|"
    r"in (?:a|an|its|his|her|their) [\w\s-]{3,40}?(?=,|\.|:|$| that)|on (?:telegram|social media|x|facebook|state tv)|"
    r"(?:reporters|journalists|[A-Z]{2,4}|the cell|monitors|subscribers|state media|local media)(?=,|\.|:| that)|by (?:tele)?phone))*",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"\"[^\"\n]*\"|“[^”]*”")
_DASH_END = re.compile(
    r"\s[-–—]+\s*(?:йдеться [ув] (?:\w+ )?(?:звіті|зведенні|повідомленні|заяві) |говорится в (?:\w+ )?(?:сводке|сообщении|заявлении) )?(?P<who>[^–—:;]{2,90}?)(?:\s*[:.,]\s*(?:видео|фото|відео|подробности|карта)[^.]*)?[\s.!)]*$"
)
_COLON = re.compile(r"^(?P<who>[^:;.!?\n]{2,90}?)\s*:\s+(?=\S)")
_BARE_START = re.compile(
    r"^(?:над|в|у|на|за|по|под|с|з|із|до|от|від|один|одна|два|with|over|in|on|at|from|and|or|\d)\b", re.IGNORECASE
)
_PRONOUNS = frozenset(("he", "she", "it", "they", "who", "он", "она", "они", "він", "вона", "вони"))
_HIS = re.compile(r"(?<!\w)(?:по (?:его|ее|их) (?:словам|данным)|за (?:його|її|їх|їхніми) (?:словами|даними))(?!\w)")
_AUXILIARY = re.compile(r"(?:\s(?:has|have|had|just|also|later|earlier|then|would|only|again|already|could))+\s*$")
_NOBODY = re.compile(
    r"^\s*(?:and |but |while )?(?:there|we|this|that|nothing|(?:the |a |geolocated |satellite |other |new )*(?:footage|imagery|images|pictures|photos|videos?|map))\b"
)
_REMARK = re.compile(r",\s*(?:adding|giving|citing|without|and|which|who|as|but|in an?|on|late|speaking|according)\b")
_NO_SUBJECT = (
    "о",
    "об",
    "про",
    "что",
    "що",
    "в",
    "у",
    "на",
    "that",
    "it",
    "he",
    "she",
    "they",
    "in",
    "on",
    "there",
    "no",
    "at",
    "by",
    "to",
    "from",
    "of",
)
_OWN = r"(?:own )?(?:tally|count|communique|version|toll|bulletin|figures|report|reckoning|warning|message|statement|announcement|appeal)\b"
_TALLY = re.compile(rf"(?P<who>(?:the )?[\w' -]{{3,50}}?)['’]s {_OWN}", re.IGNORECASE)
_BY_COUNT = re.compile(
    rf"\bby (?:(?P<his>his|her|its|their)|(?P<who>(?:the )?[\w' -]{{3,50}}?)['’]s) {_OWN}", re.IGNORECASE
)
_WHOLE = re.compile(
    r"(?:об этом|про це)\s|вся\s+(?:информация|інформація)|информация\s+(?:взята\s+)?из|інформація\s+(?:береться\s+)?з"
)
_SOURCED = re.compile(
    r"вся\s+(?:інформація|информация)[^.]{0,40}?\s(?:з|из|від|от)\s+(?P<who>[^.\n]{3,50}?(?:\s\w{1,3}\.\s\w+)?)(?=[.*\n]|$)"
)
_HEADED = re.compile(
    r"^\W*(?:заявление|заява|брифинг|брифінг|комментарий|коментар)\s+(?P<who>[^.\n▫]{5,90}?)(?=\s{2,}|\n|$|\*\*|\s*▫)"
)
_CITING = re.compile(
    r",?\s*\b(?:citing|quoting|со ссылкой на|із посиланням на|з посиланням на)\s+(?P<who>[^,.;]{2,80})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` says what stands in `scope`; `cue` are the words that only say so."""

    scope: Span
    cue: Span
    speaker: Phrase
    via: tuple[Phrase, ...] = ()
    rule: str = "said"
    hearsay: bool = False


@dataclass(slots=True)
class Memory:
    """Who has spoken so far in the report."""

    people: list[Phrase] = field(default_factory=list)
    offices: list[Phrase] = field(default_factory=list)
    all: list[Phrase] = field(default_factory=list)

    def note(self, speaker: Phrase, is_person: bool) -> None:
        """Keeps the speaker, so that a pronoun can stand for it."""
        (self.people if is_person else self.offices).append(speaker)
        self.all.append(speaker)

    def known(self, name: str) -> Phrase | None:
        """The full name behind a surname that was introduced before."""
        return next((p for p in reversed(self.people) if name != p.text and name in p.text.split()), None)


def attributions(view: View, languages: list[str]) -> list[Attribution]:
    """All attributions of a report, sentence by sentence, then those that reach over several sentences.

    Args:
        view: the report's text.
        languages: the language of each sentence of the view.
    """
    memory = Memory()
    found: list[Attribution] = []
    for sentence, language in zip(view.sentences, languages, strict=True):
        found += _Sentence(view, sentence, speaker_words(language), language, memory).read()
    found += _open_quotes(view, found)
    return found + _whole(view, languages)


class _Sentence:
    """The attributions of one sentence."""

    def __init__(self, view: View, sentence: Sentence, words: SpeakerWords, language: str, memory: Memory) -> None:
        self.text, self.folded = view.clean, view.folded
        self.start, self.end = max(sentence.start, sentence.stamp_end), sentence.end
        self.words, self.language, self.memory = words, language, memory

    def read(self) -> list[Attribution]:
        found: list[Attribution] = []
        his = _HIS.search(self.folded, self.start, self.end)
        if his and self.memory.all:
            last = (self.memory.people or self.memory.all)[-1]
            found.append(Attribution(Span(self.start, self.end), Span(*his.span()), last, (), "according to"))
        for m in self.words.according.finditer(self.folded, self.start, self.end):
            found += self._according(m)
        if self.words.what:
            for m in self.words.what.finditer(self.folded, self.start, self.end):
                found += self._what(m)
        if self.language == "en" and not found:
            found += self._tally()
        if not found or found[0].rule == "what":
            for m in self.words.verbs.finditer(self.folded, self.start, self.end):
                if not self._idle(m) and not any(a.cue.start <= m.start() < a.cue.end for a in found):
                    found += self._verb(m, found)
        if not found:
            found += self.headline()
        return found

    def _tally(self) -> list[Attribution]:
        """ "The ministry's tally was higher: …", "by his count"."""
        m = _TALLY.match(self.text, self.start, self.end) or _BY_COUNT.search(self.text, self.start, self.end)
        if m is None:
            return []
        whole, cue = Span(self.start, self.end), Span(*m.span())
        if m.groupdict().get("his"):
            last = (
                self.memory.people if m["his"].lower() in ("his", "her") else self.memory.offices
            ) or self.memory.all
            return [Attribution(whole, cue, last[-1], (), "count of")] if last else []
        return self._make(whole, cue, Span(*m.span("who")), "count of")

    def _idle(self, m: re.Match[str]) -> bool:
        """Whether the verb carries no speech here: "said to be", "was reported", "who asked not to be named, said"."""
        before, after = self.folded[self.start : m.start()], self.folded[m.end() : m.end() + 4]
        if re.match(r"\s+to\b", after) and m["verb"] not in self.words.keep:
            return True
        if self.language == "en" and re.search(r"\b(?:was|were|been|be|being|is|are|not|as)\s+(?:also\s+)?$", before):
            return True
        clause = re.split(r"[,;:\"“”]", before)[-1]
        return bool(re.match(r"\s*(?:who|which|whose)\s", clause)) and "," in self.folded[m.end() : self.end]

    def _resolve(self, span: Span) -> tuple[Phrase, bool] | None:
        """The speaker that a noun phrase stands for, and whether it is a person."""
        span = strip(self.text, span)
        if span.end - span.start < 2:
            return None
        low = self.folded[span.start : span.end]
        if low in self.words.pronouns:
            people, offices = self.memory.people, self.memory.offices
            if low in self.words.persons:
                order: tuple[list[Phrase], ...] = (people, offices)
            else:
                order = (offices, people) if low in ("it", "they", "они", "вони") else (self.memory.all, offices)
            known = next((x[-1] for x in order if x), None)
            if known or low in _PRONOUNS:  # "he", "it" mean nothing by themselves; "the mayor" does
                return (known, low in self.words.persons) if known else None
        for count in self.words.counts:
            if low.endswith("'s " + count):
                span = Span(span.start, span.end - len(count) - 3)
        name = person(self.text, span, self.words)
        if name:
            self.memory.note(phrase(self.text, name), True)
            return phrase(self.text, name), True
        speaker = phrase(self.text, span)
        full = self.memory.known(speaker.text)
        if full:
            self.memory.note(full, True)
            return full, True
        self.memory.note(speaker, False)
        return speaker, False

    def _make(self, scope: Span, cue: Span, who: Span, rule: str) -> list[Attribution]:
        """An attribution, with "citing X" turned into X said by way of the speaker."""
        citing = _CITING.search(self.text, who.start, self.end)
        if citing and who.start < citing.start() < who.end + 60:
            outer = self._resolve(Span(who.start, min(who.end, citing.start())))
            inner = self._resolve(Span(*citing.span("who")))
            if outer and inner:
                return [Attribution(scope, cue, inner[0], (outer[0],), rule + ", citing")]
        resolved = self._resolve(who)
        if not resolved:
            return []
        hearsay = bool(self.words.hearsay.search(self.folded, who.start, who.end))
        return [Attribution(scope, cue, resolved[0], (), rule, hearsay)]

    def _phrase_end(self, start: int) -> int:
        """Where a noun phrase that begins at `start` ends: a comma, dash or stop, but for a name in apposition."""
        m = re.compile(r"[,;:!?\n]|\s[–—-]\s|\.(?!\S)").search(self.folded, start, self.end)
        return m.start() if m else self.end

    def _according(self, m: re.Match[str]) -> list[Attribution]:
        if _CITING.match(self.text, m.start(), self.end) and self.words.verbs.search(self.folded, m.end(), self.end):
            return []  # "X, citing Y, said": the verb tells it
        end = self._phrase_end(m.end())
        whole = Span(self.start, self.end)
        if _WHOLE.match(m.group()):
            whole = Span(0, self.end)
        cue = Span(m.start(), min(self.end, end + 1))
        return self._make(whole, cue, Span(m.end(), end), "according to")

    def _what(self, m: re.Match[str]) -> list[Attribution]:
        end = self._phrase_end(m.end())
        return self._make(Span(m.end(), end), Span(m.start(), m.end()), Span(*m.span("who")), "what … called")

    def _verb(self, m: re.Match[str], before: list[Attribution]) -> list[Attribution]:
        left = max(
            [self.start, *(a.scope.end for a in before if a.rule == "said, leading" and a.scope.end <= m.start())]
        )
        subject = self._subject(left, m.start())
        tail = _AFTER_VERB.match(self.text, m.end(), self.end)
        after = tail.end() if tail else m.end()
        if subject is None or self._inverted(subject, m.start()):
            made = self._postposed(m)
            if made or self.language != "en":
                return made
        if subject is None:
            return self._continued(m, before)
        rest = self.folded[after : self.end].strip()
        ends = (
            not rest or rest[0] in ",.;)" or rest.startswith("and ") or (len(rest.split()) <= 3 and "that" not in rest)
        )
        trailing = (
            ends
            and subject.start > self.start + 12
            and (m["verb"] not in self.words.keep or m["verb"] in ("told", "warned"))
        )
        if trailing:
            content = self._content(left, subject.start, before)
            aside = rest[:1] == "," and len(rest.split()) > 5 and not _REMARK.match(rest)
            if aside:  # "In Zelenograd, he said, the canteen was hit"
                content = Span(content.start, self.end)
            return self._make(content, Span(subject.start, after), subject, "said, trailing")
        if (
            self.language != "en"
            and ":" in self.text[self.start : subject.start][-3:]
            and subject.start - self.start > 25
            and (
                strip(self.text, subject).of(self.text)[:1].isupper()
                and not self.words.hearsay.search(self.folded, subject.start, m.end())
            )
        ):
            # "Lights out, trams stopped: the mayor told of the city": the headline before the colon is the mayor's
            return self._make(Span(self.start, subject.start), Span(subject.start, after), subject, "headline: X said")
        that = self.words.that.match(self.folded, after, self.end)
        tells = m["verb"] in ("told", "warned") and that and that.start() - m.end() < 24
        keep = m["verb"] in self.words.keep and not tells
        begin = m.start() if keep else that.end() if that and self.language == "en" else after
        return self._make(Span(begin, self.end), Span(subject.start, begin), subject, "said, leading")

    def _content(self, left: int, end: int, before: list[Attribution]) -> Span:
        """What a speaker named at its end has said: back to where another speaker's words end."""
        for i, a in enumerate(before):
            if a.rule == "said, leading" and a.scope.start < end <= a.scope.end:
                joint = [
                    x.end() for x in re.finditer(r"[;,]\s(?:and|but|while)\s|;\s", self.folded[a.scope.start : end])
                ]
                if joint:
                    cut = a.scope.start + joint[-1]
                    before[i] = replace(a, scope=Span(a.scope.start, cut))
                    return Span(cut, end)
        return Span(left, end)

    def _continued(self, m: re.Match[str], before: list[Attribution]) -> list[Attribution]:
        """ "… and warned of cuts": the subject is the one of the verb before."""
        if not before:
            return []
        begin = m.start() if m["verb"] in self.words.keep else m.end()
        return [replace(before[-1], scope=Span(begin, self.end), cue=Span(m.start(), begin))]

    def _subject(self, left: int, verb: int) -> Span | None:
        """The subject left of a verb: the nearest phrase, or the name beside an apposition."""
        idle = _AUXILIARY.search(self.folded, left, verb)
        verb = idle.start() if idle else verb
        bracket = re.search(r"\s*\([^()]*\)\s*$", self.text[left:verb])
        verb = left + bracket.start() if bracket else verb
        piece = self.text[left:verb]
        cut = max((x.end() for x in re.finditer(r"[;:!?]\s|[\"”»]\s*,?|\s[–—]\s|\s-\s|\.\s", piece)), default=0)
        opened = [x.start() for x in re.finditer(r"[“«]", piece[cut:])]
        if opened and "”" not in piece[cut:] and "»" not in piece[cut:]:
            return None
        begin = left + cut
        bounds = [begin, *(begin + x.end() for x in re.finditer(r",\s|\(", piece[cut:])), verb]
        segments = [Span(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if self.text[a:b].strip(" ,(")]
        if not segments:
            return None
        segments = [s for s in segments if not re.match(r"\s*(?:who|which|whose)\b", s.of(self.folded))] or segments
        named = next((s for s in reversed(segments[-3:]) if person(self.text, s, self.words)), None)
        apposed = self.text[:verb].rstrip().endswith(",")
        chosen = segments[-1]
        if apposed and len(segments) > 1:
            chosen = named if named and len(named.of(self.text).split()) <= 8 else segments[-2]
            if not chosen.of(self.text).strip(" ,"):
                chosen = segments[-2]
        elif named and named == segments[-1]:
            chosen = named
        chosen = self._after_conjunction(chosen)
        citing = _CITING.match(self.text, chosen.start - 2 if chosen.start - 2 >= begin else chosen.start)
        if citing and len(segments) > 1:
            chosen = Span(segments[-2].start, chosen.end)  # "X, citing Y, said"
        words = chosen.of(self.folded).split()
        if words and words[-1] in self.words.pronouns and len(words) > 1:
            at = chosen.of(self.folded).rindex(words[-1])
            return Span(chosen.start + at, chosen.start + at + len(words[-1]))
        if not words or len(words) > 14 or _NOBODY.search(chosen.of(self.folded)):
            return None
        return chosen if strip(self.text, chosen).end - strip(self.text, chosen).start >= 2 else None

    def _after_conjunction(self, span: Span) -> Span:
        """A subject that follows "and", "but", "while" inside the segment."""
        m = None
        for m in re.finditer(r"\s(?:and|but|while|after|because|а|но|але)\s", span.of(self.folded)):  # noqa: B007 - the last counts
            pass
        if m and len(span.of(self.folded)[: m.start()].split()) > 4:
            return Span(span.start + m.end(), span.end)
        return span

    def _inverted(self, subject: Span, verb: int) -> bool:
        """Whether the verb opens its clause (", сообщил мэр"), so that its subject follows."""
        return (
            bool(re.search(r"[,—–\"»-]\s*$", self.folded[subject.start : verb]))
            or self.folded[:verb].rstrip()[-1:] in ',—–"»-'
        )

    def _postposed(self, m: re.Match[str]) -> list[Attribution]:
        who = Span(m.end(), self._phrase_end(m.end()))
        words = who.of(self.folded).split()
        if not words or words[0] in _NO_SUBJECT:
            return []
        if self.language == "en" and not self._speaker_follows(m, words):
            return []
        name_end = who.end
        apposed = re.match(
            r"\s*,\s*([A-ZА-ЯІЇЄҐ][\w'’-]+\s+[A-ZА-ЯІЇЄҐ][\w'’-]+)\s*(?=[.,]|$)", self.text[who.end : self.end]
        )
        if apposed:
            name_end = who.end + apposed.end(1)
        scope = Span(self.start, m.start()) if m.start() - self.start > 12 else Span(who.end, self.end)
        return self._make(scope, Span(m.start(), name_end), Span(who.start, name_end), "said, postposed")

    def _speaker_follows(self, m: re.Match[str], words: list[str]) -> bool:
        """English puts the speaker behind the verb only at a quotation's or clause's end (", said the mayor")."""
        opens = self.folded[: m.start()].rstrip()[-1:] in ',"”'
        finite = {"was", "were", "had", "has", "have", "is", "are", "will", "would", "could", "which"} & set(words)
        core = m["verb"] in ("said", "says", "added", "adds", "wrote", "reported", "announced", "warned", "told")
        return opens and core and not finite and len(words) <= 10 and not words[0][0].isdigit()

    def headline(self) -> list[Attribution]:
        """ "Blasts in N - mayor", "General Staff: …" ."""
        dash = _DASH_END.search(self.text, self.start, self.end)
        if dash:
            verb = self.words.verbs.match(self.folded, dash.start("who"))
            who = Span(verb.end() if verb else dash.start("who"), dash.end("who"))
            if verb or self._names_somebody(who) or self._short_name(dash["who"]):
                return self._make(Span(self.start, dash.start()), Span(dash.start(), self.end), who, "headline —")
        colon = _COLON.match(self.text[self.start : self.end])
        if colon:
            who = Span(self.start + colon.start("who"), self.start + colon.end("who"))
            if self._names_somebody(who) and not (set(who.of(self.folded).split()) & self.words.persons):
                cue = Span(self.start, self.start + colon.end())
                return self._make(Span(cue.end, self.end), cue, who, "headline :")
        return []

    def _short_name(self, who: str) -> bool:
        """ "— Reuters", "— Білий дім": a capitalised phrase of few words with no number in it."""
        bare = who.strip(" *_\"'.[]()")
        return (
            bool(re.fullmatch(r"[A-ZА-ЯІЇЄҐ][\w.'’-]*(?:\s[A-ZА-ЯІЇЄҐ][\w.'’-]*){0,3}", bare))
            and not re.search(r"\d", bare)
            and not _BARE_START.match(bare)
        )

    def _names_somebody(self, span: Span) -> bool:
        low = span.of(self.folded).strip(" *_\"'[]()")
        words = re.findall(r"[\w'-]+", low)
        if not words or len(words) > 9 or _BARE_START.match(low):
            return False
        if self.words.hearsay.search(low) or person(self.text, span, self.words):
            return True
        return any(w in self.words.titles or w in self.words.organisations for w in words)


def _open_quotes(view: View, found: list[Attribution]) -> list[Attribution]:
    """Quotations that run over sentences, or open a sentence of their own, belong to who spoke last."""
    extra = []
    for m in _QUOTES.finditer(view.clean):
        if len(m.group()) < 15 or m.group()[0] == "«":
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


def _whole(view: View, languages: list[str]) -> list[Attribution]:
    """Attributions that reach over the report: its heading, or where its author took everything from."""
    text = view.clean
    found = []
    forwarded = forward_head(languages[0]).match(text) if languages else None
    if forwarded:
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
            reader = _Sentence(view, view.sentences[i], speaker_words(languages[i]), languages[i], Memory())
            found += [
                replace(a, scope=Span(0, len(text)), rule=rule + " of the whole")
                for a in reader.headline()
                if a.rule == rule
            ]
    return found


def speaker_of(found: list[Attribution], at: Span) -> Attribution | None:
    """The attribution whose scope holds `at`: the narrowest one."""
    holding = [
        a
        for a in found
        if a.scope.start <= at.start and at.start < a.scope.end and not (a.cue.start <= at.start < a.cue.end)
    ]
    return min(holding, key=lambda a: a.scope.end - a.scope.start, default=None)
