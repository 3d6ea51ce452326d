"""Numbers as they were bounded: one wording for what is shown and for the reasons that are given."""

import pytest

from tocsin.amounts import bounds_in_signs, bounds_in_words


@pytest.mark.parametrize(
    ("low", "high", "words", "signs"),
    [
        (104, 104, "104", "104"),
        (0, 0, "0", "0"),
        (3, None, "at least 3", "≥3"),
        (None, 10, "at most 10", "≤10"),
        (18, 20, "18 to 20", "18–20"),
        (500_000, 500_000, "500,000", "500,000"),
        (None, None, "a number not given", "?"),
    ],
)
def test_a_number_is_told_by_its_bounds(low: int | None, high: int | None, words: str, signs: str) -> None:
    assert bounds_in_words(low, high) == words
    assert bounds_in_signs(low, high) == signs
