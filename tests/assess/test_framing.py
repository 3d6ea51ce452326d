"""Loaded words are marked as their speaker's, for every party alike; Tocsin's own titles use none."""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from tocsin.assess.framing import framing, loaded
from tocsin.errors import DataFileError
from tocsin.model import Claim, Incident, Phrase, Span
from tocsin.titles import title
from tocsin.vocab import AUTHOR, Event, PlaceKind, Stance, Weapon


def claim(quote: str, event: Event = Event.ATTACK, weapon: Weapon | None = None) -> Claim:
    return Claim("c", "r", Span(0, len(quote)), quote, event, Stance.STATED, Phrase(AUTHOR), weapon=weapon)


@pytest.mark.parametrize(
    ("quote", "kind", "words"),
    [
        ("пресечена попытка совершить террористическую атаку", "terror", "террористическую"),
        ("Киевский режим ударил по рынку", "regime", "Киевский режим"),
        ("рашисти вдарили по місту", "regime", "рашисти"),
        ("an act of terror against the city", "terror", "act of terror"),
        ("підступний удар по місту", "war", "підступний"),
        ("подлый удар по городу", "war", "подлый"),
        ("ворог атакував Суми", "enemy", "ворог"),
        ("враг атаковал Курск", "enemy", "враг"),
    ],
)
def test_loaded_words_in_three_languages_and_of_every_party(quote: str, kind: str, words: str) -> None:
    assert (kind, words) in {(f.kind, f.words) for f in framing([claim(quote)])}


@pytest.mark.parametrize(
    "quote", ["дрон ударил по складу", "дрон влучив у склад", "a drone hit a warehouse", "катер", "подлодка"]
)
def test_plain_words_are_not_marked(quote: str) -> None:
    assert framing([claim(quote)]) == ()


def test_no_title_of_ours_is_loaded() -> None:
    start = datetime(2026, 2, 3, tzinfo=UTC)
    incident = Incident("I-1", "N", PlaceKind.SETTLEMENT, "RU", None, start, start, ("c",), ("r",))
    for event, weapon in product(Event, (None, *Weapon)):
        made = title(incident, [claim("words", event, weapon)])
        assert not any(pattern.search(made) for _, pattern in loaded()), made


def test_a_kind_without_one_of_the_languages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "framing.yml"
    path.write_text("terror:\n  en: [terrorist*]\n  ru: [террорист*]\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"line 1: terror must have words in en, ru, uk"):
        loaded(path)
