"""What holds for every text: each value quotes its report, and nothing that a report says can stop the reading."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.extract import LONGEST, extract
from tocsin.gazetteer import Gazetteer
from tocsin.model import Report

PUBLISHED = datetime(2025, 3, 14, 12, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        "Сбиты", "12 дронов", "над", "Белгородской", "и Курской", "областей", ".", ",", " – ", ":", "—", "\n", "\n\n", "«", "»", '"', "(", ")", "**",
        "удар по складу", "в Харькове", "Отбой тревоги", "не", "нет", "об отбое сообщим", "вночі", "14:30", "5 марта", "по два", "мэр", "сообщил",
        "drones hit a depot", "in Sumy", "the governor said", "no casualties", "killed 3", "more than", "[", "](https://x)", "\u200b", "\u202e", "🔴",
        "вибухи", "у Києві", "повідомив", "ОВА", "10,000", "0", "99999999999999999999", "31 February", "at 25:99",
    ]
)  # fmt: skip


def check(text: str, gazetteer: Gazetteer) -> None:
    report = Report(id="r", text=text, published=PUBLISHED)
    reading = extract(report, gazetteer=gazetteer)
    for c in reading.claims:
        assert c.span.of(text) == c.quote
        phrases = [c.speaker, *c.via, *filter(None, (c.precedent, c.caveat, c.target, c.blamed))]
        assert all(p.span is None or p.span.of(text) == p.text for p in phrases)
        assert all(p.span.of(text) == p.quote for p in c.places)
        assert all(f.span.of(text) == f.quote for f in c.figures)
        assert all(f.low is None or f.high is None or f.low <= f.high for f in c.figures)
    assert extract(report, gazetteer=gazetteer) == reading
    assert len({c.id for c in reading.claims}) == len(reading.claims)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_words_of_the_field_in_any_order(gazetteer: Gazetteer, text: str) -> None:
    check(text, gazetteer)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text(gazetteer: Gazetteer, text: str) -> None:
    check(text, gazetteer)


def test_a_very_long_text_is_read_in_part_and_says_so(gazetteer: Gazetteer) -> None:
    text = "Взрыв в Харькове. " + "а" * LONGEST
    reading = extract(Report(id="r", text=text, published=PUBLISHED), gazetteer=gazetteer)
    assert len(reading.claims) == 1
    assert "characters" in reading.problems[0].reason


def test_quotes_nested_ten_thousand_deep_end(gazetteer: Gazetteer) -> None:
    check("«" * 10_000 + "взрыв в Киеве" + "»" * 10_000, gazetteer)


def test_a_report_without_a_date_has_no_times_and_says_so(gazetteer: Gazetteer) -> None:
    reading = extract(Report(id="r", text="Вчера обстреляли Харьков."), gazetteer=gazetteer)
    assert [c.time for c in reading.claims] == [None]
    assert "publication date" in reading.problems[0].reason
