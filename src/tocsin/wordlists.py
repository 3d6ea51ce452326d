"""Lists of words in files that a linguist or a duty officer can edit: read, compiled, and checked when they are loaded.

In a word, `*` stands for any letters and `#` for a number in digits. It may be several words, and is found whole, never
inside another.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from tocsin.errors import DataFileError


class OnceLoader(yaml.CSafeLoader):
    """YAML in which a name that is given twice is an error: the second would silently take the place of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping, where no name is given twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


def load(path: Path, holds: str) -> dict[str, Any]:
    """What a file of lists holds, by name.

    Args:
        path: the file.
        holds: what it must be a list of, for the error.

    Raises:
        DataFileError: it is not YAML, with its line, or holds something else.
    """
    try:
        root = yaml.load(path.read_text(encoding="utf-8"), Loader=OnceLoader)
    except yaml.YAMLError as error:
        raise not_yaml(path, error) from error
    if not isinstance(root, dict):
        raise DataFileError(str(path), 1, f"it must be a list of {holds}")
    return {str(name): entry for name, entry in root.items()}


def not_yaml(path: Path, error: yaml.YAMLError) -> DataFileError:
    """The error for a file that is no YAML, or gives a name twice, with its line."""
    mark = getattr(error, "problem_mark", None)
    twice = isinstance(error, yaml.constructor.ConstructorError) and error.problem
    return DataFileError(str(path), mark.line + 1 if mark else None, twice or "it is not YAML")


def wrong(path: Path, name: str, reason: str) -> DataFileError:
    """The error for one list of a file, with its line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"{name}:")), None)
    return DataFileError(str(path), line, reason)


#: Letters and marks that are written either way.
_EITHER = str.maketrans({"е": "[её]", "ё": "[её]", "'": "['’]", "’": "['’]"})


def compiled(words: Iterable[object]) -> re.Pattern[str]:
    """What finds any of some words, the longest first, in any case, with either apostrophe, with ё or without."""
    longest = sorted((str(w) for w in words), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_expression, longest))})(?!\w)", re.IGNORECASE)


def _expression(word: str) -> str:
    escaped = re.escape(word).translate(_EITHER)
    return escaped.replace(r"\*", r"[\w'’-]*").replace(r"\#", r"\d+").replace(r"\ ", r"\s+")
