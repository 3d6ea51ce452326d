"""From an inflected word to the nominatives that it may stand for. A lemma is a guess until the gazetteer has it."""

import re
from functools import lru_cache

from tocsin.gazetteer.lexicon import endings

_ADJECTIVE = re.compile(
    r"(?P<stem>.{2,}?(?:ск|цк|ськ|цьк|зьк|жск|ов|ев|ёв|ів|ин|ін|ын|н|к|ч|ш|щ|ж|г|х|д|л|т))"
    r"(?:ая|ую|ой|ою|ый|ого|ому|ым|ом|ие|ых|ий|его|ему|им|ем|их|ими|ыми|ое|ые|а|у|ої|ій|і|ього|ьому|ім|їй|ей)\Z"
)
#: What an adjective's stem lost of the town's name: "харьковск" from "харьков", "рязанск" from "рязань".
_TOWN_ENDINGS = ("", "а", "ы", "и", "ь", "ое", "о", "е", "ье", "ий", "ый", "ая", "на", "і", "я", "жя", "жжя", "ця")
_FROM_OV = ("овка", "евка", "івка", "ївка", "ово", "ево", "ов", "ев", "ів", "їв")
_FROM_TS = ("ц", "т", "к", "че", "ка")
#: Suffixes of such adjectives, and the endings that the town has instead besides the usual ones.
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "ынск": (), "инск": ("инка",), "їнськ": ("їнка",), "инськ": ("инка",),
    "енск": (), "анск": (), "ецк": (), "ск": (), "ськ": (),
    "овск": _FROM_OV, "евск": _FROM_OV, "івськ": _FROM_OV, "ївськ": ("ївка", "їв"), "цк": _FROM_TS, "цьк": _FROM_TS,
    "зьк": ("г", "га", "ж", "жжя", "зь"), "жск": ("ж", "га", "жье", "г"),
}  # fmt: skip


@lru_cache(maxsize=50_000)
def lemmas(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """Nominatives of a folded Cyrillic word with the case each would be in; the word itself, "nom", first."""
    out = {word: "nom"}
    for rule in endings(language):
        if word.endswith(rule.ending) and len(word) - len(rule.ending) >= 1:
            base = word[: len(word) - len(rule.ending)]
            for ending in rule.nominatives:
                if len(base + ending) >= 3 and (ending or base[-1] not in "аеєиіїоуыэюя"):
                    out.setdefault(base + ending, rule.case)
    return tuple(out.items())


@lru_cache(maxsize=20_000)
def adjective_stem(word: str) -> str | None:
    """The stem of a folded Slavic adjective ("белгородской" gives "белгородск"), None if it is none."""
    found = _ADJECTIVE.match(word)
    return found.group("stem") if found else None


@lru_cache(maxsize=20_000)
def masculine(word: str) -> tuple[str, ...]:
    """The masculine nominatives that an adjective may belong to ("щекинского" gives "щекинский"): for districts."""
    stem = adjective_stem(word)
    return (stem + "ий", stem + "ый", stem + "ой") if stem else ()


@lru_cache(maxsize=20_000)
def feminine(word: str) -> tuple[str, ...]:
    """The feminine nominatives that an adjective may belong to: for communities ("громада")."""
    stem = adjective_stem(word)
    return (stem + "ая", stem + "а") if stem else ()


@lru_cache(maxsize=20_000)
def towns_of(word: str) -> tuple[str, ...]:
    """Names of which an adjective may be made: "покровском" gives "покровск", "покров", "покрово" and so on."""
    stem = adjective_stem(word)
    if not stem:
        return ()
    first, blank, _rest = stem.partition(" ")
    if blank and first.endswith("о"):
        whole = towns_of(word[len(first) + 1 :])
        return (
            *(f"{first[:-1]}{e} {r}" for e in ("ый", "ий", "ая", "ое", "а", "е") for r in whole),
            *(f"{first} {r}" for r in whole),
        )
    out = [stem, stem + "ь", stem + "ое", stem + "ий", stem + "ый", stem + "а", stem + "е", stem + "ая"]
    if stem.endswith(("цк", "ск", "жск")):
        out += [stem[:-1] + "ьк"]
    for suffix, endings_ in _SUFFIXES.items():
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 3:
            base = stem[: -len(suffix)]
            out += [base + e for e in (*_TOWN_ENDINGS, *endings_, "са", "си", "сы", "сса")]
            out += [base[:-1] + "я"] if base[-1] in "йи" else []
    return tuple(dict.fromkeys(out))
