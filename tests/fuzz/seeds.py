"""Small whole payloads, one or two a format, from which fuzzing starts, and what must hold of anything that is read."""

import io
import json
import zipfile

from tocsin.model import Problem, Report
from tocsin.read import MAX_TEXT, Hints, read

_POSTS = [
    {"id": 1, "type": "service", "date": "2024-11-05T06:40:00", "action": "pin_message", "text": ""},
    {
        "id": 2,
        "type": "message",
        "date": "2024-11-05T06:40:00",
        "date_unixtime": "1730778000",
        "edited": "x",
        "from": "Канал",
        "from_id": "channel1",
        "forwarded_from": None,
        "reply_to_message_id": 1,
        "text": ["Над областю ", {"type": "bold", "text": "збито"}, {"type": "link", "text": "t.me/x", "href": "y"}],
    },
    {
        "id": 3,
        "type": "message",
        "date": "2024-11-05T06:41:00",
        "text": "Відбій \u202e\u200b🚀",
        "poll": {"question": "?"},
    },
]
_CHAT = {"name": "Канал", "type": "public_channel", "id": 9, "messages": _POSTS}
_TELEGRAM_PAGE = """<html><body><div class="page_wrap"><div class="page_header"><div class="text bold">
Канал
</div></div><div class="page_body"><div class="message service" id="message-1"><div class="body details">x</div></div>
<div class="message default clearfix" id="message2"><div class="body"><div class="pull_right date details"
title="05.11.2024 06:40:00 UTC+03:00">06:40</div><div class="from_name">
Канал
</div><div class="forwarded body"><div class="from_name">Інший<span class="date details"> 05.11</span></div>
<div class="reply_to details">In reply to <a href="#go_to_message1">this</a></div><div class="text">
Збито<br>три</div></div></div></div></div></div></body></html>"""
_RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel><title>Вісник</title><link>https://v.example/</link><item><title>Вибухи &amp; дим</title><guid>1</guid>
<pubDate>Tue, 05 Nov 2024 06:40:00 +0200</pubDate><c:encoded><![CDATA[<p>У порту &mdash; вибухи</p>]]></c:encoded></item>
<item><title>A&nbsp;B & C</title></item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><link href="https://b.example/"/><entry><id>1</id>
<title type="html">Drones &amp;amp; more</title><updated>2024-11-05T06:40:00Z</updated><source><title>S</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Air defence worked.</p></div></content></entry></feed>"""
_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Fire</title><meta property="og:site_name" content="News">
<script type="application/ld+json">{"datePublished": "2024-11-05T06:40:00Z"}</script></head><body><nav>Home</nav><article>
<h1>Fire at a depot</h1><p>A fire broke out at a depot, the governor said.</p></article></body></html>"""


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chats/result.json", json.dumps(_CHAT))
        archive.writestr("a.txt", "слова")
    return held.getvalue()


#: Format (as in `READERS`, or "zip") -> payloads.
SEEDS: dict[str, list[bytes]] = {
    "telegram-json": [
        json.dumps(_CHAT, ensure_ascii=False, indent=1).encode(),
        json.dumps({"contacts": {"list": []}, "chats": {"list": [_CHAT]}}).encode(),
    ],
    "telegram-html": [_TELEGRAM_PAGE.encode()],
    "feed": [_RSS.encode(), _ATOM.encode()],
    "page": [_PAGE.encode()],
    "jsonl": ['{"id": "1", "text": "Вибухи", "published": "2024-11-05", "url": null}\n{"text": "\\ud800"}\n'.encode()],
    "csv": ['id;text;published\n1;"Вибухи ""гучні""\nдва";2024-11-05\n2;x\n'.encode()],
    "text": ["# Увага\r\nВибухи".encode("cp1251"), "Вибухи в місті".encode("utf-16"), "Взрывы слышны".encode("koi8-r")],
    "zip": [_zip()],
}


def check(payload: bytes, format: str | None = None) -> list[Report | Problem]:
    """Read a payload and hold everything that comes out to what is promised of it."""
    found = list(read(["-"], Hints(format=format, zone="Europe/Kyiv"), stdin=io.BytesIO(payload)))
    ids = set()
    for item in found:
        if isinstance(item, Problem):
            assert item.reason
            assert item.origin
            assert "\n" not in str(item)
            str(item).encode()
            continue
        assert item.text.strip()
        assert len(item.text) <= MAX_TEXT
        for words in (item.text, item.id, item.publisher, item.url, item.title, item.forward_of, item.reply_to):
            assert words is None or "\0" not in words
            (words or "").encode()
        assert item.published is None or item.published.utcoffset() is not None
        assert item.edited is None or item.edited.utcoffset() is not None
        assert len(item.payload_sha256) == 64
        assert item.id not in ids
        ids.add(item.id)
    return found
