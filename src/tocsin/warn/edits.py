"""What an edited post, and one that was taken down, make of the standings that rest on it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.model import Change, WarnedArea
from tocsin.vocab import AreaState, Event, Hazard
from tocsin.warn.board import Board, Key, Said, Word, heard
from tocsin.warn.fading import lost

#: Why an alert that goes on is told again.
EDITED = "its post was edited"
_DROPPED = "its post was edited and does not say so any more"
_GONE = "its post was taken down"

_MARK = re.compile(r"#[0-9a-f]{12}\Z")
#: One thing that a report declares: of what, where, and what it leaves out.
_Declared = tuple[Event, Hazard, str, frozenset[str]]


def edited(
    board: Board, word: Word, before: Word | None, now: datetime, late: timedelta | None
) -> tuple[Board, tuple[Change, ...]]:  # fmt: skip
    """Take in another version of a report that was heard before.

    What both versions declare was declared when the report was published, so that mending a spelling starts nothing
    anew; what is new in it is declared when it was edited; what it declares no more is unknown, and never clear.

    Args:
        board: what was known.
        word: what the report declares now.
        before: what it declared; None where that is not known.
        now: the moment at which the edit is noticed.
        late: as for `heard`.
    """
    if before is None:
        return heard(board, word, now, late)
    earlier, today = dict(_declared(before.said)), dict(_declared(word.said))
    resting = [k for k, s in board.standings.items() if s.authority == word.authority and same(s.last_by, word.report)]
    dropped = {(hazard, area) for _, hazard, area, _ in earlier.keys() - today.keys()}
    board, gone = lost(board, [k for k in resting if (k[1], k[2]) in dropped], now, _DROPPED)
    fresh = tuple(replace(said, areas=(area,)) for key, (said, area) in today.items() if key not in earlier)
    board, new = heard(board, replace(word, at=word.edited or now, said=fresh), now, late)
    kept = {(hazard, area) for _, hazard, area, _ in earlier.keys() & today.keys()}
    board, told = _told_again(board, [k for k in resting if (k[1], k[2]) in kept], word, now)
    # What was dropped and is declared anew in the same breath (over, but for a district) is told once.
    again = {c.after.area.id for c in new}
    return board, (*(c for c in gone if c.after.area.id not in again), *new, *told)


def _told_again(board: Board, keys: Iterable[Key], word: Word, now: datetime) -> tuple[Board, tuple[Change, ...]]:
    """Alerts that go on, in the words of the version that now stands."""
    standings, changes = dict(board.standings), []
    for key in keys:
        s = standings[key]
        standings[key] = replace(s, last_by=word.report)
        if s.state is AreaState.ALERT:
            changes.append(Change(s, standings[key], now, EDITED))
    return Board(standings), tuple(changes)


def taken_down(board: Board, reports: Iterable[str], now: datetime) -> tuple[Board, tuple[Change, ...]]:
    """Make unknown what rests on reports (ids) that their publisher took down."""
    gone = list(reports)
    keys = [k for k, s in board.standings.items() if any(same(s.last_by, id_) for id_ in gone)]
    return lost(board, keys, now, _GONE)


def same(one: str, other: str) -> bool:
    """Whether two ids are of versions of one report: an edited one has `#` and a digest behind its id."""
    return first_version(one) == first_version(other)


def first_version(id_: str) -> str:
    """The id of a report without the mark of a version."""
    return _MARK.sub("", id_)


def _declared(said: Iterable[Said]) -> Iterable[tuple[_Declared, tuple[Said, WarnedArea]]]:
    for s in said:
        still = frozenset(a.id for a in s.still_on)
        for area in s.areas:
            yield (s.event, s.hazard, area.id, still), (s, area)
