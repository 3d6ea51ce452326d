"""Counts told place by place, totals with their lines, and lists of what was struck."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event, FigureKind

Claims = Callable[..., list[Claim]]
Rows = list[tuple[list[str], list[int | None]]]


def rows(claims: list[Claim], event: Event) -> Rows:
    return [([p.name for p in c.places], [f.low for f in c.figures]) for c in claims if c.event is event]


@pytest.mark.parametrize(
    ("text", "event", "found"),
    [
        (
            "Four people were killed in Kharkiv and one in Izium, officials said.",
            Event.CASUALTIES,
            [(["Kharkiv"], [4]), (["Izium"], [1])],
        ),
        (
            "Внаслідок атаки без світла 27 тисяч родин у Києві та 14,5 тисячі – на Київщині.",
            Event.OUTAGE,
            [(["Kyiv"], [27_000]), (["Kyiv Oblast"], [14_500])],
        ),
        (
            "В Шебекино ранены двое мирных жителей, в Белгороде — трое.",
            Event.CASUALTIES,
            [(["Shebekino"], [2]), (["Belgorod"], [3])],
        ),
        (
            "Five people were killed in Kherson in 2024 and 3 were injured.",
            Event.CASUALTIES,
            [(["Kherson"], [5, 3])],
        ),
    ],
)
def test_a_further_place_has_a_count_of_its_own(claims: Claims, text: str, event: Event, found: Rows) -> None:
    assert rows(claims(text), event) == found


@pytest.mark.parametrize(
    ("text", "total", "lines"),
    [
        (
            "At least five people were killed, three in Kherson and two in Beryslav.",
            (["Kherson", "Beryslav"], [5]),
            [(["Kherson"], [3]), (["Beryslav"], [2])],
        ),
        (
            "За добу загинули 5 людей: двоє у Покровську, по одному в Костянтинівці та Добропіллі, один у Торецьку.",
            (["Pokrovsk", "Kostiantynivka", "Dobropillia", "Toretsk"], [5]),
            [(["Pokrovsk"], [2]), (["Kostiantynivka"], [1]), (["Dobropillia"], [1]), (["Toretsk"], [1])],
        ),
    ],
)
def test_a_toll_is_broken_down_by_place(
    claims: Claims, text: str, total: tuple[list[str], list[int]], lines: Rows
) -> None:
    assert rows(claims(text), Event.CASUALTIES) == [total, *lines]


@pytest.mark.parametrize("rest", [".", ", 21 БПЛА над терр"])
def test_the_first_region_of_a_bulletin_is_no_total(claims: Claims, rest: str) -> None:
    text = (
        "Дежурными средствами ПВО уничтожены два БПЛА над территорией Брянской области, один БПЛА над территорией "
        f"Белгородской области и один БПЛА над территорией Тамбовской области{rest}"
    )
    assert rows(claims(text), Event.INTERCEPTION) == [
        (["Bryansk Oblast"], [2]),
        (["Belgorod Oblast"], [1]),
        (["Tambov Oblast"], [1]),
    ]


def test_each_line_of_a_list_of_targets_is_a_claim(claims: Claims) -> None:
    found = claims(
        "В ночь на 14 января поражены:\n- НПЗ в Сызрани;\n- аэродром «Саки» в Крыму.\nПодробности позже.",
        "2026-01-14T12:00+03:00",
    )
    assert [([p.name for p in c.places], c.quote) for c in found] == [
        (["Syzran"], "НПЗ в Сызрани"),
        (["Saky air base"], "аэродром «Саки» в Крыму"),
    ]
    assert {str(c.time.start)[:10] for c in found if c.time} == {"2026-01-13"}
    assert all(c.event is Event.ATTACK for c in found)


def test_a_list_of_something_else_is_none_of_targets(claims: Claims) -> None:
    found = claims("За добу зафіксовано удари:\n- Суми — 3 поранених;\n- Конотоп — пошкоджено школу.")
    assert [c.event for c in found if c.places] == [Event.CASUALTIES, Event.DAMAGE]
    assert [f.what for c in found for f in c.figures] == [FigureKind.INJURED]


def test_a_toll_with_its_lines_leaves_room_for_what_was_damaged(claims: Claims) -> None:
    found = claims("Five people were killed: three in Kherson and two in Beryslav, where a school was damaged.")
    assert [c.event for c in found] == [*[Event.CASUALTIES] * 3, Event.DAMAGE]
