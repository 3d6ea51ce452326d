"""Finds the names in a text, longest first, with what the words beside them say."""

from dataclasses import replace

from tocsin.gazetteer import adjectives, english, facilities
from tocsin.gazetteer.accept import Acceptance
from tocsin.gazetteer.fold import romanised_ru, romanised_uk
from tocsin.gazetteer.lexicon import Lexicon, lexicon
from tocsin.gazetteer.names import Match, Names, Option, of_kind
from tocsin.gazetteer.resolve import apposed
from tocsin.gazetteer.text import Token, tokens
from tocsin.model import Place, Span
from tocsin.vocab import PlaceKind

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
        if not (token.cap or token.low in _LOWER) or len(token.low) < 2:
            return [], ""
        match = self.name(i)
        if match is None:
            unknown = self.unknown(i, words)
            last = self.tokens[unknown.end - 1].low if unknown else ""
            plural = last if words.heads["plural"].match(last) and not token.cyrillic else ""
            return ([unknown] if unknown else []), plural
        last = self.tokens[match.end - 1].low
        if not token.cyrillic and match.end - match.start > 1 and words.heads["plural"].match(last):
            return [match], last  # "Belgorod oblasts" is a form of its full name, and closes a list
        if not token.cyrillic:
            made_site = facilities.name_and_facility(self.names, words, self.tokens, match)
            if made_site:
                return [made_site], ""
            headed = english.with_head(self.names, words, self.tokens, match)
            if headed:
                return [headed[0]], self.tokens[match.end].low if headed[1] else ""
        judge = Acceptance(words, self.tokens, self.text, self.language if token.cyrillic else "en")
        judge.reached = self.found[-1].end if self.found else 0
        river = self.river(match, words)
        if river is not None:
            return [river], ""
        return ([match] if judge.accepts(match) else []), ""

    def slavic(self, i: int, words: Lexicon) -> list[Match]:
        """Adjectives with a head, and facilities with a name."""
        if self.tokens[i].cap:
            made = adjectives.matches(self.names, words, self.tokens, i, self.language)
            if made:
                return made
            whole = self.longest(i)
            site = facilities.adjective_site(self.names, words, self.tokens, i, self.language)
            if site and not (whole[1] and whole[0] > i + 1):
                return [site]
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

    def unknown(self, i: int, words: Lexicon) -> Match | None:
        """A capitalised name that no gazetteer has, where only a place can stand: "в селе Ужасное", "in X, Belarus"."""
        token = self.tokens[i]
        district = self.unknown_district(i, words)
        if district is not None:
            return district
        if token.upper or len(token.low) < 4 or token.low in words.words or i == 0:
            return None
        end = self.unknown_end(i)
        before = self.tokens[i - 1].low
        if before == "of" and i > 1:
            before = self.tokens[i - 2].low
        village = not token.gap and bool(words.heads["settlement"].match(before)) and len(before) > 2
        located = not token.gap and bool(words.heads["locative"].match(self.tokens[i - 1].low))
        if not village and not (located and self.area_follows(end)) and not self.known_unknown(token.low):
            return None
        span = Span(token.start, self.tokens[end - 1].end)
        name = span.of(self.text)
        latin = name if not token.cyrillic else (romanised_uk if self.language == "uk" else romanised_ru)(name)
        return Match(i, end, span, (), PlaceKind.SETTLEMENT, latin, name.lower())

    def unknown_district(self, i: int, words: Lexicon) -> Match | None:
        """ "Korabelnyi districts", "San Clemente District": an English name that only its head or facility tells."""
        token = self.tokens[i]
        end = self.unknown_end(i)
        if token.cyrillic or end >= len(self.tokens) + 1 or token.low in words.words:
            return None
        for stop in range(i + 1, min(end, len(self.tokens) - 1) + 1):
            if self.tokens[stop].gap:
                return None
            span = Span(token.start, self.tokens[stop - 1].end)
            word = " ".join(t.low for t in self.tokens[i:stop])
            bare = Match(i, stop, span, (), None, span.of(self.text), word)
            made = facilities.name_and_facility(self.names, words, self.tokens, bare)
            if made:
                return made
            if words.heads["district"].match(self.tokens[stop].low):
                headed = english.with_head(self.names, words, self.tokens, bare)
                return headed[0] if headed else None
        return None

    def unknown_end(self, i: int) -> int:
        """Where a run of up to three capitalised words that begins at `i` ends."""
        end = i + 1
        while end < min(i + 3, len(self.tokens)) and self.tokens[end].gap in ("", "-") and self.tokens[end].cap:
            end += 1
        return end

    def known_unknown(self, low: str) -> bool:
        """The name was met before in a place that told."""
        return any(not m.options and m.word == low for m in self.found)

    def area_follows(self, end: int) -> bool:
        """A comma or a bracket, then a region or a country."""
        if end >= len(self.tokens) or self.tokens[end].gap not in (",", "(") or not self.tokens[end].cap:
            return False
        made = self.slavic(end, self.lexicon(end)) if self.tokens[end].cyrillic else []
        options = made[0].options if made else self.longest(end)[1]
        return bool(of_kind(options, PlaceKind.REGION, PlaceKind.COUNTRY))

    def apposition(self) -> list[Match]:
        """Give each name the region or country that stands in apposition to it."""
        out = list(self.found)
        for n in range(len(out) - 2, -1, -1):
            left, right = out[n], out[n + 1]
            if left.kind not in (None, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT) or right.joined:
                continue
            area = self.area(right)
            if area is None or not apposed(self.tokens, left, right) or (left.kind is None and _is_area(left)):
                continue
            loose = right.start != left.end or not self.tokens[left.end].gap
            out[n] = replace(left, within=area, loose=loose)
        return out

    @staticmethod
    def area(match: Match) -> Place | None:
        """The region or country that a match names beyond doubt; its own apposition for a district or town."""
        areas = of_kind(match.options, PlaceKind.REGION, PlaceKind.COUNTRY)
        towns = of_kind(match.options, PlaceKind.SETTLEMENT)
        big = [o for o in areas if o.place.kind is PlaceKind.COUNTRY] or areas
        if len(big) == 1 and (match.kind is not None or not any(t.place.population > 300_000 for t in towns)):
            return big[0].place
        return match.within


def _next_capitals(words: list[Token]) -> list[int]:
    """For each token the place of the next one that begins with a capital; past the end where none follows."""
    out, coming = [0] * len(words), len(words) + 6
    for i in range(len(words) - 1, -1, -1):
        out[i] = coming
        if words[i].cap:
            coming = i
    return out


def _is_area(match: Match) -> bool:
    """Whether a name by itself means a country or region rather than a town."""
    return bool(of_kind(match.options, PlaceKind.COUNTRY))


def lexicon_prepositions(words: Lexicon, before: str) -> bool:
    """Whether a word before a name asks for an inflected form."""
    return bool(before) and bool(words.heads["locative"].match(before))
