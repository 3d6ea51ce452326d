"""How many: the numbers of a claim, and what each of them counts."""

import re
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.harm import casualty, is_age, is_money
from tocsin.extract.lexicon import compiler, either, patterns
from tocsin.extract.numbers import Quantity
from tocsin.extract.patterns import Matcher
from tocsin.extract.single import DOWNED, LAUNCHED, lands, singular
from tocsin.model import Figure, Span, Why
from tocsin.vocab import Event, FigureKind

#: "117 were shot down and 21 hit targets".
_THROUGH = re.compile(
    r"\s(?:others\s)?(?:hit|struck|reached|got through|broke through|impacted|"
    r"достиг|попал|долетел|прорвал|влучил|досяг|долетіл|прорвал)(?:и|ло|ла|ли)?(?!\w)"
)
#: Drones that are hit on the ground are not what was launched.
_VICTIMS = re.compile(
    r"(?<!\w)(?:поражен[оаы]?|уничтожен[оаы]?|уражен[оаі]?|знищен[оаі]?)\s(?:до |около |близько |понад )?$"
)
_MISSED = re.compile(r"\s(?:others\s)?(?:не|did not|failed to|never)\s")
_OF_PEOPLE = (Event.CASUALTIES, Event.EVACUATION, Event.OUTAGE)
_STOP = re.compile(r"[.;:!?()]|,\s|\s[-–—]\s")


def _compiled(language: str, key: str, sub: str | None = None) -> Matcher:
    return patterns(language, "details", key, sub)


@cache
def _classes(language: str) -> dict[str, Matcher]:
    p = compiler(language, "words")
    found = {k: p.matcher([f"<{k}>"]) for k in ("uav", "missile", "shell", "boat", "people", "building")}
    if language == "en":
        found["shell"] = p.matcher(["<shell>", "<bomb>"])
    else:
        found["uav"] = p.matcher(["<uav>", "<uavmeans>"])
        found["missile"] = p.matcher(["<missile>", "<missilemeans>"])
    return found


def _noun(scene: Scene, q: Quantity, d: Draft) -> tuple[str, int]:
    """The kind of thing that follows the number, and where its name ends."""
    folded = scene.view.folded
    limit = min(len(folded), q.end + 60)
    stop = _STOP.search(folded, q.end, limit)
    end = stop.start() if stop else limit
    later = next((x.start for x in scene.numbers_in(Span(q.end, end))), end)
    end = min(end, later, d.window.end if d.window.end > q.end else end)
    best: tuple[int, str, int] | None = None
    for kind, pattern in _classes(d.language).items():
        m = pattern.search(folded, q.start, end)
        if m and m.end() > q.end and (best is None or m.start() < best[0]):
            best = (m.start(), kind, m.end())
    if best and best[1] == "shell" and _compiled(d.language, "launchers").search(folded, best[0], best[2]):
        best = (best[0], "building", best[2])  # what fires, not what is fired
    if best and len(re.findall(r"\w+", folded[q.end : best[0]])) <= 5:
        return best[1], best[2]
    word = re.match(r"\s+\w+", folded[q.end : end])
    return "", q.end + (
        word.end()
        if word and not re.match(r"\s+(?:and|or|over|in|near|at|on|и|та|й|і|над|у|в|на)\b", word.group())
        else 0
    )


def count(scene: Scene, drafts: list[Draft]) -> None:
    """Gives every claim its figures: each number belongs to the claim whose event it counts."""
    beside: dict[int, list[Draft]] = {}
    for d in drafts:
        beside.setdefault(d.sentence, []).append(d)
    for d in drafts:
        rivals = [x for x in beside[d.sentence] if x is not d]
        d.alone = not any(x.event is Event.DAMAGE and x.span.start < d.span.end for x in rivals)
        for q in scene.numbers_in(d.span):
            if _part(scene, q, d) or _another_fits_better(scene, q, d, rivals):
                continue
            figure = _figure(scene, q, d)
            if figure and not any(f.what == figure.what and f.span.start == figure.span.start for f in d.figures):
                d.figures.append(figure)
        if not d.figures and d.event is Event.INTERCEPTION:
            _of_them(scene, d)
        if not d.figures or d.event is Event.CASUALTIES:
            singular(scene, d)
        for f in d.figures:
            d.why.setdefault("figures", Why("numbers.yml", f.quote))


def _of_them(scene: Scene, d: Draft) -> None:
    """ "Attacked with 14 drones, nine of them downed": what was downed has a count of its own."""
    for q in scene.parts:
        if d.span.start <= q.start < d.span.end:
            figure = _figure(scene, q, d)
            d.figures += [figure] if figure else []
            return


def _part(scene: Scene, q: Quantity, d: Draft) -> bool:
    """Whether the number is what another is a part of ("43 of 77 drones"), or a part of what was counted."""
    if d.event is Event.INTERCEPTION and scene.is_whole_ahead(q, d.span.end):
        return True
    if not d.figures:
        return False
    if scene.is_whole(q):
        return True
    between = scene.view.folded[d.figures[-1].span.start : q.core]
    told = re.search(rf"\b{either(d.language, 'numbers', 'including')}\b(?P<rest>[^.;]*)$", between)
    return told is not None and len(between) < 80 and not scene.numbers_in(Span(q.start - len(told["rest"]), q.start))


def _another_fits_better(scene: Scene, q: Quantity, d: Draft, rivals: list[Draft]) -> bool:
    kind, _ = _noun(scene, q, d)
    fitting = {
        "people": (Event.CASUALTIES, Event.EVACUATION, Event.OUTAGE),
        "uav": (Event.INTERCEPTION, Event.ATTACK, Event.THREAT),
        "missile": (Event.INTERCEPTION, Event.ATTACK, Event.THREAT),
        "building": (Event.DAMAGE, Event.FIRE, Event.OUTAGE),
    }.get(kind)
    if not fitting or d.event in fitting:
        same = [x for x in rivals if x.span.start <= q.start < x.span.end and fitting and x.event in fitting]
        return any(_distance(x, q) < _distance(d, q) for x in same)
    return any(x.event in fitting and x.span.start <= q.start < x.span.end for x in rivals)


def _distance(d: Draft, q: Quantity) -> int:
    return min(abs(h.span.start - q.end) if h.span.start > q.end else abs(q.start - h.span.end) for h in d.hits)


def _figure(scene: Scene, q: Quantity, d: Draft) -> Figure | None:
    kind, end = _noun(scene, q, d)
    what = _what(scene, q, kind, d, end)
    if what is None:
        return None
    low, high = q.low, q.high
    span = Span(q.start, max(q.end, end))
    return Figure(span, span.of(scene.view.raw), what, low, high, q.approx)


def _what(scene: Scene, q: Quantity, kind: str, d: Draft, end: int) -> FigureKind | None:
    """What the number counts, from its noun and the claim's event."""
    folded = scene.view.folded
    may_be = d.event in _OF_PEOPLE or (d.event in (Event.INTERCEPTION, Event.ATTACK) and kind in ("", "building"))
    if may_be and _counts_places(scene, q, d):
        return FigureKind.OTHER if d.event in (Event.OUTAGE, Event.ATTACK) else None
    if q.low == q.high == 0 and (d.event is not Event.CASUALTIES or d.language != "en"):
        return None  # "no casualties" is told by a rule of its own
    if is_money(folded, q):
        return FigureKind.OTHER if d.event is Event.DAMAGE else None
    match d.event:
        case Event.INTERCEPTION:
            return _downed(scene, q, kind, d, end)
        case Event.ATTACK if kind in ("uav", "missile") and _VICTIMS.search(folded, d.span.start, q.start):
            return FigureKind.OTHER
        case Event.ATTACK | Event.THREAT if kind in ("uav", "missile", "shell", "boat"):
            if d.event is Event.THREAT:
                return FigureKind.OTHER
            hits = lands(folded, d.language, _clause(scene, q, d), q.start)
            return FigureKind.HITS if hits else LAUNCHED.get(kind, FigureKind.WEAPON_LAUNCHED)
        case Event.ATTACK if lands(folded, d.language, Span(q.end, q.end + 20), q.start, at_once=True):
            return FigureKind.HITS
        case Event.ATTACK if d.language != "en" and kind == "people":
            return None
        case Event.ATTACK if d.language != "en" and kind == "building":
            one_of = re.match(r"\s(?:із|з|из)\s", folded[q.end : q.end + 4])
            return FigureKind.OBJECTS_DAMAGED if d.alone and not one_of else None
        case Event.CASUALTIES:
            return casualty(scene, q, kind, d, end)
        case Event.DAMAGE | Event.FIRE:
            return FigureKind.OBJECTS_DAMAGED if kind in ("building", "") and not is_age(folded, q) else None
        case Event.OUTAGE:
            return _supply(scene, q, d, end)
        case Event.EVACUATION:
            return FigureKind.EVACUATED if kind in ("people", "") else None
        case Event.EXPLOSION:
            return FigureKind.EXPLOSIONS if _blasts(folded, q) else None
        case Event.ADVICE | Event.ALL_CLEAR | Event.INTENT:
            return None
    return FigureKind.OTHER if not is_age(folded, q) and kind != "building" and end > q.end else None


def _clause(scene: Scene, q: Quantity, d: Draft) -> Span:
    """The part of a claim's words between the commas that part its number from others."""
    others = scene.numbers_in(d.span)
    before = max((x.end for x in others if x.end <= q.start), default=None)
    after = min((x.start for x in others if x.start >= q.end), default=None)
    left = scene.view.folded.rfind(", ", before, q.start) if before is not None else -1
    right = scene.view.folded.find(", ", q.end, after) if after is not None else -1
    return Span(left if left >= 0 else d.span.start, right if right >= 0 else d.span.end)


def _downed(scene: Scene, q: Quantity, kind: str, d: Draft, end: int) -> FigureKind | None:
    """What was downed: no people, nothing that got through, and of what else is counted aircraft alone."""
    if _THROUGH.match(scene.view.folded, q.end):
        return None
    if _MISSED.match(scene.view.folded, q.end):
        kind = ""  # the target that was not reached is not what is counted
    if kind == "building":
        aircraft = _compiled(d.language, "aircraft").search(scene.view.folded, q.end, end)
        return FigureKind.WEAPON_DOWNED if aircraft else None
    return None if kind == "people" else DOWNED.get(kind or _weapon_kind(scene, d), FigureKind.WEAPON_DOWNED)


def _counts_places(scene: Scene, q: Quantity, d: Draft) -> bool:
    """Whether the number is one of villages or towns: "children from nine villages", "downed over eight regions"."""
    words = re.match(r"(?:\s\w+){0,1}?\s", scene.view.folded[q.end : q.end + 30])
    places = _compiled(d.language, "settlements")
    if words is None:
        return False
    return any(m.start() <= q.end + words.end() for m in places.finditer(scene.view.folded, q.end, q.end + 40))


def _blasts(folded: str, q: Quantity) -> bool:
    return bool(
        re.match(r"\s+(?:\w+\s+){0,2}(?:explosion|blast|detonation|bang|взрыв|вибух|хлоп)", folded[q.end : q.end + 50])
    )


def _weapon_kind(scene: Scene, d: Draft) -> str:
    classes = _classes(d.language)
    for sentence in reversed(scene.view.sentences[max(0, d.sentence - 1) : d.sentence + 1]):
        near = scene.view.folded[sentence.start : sentence.end]
        told = next((k for k in ("uav", "missile") if classes[k].search(near)), None)
        if told:
            return told
    return "weapon"


def _supply(scene: Scene, q: Quantity, d: Draft, end: int) -> FigureKind | None:
    folded = scene.view.folded
    who = folded[q.end : max(end, q.end + 40)]
    if not _compiled(d.language, "households").search(who.split(".")[0]):
        return FigureKind.OTHER if end > q.end and not is_age(folded, q) else None
    near = folded[d.window.start : d.window.end]
    return next(
        (
            FigureKind(k)
            for k in ("without-heat", "without-water", "without-power")
            if _compiled(d.language, "utilities", k).search(near)
        ),
        FigureKind.OTHER,
    )
