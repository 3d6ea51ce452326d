import pytest

from tocsin.extract.numbers import quantities
from tocsin.extract.text import fold


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "more than 20 drones", 21, None),
        ("en", "at least four people", 4, None),
        ("en", "up to 10 UAVs", None, 10),
        ("en", "500,000 residents", 500_000, 500_000),
        ("en", "half a million people", 500_000, 500_000),
        ("en", "1.2 million homes", 1_200_000, 1_200_000),
        ("en", "between 37 and 45 wounded", 37, 45),
        ("en", "fifty-five children", 55, 55),
        ("en", "dozens of shells", 24, None),
        ("en", "200+ targets", 200, None),
        ("en", "no casualties", 0, 0),
        ("ru", "не менее восьми человек", 8, None),
        ("ru", "двадцать пять беспилотников", 25, 25),
        ("ru", "11 300 абонентов", 11_300, 11_300),
        ("ru", "несколько ракет", 3, None),
        ("ru", "более 180 тысяч потребителей", 180_001, None),
        ("ru", "полмиллиона жителей", 500_000, 500_000),
        ("ru", "от трёх до пяти взрывов", 3, 5),
        ("uk", "понад 50 влучань", 51, None),
        ("uk", "п’ять будинків", 5, 5),
        ("uk", "щонайменше 31 ракету", 31, None),
        ("uk", "кілька дронів", 3, None),
        ("uk", "пів мільйона людей", 500_000, 500_000),
        ("ru", "больше двух десятков беспилотников", 21, None),
        ("ru", "два-три десятка дронов", 20, 30),
        ("ru", "от 30 до 45 тысяч человек", 30_000, 45_000),
        ("ru", "полтора десятка домов", 15, 15),
        ("uk", "два десятки дронів", 20, 20),
        ("uk", "кілька десятків людей", 20, None),
        ("en", "two dozen missiles", 24, 24),
        ("en", "half a dozen houses", 6, 6),
        ("en", "between two and three dozen drones", 24, 36),
        ("en", "10–15 thousand people", 10_000, 15_000),
        ("en", "two hundred and five soldiers", 205, 205),
    ],
)
def test_a_number_is_read_with_what_makes_it_vague(language: str, text: str, low: int | None, high: int | None) -> None:
    found = quantities(fold(text), language)
    assert [(q.low, q.high) for q in found] == [(low, high)]


def test_about_is_exact_but_marked() -> None:
    (q,) = quantities("about 2,400 residents", "en")
    assert (q.low, q.high, q.approx) == (2400, 2400, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the 20th army"),
        ("en", "152-mm guns"),
        ("en", "in 2022"),
        ("en", "0.3%"),
        ("ru", "42-й дивизии"),
        ("uk", "№ 12"),
        ("uk", "71 та 48 років"),
        ("uk", "вул. Леніна, 7"),
        ("ru", "улица Мира, 12, повреждена"),
        ("uk", "одне одному"),
    ],
)
def test_what_only_looks_like_a_count_is_none(language: str, text: str) -> None:
    assert quantities(fold(text), language) == []
