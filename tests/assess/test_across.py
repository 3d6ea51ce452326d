"""A total over several regions against those who count in each of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tocsin.assess import Voice, across
from tocsin.model import Check, Claim, Figure, Interval, Phrase, Place, PlaceMention, Report, Span
from tocsin.model import Testimony as Said
from tocsin.vocab import AUTHOR, Event, FigureKind, PlaceKind, PlaceStatus, Stance

NIGHT = Interval(datetime(2026, 2, 2, 23), datetime(2026, 2, 3, 7), "Europe/Moscow")
OVERNIGHT = Interval(datetime(2026, 2, 2, 18), datetime(2026, 2, 3, 6), "Europe/Moscow")
MINISTRY = Voice("family:ministry", "The ministry", "RU", described=True, through="ministry")


def region(name: str) -> PlaceMention:
    place = Place(f"iso:RU-{name}", name, PlaceKind.REGION, "RU", f"RU-{name}")
    return PlaceMention(Span(0, 1), name, name, PlaceKind.REGION, PlaceStatus.FOUND, "RU", place)


def said(number: int, downed: int, *places: str, when: Interval | None = NIGHT, stance: Stance = Stance.STATED) -> Said:
    report = Report(f"r{number}", "…", "", datetime(2026, 2, 3, 9, tzinfo=UTC))
    figure = Figure(Span(0, 2), str(downed), FigureKind.UAV_DOWNED, downed, downed)
    claim = Claim(
        f"c{number}", report.id, Span(number, number + 1), "…", Event.INTERCEPTION, stance, Phrase(AUTHOR),
        places=tuple(region(p) for p in places), time=when, figures=(figure,),
    )  # fmt: skip
    return Said(claim, report)


def governor(name: str) -> Voice:
    return Voice(f"family:{name}", f"Governor of {name}", "RU", described=True, through=name)


TOTAL = said(1, 20, "BEL", "KRS", "BRY")


def checked(*others: tuple[Said, Voice], lines: Sequence[Claim] = ()) -> list[Check]:
    return list(across([TOTAL], {"c1": MINISTRY}, lambda _: lines, lambda *_: others))


def test_the_governors_sum_is_held_against_the_total() -> None:
    found = checked((said(2, 14, "BEL"), governor("BEL")), (said(3, 5, "KRS", when=OVERNIGHT), governor("KRS")))
    assert [(c.first, c.second, c.difference, c.claims) for c in found] == [(20, 19, 1, ("c1", "c2", "c3"))]
    assert "14 BEL (Governor of BEL) + 5 KRS (Governor of KRS)" in found[0].words


def test_its_own_lines_for_those_regions_count_where_it_has_them() -> None:
    lines = [TOTAL.claim, said(4, 12, "BEL").claim, said(5, 5, "KRS").claim, said(6, 3, "BRY").claim]
    found = checked((said(2, 14, "BEL"), governor("BEL")), (said(3, 5, "KRS"), governor("KRS")), lines=lines)
    assert [(c.first, c.second) for c in found] == [(17, 19)]


def test_one_region_is_no_sum() -> None:
    assert not checked((said(2, 14, "BEL"), governor("BEL")))


def test_overlapping_bulletins_are_never_added_twice() -> None:
    early = Interval(datetime(2026, 2, 2, 23), datetime(2026, 2, 3, 1), "Europe/Moscow")
    late = Interval(datetime(2026, 2, 3, 2), datetime(2026, 2, 3, 5), "Europe/Moscow")
    told = [(said(2, 4, "BEL", when=early), governor("BEL")), (said(3, 6, "BEL", when=late), governor("BEL"))]
    other = (said(4, 5, "KRS"), governor("KRS"))
    assert [c.second for c in checked(*told, other)] == [15]
    assert [c.second for c in checked(*told, (said(5, 9, "BEL", when=OVERNIGHT), governor("BEL")), other)] == [14]


def test_another_night_its_own_words_and_denials_do_not_count() -> None:
    next_night = Interval(datetime(2026, 2, 3, 23), datetime(2026, 2, 4, 7), "Europe/Moscow")
    kursk = (said(3, 5, "KRS"), governor("KRS"))
    assert not checked((said(2, 14, "BEL", when=next_night), governor("BEL")), kursk)
    assert not checked((said(2, 14, "BEL"), MINISTRY), kursk)
    assert not checked((said(2, 14, "BEL", stance=Stance.DENIED), governor("BEL")), kursk)
