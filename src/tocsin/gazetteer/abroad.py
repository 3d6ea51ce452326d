"""Names of places far from Ukraine, Russia and Belarus in Russian and Ukrainian: most words that equal one are none."""

from tocsin.gazetteer.lexicon import lexicon
from tocsin.gazetteer.names import HOME, Match
from tocsin.gazetteer.text import Token
from tocsin.gazetteer.wordclass import common, form_of, person
from tocsin.vocab import PlaceKind

#: Their towns turn up in the same news.
NEIGHBOURS = frozenset({"PL", "SK", "HU", "RO", "MD", "LT", "LV", "EE", "FI", "GE", "KZ", "TR", "BG"})
#: Towns that are named without more ado, those named after a preposition of place, and neighbours' named so.
KNOWN, PLACED, NEAR = 300_000, 100_000, 10_000
_LOCAL = (PlaceKind.SETTLEMENT, PlaceKind.REGION, PlaceKind.DISTRICT)


def trust(match: Match, token: Token, language: str, placed: bool, settled: bool) -> int:
    """How far a Cyrillic name is taken for a place: 2 fully, 1 if another name bears it out, 0 not at all.

    `placed`: a preposition of place or a list stands before it; `settled`: a word for a settlement does.
    """
    if any(o.place.country in HOME or o.place.kind not in _LOCAL for o in match.options):
        return 2
    size = max(o.place.population for o in match.options)
    if match.end - match.start > 1 or settled:
        return 2 if size > NEAR or settled else 1
    if form_of(token.low, lexicon(language).words, language):
        return 0
    if common(token.low, language) or person(token.low, language):
        return 1 if placed else 0
    least = 6 if any(o.place.kind is PlaceKind.REGION for o in match.options) else 4
    if len(token.low) < least:
        return 2 if placed and size > KNOWN else 1 if placed else 0
    if placed:
        region = any(o.place.kind is PlaceKind.REGION for o in match.options)
        near = any(o.place.country in NEIGHBOURS for o in match.options)
        return 2 if region or size > (NEAR if near else PLACED) else 1
    inflected = all(o.case != "nom" for o in match.options)
    return 2 if size > KNOWN and not (token.first and inflected) else 1
