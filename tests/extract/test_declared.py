"""What a post declares by saying it: for which hazard, where, and what an all-clear leaves out."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tocsin.extract import extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Reading, Report

Read = Callable[..., Reading]


@pytest.fixture
def read(gazetteer: Gazetteer) -> Read:
    def of(text: str, publisher: str = "", published: str = "2026-03-03T22:00+03:00") -> Reading:
        return extract(Report("r", text, publisher, datetime.fromisoformat(published)), gazetteer=gazetteer)

    return of


def told(reading: Reading) -> list[tuple[str, str, list[str]]]:
    """Event, hazard and the English names of the areas of each act; of advice only that it is there."""
    return [(a.event.value, a.hazard.value, [m.name for m in a.areas]) for a in reading.acts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Беспилотная опасность в Орловской области.", [("threat", "uav", ["Oryol Oblast"])]),
        ("РАКЕТНАЯ ОПАСНОСТЬ! Брянская область.", [("threat", "missile", ["Bryansk Oblast"])]),
        ("На Сумщині повітряна тривога!", [("threat", "air", ["Sumy Oblast"])]),
        ("Загроза балістики для Полтавщини!", [("threat", "ballistic", ["Poltava Oblast"])]),
        ("Балістична ракета курсом на Дніпро!", [("threat", "ballistic", ["Dnipro"])]),
        ("Пуски КАБ на Харківщину.", [("threat", "glide-bomb", ["Kharkiv Oblast"])]),
        ("Отбой беспилотной опасности в Орловской области.", [("all-clear", "uav", ["Oryol Oblast"])]),
        (
            "Липецкая область: угроза атаки БПЛА и ракетная опасность!",
            [("threat", "uav", ["Lipetsk Oblast"]), ("threat", "missile", ["Lipetsk Oblast"])],
        ),
        (
            "Отбой ракетной опасности в Курской области. Беспилотная опасность сохраняется.",
            [("all-clear", "missile", ["Kursk Oblast"]), ("threat", "uav", ["Kursk Oblast"])],
        ),
        ("ПВО отражает атаку БПЛА на Воронеж.", [("attack", "uav", ["Voronezh"])]),
        ("Тривога! Ворожі БпЛА: Конотоп, Шостка.", [("threat", "uav", ["Konotop", "Shostka"])]),
        ("🟢 21:58 Відбій тривоги в м. Київ.", [("all-clear", "air", ["Kyiv"])]),
    ],
)
def test_hazard_and_area(read: Read, text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert told(read(text)) == expected


def test_a_whole_region_with_towns_of_it(read: Read) -> None:
    found = read("По всей Липецкой области угроза атаки БПЛА, в Задонске красный уровень.")
    assert [m.name for a in found.acts if a.event == "threat" for m in a.areas] == ["Lipetsk Oblast", "Zadonsk"]


def test_a_town_and_its_community_are_one_area(read: Read) -> None:
    [act] = read("🔴 21:58 Повітряна тривога в м. Нікополь та Нікопольська територіальна громада").acts
    assert [m.quote for m in act.areas] == ["м. Нікополь та Нікопольська територіальна громада"]
    assert act.areas[0].place is not None
    assert act.areas[0].place.name == "Nikopolska Hromada"


@pytest.mark.parametrize(
    ("text", "still", "rest"),
    [
        ("Отбой беспилотной опасности в Курской области, кроме Суджи.", ["Sudzha"], False),
        (
            "Відбій тривоги в Харківська область.\nТривога ще триває у:\n- Чугуївський район",
            ["Chuhuivskyi District"],
            False,
        ),
        ("Відбій лише для Лубенського району! Решта Полтавщини - тривога триває.", [], True),
        ("Отбой ракетной опасности в Брянской области.", [], False),
    ],
)
def test_what_an_all_clear_leaves_out(read: Read, text: str, still: list[str], rest: bool) -> None:
    [act] = read(text).acts
    assert (act.event, [m.name for m in act.still_on], act.rest) == ("all-clear", still, rest)
    assert act.scope == ("partial" if still or rest else "full")


def test_two_regions_two_words(read: Read) -> None:
    found = read("Хмельниччина: відбій повітряної тривоги. Вінниччина: тривога ще діє.")
    assert told(found) == [("all-clear", "air", ["Khmelnytskyi Oblast"]), ("threat", "air", ["Vinnytsia Oblast"])]


@pytest.mark.parametrize(
    "text",
    [
        "Возможна атака БПЛА на Таганрог.",
        "Мониторинговые каналы пишут: «БПЛА курсом на Таганрог».",
        "Можно выходить из укрытий, небо чисто.",
        "Удалили пост о ракетах на Ростов: не подтвердилось.",
    ],
)
def test_what_is_doubted_says_why(read: Read, text: str) -> None:
    acts = read(text, "Губернатор Ростовской области").acts
    assert acts
    assert all(a.doubt for a in acts)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Завтра проверка сирен: прозвучит учебная тревога.", "a drill or a test of sirens"),
        ("Тревога! Скидки на рюкзаки, успей до отбоя акции.", "an advertisement"),
        ("Переслано от «Губернатор Орловской области», 2 марта 08:05\n\nРакетная опасность в Орле!", "passed on"),
        ("Если объявят ракетную опасность, спуститесь в подвал.", "under a condition"),
    ],
)
def test_what_declares_nothing_says_why(read: Read, text: str, why: str) -> None:
    found = read(text)
    assert found.acts == ()
    assert why in found.unmade


@pytest.mark.parametrize(
    "text",
    [
        "За ночь над областью сбито 12 БПЛА. Опасность объявляли в 23:10, отбой дан в 05:30.",
        "Расчёты БпЛА группировки войск «Север» обнаружили цель и нанесли удар в Курской области.",
        "По чатам пишут: «сегодня массированный удар, МЧС просит всех в подвалы». Это фейк.",
        "Следите за нашими сообщениями.",
    ],
)
def test_what_is_told_is_not_declared(read: Read, text: str) -> None:
    assert read(text, "Губернатор Курской области", "2026-03-03T08:10+03:00").acts == ()


def test_an_area_that_is_not_named_is_the_publishers_own(read: Read) -> None:
    [act] = read("Ракетная опасность!", "Губернатор Белгородской области").acts
    assert act.assumed
    assert [m.name for m in act.areas] == ["Belgorod Oblast"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Режим «Беспилотная опасность» отменяю в Кирсанове.", [("all-clear", "uav", ["Kirsanov"])]),
        (
            "Орловская область. Беспилотной опасности больше нет, сигнал отменён.",
            [("all-clear", "uav", ["Oryol Oblast"])],
        ),
        ("Лубенський район: загрозу ударних БпЛА скасовано.", [("all-clear", "uav", ["Lubenskyi District"])]),
        ("Курская область: угроза атаки БПЛА прекращена.", [("all-clear", "uav", ["Kursk Oblast"])]),
        ("Повітряну тривогу на Сумщині скасовано, діти йдуть до класів.", [("all-clear", "air", ["Sumy Oblast"])]),
        ("Воздушную тревогу в Брянской области продлили до утра.", [("threat", "air", ["Bryansk Oblast"])]),
        ("«Калібри» повернули у бік Шепетівки.", [("threat", "missile", ["Shepetivka"])]),
        ("Артиллерия лупит по Рыльску, всем в погреба.", [("attack", "artillery", ["Rylsk"])]),
    ],
)
def test_other_ways_to_say_so(read: Read, text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert [t for t in told(read(text)) if t[0] != "advice"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Напомню: отбой в 21:50 касался одного Мичуринска.",
        "Хроника ночи: 01:05 угроза, 01:50 отбой, 02:15 угроза, 03:40 отбой. В Сызрани тихо.",
        "↪️ из «Оперштаб», вчера 22:50:\nЕйск: опасность БПЛА миновала, сигнал снят",
        "fwd | Полтавська ОВА | 01.03, 03:40\nЛубни, шахеди на ваш район!",
        "Поставим оповещатели: голосом скажут и об угрозе БПЛА, и об отбое.",
        "Десять лет колонии строгого режима: наводил ракеты на завод в Туле.",
        "Мошенники звонят: «на Новошахтинск летит дрон, выходите». Вешайте трубку.",
        "Над районом был обнаружен БПЛА, летевший в сторону Москвы. Он подавлен средствами РЭБ.",
    ],
)
def test_other_ways_to_only_tell(read: Read, text: str) -> None:
    assert [a for a in read(text).acts if not a.doubt] == []


def test_a_false_alarm_is_for_a_person(read: Read) -> None:
    [act] = read("Ложная тревога, Кинешма: за беспилотник приняли планер.").acts
    assert (act.event, bool(act.doubt)) == ("all-clear", True)
