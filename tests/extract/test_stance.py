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
        ("Слухи о взрыве в Брянске не подтвердились.", "explosion", "denied"),
        ("Інформація про пожежу в Одесі не підтвердилась.", "fire", "denied"),
        ("It is not true that the dam in Kherson was destroyed.", "damage", "denied"),
        ("The ministry said no drones were shot down over Tula.", "interception", "denied"),
        ("Officials denied reports that a missile hit Odesa and killed three people.", "casualties", "denied"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Водитель сбил пешехода в Твери.",
        "Temperatures fell to minus 10 in Moscow.",
        "Interest rates hit a record in March.",
        "The plane landed at Kyiv airport.",
        "Вспыхнул скандал вокруг выборов в Киеве.",
        "Клуб атаковал ворота соперника весь матч в Казани.",
        "Завітали на виставку до Львова.",
        "Napoleon's army captured Smolensk in 1812.",
        "В 1943 году город Харьков обстреляли артиллерией.",
        "The English course in Kyiv costs 300 euros.",
    ],
)
def test_ordinary_life_is_no_happening(claims: Claims, text: str) -> None:
    assert not claims(text)


def test_a_year_of_birth_is_no_history(claims: Claims) -> None:
    (hurt,) = claims("Мужчина 1967 года рождения ранен в Шебекино.")
    assert hurt.event is Event.CASUALTIES


@pytest.mark.parametrize(
    "text",
    [
        "Угрозы атаки БПЛА в Курске нет, заявил губернатор.",
        "Загрози ракетного удару для Києва немає, повідомили Повітряні сили.",
        "There is no drone threat in Belgorod, the governor said.",
        "Информация об отбое воздушной тревоги в Киеве не соответствует действительности.",
        "Відбій тривоги у Львові оголосять після 18:00.",
    ],
)
def test_no_act_is_made_of_a_denial_or_of_what_is_to_come(claims: Claims, text: str) -> None:
    assert not [c for c in claims(text) if c.event in (Event.THREAT, Event.ALL_CLEAR) and c.stance != "denied"]
