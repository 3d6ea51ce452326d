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
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tocsin.errors import DataFileError

SEP = r"[^\w.,:;!?()]{1,12}"
SEP_COMMA = r"[^\w.:;!?]{1,12}"
_ANY = r"(?:\d[\d.,]*\d|\w+)"
GAP_SHORT = rf"(?:[^\w.,:;!?()]{{1,12}}{_ANY}){{0,3}}?"
GAP_LONG = rf"(?:[^\w.:;!?]{{1,12}}{_ANY}){{0,10}}?"
_GAPS = {"..": GAP_SHORT, "...": GAP_LONG}

#: The stems of which one must stand in a text for a pattern to match there; None where nothing is required.
Needs = frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Source:
    """A pattern as an expression, and what it needs."""

    expression: str
    needs: Needs


class Matcher:
    """Several patterns that are looked for together.

    Each is compiled when the first text holds a stem that it needs: most patterns of a language meet no word of most
    texts, so that neither their compilation nor their search costs anything.
    """

    __slots__ = ("_compiled", "_sources")

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self._compiled: list[re.Pattern[str] | None] = [None] * len(sources)

    def compile_all(self) -> None:
        """Compiles every pattern now, so that a malformed one is found before a text needs it."""
        self._compiled = [re.compile(s.expression) for s in self._sources]

    def _possible(self, text: str, start: int, end: int) -> Iterator[re.Pattern[str]]:
        near = text[start:end]
        for i, source in enumerate(self._sources):
            if source.needs is not None and not any(stem in near for stem in source.needs):
                continue
            pattern = self._compiled[i]
            if pattern is None:
                pattern = self._compiled[i] = re.compile(source.expression)
            yield pattern

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> list[re.Match[str]]:
        """All matches of all patterns in `text[start:end]`, from left to right."""
        stop = len(text) if end is None else end
        found = [
            m for p in self._possible(text, start, stop) for m in p.finditer(text, start, stop) if m.end() > m.start()
        ]
        return sorted(found, key=lambda m: m.span())

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The leftmost match in `text[start:end]`."""
        stop = len(text) if end is None else end
        found = (p.search(text, start, stop) for p in self._possible(text, start, stop))
        return min((m for m in found if m), key=lambda m: m.start(), default=None)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """A match that begins at `start`."""
        stop = len(text) if end is None else end
        return next((m for p in self._possible(text, start, stop) if (m := p.match(text, start, stop))), None)


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
        return Source(out, max(needs, key=_selective, default=None))

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
        left = r"(?<!\w)" if bare[0] == "*" or bare[0].isalnum() else ""
        right = r"(?!\w)" if bare[-1] == "*" or bare[-1].isalnum() else ""
        stem = max(bare.split("*"), key=len)
        return Source(left + re.escape(bare).replace(r"\*", r"\w*") + right, frozenset([stem]) if stem else None)


def _join(sources: list[Source]) -> Source:
    stems: set[str] = set()
    for s in sources:
        if s.needs is None:
            stems.clear()
            break
        stems |= s.needs
    expression = "(?:" + "|".join(s.expression for s in sources) + ")"
    return Source(expression, frozenset(stems) or None)


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
