"""What each authority said last of each hazard in each area, as a fold: (board, word, now) -> (board, changes).

An all-clear ends only what it names, for the hazard and the authority that it is of. A sub-area that an alerting system
put on alert by itself stays so until it is named; any other authority's all-clear for a region ends what that authority
had said of the places in it. Silence, a time limit, a source that is gone and a post taken down make things unknown,
never clear. Of two words the later one holds, in whatever order they are read.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tocsin.model import Act, AreaStatus, Change, Origin, Standing, WarnedArea
from tocsin.vocab import ALARMS, AreaState, Event, Hazard, Scope

Key = tuple[str, Hazard, str]
#: An alert of which nothing more is heard for so long is unknown. Of 62,000 alerts of 2022 and 2023 one in a hundred
#: lasted longer than nine and a half hours.
LIMIT = timedelta(hours=24)
#: A threat that is read later than this after it was published is unknown: it may be over, and nobody saw it end.
LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Said:
    """An act with the areas that it is for, and those that it leaves out, in its own words."""

    event: Event
    hazard: Hazard
    areas: tuple[WarnedArea, ...]
    still_on: tuple[WarnedArea, ...] = ()
    carves: bool = False
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What an authority declares in one report. `at` is when it was published; `whole`: see `Board`.

    `edit_of` is the report that it is another version of, `edited` when it was changed, as far as that is said.
    """

    authority: str
    report: str
    at: datetime
    said: tuple[Said, ...]
    whole: bool = False
    origin: Origin | None = None
    edit_of: str = ""
    edited: datetime | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All standings by authority, hazard and area.

    A `whole` word is that of an authority whose all-clear for a region ends what it said of the places in it.
    """

    standings: Mapping[Key, Standing] = field(default_factory=dict)

    def running(self, authority: str, area: WarnedArea) -> list[Standing]:
        """The alerts of an authority that run in an area, or around it."""
        return [
            s for s in self.standings.values()
            if s.authority == authority and s.state is not AreaState.CLEAR and s.area.id in area.within
        ]  # fmt: skip

    def of(self, area: WarnedArea) -> list[Standing]:
        """What holds for an area: what was said of it, and of what it lies in unless it was left out of that."""
        found = [s for s in self.standings.values() if s.area.id in area.within]
        return [s for s in found if not self._left_out(s, area)]

    def _left_out(self, wider: Standing, area: WarnedArea) -> bool:
        """Whether an area, or one between, was left out of what was said of a wider one."""
        for id_ in area.within:
            if id_ == wider.area.id:
                return False
            own = self.standings.get((wider.authority, wider.hazard, id_))
            if own is not None and own.carved and own.since >= wider.since:
                return True
        return False

    def status(self, area: WarnedArea, armed: datetime | None) -> AreaStatus:
        """How an area stands, with what was said of places in it.

        Args:
            area: the area.
            armed: since when some armed source speaks for it; None where none does.
        """
        found = tuple(sorted(self.of(area), key=lambda s: (s.hazard, s.authority)))
        state = self.state(area)
        if state is AreaState.NOT_COVERED and armed is not None:
            return AreaStatus(area, AreaState.UNKNOWN, armed, parts=self._parts(area))  # nobody was heard on it yet
        since = min((s.since for s in found if s.state is state), default=None)
        return AreaStatus(area, state, since, found, self._parts(area))

    def _parts(self, area: WarnedArea) -> tuple[AreaStatus, ...]:
        """The places in an area of which something was said that is not over."""
        inside = {s.area.id: s.area for s in self.standings.values() if area.id in s.area.within[1:]}
        made = []
        for part in sorted(inside.values(), key=lambda a: a.name):
            own = tuple(s for s in self.standings.values() if s.area.id == part.id)
            if any(s.state is not AreaState.CLEAR or s.carved for s in own):
                state = self.state(part)
                since = min((s.since for s in own if s.state is state), default=None)
                made.append(AreaStatus(part, state, since, own))
        return tuple(made)

    def state(self, area: WarnedArea, hazard: Hazard | None = None) -> AreaState:
        """The state of an area: on alert while any authority says so, unknown while any of them is, else clear."""
        states = {s.state for s in self.of(area) if hazard in (None, s.hazard)}
        order = (AreaState.ALERT, AreaState.UNKNOWN, AreaState.CLEAR)
        return next((s for s in order if s in states), AreaState.NOT_COVERED)


def heard(board: Board, word: Word, now: datetime, late: timedelta | None = LATE) -> tuple[Board, tuple[Change, ...]]:
    """Take in what an authority declares.

    Args:
        board: what was known.
        word: what it declares.
        now: the moment at which it is read (aware).
        late: a threat that is older than this becomes unknown; None: however old.

    Returns:
        the new board, and what changed, in the order in which it is to be told: an alert that goes on in part of a
        region is told before that region's end.
    """
    step = _Step(dict(board.standings), word, now, late)
    order = {Event.ALL_CLEAR: 1}
    for said in sorted(word.said, key=lambda s: order.get(s.event, 0)):
        if said.event in ALARMS:
            step.alarm(said)
        elif said.event is Event.ALL_CLEAR:
            step.clear(said)
    return Board(step.standings), tuple(step.changes)


@dataclass(slots=True)
class _Step:
    standings: dict[Key, Standing]
    word: Word
    now: datetime
    late: timedelta | None
    changes: list[Change] = field(default_factory=list)

    def alarm(self, said: Said) -> None:
        for area in said.areas:
            before = self._standing(said.hazard, area.id)
            if before is not None and before.heard > self.word.at:
                # What seemed to be left out of the alert around it had an alert of its own, which has ended.
                self.standings[self._key(before)] = replace(before, carved=False)
            elif not self._overtaken(said, area):
                self._put(area, said, before, before if before is not None and before.raid else None)

    def _overtaken(self, said: Said, area: WarnedArea) -> bool:
        """Whether the authority has said since that it is over in all of what the area lies in."""
        wider = (self._standing(said.hazard, id_) for id_ in area.within[1:])
        return self.word.whole and any(
            s is not None and s.state is AreaState.CLEAR and s.heard > self.word.at for s in wider
        )

    def _standing(self, hazard: Hazard, area: str) -> Standing | None:
        return self.standings.get((self.word.authority, hazard, area))

    def _put(self, area: WarnedArea, said: Said, before: Standing | None, running: Standing | None) -> None:
        word = self.word
        late = self.late is not None and self.now - word.at > self.late
        state = AreaState.UNKNOWN if late else AreaState.ALERT
        goes_on = running is not None and running.state is state
        raid = running.raid if running else f"{word.report}/{said.hazard}/{area.id}"
        after = Standing(
            area, said.hazard, word.authority, state, said.event, running.since if running and goes_on else word.at,
            word.at, None if late else word.at + LIMIT, running.began_by if running else word.report, word.report, raid,
        )  # fmt: skip
        if running and goes_on and running.stage is Event.ATTACK:
            after = replace(after, stage=Event.ATTACK)  # an attack that was reported is not taken back by a threat
        self._change(before, after, "it was read too late to be sure" if late else "its authority says so")

    def clear(self, said: Said) -> None:
        for area in said.areas:
            for s in self._ended(said, area):
                self._end(s)
            self._go_on(said, area)
            self._mark(said, area)

    def _ended(self, said: Said, area: WarnedArea) -> list[Standing]:
        """What an all-clear for an area ends: its own alert; else, or of a whole authority, those inside it."""
        own = self._standing(said.hazard, area.id)
        inside = [
            s for s in self.standings.values()
            if s.authority == self.word.authority and s.hazard is said.hazard and area.id in s.area.within[1:]
            and not any(left.id in s.area.within for left in said.still_on)
        ]  # fmt: skip
        if not self.word.whole and own is not None and own.raid:
            inside = []
        return [s for s in ([own] if own else []) + inside if s.heard <= self.word.at and s.raid]

    def _end(self, s: Standing) -> None:
        after = replace(
            s, state=AreaState.CLEAR, stage=Event.ALL_CLEAR, since=self.word.at, heard=self.word.at, until=None,
            last_by=self.word.report, raid="", was=None,
        )  # fmt: skip
        self._change(s, after, "its authority says that it is over")

    def _go_on(self, said: Said, area: WarnedArea) -> None:
        """What a partial all-clear leaves out goes on as an alert of its own, told before the end of the rest."""
        ended = [c for c in self.changes if c.after.area.id == area.id and c.after.state is AreaState.CLEAR]
        whole = self._standing(said.hazard, area.id)
        if not ended and whole is not None and whole.heard > self.word.at:
            return
        for left in said.still_on:
            before = self._standing(said.hazard, left.id)
            if before is not None and (before.raid or before.heard > self.word.at):
                continue
            was = ended[-1].before if ended else None
            stage = was.stage if was else Event.THREAT
            after = Standing(
                left, said.hazard, self.word.authority, AreaState.ALERT, stage, was.since if was else self.word.at,
                self.word.at, self.word.at + LIMIT, was.began_by if was else self.word.report, self.word.report,
                f"{self.word.report}/{said.hazard}/{left.id}",
            )  # fmt: skip
            self.standings[self._key(after)] = after
            change = Change(before, after, self.word.at, "it goes on here while it is over elsewhere")
            self.changes.insert(self.changes.index(ended[-1]) if ended else len(self.changes), change)

    def _mark(self, said: Said, area: WarnedArea) -> None:
        """An area that was not on alert by itself is clear; what runs on around it leaves it out."""
        key = (self.word.authority, said.hazard, area.id)
        before = self.standings.get(key)
        ended = any(c.after.area.id == area.id and c.after.stage is Event.ALL_CLEAR for c in self.changes)
        around = [s for id_ in area.within[1:] if (s := self._standing(said.hazard, id_)) and s.raid]
        if (before is not None and before.heard > self.word.at) or any(s.heard > self.word.at for s in around):
            return
        carves = bool(around) and (said.carves or not ended)
        if before is not None and (ended or before.state is AreaState.CLEAR) and before.carved == carves:
            self.standings[key] = replace(before, heard=self.word.at, last_by=self.word.report)
            return
        after = Standing(
            area, said.hazard, self.word.authority, AreaState.CLEAR, Event.ALL_CLEAR, self.word.at, self.word.at, None,
            self.word.report, self.word.report, carved=carves,
        )  # fmt: skip
        if before is not None and before.state is AreaState.CLEAR:
            self.standings[key] = after
        else:
            self._change(before, after, "its authority says that it is over")

    def _change(self, before: Standing | None, after: Standing, why: str) -> None:
        self.standings[self._key(after)] = after
        self.changes.append(Change(before, after, self.word.at, why))

    @staticmethod
    def _key(s: Standing) -> Key:
        return s.authority, s.hazard, s.area.id


def said(acts: Iterable[Act], areas: Mapping[str, WarnedArea]) -> Iterator[Said]:
    """What acts declare, as it is told to a board.

    Args:
        acts: the acts of one report.
        areas: the areas that their words mean, by those words; each of them is known.
    """
    for act in acts:
        known = tuple(areas[m.quote] for m in act.areas if m.quote in areas)
        still = tuple(areas[m.quote] for m in act.still_on if m.quote in areas)
        yield Said(act.event, act.hazard, known, still, act.rest or act.scope is Scope.PARTIAL, act.quote)
