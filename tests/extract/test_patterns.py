import pytest

from tocsin.errors import DataFileError
from tocsin.extract.lexicon import Line, event_rules, load, patterns
from tocsin.extract.patterns import Compiler, Source

COMPILER = Compiler(
    "test.yml", lambda name: Source(r"(?:drone|uav)", frozenset({"drone", "uav"})) if name == "uav" else None
)


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("shot down", "they shot down it", "shot down"),
        ("уничтож*", "были уничтожены ночью", "уничтожены"),
        ("(shot|brought) down", "was brought down", "brought down"),
        ("<uav> .. downed", "drone was quickly downed", "drone was quickly downed"),
        ("hit [the] depot", "hit the depot", "hit the depot"),
        ("hit [the] depot", "hit depot", "hit depot"),
        ("N (killed|dead)", "14 killed", "14 killed"),
        ("(a (big|small) fire|blaze)", "a small fire", "a small fire"),
    ],
)
def test_a_pattern_matches_what_a_linguist_means(pattern: str, text: str, matched: str) -> None:
    found = COMPILER.matcher([pattern]).search(text)
    assert found is not None
    assert found.group() == matched


@pytest.mark.parametrize(
    ("pattern", "text"), [("down", "downed"), ("shot down", "shot, down"), ("a .. b", "a one two three four b")]
)
def test_a_pattern_keeps_to_words_and_clauses(pattern: str, text: str) -> None:
    assert COMPILER.matcher([pattern]).search(text) is None


def test_an_error_names_the_file_and_the_line() -> None:
    broken = Line("(shot down")
    broken.line = 17
    with pytest.raises(DataFileError, match=r"test\.yml, line 17: brackets do not match"):
        COMPILER.matcher([broken])


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(DataFileError, match="no class"):
        COMPILER.matcher(["<nothing> down"])


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
def test_every_lexicon_compiles(language: str) -> None:
    for rule in event_rules(language):
        for matcher in filter(None, (rule.pattern, rule.veto)):
            matcher.compile_all()
    for name in ("stance", "places"):
        for key, entries in load(language, name).items():
            if name == "stance" or key.startswith(("the-", "national")):
                assert entries
                patterns(language, name, key).compile_all()
