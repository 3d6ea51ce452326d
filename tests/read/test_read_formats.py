"""Which format a payload is taken for."""

import json

import pytest

from tocsin.read import READERS

EXPORT = {"name": "К", "type": "public_channel", "id": 1, "messages": [{"id": 1, "type": "message", "text": "Вибухи"}]}
RSS = "<rss><channel><item><title>Вибухи</title></item></channel></rss>"


def test_the_formats():
    names = "siren-json telegram-json telegram-html telegram-page cap feed page jsonl csv text"
    assert list(READERS) == names.split()


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (json.dumps(EXPORT), "no_suffix"),
        (
            json.dumps({"contacts": {"list": [{"phone": "0" * 90} for _ in range(1000)]}, "chats": {"list": [EXPORT]}}),
            "a.json",
        ),
        (json.dumps({"contacts": {"list": [{"phone": "0" * 90} for _ in range(1000)]}, "left": EXPORT}, indent=1), "-"),
        ('{"text": "Вибухи"}', "a.json"),
        ('{"text": "Вибухи"}\n', "no_suffix"),
        (RSS, "no_suffix"),
        (f"<?xml version='1.0'?>\n<!-- <html> -->\n{RSS}", "a.txt"),
        ("<!DOCTYPE html><html><body><p>Вибухи</p></body></html>", "no_suffix"),
        ("<p>Вибухи</p>", "a.htm"),
        ("id,text\n1,Вибухи\n", "no_suffix"),
        ("Вибухи", "a.log"),
    ],
)
def test_each_is_known_by_its_beginning(read_bytes, payload, name):
    (report,), problems, _ = read_bytes(payload.encode(), name)
    assert report.text == "Вибухи"
    assert not problems


@pytest.mark.parametrize(
    "text",
    [
        "Text, photo: the mayor",
        "text;дата",
        "Сайт показує <html> замість сторінки",
        "{уривок}",
        "[Карта] Вибухи",
        "> <b>цитата</b>",
    ],
)
def test_a_text_that_looks_like_something_else_is_a_text(read_bytes, text):
    (report,), problems, _ = read_bytes(text.encode(), "post.md")
    assert report.text == text
    assert not problems


@pytest.mark.parametrize(
    ("payload", "name", "reason"),
    [
        ('{\n "name": "package",\n "version": 1\n}', "package.json", "no Telegram export"),
        ('[\n {"text": "a"}\n]', "list.json", "not a JSON object|no Telegram export"),
        (
            "<kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>",
            "map.kml.xml",
            "no feed: its root is 'kml'",
        ),
        (
            "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><info/></alert>",
            "alert.xml",
            "has no status",
        ),
        ("a,b\n1,2\n", "table.csv", "no column 'text'"),
    ],
)
def test_what_is_no_report_is_one_clear_problem(read_bytes, payload, name, reason):
    reports, (problem,), _ = read_bytes(payload.encode(), name)
    assert not reports
    assert any(part in problem.reason for part in reason.split("|"))
