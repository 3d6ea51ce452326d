"""Where, when and how many: fields that are told beside the happening, before it or for something else."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event

Claims = Callable[..., list[Claim]]
FRIDAY = "2025-11-21T12:00+03:00"


def the(found: list[Claim], event: Event) -> Claim:
    of_it = [c for c in found if c.event is event]
    assert len(of_it) == 1, [(c.event, c.quote) for c in found]
    return of_it[0]


class TestWhere:
    @pytest.mark.parametrize(
        ("text", "places"),
        [
            ("Power facilities in the Lviv, Vinnytsia and Poltava regions had been damaged.", 3),
            ("Пошкоджено підстанції у Львівській, Вінницькій та Полтавській областях.", 3),
        ],
    )
    def test_every_place_of_a_list_counts(self, claims: Claims, text: str, places: int) -> None:
        assert len(the(claims(text), Event.DAMAGE).places) == places

    def test_a_country_that_is_struck_is_a_place_and_one_that_acts_is_none(self, claims: Claims) -> None:
        attack = the(claims("Russia attacked Ukraine's power grid with dozens of drones."), Event.ATTACK)
        assert [p.country for p in attack.places] == ["UA"]

    def test_the_country_stands_for_the_one_named_before(self, claims: Claims) -> None:
        found = claims(
            "Drones were seen over Ukraine. Some 40 missiles were launched at the country, the air force said."
        )
        attack = the(found, Event.ATTACK)
        assert [p.name for p in attack.places] == ["Ukraine"]

    def test_the_dateline_is_no_place_of_a_happening(self, claims: Claims) -> None:
        found = claims(
            "SUMY, Ukraine, Nov. 20 (ABC) - Two people were killed when shells hit a farm in Znob-Novhorodske."
        )
        assert {p.name for c in found for p in c.places} == {"Znob-Novhorodske"}


class TestWhen:
    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("С 2 по 8 ноября по Одессе нанесено семь ударов.", date(2025, 11, 2), date(2025, 11, 8)),
            ("Between 14 and 16 November shells fell on Nikopol.", date(2025, 11, 14), date(2025, 11, 16)),
            (
                "Between 9:00 pm on Thursday and 7:00 am on Friday 12 drones were shot down over Kursk region.",
                datetime(2025, 11, 20, 21),
                datetime(2025, 11, 21, 7),
            ),
            ("С полуночи до 7.00 над Курском сбиты два дрона.", datetime(2025, 11, 21), datetime(2025, 11, 21, 7)),
        ],
    )
    def test_a_stretch_has_its_first_and_last_moment(self, claims: Claims, text: str, start: date, end: date) -> None:
        (found,) = claims(text, FRIDAY)
        assert found.time is not None
        assert (found.time.start, found.time.end) == (start, end)

    def test_what_is_to_come_lies_ahead(self, claims: Claims) -> None:
        (closed,) = claims("The road from Sumy to Yunakivka will be closed from Tuesday.", FRIDAY)
        assert closed.time is not None
        assert closed.time.start == date(2025, 11, 25)

    def test_a_warning_is_made_when_it_is_said(self, claims: Claims) -> None:
        found = claims("Ракетная опасность по всей Брянской области! Отойдите от окон.", FRIDAY)
        assert {c.time.start for c in found if c.time} == {datetime(2025, 11, 21, 12)}
        assert all(c.time for c in found)


class TestHowMany:
    @pytest.mark.parametrize(
        ("text", "figures"),
        [
            ("A shell killed the driver and wounded four passengers in Nikopol.", {("killed", 1), ("injured", 4)}),
            ("The air force shot down 43 of 77 drones over Ukraine.", {("uav-downed", 43)}),
            ("У Херсоні поранено 14 людей, серед них троє дітей.", {("injured", 14)}),
            ("Постраждали дві жінки, 71 та 48 років, у Херсоні.", {("injured", 2)}),
            ("Снаряд пошкодив будинок на вул. Садовій, 7, у Херсоні.", set()),
            ("Two guided bombs hit a workshop in Kharkiv.", {("hits", 2)}),
            ("11 drones and four missiles were downed over Crimea.", {("uav-downed", 11), ("missile-downed", 4)}),
            (
                "Ворог випустив 150 дронів, 98 збито, 36 не досягли цілі.",
                {("uav-launched", 150), ("uav-downed", 98), ("uav-downed", 36)},
            ),
            ("Враг выпустил 12 ракет, сбито 9.", {("missile-launched", 12), ("missile-downed", 9)}),
            (
                "Ворог випустив 6 «Кинджалів» та 94 дрони, знищено 4 ракети і 71 дрон.",
                {("missile-launched", 6), ("uav-launched", 94), ("missile-downed", 4), ("uav-downed", 71)},
            ),
            ("Із 60 дронів збито 52.", {("uav-downed", 52)}),
            ("Of the 60 drones, 52 were downed.", {("uav-downed", 52)}),
            (
                "Противник атаковал Энгельс 18 дронами, 14 перехвачены, четыре достигли цели.",
                {("uav-launched", 18), ("uav-downed", 14)},
            ),
            ("Росіяни вдарили по Харкову 4 ракетами.", {("missile-launched", 4)}),
            ("Дві ракети вдарили по Харкову.", {("hits", 2)}),
            ("Russia struck Kyiv with 6 missiles and 60 drones.", {("missile-launched", 6), ("uav-launched", 60)}),
            ("The port was hit by two drones.", {("hits", 2)}),
            ("Россия ударила по Одессе, две ракеты сбила ПВО.", {("missile-downed", 2)}),
            ("Уражено до трьох БПЛА «Форпост» у Криму.", {("other", None)}),
            ("The death toll in the Russian missile strike on Ternopil has risen to 28.", {("killed", 28)}),
            ("The death toll from Thursday's strike on Kyiv rose to 31.", {("killed", 31)}),
            ("Число пострадавших при атаке беспилотника на автобус в Грайвороне выросло до девяти.", {("injured", 9)}),
            (
                "Air defences downed 184 drones. Of those, 100 were over Bryansk region and 84 over Crimea.",
                {("uav-downed", 184), ("uav-downed", 100), ("uav-downed", 84)},
            ),
            ("Атака 6 беспилотников на Шебекино, 4 из них сбиты.", {("uav-launched", 6), ("uav-downed", 4)}),
            (
                "Russia attacked with 14 drones, nine of them were downed over Odesa.",
                {("uav-launched", 14), ("uav-downed", 9)},
            ),
            ("More than 90 percent of the drones were downed over Odesa.", set()),
            ("Ворог гатив по 38 населених пунктах Херсонщини.", {("other", 38)}),
            (
                "Russia fired 464 drones and 22 missiles, of which 438 drones and 14 missiles were shot down.",
                {("uav-launched", 464), ("missile-launched", 22), ("uav-downed", 438), ("missile-downed", 14)},
            ),
            (
                "Четверо військових зазнали поранень під час атаки дрона у Нікополі.",
                {("injured", 4), ("uav-launched", 1)},
            ),
            ("Nina Bondar, 58, said that shells had damaged the school in Orikhiv.", set()),
        ],
    )
    def test_a_number_counts_what_it_stands_by(self, claims: Claims, text: str, figures: set[tuple[str, int]]) -> None:
        assert {(f.what, f.low) for c in claims(text) for f in c.figures} == figures


def test_what_an_attack_did_has_a_quote_of_its_own(claims: Claims) -> None:
    found = claims("Минулої ночі ЗСУ знищили склад боєприпасів у Токмаку.")
    assert "ЗСУ" in the(found, Event.ATTACK).quote
    assert the(found, Event.DAMAGE).quote.startswith("знищили склад")


def test_ground_attacks_beaten_off_are_no_interception(claims: Claims) -> None:
    found = claims("На Донецком направлении отражены две атаки штурмовых групп противника.")
    assert [c.event for c in found] == [Event.CLASH]


def test_a_title_and_the_first_sentence_tell_one_thing(claims: Claims) -> None:
    found = claims(
        "Drone hits bus in Nikopol, two dead - governor\n\nA Russian drone hit a bus in Nikopol on Thursday, killing two people, "
        "Governor Serhii Melnyk said.\n\nThe road was closed."
    )
    assert len([c for c in found if c.event is Event.ATTACK]) == 1
    assert len([c for c in found if c.event is Event.CASUALTIES]) == 1


class TestBlame:
    @pytest.mark.parametrize(
        "text",
        [
            "Russia's largest refinery was hit by drones.",
            "Russia was hit by 30 drones overnight.",
            "A drone struck the Ukrainian port of Izmail.",
            "The Russian city of Belgorod was shelled.",
            "The Ukrainian capital was hit at dawn.",
            "В украинском порту Измаил после удара беспилотника повреждён склад.",
            "Дрон вдарив по російському НПЗ в Рязані.",
            "A strike on Russian forces killed five people in Donetsk.",
            "Удари по українських військових аеродромах у Миргороді.",
            "В районе Бахмута сдались 82 украинских военных.",
            "Казань, рф, під атакою дронів.",
            "Точным ударом «Ланцета» танк ВСУ был уничтожен под Купянском.",
        ],
    )
    def test_the_victim_is_not_blamed(self, claims: Claims, text: str) -> None:
        assert [c.blamed for c in claims(text)] == [None] * len(claims(text))

    @pytest.mark.parametrize(
        ("text", "blamed"),
        [
            ("Ukrainian drones attacked a Russian refinery in Ryazan.", "Ukrainian"),
            ("A Russian missile struck the Ukrainian port of Izmail.", "Russian"),
            ("Russia attacked Kharkiv with missiles.", "Russia"),
            ("Украинский беспилотник ударил по нефтебазе в Туле.", "Украинский"),
            ("Российская ракета попала в дом в Харькове.", "Российская"),
            ("Росіяни вдарили по Харкову.", "Росіяни"),
            ("ЗСУ знищили склад у Макіївці.", "ЗСУ"),
            ("Russian drones struck Ukrainian troops near Kupiansk.", "Russian"),
            ("Ukraine's air defences downed 30 Russian missiles over Kyiv.", "Russian"),
            ("Guerrillas of the front attacked the barracks in Lima.", "Guerrillas"),
            ("ВСУ сбили три вертолета РФ под Херсоном.", "РФ"),
            ("Российские дроны уничтожили склад боеприпасов ВСУ под Краматорском.", "Российские"),
            ("Артиллерия ВСУ уничтожила склад российской армии под Херсоном.", "ВСУ"),
            ("Бойцы ГУР уничтожили склады россиян в Крыму.", "Бойцы ГУР"),
            ("Удар ВСУ по складу в Херсоне.", "ВСУ"),
            (
                "В ответ на атаки Украины Вооруженными Силами России нанесены групповые удары по складам в Харькове.",
                "Вооруженными Силами России",
            ),
            ("Ворог втратив 20 ракет внаслідок удару Сил оборони по Енгельсу.", "Сил оборони"),
            ("Вооруженные силы России нанесли удар по аэродрому в Луцке.", "Вооруженные силы России"),
        ],
    )
    def test_who_did_it_is(self, claims: Claims, text: str, blamed: str) -> None:
        assert {c.blamed.text for c in claims(text) if c.blamed} == {blamed}


def test_what_an_attack_did_was_done_by_who_is_blamed_for_it(claims: Claims) -> None:
    found = claims("Российские дроны уничтожили склад боеприпасов ВСУ под Краматорском.")
    assert [c.blamed.text for c in found if c.blamed] == ["Российские"] * 2


def test_a_breakdown_in_brackets(claims: Claims) -> None:
    text = "Семь беспилотников уничтожены над территорией Брянской области (1 БПЛА) и Тульской области (6 БПЛА)."
    found = [(f.low, [p.name for p in c.places]) for c in claims(text) for f in c.figures]
    assert found == [(7, ["Bryansk Oblast", "Tula Oblast"]), (1, ["Bryansk Oblast"]), (6, ["Tula Oblast"])]


def test_numbers_of_units_count_nothing(claims: Claims) -> None:
    clash = the(claims("Отражены 6 контратак 25 и 68 бригад ВСУ под Купянском."), Event.CLASH)
    assert [f.low for f in clash.figures] == [6]


class TestSmallThings:
    def test_an_age_parts_nobody_from_what_befell_them(self, claims: Claims) -> None:
        text = "У Сумах загинув 59-річний чоловік, поранено його доньку."
        hurt = the(claims(text), Event.CASUALTIES)
        assert {(f.what, f.low, f.high) for f in hurt.figures} == {("killed", 1, 1), ("injured", 1, 1)}

    def test_a_part_of_a_town_lies_in_it(self, claims: Claims) -> None:
        outage = the(claims("Половина Киева вновь без воды."), Event.OUTAGE)
        assert [p.name for p in outage.places] == ["Kyiv"]

    def test_some_districts_are_no_district(self, claims: Claims) -> None:
        found = claims("Удар по Харкову. Частина районів залишилася без світла.")
        assert "District" not in " ".join(p.name for c in found for p in c.places)

    def test_a_plant_says_its_town_more_finely(self, claims: Claims) -> None:
        text = "Воронеж, уночі дрони атакували енергетику міста, зокрема дві ракети влучили у Воронезьку ТЕЦ-1."
        last = claims(text)[-1]
        assert [p.kind for p in last.places] == ["site"]

    @pytest.mark.parametrize(
        "text",
        [
            "Збитки від удару по нафтобазі на Харківщині сягнули понад 30 млн грн.",
            "A drone damaged a depot in Ryazan, causing damage of $2 million.",
        ],
    )
    def test_money_counts_no_things(self, claims: Claims, text: str) -> None:
        assert {f.what for c in claims(text) for f in c.figures} <= {"other"}


class TestCounts:
    def test_people_are_no_line_of_what_was_launched(self, claims: Claims) -> None:
        found = claims(
            "Russia launched 312 drones at Ukraine overnight, the air force said, killing two people in the western city of"
            " Lutsk."
        )
        attack, dead = the(found, Event.ATTACK), the(found, Event.CASUALTIES)
        assert [(f.what, f.low) for f in attack.figures] == [("uav-launched", 312)]
        assert [(f.what, f.low) for f in dead.figures] == [("killed", 2)]
        assert [p.name for p in dead.places] == ["Lutsk"]

    def test_what_was_destroyed_in_the_air_is_no_attack(self, claims: Claims) -> None:
        found = claims("The region's governor reported 11 drones destroyed.")
        assert [(c.event, [f.low for f in c.figures]) for c in found] == [(Event.INTERCEPTION, [11])]

    def test_a_line_that_equals_the_sum_of_the_others_is_a_line(self, claims: Claims) -> None:
        found = claims(
            "Ночью уничтожены семь БпЛА над Курской, три – над Белгородской и четыре – над Ростовской областями."
        )
        told = {p.name: f.low for c in found for p in c.places for f in c.figures if len(c.places) == 1}
        assert told == {"Kursk Oblast": 7, "Belgorod Oblast": 3, "Rostov Oblast": 4}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The army shot down three drones over the Red Sea.", ["interception"]),
        ("Russia said it captured Pokrovsk.", ["clash"]),
        ("Kyiv did not comment on the strike.", []),
    ],
)
def test_words_that_tell_of_nothing_else(claims: Claims, text: str, events: list[str]) -> None:
    assert [c.event for c in claims(text)] == events


def test_a_toll_ends_before_the_verb_of_its_growth(claims: Claims) -> None:
    found = claims("The death toll from Thursday's strike on Kyiv rose to 31.")
    assert [c.quote for c in found if c.event == "attack"] == ["Thursday's strike on Kyiv"]


def test_the_place_of_some_is_not_the_place_of_all(claims: Claims) -> None:
    total, line = claims("За ночь уничтожено 20 дронов, 9 из них над Крымом.")
    assert [f.low for f in total.figures] == [20]
    assert not total.places
    assert ([f.low for f in line.figures], [p.name for p in line.places]) == ([9], ["Crimea"])


def test_one_each_adds_up(claims: Claims) -> None:
    text = (
        "Уничтожены четыре дрона, из которых два сбиты над Орловской областью и по одному – над Белгородской и Курской."
    )
    total, *lines = claims(text)
    assert total.quote == "Уничтожены четыре дрона"
    assert [p.name for p in total.places] == ["Oryol Oblast", "Belgorod Oblast", "Kursk Oblast"]
    assert [f.low for c in lines for f in c.figures] == [2, 1, 1]


def test_a_region_that_is_told_before_its_number_is_its_place(claims: Claims) -> None:
    text = "Над Брянской областью уничтожено 32 дрона, пять уничтожены над Смоленской областью, два – над Московской."
    lines = {(p.name, f.low) for c in claims(text) for p in c.places for f in c.figures}
    assert lines == {("Bryansk Oblast", 32), ("Smolensk Oblast", 5), ("Moscow Oblast", 2)}


def test_districts_whose_head_stands_with_the_first(claims: Claims) -> None:
    text = "Уничтожено 14 дронов, над Рыльским районом — 6, над Льговским — 5, над Курчатовским — 3."
    lines = {(p.name, f.low) for c in claims(text)[1:] for p in c.places for f in c.figures}
    assert lines == {("Rylsky District", 6), ("Lgovsky District", 5), ("Kurchatovsky District", 3)}


def test_a_measure_ends_a_sentence(claims: Claims) -> None:
    found = claims("В Шебекино пожар на площади 300 кв. м. Погибших нет.")
    assert [c.quote for c in found if c.event == "casualties"] == ["Погибших нет"]


def test_a_missile_and_drone_attack_is_one(claims: Claims) -> None:
    attack, harm = claims(
        "Russia launched a missile and drone attack on Ukraine, killing seven and injuring 49 in Kyiv."
    )
    assert attack.quote == "Russia launched a missile and drone attack on Ukraine"
    assert [p.name for p in harm.places] == ["Kyiv"]


@pytest.mark.parametrize("day", ["Nov. 19", "Nov 19", "19 Nov. 2025", "Nov. 19, 2025"])
def test_months_may_be_shortened(claims: Claims, day: str) -> None:
    [claim] = claims(f"A drone hit a bus in Kherson on {day}.")
    assert [p.name for p in claim.places] == ["Kherson"]
    assert claim.time is not None
    assert claim.time.start == date(2025, 11, 19)


def test_who_denies_it_denies_what_was_told(claims: Claims) -> None:
    *_, denial = claims("The RSF shelled the camp near El Fasher, aid workers said. The RSF denied it.")
    assert (denial.event, denial.stance, denial.speaker.text) == ("attack", "denied", "The RSF")


def test_a_quote_ends_before_the_next_claim(claims: Claims) -> None:
    found = claims("A tower block in Kharkiv was hit and a fire broke out on the upper floors.")
    assert [c.quote for c in found if c.event == "attack"] == ["A tower block in Kharkiv was hit"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Strikes across Gaza killed 17 people, including seven at a water point in Nuseirat.", [17, 7]),
        ("Israeli strikes killed 10 people, four of them in Khan Younis and six in Rafah.", [10, 4, 6]),
        ("В Белгородской области ранены 12 человек, в том числе трое в Шебекино.", [12, 3]),
        ("Загинули 4 людини, двоє з них у Нікополі, ще одна – у Марганці.", [4, 2, 1]),
    ],
)
def test_victims_are_counted_part_by_part(claims: Claims, text: str, counts: list[int]) -> None:
    found = [c for c in claims(text) if c.event == "casualties"]
    assert [f.low for c in found for f in c.figures] == counts
    assert not {p.name for p in found[0].places} & {p.name for c in found[1:] for p in c.places}
