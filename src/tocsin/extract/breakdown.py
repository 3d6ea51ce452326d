"""A total with its breakdown by place: one claim for the total, one for each line."""

import re

from tocsin.extract.clauses import trim
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import patterns
from tocsin.extract.numbers import Quantity
from tocsin.model import Figure, PlaceMention, Span, Why
from tocsin.vocab import Event, FigureKind, PlaceKind

#: What no line of a breakdown counts, which tells of weapons.
_OF_PEOPLE = frozenset({
    FigureKind.KILLED, FigureKind.INJURED, FigureKind.MISSING, FigureKind.CASUALTIES, FigureKind.EVACUATED,
    FigureKind.WITHOUT_POWER,
})  # fmt: skip
_COUNTED = (Event.INTERCEPTION, Event.CLASH, Event.ATTACK)
#: Counted of people: only a total with its lines is broken down here, a second place is another count (`tallies`).
_PEOPLE = (Event.CASUALTIES, Event.OUTAGE, Event.EVACUATION)
_LINK = re.compile(
    r"[\s*_–—:-]*(?:\w+[\s*_–—-]+){0,5}?(?:[–—-]\s*)?[\s*_]*(?:over|in|near|above|on|off|над|в|во|у|на|районе|районі|"
    r"под|біля|акваторией|акваторією|територією|территорией|территориями)\s"
)
_DASHED = re.compile(r"(?:над|в|во|у|на|over|in|near)\s[^,;.:–—]{3,60}\s[–—-]\s*$")
_SHORE = re.compile(r"(?:побережь\w*|узбережж\w*|coast of)\s[^,;:.]{0,30}$")
_OVER = re.compile(r"(?:над|over|above|в|во|у|на|in)\s[^,;.:–—]{0,40}$")
_DISTRIBUTED = re.compile(r"(?:\bпо|\beach)\s*$")
#: Marks at the end of a total, and those that head a line of a list (U+FE0F is what follows an emoji).
_EDGE = " \n*_:–—-,▫▪.\ufe0f"
_BULLETS = " ▫▪•*_-–—\ufe0f◽🔹"
#: A line that the text breaks off before its place.
_BROKEN_OFF = re.compile(r"[*_\s]*(?:бпла|uavs?|дрон\w*)?[*_\s]*[–—-]")
#: How a sentence begins that goes on with the breakdown of the one before, where no number heads it.
_GOES_ON = re.compile(
    r"(?:по|еще|ще|another|over|"
    r"(?:of (?:those|them|these)|among them|из них|із них|з них|в том числе|у тому числі|зокрема),?)\s"
)
_EACH = re.compile(r"\beach\b")
#: Between a number and the region that it is told for.
_NEXT = 12
#: A line of a breakdown: its words, its number, its places.
_Line = tuple[Span, Quantity, list[PlaceMention]]


def split(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The claims with those of a breakdown set apart line by line."""
    out: list[Draft] = []
    taken: list[tuple[Span, Event]] = []
    for d in drafts:
        if d.item or any(t.start < d.span.end and d.span.start < t.end and _takes(e, d.event) for t, e in taken):
            continue
        region = Span(d.span.start, _before_people(d, drafts, _reach(scene, d, drafts)))
        lines = [
            line
            for line in (_broken_down(scene, region, d.event) if d.figures and d.event in (*_COUNTED, *_PEOPLE) else [])
            if not any(t.start <= line[0].start < t.end for t, _ in taken)
        ]
        total = _total(d, lines) if lines else None
        if not lines or not _holds(d, total, lines):
            out.append(d)
            continue
        items = [made for line, q, places in lines for made in _items(scene, d, line, q, places)]
        if total:
            _sum_up(scene, d, total, lines, sum(f.low or 0 for item in items for f in item.figures))
            out.append(d)
        out += items
        taken.append((Span(lines[0][0].start, region.end), d.event))
    return out


def _takes(event: Event, other: Event) -> bool:
    """Whether a breakdown of one event leaves no room for a claim of another: tolls leave room for what was damaged."""
    return event in _COUNTED or event is other


def _broken_down(scene: Scene, region: Span, event: Event) -> list[_Line]:
    return max(_lines(scene, region, event), _inverted(scene, region), _bracketed(scene, region), key=len)


def _total(d: Draft, lines: list[_Line]) -> Figure | None:
    """The number that the lines break down; none where it is a line itself, which breaks off before its place."""
    total = next((f for f in d.figures if not any(line.start <= f.span.start < line.end for line, *_ in lines)), None)
    first, number, _ = lines[0]
    return None if total and total.span.start > max(first.start, number.start) else total


def _holds(d: Draft, total: Figure | None, lines: list[_Line]) -> bool:
    """Whether they are the lines of one total, or of a list that has none."""
    if d.event in _PEOPLE:
        return total is not None and len(lines) > 1 and _adds_up(total, lines)
    if total is None:
        return len(lines) > 1 or len(lines[0][2]) > 1
    return not _another_count(d, total, lines)


def _sum_up(scene: Scene, d: Draft, total: Figure, lines: list[_Line], told: int) -> None:
    """Leaves a claim its total alone, for all places of its lines, which count `told` together."""
    named = [p for _, _, places in lines for p in places]
    in_lines = [line for line, *_ in lines]
    d.figures = [
        f
        for f in d.figures
        if f is total or (f.what is not total.what and not any(x.start <= f.span.start < x.end for x in in_lines))
    ]
    d.span = Span(d.span.start, min(d.span.end, max(lines[0][0].start, total.span.end)))
    d.span = trim(scene.view.clean, Span(d.span.start, len(scene.view.clean[: d.span.end].rstrip(_EDGE))))
    # "20 were downed, nine of them over N" says not where all.
    parts = lines[0][1].part or _of_which(scene, d, lines[0][0])
    if parts and told < (total.low or 0):
        d.places = [p for p in d.places if p not in named]
    elif own := _own_areas(d, total):
        d.places = own
    elif named and not _are_parts(scene, d, lines[0][0]):
        d.places = _once(named)


def _before_people(d: Draft, drafts: list[Draft], end: int) -> int:
    """Where a breakdown ends at the latest: before "killing two people in N" begins another count."""
    counts = (f.span.start for x in drafts if x is not d for f in x.figures if f.what in _OF_PEOPLE)
    return min([end, *(at for at in counts if d.span.start < at)])


def _adds_up(total: Figure, lines: list[_Line]) -> bool:
    """Whether the lines are no more than the total, and stand behind it."""
    behind = all(line.start > total.span.start for line, *_ in lines)
    return behind and sum(q.low or 0 for _, q, _ in lines) <= (total.low or 0)


def _own_areas(d: Draft, total: Figure) -> list[PlaceMention]:
    """The regions that the number itself is told for, before it: "over N 32, five over M", "over N 7: 5 over X"."""
    own = [p for p in d.places if d.span.start <= p.span.start and p.span.end <= total.span.start]
    return own if {p.kind for p in own} == {PlaceKind.REGION} else []


def _of_which(scene: Scene, d: Draft, line: Span) -> re.Match[str] | None:
    return patterns(d.language, "numbers", "of-which").search(scene.view.folded, d.span.start, line.end)


def _are_parts(scene: Scene, d: Draft, line: Span) -> bool:
    """Whether the lines name parts of a total that has a place of its own: "38 over Russia, of them 22 in N"."""
    found = _of_which(scene, d, line)
    return found is not None and any(p.span.start < found.start() for p in d.places)


def _another_count(d: Draft, total: Figure, lines: list[_Line]) -> bool:
    """Whether a lone line counts another thing than the number before it ("11 drones and four missiles over N")."""
    own = next((f for f in d.figures if f.span.start <= lines[0][1].start < f.span.end), None)
    return len(lines) == 1 and own is not None and own.what is not total.what


def _reach(scene: Scene, d: Draft, drafts: list[Draft]) -> int:
    """How far the breakdown may go: its sentence, and the next ones as long as they begin with a number."""
    end = scene.view.sentences[d.sentence].end
    for s in scene.view.sentences[d.sentence + 1 :]:
        text = scene.view.folded[s.start : s.end].lstrip(_BULLETS)
        head = next(iter(scene.numbers_in(Span(s.start, s.end))), None)
        begins = head is not None and (head.start - s.start <= 8 or _GOES_ON.match(text))
        others = [x for x in drafts if s.start <= x.span.start < s.end and x.event is not d.event]
        if not begins or others:
            break
        end = s.end
    return end


def _lines(scene: Scene, region: Span, event: Event) -> list[_Line]:
    """Stretches "number (unit) – over place", each up to the next number."""
    # "20 were downed, nine of them over N"; of what was launched a part was downed, which is no line of it.
    parts = [q for q in scene.parts if event is Event.INTERCEPTION and region.start <= q.start < region.end]
    counted = sorted([*scene.numbers_in(region), *parts], key=lambda q: q.start)
    numbers = [q for q in counted if q.low and not scene.is_whole(q)]
    found = []
    for k, q in enumerate(numbers):
        end = numbers[k + 1].start if k + 1 < len(numbers) else region.end
        places = [m for m in scene.mentions if q.end <= m.span.start < end]
        linked = _LINK.match(scene.view.folded[q.end : end] + " ")
        first_gap = places[0].span.start - q.end if places else 0
        sums_up = k == 0 and len(numbers) > 1 and q.low == sum(x.low or 0 for x in numbers[1:])
        # "Seven over Kursk, three over Belgorod, four over Rostov region": the first is a line too.
        total_follows = sums_up and not _is_of_regions(scene, numbers, places, region)
        if linked and places and first_gap < 110 and not total_follows:
            found.append((Span(q.start, places[-1].span.end), q, places))
        elif not places and found and end == region.end and _BROKEN_OFF.match(scene.view.folded[q.end : end]):
            found.append((Span(q.start, len(scene.view.clean[:end].rstrip())), q, []))
    if len(found) == 1 and len(numbers) == 1:
        each = (
            _DISTRIBUTED.search(scene.view.folded[max(0, found[0][1].start - 6) : found[0][1].start])
            or "по " in found[0][0].of(scene.view.folded)[:4]
        )
        return found if each and len(found[0][2]) > 1 else []
    return found


def _is_of_regions(scene: Scene, numbers: list[Quantity], places: list[PlaceMention], region: Span) -> bool:
    """Whether the first number is one region's as the second is: it may equal the sum of those behind it by chance."""
    ends = [*(q.start for q in numbers[2:]), region.end]
    second = [m for m in scene.mentions if numbers[1].end <= m.span.start < ends[0]]
    first = places[:1]
    if not first or first[0].kind is not PlaceKind.REGION:
        return False
    near = first[0].span.start - numbers[0].end < _NEXT
    return near or (
        bool(second)
        and second[0].kind is PlaceKind.REGION
        and ":" not in scene.view.folded[first[0].span.end : numbers[1].start]
    )


def _inverted(scene: Scene, region: Span) -> list[_Line]:
    """Stretches "over place – number", each from the end of the one before."""
    found = []
    for q in scene.numbers_in(region):
        if not q.low:
            continue
        m = _DASHED.search(scene.view.folded, region.start, q.start)
        places = [p for p in scene.mentions if m and m.start() <= p.span.start and p.span.end <= q.start] if m else []
        if m and places and not re.search(r"[,;.]", scene.view.folded[places[-1].span.end : q.start]):
            found.append((Span(m.start(), q.end), q, places))
    if len(found) == 1:
        found = [*_headed(scene, Span(region.start, found[0][0].start)), *found]
    return found if len(found) > 1 else []


def _headed(scene: Scene, region: Span) -> list[_Line]:
    """The line before "over B – 11" that has the verb: "over A 27 drones were downed", "над A сбиты 27"."""
    numbers = [q for q in scene.numbers_in(region) if q.low]
    places = [p for p in scene.within(region) if len(numbers) == 1 and p.span.end <= numbers[0].start]
    over = _OVER.search(scene.view.folded, region.start, places[0].span.start) if places else None
    if not over or re.search(r"[,;:.–—]", scene.view.folded[places[-1].span.end : numbers[0].start]):
        return []
    return [(Span(over.start(), numbers[0].end), numbers[0], places)]


def _bracketed(scene: Scene, region: Span) -> list[_Line]:
    """Stretches "place (number)"."""
    found = []
    for q in scene.numbers_in(region):
        opened = scene.view.folded[max(region.start, q.start - 3) : q.start].rstrip().endswith("(")
        before = [p for p in scene.mentions if 0 < q.start - p.span.end <= 4 and p.span.start >= region.start]
        closed = scene.view.folded.find(")", q.end, min(region.end, q.end + 30))
        if q.low and opened and before and closed > 0:
            found.append((Span(before[-1].span.start, closed + 1), q, before[-1:]))
    return found if len(found) > 1 else []


def _items(scene: Scene, d: Draft, line: Span, q: Quantity, places: list[PlaceMention]) -> list[Draft]:
    """The claims of one line: "по два … A, B" is one for each place."""
    folded = scene.view.folded
    each = bool(_DISTRIBUTED.search(folded[max(0, q.start - 6) : q.start]) or _EACH.search(line.of(folded)))
    start = q.start - 3 if folded[max(0, q.start - 3) : q.start] == "по " else q.start
    # "Over the Black Sea off the coast of Crimea" is one place.
    shores = [p for p in places[1:] if _SHORE.search(folded[line.start : p.span.start])]
    apart = [p for p in places if p not in shores]
    groups: list[list[PlaceMention]] = [[p] for p in apart] if each and apart else [places]
    made = []
    for group in groups:
        end = max(group[-1].span.end, q.end, line.end if len(groups) == 1 else 0) if group else line.end
        start = min(start, line.start) if line.start < q.start and group else start
        unit = re.match(
            r"[\s*_]*(?:бпла|украинск\w+ бпла|беспилотник\w*|дрон\w*|drones?|uavs?)(?!\w)", folded[q.end : end]
        )
        figure = Span(start, q.end + (unit.end() if unit else 0))
        item = Draft(d.event, Span(start, end), Span(start, end), d.sentence, d.language, d.hits, d.attribution)
        item.item, item.stance, item.places = True, d.stance, list(group)
        item.time, item.weapon, item.blamed = d.time, d.weapon, d.blamed
        item.figures = [Figure(figure, figure.of(scene.view.raw), d.figures[0].what, q.low, q.high, q.approx)]
        item.why = {**d.why, "figures": Why("breakdown", figure.of(scene.view.raw))}
        made.append(item)
    return made


def _once(places: list[PlaceMention]) -> list[PlaceMention]:
    seen: dict[str, PlaceMention] = {}
    for p in places:
        seen.setdefault(p.place.id if p.place else p.name, p)
    return list(seen.values())
