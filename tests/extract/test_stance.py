"""How it is put: what is denied, hedged or wished is never read as stated."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("Войска не наносят ударов по городам области.", "attack", "denied"),
        ("Информация о попадании в завод в Таганроге не подтверждается.", "attack", "denied"),
        ("Власти: взрыв в Энгельсе — не результат атаки.", "attack", "denied"),
        ("Возгорания на нефтебазе в Орле не было.", "fire", "denied"),
        ("Жодних ударів по Чернігову не було.", "attack", "denied"),
        ("The ministry denied that any soldiers had been hit in Berdiansk.", "attack", "denied"),
        ("None of its units had fired at Berdiansk on Monday, the command said.", "attack", "denied"),
        ("Як заявляють місцеві, після удару по заводу в Мічурінську обвалився дах.", "damage", "hedged"),
        ("Через ймовірний ракетний удар у Єнакієвому вимкнули світло.", "attack", "hedged"),
        ("Debris reportedly damaged two houses in Orlov District.", "damage", "hedged"),
        ("Ракета попала в склад под Харьковом.", "attack", "stated"),
        ("У межах зниження наступальних можливостей ворога ЗСУ вразили склад у Токмаку.", "attack", "stated"),
    ],
)
def test_a_claim_is_put_as_its_words_put_it(claims: Claims, text: str, event: str, stance: str) -> None:
    found = [c for c in claims(text) if c.event == event]
    assert [c.stance for c in found] == [stance]


@pytest.mark.parametrize(
    "text",
    [
        "Если вы слышите взрывы — идите в укрытие.",
        "Президент хоче мати право завдавати ударів по території агресора.",
        "США не давали Україні зброю для ударів по Криму.",
        "Зброя для завдання ударів по складах буде вироблятися в Україні.",
        "Both sides have stepped up attacks on energy sites as winter approaches.",
    ],
)
def test_what_did_not_happen_anywhere_is_no_attack(claims: Claims, text: str) -> None:
    assert not [c for c in claims(text) if c.event in (Event.ATTACK, Event.EXPLOSION)]
