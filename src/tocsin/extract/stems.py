"""Which stems that the patterns require stand in a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")
#: Longer words are rare or hostile: what they hold is not remembered.
_LONG = 48
#: By how many first letters stems are told apart; a requirement of a shorter stem is not looked at.
HEAD = 3


class Stems:
    """The stems that any matcher asks for, and which of them stand in a stretch of a text: found once for them all.

    A stem stands within one word, and words come again and again: what a word holds is remembered.
    """

    def __init__(self) -> None:
        self._by_head: dict[str, tuple[str, ...]] = {}
        self._known: set[str] = set()
        self._held = lru_cache(maxsize=50_000)(self._of_word)
        self._words = lru_cache(maxsize=4)(self._of_text)
        self._window = lru_cache(maxsize=64)(self._of_stretch)

    def add(self, stems: Iterable[str]) -> None:
        """Let `stems` be looked for from now on."""
        for stem in sorted(set(stems) - self._known):
            self._by_head[stem[:HEAD]] = (*self._by_head.get(stem[:HEAD], ()), stem)
            self._known.add(stem)

    def within(self, text: str, start: int, end: int) -> frozenset[str]:
        """The stems that stand in the words of `text[start:end]`."""
        # What was found before a stem was added must not answer for it.
        return self._window(len(self._known), text, start, end)

    def _of_stretch(self, version: int, text: str, start: int, end: int) -> frozenset[str]:
        starts, ends, held = self._words(version, text)
        return frozenset().union(*held[bisect_right(ends, start) : bisect_left(starts, end)])

    def _of_text(self, version: int, text: str) -> tuple[list[int], list[int], list[frozenset[str]]]:
        """The words that hold a stem: where they begin and end, and what they hold."""
        starts, ends, held = [], [], []
        for m in _WORD.finditer(text):
            word = m.group()
            stems = self._held(version, word) if len(word) <= _LONG else self._of_word(version, word)
            if stems:
                starts.append(m.start())
                ends.append(m.end())
                held.append(stems)
        return starts, ends, held

    def _of_word(self, _: int, word: str) -> frozenset[str]:
        heads = (word[at : at + HEAD] for at in range(len(word) - HEAD + 1))
        return frozenset(stem for head in heads for stem in self._by_head.get(head, ()) if stem in word)
