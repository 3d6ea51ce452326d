"""The small pattern language in which a linguist writes rules, and how it is matched.

A pattern is a row of terms, matched against the folded text (`tocsin.extract.text.fold`):

    downed            the word itself
    уничтож*          any word that begins so (* may stand anywhere in a word)
    (shot|brought) down    alternatives; they may hold several words
    <uav>             any entry of that class in the language's `words.yml`
    <adj>* [the]      up to six of a class; an optional term
    * and N           any word; any number in digits
    ..                up to three words, within the clause
    ...               up to ten words, commas allowed

Terms stand side by side with nothing but blanks, quotes or hyphens between them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tocsin.errors import DataFileError
from tocsin.extract.stems import HEAD, Stems

_BLANK = r"[^\w.,:;!?()]{1,80}"
#: What parts two words of a pattern: blanks and quotes, and a remark: "(probably by a strike)", ", allegedly,".
_ASIDE = (
    r"(?:как (?:утверждается|сообщается)|предположительно|вероятно|як (?:стверджується|повідомляється)|ймовірно|"
    r"імовірно|reportedly|allegedly)"
)
SEP = rf"(?:{_BLANK}(?:\([^()]{{1,60}}\){_BLANK})?|,\s{_ASIDE},\s)"
SEP_COMMA = r"[^\w.:;!?]{1,80}"
_ANY = r"(?:\d[\d.,]*\d|\w++)"
GAP_SHORT = rf"(?:{SEP}{_ANY}){{0,3}}?"
GAP_LONG = rf"(?:[^\w.:;!?]{{1,80}}{_ANY}){{0,10}}?"
_GAPS = {"..": GAP_SHORT, "...": GAP_LONG}
_LEFT, _RIGHT = r"(?<!\w)", r"(?!\w)"
_WORD = re.compile(r"\w+")
_LONG = 48


#: Stems of which one must stand in a text for a pattern to match there; None where nothing is required.
Needs = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Source:
    """A pattern as an expression, what it needs (the rarest first), and what it needs besides."""

    expression: str
    needs: Needs
    besides: tuple[frozenset[str], ...] = ()


_STEMS = Stems()


class Matcher:
    """Several patterns that are looked for together.

    Each is compiled when the first text holds the stems that it needs: most patterns of a language meet no word of most
    texts, so that neither their compilation nor their search costs anything.
    """

    __slots__ = ("_always", "_by_stem", "_compiled", "_sources", "_stems")

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self._compiled: list[re.Pattern[str] | None] = [None] * len(sources)
        self._always = [i for i, s in enumerate(sources) if s.needs is None]
        self._by_stem: dict[str, list[int]] = {}
        for i, source in enumerate(sources):
            for stem in source.needs or ():
                self._by_stem.setdefault(stem, []).append(i)
            _STEMS.add(stem for group in source.besides for stem in group)
        self._stems = frozenset(self._by_stem)
        _STEMS.add(self._stems)

    @property
    def needs(self) -> Needs:
        """The stems of which one must stand in a text for any of the patterns to match there."""
        return None if self._always else self._stems

    def compile_all(self) -> None:
        """Compiles every pattern now, so that a malformed one is found before a text needs it."""
        self._compiled = [re.compile(s.expression) for s in self._sources]

    def _possible(self, text: str, start: int, end: int) -> list[re.Pattern[str]]:
        present = _STEMS.within(text, start, end)
        held = set(self._always)
        for stem in self._stems & present:
            held.update(self._by_stem[stem])
        if not held:
            return []
        return [
            self._compiled[i] or self._compile(i)
            for i in sorted(held)
            if not any(map(present.isdisjoint, self._sources[i].besides))
        ]

    def _compile(self, i: int) -> re.Pattern[str]:
        self._compiled[i] = compiled = re.compile(self._sources[i].expression)
        return compiled

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """All matches of all patterns in `text[start:end]`, from left to right."""
        stop = len(text) if end is None else end
        possible = self._possible(text, start, stop)
        if not possible:
            return []
        found = [m for p in possible for m in p.finditer(text, start, stop) if m.end() > m.start()]
        return sorted(found, key=lambda m: m.span())

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The leftmost match in `text[start:end]`."""
        stop = len(text) if end is None else end
        found = [m for p in self._possible(text, start, stop) if (m := p.search(text, start, stop))]
        return min(found, key=lambda m: m.start(), default=None)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """A match that begins at `start`."""
        stop = len(text) if end is None else end
        return next((m for p in self._possible(text, start, stop) if (m := p.match(text, start, stop))), None)


class Roll:
    """Which of many matchers can match in a stretch of a text, asked of all at once."""

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        self._always = [i for i, m in enumerate(matchers) if m.needs is None]
        self._by_stem: dict[str, list[int]] = {}
        for i, matcher in enumerate(matchers):
            for stem in matcher.needs or ():
                self._by_stem.setdefault(stem, []).append(i)
        self._stems = frozenset(self._by_stem)

    def call(self, text: str, start: int, end: int) -> list[int]:
        """The places of those matchers in their row, in order."""
        held = set(self._always)
        for stem in self._stems & _STEMS.within(text, start, end):
            held.update(self._by_stem[stem])
        return sorted(held)


class Compiler:
    """Compiles the patterns of one data file.

    Args:
        file: its name, for errors.
        classes: gives the source of a class of words by its name, or None where there is none.
    """

    def __init__(self, file: str, classes: Callable[[str], Source | None]) -> None:
        self.file, self.classes = file, classes

    def matcher(self, patterns: list[str]) -> Matcher:
        """What looks for all of `patterns`.

        Raises:
            DataFileError: a pattern is malformed or names a class that does not exist.
        """
        return Matcher([self._pattern(p, getattr(p, "line", None)) for p in patterns])

    def source(self, patterns: list[str]) -> Source:
        """The patterns as alternatives of one expression, to be set into a larger one."""
        return _join([self._pattern(p, getattr(p, "line", None)) for p in patterns])

    def _pattern(self, pattern: str, line: int | None) -> Source:
        if not isinstance(pattern, str):
            raise DataFileError(self.file, line, f"{pattern} is read as a number: put it in quotes")
        out, glue = "", ""
        needs: list[frozenset[str]] = []
        for term in self._terms(pattern, line):
            if term in _GAPS:
                out += _GAPS[term]
                glue = SEP if term == ".." else SEP_COMMA
                continue
            optional = term.startswith("[") or term.endswith("?")
            repeated = term[0] in "<(" and term.endswith("*")
            made = self._term(term, line)
            if optional or repeated:
                # An optional term at the head takes the blank behind it along, elsewhere the one before it.
                body = glue + made.expression if glue else made.expression + SEP
                out += f"(?:{body}){'?' if optional else '{0,6}?'}"
            else:
                out, glue = out + glue + made.expression, SEP
                if made.needs is not None:
                    needs.append(made.needs)
        if not out:
            raise DataFileError(self.file, line, "an empty pattern")
        needs.sort(key=_selective, reverse=True)
        return Source(out, needs[0] if needs else None, tuple(needs[1:]))

    def _terms(self, pattern: str, line: int | None) -> list[str]:
        """The pattern's terms: brackets hold together what is in them."""
        terms, depth, start = [], 0, 0
        for i, c in enumerate(pattern + " "):
            depth += (c in "([<") - (c in ")]>")
            if c == " " and depth == 0:
                terms.append(pattern[start:i])
                start = i + 1
        if depth:
            raise DataFileError(self.file, line, f"brackets do not match in: {pattern}")
        return [t for t in terms if t]

    def _term(self, term: str, line: int | None) -> Source:
        bare = term.rstrip("*?") if term[0] in "<(" else term
        if bare[0] == "<":
            found = self.classes(bare[1:-1])
            if found is None:
                raise DataFileError(self.file, line, f"{bare} is no class of words.yml")
            return found
        if bare[0] in "([":
            return _join([self._pattern(x, line) for x in _alternatives(bare[1:-1])])
        if bare in ("*", "N"):
            return Source(r"\w+" if bare == "*" else r"\d[\d.,]*", None)
        left = _LEFT if bare[0] == "*" or bare[0].isalnum() else ""
        right = _RIGHT if bare[-1] == "*" or bare[-1].isalnum() else ""
        stem = max(_WORD.findall(bare), key=len, default="")
        needs = frozenset([stem]) if len(stem) >= HEAD else None
        return Source(left + re.escape(bare).replace(r"\*", r"\w*") + right, needs)


def _join(sources: list[Source]) -> Source:
    stems: set[str] = set()
    for s in sources:
        if s.needs is None:
            stems.clear()
            break
        stems |= s.needs
    return Source(_either([s.expression for s in sources]), frozenset(stems) or None)


def _either(expressions: list[str]) -> str:
    """Alternatives in their order; neighbours that begin or end at a word's edge look for that edge once."""
    parts = []
    for (left, right), run in groupby(expressions, lambda x: (x.startswith(_LEFT), x.endswith(_RIGHT))):
        bare = [x[len(_LEFT) if left else 0 : -len(_RIGHT) if right else None] for x in run]
        parts.append((_LEFT if left else "") + "(?:" + "|".join(bare) + ")" + (_RIGHT if right else ""))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _selective(needs: frozenset[str]) -> tuple[int, int]:
    """Long stems and few of them: the rarest requirement of a pattern."""
    return min(min(map(len, needs)), 5), -len(needs)


def _alternatives(text: str) -> list[str]:
    """What the bars outside of inner brackets set apart."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([<") - (c in ")]>")
        if c == "|" and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]
