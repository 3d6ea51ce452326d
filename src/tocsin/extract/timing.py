"""When: which of the times that a report names belong to a claim."""

import re
from datetime import datetime, timedelta
from functools import cache

from tocsin.extract.dates import calendar_of, day_of
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import either_of_all, entries, patterns
from tocsin.extract.times import TimeMention, clock_interval
from tocsin.model import Interval, Span, Why
from tocsin.vocab import Event, Language, Stance

_TAKEN_UP = re.compile(r"\bthe (?:attack|strike|raid|shelling|blaze|fire|explosion|blast|bombing|assault)\b")
#: What befalls people and things in a raid told of in the sentence before.
_EFFECTS = (Event.DAMAGE, Event.CASUALTIES, Event.FIRE)
_RAIDS = (Event.ATTACK, Event.EXPLOSION)
#: Made by being said: their time is the report's own unless the text gives another (the definition of a claim, 18).
_ACTS = (Event.THREAT, Event.ALL_CLEAR, Event.ADVICE)
#: A day and its month, or a date in figures.
_DATED = re.compile(r"\d{1,2}\s\w|\w\s\d{1,2}$|\d\.\d\d\.")
_FOLLOWS = (
    Event.DAMAGE,
    Event.CASUALTIES,
    Event.FIRE,
    Event.OUTAGE,
    Event.ATTACK,
    Event.INTERCEPTION,
    Event.EXPLOSION,
    Event.RESPONSE,
)


@cache
def _flash() -> tuple[str, ...]:
    """How news flashes begin, in any of the languages."""
    return tuple(x for language in Language for x in entries(language, "times", "flash"))


def date_claims(scene: Scene, drafts: list[Draft], now: datetime | None) -> None:
    """Gives every claim its time: of its clause, its sentence, the stamp before it, or the claim it goes on from."""
    if now is None:
        return
    cues = [a.cue for a in scene.attributions]
    of_video = _of_video(scene)
    for d in drafts:
        sentence = scene.view.sentences[d.sentence]
        whole = Span(max(sentence.start, sentence.stamp_end), sentence.end)
        times = [
            t
            for t in scene.times
            if whole.start <= t.start < whole.end
            and not any(c.start <= t.start < c.end for c in cues)
            and not _of_the_telling(scene, t, whole.start)
        ]
        times = [t for t in times if not _of_before(scene, d, t)]
        own = _nearest(times, d.span, d) or _nearest(times, d.window, d)
        if own:
            _set(d, _coming(scene, d, own, now), f"times.yml:{own.rule}", scene.view.raw[own.start : own.end])
        elif sentence.stamp and not of_video and _applies(scene, d):
            stamped = _stamp(sentence.stamp, now)
            if stamped:
                _set(d, stamped, "time stamp", sentence.stamp)
    for d in drafts:
        if d.time is None:
            _lend(scene, d, [x for x in drafts if x is d or not _recalls(scene, x)])
    _fill_period(scene, drafts, now)


#: "The plant, which in October was already hit": an earlier happening is called to mind.
_WHICH = re.compile(r",\s(?:як(?:ий|а|е|і|ого|у|их)|котор\w+|which|that)(?!\w)")
_ALREADY = re.compile(r"(?<!\w)(?:вже|уже|раніше|ранее|already|previously|earlier)(?!\w)")


def _of_before(scene: Scene, d: Draft, t: TimeMention) -> bool:
    """Whether the time is of a clause that calls an earlier happening to mind: "…, which was already hit in May"."""
    behind = [h.span.end for h in d.hits if h.span.end <= t.start]
    if not behind or any(h.span.start >= t.end for h in d.hits):
        return False
    clause = _WHICH.search(scene.view.folded, max(behind), t.start)
    ends = re.compile(r"[.;]").search(scene.view.folded, t.end)
    rest = scene.view.folded[clause.end() : ends.start() if ends else len(scene.view.folded)] if clause else ""
    return bool(_ALREADY.search(rest))


def _recalls(scene: Scene, d: Draft) -> bool:
    """Whether a claim is itself told in such a clause: its time is that of no other."""
    sentence = scene.view.sentences[d.sentence]
    clauses = list(_WHICH.finditer(scene.view.folded, sentence.start, d.hits[0].span.start))
    return bool(clauses) and bool(_ALREADY.search(scene.view.folded, clauses[-1].end(), sentence.end))


#: Of how many sentences at the head of a report one may name the period that all of it is about.
_HEAD = 3
#: From so many days on a range of dates is such a period.
_LONG_RANGE = 5
#: So many days after a month its summaries come out; an older month is of a single happening.
_AFTERWARDS = 45
_SUMMED = (
    Event.ATTACK, Event.INTERCEPTION, Event.CASUALTIES, Event.DAMAGE, Event.FIRE, Event.OUTAGE, Event.CLASH,
    Event.EVACUATION, Event.EXPLOSION,
)  # fmt: skip


def _period(scene: Scene, drafts: list[Draft], now: datetime) -> TimeMention | None:
    """The month, or the day and night, that a summary says at its head to be about."""
    for i, sentence in enumerate(scene.view.sentences[:_HEAD]):
        for t in (t for t in scene.times if sentence.start <= t.start < sentence.end):
            first, last = t.interval.start, t.interval.end
            if t.rule in ("month", "last-month", "month-last-year") and not isinstance(last, datetime):
                since = re.match(rf"{either_of_all('times', 'began')}(?!\w)", scene.view.folded[t.start : t.end])
                return t if 0 < (now.date() - last).days <= _AFTERWARDS and not since else None
            if t.rule == "date-range" and not isinstance(last, datetime) and not isinstance(first, datetime):
                return t if (last - first).days >= _LONG_RANGE else None
            heading = not any(d.sentence == i for d in drafts)
            if heading and (t.rule == "past-day" or (t.rule == "today" and i == 0)):
                return t
    return None


def _fill_period(scene: Scene, drafts: list[Draft], now: datetime) -> None:
    """What a summary tells without a time happened in its period, unless it goes on about one day of it."""
    period = _period(scene, drafts, now)
    if period is None:
        return
    narrower: set[int] = set()
    words = scene.view.raw[period.start : period.end]
    for d in drafts:
        paragraph = scene.view.sentences[d.sentence].paragraph
        if d.time is not None:
            if d.time != period.interval:
                narrower.add(paragraph)
        elif d.event in _SUMMED and d.stance is not Stance.INTENDED and paragraph not in narrower:
            _set(d, period.interval, "period of the report", words)


#: By how many days a form that names no date goes on where it is told of what is to come.
_ON = {"day": 7, "since-date": 7, "until-date": 7, "part-of": 7, "part-today": 1, "at": 1, "range": 1}


@cache
def _telling() -> re.Pattern[str]:
    """What stands before a time when something was told, counted or compared: "as of", "published", "worst since"."""
    told, since = either_of_all("times", "told"), either_of_all("times", "since-then")
    return re.compile(rf"(?<!\w)(?:{told}(?:\s(?:on|in|at))?|{since})\s*$")


def _of_the_telling(scene: Scene, t: TimeMention, start: int) -> bool:
    """Whether the time is that of a report or a comparison rather than of what happened."""
    folded = scene.view.folded
    if _telling().search(folded, max(start, t.start - 40), t.start):
        return True
    compared = rf"(?<!\w){either_of_all('times', 'compared')}(?!\w)[^.;]{{0,60}}$"
    lasting = t.rule in ("since-date", "month", "this-month", "this-week", "last-month")
    return lasting and bool(re.search(compared, folded[max(start, t.start - 80) : t.start]))


def date_acts(drafts: list[Draft], now: datetime | None) -> None:
    """Gives threats, all-clears and advice the report's own time where the text gives them none."""
    for d in drafts:
        if now is not None and d.time is None and d.event in _ACTS:
            _set(d, Interval(now, now), "made by being said: the report's own time", "")


def _coming(scene: Scene, d: Draft, t: TimeMention, now: datetime) -> Interval:
    """The interval, a week or a day on where a claim about what is to come names a bare weekday or part of the day."""
    days, begin = _ON.get(t.rule), t.interval.start
    gone = (begin if isinstance(begin, datetime) else datetime(begin.year, begin.month, begin.day)) < now
    if not days or not gone:
        return t.interval
    told = scene.view.folded[t.start : t.end]
    dated = _DATED.search(told) if days == 7 else day_of(told, calendar_of(d.language), now)
    bygone = re.search(either_of_all("times", "bygone"), told)
    intended = patterns(d.language, "times", "to-come").search(scene.view.folded, d.span.start, d.window.end)
    return t.interval if dated or bygone or not intended else _later(t.interval, days)


def _later(x: Interval, days: int) -> Interval:
    return Interval(x.start + timedelta(days=days), x.end + timedelta(days=days), x.zone)


def _set(d: Draft, interval: Interval, rule: str, words: str) -> None:
    d.time = interval
    d.why["time"] = Why(rule, words)


def _nearest(times: list[TimeMention], span: Span, d: Draft) -> TimeMention | None:
    inside = [t for t in times if span.start <= t.start < span.end]
    at = d.hits[0].span.start
    clock = [t for t in inside if t.rule in ("range", "at", "since-at", "night-before", "part-of")]
    return min(clock or inside, key=lambda t: abs(t.start - at), default=None)


def _applies(scene: Scene, d: Draft) -> bool:
    """Whether the stamp is the event's time: not that of a news flash, which is when it was written."""
    stamp_line = next(
        (s for s in reversed(scene.view.sentences[: d.sentence + 1]) if s.stamp_end > s.start), scene.view.sentences[0]
    )
    rest = scene.view.folded[stamp_line.stamp_end : stamp_line.stamp_end + 14].strip()
    stamp = (stamp_line.stamp or "").lower()
    return not rest.startswith(_flash()) and "gmt" not in stamp and "utc" not in stamp


#: A video's chapters begin at 00:00 and end within the hour; nights that are told by the minute do not.
_CHAPTERS = re.compile(r"00[:.][0-5]\d$")


def _of_video(scene: Scene) -> bool:
    """Whether the stamps count the minutes of a video rather than of the day: "00:00 …, 00:31 …"."""
    stamps = [(s.stamp or "").strip() for s in scene.view.sentences if s.stamp_end > s.start]
    clocks = [m.group() for stamp in stamps if (m := re.search(r"\d{1,2}[:.]\d\d", stamp))]
    return len(clocks) > 1 and clocks[0] in ("00:00", "0:00") and all(map(_CHAPTERS.match, clocks))


def _stamp(stamp: str, now: datetime) -> Interval | None:
    clock = re.search(r"\d{1,2}[:.]\d\d", stamp)
    return clock_interval(clock.group(), now) if clock else None


def _lend(scene: Scene, d: Draft, drafts: list[Draft]) -> None:
    """What goes on from a claim has its time: an effect in the same sentence, the next sentence of a post."""
    same = [
        o
        for o in drafts
        if o.sentence == d.sentence
        and o.time
        and o is not d
        and "time" in o.why
        and o.why["time"].rule != "lent"
        and _lends(o, d)
        # "… hit N, wounding two, a day after a strike on M": what stands before the blow of before is of now.
        and not (o.why["time"].rule == "times.yml:days-after" and d.span.start < o.span.start)
    ]
    taken_up = _TAKEN_UP.search(scene.view.folded, d.span.start, d.span.end)
    if same and d.event in _FOLLOWS and (d.event is not Event.RESPONSE or d.language == "en"):
        nearest = min(same, key=lambda o: abs(o.span.start - d.span.start))
        _set(d, nearest.time, "lent", nearest.why["time"].words)  # type: ignore[arg-type]
        return
    if d.language == "en" and not d.item and not taken_up:
        _lend_effect(d, drafts)
        return
    sentence = scene.view.sentences[d.sentence]
    before = [o for o in drafts if o.sentence < d.sentence and o.time and _lends(o, d)]
    near = [
        o
        for o in before
        if d.sentence - o.sentence <= 3 and scene.view.sentences[o.sentence].paragraph == sentence.paragraph
    ]
    if near and d.event in _FOLLOWS and (d.event is not Event.RESPONSE or taken_up):
        _set(d, near[-1].time, "lent", near[-1].why["time"].words)  # type: ignore[arg-type]


def _lends(o: Draft, d: Draft) -> bool:
    """Whether the time of `o` can be that of `d`: when a fire was put out is not when it broke out."""
    return o.event is not Event.RESPONSE or d.event is Event.RESPONSE


def _lend_effect(d: Draft, drafts: list[Draft]) -> None:
    """In a wire only what a raid did, told in the very next sentence by the same speaker, has the raid's time."""
    before = [o for o in drafts if o.sentence == d.sentence - 1 and o.event in _RAIDS and o.time]
    raid = before[-1] if before else None
    if raid is None or d.event not in _EFFECTS or raid.speaker != d.speaker or not (d.carried or not d.places):
        return
    if raid.why["time"].rule != "lent" and raid.time:
        _set(d, raid.time, "lent", raid.why["time"].words)
