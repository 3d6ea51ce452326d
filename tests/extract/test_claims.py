"""Reports as sources write them, and the claims that stand in them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from tocsin.model import Claim
from tocsin.vocab import Event, PlaceStatus, Stance, Weapon

Claims = Callable[..., list[Claim]]


def one(found: list[Claim], event: Event) -> Claim:
    """The only claim of that event."""
    of_it = [c for c in found if c.event is event]
    assert len(of_it) == 1, [(c.event, c.quote) for c in found]
    return of_it[0]


def names(claim: Claim) -> list[str]:
    return [p.name for p in claim.places]


class TestEnglish:
    def test_a_governor_and_what_he_says(self, claims: Claims) -> None:
        found = claims(
            "Governor Ivan Petrenko of the Bryansk Region said that air defences had shot down several drones over the region "
            "late on Thursday. He urged residents to stay away from windows and not to film."
        )
        downed, advice = one(found, Event.INTERCEPTION), one(found, Event.ADVICE)
        assert downed.speaker.text == advice.speaker.text == "Ivan Petrenko"
        assert names(downed) == ["Bryansk Oblast"]
        assert [(f.what, f.low, f.high) for f in downed.figures] == [("uav-downed", 3, None)]
        assert downed.time is not None
        assert downed.time.start == datetime(2025, 11, 20, 18)

    def test_a_fire_in_a_place_that_no_gazetteer_has(self, claims: Claims) -> None:
        found = claims(
            "A fire broke out in a warehouse in Verkhokamsk, Belarus, following what officials described as a drone attack. "
            "Emergency services confirmed that the blaze had been contained, but the incident marked the first known instance of a "
            "drone-related fire in the region."
        )
        fire, response = one(found, Event.FIRE), one(found, Event.RESPONSE)
        assert [(p.quote, p.status, p.country) for p in fire.places] == [("Verkhokamsk", PlaceStatus.NOT_FOUND, "BY")]
        assert fire.places[0].place is None
        assert response.speaker.text == "Emergency services"
        assert any(c.precedent and "first known instance" in c.precedent.text for c in found)

    def test_four_towns_without_power(self, claims: Claims) -> None:
        found = claims(
            "Denys Kravets, the head of the utility, reported that drones had struck the grid the previous night. According to Kravets's "
            "statement, the attack had left about 300,000 residents in Donetsk, Makievka, Gorlovka and Yasynuvata without electricity."
        )
        outage = one(found, Event.OUTAGE)
        assert outage.speaker.text == "Denys Kravets"
        assert names(outage) == ["Donetsk", "Makiivka", "Horlivka", "Yasynuvata"]
        assert {p.country for p in outage.places} == {"UA"}
        assert [(f.what, f.low, f.approx) for f in outage.figures] == [("without-power", 300_000, True)]

    def test_a_caveat_does_not_change_the_stance(self, claims: Claims) -> None:
        found = claims(
            "Military sources said air defence systems had destroyed 71 unmanned aircraft in the past 24 hours. The number, however, was "
            "not independently verified."
        )
        downed = one(found, Event.INTERCEPTION)
        assert downed.stance is Stance.STATED
        assert downed.caveat is not None
        assert "not independently verified" in downed.caveat.text
        assert downed.speaker.text == "Military sources"

    def test_who_did_it_may_be_alleged_and_a_reprisal_is_intended(self, claims: Claims) -> None:
        found = claims(
            "The statement spoke of an attack on the Novorossiysk port, which was allegedly carried out by naval drones. "
            "The Kremlin has hinted at retaliatory measures."
        )
        attack, intent = one(found, Event.ATTACK), one(found, Event.INTENT)
        assert (attack.stance, attack.weapon) == (Stance.HEDGED, Weapon.NAVAL_DRONE)
        assert names(attack) == ["Port of Novorossiysk"]
        assert (intent.stance, intent.speaker.text) == (Stance.INTENDED, "The Kremlin")

    def test_citing_leads_to_the_innermost_speaker(self, claims: Claims) -> None:
        found = claims(
            "The defence ministry, citing the regional governor, said 40 firefighters were at work in Tuapse."
        )
        response = one(found, Event.RESPONSE)
        assert response.speaker.text == "the regional governor"
        assert [v.text for v in response.via] == ["The defence ministry"]

    def test_no_casualties_is_a_figure(self, claims: Claims) -> None:
        casualties = one(
            claims("Two houses burned in Izmail. There were no casualties, the mayor said."), Event.CASUALTIES
        )
        assert [(f.what, f.low, f.high) for f in casualties.figures] == [("casualties", 0, 0)]

    def test_a_general_denial_is_no_claim(self, claims: Claims) -> None:
        assert claims("Kyiv consistently denies striking civilian targets.") == []

    def test_what_is_about_no_happening_makes_no_claim(self, claims: Claims) -> None:
        assert (
            claims("Lawmakers expect to debate the budget in March. Analysts say the price of steel will fall.") == []
        )


class TestRussian:
    def test_a_total_and_its_breakdown(self, claims: Claims) -> None:
        found = claims(
            "⚡️ С 20.00 до 23.00 мск дежурными средствами ПВО уничтожены шесть украинских беспилотных летательных аппаратов: **четыре** – над "
            "территорией **Брянской области**, по одному – над территориями Курской и Орловской областей.",
            "2025-03-04T21:10+00:00",
        )
        downed = [c for c in found if c.event is Event.INTERCEPTION]
        assert [(names(c), [f.low for f in c.figures]) for c in downed] == [
            (["Bryansk Oblast", "Kursk Oblast", "Oryol Oblast"], [6]),
            (["Bryansk Oblast"], [4]),
            (["Kursk Oblast"], [1]),
            (["Oryol Oblast"], [1]),
        ]
        assert {c.time.start for c in downed if c.time} == {datetime(2025, 3, 4, 20)}

    def test_a_thwarted_attack_is_two_claims(self, claims: Claims) -> None:
        found = claims(
            "Около 14.30 мск пресечена попытка атаковать объекты на территории Российской Федерации. Дежурными средствами ПВО беспилотник "
            "уничтожен над территорией Белгородской области.",
            "2024-04-14T11:54+00:00",
        )
        assert names(one(found, Event.ATTACK)) == ["Russia"]
        assert names(one(found, Event.INTERCEPTION)) == ["Belgorod Oblast"]
        assert [f.low for f in one(found, Event.INTERCEPTION).figures] == [1]

    def test_a_headline_names_its_speaker_behind_a_dash(self, claims: Claims) -> None:
        blast = one(claims("Взрывы на аэродроме под Мелитополем – мэр: видео"), Event.EXPLOSION)
        assert blast.speaker.text == "мэр"
        assert names(blast) == ["Melitopol"]

    @pytest.mark.parametrize(
        "text",
        [
            "Отбоя пока нет! Угроза атаки БПЛА в Тульской области сохраняется.",
            "В Липецкой области введён режим «Беспилотная опасность». Об отбое сообщим дополнительно.",
            "В случае объявления ракетной опасности спуститесь в подвал, дождитесь сигнала «Отбой».",
            "Тихо. Доброй ночи, Смоленск",
        ],
    )
    def test_no_all_clear_is_invented(self, claims: Claims, text: str) -> None:
        assert [c for c in claims(text) if c.event is Event.ALL_CLEAR] == []

    def test_an_all_clear(self, claims: Claims) -> None:
        clear = one(claims("Отбой беспилотной опасности на территории Воронежской области."), Event.ALL_CLEAR)
        assert (clear.stance, names(clear)) == (Stance.STATED, ["Voronezh Oblast"])


class TestUkrainian:
    def test_a_headline_with_hearsay(self, claims: Claims) -> None:
        found = claims("В окупованій Макіївці прогриміли вибухи: у мережі пишуть про влучання по нафтобазі.")
        assert one(found, Event.EXPLOSION).stance is Stance.STATED
        attack = one(found, Event.ATTACK)
        assert attack.stance is Stance.HEDGED
        assert names(attack) == ["Makiivka"]

    def test_a_night_and_a_region(self, claims: Claims) -> None:
        found = claims("У ніч проти 26 лютого дрони атакували нафтобазу на Сумщині.", "2025-02-26T08:00+00:00")
        attack = one(found, Event.ATTACK)
        assert names(attack) == ["Sumy Oblast"]
        assert attack.weapon is Weapon.UAV
        assert attack.time is not None
        assert (attack.time.start, attack.time.zone) == (datetime(2025, 2, 25, 18), "Europe/Kyiv")

    def test_an_alert_and_its_end(self, claims: Claims) -> None:
        assert names(one(claims("🔴 23:40 Повітряна тривога в Сумська область"), Event.THREAT)) == ["Sumy Oblast"]
        assert names(one(claims("🟢 00:31 Відбій тривоги в Сумська область"), Event.ALL_CLEAR)) == ["Sumy Oblast"]


def test_every_field_can_say_what_made_it(claims: Claims) -> None:
    (claim,) = claims("ВС России нанесли удар по аэродрому в Николаевской области.")
    why = dict(claim.why)
    assert why["event"].words in "ВС России нанесли удар по аэродрому в Николаевской области."
    assert {"event", "places"} <= set(why)
    # What no word decided says so, and why.
    assert why["speaker"].rule.startswith("default: nobody else")
    assert (why["time"].rule, why["time"].words) == ("default: no time is given for it", "")


class TestShapesOfPosts:
    """How channels lay out their posts: links in the middle of a phrase, pictures as bullets, chapters of a video."""

    def test_a_link_in_the_phrase_does_not_part_it(self, claims: Claims) -> None:
        text = "▫️ Подразделения [освободили](https://example.org/a/46851/a-long-address) населенный пункт Веселый Гай."
        assert [c.event for c in claims(text)] == [Event.CLASH]

    def test_any_picture_behind_two_blanks_begins_a_line(self, claims: Claims) -> None:
        text = "Ракета попала в склад в Харькове  📍 Пожарные уже на месте, возгорание тушат."
        attack = one(claims(text), Event.ATTACK)
        assert attack.quote == "Ракета попала в склад в Харькове"

    def test_chapters_of_a_video_are_no_times(self, claims: Claims) -> None:
        text = "Кадры дня\n00:00 Ракета попала в склад в Харькове.\n00:31 Дрон ударил по мосту в Сумах."
        assert [c.time for c in claims(text)] == [None] * len(claims(text))

    def test_what_is_headed_as_the_days_news_is_of_that_day(self, claims: Claims) -> None:
        text = "Главное за день\n\n▫️ Ракета попала в склад в Харькове.\n\n▫️ Дрон ударил по мосту в Сумах."
        assert {c.time.start for c in claims(text) if c.time} == {date(2025, 11, 21)}

    def test_a_long_subject_with_its_company_is_left_out_of_the_quote(self, claims: Claims) -> None:
        text = (
            "У ніч на 20 листопада підрозділи Сил спеціальних операцій Збройних Сил України, у взаємодії з іншими "
            "складовими Сил оборони, завдали удару по нафтобазі в Енгельсі."
        )
        attack = one(claims(text), Event.ATTACK)
        assert attack.quote == "завдали удару по нафтобазі в Енгельсі"
        assert attack.time is not None


class TestGroundFighting:
    @pytest.mark.parametrize(
        "text",
        [
            "На Донецком направлении отражены две атаки украинских штурмовых групп.",
            "Подразделения в ходе наступательных действий нанесли поражение формированиям бригады в районе Волчанска.",
            "Войска продолжают разгром формирований противника на территории Курской области.",
        ],
    )
    def test_assaults_beaten_off_and_advances_are_clashes_alone(self, claims: Claims, text: str) -> None:
        assert {c.event for c in claims(text)} == {Event.CLASH}

    def test_whose_depot_it_was_is_nobodys_death(self, claims: Claims) -> None:
        events = {c.event for c in claims("ЗСУ знищили нафтобазу окупантів у Макіївці.")}
        assert Event.CASUALTIES not in events
        assert Event.ATTACK in events

    def test_what_has_burned_is_a_fire(self, claims: Claims) -> None:
        assert Event.FIRE in {c.event for c in claims("Сообщается о двух сгоревших цистернах в Макеевке.")}


class TestEnglishVocabulary:
    @pytest.mark.parametrize(
        ("text", "event"),
        [
            ("She was shot from a moving vehicle in Bogota.", Event.ATTACK),
            ("Divers blew up a drifting mine off Odesa.", Event.RESPONSE),
            ("Two loud thuds were felt in Kharkiv.", Event.EXPLOSION),
            ("The crew escaped unscathed off Odesa.", Event.CASUALTIES),
            ("Launches of Shaheds towards Sumy.", Event.THREAT),
            ("Launches of Shaheds recorded from Oryol region.", Event.THREAT),
            ("Two men were taken from their homes in Kakhovka.", Event.CASUALTIES),
        ],
    )
    def test_words_of_the_field(self, claims: Claims, text: str, event: Event) -> None:
        assert {c.event for c in claims(text)} == {event}

    @pytest.mark.parametrize(
        "text",
        [
            "Judges lifted the strike they had called in Bogota.",
            "The judges withdrew their resignations in Bogota.",
            "The leader had left his house in Medellin without any bodyguards.",
            "Talks in Istanbul will resume on Tuesday.",
            "He gave statistics about blows that have been struck against cartels in Colombia.",
        ],
    )
    def test_ordinary_sentences_tell_of_nothing(self, claims: Claims, text: str) -> None:
        assert not claims(text)


class TestWhatIsQuoted:
    @pytest.mark.parametrize(
        ("text", "quote"),
        [
            ("Двое погибли, пятеро ранены.", "Двое погибли, пятеро ранены"),
            ("На цю хвилину: троє загиблих, 14 поранених.", "троє загиблих, 14 поранених"),
            (
                "Two people were killed and five wounded in Kharkiv.",
                "Two people were killed and five wounded in Kharkiv",
            ),
        ],
    )
    def test_both_counts_stand_in_the_quote(self, claims: Claims, text: str, quote: str) -> None:
        hurt = one(claims(text), Event.CASUALTIES)
        assert hurt.quote.endswith(quote)
        assert {f.what for f in hurt.figures} == {"killed", "injured"}
        assert all(f.quote in hurt.quote for f in hurt.figures)

    def test_an_attack_told_as_a_circumstance_does_not_cut_what_it_hangs_on(self, claims: Claims) -> None:
        text = "Число пострадавших при атаке на рынок в Голой Пристани возросло до 12."
        hurt = one(claims(text), Event.CASUALTIES)
        assert hurt.quote == text.rstrip(".")


class TestSlavicVocabulary:
    @pytest.mark.parametrize(
        ("text", "event"),
        [
            ("В Белгороде за медпомощью обратились трое.", Event.CASUALTIES),
            ("На складе в Брянске работают 150 спасателей.", Event.RESPONSE),
            ("Через Клинцы задерживаются четыре поезда.", Event.RESTRICTION),
            ("Под Белгородом автобус подорвался на мине.", Event.EXPLOSION),
            ("У Чугуєві вночі гупнуло.", Event.EXPLOSION),
            ("На Салтівці рятувальну операцію завершено.", Event.RESPONSE),
        ],
    )
    def test_words_of_the_field(self, claims: Claims, text: str, event: Event) -> None:
        assert event in {c.event for c in claims(text)}

    def test_trains_held_up_are_no_prisoners(self, claims: Claims) -> None:
        assert Event.CASUALTIES not in {c.event for c in claims("В Брянске задержаны четыре поезда.")}

    def test_blown_up_is_an_attack_and_its_damage(self, claims: Claims) -> None:
        events = {c.event for c in claims("Дрони СБУ висадили в повітря склади боєприпасів біля Харцизька.")}
        assert {Event.ATTACK, Event.DAMAGE} <= events


class TestWhatIsOnlyAlmostTold:
    @pytest.mark.parametrize(
        "text",
        [
            "Затримано та перенесено понад 150 рейсів.",
            "Цей БПЛА летить зі швидкістю 400 км на годину.",
            "Навіть якби якийсь офіс і зазнав пошкоджень, це нічого не змінить.",
            "Дані про постраждалих уточнюються.",
            "Вартість пошкоджень склала мільйон доларів.",
        ],
    )
    def test_makes_no_claim_of_harm(self, claims: Claims, text: str) -> None:
        told = {Event.CASUALTIES, Event.DAMAGE, Event.THREAT}
        assert [c for c in claims(text, "2025-11-21T12:00+02:00") if c.event in told] == []

    def test_drones_that_air_defence_found_and_destroyed_hit_nothing(self, claims: Claims) -> None:
        found = claims("Два БПЛА обнаружены и уничтожены средствами ПВО над территорией Тульской области.")
        assert [c.event for c in found] == [Event.INTERCEPTION]

    def test_drones_that_attacked_and_were_downed(self, claims: Claims) -> None:
        found = claims("Українські безпілотники атакували нафтобазу у Феодосії, але були збиті.")
        assert sorted(c.event for c in found) == [Event.ATTACK, Event.INTERCEPTION]

    def test_a_heading_names_the_attack_that_its_result_follows(self, claims: Claims) -> None:
        found = claims("Ракетний обстріл Одеси: окупанти пошкодили НПЗ, є поранений.")
        assert [c.quote for c in found if c.event is Event.ATTACK] == ["Ракетний обстріл Одеси"]

    @pytest.mark.parametrize(
        ("text", "quote"),
        [
            ("Нефтебаза в Макеевке загорелась после взрыва.", "Нефтебаза в Макеевке загорелась"),
            ("Пожар на заводе под Одессой 16+ — Специальная военная операция России", "Пожар на заводе под Одессой"),
        ],
    )
    def test_a_quote_ends_where_its_words_end(self, claims: Claims, text: str, quote: str) -> None:
        assert quote in [c.quote for c in claims(text) if c.event is Event.FIRE]

    def test_a_remark_between_commas_parts_nothing(self, claims: Claims) -> None:
        found = claims("Рядом с Бериславом уничтожен, как утверждается, российский полевой склад.")
        assert [(c.event, c.stance) for c in found] == [(Event.DAMAGE, Stance.HEDGED)]

    def test_a_bomb_that_goes_off_is_an_explosive_and_no_power_cut(self, claims: Claims) -> None:
        found = claims("On May 2 a roadside bomb went off under a bus in Rann.")
        assert [(c.event, c.weapon) for c in found] == [(Event.ATTACK, Weapon.EXPLOSIVE)]

    def test_a_remark_in_brackets_parts_nothing(self, claims: Claims) -> None:
        found = claims("Уничтожение (вероятно, авиаударом) склада боеприпасов в Бериславе.")
        assert [(c.event, c.stance) for c in found] == [(Event.DAMAGE, Stance.HEDGED)]
