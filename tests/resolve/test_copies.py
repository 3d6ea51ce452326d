"""Who copies whom: forwards, reposts and translations count once; bulletins of one pattern do not."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report, Source
from tocsin.resolve import Likeness, Print, likeness, origins, print_of
from tocsin.vocab import CopyKind

POST = (
    "В Сызрани после ночной атаки беспилотников горел один из резервуаров на окраине города. К восьми утра пожар потушен, "
    "школы сегодня перевели на дистанционное обучение."
)
BULLETIN = (
    "С {} мск дежурными средствами ПВО уничтожены {} украинских беспилотных летательных аппаратов самолётного типа над "
    "территорией Белгородской области."
)
DAY = datetime(2026, 2, 3, 8, tzinfo=UTC)
MINISTRY = Source("mod-russia", "Russian Ministry of Defence", country="RU", party="RU", war="w")


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def made(id_: str, text: str, publisher: str, hours: float = 0.0, *, forward_of: str | None = None) -> Print:
    report = Report(id_, text, publisher, DAY + timedelta(hours=hours), forward_of=forward_of)
    source = MINISTRY if publisher.startswith("MoD") else None
    found = print_of(extract(report, gazetteer=gazetteer(), source=source), source)
    assert found is not None
    return found


def test_the_same_words_by_another_publisher_are_a_repost() -> None:
    found = likeness(made("a", POST, "Лента"), made("b", f"⚡️ {POST} [Подписаться](https://t.me/x)", "Лента Самара", 1))
    assert found == Likeness("a", "b", CopyKind.REPOST)
    assert found.is_copy


def test_a_forward_is_a_copy_whatever_it_says() -> None:
    assert likeness(made("a", POST, "Лента"), made("b", "См. выше, пожар.", "Канал", 1, forward_of="a")) == Likeness(
        "a", "b", CopyKind.FORWARD
    )


def test_other_numbers_make_it_a_likeness_and_no_copy() -> None:
    found = likeness(
        made("a", BULLETIN.format("9.00 до 14.00", "18"), "MoD"),
        made("b", BULLETIN.format("9.00 до 14.00", "13"), "MoD", 24),
    )
    assert found is not None
    assert (found.kind, found.is_copy) == (CopyKind.NEAR, False)


def test_the_pattern_of_another_window_is_no_copy_though_the_number_is_the_same() -> None:
    found = likeness(
        made("a", BULLETIN.format("9.00 до 14.00", "три"), "MoD"),
        made("b", BULLETIN.format("15.00 до 18.00", "три"), "MoD", 5),
    )
    assert found is None or not found.is_copy


def test_a_translation_by_the_same_voice() -> None:
    english = (
        "From 9.00 to 14.00 Moscow time, air defence systems on duty destroyed 13 Ukrainian aircraft-type unmanned aerial "
        "vehicles over the Belgorod region."
    )
    found = likeness(made("a", BULLETIN.format("9.00 до 14.00", "13"), "MoD"), made("b", english, "MoD (EN)", 1))
    assert found == Likeness("a", "b", CopyKind.TRANSLATION)
    other = english.replace("13 Ukrainian", "14 Ukrainian")
    assert likeness(made("a", BULLETIN.format("9.00 до 14.00", "13"), "MoD"), made("c", other, "MoD (EN)", 1)) is None


@pytest.mark.parametrize(
    "text", ["В Полтаве сгорел склад.", "Пожар.", "Fire in Poltava, two people were hurt, officials said."]
)
def test_other_reports_are_no_copies(text: str) -> None:
    assert likeness(made("a", POST, "Лента"), made("b", text, "Канал", 1)) is None


def test_nobody_copies_after_a_week() -> None:
    assert likeness(made("a", POST, "Лента"), made("b", POST, "Канал", 24 * 7)) is None


def test_it_is_the_same_whichever_comes_first() -> None:
    a, b = made("a", POST, "Лента"), made("b", POST, "Канал", 2)
    assert likeness(a, b) == likeness(b, a)


def test_the_first_is_who_published_first() -> None:
    when = {"a": DAY + timedelta(hours=2), "b": DAY, "c": DAY + timedelta(hours=1), "d": None}
    found = [
        Likeness("a", "b", CopyKind.REPOST),
        Likeness("a", "c", CopyKind.FORWARD),
        Likeness("c", "d", CopyKind.NEAR),
    ]
    assert origins(when, found) == {"a": "b", "c": "b"}
    assert origins(when, reversed(found)) == {"a": "b", "c": "b"}
