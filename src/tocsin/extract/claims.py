"""Report -> claims: the order in which the questions are asked."""

import hashlib
from datetime import MAXYEAR, MINYEAR, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tocsin.extract import (
    acts,
    blame,
    breakdown,
    details,
    events,
    figures,
    further,
    listed,
    places,
    single,
    tallies,
    timing,
)
from tocsin.extract.declared import declared, taken_back
from tocsin.extract.draft import Draft, Scene
from tocsin.extract.home import home_of
from tocsin.extract.language import detect, of_sentence
from tocsin.extract.merge import merge
from tocsin.extract.roles import stands_for_office
from tocsin.extract.speakers import attributions
from tocsin.extract.specific import specific
from tocsin.extract.text import view
from tocsin.extract.times import TimeMention, find_times
from tocsin.gazetteer import Context, Gazetteer
from tocsin.model import Act, Claim, Interval, Phrase, Report, Source, Why
from tocsin.vocab import AUTHOR, Event

#: The zone in which a report speaks whose time is given in UTC only: that of its language's authorities.
_ZONES = {"ru": "Europe/Moscow", "uk": "Europe/Kyiv"}

#: What stands for a rule where no word of the text decided a field.
_DEFAULTS = {
    "speaker": "default: nobody else is named as saying it",
    "stance": "default: nothing hedges, denies or announces it",
    "time": "default: no time is given for it",
    "places": "default: no place is given for it",
}


class Told(NamedTuple):
    """What a text tells: its claims and acts in the order of the text, and why it makes no act that it seems to."""

    claims: tuple[Claim, ...] = ()
    acts: tuple[Act, ...] = ()
    unmade: str = ""


def claims_of(report: Report, language: str, gazetteer: Gazetteer, source: Source | None) -> Told:
    """What one report whose language is known tells."""
    scene, now = _scene(report, language, gazetteer, source)
    if not scene.view.sentences:
        return Told()
    drafts, unmade = acts.real(scene, events.draft(scene), now)
    figures.count(scene, drafts)
    for d in drafts:
        details.describe(scene, d)
    blame.share(drafts)
    places.locate(scene, drafts)
    drafts = further.targets(scene, drafts)
    timing.date_claims(scene, drafts, now)
    drafts = listed.lines(scene, drafts)
    for d in drafts:
        single.none_hurt(scene, d)
        details.stance(scene, d)
    details.remark(scene, drafts)
    drafts = tallies.apart(scene, breakdown.split(scene, specific(scene, drafts)))
    drafts = merge(scene, drafts)
    timing.date_acts(drafts, now)
    drafts.sort(key=lambda d: (d.span.start, d.span.end))
    claims = [_claim(report, d, scene.zone) for d in drafts]
    made = declared(scene, [(d, c.id) for d, c in zip(drafts, claims, strict=True)], now)
    if unmade == acts.WITHDRAWN:
        made = taken_back(scene)
    elif told := acts.only_told(scene):
        made, unmade = tuple(a for a in made if a.event is Event.ALL_CLEAR and told == acts.FOUGHT), unmade or told
    return Told(tuple({c.id: c for c in claims}.values()), made, unmade)


def _scene(report: Report, language: str, gazetteer: Gazetteer, source: Source | None) -> tuple[Scene, datetime | None]:
    seen = view(report.text)
    languages = [of_sentence(report.text[s.start : s.end], language) for s in seen.sentences]
    now, zone = _local(report, language, source)
    home = home_of(report, language, gazetteer, source)
    context = Context(
        countries=(source.country,) if source and source.country else (),
        regions=source.regions if source and source.regions else home.codes,
    )
    times: list[TimeMention] = []
    for kind in sorted(set(languages), key=lambda x: x != language):
        for t in find_times(seen.folded, kind, now):
            if not any(t.start < x.end and x.start < t.end for x in times):
                times.append(t)
    mentions = gazetteer.mentions(report.text, language, context)
    said = attributions(seen, languages, [m.span for m in mentions if not stands_for_office(m)])
    ordered = tuple(sorted(times, key=lambda t: t.start))
    return Scene(seen, languages, gazetteer, mentions, ordered, said, home, zone), now


def datable(report: Report) -> bool:
    """Whether times can be counted from the report's own: it has one, and not at an edge of the calendar."""
    return report.published is not None and MINYEAR < report.published.year < MAXYEAR


def _local(report: Report, language: str, source: Source | None) -> tuple[datetime | None, str | None]:
    """The report's time in the zone that it speaks in (naive), and that zone's name where it is known.

    An offset other than UTC is the publisher's own; UTC only says that the channel's export was made so.
    """
    zone = report.zone or (source.zone if source else None)
    if report.published is None or not datable(report):
        return None, zone
    offset = report.published.utcoffset()
    if zone is None and (offset is None or not offset):
        zone = _ZONES.get(language)
    local = report.published.astimezone(ZoneInfo(zone)) if zone else report.published
    return local.replace(tzinfo=None), zone


def _verbatim(report: Report, said: Phrase) -> Phrase:
    """The phrase as the report has it: the rules read a text whose marks are blanked."""
    return Phrase(said.span.of(report.text), said.span) if said.span else said


def _claim(report: Report, d: Draft, zone: str | None) -> Claim:
    quote = d.span.of(report.text)
    speaker, *via = (
        (_verbatim(report, p) for p in (d.attribution.speaker, *d.attribution.via))
        if d.attribution
        else (Phrase(AUTHOR),)
    )
    if d.attribution:
        d.why["speaker"] = Why(
            f"speakers.yml:{d.attribution.rule}", d.attribution.cue.of(report.text).strip() or speaker.text
        )
    for field, reason in _DEFAULTS.items():
        d.why.setdefault(field, Why(reason, ""))
    time = Interval(d.time.start, d.time.end, zone) if d.time else None
    key = "\n".join(
        (report.id, str(d.span.start), str(d.span.end), d.event, speaker.text, ",".join(p.name for p in d.places))
    )
    return Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        report=report.id,
        span=d.span,
        quote=quote,
        event=d.event,
        stance=d.stance,
        speaker=speaker,
        via=tuple(via),
        precedent=d.precedent,
        caveat=d.caveat,
        places=tuple(d.places),
        time=time,
        figures=tuple(d.figures),
        weapon=d.weapon,
        target=d.target,
        blamed=d.blamed,
        why=tuple(sorted(d.why.items())),
    )


def language_of(report: Report, source: Source | None = None) -> str:
    """The language of a report, from its text.

    What the payload, the source's description or the publisher's name says settles what the letters leave open.
    """
    known = report.language or (source.language if source else None)
    return detect(report.text, known or detect(report.publisher or "", "en"))
