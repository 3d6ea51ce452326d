"""Names looked up as they stand in a text: inflected, in several words, transliterated."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tocsin.gazetteer.fold import is_cyrillic, skeleton
from tocsin.gazetteer.inflect import lemmas
from tocsin.gazetteer.store import Named, Store
from tocsin.gazetteer.text import Token
from tocsin.model import Place, Span
from tocsin.vocab import PlaceKind

LONGEST = 6
_UKRAINIAN = re.compile("[іїєґ]")
_RUSSIAN = re.compile("[ыэъ]")
_TIES = ("", "-", "‑")
#: The countries whose news the gazetteer is made for: it has their villages, and their names in each other's language.
HOME = ("UA", "RU", "BY")
#: The Russian regions at the border of Ukraine.
FRONT = frozenset({"RU-BEL", "RU-KRS", "RU-BRY", "RU-VOR", "RU-ROS"})
_WIDE = (PlaceKind.SITE, PlaceKind.REGION, PlaceKind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a name may mean; `case` is the one that the name would stand in, "nom" where it is unchanged."""

    place: Place
    grade: int = 0
    case: str = "nom"
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text: tokens `start`..`end`, what it may mean, and what the words around it say.

    `kind` is set where a head word tells it; `name`: the English name to give where no place is found; `within`: a
    region or country named in apposition; `note`: what was seen, for `reason`; `word`: the lower-case name; `doubtful`:
    no place unless another name of the report speaks for it; `beside`: the next name tells what it lies near;
    `contested`: the report itself tells of two places of this name, and not here of which.
    """

    start: int
    end: int
    span: Span
    options: tuple[Option, ...]
    kind: PlaceKind | None = None
    name: str = ""
    word: str = ""
    within: Place | None = None
    note: str = ""
    site_type: str | None = None
    cased: str = ""
    doubtful: bool = False
    beside: bool = False
    contested: bool = False
    joined: bool = field(default=False, compare=False)

    @property
    def cyrillic(self) -> bool:
        """Whether the name is written in Cyrillic."""
        return is_cyrillic(self.word)

    def of_kind(self, kind: PlaceKind, options: tuple[Option, ...]) -> "Match":
        """The same name with a kind that its words tell."""
        return replace(self, kind=kind, options=options)


def languages(word: str, language: str) -> tuple[str, ...]:
    """By whose rules to inflect a Cyrillic word, likeliest first."""
    if _UKRAINIAN.search(word):
        return ("uk",)
    if _RUSSIAN.search(word):
        return ("ru",)
    return ("uk", "ru") if language == "uk" else ("ru", "uk")


class Names:
    """Looks names up in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._single = lru_cache(maxsize=60_000)(self._look)
        self.forms = lru_cache(maxsize=60_000)(self._forms)

    def _forms(self, word: str, language: str) -> tuple[tuple[str, str], ...]:
        """The nominatives that a folded word may stand for, with their cases."""
        if not is_cyrillic(word):
            return ((word, "nom"),)
        out: dict[str, str] = {}
        for rules in languages(word, language):
            for lemma, case in lemmas(word, rules):
                out.setdefault(lemma, case)
        return tuple(out.items())

    def word(self, word: str, language: str) -> tuple[Option, ...]:
        """What a single folded word may mean."""
        return self._single(word, language)

    def _look(self, word: str, language: str) -> tuple[Option, ...]:
        if not is_cyrillic(word):
            return self.exact(((word, "nom"),)) or self.loose(((word, "nom"),))
        for rules in languages(word, language):
            found = self.exact(lemmas(word, rules))
            if found:
                return found
        for rules in languages(word, language):
            found = self.loose(lemmas(word, rules))
            if found:
                return found
        return ()

    def exact(self, forms: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
        """Places whose name has one of the keys; a place counts once, for its best form."""
        out: dict[str, Option] = {}
        for lemma, case in forms:
            for named in self.store.named(lemma):
                known = out.get(named.place.id)
                if known is None or (known.grade, known.case != "nom") > (named.grade, case != "nom"):
                    out[named.place.id] = Option(named.place, named.grade, case, named.type)
        return tuple(out.values())

    def loose(self, forms: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
        """The same by skeleton: other transliterations of a name, five letters or more."""
        keys = dict.fromkeys((skeleton(lemma), case) for lemma, case in forms if len(lemma) >= 5)
        return tuple(replace(o, grade=2) for o in self.exact(tuple(keys)))

    def longest(self, tokens: list[Token], i: int, language: str) -> tuple[int, tuple[Option, ...]]:
        """The longest name that begins at token `i`: where it ends, and what it may mean."""
        best: tuple[int, tuple[Option, ...]] = (i, ())
        front = self.forms(tokens[i].low, language)
        if tokens[i].whole != tokens[i].low:
            front += ((tokens[i].whole, "nom"),)
        for j in range(i + 1, min(i + LONGEST, len(tokens))):
            token = tokens[j]
            short = token.gap == "." and len(tokens[j - 1].low) <= 3
            if token.gap not in _TIES and not short:
                break
            front = tuple((lemma, case) for lemma, case in front if self.store.begins(lemma))
            if not front:
                break
            nexts = self.forms(token.low, language)
            if token.whole != token.low:
                nexts += ((token.whole, "nom"),)
            front = tuple((f"{a} {b}", case if case != "nom" else other) for a, case in front for b, other in nexts)
            found = self.exact(front)
            if not (token.cap or token.low.isdigit()):
                found = of_kind(found, *_WIDE)
            if found:
                best = (j + 1, found)
        if best[1]:
            return best
        single = self.word(tokens[i].low, language)
        return (i + 1, single) if single else best

    def of_type(self, type_: str, forms: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
        """Sites of a type by a name that counts only beside a word for the type."""
        return self.exact(tuple((f"{type_}:{lemma}", case) for lemma, case in forms))


def of_kind(options: tuple[Option, ...], *kinds: PlaceKind) -> tuple[Option, ...]:
    """The options of these kinds."""
    return tuple(o for o in options if o.place.kind in kinds)


def as_options(places: tuple[Place, ...] | tuple[Named, ...]) -> tuple[Option, ...]:
    """Places, or named places, as options."""
    return tuple(Option(p.place, p.grade, "nom", p.type) if isinstance(p, Named) else Option(p) for p in places)
