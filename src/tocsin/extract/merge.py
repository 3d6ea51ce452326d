"""The same thing said twice in one report by the same speaker is one claim."""

import re
from datetime import date, datetime, time
from math import cos, hypot, inf, radians

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.events import anaphoric
from tocsin.extract.lexicon import either_of_all
from tocsin.extract.text import RUBRIC, fold
from tocsin.gazetteer import Gazetteer
from tocsin.model import Interval, Place, PlaceMention, Span, Why
from tocsin.vocab import Event, PlaceKind

#: A plant and its town are one scene.
_KM = 12.0
#: A repetition is looked for among so many claims of the same event before it.
_BACK = 60
#: What may stand between two counts of one claim.
_BETWEEN = 30
_NONE = Why("", "")


def merge(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts without repetitions; of two that say the same the richer stays."""
    kept: list[Draft] = []
    told: dict[Event, list[int]] = {}
    for d in sorted(drafts, key=lambda d: d.span.start):
        alike = told.setdefault(d.event, [])
        at = next((i for i in alike[: -_BACK - 1 : -1] if _same(scene, kept[i], d)), None)
        if at is None:
            alike.append(len(kept))
            kept.append(d)
            continue
        better = not _outcome(kept[at], d) and (_weight(d) > _weight(kept[at]) or _title(scene, kept[at], d))
        richer, poorer = (d, kept[at]) if better else (kept[at], d)
        _take(scene, richer, poorer)
        kept[at] = richer
    return kept


def _outcome(a: Draft, b: Draft) -> bool:
    """Whether `a` names the attack and `b` only what it destroyed: "Ракетний обстріл Одеси: окупанти пошкодили НПЗ"."""
    result = b.hits[0].rule.endswith("destroyed-by") and all(h.noun for h in a.hits)
    return result and a.sentence == b.sentence and a.span.end <= b.span.start


def _weight(d: Draft) -> tuple[int, int]:
    fields = (d.places and not d.carried, d.time, d.figures, d.weapon, d.target, d.blamed)
    return sum(2 if i == 2 else 1 for i, x in enumerate(fields) if x), d.span.end - d.span.start


def _take(scene: Scene, richer: Draft, poorer: Draft) -> None:
    """What the richer one lacks and the other one says."""
    if (not richer.places or richer.carried) and poorer.places and not poorer.carried:
        richer.places, richer.carried = poorer.places, False
    elif richer.sentence == poorer.sentence and poorer.places and _names_place(poorer) and not _names_place(richer):
        richer.places, richer.why["places"] = (
            poorer.places,
            poorer.why["places"],
        )  # "killing two and injuring five in N"
    richer.time = richer.time or poorer.time
    richer.caveat = richer.caveat or poorer.caveat
    richer.precedent = richer.precedent or poorer.precedent
    if richer.sentence == poorer.sentence:
        richer.blamed = richer.blamed or poorer.blamed
    headline = len(scene.view.sentences) <= 4 and richer.language != "en"
    if headline and richer.attribution is None:
        richer.attribution = poorer.attribution
    if richer.sentence == poorer.sentence:
        known = {(f.what, f.low, f.high) for f in richer.figures}
        added = [f for f in poorer.figures if (f.what, f.low, f.high) not in known]
        richer.figures += added
        first, last = sorted((richer.span, poorer.span), key=lambda span: span.start)
        if added and richer.event is Event.CASUALTIES and 0 <= last.start - first.end <= _BETWEEN:
            richer.span = Span(first.start, max(first.end, last.end))  # "two killed, five wounded" is quoted whole


def _names_place(d: Draft) -> bool:
    """Whether its own words say where, and no other claim's."""
    return d.why.get("places", _NONE).rule == "places of the clause"


def _same(scene: Scene, a: Draft, b: Draft) -> bool:
    if a.event is not b.event or a.item or b.item:
        return False
    if a.stance is not b.stance and "denied" in (a.stance, b.stance):
        return False
    legend = a.event is Event.THREAT and (b.carried or not b.places)
    if legend and a.speaker == b.speaker and a.weapon is b.weapon and a.time == b.time:
        return True  # the legend of a map of flights
    if a.event is Event.ADVICE:
        return a.speaker == b.speaker and b.sentence - a.sentence <= 1
    if a.speaker != b.speaker and a.attribution and b.attribution and not _title(scene, a, b):
        return False
    if not _compatible_places(scene.gazetteer, a, b) or not _compatible_times(a.time, b.time):
        return False
    mine, theirs = ({(f.what, f.low, f.high) for f in x.figures} for x in (a, b))
    if a.sentence == b.sentence and a.event is Event.CASUALTIES:
        return not ({w for w, *_ in mine} & {w for w, *_ in theirs}) or mine == theirs
    if mine and theirs and mine != theirs:
        return False
    if a.sentence == b.sentence:
        headed = all(h.noun for h in a.hits) and not _names_place(b)
        between = scene.view.folded[a.span.end : b.span.start].strip()
        return _told_alike(a, b) or (headed and between[:1] in (":", "-", "–", "—") and a.event is Event.ATTACK)
    if _lead(a, b) or _title(scene, a, b):
        return True
    elsewhere = _names_place(b)
    if b.time and not a.time and a.sentence != b.sentence and _recalled(scene, b):
        return False  # "we recall that on 11 March …" is what was before
    if anaphoric(scene, b) and a.places and b.places and not theirs and a.sentence < b.sentence:
        return True  # "the fire in N", told of before
    retold = all(h.noun or h.rule.endswith("burns") for h in b.hits) and not elsewhere and "time" not in b.why
    headline = len(scene.view.sentences) <= 4 and b.language != "en" and a.sentence == 0
    return (retold or headline or _told_alike(a, b)) and (not theirs or mine == theirs)


def _recalled(scene: Scene, d: Draft) -> bool:
    """Whether its sentence calls to mind what was before."""
    told = scene.view.folded[scene.view.sentences[d.sentence].start : d.span.end]
    return bool(re.search(rf"(?<!\w){either_of_all('times', 'recalled')}(?!\w)", told))


def _title(scene: Scene, a: Draft, b: Draft) -> bool:
    """Whether `a` stands in the title of a news report and `b` in one of the sentences that begin it."""
    first = scene.view.sentences[a.sentence]
    rubric = scene.view.raw[first.end : scene.view.sentences[b.sentence].start]
    if a.sentence == 0 and 0 < b.sentence <= 3 and RUBRIC.search(rubric):
        return True
    titled = a.sentence == 0 and not first.stamp and scene.view.sentences[b.sentence].paragraph > first.paragraph
    ends = scene.view.clean[first.start : first.end].rstrip()[-1:]
    mine, theirs = ({(f.what, f.low, f.high) for f in x.figures} for x in (a, b))
    return titled and ends not in '.!?"”' and b.sentence <= 3 and a.language == "en" and mine <= theirs


def _lead(a: Draft, b: Draft) -> bool:
    """Whether `a` only announces what the next sentences of a post tell: no place, time or number of its own."""
    bare = not a.time and not a.figures and (a.carried or not a.places) and a.language != "en"
    richer = bool(b.time and b.places and not b.carried)
    return bare and richer and a.sentence <= 1 and 0 < b.sentence - a.sentence <= 2 and a.event is Event.ATTACK


def _told_alike(a: Draft, b: Draft) -> bool:
    """Whether the two stretches overlap, or share the words of their target."""
    if a.span.start < b.span.end and b.span.start < a.span.end:
        return True
    if a.target and b.target:
        left, right = ({w for w in fold(x.target.text).split() if len(w) > 3} for x in (a, b) if x.target)
        return bool(left & right)
    return False


def _compatible_places(gazetteer: Gazetteer, a: Draft, b: Draft) -> bool:
    if not a.places or not b.places:
        return True
    return any(_near(gazetteer, p, q) for p in a.places for q in b.places)


def _near(gazetteer: Gazetteer, p: PlaceMention, q: PlaceMention) -> bool:
    if p.place and q.place:
        same = p.place.id == q.place.id or gazetteer.within(p.place, q.place) or gazetteer.within(q.place, p.place)
        beside = PlaceKind.SITE in (p.kind, q.kind) and _apart(p.place, q.place) < _KM
        return same or beside
    return p.name == q.name


def _apart(p: Place, q: Place) -> float:
    """Kilometres between two places, roughly (a degree of latitude is 111 km)."""
    if None in (p.lat, p.lon, q.lat, q.lon):
        return inf
    x = (p.lon - q.lon) * cos(radians(p.lat))  # type: ignore[operator, arg-type]
    return 111.0 * hypot(x, p.lat - q.lat)  # type: ignore[operator]


def _compatible_times(a: Interval | None, b: Interval | None) -> bool:
    if a is None or b is None:
        return True
    (a0, a1), (b0, b1) = _ends(a), _ends(b)
    return a0 <= b1 and b0 <= a1


def _ends(x: Interval) -> tuple[datetime, datetime]:
    return _moment(x.start), _moment(x.end) if isinstance(x.end, datetime) else datetime.combine(x.end, time.max)


def _moment(x: date | datetime) -> datetime:
    return x if isinstance(x, datetime) else datetime(x.year, x.month, x.day)
