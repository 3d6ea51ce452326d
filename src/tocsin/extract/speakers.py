"""Who says it: attributions in a sentence, and what they reach."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tocsin.extract.attribution import CITING, Attribution, Memory, SpokenSentence
from tocsin.extract.names import speaker_words, strip
from tocsin.extract.quoting import headline, open_quotes, whole
from tocsin.extract.subjects import subject_of
from tocsin.extract.text import View
from tocsin.model import Span

#: A participle that only seems to be a verb of saying.
_PASSIVE = re.compile(
    r"(?:recorded|observed|reported)\s(?:from|over|near|towards|toward|heading|moving)\s|recorded\s(?:in|at)\s"
)
_AFTER_VERB = re.compile(
    r"\s*(?:(?:late |early )?"
    r"(?:on (?:\w+day)|at \d[\d:. apm]*|\w+day|later|earlier|again|also|separately|then|overnight|"
    r"in (?:a|an|its|his|her|their) [\w\s-]{3,40}?(?=,|\.|:|$| that)|on (?:telegram|social media|x|facebook|state tv)|"
    r"on (?:his|her|its|their) [\w ]{3,30}?(?=,|\.|:|$)|"
    r"(?:reporters|journalists|[A-Z]{2,4}|the cell|monitors|subscribers|state media|local media)(?=,|\.|:| that)|"
    r"by (?:tele)?phone))*",
    re.IGNORECASE,
)
_REMARK = re.compile(r",\s*(?:adding|giving|citing|without|and|which|who|as|but|in an?|on|late|speaking|according)\b")
#: What makes "reports", "claims" a noun.
_REPORTS = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|dismiss(?:es|ed)?|confirm(?:s|ed)?|check(?:s|ed|ing)?|no|these|those|such|of|with|"
    r"unverified|unconfirmed|the|some|several|media|press|news)\s+$"
)
_WHOLE = re.compile(
    r"(?:об этом|про це)\s|вся\s+(?:информация|інформація)|информация\s+(?:взята\s+)?из|інформація\s+(?:береться\s+)?з"
)


#: Where it was written, before who wrote it: "пишет в телеграме глава города".
_MEDIUM = re.compile(
    r"\s+(?:в|на|у)\s+(?:сво\w+\s+)?(?:телеграм|telegram|соцсет|соцмереж|фейсбук|facebook|twitter|твиттер|твітер)[\w-]*(?:\s+канал\w*)?(?=\s)"
)


@cache
def _tallies(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "The ministry's tally" at the head of a sentence, "by his count" within it."""
    own = rf"(?:own )?(?:{'|'.join(map(re.escape, nouns))})\b"
    whose = r"(?P<who>(?:the )?[\w' -]{3,50}?)['’]s"
    return (
        re.compile(rf"{whose} {own}", re.IGNORECASE),
        re.compile(rf"\bby (?:(?P<his>his|her|its|their)|{whose}) {own}", re.IGNORECASE),
    )


def attributions(view: View, languages: list[str], places: Sequence[Span] = ()) -> list[Attribution]:
    """All attributions of a report, sentence by sentence, then those that reach over several sentences.

    Args:
        view: the report's text.
        languages: the language of each sentence of the view.
        places: where in the text places are named that stand for nobody.
    """
    memory = Memory(places)
    found: list[Attribution] = []
    for sentence, language in zip(view.sentences, languages, strict=True):
        found += _Sentence(view, sentence, speaker_words(language), language, memory).read()
    found += _heading(view, found)
    found += open_quotes(view, found)
    return found + whole(view, languages, places)


def _heading(view: View, found: list[Attribution]) -> list[Attribution]:
    """ "The General Staff confirms:" on a line of its own is said of all that follows."""
    first = view.sentences[0] if view.sentences else None
    if (
        first is None
        or len(view.sentences) < 2
        or not view.clean[first.start : first.end].rstrip(' "”»*').endswith((":", "."))
    ):
        return []
    told = [a for a in found if a.cue.start >= first.start and a.cue.end <= first.end + 1]
    if not told or told[-1].scope.end - told[-1].scope.start > 12 or told[-1].cue.end < first.end - 12:
        return []
    return [replace(told[-1], scope=Span(first.end, len(view.clean)), rule="heading")]


class _Sentence(SpokenSentence):
    """The attributions of one sentence."""

    def read(self) -> list[Attribution]:
        """What the sentence says of who speaks, the surest form first; empty where it names nobody."""
        found: list[Attribution] = []
        his = self.words.his and self.words.his.search(self.folded, self.start, self.end)
        if his and self.memory.all:
            last = (self.memory.people or self.memory.all)[-1]
            found.append(Attribution(Span(self.start, self.end), Span(*his.span()), last, (), "according to"))
        for m in self.words.according.finditer(self.folded, self.start, self.end):
            found += self._according(m)
        if self.words.what:
            for m in self.words.what.finditer(self.folded, self.start, self.end):
                found += self._what(m)
        if self.words.tallies and not found:
            found += self._tally()
        if not found:
            for m in self.words.verbs.finditer(self.folded, self.start, self.end):
                if not self._idle(m) and not any(a.cue.start <= m.start() < a.cue.end for a in found):
                    found += self._verb(m, found)
        if not found:
            found += headline(self)
        return found

    def _tally(self) -> list[Attribution]:
        """ "The ministry's tally was higher: …", "by his count"."""
        tally, by_count = _tallies(self.words.tallies)
        m = tally.match(self.text, self.start, self.end) or by_count.search(self.text, self.start, self.end)
        if m is None:
            return []
        whole, cue = Span(self.start, self.end), Span(*m.span())
        if m.groupdict().get("his"):
            meant = self.memory.people if m["his"].lower() in ("his", "her") else self.memory.offices
            last = meant or self.memory.all
            return [Attribution(whole, cue, last[-1], (), "count of")] if last else []
        return self.attribute(whole, cue, Span(*m.span("who")), "count of")

    def _idle(self, m: re.Match[str]) -> bool:
        """Whether the verb carries no speech here: "said to be", "was reported", "who asked not to be named, said"."""
        before, after = self.folded[self.start : m.start()], self.folded[m.end() : m.end() + 4]
        if re.match(r"\s+to\b", after) and m["verb"] not in self.words.keep:
            return True
        if self.language == "en" and m["verb"] in self.words.nouns and _REPORTS.search(before):
            return True
        if self.language == "en" and re.search(
            r"\b(?:was|were|been|be|being|is|are|not|as)\s+(?:also\s+|\w+ly\s+)?$", before
        ):
            return True
        clause = re.split(r"[,;:\"“”]", before)[-1]
        return bool(re.match(r"\s*(?:who|which|whose)\s", clause)) and "," in self.folded[m.end() : self.end]

    def _according(self, m: re.Match[str]) -> list[Attribution]:
        if CITING.match(self.text, m.start(), self.end) and self.words.verbs.search(self.folded, m.end(), self.end):
            return []  # "X, citing Y, said": the verb tells it
        end = self.phrase_end(m.end())
        scope = Span(0 if _WHOLE.match(m.group()) else self.start, self.end)
        cue = Span(m.start(), min(self.end, end + 1))
        return self.attribute(scope, cue, Span(m.end(), end), "according to")

    def _what(self, m: re.Match[str]) -> list[Attribution]:
        end = self.phrase_end(m.end())
        return self.attribute(Span(m.end(), end), Span(m.start(), m.end()), Span(*m.span("who")), "what … called")

    def _verb(self, m: re.Match[str], before: list[Attribution]) -> list[Attribution]:
        left = max(
            [self.start, *(a.scope.end for a in before if a.rule == "said, leading" and a.scope.end <= m.start())]
        )
        subject = subject_of(self, left, m.start())
        if subject and self.language != "en" and subject.of(self.folded).split()[-1] in self.words.no_subject:
            return []  # "мешканців закликали": they are asked
        if subject and _PASSIVE.match(self.folded, m.start(), self.end):
            return []  # "launches recorded from N": they are seen
        tail = _AFTER_VERB.match(self.text, m.end(), self.end)
        after = tail.end() if tail else m.end()
        about_it = self.language != "en" and bool(_WHOLE.match(self.folded, self.start))
        leads = m.group().endswith((" про", " о", " об"))  # "Глава «N» сообщил об ударе"
        if subject is None or about_it or (self._inverted(subject, m.start()) and not leads):
            made = self._postposed(m)
            if made or self.language != "en":
                return made
        if subject is None:
            return self._continued(m, before)
        rest = self.folded[after : self.end].strip()
        if self._trailing(m["verb"], subject, rest) and not self.words.that.match(self.folded, after, self.end):
            content = self._content(left, subject.start, before)
            aside = rest[:1] == "," and len(rest.split()) > 5 and not _REMARK.match(rest)
            if aside:  # "In Zelenograd, he said, the canteen was hit"
                content = Span(content.start, self.end)
            return self.attribute(content, Span(subject.start, after), subject, "said, trailing")
        if self._behind_headline(subject, m.end()):
            told = Span(self.start, subject.start)
            return self.attribute(told, Span(subject.start, after), subject, "headline: X said")
        return self._leading(m, subject, after)

    def _trailing(self, verb: str, subject: Span, rest: str) -> bool:
        """Whether the verb comes behind what is said, with nothing of it left (`rest`) but a remark."""
        if rest and rest[0] not in ",.;)" and not rest.startswith("and ") and (len(rest.split()) > 3 or "that" in rest):
            return False
        return subject.start > self.start + 12 and (verb not in self.words.keep or verb in ("told", "warned"))

    def _behind_headline(self, subject: Span, end: int) -> bool:
        """Whether the headline before a colon is the subject's: "Lights out, trams stopped: the mayor told of it"."""
        return (
            self.language != "en"
            and bool(re.search(r"(?::|\s[—–-])\s?$", self.text[self.start : subject.start]))
            and self.text[end : end + 1] != ","
            and subject.start - self.start > 25
            and strip(self.text, subject).of(self.text)[:1].isupper()
            and not self.words.hearsay.search(self.folded, subject.start, end)
        )

    def _leading(self, m: re.Match[str], subject: Span, after: int) -> list[Attribution]:
        """ "The mayor said that …": what follows is said."""
        that = self.words.that.match(self.folded, after, self.end)
        tells = m["verb"] in ("told", "warned") and that and that.start() - m.end() < 24
        keep = m["verb"] in self.words.keep and not tells
        begin = m.start() if keep else that.end() if that and self.language == "en" else after
        return self.attribute(Span(begin, self.end), Span(subject.start, begin), subject, "said, leading")

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

    def _inverted(self, subject: Span, verb: int) -> bool:
        """Whether the verb opens its clause (", сообщил мэр"), so that its subject follows."""
        return (
            bool(re.search(r"[,—–\"»-]\s*$", self.folded[subject.start : verb]))
            or self.folded[:verb].rstrip()[-1:] in ',—–"»-'
        )

    def _postposed(self, m: re.Match[str]) -> list[Attribution]:
        if m.group().endswith((" про", " о", " об")):
            return []  # what follows is what was told
        medium = _MEDIUM.match(self.folded, m.end(), self.end)
        begin = medium.end() if medium else m.end()
        who = Span(begin, self.phrase_end(begin))
        words = who.of(self.folded).split()
        if len(words) > 1 and words[0] in ("в", "во", "у") and self._office(who, words[1]):
            who = Span(who.start + who.of(self.folded).index(words[1]), who.end)  # "сообщили в МЧС"
            words = words[1:]
        if not words or words[0] in self.words.no_subject:
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
        if _WHOLE.match(self.folded, self.start):  # "Об этом в своем канале сообщило МЧС"
            scope = Span(0, self.end)
        return self.attribute(scope, Span(m.start(), name_end), Span(who.start, name_end), "said, postposed")

    def _office(self, who: Span, word: str) -> bool:
        """Whether the word behind "в" names an office, in whatever case: "в МЧС", "в оперштабе", "у мерії"."""
        written = who.of(self.text)[who.of(self.folded).index(word, 1) :][: len(word)]
        known = any(len(o) > 3 and word.startswith(o[: max(4, len(o) - 2)]) for o in self.words.organisations)
        return known or (written.isupper() and len(written) > 1)

    def _speaker_follows(self, m: re.Match[str], words: list[str]) -> bool:
        """English puts the speaker behind the verb only at a quotation's or clause's end (", said the mayor")."""
        opens = self.folded[: m.start()].rstrip()[-1:] in ',"”'
        finite = {"was", "were", "had", "has", "have", "is", "are", "will", "would", "could", "which"} & set(words)
        core = m["verb"] in ("said", "says", "added", "adds", "wrote", "reported", "announced", "warned", "told")
        return opens and core and not finite and len(words) <= 10 and not words[0][0].isdigit()
