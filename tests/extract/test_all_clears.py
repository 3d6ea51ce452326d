"""An all-clear ends only what it names: never another place's danger, never a thing that is no danger."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]


def named(found: list[Claim], event: Event) -> list[str]:
    return [p.name for c in found if c.event is event for p in c.places]


@pytest.mark.parametrize(
    ("text", "over", "still"),
    [
        ("Отбой опасности в Белгородской области, кроме Шебекино.", ["Belgorod Oblast"], []),
        ("Відбій тривоги у Сумській області, крім Конотопського району.", ["Sumy Oblast"], []),
        ("All clear for the Sumy region except Konotop.", ["Sumy Oblast"], []),
        ("Отбой тревоги в Сумах, в Харькове тревога продолжается.", ["Sumy"], ["Kharkiv"]),
        ("Відбій у Сумах та Полтаві, Харків - тривога.", ["Sumy", "Poltava"], ["Kharkiv"]),
        ("Відбій тривоги. Харків ще під загрозою.", [], ["Kharkiv"]),
        ("Отбой: Сумы. Тревога: Харьков.", ["Sumy"], ["Kharkiv"]),
        ("Отбой ракетной опасности в Брянской области.", ["Bryansk Oblast"], []),
        ("Air raid alert lifted in Kyiv, Odesa and Lviv regions.", ["Kyiv Oblast", "Odesa Oblast", "Lviv Oblast"], []),
    ],
)
def test_it_holds_where_it_says_so(claims: Claims, text: str, over: list[str], still: list[str]) -> None:
    found = claims(text)
    assert any(c.event is Event.ALL_CLEAR for c in found)
    assert (named(found, Event.ALL_CLEAR), named(found, Event.THREAT)) == (over, still)


@pytest.mark.parametrize(
    "text",
    [
        "Air alert over Kyiv region!",
        "Sirens over Kyiv!",
        "Sirens sounded over Lviv at 04:15.",
        "Threat of drones over Sumy!",
    ],
)
def test_over_a_place_is_not_over(claims: Claims, text: str) -> None:
    assert [c.event for c in claims(text)] == [Event.THREAT]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting in Odesa was called off at noon.",
        "It was lifted at 10:00 by a crane in Odesa.",
        "The air raid alert passed the two-hour mark in Kyiv at 05:00.",
        "Режим ЧС снят в Орске.",
        "Отменён масочный режим в Казани.",
        "Угроза банкротства завода миновала в 12:00.",
        "Знято фільм про загрозу у Львові.",
        "Отбой отменён, новая угроза в Курске.",
        "Не верьте: отбоя в Туле не было.",
    ],
)
def test_other_ends_are_no_all_clear(claims: Claims, text: str) -> None:
    assert not [c for c in claims(text) if c.event is Event.ALL_CLEAR]
