"""Whether a name that equals a place's is a part of somebody's: of "Maria Thornhill", "Governor Washington"."""

from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import Match
from tocsin.gazetteer.text import Token
from tocsin.gazetteer.wordclass import form_of, person

#: Places above this size are taken at their word, wherever it stands.
WELL_KNOWN = 100_000


def part_of_person(words: Lexicon, tokens: list[Token], match: Match, about: tuple[int, bool], language: str) -> bool:
    """ "Maria Thornhill", "Владимир Зеленский", "Governor Washington", "А. Киров".

    `about`: the people of the largest place of this name, and whether it is a country, region or site.
    """
    size, grand = about
    token = tokens[match.start]
    before = tokens[match.start - 1] if match.start else None
    after = tokens[match.end] if match.end < len(tokens) else None
    names = words.first_names
    if token.shout and token.upper:
        # Capitals hide who is a person; a first name before it tells.
        return not token.cyrillic and before is not None and not token.gap and before.low in names
    follows = after is not None and not after.gap and after.cap and not after.upper and not after.first
    if follows and (token.low in names or (token.cyrillic and form_of(token.low, names, language))):
        return True
    if before is None or token.gap not in ("", "."):
        return False
    if len(before.text) == 1 and before.cap and token.gap == ".":
        initials = match.start > 1 and len(tokens[match.start - 2].text) == 1
        if initials or before.low not in ("м", "с", "г"):
            return True
    if before.low in names and before.cap and not token.gap:
        return True
    title = bool(words.heads["title"].match(before.low)) and not token.gap
    if token.cyrillic:
        oblique = all(o.case != "nom" or o.grade for o in match.options)
        named = person(token.low, language)
        return title and ((size < WELL_KNOWN and (follows or named)) or (named and oblique and not follows))
    return (title and not grand and before.cap) or (
        title and before.low in ("governor", "president", "mr", "mrs", "ms")
    )
