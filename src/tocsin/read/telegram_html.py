"""Telegram Desktop's HTML export: `messages.html`, `messages2.html` and so on, about a thousand messages a page.

The form is that of Telegram Desktop's own writer (`export_output_html.cpp`). Its lines break at `<br>` only, its
white space is the author's, and it names a sender once for messages that follow closely (class `joined`). It does not
give the chat's number, so a report's id is `<chat name>/<message id>`; nor does it say that a message was edited.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from tocsin.read import charset, html_text
from tocsin.read.payload import Draft, Item, PassedOver, Payload

#: What the writer puts around a block's text: a line break and its indentation.
_FRAME = re.compile(r"\A\n|\n *\Z")
_REPLY = re.compile(r"#go_to_message(\d+)\Z")
_LINE_BREAKS = re.compile(r"[\r\n]+")


def sniff(payload: Payload) -> bool:
    """Whether this is a page of such an export (a list of chats is one without messages)."""
    return b'class="page_wrap' in payload.head and b"page_body" in payload.head


@dataclass(slots=True)
class _Page:
    """What messages that follow leave unsaid."""

    chat: str
    sender: str = ""
    forwarded: str = ""


def read(payload: Payload) -> Iterator[Item]:
    """The messages of one page.

    Raises:
        InputError: the page is too large, or no text.
    """
    root = html_text.tree(charset.decode(payload.whole(), "utf-8"))
    page = _Page(_field(root, "page_header", "text"))
    found = _all(root, "message")
    if not found:
        yield PassedOver.OTHER_FILE
    for message in found:
        yield _item(message, page)


def _item(message: html.HtmlElement, page: _Page) -> Draft | PassedOver:
    number = (message.get("id") or "").removeprefix("message")
    if "service" in (message.get("class") or "").split():
        return PassedOver.SERVICE
    body = _first(message, "body")
    if body is None:
        return PassedOver.NO_TEXT
    page.sender = _words(_child(body, "from_name")).strip() or page.sender
    forward = _child(body, "forwarded")
    if forward is not None:
        page.forwarded = _words(_child(forward, "from_name")).strip() or page.forwarded
        body = forward
    text = _words(_child(body, "text"))
    if not text.strip():
        return PassedOver.POLL if _first(body, "media_poll") is not None else PassedOver.NO_TEXT
    date = _first(message, "date")
    return Draft(
        text=text,
        raw=etree.tostring(message, encoding="utf-8", with_tail=False),
        place=f"message {number[:40] or '?'}",
        id=f"{page.chat}/{number[:40]}" if page.chat and number else None,
        publisher=page.sender or page.chat,
        published=date.get("title") if date is not None else None,
        forward_of=(page.forwarded or "unknown") if forward is not None else None,
        reply_to=_reply(body, page),
    )


def _reply(body: html.HtmlElement, page: _Page) -> str | None:
    box = _child(body, "reply_to")
    for link in box.iter("a") if box is not None else ():
        found = _REPLY.search(link.get("href") or "")
        if found and page.chat:
            return f"{page.chat}/{found.group(1)}"
    return None


def _all(root: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    # libxml2 compares class tokens far faster than Python does
    found = root.xpath(f"descendant::div[contains(concat(' ', @class, ' '), ' {name} ')]")
    return found if isinstance(found, list) else []


def _first(root: html.HtmlElement, name: str) -> html.HtmlElement | None:
    return next(iter(_all(root, name)), None)


def _child(parent: html.HtmlElement, name: str) -> html.HtmlElement | None:
    for child in parent:
        if child.tag == "div" and name in (child.get("class") or "").split():
            return child
    return None


def _field(root: html.HtmlElement, outer: str, inner: str) -> str:
    box = _first(root, outer)
    found = _first(box, inner) if box is not None else None
    return _words(found).strip()


def _words(box: html.HtmlElement | None) -> str:
    """The author's text in a block of the writer: exactly the characters of the message.

    The date in a forward's name is the writer's, and so is every line break that is not `<br>`.
    """
    if box is None:
        return ""
    pieces = []
    walk = etree.iterwalk(box, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            pieces.append(element.tail or "" if element is not box else "")
        elif element.tag == "br":
            pieces.append("\r")
        elif element.tag in ("script", "style") or "details" in (element.get("class") or "").split():
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    text = _FRAME.sub("", _FRAME.sub("", "".join(pieces)))
    return _LINE_BREAKS.sub(lambda run: run.group().replace("\n", "").replace("\r", "\n"), text)
