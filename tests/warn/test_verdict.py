"""What leaves on its own, what waits for people, what is only recorded."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Handling, Report
from tocsin.vocab import Relayed
from tocsin.warn import Areas, Rules, decide

Handle = Callable[..., Handling]
GOVERNOR = "Губернатор Курской области"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture
def handle(gazetteer: Gazetteer) -> Handle:
    areas = Areas(gazetteer.get, gazetteer.regions)

    def of(text: str, *armed: str, publisher: str = GOVERNOR, most: int = 40) -> Handling:
        at = datetime.fromisoformat("2026-03-03T22:00+03:00")
        reading = extract(Report("r", text, publisher, at), gazetteer=gazetteer)
        return decide(reading, Rules(frozenset(armed), frozenset({"kursk_now"}), most), areas)

    return of


@pytest.mark.parametrize(
    "text",
    [
        "Ракетная опасность в Курской области! Спуститесь в подвалы.",
        "Отбой ракетной опасности в Курской области.",
        "Беспилотная опасность: Рыльский и Глушковский районы.",
        "В Курской области ограничен мобильный интернет.",
        "Опасность атаки БПЛА в Курской области.\nПодписаться: t.me/kursk_now",
        "Ракетная опасность в Курской области! При угрозе звоните 112.",
    ],
)
def test_an_armed_source_warns_its_own_area(handle: Handle, text: str) -> None:
    assert handle(text, "RU-KRS").relay is Relayed.SEND


@pytest.mark.parametrize(
    "text", ["Ракетная опасность в Курской области!", "Отбой ракетной опасности в Курской области."]
)
def test_nothing_is_armed_as_shipped(handle: Handle, text: str) -> None:
    found = handle(text)
    assert found.relay is Relayed.HOLD
    assert "not armed" in found.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Отбой ракетной опасности в Белгородской области.", "not an area that its source is armed for"),
        ("Ракетная опасность в Каменке!", "ambiguous"),
        ("Ракетная опасность в посёлке Зюзюкинск Курской области!", "not found"),
        ("Возможна атака БПЛА на Курскую область.", "may come"),
        ("Жителям Теткино эвакуироваться до 14:00.", "to move"),
        ("Ракетная опасность в Курской области! Подробности: kursk-help.example/a", "link"),
        ("Ракетная опасность в Курской области! Звоните +7 471 255-12-34.", "telephone"),
        ("Отбой ракетной опасности в Курской области. Выплаты 10 000 рублей каждому.", "money"),
        ("Отбой ракетной опасности в Курской области. Канал: t.me/other_channel", "link"),
    ],
)
def test_what_waits_says_why(handle: Handle, text: str, why: str) -> None:
    found = handle(text, "RU-KRS")
    assert found.relay is Relayed.HOLD
    assert why in found.why


def test_more_areas_than_allowed_wait(handle: Handle) -> None:
    text = "Беспилотная опасность: Рыльский, Глушковский и Кореневский районы."
    assert handle(text, "RU-KRS", most=3).relay is Relayed.SEND
    assert "3 areas at once, more than 2" in handle(text, "RU-KRS", most=2).why


def test_a_country_is_all_of_its_regions(handle: Handle, gazetteer: Gazetteer) -> None:
    text, regions = "Ракетна небезпека по всій території України!", sorted(gazetteer.regions("UA"))
    assert handle(text, "UA", publisher="").relay is Relayed.SEND
    assert handle(text, *regions, publisher="").relay is Relayed.SEND
    assert handle(text, *regions[1:], publisher="").relay is Relayed.HOLD


def test_a_capital_is_the_region_that_bears_its_name(handle: Handle) -> None:
    found = handle("Повітряна тривога в Києві!", "UA-30", publisher="")
    assert found.relay is Relayed.SEND
    assert [a.code for a in found.areas] == ["UA-30"]


@pytest.mark.parametrize(
    "text",
    [
        "Доброе утро! Ночь прошла спокойно.",
        "За ночь над областью сбито 12 БПЛА, пострадавших нет.",
        "Сняты ограничения на полёты в аэропорту Курска.",
        "Проверка системы оповещения: завтра прозвучат сирены.",
    ],
)
def test_what_declares_nothing_is_recorded(handle: Handle, text: str) -> None:
    assert handle(text, "RU-KRS").relay is Relayed.RECORD


def test_an_all_clear_that_names_nothing_goes_to_a_person(handle: Handle) -> None:
    found = handle("Отбой тут прям щас такой, ага.", "RU-KRS")
    assert found.relay is Relayed.HOLD
    assert "neither a danger nor an area" in found.why


def test_money_and_a_link_look_like_a_channel_that_was_taken_over(handle: Handle) -> None:
    assert handle("Отбой ракетной опасности в Курской области. Выплаты: regform.example/x", "RU-KRS").hacked
    assert not handle("Отбой ракетной опасности в Курской области.", "RU-KRS").hacked


def test_words_of_warning_that_are_not_understood_go_to_a_person(handle: Handle) -> None:
    found = handle("Сирены, друзья, сами понимаете.", "RU-KRS")
    assert found.relay is Relayed.HOLD
    assert "“Сирены”" in found.why
