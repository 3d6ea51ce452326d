"""What becomes of standings when nothing is said: time runs out, a source falls silent, a post is gone. Never clear."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.model import Change, Standing
from tocsin.vocab import AreaState
from tocsin.warn.board import LIMIT, Board, Key

#: So long an alert stays one while its source is not heard.
PATIENCE = timedelta(minutes=10)


def passed(board: Board, now: datetime, silent: Mapping[str, datetime]) -> tuple[Board, tuple[Change, ...]]:
    """Let time pass: what ran out, and what nobody hears of any more, is unknown.

    A source that cannot be heard says nothing of what begins now: what it called clear is unknown at once. What it put
    on alert stays so for a while, since that errs on the safe side.

    Args:
        board: what was known.
        now: the moment.
        silent: for each authority that is not heard, when it last was.
    """
    standings, changes = dict(board.standings), list[Change]()
    for key, s in board.standings.items():
        after, why = _later(s, now, silent.get(s.authority))
        if after is not None:
            standings[key] = after
            changes.append(Change(s, after, now, why))
    return Board(standings), tuple(changes)


def _later(s: Standing, now: datetime, last: datetime | None) -> tuple[Standing | None, str]:
    """What a standing has become, if anything else, and why."""
    if s.state is AreaState.ALERT and s.until is not None and s.until <= now:
        return replace(s, state=AreaState.UNKNOWN, since=s.until, until=None), "nothing more was heard of it in time"
    waits = timedelta(0) if s.state is AreaState.CLEAR else PATIENCE
    if last is None or s.state is AreaState.UNKNOWN or now - last < waits:
        return None, ""
    return replace(s, state=AreaState.UNKNOWN, since=max(s.since, last), was=s.state), "its source is not heard"


def again(board: Board, authority: str, now: datetime) -> tuple[Board, tuple[Change, ...]]:
    """A source is heard again, and nothing of what it said meanwhile was missed: what its silence hid holds again."""
    standings, changes = dict(board.standings), list[Change]()
    for key, s in board.standings.items():
        if s.authority == authority and s.was is not None:
            until = s.heard + LIMIT if s.was is AreaState.ALERT else None
            standings[key] = replace(s, state=s.was, since=s.heard, until=until, was=None)
            changes.append(Change(s, standings[key], now, "its source is heard again"))
    return Board(standings), tuple(changes)


def missed(board: Board, authority: str) -> Board:
    """A source is heard again, and something may have been missed: what its silence hid stays unknown."""
    hidden = {k: replace(s, was=None) for k, s in board.standings.items() if s.authority == authority and s.was}
    return Board({**board.standings, **hidden})


def lost(board: Board, keys: Iterable[Key], now: datetime, why: str) -> tuple[Board, tuple[Change, ...]]:
    """Make some standings unknown: their post is gone or cannot be read any more, or their source is disarmed."""
    standings, changes = dict(board.standings), list[Change]()
    for key in keys:
        s = standings.get(key)
        if s is None:
            continue
        if s.state is AreaState.UNKNOWN:
            standings[key] = replace(s, was=None)
        else:
            standings[key] = replace(s, state=AreaState.UNKNOWN, since=now, until=None, carved=False, was=None)
            changes.append(Change(s, standings[key], now, why))
    return Board(standings), tuple(changes)
