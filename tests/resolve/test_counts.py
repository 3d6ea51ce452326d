"""How numbers are told: the whole of them, one for each of several places, a day summed up."""

import pytest

from tocsin.resolve.counts import tells


@pytest.mark.parametrize("number", [1, 4, 9, 12, 40, 57, 99, 260])
def test_each_place_may_have_any_number_for_itself(number: int) -> None:
    assert tells("each", f"Над Брянской и Курской областями сбито по {number} БПЛА")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("each", "По одному беспилотнику сбито над двумя областями"),
        ("each", "по п’ять дронів над Одещиною та Миколаївщиною"),
        ("each", "по пять беспилотников"),
        ("each", "one drone each over two regions"),
        ("total", "Всего за ночь сбито 52"),
        ("total", "В общей сложности 52"),
        ("total", "усього збито 52"),
        ("total", "a total of 52 drones"),
        ("day", "За минулу добу"),
        ("day", "в течение прошедших суток"),
        ("day", "протягом доби"),
        ("day", "over the past 24 hours"),
        ("day", "in a 24-hour period"),
    ],
)
def test_a_number_is_told_in_three_languages(name: str, words: str) -> None:
    assert tells(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("each", "40 БПЛА по Киеву"),
        ("each", "по 40х"),
        ("each", "rescuers reached the site"),
        ("total", "всегосударственный розыск"),
        ("day", "two days ago"),
    ],
)
def test_other_words_tell_nothing_of_the_number(name: str, words: str) -> None:
    assert not tells(name, words)
