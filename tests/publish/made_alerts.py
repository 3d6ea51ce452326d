"""Released alerts for tests, in the field's own words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tocsin.model import Alert, Earlier, Origin, WarnedArea
from tocsin.release import ReleasedAlert, release_alert
from tocsin.vocab import AlertKind, AreaState, Event, Hazard
from tocsin.warn import worded

T = datetime(2026, 3, 3, 20, tzinfo=UTC)
SUMY = WarnedArea("iso:UA-59", "Sumy Oblast", "Сумська область", "UA-59", ("iso:UA-59", "iso:UA"))
KONOTOP = WarnedArea("katottg:UA59020000000057814", "Konotop District", "Конотопський район", "",
                     ("katottg:UA59020000000057814", "iso:UA-59", "iso:UA"))  # fmt: skip


def alert(number: int = 1, minutes: float = 0, area: WarnedArea = SUMY, **changes: object) -> Alert:
    at = T + timedelta(minutes=minutes)
    origin = Origin(f"c/{number}", "Сумська ОВА", at, "uk", "Повітряна тривога!", (), "https://t.me/x/1", "ab")
    made = Alert(
        f"{number:04}", AlertKind.ALERT, at, at + timedelta(hours=1), area, Hazard.AIR, "ova", Event.THREAT,
        AreaState.ALERT, at, f"raid/{number}", origin, advice=("shelter",),
    )  # fmt: skip
    return worded(replace(made, **changes))  # type: ignore[arg-type]


def end(number: int, of: Alert, minutes: float) -> Alert:
    at = T + timedelta(minutes=minutes)
    return worded(replace(
        of, id=f"{number:04}", kind=AlertKind.CANCEL, sent=at, expires=at + timedelta(hours=1), state=AreaState.CLEAR,
        stage=Event.ALL_CLEAR, since=at, earlier=(Earlier(of.id, of.sent),), advice=(),
    ))  # fmt: skip


def released(made: Alert) -> ReleasedAlert:
    return release_alert(made, lambda _: False)
