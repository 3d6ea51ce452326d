"""The standings: an all-clear ends only what it names, silence is unknown, and order changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.model import Change, WarnedArea
from tocsin.vocab import AreaState, Event, Hazard
from tocsin.warn import Board, Said, Word, again, edited, heard, lost, missed, passed, taken_down
from tocsin.warn.board import LIMIT

REGION = WarnedArea("iso:XX-A", "Region", "Region", "XX-A", ("iso:XX-A", "iso:XX"))
ONE = WarnedArea("gn:1", "One District", "One", "", ("gn:1", "iso:XX-A", "iso:XX"))
TWO = WarnedArea("gn:2", "Two District", "Two", "", ("gn:2", "iso:XX-A", "iso:XX"))
TOWN = WarnedArea("gn:3", "Town", "Town", "", ("gn:3", "gn:1", "iso:XX-A", "iso:XX"))
OTHER = WarnedArea("iso:XX-B", "Other", "Other", "XX-B", ("iso:XX-B", "iso:XX"))
T = datetime(2026, 3, 3, 20, tzinfo=UTC)
NEVER_LATE = None


def at(minutes: float) -> datetime:
    return T + timedelta(minutes=minutes)


def word(minutes: float, *said: Said, by: str = "governor", whole: bool = True) -> Word:
    return Word(by, f"{by}/{minutes:g}", at(minutes), said, whole)


def alarm(*areas: WarnedArea, hazard: Hazard = Hazard.UAV, event: Event = Event.THREAT) -> Said:
    return Said(event, hazard, areas)


def over(*areas: WarnedArea, hazard: Hazard = Hazard.UAV, but: tuple[WarnedArea, ...] = (), only: bool = False) -> Said:
    return Said(Event.ALL_CLEAR, hazard, areas, but, carves=bool(but) or only)


def after(*words: Word) -> Board:
    board = Board()
    for w in words:
        board, _ = heard(board, w, w.at, NEVER_LATE)
    return board


def test_an_area_is_on_alert_and_clear_again() -> None:
    assert after().state(REGION) is AreaState.NOT_COVERED
    assert after(word(0, alarm(REGION))).state(REGION) is AreaState.ALERT
    assert after(word(0, alarm(REGION)), word(5, over(REGION))).state(REGION) is AreaState.CLEAR


def test_a_town_inherits_from_its_region() -> None:
    board = after(word(0, alarm(REGION)))
    assert board.state(TOWN) is AreaState.ALERT
    assert board.state(OTHER) is AreaState.NOT_COVERED
    assert after(word(0, alarm(ONE))).state(REGION) is AreaState.NOT_COVERED


def test_one_hazards_end_is_not_anothers() -> None:
    board = after(word(0, alarm(REGION), alarm(REGION, hazard=Hazard.MISSILE)), word(5, over(REGION)))
    assert board.state(REGION, Hazard.UAV) is AreaState.CLEAR
    assert board.state(REGION, Hazard.MISSILE) is AreaState.ALERT
    assert board.state(REGION) is AreaState.ALERT


def test_one_authoritys_end_is_not_anothers() -> None:
    board = after(word(0, alarm(REGION)), word(1, alarm(REGION), by="mayor"), word(5, over(REGION)))
    assert board.state(REGION) is AreaState.ALERT


def test_over_but_for_a_district() -> None:
    board = after(word(0, alarm(REGION)), word(5, over(REGION, but=(ONE,))))
    assert [board.state(a) for a in (REGION, ONE, TOWN, TWO)] == [
        AreaState.CLEAR, AreaState.ALERT, AreaState.ALERT, AreaState.CLEAR,
    ]  # fmt: skip


def test_what_goes_on_is_told_before_the_end_of_the_rest() -> None:
    _, changes = heard(after(word(0, alarm(REGION))), word(5, over(REGION, but=(ONE,))), at(5), NEVER_LATE)
    assert [(c.after.area.name, c.after.state) for c in changes] == [
        ("One District", AreaState.ALERT), ("Region", AreaState.CLEAR),
    ]  # fmt: skip


def test_over_in_a_district_only() -> None:
    board = after(word(0, alarm(REGION)), word(5, over(ONE, only=True)))
    assert [board.state(a) for a in (REGION, ONE, TOWN, TWO)] == [
        AreaState.ALERT, AreaState.CLEAR, AreaState.CLEAR, AreaState.ALERT,
    ]  # fmt: skip
    again = heard(board, word(9, alarm(REGION)), at(9), NEVER_LATE)[0]
    assert again.state(TWO) is AreaState.ALERT


def test_the_end_of_a_districts_own_alert_leaves_the_regions() -> None:
    board = after(word(0, alarm(ONE)), word(2, alarm(REGION)), word(5, over(ONE)))
    assert board.state(ONE) is AreaState.ALERT


@pytest.mark.parametrize(("whole", "state"), [(True, AreaState.CLEAR), (False, AreaState.ALERT)])
def test_a_regions_end_and_a_district_that_was_warned_by_itself(whole: bool, state: AreaState) -> None:
    words = (word(0, alarm(ONE), whole=whole), word(2, alarm(REGION), whole=whole), word(5, over(REGION), whole=whole))
    assert after(*words).state(ONE) is state


def test_repetition_is_one_raid_and_a_new_one_is_new() -> None:
    board = after(word(0, alarm(REGION)), word(5, alarm(REGION)))
    [first] = board.standings.values()
    assert (first.began_by, first.last_by, first.since) == ("governor/0", "governor/5", at(0))
    board = after(word(0, alarm(REGION)), word(5, over(REGION)), word(8, alarm(REGION)))
    [second] = board.standings.values()
    assert (second.state, second.since) == (AreaState.ALERT, at(8))
    assert second.raid != first.raid


def test_an_attack_that_was_reported_is_not_taken_back_by_a_threat() -> None:
    board = after(word(0, alarm(REGION)), word(2, alarm(REGION, event=Event.ATTACK)), word(4, alarm(REGION)))
    assert [s.stage for s in board.standings.values()] == [Event.ATTACK]


def test_a_threat_that_is_read_late_is_unknown() -> None:
    board, changes = heard(Board(), word(0, alarm(REGION)), at(11), timedelta(minutes=10))
    assert board.state(REGION) is AreaState.UNKNOWN
    assert "too late" in changes[0].why


def test_time_and_silence_make_unknown_never_clear() -> None:
    board = after(word(0, alarm(REGION)), word(1, alarm(OTHER)), word(3, over(OTHER)))
    later = at(1) + LIMIT
    ran_out, changes = passed(board, later, {})
    assert [(c.after.area.name, c.after.state, c.after.since) for c in changes] == [
        ("Region", AreaState.UNKNOWN, at(0) + LIMIT)
    ]
    assert ran_out.state(OTHER) is AreaState.CLEAR
    silent, _ = passed(board, at(30), {"governor": at(3)})
    assert {s.state for s in silent.standings.values()} == {AreaState.UNKNOWN}


def test_a_post_that_is_gone_makes_unknown() -> None:
    board = after(word(0, alarm(REGION)), word(3, over(REGION)))
    gone, changes = lost(board, list(board.standings), at(9), "its post was taken down")
    assert gone.state(REGION) is AreaState.UNKNOWN
    assert [c.why for c in changes] == ["its post was taken down"]


AREAS = st.sampled_from([REGION, ONE, TWO, TOWN, OTHER])
SAID = st.one_of(
    st.builds(alarm, AREAS, hazard=st.sampled_from([Hazard.UAV, Hazard.MISSILE])),
    st.builds(over, AREAS, hazard=st.sampled_from([Hazard.UAV, Hazard.MISSILE])),
)
WORDS = st.lists(st.tuples(SAID, st.sampled_from(["governor", "mayor"])), min_size=1, max_size=12)


@given(WORDS)
def test_only_an_all_clear_that_names_it_makes_an_area_clear(told: list[tuple[Said, str]]) -> None:
    """Whatever is said: an area that becomes clear was named, or lies in what was, for that hazard, by that authority."""
    board = Board()
    for minute, (said, by) in enumerate(told):
        board, changes = heard(board, word(minute, said, by=by), at(minute), NEVER_LATE)
        for change in changes:
            if change.after.state is AreaState.CLEAR:
                assert said.event is Event.ALL_CLEAR
                assert (change.after.hazard, change.after.authority) == (said.hazard, by)
                assert said.areas[0].id in change.after.area.within


@given(WORDS)
def test_an_area_is_on_alert_while_any_authority_says_so(told: list[tuple[Said, str]]) -> None:
    def running(by: str) -> Board:
        return after(*(word(m, said, by=who) for m, (said, who) in enumerate(told) if who == by))

    both = after(*(word(m, said, by=who) for m, (said, who) in enumerate(told)))
    for area in (REGION, ONE, TWO, TOWN, OTHER):
        alone = {running(by).state(area) for by in ("governor", "mayor")}
        assert (both.state(area) is AreaState.ALERT) == (AreaState.ALERT in alone)


@given(st.lists(SAID, min_size=2, max_size=4))
def test_the_order_of_reading_makes_nothing_clear_that_is_not(told: list[Said]) -> None:
    """Read in any order, no area is clear that reading in the order of publication leaves on alert."""
    words = [word(minute, said) for minute, said in enumerate(told)]
    truth = after(*words)
    for order in permutations(words):
        read = after(*order)
        for area in (REGION, ONE, TOWN, OTHER):
            for hazard in (Hazard.UAV, Hazard.MISSILE):
                if truth.state(area, hazard) is AreaState.ALERT:
                    assert read.state(area, hazard) is not AreaState.CLEAR


def test_changes_chain() -> None:
    board, told = Board(), list[Change]()
    for w in (word(0, alarm(REGION)), word(2, alarm(REGION)), word(5, over(REGION)), word(7, alarm(REGION))):
        board, changes = heard(board, w, w.at, NEVER_LATE)
        told += changes
    for one, two in pairwise(told):
        assert two.before == one.after


def test_a_district_that_is_left_out_is_on_alert_even_if_nothing_was_heard_before() -> None:
    board = after(word(5, over(REGION, but=(ONE,))))
    assert [board.state(a) for a in (REGION, ONE, TOWN, TWO)] == [
        AreaState.CLEAR, AreaState.ALERT, AreaState.ALERT, AreaState.CLEAR,
    ]  # fmt: skip
    late = after(word(9, over(REGION)), word(5, over(REGION, but=(ONE,))))
    assert late.state(ONE) is AreaState.CLEAR  # it was over there too, which was said later


class TestEdits:
    """The first version is `governor/0`; an edit of it has the same id with a digest behind."""

    @staticmethod
    def edit(first: Word, *said: Said, minute: float = 30) -> Word:
        return replace(first, report=f"{first.report}#0123456789ab", said=said, edit_of=first.report, edited=at(minute))

    def test_a_mended_spelling_starts_no_alert_anew(self) -> None:
        first = word(0, alarm(REGION))
        board = after(first, word(9, over(REGION)))
        board, changes = edited(board, self.edit(first, alarm(REGION)), first, at(30), NEVER_LATE)
        assert board.state(REGION) is AreaState.CLEAR
        assert not changes

    def test_a_mended_spelling_of_an_alert_that_runs_is_told(self) -> None:
        first = word(0, alarm(REGION))
        board, changes = edited(after(first), self.edit(first, alarm(REGION)), first, at(30), NEVER_LATE)
        assert [c.why for c in changes] == ["its post was edited"]
        assert [(s.state, s.since) for s in board.standings.values()] == [(AreaState.ALERT, at(0))]

    def test_an_area_that_is_added_is_warned_and_one_that_is_dropped_is_unknown(self) -> None:
        first = word(0, alarm(ONE))
        board, _ = edited(after(first), self.edit(first, alarm(TWO)), first, at(30), NEVER_LATE)
        assert board.state(ONE) is AreaState.UNKNOWN
        assert board.state(TWO) is AreaState.ALERT

    def test_an_all_clear_that_is_edited_away_is_unknown(self) -> None:
        end = word(5, over(REGION))
        board, _ = edited(after(word(0, alarm(REGION)), end), self.edit(end), end, at(30), NEVER_LATE)
        assert board.state(REGION) is AreaState.UNKNOWN

    def test_an_all_clear_to_which_an_exception_is_added_leaves_that_on_alert(self) -> None:
        end = word(5, over(REGION))
        board, changes = edited(
            after(word(0, alarm(REGION)), end), self.edit(end, over(REGION, but=(ONE,))), end, at(30), NEVER_LATE
        )  # fmt: skip
        assert [board.state(a) for a in (ONE, TWO)] == [AreaState.ALERT, AreaState.CLEAR]
        assert AreaState.ALERT in {c.after.state for c in changes}

    def test_a_post_that_is_taken_down_leaves_unknown_what_rested_on_it(self) -> None:
        for words in ((word(0, alarm(REGION)),), (word(0, alarm(REGION)), word(5, over(REGION)))):
            board, _ = taken_down(after(*words), [words[-1].report], at(30))
            assert board.state(REGION) is AreaState.UNKNOWN
        repeated = after(word(0, alarm(REGION)), word(5, alarm(REGION)))
        assert taken_down(repeated, ["governor/0"], at(30))[0].state(REGION) is AreaState.ALERT

    def test_what_was_taken_down_does_not_come_back_with_its_source(self) -> None:
        board = after(word(0, alarm(REGION)), word(5, over(REGION)))
        board, _ = passed(board, at(20), {"governor": at(10)})
        board, _ = taken_down(board, ["governor/5"], at(21))
        assert again(board, "governor", at(22))[0].state(REGION) is AreaState.UNKNOWN

    def test_what_may_have_been_missed_stays_unknown_for_good(self) -> None:
        board, _ = passed(after(word(0, alarm(REGION)), word(5, over(REGION))), at(20), {"governor": at(10)})
        assert again(missed(board, "governor"), "governor", at(22))[0].state(REGION) is AreaState.UNKNOWN
        assert again(board, "governor", at(22))[0].state(REGION) is AreaState.CLEAR
