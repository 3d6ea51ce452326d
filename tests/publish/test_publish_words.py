"""The words and the table: a claim is always somebody's, and a post cannot steer the terminal."""

import io

import pytest
from made_readings import TEXT, reading

from tocsin.model import Figure, Reading, Report, Span
from tocsin.publish import table, words
from tocsin.vocab import FigureKind


def printed(made: Reading, *, explain: bool = False) -> str:
    out = io.StringIO()
    table.write([made], out, explain=explain)
    return out.getvalue()


@pytest.mark.parametrize(
    ("low", "high", "approx", "said"),
    [
        (104, 104, False, "104 drones downed"),
        (1, 1, False, "1 drone downed"),
        (3, None, False, "at least 3 drones downed"),
        (None, 10, False, "at most 10 drones downed"),
        (18, 20, False, "18 to 20 drones downed"),
        (500000, 500000, True, "about 500,000 drones downed"),
        (None, None, False, "a number not given drones downed"),
    ],
)
def test_a_figure_in_words(low: int | None, high: int | None, approx: bool, said: str) -> None:
    assert words.counted(Figure(Span(0, 1), "x", FigureKind.UAV_DOWNED, low, high, approx)) == said


def test_what_acts_is_shown_and_not_obeyed() -> None:
    assert words.visible("safe\u202etxt.exe\x1b[2J") == "safe⟨U+202E⟩txt.exe⟨U+001B⟩[2J"
    assert words.visible("two\nlines\u200b") == "two lines"
    assert words.visible("👩‍🚒") == "👩‍🚒"


def test_every_row_says_who_and_how() -> None:
    text = printed(reading())
    assert "The governor of" in text
    assert "● stated" in text
    assert "◐ hedged" in text
    assert "✕ denied" in text
    assert "▷ intended" in text
    assert "Lisovka, UA (place not found)" in text
    assert "Example Wire" in text
    assert "problem: feed.xml, item 3" in text


def test_the_table_fits_eighty_columns() -> None:
    assert max(map(len, printed(reading(), explain=True).splitlines())) <= 80


def test_explain_names_the_rule() -> None:
    assert "event: en/events.yml:shot-down (shot down)" in " ".join(printed(reading(), explain=True).split())


def test_a_report_without_claims_says_so() -> None:
    assert "no claim in it" in printed(Reading(Report("r", TEXT)))


def test_a_post_cannot_paint_the_terminal() -> None:
    text = printed(Reading(Report("\x1b[31mid", "x", "[red]Wire[/red]\x1b]0;owned\x07")))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]Wire[/red]" in text
