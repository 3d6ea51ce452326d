"""Every reader, given anything: reports and Problems come out, never an exception, and text comes out as it went in."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import SEEDS, check

from tocsin.model import Report
from tocsin.read import Hints, json_stream, read

QUICK = settings(max_examples=60, deadline=None)
FORMATS = [name for name in SEEDS if name != "zip"]
#: Text as people and programs write it, and some as nobody should.
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1).filter(str.strip)
SPLICES = st.sampled_from(
    [
        b"",
        b"\0",
        b"\xff",
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b"<",
        b">",
        b"&",
        b"]]>",
        b"\\",
        b"\\ud800",
        b"\\x0B",
        b"\r",
        b",",
    ]
)


def texts(payload: bytes, format: str) -> list[str]:
    found = list(read(["-"], Hints(format=format), stdin=io.BytesIO(payload)))
    return [item.text for item in found if isinstance(item, Report)]


@pytest.mark.parametrize("format", FORMATS)
@QUICK
@given(payload=st.binary(max_size=300))
def test_any_bytes(format, payload):
    check(payload, format)


@pytest.mark.parametrize("format", list(SEEDS))
@QUICK
@given(data=st.data())
def test_whole_payloads_damaged(format, data):
    payload = data.draw(st.sampled_from(SEEDS[format]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(payload)))
        length = data.draw(st.integers(0, 30))
        payload = payload[:start] + data.draw(SPLICES) + payload[start + length :]
    check(payload)


@pytest.mark.parametrize("format", FORMATS)
def test_every_beginning_of_a_payload(format):
    for payload in SEEDS[format]:
        for end in range(0, len(payload), 5):
            check(payload[:end], format)


@QUICK
@given(st.lists(TEXT, min_size=1, max_size=5, unique=True), st.booleans(), st.sampled_from([None, 1]))
def test_a_post_is_read_to_the_character(posts, escaped, indent):
    messages = [{"id": number, "type": "message", "text": text} for number, text in enumerate(posts)]
    raw = json.dumps({"id": 1, "messages": messages}, ensure_ascii=escaped, indent=indent).encode()
    assert texts(raw, "telegram-json") == posts


@QUICK
@given(st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=6))
def test_the_text_of_entities_is_their_concatenation(parts):
    text = [{"type": "bold", "text": part} if entity else part for part, entity in parts]
    raw = json.dumps({"id": 1, "messages": [{"id": 1, "type": "message", "text": text}]}).encode()
    assert texts(raw, "telegram-json") == ["".join(part for part, _ in parts)]


@QUICK
@given(TEXT)
def test_a_line_and_a_row_are_read_to_the_character(text):
    assert texts(json.dumps({"text": text}).encode(), "jsonl") == [text]
    quoted = text.replace('"', '""')
    assert texts(f'id,text\n1,"{quoted}"\n'.encode(), "csv") == [text]


@QUICK
@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_text_is_read_to_the_character_but_for_line_ends(text, encoding):
    text = text.removeprefix("\ufeff")
    if text.strip() and text.isprintable():
        expected = text.replace("\r\n", "\n").replace("\r", "\n")
        assert texts(text.encode(encoding), "text") == [expected]


@QUICK
@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(1, 50), st.integers(0, 400))
def test_it_makes_no_difference_where_the_stream_is_cut(posts, chunk, broken_at):
    messages = [{"id": number, "type": "message", "text": text} for number, text in enumerate(posts)]
    raw = json.dumps({"id": 1, "messages": messages}, ensure_ascii=False).encode()
    raw = raw[:broken_at] + b"}" + raw[broken_at:]

    def entries(size: int) -> list[tuple[bytes, int, str]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_stream, "_CHUNK", size)
            return [(entry.raw, entry.offset, entry.reason) for entry in json_stream.MessageStream(io.BytesIO(raw))]

    assert entries(chunk) == entries(2**18)
