"""Changes of standings -> alerts: the first of a raid, its updates, its end, and what keeps it from running out."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from tocsin.model import Alert, Change, Earlier, Origin, Standing
from tocsin.vocab import AlertKind, AreaState, Event, Hazard
from tocsin.warn.board import Board, Word
from tocsin.warn.catalogue import catalogue
from tocsin.warn.edits import EDITED
from tocsin.warn.wording import worded

#: What is not known any more is said once, and holds so long.
UNKNOWN_LIFE = timedelta(hours=24)
#: An alert holds for so long unless an update prolongs it: whoever hears nothing more must not believe it for ever.
LIFE = timedelta(minutes=60)
#: So long before its end it is prolonged.
AHEAD = timedelta(minutes=10)
#: Advice and restrictions without an alert hold so long.
ADVICE_LIFE = timedelta(hours=6)
_TOLD = frozenset({Event.ADVICE, Event.RESTRICTION})

_SAYS_SO = "its authority says so"

#: All that was sent of a raid, oldest first, by raid.
Sent = Mapping[str, tuple[Alert, ...]]


def alerts_of(changes: Iterable[Change], word: Word | None, now: datetime, sent: Sent) -> tuple[Alert, ...]:
    """The alerts that changes call for.

    Args:
        changes: what changed, in the order in which it is to be told.
        word: what was declared; None where time alone passed, or a source or post was lost.
        now: the moment at which they are sent.
        sent: what was sent of the raids that run.

    Raises:
        WordingError: an alert's words name another hazard.
    """
    made = [a for change in changes if (a := _of_change(change, word, now, sent))]
    return tuple(map(worded, (*made, *(_told(word, now, made) if word else ()))))


def next_due(board: Board, sent: Sent) -> datetime | None:
    """When the next alert is to be prolonged, or the next standing runs out; None where nothing runs."""
    ends = [s.until for s in board.standings.values() if s.until is not None and s.state is AreaState.ALERT]
    running = (sent.get(s.raid, ()) for s in board.standings.values() if s.raid and _is_said_again(s))
    dues = [found[-1].expires - AHEAD for found in running if found and found[-1].kind is not AlertKind.CANCEL]
    return min((*ends, *dues), default=None)


def _is_said_again(s: Standing) -> bool:
    return s.state is AreaState.ALERT


def renewals(board: Board, now: datetime, sent: Sent) -> tuple[Alert, ...]:
    """Updates for alerts that run on and would run out."""
    found = []
    for s in board.standings.values():
        before = sent.get(s.raid, ()) if s.raid else ()
        if not before or before[-1].expires - AHEAD > now or before[-1].kind is AlertKind.CANCEL:
            continue
        if not _is_said_again(s):
            continue
        found.append(worded(_alert(s, AlertKind.UPDATE, before[-1].origin, now, before, "it goes on")))
    return tuple(found)


def _of_change(change: Change, word: Word | None, now: datetime, sent: Sent) -> Alert | None:
    before, after = change.before, change.after
    raid = after.raid or (before.raid if before else "")
    earlier = sent.get(raid, ())
    origin = _origin(change, word, earlier)
    if origin is None:
        return None
    if after.state is AreaState.CLEAR:
        return _alert(after, AlertKind.CANCEL, origin, now, earlier, change.why, raid) if earlier else None
    if not earlier:
        # A threat that was read too late begins no alert: the state says unknown, and a person is asked.
        return _alert(after, AlertKind.ALERT, origin, now, (), change.why) if after.state is AreaState.ALERT else None
    last = earlier[-1]
    same = (last.state, last.stage) == (after.state, after.stage) and last.kind is not AlertKind.CANCEL
    told = set(_advice(after, origin)) <= set(last.advice) and set(origin.advice) <= set(last.origin.advice)
    if same and told and change.why != EDITED:
        return None
    return _alert(after, AlertKind.UPDATE, origin, now, earlier, change.why)


def _origin(change: Change, word: Word | None, earlier: tuple[Alert, ...]) -> Origin | None:
    """Whose words it is: those of the report that changed it, else those that were relayed before."""
    if word is None or word.origin is None or change.after.last_by != word.report:
        return earlier[-1].origin if earlier else None
    acts = [s for s in word.said if s.hazard is change.after.hazard and s.event is change.after.stage]
    named = [s for s in acts if any(a.id == change.after.area.id for a in (*s.areas, *s.still_on))]
    quote = next((s.quote for s in (*named, *acts, *word.said) if s.quote), word.origin.quote)
    return Origin(
        word.origin.report, word.origin.publisher, word.origin.at, word.origin.language, quote, word.origin.advice,
        word.origin.url, word.origin.digest,
    )  # fmt: skip


def _advice(s: Standing, origin: Origin) -> tuple[str, ...]:
    """The catalogue's advice for the hazard and stage, with what the authority advised itself."""
    if s.state is not AreaState.ALERT:
        return ()
    own = (code for words in origin.advice for code in catalogue().recognised(words))
    return tuple(dict.fromkeys((*catalogue().goes_with.get((s.hazard, s.stage), ()), *own)))


def _alert(
    s: Standing, kind: AlertKind, origin: Origin, now: datetime, earlier: tuple[Alert, ...], why: str, raid: str = ""
) -> Alert:  # fmt: skip
    sent = _whole(now)
    if earlier and sent <= earlier[-1].sent:
        sent = earlier[-1].sent + timedelta(seconds=1)  # two messages of one raid are told apart by their times
    holding = [a for a in earlier if a.expires > sent] or list(earlier[-1:])
    raid, life = raid or s.raid, UNKNOWN_LIFE if s.state is AreaState.UNKNOWN else LIFE
    return Alert(
        _id(raid, kind, sent), kind, sent, sent + life, s.area, s.hazard, s.authority, s.stage, s.state, s.since, raid,
        origin, tuple(Earlier(a.id, a.sent) for a in holding), _advice(s, origin), why=why,
    )  # fmt: skip


def _told(word: Word, now: datetime, made: list[Alert]) -> Iterator[Alert]:
    """Advice and restrictions that no alert carries: messages of their own, which change no state."""
    if word.origin is None or any(a.kind is not AlertKind.CANCEL for a in made):
        return
    sent = _whole(now)
    for said in word.said:
        for area in said.areas if said.event in _TOLD else ():
            raid = f"{word.report}/{said.event}/{area.id}"
            codes = tuple(c for words in word.origin.advice for c in catalogue().recognised(words))
            advice = tuple(c for c in dict.fromkeys(codes) if said.event is Event.ADVICE)
            origin = Origin(
                word.report, word.origin.publisher, word.at, word.origin.language, said.quote, word.origin.advice,
                word.origin.url, word.origin.digest,
            )  # fmt: skip
            yield Alert(
                _id(raid, AlertKind.ALERT, sent), AlertKind.ALERT, sent, sent + ADVICE_LIFE, area, Hazard.ANY,
                word.authority, said.event, AreaState.ALERT, word.at, raid, origin, (), advice, why=_SAYS_SO,
            )  # fmt: skip


def _id(raid: str, kind: AlertKind, sent: datetime) -> str:
    return hashlib.sha256(f"{raid}\n{kind}\n{sent.astimezone(UTC).isoformat()}".encode()).hexdigest()[:24]


def _whole(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
