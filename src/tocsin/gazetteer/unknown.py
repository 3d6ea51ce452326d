"""Names that no gazetteer has, where only a place can stand: "в селе Ужасное", "in X, Belarus"."""

from collections.abc import Callable, Sequence

from tocsin.gazetteer import english, facilities
from tocsin.gazetteer.fold import romanised_ru, romanised_uk
from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import Match, Names
from tocsin.gazetteer.text import Token
from tocsin.gazetteer.wordclass import common, person
from tocsin.model import Span
from tocsin.vocab import PlaceKind

#: How English adjectives of peoples and faiths end: "the Ahmadi community" is no place.
_OF_A_PEOPLE = ("ian", "ish", "ese", "ist", "ic", "adi", "ite", "an")
_AND = frozenset({"and", "or", "и", "й", "і", "та", "или", "або"})


class Unknown:
    """Finds them in one text."""

    def __init__(
        self, names: Names, tokens: list[Token], text: str, language: str, area: Callable[[int], bool]
    ) -> None:
        """`area` tells whether a region or country begins at a token."""
        self.names, self.tokens, self.text, self.language, self.area = names, tokens, text, language, area
        #: One past the last token of a list of places that a word for settlements began.
        self.listed = 0

    def at(self, i: int, words: Lexicon, found: Sequence[Match]) -> Match | None:
        """The unknown name at token `i`, if any; `found` are the places before it."""
        token = self.tokens[i]
        district = self.district(i, words)
        if district is not None:
            return district
        if token.upper or len(token.low) < 4 or token.low in words.words or i == 0:
            return None
        told = self.told(i, words) or self.goes_on(i) or self.followed(i, words)
        known = any(not m.options and m.word == token.low for m in found)
        if not told and not known and not self.located(i, words):
            return None
        end = self.end(i)
        if told and token.low in words.first_names and end - i > 1:
            return None  # "глава города Дмитрий Орлов"
        if told:
            self.listed = end
        span = Span(token.start, self.tokens[end - 1].end)
        name = span.of(self.text)
        latin = name if not token.cyrillic else (romanised_uk if self.language == "uk" else romanised_ru)(name)
        return Match(i, end, span, (), PlaceKind.SETTLEMENT, latin, name.lower())

    def located(self, i: int, words: Lexicon) -> bool:
        """Between a preposition of place and a region or country: "in X, Belarus"."""
        token = self.tokens[i]
        if token.gap or not (words.heads["locative"].match(self.tokens[i - 1].low) or self.struck(i, words)):
            return False
        if not self.area_follows(self.end(i)) and not self.lies_there(i, words):
            return False
        return not common(token.low, self.language if token.cyrillic else "en")

    def lies_there(self, i: int, words: Lexicon) -> bool:
        """An English name behind "in" or "near" that is no word, person or body: "in a field near Malam Karanti"."""
        end = self.end(i)
        run, after = self.tokens[i:end], self.tokens[end] if end < len(self.tokens) else None
        if (
            run[0].cyrillic
            or not (words.heads["near_unknown"].match(self.tokens[i - 1].low) or self.struck(i, words))
            or any(t.upper for t in run)
        ):
            return False
        if any(t.low in words.words or t.low in words.first_names or t.low in words.organisations for t in run):
            return False
        if any(common(t.low, "en") or len(t.low) < 4 or t.whole != t.low for t in run):
            return False
        # "in Nordwind's plant", "near Prigozhin-owned", "in Azovmash workshops": what belongs to somebody is no place.
        return (
            after is None or bool(after.gap) or (not after.cap and bool(words.heads["after_unknown"].match(after.low)))
        )

    def struck(self, i: int, words: Lexicon) -> bool:
        """Behind "attack on", "shelling of", "a market at"."""
        if i < 2 or self.tokens[i - 1].gap:
            return False
        return bool(words.heads["blow"].match(f"{self.tokens[i - 2].low} {self.tokens[i - 1].low}"))

    def told(self, i: int, words: Lexicon) -> bool:
        """A word for a settlement, or one that only places follow, stands before token `i`."""
        token, before = self.tokens[i], self.tokens[i - 1]
        if token.gap not in ("", ".") or (before.cap and not before.first):
            return False
        if i > 1 and (self.tokens[i - 2].text.isdigit() or self.tokens[i - 2].low == "кв"):
            return False  # "27 сентября 2025 г.", "300 кв. м."
        phrases = [before.low]
        for j in (i - 2, i - 3):
            if j >= 0 and self.tokens[j + 1].gap in ("", "."):
                phrases.append(f"{self.tokens[j].low} {phrases[-1]}")
        settlement, tells = words.heads["settlement"], words.heads["told"]
        if token.gap == ".":
            return any(tells.match(p) for p in phrases)
        head = self.tokens[i - 2].low if before.low == "of" and i > 1 else before.low
        if settlement.match(head) and len(head) > 2:
            return True
        if not any(tells.match(p) and len(p) > 2 for p in phrases):
            return False
        spoken = self.language if token.cyrillic else "en"
        return not common(token.low, spoken) and not person(token.low, spoken)

    def followed(self, i: int, words: Lexicon) -> bool:
        """An English name before a word for a settlement: "Yelwata community"."""
        end = self.end(i)
        run = self.tokens[i:end]
        if end >= len(self.tokens) or self.tokens[end].gap or self.tokens[end].cap or run[0].cyrillic:
            return False
        if any(t.low in words.words or t.low in words.organisations or common(t.low, "en") for t in run):
            return False
        follows = words.heads["settlement_after"].match(self.tokens[end].low)
        return bool(follows) and not run[-1].low.endswith(_OF_A_PEOPLE)

    def goes_on(self, i: int) -> bool:
        """The list goes on: "сёла Ужасное, Кошмарное и Страшновка"."""
        if not self.listed:
            return False
        gap = self.tokens[i].gap
        if self.listed == i:
            return gap == ","
        return self.listed == i - 1 and not gap and self.tokens[i - 1].low in _AND

    def district(self, i: int, words: Lexicon) -> Match | None:
        """ "Korabelnyi districts", "San Clemente District": an English name that only its head or facility tells."""
        token = self.tokens[i]
        if token.cyrillic or token.low in words.words:
            return None
        end = self.end(i)
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

    def area_follows(self, end: int) -> bool:
        """A comma or a bracket, then a region or a country; or a region's adjective at once."""
        if end >= len(self.tokens) or not self.tokens[end].cap:
            return False
        gap = self.tokens[end].gap
        return (gap in (",", "(") or (not gap and self.tokens[end].cyrillic)) and self.area(end)

    def end(self, i: int) -> int:
        """Where a run of up to three capitalised words that begins at `i` ends; before a region or country."""
        end = i + 1
        while end < min(i + 3, len(self.tokens)) and self.tokens[end].gap in ("", "-") and self.tokens[end].cap:
            if self.tokens[end].start - self.tokens[end - 1].end > 1:
                break  # blanks for a line of its own
            if self.tokens[end].cyrillic and not self.tokens[end].gap and self.area(end):
                break
            end += 1
        return end
