"""Hostile input: each ends in reports and Problems, within bounds of time and memory."""

import json
import time
from pathlib import Path

import pytest

MB = 2**20


def peak_memory(*, reset: bool = False) -> int:
    """The most bytes that this process has held since the last reset (Linux; elsewhere always 0)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


@pytest.fixture
def bounded(read_bytes):
    """Reads, and fails where that takes more than 20 s of processor time or 250 MB of memory."""

    def reader(payload: bytes, name: str = "result.json"):
        before = peak_memory(reset=True)
        began = time.process_time()
        result = read_bytes(payload, name)
        assert time.process_time() - began < 20
        assert peak_memory() - before < 250 * MB
        return result

    return reader


def export(*messages: str) -> bytes:
    header = '{"name": "x", "type": "public_channel", "id": 5, "messages": ['
    return f"{header}{', '.join(messages)}]}}".encode()


def message(number: int, text: object = "Вибухи", **more: object) -> str:
    return json.dumps({"id": number, "type": "message", "date_unixtime": "1730778000", "text": text, **more})


class TestJson:
    @pytest.mark.parametrize(("unit", "size"), [("b", 50), ("я", 12), ('"', 12), ("{", 12), ("\\", 12)])
    def test_one_message_of_50_mb(self, bounded, unit, size):
        large = message(2, unit * (size * 1_000_000 // (len(json.dumps(unit)) - 2)))
        reports, (problem,), _ = bounded(export(message(1), large, message(3)))
        assert [report.id for report in reports] == ["5/1", "5/3"]
        assert "larger than 8 MB" in problem.reason

    def test_a_text_beyond_the_limit(self, bounded):
        reports, (problem,), _ = bounded(export(message(1, "b" * 1_000_000), message(2, "b" * 1_000_001)))
        assert len(reports) == 1
        assert "1,000,000 characters" in problem.reason

    @pytest.mark.parametrize("depth", [10, 900, 10_000, 1_000_000])
    def test_nesting(self, bounded, depth):
        nested = message(2).replace("{", '{"z": ' + "[" * depth + "]" * depth + ", ", 1)
        reports, problems, _ = bounded(export(message(1), nested, message(3)))
        assert {"5/1", "5/3"} <= {report.id for report in reports}
        assert len(reports) + len(problems) == 3

    def test_nesting_around_the_messages(self, bounded):
        reports, (problem,), _ = bounded(b'{"messages": ' * 5_000)
        assert not reports
        assert "nested deeper" in problem.reason

    def test_10_000_nested_quotes(self, bounded):
        text = "«" * 10_000 + "Вибух" + "»" * 10_000
        assert bounded(export(message(1, text)))[0][0].text == text
        assert bounded(text.encode(), "a.txt")[0][0].text == text

    def test_a_number_of_100_000_digits(self, bounded):
        reports, (problem,), _ = bounded(export(message(1), message(2).replace("2", "9" * 100_000, 1), message(3)))
        assert len(reports) == 2
        assert "not valid JSON" in problem.reason

    def test_ids_of_other_kinds(self, bounded):
        posts = [
            message(1).replace("1", value, 1)
            for value in ("null", "true", "[]", "{}", '"x"', '""', "1.5", "-1", "1e400")
        ]
        reports, problems, _ = bounded(export(*posts))
        assert not problems
        assert reports
        assert len({report.id for report in reports}) == len(reports)

    def test_signs_that_deceive_the_eye_are_kept(self, bounded):
        text = "Об\u200bстріл \u202eевоікИ\u202c \ufeff🏴\U000e0067 e\u0301 \u2028 кінець\u00a0"
        assert bounded(export(message(1, text)))[0][0].text == text

    def test_lone_surrogates_and_nul_become_one_sign_each(self, bounded):
        (report,), problems, _ = bounded(export(message(1, "а\ud800б\0в", **{"from": "\udfff"})))
        assert report.text == "а\ufffdб\ufffdв"
        assert not problems

    def test_ten_thousand_messages_without_a_closing_quote(self, bounded):
        post = '{"id": 1, "type": "message", "text": "x}'
        _, problems, _ = bounded(export(*[post] * 10_000, message(7)))
        assert problems


class TestMarkup:
    def test_html_nested_100_000_deep(self, bounded):
        for opening in (b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>"):
            reports, problems, _ = bounded(b"<html><body>" + opening * 30_000 + b"text", "page.html")
            assert len(reports) + len(problems) == 1

    @pytest.mark.parametrize(
        "payload",
        [
            b"<html><body>" + b"<p>Word. " * 39_000,
            b"<html><body><p " + b'a="b" ' * 400_000 + b">text",
            b"<html>" + b"<" * 39_000 + b"text" * 100_000,
            b"<html><body>" + b"&amp;" * 400_000,
            b"<html><body>" + b"&#" * 400_000,
            b"<html><body><!--" + b"-" * 2_000_000,
            b"<html><head><title>" + b"x" * 2_000_000,
            b"<html><body><script>" + b"</scrip" * 300_000,
            b"<html><meta charset=" + b"a" * 2_000_000,
        ],
        ids=["paragraphs", "attributes", "brackets", "entities", "halves", "comment", "title", "script", "charset"],
    )
    def test_pages_made_to_take_long(self, bounded, payload):
        reports, problems, _ = bounded(payload, "page.html")
        assert len(reports) + len(problems) == 1

    def test_telegram_page_of_nothing_but_messages(self, bounded):
        block = b'<div class="message default" id="message%d"><div class="body"><div class="text">x</div></div></div>'
        page = b'<html><body><div class="page_wrap"><div class="page_body">'
        reports, problems, _ = bounded(page + b"".join(block % number for number in range(10_000)), "messages.html")
        assert len(reports) == 10_000
        assert not problems

    @pytest.mark.parametrize(
        "payload",
        [
            b"<rss>" + b"<item>" * 400_000,
            b"<rss>" + b"<item><title>a & b</title></item>" * 11_000,
            b"<rss>" + b"<!DOCTYPE " * 400_000,
            b"<rss><item><title>" + b"&lt;" * 1_000_000 + b"</title></item></rss>",
            b"<rss" + b' a="b"' * 100_000 + b"><item><title>x</title></item></rss>",
            b"<rss><channel><title>" + b"x" * 5_000_000 + b"</title><item><title>x</title></item></channel></rss>",
        ],
        ids=["open", "ampersands", "doctypes", "entities", "attributes", "title"],
    )
    def test_feeds_made_to_take_long(self, bounded, payload):
        reports, problems, _ = bounded(payload, "feed.xml")
        assert reports or problems

    def test_a_billion_laughs(self, bounded):
        entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
        raw = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]><rss><item><title>&e12;</title></item></rss>'
        reports, problems, _ = bounded(raw.encode(), "feed.xml")
        assert not reports
        assert problems


class TestTables:
    def test_a_line_of_50_mb(self, bounded):
        for name, head in (("a.jsonl", b'{"text": "'), ("a.csv", b'text,id\n"')):
            reports, problems, _ = bounded(head + b"x" * 50_000_000 + b'"}\n', name)
            assert not reports
            assert len(problems) == 1

    def test_a_text_of_50_mb(self, bounded):
        reports, (problem,), _ = bounded(b"x" * 50_000_000, "a.txt")
        assert not reports
        assert "larger than 8 MB" in problem.reason

    def test_quotes_that_open_on_every_line(self, bounded):
        reports, problems, _ = bounded(b"id,text\n" + b'1,"x"y\n' * 5_000 + b'1,"\n' * 5_000, "a.csv")
        assert reports or problems
