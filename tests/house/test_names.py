"""A name of a module or a list is given once: a second one silently takes the place of the first."""

import ast
from collections import Counter
from pathlib import Path

import pytest
import yaml

import tocsin
from tocsin.errors import DataFileError
from tocsin.wordlists import OnceLoader, load

_ROOT = Path(tocsin.__file__).parent
_MODULES = sorted(_ROOT.rglob("*.py"))


def given_twice(source: str) -> list[str]:
    """The names that the top level of `source` gives more than once, overloads and branches aside."""
    names: Counter[str] = Counter()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.decorator_list:
            names[node.name] += 1
        elif isinstance(node, ast.Assign):
            names.update(t.id for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names[node.target.id] += 1
    return [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("module", _MODULES, ids=lambda p: str(p.relative_to(_ROOT)))
def test_no_name_of_a_module_is_given_twice(module: Path) -> None:
    assert given_twice(module.read_text("utf-8")) == []


def test_a_name_given_twice_is_seen() -> None:
    assert given_twice("_SOON = 1\n_LATE: int = 2\n_SOON = 3\n") == ["_SOON"]
    assert given_twice("def a():\n    b = 1\n    b = 2\n") == []


@pytest.mark.parametrize("file", sorted(_ROOT.rglob("*.yml")), ids=lambda p: str(p.relative_to(_ROOT)))
def test_no_name_of_a_list_is_given_twice(file: Path) -> None:
    assert yaml.load(file.read_text("utf-8"), Loader=OnceLoader)


def test_a_list_that_is_given_twice_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "words.yml").write_text("calm: [a]\nloaded: [b]\ncalm: [c]\n")
    with pytest.raises(DataFileError, match=r"words\.yml.*3.*calm is given twice"):
        load(tmp_path / "words.yml", "words")
