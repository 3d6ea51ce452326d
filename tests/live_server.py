"""A server that plays what live sources show: channel pages, feeds, lists of alerts, failures."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Played:
    """What the server says under each path: status, type, content, headers. It remembers what it was asked."""

    def __init__(self) -> None:
        self.says: dict[str, tuple[int, str, bytes, dict[str, str]]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.site = ""

    def say(self, path: str, content: str, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        named = {k.replace("_", "-"): v for k, v in headers.items()}
        self.says[path] = (status, kind, content.encode(), named)


@contextmanager
def playing() -> Iterator[Played]:
    """Such a server."""
    mine = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mine.asked.append((self.path, dict(self.headers)))
            status, kind, content, headers = mine.says.get(self.path, (404, "text/plain", b"", {}))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, content = 304, b""
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    mine.site = f"127.0.0.1:{server.server_port}"
    yield mine
    server.shutdown()


def post(number: int, text: str, *, channel: int = 1234567890, name: str = "sumy_example", edited: bool = False) -> str:
    token = base64.urlsafe_b64encode(json.dumps({"c": -channel, "p": number, "t": 1}).encode()).decode().rstrip("=")
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{name}/{number}" data-view="{token}">
<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/{name}">
<span dir="auto">Сумська міська рада</span></a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>
<div class="tgme_widget_message_info"><span class="tgme_widget_message_views">{number}K</span>
<span class="tgme_widget_message_meta">{"edited " if edited else ""}<a class="tgme_widget_message_date"
href="https://t.me/{name}/{number}"><time datetime="2026-01-05T10:{number % 60:02}:00+00:00">10</time></a></span>
</div></div></div>"""


def page(*posts: str) -> str:
    head = '<div class="tgme_channel_info_header_username"><a href="https://t.me/sumy_example">@sumy_example</a></div>'
    return f'<html><body><div class="tgme_channel_info">{head}</div>{"".join(posts)}</body></html>'


RSS = """<rss version="2.0"><channel><title>Office</title><link>https://office.example</link>{}</channel></rss>"""
ITEM = "<item><guid isPermaLink='false'>{0}</guid><title>{1}</title><pubDate>Mon, 05 Jan 2026 10:0{0}:00 GMT</pubDate></item>"


def running(*alerts: tuple[int, str], updated: str) -> str:
    made = [
        {
            "id": i,
            "location_title": t,
            "alert_type": "air_raid",
            "started_at": "2026-01-05T10:00:00Z",
            "finished_at": None,
        }
        for i, t in alerts
    ]
    return json.dumps({"alerts": made, "meta": {"last_updated_at": updated, "type": "active"}}, ensure_ascii=False)
