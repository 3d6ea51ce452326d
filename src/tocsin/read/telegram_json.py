"""Telegram Desktop's `result.json`: one chat, or a whole account with `chats.list`.

The form is that of Telegram Desktop's own writer (`export_output_json.cpp`). A text is a string, or a list of strings
and entities (`{"type": "text_link", "text": …, "href": …}`): the report's text is exactly the concatenation of the
visible parts; addresses behind links are dropped. Service messages, polls and messages without words (the other
pictures of an album, stickers, voice) are passed over knowingly.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.read.json_stream import MessageStream
from tocsin.read.payload import Draft, Item, PassedOver, Payload

_BAD_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)
_MARK = re.compile(rb'"(?:messages|chats)"\s*:\s*[\[{]')
_OBJECT = re.compile(rb'\{\s*["}]')
#: Kinds of message that carry no words of a publisher. "unsupported" is written for what Desktop could not export.
_SERVICE = ("service", "unsupported")


def sniff(payload: Payload) -> bool:
    """Whether this is such an export. In that of an account, contacts without end may come before the chats.

    So any object that goes on after its first line is taken for one, and whatever else calls itself JSON.
    """
    head = payload.head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if payload.suffix != ".json" and not _OBJECT.match(head):
        return False
    first = head.partition(b"\n")[0].rstrip()
    return _MARK.search(head) is not None or not (first.startswith(b'{"') and first.endswith(b"}"))


def read(payload: Payload) -> Iterator[Item]:
    """The messages of an export, in the order of the file. A report's id is `<chat id>/<message id>`."""
    stream = MessageStream(payload.utf8())
    header: dict[str, bytes] = {}
    chat = _Chat(header)
    told = False
    for entry in stream:
        told |= bool(entry.reason)
        if entry.reason:
            yield payload.problem(f"byte {entry.offset}", entry.reason)
            continue
        message = parse(entry.raw)
        if isinstance(message, str):
            stream.resume(entry.raw)
            yield payload.problem(f"byte {entry.offset}", message)
            continue
        if entry.header is not header:
            header, chat = entry.header, _Chat(entry.header)
        place = f"message {message.record.get('id', '?')!s:.40}"
        try:
            yield _item(message, chat, place)
        except _BadMessage as error:
            yield payload.problem(place, str(error))
    if not stream.found and not told:
        yield payload.problem("", "JSON, but no Telegram export: there is no list of 'messages' in it")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON object, and the bytes that its digest is taken of: the same whatever its layout and order of keys."""

    record: dict[str, Any]
    canonical: bytes


def parse(raw: bytes) -> Parsed | str:
    """One JSON object, or what is wrong with it. Of a key that is there twice, the last counts."""
    try:
        if b"\\x" in raw:
            raw = _BAD_ESCAPE.sub(_mend, raw)
        found = json.loads(raw.decode("utf-8"), strict=False)
        if not isinstance(found, dict):
            return "not a JSON object"
        return Parsed(found, json.dumps(found, sort_keys=True, separators=(",", ":")).encode("ascii"))
    except UnicodeDecodeError as error:
        return f"not valid UTF-8 ({error.reason} at its byte {error.start})"
    except RecursionError:
        return "nested too deeply"
    except ValueError as error:
        return f"not valid JSON ({error!s:.100})"


class _BadMessage(Exception):
    """A message does not have the form of one."""


class _Chat:
    """What the export says of the chat."""

    def __init__(self, header: dict[str, bytes]) -> None:
        self.name, self.type, number = (_scalar(header.get(key, b"null")) for key in ("name", "type", "id"))
        self.id = number or self.name


def _mend(found: re.Match[bytes]) -> bytes:
    """Telegram Desktop writes control characters as `\\x0B`; JSON writes them `\\u000B`."""
    return b"\\u00" + found.group(1) if found.group(1) else found.group()


def _scalar(token: bytes) -> str:
    try:
        value = json.loads(token)
    except ValueError:
        return ""
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _item(parsed: Parsed, chat: _Chat, place: str) -> Draft | PassedOver:
    message = parsed.record
    if message.get("type") in _SERVICE:
        return PassedOver.SERVICE
    text = _text(message.get("text", message.get("text_entities", "")))
    if not text.strip():
        return PassedOver.POLL if "poll" in message else PassedOver.NO_TEXT
    sender = _string(message, "from")
    return Draft(
        text=text,
        raw=parsed.canonical,
        place=place,
        id=_ref(chat, message.get("id")),
        # in a channel the channel speaks, in a group each of its members
        publisher=chat.name if "channel" in chat.type and chat.name else sender or chat.name,
        published=_date(message, "date"),
        edited=_date(message, "edited"),
        forward_of=_forward(message),
        reply_to=_reply(message, chat),
    )


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        raise _BadMessage("its text is neither a string nor a list")
    parts = []
    for part in value:
        visible = part.get("text") if isinstance(part, dict) else part
        if not isinstance(visible, str):
            raise _BadMessage("a part of its text is no text")
        parts.append(visible)
    return "".join(parts)


def _string(message: dict[str, Any], key: str) -> str:
    value = message.get(key)
    return value if isinstance(value, str) else ""


def _ref(chat: _Chat, number: object) -> str | None:
    if isinstance(number, (int, str)) and not isinstance(number, bool) and str(number):
        return f"{chat.id}/{number!s:.40}" if chat.id else None
    return None


def _date(message: dict[str, Any], key: str) -> str | int | None:
    """Unix seconds where the export has them (since 2021), else the naive local date of the exporting machine."""
    for name in (f"{key}_unixtime", key):
        value = message.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value not in ("", 0, "0"):
            return value
    return None


def _forward(message: dict[str, Any]) -> str | None:
    """From whom a message is forwarded, by name; "unknown" where the name is withheld (null)."""
    for key in ("forwarded_from", "saved_from"):
        if key in message:
            return _string(message, key) or _string(message, f"{key}_id") or "unknown"
    return None


def _reply(message: dict[str, Any], chat: _Chat) -> str | None:
    """The report that is answered: in this chat, or in another (`reply_to_peer_id` is `channel123`)."""
    number = message.get("reply_to_message_id")
    peer = _string(message, "reply_to_peer_id").lstrip("abcdefghijklmnopqrstuvwxyz")
    if peer and isinstance(number, (int, str)):
        return f"{peer}/{number!s:.40}"
    return _ref(chat, number)
