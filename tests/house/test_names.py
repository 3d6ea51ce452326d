"""A name of a module is given once: a second one silently takes the place of the first, and nothing fails."""

import ast
from collections import Counter
from pathlib import Path

import pytest

import tocsin

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
