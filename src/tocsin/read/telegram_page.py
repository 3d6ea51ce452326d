"""Telegram's public page of a channel (`/s/NAME`): its last twenty posts or so, newest last.

The channel's own number stands in a token beside each post (`data-view`), so a report's id is `<channel>/<post>`, as
in an export. Posts of another channel that were slipped into the page are left out. The page says that a post was
edited and not when.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator

from lxml import etree, html

from tocsin.read import charset, html_text
from tocsin.read.payload import Draft, Item, PassedOver, Payload

#: The only servers whose word for a channel's number is believed.
HOSTS = frozenset({"t.me", "telegram.me"})
_POST = re.compile(r"(\w{3,64})/(\d{1,10})g?")
_POST_LINK = re.compile(r"https://t\.me/(\w{3,64})/(\d{1,10})")
#: What changes with each reader that comes by.
_COUNTED = ("tgme_widget_message_views", "tgme_widget_message_reactions", "tgme_widget_message_user")


def sniff(payload: Payload) -> bool:
    """Whether this is such a page."""
    return b"tgme_channel_info" in payload.head or b"tgme_widget_message_wrap" in payload.head


def read(payload: Payload) -> Iterator[Item]:
    """The posts of a page, as they stand on it.

    Raises:
        InputError: the page is too large, or no text.
    """
    root = html_text.tree(charset.decode(payload.whole(), "utf-8"))
    found = _all(root, "tgme_widget_message")
    title = _words(next(iter(_all(root, "tgme_channel_info_header_title")), None))
    owner = _owner(root, found)
    for message in found:
        post = _POST.fullmatch(message.get("data-post") or "")
        if post is None or post.group(1).lower() != owner.lower():
            yield PassedOver.OTHER_FILE
        elif "service_message" in (message.get("class") or "").split():
            yield PassedOver.SERVICE
        else:
            yield _item(message, post.group(1), post.group(2), title)


def _owner(root: html.HtmlElement, found: list[html.HtmlElement]) -> str:
    """The channel's name in addresses: the page's own word for it, else that of its first post."""
    said = _words(next(iter(_all(root, "tgme_channel_info_header_username")), None)).strip().removeprefix("@")
    first = _POST.fullmatch(found[0].get("data-post") or "") if found else None
    return said or (first.group(1) if first else "")


def _item(message: html.HtmlElement, name: str, number: str, title: str) -> Item:
    body = next((e for e in _all(message, "tgme_widget_message_text") if "js-message_text" in _classes(e)), None)
    if body is None or not (text := html_text.element_text(body)).strip():
        poll = _all(message, "tgme_widget_message_poll")
        return PassedOver.POLL if poll else PassedOver.NO_TEXT
    times = message.xpath(".//a[contains(@class, 'tgme_widget_message_date')]//time/@datetime")
    forward = next(iter(_all(message, "tgme_widget_message_forwarded_from_name")), None)
    reply = next((_POST_LINK.match(e.get("href") or "") for e in _all(message, "tgme_widget_message_reply")), None)
    channel = channel_number(message.get("data-view") or "") or name
    publisher = _words(next(iter(_all(message, "tgme_widget_message_owner_name")), None)).strip() or title.strip()
    return Draft(
        text=text,
        raw=_raw(message),
        place=f"post {number}",
        id=f"{channel}/{number}",
        publisher=publisher,
        published=str(times[0]) if isinstance(times, list) and times else None,
        url=f"https://t.me/{name}/{number}",
        forward_of=(_words(forward).strip() or "unknown") if forward is not None else None,
        reply_to=f"{channel}/{reply.group(2)}" if reply and reply.group(1).lower() == name.lower() else None,
    )


def channel_number(token: str) -> str:
    """The number of a channel in the token beside a post, "" where it holds none."""
    try:
        said = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (binascii.Error, ValueError):
        return ""
    number = said.get("c") if isinstance(said, dict) else None
    return str(-number) if isinstance(number, int) and number < 0 else ""


def _raw(message: html.HtmlElement) -> bytes:
    """The post as it stands on the page, without what is counted anew with each reader."""
    own = html.fromstring(html.tostring(message, encoding="unicode"))
    own.attrib.pop("data-view", "")  # it holds the moment at which the page was asked for
    for name in _COUNTED:
        for part in _all(own, name):
            part.drop_tree()
    return etree.tostring(own, encoding="utf-8", with_tail=False)


def _classes(element: html.HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _all(root: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    found = root.xpath(f"descendant::*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return found if isinstance(found, list) else []


def _words(element: html.HtmlElement | None) -> str:
    return html_text.element_text(element) if element is not None else ""
