"""Whether a word that equals the name of a place means one: common words, persons, organisations, formations do not."""

import re
from dataclasses import replace

from tocsin.gazetteer import abroad
from tocsin.gazetteer.inflect import adjective_stem
from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import HOME, Match
from tocsin.gazetteer.persons import WELL_KNOWN, part_of_person
from tocsin.gazetteer.text import Token
from tocsin.gazetteer.wordclass import attributive, common, form_of, person
from tocsin.vocab import PlaceKind

#: A name in Latin letters amid Cyrillic means a place of this size, if any.
_FAR_KNOWN = 300_000
_TOWN, _HAMLET = 20_000, 1_000
#: The forms that may be several streets.
_STREETS = re.compile(r"(?:улиц(?:ы|ах|ам|ами)|вулиц(?:і|ях|ям|ями)|проспект(?:ы|ах|и)|площад(?:и|ях)|набережн\w+)\Z")
_WIDE = (PlaceKind.COUNTRY, PlaceKind.REGION)
_QUOTES = '«„“"‘'


class Acceptance:
    """Judges the matches of one text."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token], text: str, language: str, spoken: str) -> None:
        """`language` is the name's own, `spoken` that of the report."""
        self.lexicon, self.tokens, self.text, self.language, self.spoken = lexicon, tokens, text, language, spoken
        #: One past the last token of the place before.
        self.reached = 0

    def judged(self, match: Match) -> Match | None:
        """The match, marked where it needs a witness; None where the name stands for no place."""
        if match.kind is not None:
            return match
        token = self.tokens[match.start]
        if self.street(match) or broken_capitals(token) or (token.mixed and match.end - match.start == 1):
            return None
        placed = self.prepositional(match) or self.listed(match)
        trust = abroad.trust(match, token, self.language, placed, self.settled(match)) if token.cyrillic else 2
        if not trust or not self.accepts(match):
            return None
        if not token.cyrillic and self.spoken != "en":
            trust = self.foreign_script(match, token, placed)
        if not trust:
            return None
        return replace(match, doubtful=True) if trust < 2 or self.doubtful(match, token, placed) else match

    def doubtful(self, match: Match, token: Token, placed: bool) -> bool:
        """Only villages by a spelling that was derived, by a former name or by a common noun."""
        if any(o.place.population >= _TOWN or o.place.kind is not PlaceKind.SETTLEMENT for o in match.options):
            return False
        if not token.cyrillic or self.settled(match):
            return False
        grade = min(o.grade for o in match.options)
        if grade > 2 or (grade == 2 and not placed):
            return True
        hamlets = all(o.place.population < _HAMLET for o in match.options)
        after = self.after(match)
        if hamlets and token.first and not placed and after is not None and not after.gap and not after.cap:
            return True
        noun = match.end - match.start == 1 and adjective_stem(token.low) is None
        return hamlets and noun and common(token.low, self.language)

    def street(self, match: Match) -> bool:
        """A street, or somebody's name in honour: "вул. Леніна", "имени Шевченко"."""
        before = self.before(match)
        gap = self.tokens[match.start].gap.strip(_QUOTES)
        known = (o for o in match.options if o.case == "gen" and o.place.country in HOME)
        if before is not None and _STREETS.match(before.low) and any(o.place.population > _TOWN for o in known):
            return False  # "улицы Донецка" are its own, "улица Гагарина" is somebody's
        return before is not None and gap in ("", ".") and bool(self.lexicon.heads["street"].match(before.low))

    def foreign_script(self, match: Match, token: Token, placed: bool) -> int:
        """How far a name in Latin letters amid Russian or Ukrainian is trusted: 2 fully, 1 with a witness."""
        before = self.before(match)
        if before is not None and not before.cyrillic and not token.gap:
            return 2
        least = _FAR_KNOWN if placed else 3 * _FAR_KNOWN
        known = any(o.place.population > least or o.place.kind is PlaceKind.COUNTRY for o in match.options)
        return 2 if known and not token.upper else 1 if placed else 0

    def accepts(self, match: Match) -> bool:
        """Whether the name stands for a place."""
        token = self.tokens[match.start]
        size = max((o.place.population for o in match.options), default=0)
        kinds = {o.place.kind for o in match.options}
        grand = bool(kinds & {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SITE})
        if self.quoted_name(match) or self.acronym(match, token, grand):
            return False
        single = match.end - match.start == 1
        if not (token.cyrillic or single or grand) and size < WELL_KNOWN and self.plain_words(match):
            return False
        if token.shout and token.upper and not token.cyrillic and self.nothing_in_capitals(match, size):
            return PlaceKind.COUNTRY in kinds
        if single and token.cyrillic and size and self.form_of_common_word(match, token):
            return False
        letters = token.upper and grand and not token.shout
        if single and token.low in self.lexicon.words and not self.settled(match) and not letters:
            return False
        if single and self.lexicon.facility.match(token.lower):
            return False
        if single and part_of_person(self.lexicon, self.tokens, match, (size, grand), self.language):
            return False
        if token.cyrillic:
            return not single or self.slavic(match, token, size, grand)
        return self.latin(match, token, (size, grand, single))

    def plain_words(self, match: Match) -> bool:
        """Words that mostly stand for themselves: "the Red Cross", "The Mission"; not "Green River, Utah"."""
        after = self.after(match)
        apposed = after is not None and after.gap == "," and after.cap
        named = self.tokens[match.start : match.end]
        return not apposed and not self.settled(match) and all(t.low in self.lexicon.words for t in named)

    def nothing_in_capitals(self, match: Match, size: int) -> bool:
        """In a line of capitals nothing tells "the city" from the City, nor an army's letters from a village."""
        named = self.tokens[match.start : match.end]
        letters = len(named) == 1 and len(named[0].low) <= 3 and size < WELL_KNOWN
        return letters or all(t.low in self.lexicon.words for t in named)

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
        if before is None or gap not in ("", ".") or (not gap and len(before.low) == 1):
            return False
        if match.start > 1 and self.tokens[match.start - 2].text.isdigit():
            return False  # "2025 г."
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
        if not any(q in token.gap for q in _QUOTES):
            return False
        if any(o.place.kind is PlaceKind.SITE and o.place.id.startswith("site:") for o in match.options):
            return False  # the air base «Бельбек»
        follower = self.after(match)
        model = follower is not None and follower.gap == "-" and follower.low.isdigit()
        if after not in ("»", "“", "”", '"', "’") and not model:
            return False
        return not self.settled(match)

    def acronym(self, match: Match, token: Token, grand: bool) -> bool:
        """Capitals that are no line of capitals: an abbreviation, a place only if it is one of a region or country."""
        if match.end - match.start == 1 and len(token.low) <= 3 and not token.upper:
            return grand and token.low in ("us", "uk", "ур", "сша") and token.low != "рф"
        if not token.upper or token.shout or len(token.text) > 5 or match.end - match.start > 1:
            return False
        if any(o.place.id.startswith("site:") for o in match.options):
            return False  # ЗАЭС: a site's own letters
        return not any(o.place.kind in _WIDE and (o.grade == 0 or not token.cyrillic) for o in match.options)

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
        """An adjective before its noun: "у Козачій бухті", "Николаевской администрации", "Белом доме"."""
        after, token = self.after(match), self.tokens[match.start]
        if after is None or after.gap:
            return False
        if attributive(token.low, after.low, self.language) and not self.settled(match):
            return True
        if after.cap and not after.upper:
            return False
        nominative = all(o.case == "nom" for o in match.options)
        if nominative and not token.low.endswith(("ая", "ий", "ій", "ый", "ое", "а")):
            return False
        return bool(self.lexicon.heads["noun_after"].match(after.low)) and adjective_stem(token.low) is not None

    def slavic(self, match: Match, token: Token, size: int, grand: bool) -> bool:
        """A single Russian or Ukrainian word."""
        if self.attributive(match) or (len(token.low) < 3 and not grand):
            return False
        if grand or self.settled(match) or (size > WELL_KNOWN and match.options[0].place.country in HOME):
            return not self.adjective_alone(match, token)
        if self.adjective_alone(match, token):
            return False
        placed = self.prepositional(match) or self.listed(match)
        after = self.after(match)
        adjacent = after is not None and not after.gap and after.cap and not after.first and not token.shout
        if adjacent and person(token.low, self.language) and not placed:
            return False
        if not placed and size < _TOWN and form_of(token.low, self.lexicon.first_names, self.language):
            return False
        small = size < _TOWN or all(o.place.country not in HOME for o in match.options)
        if small and not placed and self.beside_name(match, token):
            return False
        inflected = all(o.case != "nom" for o in match.options)
        odd = common(token.low, self.language) or person(token.low, self.language)
        if token.first or token.shout:
            return placed or not (odd or (inflected and size < 5_000))
        return placed or not odd or size > 20_000

    def form_of_common_word(self, match: Match, token: Token) -> bool:
        """A form of a word that seldom means a place, which is no place's own name."""
        if any(o.grade == 0 and o.place.population > _HAMLET for o in match.options) or self.settled(match):
            return False
        return form_of(token.low, self.lexicon.words, self.language)

    def adjective_alone(self, match: Match, token: Token) -> bool:
        """A region's adjective whose noun was said before: "найбільшим є Рязанський"."""
        if not token.low.endswith(("ский", "цкий", "ський", "цький")) or self.settled(match):
            return False
        return all(o.grade > 0 for o in match.options) or not self.prepositional(match)

    def beside_name(self, match: Match, token: Token) -> bool:
        """A word with a capital stands before the name, as first names do; in Ukrainian any that is no place."""
        before = self.before(match)
        if before is None or token.gap or not before.cap or before.first or before.upper or token.shout:
            return False
        return person(before.low, self.language) or (self.language == "uk" and self.reached != match.start)

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
        if token.shout and token.upper and single and not grand and common(token.low, "en") and not self.settled(match):
            return False  # in a line of capitals a common word looks like a name: "TO KILL", "HUMAN LIVES"
        if token.shout and token.upper and single and not placed:
            least = _TOWN if match.options[0].place.country in HOME else 2 * WELL_KNOWN
            return size > least or any(o.place.kind is PlaceKind.COUNTRY for o in match.options)
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


def broken_capitals(token: Token) -> bool:
    """An abbreviation with an ending: "УАЗи", "ОМОНу"."""
    return token.cyrillic and token.text[:2].isupper() and not token.upper and len(token.text) > 2
