"""Finds the names in a text, longest first, with what the words beside them say."""

import re
from dataclasses import replace
from functools import lru_cache

from tocsin.gazetteer import adjectives, described, english, facilities
from tocsin.gazetteer.accept import Acceptance
from tocsin.gazetteer.lexicon import Lexicon, lexicon
from tocsin.gazetteer.names import Match, Names, Option, of_kind
from tocsin.gazetteer.resolve import apposed
from tocsin.gazetteer.text import Token, tokens
from tocsin.gazetteer.unknown import Unknown
from tocsin.model import Place, Span
from tocsin.vocab import PlaceKind

#: How names end that are mostly the first of two words: "Іванівська Лисиця", "Верхняя Тойма".
_ADJECTIVAL = re.compile(r"(?:[сц]ьк(?:а|ий|е|ої|ій|ого)|[сц]к(?:ая|ий|ое|ой|ого)|няя|ній|ня|яя)$")
_LOWER = frozenset({"рф"})
_UKRAINIAN = frozenset("іїєґ")


class Scanner:
    """Scans one text."""

    def __init__(self, names: Names, text: str, language: str) -> None:
        self.names, self.text, self.language = names, text, language
        self.tokens = tokens(text)
        self.found: list[Match] = []
        self._longest: dict[int, tuple[int, tuple[Option, ...]]] = {}
        self._capital = _next_capitals(self.tokens)
        self.unknown = Unknown(names, self.tokens, text, language, self.area_at)

    def run(self) -> list[Match]:
        """The matches in order, none overlapping another."""
        i = 0
        while i < len(self.tokens):
            made, plural = self.at(i)
            self.found += made
            if plural and made:
                english.backwards(self.names, self.lexicon(i), self.tokens, self.found, plural)
            i = max(i + 1, *(m.end for m in made)) if made else i + 1
        return self.apposition()

    def front(self) -> bool:
        """A word of the front in Ukraine: who fights there, and what only reports from there say."""
        if any(m.note == adjectives.SECTOR for m in self.found):
            return True
        return any(_of_front(t.low, self.language) for t in self.tokens)

    def lexicon(self, i: int) -> Lexicon:
        """The word lists for the language of token `i`."""
        if not self.tokens[i].cyrillic:
            return lexicon("en")
        return lexicon("uk" if self.language == "uk" or not _UKRAINIAN.isdisjoint(self.tokens[i].low) else "ru")

    def longest(self, i: int) -> tuple[int, tuple[Option, ...]]:
        """`Names.longest` at token `i`, looked up once."""
        if i not in self._longest:
            self._longest[i] = self.names.longest(self.tokens, i, self.language)
        return self._longest[i]

    def at(self, i: int) -> tuple[list[Match], str]:
        """What begins at token `i`, and the plural head that reaches back over the list, if any."""
        token, words = self.tokens[i], self.lexicon(i)
        if token.cyrillic:
            made = self.slavic(i, words)
            if made:
                return made, ""
        elif token.cap and words.water.match(token.low):
            water = self.water(i)
            if water:
                return [water], ""
        elif token.low == "port":
            port = facilities.port_of_town(self.names, self.tokens, i)
            if port:
                return [port], ""
        if not (token.cap or token.low in _LOWER) or len(token.low) < 2:
            return [], ""
        capital = None if token.cyrillic else described.capital(self.names, self.tokens, i)
        if capital:
            return [capital], ""
        match = self.name(i)
        if match is None:
            unknown = self.unknown.at(i, words, self.found)
            if unknown and not token.cyrillic:
                unknown = described.described(self.names, words, self.tokens, unknown)
            last = self.tokens[unknown.end - 1].low if unknown else ""
            plural = last if words.heads["plural"].match(last) and not token.cyrillic else ""
            return ([unknown] if unknown else []), plural
        last = self.tokens[match.end - 1].low
        if not token.cyrillic and match.end - match.start > 1 and words.heads["plural"].match(last):
            return [match], last  # "Belgorod oblasts" is a form of its full name, and closes a list
        if not token.cyrillic:
            made_site = facilities.name_and_facility(self.names, words, self.tokens, match)
            if made_site:
                plural = self.tokens[made_site.end - 1].low
                return [made_site], plural if words.heads["plural"].match(plural) else ""
            headed = english.with_head(self.names, words, self.tokens, match)
            if headed:
                return [headed[0]], self.tokens[match.end].low if headed[1] else ""
            match = described.described(self.names, words, self.tokens, match)
        return self.judged(match, words), ""

    def judged(self, match: Match, words: Lexicon) -> list[Match]:
        """The name if it stands for a place, or a river, or an unknown place of which it is a part."""
        i = match.start
        spelled = self.language if self.tokens[i].cyrillic else "en"
        judge = Acceptance(words, self.tokens, self.text, spelled, self.language)
        judge.reached = self.found[-1].end if self.found else 0
        river = self.river(match, words)
        if river is not None:
            return [river]
        adjective = adjectives.of_region(self.names, match.word) and not match.word.endswith("ька")
        if adjective and not judge.settled(match):
            return []
        if judge.settled(match) and match.end - match.start == 1 and _ADJECTIVAL.search(match.word):
            longer = self.unknown.at(i, words, self.found)  # "у селі Іванівська Лисиця" is no Іванівська
            if longer and longer.end > match.end:
                return [longer]
        judged = judge.judged(match)
        if judged is None:
            longer = self.unknown.at(i, words, self.found)
            return [longer] if longer and longer.end > match.end else []
        if judge.settled(judged) or self.unknown.goes_on(i):
            self.unknown.listed = judged.end
        return [judged]

    def slavic(self, i: int, words: Lexicon) -> list[Match]:
        """Adjectives with a head, and facilities with a name."""
        if self.tokens[i].cap:
            made = adjectives.matches(self.names, words, self.tokens, i, self.language)
            last = self.found[-1] if self.found else None
            bare = None if made else adjectives.bare(self.names, words, self.tokens, i)
            bare = bare or adjectives.next_district(self.names, self.tokens, i, None if made else last, self.language)
            if not made and not bare and not self.longest(i)[1]:
                bare = adjectives.land(self.names, self.tokens, i, self.language)
            if made or bare:
                return made or ([bare] if bare else [])
            whole = self.longest(i)
            site = facilities.adjective_site(self.names, words, self.tokens, i, self.language)
            if site and not (whole[1] and whole[0] > i + 1):
                return [site]
        elif adjectives.relational(self.tokens[i].low):
            site = facilities.adjective_site(self.names, words, self.tokens, i, self.language)
            told = site or adjectives.of_town(self.names, words, self.tokens, i)
            if told:
                return [told]
        if self._capital[i] > i + 5:
            return []
        context = (self.language, self.text)
        return facilities.facilities_and_names(self.names, words, self.tokens, i, context)

    def name(self, i: int) -> Match | None:
        """The longest name of a place that begins at `i`."""
        end, options = self.longest(i)
        if not options:
            return None
        if end < len(self.tokens) and self.tokens[end].gap == "-" and not self.tokens[end].low.isdigit():
            return None
        if i and self.tokens[i].gap == "-" and self.tokens[i - 1].cyrillic:
            return None
        return self.match(i, end, options)

    def match(self, start: int, end: int, options: tuple[Option, ...]) -> Match:
        """The tokens `start`..`end` as a name with its options."""
        span = Span(self.tokens[start].start, self.tokens[end - 1].end)
        best = max(options, key=lambda o: (-o.grade, o.place.population))
        cased = self.tokens[start - 1].low if start and not self.tokens[start].gap else ""
        is_cased = cased if lexicon_prepositions(self.lexicon(start), cased) and self.tokens[start].cyrillic else ""
        word = " ".join(t.low for t in self.tokens[start:end])
        return Match(start, end, span, options, None, best.place.name, word, cased=is_cased)

    def river(self, match: Match, words: Lexicon) -> Match | None:
        """A name that is a river's as well as a town's, beside a word that tells: "через Днепр", "the Dnipro"."""
        before = self.tokens[match.start - 1] if match.start and not self.tokens[match.start].gap else None
        after = self.tokens[match.end] if match.end < len(self.tokens) and not self.tokens[match.end].gap else None
        told = (before is not None and words.river_cues.match(before.low)) or (
            after is not None and after.low == "river"
        )
        if not told:
            return None
        forms = self.names.forms(match.word, self.language) if " " not in match.word else ((match.word, "nom"),)
        rivers = self.names.of_type("water", forms)
        return match.of_kind(PlaceKind.SITE, rivers) if rivers else None

    def water(self, i: int) -> Match | None:
        """An English cape, lake or strait that no table has: "Cape Nowhere"."""
        if i + 1 >= len(self.tokens) or self.tokens[i + 1].gap or not self.tokens[i + 1].cap:
            return None
        end, options = self.longest(i)
        if end > i + 1 and options:
            return None
        if self.tokens[i].low in ("bay", "gulf", "river", "strait") or not self.tokens[i + 1].text[1:].islower():
            return None
        span = Span(self.tokens[i].start, self.tokens[i + 1].end)
        return Match(i, i + 2, span, (), PlaceKind.SITE, span.of(self.text), span.of(self.text).lower())

    def area_at(self, i: int) -> bool:
        """A region or a country begins at token `i`; without a comma, only one of several words."""
        made = self.slavic(i, self.lexicon(i)) if self.tokens[i].cyrillic else []
        if made and made[0].kind is PlaceKind.DISTRICT and made[0].end > i + 1:
            return True
        end, options = self.longest(i)
        if made:
            options = made[0].options
        elif self.tokens[i].cyrillic and not self.tokens[i].gap and end < i + 2:
            options = ()
        return bool(of_kind(options, PlaceKind.REGION, PlaceKind.COUNTRY))

    def apposition(self) -> list[Match]:
        """Give each name the region or country that stands in apposition to it, and what it is said to lie near."""
        out = adjectives.quarters(adjectives.headless(self.found))
        for n in range(len(out) - 2, -1, -1):
            left, right = out[n], out[n + 1]
            if left.kind not in (None, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.SITE) or right.joined:
                continue
            if self.beside(left, right):
                out[n] = replace(left, beside=True)
            area = None if self.acts(right) else self.area(right)
            if area is None or not apposed(self.tokens, left, right) or (left.kind is None and _is_area(left)):
                continue
            out[n] = replace(left, within=area)
        return _one_name_one_place(out)

    def acts(self, match: Match) -> bool:
        """A Russian or Ukrainian country's name that goes on in lower case is a subject: "Лозова, рф вдарила"."""
        if match.end >= len(self.tokens) or not match.cyrillic or not _is_area(match):
            return False
        after = self.tokens[match.end]
        comma = self.tokens[match.start].gap == ","
        return comma and not after.gap and not after.cap and not after.text.isdigit()

    def beside(self, left: Match, right: Match) -> bool:
        """The words between two names say that the first lies near the second: "X под Y"."""
        between = self.tokens[left.end : right.start]
        if not 0 < len(between) < 6 or self.tokens[right.start].gap or any(t.gap for t in between):
            return False
        return bool(self.lexicon(right.start).heads["beside"].match(" ".join(t.lower for t in between)))

    @staticmethod
    def area(match: Match) -> Place | None:
        """The region or country that a match names beyond doubt; its own apposition for a district or town."""
        areas = of_kind(match.options, PlaceKind.REGION, PlaceKind.COUNTRY)
        towns = of_kind(match.options, PlaceKind.SETTLEMENT)
        big = [o for o in areas if o.place.kind is PlaceKind.COUNTRY] or areas
        if len(big) == 1 and (match.kind is not None or not any(t.place.population > 300_000 for t in towns)):
            return big[0].place
        return match.within


@lru_cache(maxsize=50_000)
def _of_front(word: str, language: str) -> bool:
    return bool(lexicon(language).heads["front"].match(word))


def _next_capitals(words: list[Token]) -> list[int]:
    """For each token the place of the next one that begins with a capital; past the end where none follows."""
    out, coming = [0] * len(words), len(words) + 6
    for i in range(len(words) - 1, -1, -1):
        out[i] = coming
        if words[i].cap:
            coming = i
    return out


def _one_name_one_place(found: list[Match]) -> list[Match]:
    """A name that the report once says to lie in an area lies there wherever else the report says it, unless it
    says two."""
    areas: dict[str, dict[str, Place]] = {}
    for match in found:
        if match.within is not None:
            areas.setdefault(match.word, {})[match.within.id] = match.within
    out = []
    for match in found:
        told = list(areas.get(match.word, {}).values()) if match.within is None and match.kind is None else []
        if len(told) == 1:
            out.append(replace(match, within=told[0]))
        else:
            out.append(replace(match, contested=len(told) > 1))
    return out


def _is_area(match: Match) -> bool:
    """Whether a name by itself means a country or region rather than a town."""
    return bool(of_kind(match.options, PlaceKind.COUNTRY))


def lexicon_prepositions(words: Lexicon, before: str) -> bool:
    """Whether a word before a name asks for an inflected form."""
    return bool(before) and bool(words.heads["locative"].match(before))
