"""How many: the numbers of a claim, and what each of them counts."""

import re
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import compiler, patterns
from tocsin.extract.numbers import Quantity
from tocsin.extract.patterns import Matcher
from tocsin.model import Figure, Span, Why
from tocsin.vocab import Event, FigureKind

_STOP = re.compile(r"[.;:!?()]|,\s|\s[-–—]\s")
_DOWNED = {"uav": FigureKind.UAV_DOWNED, "missile": FigureKind.MISSILE_DOWNED, "weapon": FigureKind.WEAPON_DOWNED}
_LAUNCHED = {
    "uav": FigureKind.UAV_LAUNCHED,
    "missile": FigureKind.MISSILE_LAUNCHED,
    "weapon": FigureKind.WEAPON_LAUNCHED,
}
_AIRCRAFT = re.compile(r"вертол|самол|су-|миг-|міг-|гелікоптер|літак|aircraft|helicopter|jet|plane")
#: "Атакована дроном": one was sent. "Новый дрон" is no count.
_BY_ONE = re.compile(r"(?:дроном|безпілотником|беспилотником|ракетою|ракетой)(?!\w)")
_OF = re.compile(r"(?:^|\s)(?:of|out of|из|із|з)\s(?:the\s|its\s|all\s|their\s)?$")
_INCLUDING = re.compile(
    r"\b(?:including|among them|of whom|of them|в том числе|среди них|включая|из них|из которых|"
    r"у тому числі|в тому числі|серед них|включно з|з них|із них|з яких|зокрема)\b"
)
#: "Беспилотник атаковал", "атака безпілотника": one was sent.
_RAID = re.compile(r"\bатак(?:и|а|у|ою|ой|ував|увала|овал|овала|ован\w*)(?!\w)")
_SIDES = ("killed", "injured", "casualties", "missing", "captured")


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
    if best and len(re.findall(r"\w+", folded[q.end : best[0]])) <= 5:
        return best[1], best[2]
    word = re.match(r"\s+\w+", folded[q.end : end])
    return "", q.end + (
        word.end() if word and not re.match(r"\s+(?:over|in|near|at|on|над|у|в|на)\b", word.group()) else 0
    )


def count(scene: Scene, drafts: list[Draft]) -> None:
    """Gives every claim its figures: each number belongs to the claim whose event it counts."""
    beside: dict[int, list[Draft]] = {}
    for d in drafts:
        beside.setdefault(d.sentence, []).append(d)
    for d in drafts:
        rivals = [x for x in beside[d.sentence] if x is not d]
        for q in scene.numbers_in(d.span):
            if _part(scene, q, d) or _another_fits_better(scene, q, d, rivals):
                continue
            figure = _figure(scene, q, d)
            if figure and not any(f.what == figure.what and f.span.start == figure.span.start for f in d.figures):
                d.figures.append(figure)
        if not d.figures or d.event is Event.CASUALTIES:
            _singular(scene, d)
        for f in d.figures:
            d.why.setdefault("figures", Why("numbers.yml", f.quote))


def _part(scene: Scene, q: Quantity, d: Draft) -> bool:
    """Whether the number is what another is a part of ("43 of 77 drones"), or a part of what was counted."""
    if not d.figures:
        return False
    last = d.figures[-1].span
    between = scene.view.folded[last.end : q.core] if last.end <= q.core else scene.view.folded[last.start : q.core]
    return bool(_OF.search(between) or (_INCLUDING.search(between) and len(between) < 60))


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
    if q.low == q.high == 0 and (d.event is not Event.CASUALTIES or d.language != "en"):
        return None  # "no casualties" is told by a rule of its own
    match d.event:
        case Event.INTERCEPTION:
            if kind == "people" or (kind == "building" and not _AIRCRAFT.search(folded, q.end, end)):
                return None
            if kind == "building":
                return FigureKind.WEAPON_DOWNED
            return _DOWNED.get(kind or _weapon_kind(scene, d), FigureKind.WEAPON_DOWNED)
        case Event.ATTACK | Event.THREAT if kind in ("uav", "missile", "shell", "boat"):
            if d.event is Event.THREAT:
                return FigureKind.OTHER
            near = folded[d.span.start : d.span.end]
            hits = bool(_compiled(d.language, "hits").search(near))
            return FigureKind.HITS if hits else _LAUNCHED.get(kind, FigureKind.WEAPON_LAUNCHED)
        case Event.ATTACK if _compiled(d.language, "hits").match(folded[q.end : q.end + 20].strip()):
            return FigureKind.HITS
        case Event.ATTACK if d.language != "en" and kind in ("people", "building"):
            return None
        case Event.CASUALTIES:
            return _casualty(scene, q, kind, d, end)
        case Event.DAMAGE | Event.FIRE:
            return FigureKind.OBJECTS_DAMAGED if kind in ("building", "") and not _age(folded, q) else None
        case Event.OUTAGE:
            return _supply(scene, q, d, end)
        case Event.EVACUATION:
            return FigureKind.EVACUATED if kind in ("people", "") else None
        case Event.EXPLOSION:
            return FigureKind.EXPLOSIONS if _blasts(folded, q) else None
        case Event.ADVICE | Event.ALL_CLEAR | Event.INTENT:
            return None
    return FigureKind.OTHER if not _age(folded, q) and kind != "building" and end > q.end else None


def _blasts(folded: str, q: Quantity) -> bool:
    return bool(
        re.match(r"\s+(?:\w+\s+){0,2}(?:explosion|blast|detonation|bang|взрыв|вибух|хлоп)", folded[q.end : q.end + 50])
    )


def _age(folded: str, q: Quantity) -> bool:
    return bool(
        re.match(
            r"\s*(?:-?year|per cent|percent|%|km|kilom|hours?|minutes|days|hectares|"
            r"лет\b|год|рок|км|кв|м\b|час|минут|хвилин|дн)",
            folded[q.end : q.end + 14],
        )
        or (
            re.search(r"[a-z'’],\s$", folded[max(0, q.start - 3) : q.start])
            and re.match(r"[,.)]|\sand\b", folded[q.end : q.end + 4])
            and q.low is not None
            and q.low == q.high
            and 0 < q.low < 105
            and q.core == q.start
            and folded[q.start].isdigit()
        )
        or (
            re.search(r"(?:\bof|aged|,)\s$", folded[max(0, q.start - 6) : q.start])
            and re.match(r"\s*(?:[.,]|outside|who|was|$)", folded[q.end : q.end + 9])
            and q.low is not None
            and 1 < q.low < 100
            and folded[max(0, q.start - 3) : q.start] == "of "
        )
    )


def _weapon_kind(scene: Scene, d: Draft) -> str:
    s = scene.view.sentences[d.sentence]
    near = scene.view.folded[s.start : s.end]
    classes = _classes(d.language)
    return next((k for k in ("uav", "missile") if classes[k].search(near)), d.weapon or "weapon")


def _casualty(scene: Scene, q: Quantity, kind: str, d: Draft, end: int) -> FigureKind | None:
    """Killed, injured, missing or captured: the nearest such word, of those behind the number first."""
    folded = scene.view.folded
    if kind in ("uav", "missile", "building", "shell", "boat") or _age(folded, q):
        return None
    best: tuple[float, str] | None = None
    for side in _SIDES:
        for m in _compiled(d.language, "people-side", side).finditer(
            folded, max(0, q.start - 45), min(len(folded), end + 45)
        ):
            between = folded[end : m.start()] if m.start() >= end else folded[m.end() : q.start]
            far = abs(m.start() - end) if m.start() >= q.start else q.start - m.end() + 4
            far += 25 * len(re.findall(r"\d|,|\band\b|\bи\b|\bта\b|\bі\b|\bеще\b|\bще\b", between)) + 200 * (
                "." in between
            )
            if best is None or far < best[0]:
                best = (far, side)
    if best is None or best[0] > 90:
        return FigureKind(d.hits[0].figure) if d.hits[0].figure and kind == "people" else None
    return FigureKind(best[1])


def _supply(scene: Scene, q: Quantity, d: Draft, end: int) -> FigureKind | None:
    folded = scene.view.folded
    who = folded[q.end : max(end, q.end + 40)]
    if not _compiled(d.language, "households").search(who.split(".")[0]):
        return FigureKind.OTHER if end > q.end and not _age(folded, q) else None
    near = folded[d.window.start : d.window.end]
    return next(
        (
            FigureKind(k)
            for k in ("without-heat", "without-water", "without-power")
            if _compiled(d.language, "utilities", k).search(near)
        ),
        FigureKind.OTHER,
    )


def _singular(scene: Scene, d: Draft) -> None:
    """A single weapon downed, launched or hitting, a single person: one, though no number stands there."""
    folded = scene.view.folded
    if d.event in (Event.INTERCEPTION, Event.ATTACK):
        m = _compiled(d.language, "singular-weapon").search(folded, d.span.start, d.span.end)
        if not m or not _is_one(scene, d, m):
            return
        kind = "missile" if re.search(r"missile|rocket|ракет", m.group()) else "uav"
        if d.event is Event.INTERCEPTION:
            what = _DOWNED[kind]
        else:
            landed = _compiled(d.language, "hits").search(folded, d.span.start, d.span.end)
            raid = d.language != "en" and _RAID.search(folded, d.span.start, d.span.end)
            if not landed and not raid and not _BY_ONE.search(m.group()):
                return
            what = FigureKind.HITS if landed else _LAUNCHED[kind]
    elif d.event is Event.CASUALTIES and d.hits[0].count is None:
        _persons(scene, d)
        return
    else:
        return
    span = Span(*m.span())
    d.figures.append(Figure(span, span.of(scene.view.raw), what, 1, 1))


def _persons(scene: Scene, d: Draft) -> None:
    """Single people, told of without a number: "killing the driver and wounding four"; one a kind of harm."""
    if d.figures and d.language != "en":
        return
    for m in _compiled(d.language, "singular-person").finditer(scene.view.folded, d.span.start, d.span.end):
        q = Quantity(m.start(), m.end(), 1, 1, core=m.start())
        what = _casualty(scene, q, "people", d, m.end())
        if what and not any(f.what in (what, FigureKind.CASUALTIES) for f in d.figures):
            span = Span(*m.span())
            d.figures.append(Figure(span, span.of(scene.view.raw), what, 1, 1))


def _is_one(scene: Scene, d: Draft, m: re.Match[str]) -> bool:
    """Whether БПЛА, which has no plural, stands beside a singular verb or adjective."""
    if "бпла" not in m.group() or d.language == "en":
        return True
    near = scene.view.folded[d.span.start : d.span.end]
    plural = re.search(
        r"\b(?:уничтожены|сбиты|перехвачены|подавлены|знищені|збиті|атаки|бпла противника|\w+ых\s+бпла|\w+их\s+бпла)\b",
        near,
    )
    return not plural and bool(
        re.search(r"\b(?:уничтожен|сбит|перехвачен|подавлен|збитий|\w+(?:ый|ий|ного|ий)\s+бпла)\b", near)
    )


def none_hurt(scene: Scene, d: Draft) -> None:
    """ "No casualties" is a figure: 0 to 0."""
    if d.event is not Event.CASUALTIES or not any(h.count == 0 for h in d.hits):
        return
    h = next(h for h in d.hits if h.count == 0)
    words = h.span.of(scene.view.folded)
    side = next(
        (s for s in ("casualties", "injured", "killed") if _compiled(d.language, "people-side", s).search(words)),
        "casualties",
    )
    d.figures = [Figure(h.span, h.span.of(scene.view.raw), FigureKind(side), 0, 0)]
