from hypothesis import given
from hypothesis import strategies as st

from tocsin.extract.text import fold, view


@given(st.text(max_size=400))
def test_every_view_has_the_offsets_of_the_text(text: str) -> None:
    seen = view(text)
    assert len(seen.clean) == len(seen.folded) == len(seen.raw) == len(text)
    assert all(0 <= s.start < s.end <= len(text) for s in seen.sentences)


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_marks_and_link_targets_are_blanked() -> None:
    text = "**Сбиты [два БПЛА](https://example.org/x)** над морем"
    assert view(text).clean.split() == ["Сбиты", "два", "БПЛА", "над", "морем"]


def test_a_dateline_is_no_sentence_of_its_own() -> None:
    seen = view("KHARKIV, May 4 (Agency) - Two houses burned.")
    assert [seen.raw[s.start : s.end] for s in seen.sentences] == ["Two houses burned."]


def test_lines_of_a_post_are_sentences_and_those_of_a_wrapped_wire_are_not() -> None:
    post = view("22:14 UAVs over Sumy\n22:40 All clear")
    assert len(post.sentences) == 2
    assert post.sentences[1].stamp == "22:40"
    wire = view(
        "\n".join(
            [
                "The army said that it had found the bodies of four people near the",
                "river on the road that leads from the capital to the northern district",
                "of the province, where a bridge had been blown up two days before, and",
                "that a search was going on.",
            ]
        )
    )
    assert len(wire.sentences) == 1


def test_abbreviations_and_clock_times_end_no_sentence() -> None:
    assert len(view("Около 14.30 мск в с. Ивановка горит дом.").sentences) == 1
