"""Wordings of the channels and wires: which event they tell of, and which they only seem to tell of."""

from collections.abc import Callable

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event, FigureKind, Stance

Claims = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "event", "stance"),
    [
        ("Сбитые за ночь беспилотники упали под Тулой.", Event.INTERCEPTION, Stance.STATED),
        ("Над Миколаєвом чутно роботу ППО.", Event.INTERCEPTION, Stance.STATED),
        ("Есть прилёт по складу в Токмаке.", Event.ATTACK, Stance.STATED),
        ("Одна ракета легла на окраине Сум.", Event.ATTACK, Stance.STATED),
        ("Дрони СБУ досягли цілей у Рязані.", Event.ATTACK, Stance.STATED),
        ("Целями стали склады в Джанкое.", Event.ATTACK, Stance.STATED),
        ("Цілі – склади біля Токмака.", Event.ATTACK, Stance.STATED),
        ("Киев отверг причастность к взрыву в Керчи.", Event.ATTACK, Stance.DENIED),
        ("На складе в Ейске вторичка.", Event.EXPLOSION, Stance.STATED),
        ("Трактор наехал на мину под Шебекино.", Event.EXPLOSION, Stance.STATED),
        ("Під Ізюмом комбайн наїхав на міну.", Event.EXPLOSION, Stance.STATED),
        ("Двое рабочих с ожогами в больнице Сызрани.", Event.CASUALTIES, Stance.STATED),
        ("Двоє працівників обгоріли у Полтаві.", Event.CASUALTIES, Stance.STATED),
        ("Из Шебекино начат вывоз детей.", Event.EVACUATION, Stance.STATED),
        ("МиГ-31К в воздухе, область, внимание.", Event.THREAT, Stance.STATED),
        ("Шахеди курсом на Суми.", Event.THREAT, Stance.STATED),
        ("Приліт по Одесі, але без руйнувань.", Event.DAMAGE, Stance.DENIED),
        ("Обошлось без разрушений в Туле.", Event.DAMAGE, Stance.DENIED),
        ("Gunmen gunned down three guards in Bannu.", Event.ATTACK, Stance.STATED),
        ("A suicide bomber struck a market in Maiduguri.", Event.ATTACK, Stance.STATED),
        ("The roof of a clinic in Sumy caved in.", Event.DAMAGE, Stance.STATED),
        ("Takeoffs at Vnukovo airport were suspended.", Event.RESTRICTION, Stance.STATED),
        ("Oil loadings at Novorossiysk were halted.", Event.OUTAGE, Stance.STATED),
        ("Кілька енергоблоків АЕС були відключені від мережі.", Event.OUTAGE, Stance.STATED),
        ("Два энергоблока Нововоронежской АЭС отключены от сети.", Event.OUTAGE, Stance.STATED),
        ("Войска продолжают наступление в Мирнограде.", Event.CLASH, Stance.STATED),
        ("До дев'ятої ранку у Сумах тривало обстеження території.", Event.RESPONSE, Stance.STATED),
        ("В Саратове под ударом мог оказаться НПЗ.", Event.ATTACK, Stance.HEDGED),
        ("У Саратові під ударом міг опинитися НПЗ.", Event.ATTACK, Stance.HEDGED),
    ],
)
def test_a_wording_tells_of_its_event(claims: Claims, text: str, event: Event, stance: Stance) -> None:
    found = claims(text)
    assert (event, stance) in [(c.event, c.stance) for c in found], [(c.event, c.stance, c.quote) for c in found]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Дрон не долетів до заводу в Рязані.", Event.ATTACK),
        ("Здание клуба в Пологах сильно обгорело.", Event.CASUALTIES),
        ("Усі цілі у Саратові досягнуто.", Event.CASUALTIES),
        ("Strikes on a school sheltering displaced families killed 18 people in Rafah.", Event.EVACUATION),
        ("Удар по пунктах збору військ у Токмаку.", Event.RESPONSE),
        ("Бойцы отрабатывают навыки уничтожения любых типов БПЛА.", Event.ATTACK),
        ("Наградили его за множество уничтоженных с помощью БПЛА целей под Курском.", Event.INTERCEPTION),
        ("Several drones were neutralised over Ceyhan on Friday.", Event.CASUALTIES),
        ("The army confirmed the strike on Hodeidah but gave no casualty figures.", Event.CASUALTIES),
        ("Two tugs were dispatched to the vessel off Hodeidah.", Event.CASUALTIES),
    ],
)
def test_a_wording_that_only_seems_to_tell_of_it(claims: Claims, text: str, event: Event) -> None:
    assert event not in [c.event for c in claims(text)]


def test_a_second_target_is_a_claim_of_its_own(claims: Claims) -> None:
    found = claims("Уражено пункт управління в Токмаку, а також склад у Мелітополі.")
    assert [[p.name for p in c.places] for c in found if c.event is Event.ATTACK] == [["Tokmak"], ["Melitopol"]]


@pytest.mark.parametrize(
    "text",
    [
        "В Сызрани выбиты окна. Кроме того, склад поврежден в Туле.",
        "У Сумах вибито вікна. Крім того, склад пошкоджено в Тулі.",
    ],
)
def test_besides_that_leaves_no_place_out(claims: Claims, text: str) -> None:
    assert [p.name for p in claims(text)[-1].places] == ["Tula"]


def test_the_households_behind_a_dash_were_cut_off(claims: Claims) -> None:
    found = claims("Знеструмлено північ Чернігівщини – майже 62 тисячі споживачів.")
    [outage] = [c for c in found if c.event is Event.OUTAGE]
    assert [(f.what, f.low) for f in outage.figures] == [(FigureKind.WITHOUT_POWER, 62_000)]


def test_a_count_is_of_the_whole_and_not_of_its_part(claims: Claims) -> None:
    found = claims("За ночь над Россией сбито 38 беспилотников, из них 22 – над Ленинградской областью.")
    assert next([p.name for p in c.places] for c in found if c.event is Event.INTERCEPTION) == ["Russia"]


def test_villages_and_ages_are_no_people(claims: Claims) -> None:
    found = claims(
        "Вывезены дети из девяти сел Сумской области. Погибла женщина, ей было 19.", "2026-02-03T12:00+02:00"
    )
    assert {(f.what, f.low) for c in found for f in c.figures} <= {(FigureKind.KILLED, 1)}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("За ночь силами ПВО сбиты 56 беспилотников над восемью регионами.", {(FigureKind.UAV_DOWNED, 56)}),
        ("За ніч збито 56 безпілотників над вісьмома областями.", {(FigureKind.UAV_DOWNED, 56)}),
        ("Air defences downed 56 drones over eight regions overnight.", {(FigureKind.UAV_DOWNED, 56)}),
        ("У Нікополі поранено двох жінок віком 51 та 68 років.", {(FigureKind.INJURED, 2)}),
        ("Two women aged 51 and 68 were wounded in Nikopol.", {(FigureKind.INJURED, 2)}),
    ],
)
def test_regions_are_no_drones_and_ages_no_people(
    claims: Claims, text: str, figures: set[tuple[FigureKind, int]]
) -> None:
    assert {(f.what, f.low) for c in claims(text) for f in c.figures} == figures


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A strike on 3 March hit the plant in Ryazan. A depot there was hit four days earlier.", "2026-02-27"),
        ("Завод в Рязани был атакован 3 марта. Спустя два дня после атаки на Тулу горит склад.", "2026-03-01"),
    ],
)
def test_days_are_counted_from_the_day_told_of(claims: Claims, text: str, day: str) -> None:
    found = claims(text, "2026-03-04T12:00+03:00")
    assert day in [str(c.time.start)[:10] for c in found if c.time], [(c.quote, c.time) for c in found]


def test_what_was_answered_is_not_where_the_answer_fell(claims: Claims) -> None:
    found = claims("В ответ на обстрел Белгорода нанесен удар по складу в Чугуеве.")
    assert [[p.name for p in c.places] for c in found if c.event is Event.ATTACK] == [["Chuhuiv"]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("В Шебекино ранен мужчина, его везут в Белгород.", ["Shebekino"]),
        ("У Снігурівці поранено чоловіка, його везуть до Миколаєва.", ["Snihurivka"]),
        ("A drone hit a minibus in Nikopol. The injured were taken to a hospital in Dnipro.", ["Nikopol"]),
        ("Двох поранених доставили до лікарні Харкова.", []),
        ("Обстріл громадського транспорту в Херсоні, поранено двох людей.", ["Kherson"]),
        ("Удар по больнице Херсона, ранены двое.", ["Kherson"]),
    ],
)
def test_where_the_hurt_were_brought_is_not_where_it_happened(claims: Claims, text: str, place: list[str]) -> None:
    assert [[p.name for p in c.places] for c in claims(text) if c.event is Event.CASUALTIES] == [place]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Four policemen were martyred and six others injured in Bannu.", 4, 6),
        ("В Туле не стало двоих, ещё трое обгорели.", 2, 3),
        ("У Полтаві обстріл забрав життя двох людей, четверо обпеклися.", 2, 4),
    ],
)
def test_the_dead_and_the_hurt_are_counted_apart(claims: Claims, text: str, killed: int, injured: int) -> None:
    found = {(f.what, f.low) for c in claims(text) for f in c.figures}
    assert found == {(FigureKind.KILLED, killed), (FigureKind.INJURED, injured)}


def test_an_organisation_is_no_town(claims: Claims) -> None:
    assert [p.name for c in claims("The army said it had struck a Hamas command centre.") for p in c.places] == []


def test_what_got_through_was_not_downed(claims: Claims) -> None:
    found = claims("Russia launched 142 drones overnight; 117 were shot down and 21 hit targets in eight locations.")
    assert {(c.event, f.what, f.low) for c in found for f in c.figures if f.what is not FigureKind.OTHER} == {
        (Event.ATTACK, FigureKind.UAV_LAUNCHED, 142),
        (Event.INTERCEPTION, FigureKind.UAV_DOWNED, 117),
        (Event.ATTACK, FigureKind.HITS, 21),
    }
