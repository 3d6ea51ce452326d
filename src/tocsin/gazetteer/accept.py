"""Whether a word that equals the name of a place means one: common words, persons, organisations, formations do not."""

from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

import pymorphy3

from tocsin.gazetteer.inflect import adjective_stem
from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import Match
from tocsin.gazetteer.text import Token
from tocsin.vocab import PlaceKind

#: Places above this size are taken at their word, wherever it stands.
WELL_KNOWN = 100_000
_WIDE = (PlaceKind.COUNTRY, PlaceKind.REGION)
_QUOTES = '«„“"‘'


@cache
def _russian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _lemmas() -> ModuleType:
    """simplemma, loaded when a text needs it: it compiles the rules of all its languages at once."""
    return import_module("simplemma")


@lru_cache(maxsize=20_000)
def common(word: str, language: str) -> bool:
    """Whether a lower-case word is known as something else than a name of a place."""
    if language == "ru":
        if not _russian().word_is_known(word):
            return False
        tags = [p.tag for p in _russian().parse(word)]
        return not any("Geox" in t for t in tags)
    return bool(_lemmas().is_known(word, lang=language) and _lemmas().lemmatize(word, lang=language).islower())


@lru_cache(maxsize=20_000)
def person(word: str, language: str) -> bool:
    """Whether a Russian word is above all a person's name."""
    if language != "ru":
        return False
    return bool({"Surn", "Name", "Patr"} & set(_russian().parse(word)[0].tag.grammemes))


class Acceptance:
    """Judges the matches of one text."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token], text: str, language: str) -> None:
        self.lexicon, self.tokens, self.text, self.language = lexicon, tokens, text, language
        #: One past the last token of the place before.
        self.reached = 0

    def accepts(self, match: Match) -> bool:
        """Whether the name stands for a place."""
        if match.kind is not None:
            return True
        token = self.tokens[match.start]
        size = max((o.place.population for o in match.options), default=0)
        kinds = {o.place.kind for o in match.options}
        grand = bool(kinds & {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SITE})
        if self.quoted_name(match) or self.acronym(match, token, grand):
            return False
        single = match.end - match.start == 1
        if single and token.low in self.lexicon.words and not self.settled(match) and not (token.upper and grand):
            return False
        if single and self.lexicon.facility.match(token.lower):
            return False
        if single and self.part_of_person(match, size, grand):
            return False
        if token.cyrillic:
            return not single or self.slavic(match, token, size, grand)
        return self.latin(match, token, (size, grand, single))

    def before(self, match: Match) -> Token | None:
        """The word before the name."""
        return self.tokens[match.start - 1] if match.start else None

    def after(self, match: Match) -> Token | None:
        """The word after the name."""
        return self.tokens[match.end] if match.end < len(self.tokens) else None

    def settled(self, match: Match) -> bool:
        """A word for a settlement stands before the name."""
        before = self.before(match)
        gap = self.tokens[match.start].gap
        if before is None or gap not in ("", "."):
            return False
        if before.low == "of" and match.start > 1:
            before = self.tokens[match.start - 2]
        return bool(self.lexicon.heads["settlement"].match(before.low))

    def prepositional(self, match: Match) -> bool:
        """A preposition of place stands before the name."""
        before = self.before(match)
        if before is None or self.tokens[match.start].gap:
            return False
        told = self.lexicon.heads["place_prepositions"]
        if told.match(before.low) or self.settled(match):
            return True
        if before.cap or before.gap or match.start < 2 or not before.cyrillic or adjective_stem(before.low) is None:
            return False
        return bool(told.match(self.tokens[match.start - 2].low))

    def quoted_name(self, match: Match) -> bool:
        """The name alone in quotation marks, after the word for a formation or any other word: «Днепр»."""
        token, after = self.tokens[match.start], self.text[self.tokens[match.end - 1].end :][:1]
        if not any(q in token.gap for q in _QUOTES) or after not in ("»", "“", "”", '"', "’"):
            return False
        return not self.settled(match)

    def acronym(self, match: Match, token: Token, grand: bool) -> bool:
        """Capitals that are no line of capitals: an abbreviation, a place only if it is one of a region or country."""
        if match.end - match.start == 1 and len(token.low) <= 3 and not token.upper:
            return grand and token.low in ("us", "uk", "ур", "сша") and token.low != "рф"
        if not token.upper or token.shout or len(token.text) > 5 or match.end - match.start > 1:
            return False
        return not any(o.place.kind in _WIDE and (o.grade == 0 or not token.cyrillic) for o in match.options)

    def part_of_person(self, match: Match, size: int, grand: bool) -> bool:
        """ "Maria Thornhill", "Владимир Зеленский", "Governor Washington", "А. Киров"."""
        token, before, after = self.tokens[match.start], self.before(match), self.after(match)
        names = self.lexicon.first_names
        if token.shout and token.upper:
            return False
        follows = after is not None and not after.gap and after.cap and not after.upper and not after.first
        if token.low in names and follows:
            return True
        if before is None or token.gap not in ("", "."):
            return False
        if len(before.text) == 1 and before.cap and token.gap == "." and before.low not in ("м", "с", "г"):
            return True
        if before.low in names and before.cap and not token.gap:
            return True
        title = bool(self.lexicon.heads["title"].match(before.low)) and not token.gap
        if token.cyrillic:
            return title and person(token.low, self.language) and size < WELL_KNOWN
        return (title and not grand and before.cap) or (
            title and before.low in ("governor", "president", "mr", "mrs", "ms")
        )

    def listed(self, match: Match) -> bool:
        """The name goes on a list that a place began: "в Горловке, Макеевке и Ясиноватой"."""
        gap, before = self.tokens[match.start].gap, self.before(match)
        if not self.reached:
            return False
        if self.reached == match.start:
            return gap == ","
        joined = before is not None and before.low in ("и", "й", "і", "та", "and", "или", "або", "or", "також", "а")
        return self.reached == match.start - 1 and joined and not gap

    def attributive(self, match: Match) -> bool:
        """An adjective before its noun: "у Козачій бухті", "Николаевской администрации"."""
        after, token = self.after(match), self.tokens[match.start]
        if after is None or after.gap or (after.cap and not after.upper):
            return False
        nominative = all(o.case == "nom" for o in match.options)
        if nominative and not token.low.endswith(("ая", "ий", "ій", "ый", "ое", "а")):
            return False
        return bool(self.lexicon.heads["noun_after"].match(after.low)) and adjective_stem(token.low) is not None

    def slavic(self, match: Match, token: Token, size: int, grand: bool) -> bool:
        """A single Russian or Ukrainian word."""
        if self.attributive(match) or (len(token.low) < 3 and not grand):
            return False
        if grand or size > WELL_KNOWN or self.settled(match):
            return True
        placed = self.prepositional(match) or self.listed(match)
        after = self.after(match)
        adjacent = after is not None and not after.gap and after.cap and not after.first and not token.shout
        if adjacent and person(token.low, self.language) and not placed:
            return False
        before = self.before(match)
        beside = before is not None and not token.gap and before.cap and not before.first and not token.shout
        if (
            beside and before is not None and not before.upper and person(before.low, self.language)
            and not placed and size < 20_000
        ):  # fmt: skip
            return False
        inflected = all(o.case != "nom" for o in match.options)
        odd = common(token.low, self.language) or person(token.low, self.language)
        if token.first or token.shout:
            return placed or not (odd or (inflected and size < 5_000))
        return placed or not odd or size > 20_000

    def latin(self, match: Match, token: Token, about: tuple[int, bool, bool]) -> bool:
        """An English name of one or more words."""
        size, grand, single = about
        before, after = self.before(match), self.after(match)
        if before is not None and not token.gap and before.low in ("'s", "university"):
            return False
        if after is not None and not after.gap and after.cap and after.low in self.lexicon.organisations:
            return False
        if after is not None and after.gap == "-" and not after.cap:
            return False
        if before is not None and token.gap == "-" and not before.cap:
            return False
        placed = self.prepositional(match) or self.settled(match) or self.listed(match)
        if not token.shout and not self.free(match, single, grand):
            return placed and (grand or size > WELL_KNOWN) and not (before is not None and before.cap)
        if not single or grand or size > 2 * WELL_KNOWN or placed:
            return True
        if after is not None and after.gap in (",", "(") and after.cap:
            return True
        return not common(token.low, "en") and size > 1_000

    def free(self, match: Match, single: bool, grand: bool) -> bool:
        """No other capitalised word clings to the name, such as a first name or the rest of a longer name."""
        before, after = self.before(match), self.after(match)
        gap = self.tokens[match.start].gap
        follows_place = bool(self.reached) and self.reached == match.start
        if (
            before is not None
            and not gap
            and before.cap
            and before.low not in self.lexicon.neighbours
            and not follows_place
        ):
            return bool(before.first and (not single or grand))
        clings = after is not None and not after.gap and after.cap and not after.first
        return (
            grand
            or not (clings and after is not None and not self.lexicon.heads["title"].match(after.low))
            or not single
        )
