"""Nouns <-> canonical JSON: the one form that is hashed, kept and read back.

Canonical: keys sorted, no blanks, UTF-8, fields that have their default left out. Two things that are equal have the
same bytes, whoever wrote them and when.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar, get_origin

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from tocsin.model import Claim, Report

T = TypeVar("T")
Json = dict[str, Any]


def _converter() -> Converter:
    converter = Converter(omit_if_default=True)
    converter.register_unstructure_hook(datetime, lambda moment: moment.isoformat())
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_unstructure_hook_func(
        _is_set, lambda held: sorted((_CONVERTER.unstructure(x) for x in held), key=repr)
    )
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_structure_hook(date | datetime, lambda text, _: _moment(text))
    # The raw record is kept beside the report, compressed; where it was read and which rules read it are no part of it.
    converter.register_unstructure_hook(
        Report,
        make_dict_unstructure_fn(
            Report, converter, payload=override(omit=True), origin=override(omit=True), _cattrs_omit_if_default=True
        ),
    )
    converter.register_unstructure_hook(
        Claim, make_dict_unstructure_fn(Claim, converter, why=override(omit=True), _cattrs_omit_if_default=True)
    )
    return converter


def _is_set(kind: Any) -> bool:
    return get_origin(kind) is frozenset or kind is frozenset


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_CONVERTER = _converter()


def to_json(noun: object) -> Json:
    """A noun as JSON values."""
    value: Json = _CONVERTER.unstructure(noun)
    return value


def from_json(value: Mapping[str, Any], kind: type[T]) -> T:
    """The noun that `to_json` made into `value`."""
    return _CONVERTER.structure(value, kind)


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON in its one form, as UTF-8; half a surrogate pair, which UTF-8 cannot hold, is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def digest(kind: str, body: bytes) -> str:
    """The id of an entry: the SHA-256 of its kind and its canonical body."""
    return hashlib.sha256(kind.encode() + b"\n" + body).hexdigest()
