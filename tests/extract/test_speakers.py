"""Who says it: the forms in which posts, headlines and wires name a speaker."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Мэр Кривого Рога Виктор Лемешко сообщил о взрывах в городе.", "Виктор Лемешко"),
        ("Мер Полтави Ігор Коваль повідомив про вибухи у промисловій зоні.", "Ігор Коваль"),
        ("Речник також заявив про удар по Сумах.", "Речник"),
        ('Збито п\'ять дронів над Одесою – ОК ""Південь""', 'ОК ""Південь""'),
        ("Гнатюк: дві ракети влучили в аеродром біля Кропивницького", "Гнатюк"),
        ("Унаслідок обстрілу порт Ізмаїл зупинив роботу - Reuters (фото)", "Reuters"),
        ("Пожежа в порту Одеси: Коваленко про нічний удар", "Коваленко"),
        ("Над Орлом сбиты два дрона, сообщили в МЧС.", "МЧС"),
        ("Officials denied reports that a missile had hit Odesa.", "Officials"),
        ("СМИ: в Мелитополе произошёл взрыв на складе", "СМИ"),
        ("The grid operator, Pivdenergo, said that a drone had cut power to Sumy.", "Pivdenergo"),
        ("U.S. Central Command said it had shot down three drones over the Red Sea.", "U.S. Central Command"),
        ("Twelve people were killed in El Fasher, the U.N. said.", "the U.N."),
        ("According to the U.N. mission, 12 civilians were killed in Bunia.", "the U.N. mission"),
        ("A U.S. official said two drones struck the base in Erbil.", "U.S. official"),
        ("Between 1 and 15 May the Mission reported 12 civilians killed in Kherson.", "the Mission"),
        ("Residents of Engels described at least six explosions on Monday night.", "Residents of Engels"),
    ],
)
def test_the_name_is_the_speaker(claims: Claims, text: str, speaker: str) -> None:
    found = claims(text)
    assert found
    assert {c.speaker.text for c in found} == {speaker}


@pytest.mark.parametrize(
    "text",
    [
        "Взрыв на складе горючего – Энгельс",
        "Регіони: обстріли Сумщини й Миколаєва",
        "Увага: ракетна небезпека для Полтавської області",
        "Energy: some 4,000 people in Bilopillia have had no electricity since Monday.",
        "Нещодавно пошкоджена підстанція: будинки в Сумах без світла",
    ],
)
def test_places_and_rubrics_are_nobody(claims: Claims, text: str) -> None:
    found = claims(text)
    assert found
    assert {c.speaker.text for c in found} == {"author"}


def test_a_heading_of_its_own_speaks_for_what_follows(claims: Claims) -> None:
    found = claims(
        "Генштаб ЗСУ підтверджує:\n\nУ ніч на 19 листопада підрозділи безпілотних систем уразили нафтобазу в Майкопі. "
        "Зафіксовано серію вибухів."
    )
    assert len(found) >= 2
    assert {c.speaker.text for c in found} == {"Генштаб ЗСУ"}


def test_where_it_was_told_stands_between_the_verb_and_the_speaker(claims: Claims) -> None:
    found = claims("Один человек погиб при обстреле завода в Донецке. Об этом в своём канале сообщило МЧС ДНР.")
    assert {c.speaker.text for c in found} == {"МЧС ДНР"}


def test_an_eyewitness_states_and_the_networks_rumour(claims: Claims) -> None:
    (seen,) = claims("Сильный взрыв слышали в центре Херсона — очевидцы")
    (rumoured,) = claims("У мережі пишуть про вибух у Херсоні")
    assert (seen.stance, rumoured.stance) == ("stated", "hedged")


@pytest.mark.parametrize(
    ("text", "event", "speaker"),
    [
        ("У Луганську вночі горіла нафтобаза, окупанти заявили про атаку дронів.", Event.FIRE, "author"),
        ("У Луганську вночі горіла нафтобаза, окупанти заявили про атаку дронів.", Event.ATTACK, "окупанти"),
        ("Ватажок «ЛНР» повідомив про удар по нафтобазі в Луганську.", Event.ATTACK, "Ватажок «ЛНР»"),
        ("Пожар в Туле потушен, сообщил мэр Иванов.", Event.RESPONSE, "мэр Иванов"),
        ("Источник: ВС России уничтожили склад боеприпасов под Херсоном.", Event.ATTACK, "Источник"),
        ("Энергодар остался без отопления, пишет в телеграме глава города Олег Рудин.", Event.OUTAGE, "Олег Рудин"),
        ("Сили оборони знищили склад. Про це повідомив Генштаб ЗСУ і оприлюднив відео.", Event.ATTACK, "Генштаб ЗСУ"),
    ],
)
def test_who_said_which_part(claims: Claims, text: str, event: Event, speaker: str) -> None:
    assert [c.speaker.text for c in claims(text) if c.event is event] == [speaker]
