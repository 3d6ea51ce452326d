"""Alerts: one a raid however many posts repeat it, prolonged until the end is heard, never a Cancel for silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.errors import DataFileError, WordingError
from tocsin.model import Alert, Change, Origin, WarnedArea
from tocsin.vocab import AlertKind, AreaState, Event, Hazard
from tocsin.warn import Board, Said, Word, alerts_of, heard, next_due, passed, renewals, worded
from tocsin.warn import catalogue as book
from tocsin.warn.catalogue import LANGUAGES, catalogue

AREA = WarnedArea("iso:UA-59", "Sumy Oblast", "Сумщина", "UA-59", ("iso:UA-59", "iso:UA"))
PART = WarnedArea("gn:1", "Konotop District", "Конотопський район", "", ("gn:1", "iso:UA-59", "iso:UA"))
T = datetime(2026, 3, 3, 20, 0, 0, 250_000, tzinfo=UTC)


class Desk:
    """A board, and what was sent of it."""

    def __init__(self) -> None:
        self.board = Board()
        self.sent: dict[str, tuple[Alert, ...]] = {}

    def say(self, minute: float, event: Event, *areas: WarnedArea, **more: object) -> tuple[Alert, ...]:
        at = T + timedelta(minutes=minute)
        advice = more.pop("advice", ())
        origin = Origin(f"c/{minute:g}", "Сумська ОВА", at, "uk", "", advice, "https://t.me/x/1", "ab")  # type: ignore[arg-type]
        said = Said(event, Hazard.AIR, areas or (AREA,), quote="Повітряна тривога на Сумщині", **more)  # type: ignore[arg-type]
        word = Word("ova", origin.report, at, (said,), True, origin)
        self.board, changes = heard(self.board, word, at, None)
        return self.keep(alerts_of(changes, word, at, self.sent))

    def keep(self, alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
        for a in alerts:
            self.sent[a.raid] = (*self.sent.get(a.raid, ()), a)
            if a.kind is AlertKind.CANCEL:
                del self.sent[a.raid]
        return alerts

    def wait(self, minute: float, **silent: datetime) -> tuple[Alert, ...]:
        at = T + timedelta(minutes=minute)
        self.board, changes = passed(self.board, at, silent)
        return self.keep((*alerts_of(changes, None, at, self.sent), *renewals(self.board, at, self.sent)))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_one_alert_a_raid_however_many_posts_repeat_it(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    assert (first.kind, first.state, first.earlier) == (AlertKind.ALERT, AreaState.ALERT, ())
    assert first.sent.microsecond == 0
    assert desk.say(3, Event.THREAT) == ()
    assert desk.say(5, Event.THREAT) == ()


def test_escalation_updates_the_running_alert(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    [second] = desk.say(4, Event.ATTACK)
    assert (second.kind, second.stage, second.raid) == (AlertKind.UPDATE, Event.ATTACK, first.raid)
    assert [e.id for e in second.earlier] == [first.id]
    assert desk.say(6, Event.THREAT) == ()


def test_new_advice_updates_the_running_alert(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    [second] = desk.say(4, Event.THREAT, advice=("не підходьте до вікон",))
    assert second.kind is AlertKind.UPDATE
    assert "windows" in set(second.advice) - set(first.advice)
    assert desk.say(6, Event.THREAT, advice=("не підходьте до вікон",)) == ()


def test_its_end_cancels_it_and_a_new_raid_is_a_new_alert(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    [end] = desk.say(20, Event.ALL_CLEAR)
    assert (end.kind, end.state, end.stage) == (AlertKind.CANCEL, AreaState.CLEAR, Event.ALL_CLEAR)
    assert [e.id for e in end.earlier] == [first.id]
    [again] = desk.say(23, Event.THREAT)
    assert again.kind is AlertKind.ALERT
    assert again.raid != first.raid
    assert again.earlier == ()


def test_an_end_of_what_was_never_sent_sends_nothing(desk: Desk) -> None:
    assert desk.say(0, Event.ALL_CLEAR) == ()


def test_what_goes_on_in_a_district_is_told_before_the_end_of_the_rest(desk: Desk) -> None:
    desk.say(0, Event.THREAT)
    told = desk.say(20, Event.ALL_CLEAR, still_on=(PART,), carves=True)
    assert [(a.kind, a.area.name) for a in told] == [
        (AlertKind.ALERT, "Konotop District"), (AlertKind.CANCEL, "Sumy Oblast"),
    ]  # fmt: skip


def test_it_is_prolonged_before_it_runs_out(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    assert first.expires - first.sent == timedelta(minutes=60)
    due = next_due(desk.board, desk.sent)
    assert due is not None
    assert due < first.expires
    assert desk.wait(30) == ()
    [longer] = desk.wait(50)
    assert (longer.kind, longer.state) == (AlertKind.UPDATE, AreaState.ALERT)
    assert longer.expires > first.expires
    assert desk.wait(51) == ()


@pytest.mark.parametrize("minute", [24 * 60 + 1])
def test_a_time_limit_says_unknown_and_is_no_cancel(desk: Desk, minute: float) -> None:
    desk.say(0, Event.THREAT)
    [told] = [a for a in desk.wait(minute) if a.state is not AreaState.ALERT]
    assert (told.kind, told.state) == (AlertKind.UPDATE, AreaState.UNKNOWN)
    assert told.advice == ()
    assert "not an all-clear" in told.wordings[0].description
    assert "42 minutes" in told.wordings[0].description


def test_silence_says_unknown_once(desk: Desk) -> None:
    desk.say(0, Event.THREAT)
    assert desk.wait(5, ova=T + timedelta(minutes=1)) == ()
    [told] = desk.wait(12, ova=T + timedelta(minutes=1))
    assert (told.kind, told.state) == (AlertKind.UPDATE, AreaState.UNKNOWN)
    assert desk.wait(13, ova=T + timedelta(minutes=1)) == ()
    [end] = desk.say(40, Event.ALL_CLEAR)
    assert end.kind is AlertKind.CANCEL


def test_advice_without_an_alert_is_a_message_of_its_own(desk: Desk) -> None:
    [told] = desk.say(0, Event.ADVICE, advice=("Не підходьте до уламків",))
    assert (told.stage, told.advice) == (Event.ADVICE, ("debris",))
    assert desk.board.state(AREA) is AreaState.NOT_COVERED


def test_messages_of_one_raid_are_told_apart_by_their_times(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    [second] = desk.say(0.005, Event.ATTACK)
    assert second.sent > first.sent
    assert second.id != first.id


def test_all_languages_from_one_record(desk: Desk) -> None:
    [alert] = desk.say(0, Event.THREAT)
    assert [w.language for w in alert.wordings] == list(LANGUAGES)
    by = {w.language: w for w in alert.wordings}
    assert by["en"].headline == "Air raid alert: Сумщина (Sumy Oblast)"
    assert by["uk"].event == "Повітряна тривога"
    assert by["be"].instruction
    assert all("Сумська ОВА" in w.description for w in alert.wordings)


def test_what_is_not_confirmed_or_no_more_than_an_exercise_says_so_first(desk: Desk) -> None:
    [alert] = desk.say(0, Event.THREAT)
    told = worded(replace(alert, confirmed=False, exercise=True))
    assert told.wordings[0].headline.startswith("EXERCISE. UNCONFIRMED. ")
    assert told.wordings[2].headline.startswith("НАВЧАННЯ. НЕ ПІДТВЕРДЖЕНО. ")


@pytest.mark.parametrize("hazard", list(Hazard))
@pytest.mark.parametrize("stage", [Event.THREAT, Event.ATTACK, Event.ALL_CLEAR])
def test_no_words_name_another_hazard(desk: Desk, hazard: Hazard, stage: Event) -> None:
    [alert] = desk.say(0, Event.THREAT)
    advice = catalogue().goes_with.get((hazard, stage), ())
    told = worded(replace(alert, hazard=hazard, stage=stage, advice=advice))
    for words in told.wordings:
        assert catalogue().foreign(f"{words.event} {words.instruction}", words.language, hazard) is None


def test_words_that_name_another_hazard_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    [alert] = desk.say(0, Event.THREAT)
    texts = dict.fromkeys(LANGUAGES, "Missiles are coming")
    wrong = replace(catalogue(), advice={**catalogue().advice, "shelter": texts})
    monkeypatch.setattr("tocsin.warn.wording.catalogue", lambda: wrong)
    with pytest.raises(WordingError, match="name missile"):
        worded(replace(alert, advice=("shelter",)))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("be: Паветраная трывога", "pl: Alarm", "must have a text in each of en, ru, uk, be"),
        ("en: Air raid alert", "en: Missile alert", "names missile"),
        ("en: Air raid alert", 'en: "{where} alert"', "has the marks"),
    ],
)
def test_a_catalogue_that_is_wrong_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, what: str
) -> None:
    folder = Path(book.__file__).parent
    for file in folder.glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(book, "_FOLDER", tmp_path)
    with pytest.raises(DataFileError, match=what):
        catalogue.__wrapped__()


def test_a_change_without_words_of_its_own_goes_by_what_was_said_before(desk: Desk) -> None:
    [first] = desk.say(0, Event.THREAT)
    [standing] = desk.board.standings.values()
    gone = Change(standing, replace(standing, state=AreaState.UNKNOWN), T + timedelta(minutes=3), "its post is gone")
    [told] = alerts_of([gone], None, T + timedelta(minutes=3), desk.sent)
    assert (told.origin, told.why) == (first.origin, "its post is gone")
