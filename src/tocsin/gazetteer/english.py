"""English heads: "Belgorod region", "Poltava, Sumy and Odesa regions", "Orlov District", "Pokrovsk sector"."""

from dataclasses import replace

from tocsin.gazetteer.lexicon import Lexicon
from tocsin.gazetteer.names import HOME, Match, Names, Option, of_kind
from tocsin.gazetteer.text import Token
from tocsin.model import Span
from tocsin.vocab import PlaceKind

_AND = frozenset({"and", "or"})
#: A town of more people may be a district's seat.
_SEAT = 5_000
#: What makes a town's name the adjective of its district in Latin letters.
_ADJECTIVES = ("sky", "insky", "ensky", "ovsky", "evsky", "sk", "ky", "y", "skiy", "ski")


def with_head(names: Names, lexicon: Lexicon, tokens: list[Token], match: Match) -> tuple[Match, bool] | None:
    """The name with the head that follows it, and whether the head is a plural; None where none follows."""
    if match.end >= len(tokens) or tokens[match.end].gap:
        return None
    head = tokens[match.end]
    plural = bool(lexicon.heads["plural"].match(head.low))
    made = headed(names, lexicon, match, head.low)
    if made is None:
        return None
    if made.kind is PlaceKind.SETTLEMENT:
        return made, plural
    end = match.end + 1
    return replace(made, end=end, span=Span(match.span.start, head.end)), plural


def headed(names: Names, lexicon: Lexicon, match: Match, head: str) -> Match | None:
    """The name as what `head` says that it is, with the name's own span."""
    single = head.removesuffix("s") if lexicon.heads["plural"].match(head) else head
    single = {"countie": "county", "territorie": "territory"}.get(single, single)
    if lexicon.heads["region"].match(head):
        regions = _own(names, match, ("region", "oblast", single), PlaceKind.REGION)
        if regions:
            return replace(match, kind=PlaceKind.REGION, options=regions, note=f"named with the word {head}")
        return None
    if lexicon.heads["district"].match(head):
        found = _own(names, match, (single, "district", "raion"), PlaceKind.DISTRICT)
        if not found and single in ("district", "raion"):
            found = _after_town(names, match)
        if not found and (head in ("municipality", "parish", "borough") or match.word in lexicon.words):
            return None  # "the border districts"
        name = f"{match.name if found else match.word.title()} {single.capitalize()}"
        return replace(match, kind=PlaceKind.DISTRICT, options=found, name=name, note=f"named with the word {head}")
    if lexicon.heads["sector"].match(head):
        towns = of_kind(match.options, PlaceKind.SETTLEMENT)
        return (
            replace(match, kind=PlaceKind.SETTLEMENT, options=towns, note="a sector named after a town")
            if towns
            else None
        )
    facility = lexicon.facility.match(head)
    if facility and facility.lastgroup:
        sites = names.of_type(facility.lastgroup, ((match.word, "nom"),))
        note = f"named with the word {head}"
        return replace(match, kind=PlaceKind.SITE, options=sites, note=note) if sites else None
    return None


def _own(names: Names, match: Match, heads: tuple[str, ...], kind: PlaceKind) -> tuple[Option, ...]:
    """Places of `kind` called by the name with one of the heads, else by the name alone."""
    for head in dict.fromkeys(heads):
        found = of_kind(names.exact(((f"{match.word} {head}", "nom"),)), kind)
        if found:
            return found
    return of_kind(match.options, kind) or of_kind(names.exact(((match.word, "nom"),)), kind)


def _after_town(names: Names, match: Match) -> tuple[Option, ...]:
    """Districts called after the town: of Odesa Odeskyi District, of Shebekino Shebekinsky District."""
    towns = [o.place for o in of_kind(match.options, PlaceKind.SETTLEMENT) if o.grade < 2]
    ids = sorted({p.district for p in towns if p.district and p.country == "UA" and p.population > _SEAT})
    districts = (names.store.get(i) for i in ids)
    named = tuple(Option(p, 1) for p in districts if p is not None and p.name[:3].lower() == match.word[:3])
    if named:
        return named
    bases = dict.fromkeys((match.word, match.word.rstrip("aeiouy"), match.word.removesuffix("ka")))
    keys = tuple((f"{base}{ending} district", "nom") for base in bases for ending in _ADJECTIVES)
    return tuple(o for o in of_kind(names.exact(keys), PlaceKind.DISTRICT) if o.place.country in HOME)


def backwards(names: Names, lexicon: Lexicon, tokens: list[Token], found: list[Match], head: str) -> None:
    """Let a plural head reach back over its list: the names before the last of `found` become of its kind, in place."""
    i = len(found) - 2
    while i >= 0 and _joined(tokens, found[i], found[i + 1]) and found[i].kind is None:
        made = headed(names, lexicon, found[i], head)
        if made is None:
            return
        found[i] = replace(made, joined=True)
        i -= 1


def _joined(tokens: list[Token], left: Match, right: Match) -> bool:
    between = tokens[left.end : right.start]
    if not all(t.low in _AND and t.gap in ("", ",") for t in between):
        return False
    first = tokens[left.end] if left.end < len(tokens) else None
    return first is not None and first.gap in ("", ",") and (bool(between) or first.gap == ",")
