"""Incidents as Parquet, with typed columns. Needs pyarrow: `pip install 'tocsin[parquet]'`."""

import json
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from tocsin.errors import SettingsError
from tocsin.publish.jsonl import Json
from tocsin.publish.outgoing import Outgoing
from tocsin.publish.released import as_json, place_status, point
from tocsin.release import Released

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:  # an optional extra
    pa = None

#: Incidents that are put down at once.
_BATCH = 1_000


def write(outgoing: Outgoing, out: BinaryIO) -> None:
    """Write the incidents, some at a time; the notice becomes the file's metadata `tocsin`, as JSON.

    Whether it may be published is known at the beginning and stands in the schema's as well, as `tocsin_status`.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    if pa is None:
        raise SettingsError("--format parquet needs pyarrow: pip install 'tocsin[parquet]'")
    schema = _schema().with_metadata({"tocsin_status": outgoing.notice().status})
    items = iter(outgoing)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(items, _BATCH)):
            writer.write_table(pa.Table.from_pylist([_row(r) for r in batch], schema=schema))
        notice = outgoing.notice()
        told = {"status": notice.status, "internal": notice.internal, "notice": notice.sentences()}
        writer.add_key_value_metadata({"tocsin": json.dumps(told, ensure_ascii=False)})


def _schema() -> Any:
    moment, text = pa.timestamp("us", tz="UTC"), pa.string()
    number = {"what": text, "low": pa.int64(), "high": pa.int64(), "approx": pa.bool_(), "words": text}
    claim = {
        "id": text, "report": text, "publisher": text, "published": moment, "url": text, "event": text, "stance": text,
        "speaker": text, "quote": text, "weapon": text, "numbers": _several(number),
    }  # fmt: skip
    value = {"value": text, "low": pa.int64(), "high": pa.int64(), "state": text, "said_by": pa.list_(text)}
    check = {"check": text, "what": text, "first": pa.int64(), "second": pa.int64(), "words": text}
    columns = {
        "incident": text, "title": text, "start": moment, "end": moment, "state": text, "reason": text,
        "events": pa.list_(text), "place": text, "place_kind": text, "place_status": text, "country": text,
        "region": text, "region_name": text, "lat": pa.float64(), "lon": pa.float64(), "radius_km": pa.float64(),
        "claims": _several(claim), "attributes": _several({"name": text, "relation": text, "values": _several(value)}),
        "checks": _several(check), "withheld": pa.list_(text), "internal": pa.bool_(),
    }  # fmt: skip
    return pa.schema(list(columns.items()))


def _several(fields: dict[str, Any]) -> Any:
    return pa.list_(pa.struct(list(fields.items())))


def _row(released: Released) -> Json:
    area, at = released.area, point(released.area)
    row = as_json(released)
    for claim in row["claims"]:
        claim["published"] = datetime.fromisoformat(claim["published"]) if claim["published"] else None
    cells: Json = {
        **row,
        "start": released.start,
        "end": released.end,
        "place": area.name,
        "place_kind": area.kind,
        "place_status": place_status(area),
        "country": area.country,
        "region": area.region,
        "region_name": area.region_name,
        "lat": at[1] if at else None,
        "lon": at[0] if at else None,
        "radius_km": area.radius_km if at else None,
    }
    return {name: _clean(cell) for name, cell in cells.items()}


def _clean(value: Any) -> Any:
    """The same with every text fit for UTF-8: half a surrogate pair cannot be written."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
