"""RSS and Atom."""

from datetime import UTC, datetime

from tocsin.read import Hints

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>Вісник області</title><atom:link rel="self" href="https://visnyk.example/rss"/><link>https://visnyk.example/</link>
%s
</channel></rss>
"""
ITEM = """<item><title>Пожежа на складі &amp;laquo;Схід&amp;raquo; &#8211; ДСНС</title><link>https://visnyk.example/1</link>
<guid isPermaLink="false">4711</guid><pubDate>Tue, 05 Nov 2024 06:40:00 +0200</pubDate>
<media:title>not this</media:title>
<description><![CDATA[<p>Уночі горів <b>склад</b>.</p><p>Загиблих немає.<br/>Деталі&nbsp;згодом.</p><script>x()</script>]]></description>
</item>"""


def rss(*items: str) -> bytes:
    return (RSS % "\n".join(items)).encode()


def test_an_item_is_its_headline_and_its_words(read_bytes):
    (report,), problems, _ = read_bytes(rss(ITEM), "feed.xml")
    assert report.title == "Пожежа на складі «Схід» – ДСНС"
    assert report.text == f"{report.title}\n\nУночі горів склад.\nЗагиблих немає.\nДеталі\u00a0згодом."
    assert report.id == "https://visnyk.example/#4711"
    assert report.url == "https://visnyk.example/1"
    assert report.publisher == "Вісник області"
    assert report.published == datetime(2024, 11, 5, 4, 40, tzinfo=UTC)
    assert report.language is None
    assert not problems


def test_full_content_goes_before_a_summary_and_the_source_is_named(read_bytes):
    item = """<item><title>T</title><link>https://a.example/2</link><description>short</description>
    <content:encoded>&lt;p&gt;The whole text.&lt;/p&gt;</content:encoded>
    <source url="https://b.example/rss">B Agency</source></item>"""
    (report,), _, _ = read_bytes(rss(item), "feed.xml")
    assert report.text == "T\n\nThe whole text."
    assert report.id == report.url == "https://a.example/2"
    assert report.forward_of == "B Agency"
    assert report.published is None


def test_atom(read_bytes):
    raw = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Bulletin</title><link href="https://b.example/"/>
    <entry><title type="html">Drones &amp;amp; missiles</title><id>urn:uuid:1</id><link rel="self" href="https://b.example/s"/>
    <link rel="alternate" href="https://b.example/1"/><published>2024-11-05T06:40:00Z</published>
    <updated>2024-11-05T07:00:00+01:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Air defence &lt;worked&gt;.</p></div></content></entry>
    <entry><title>Only a headline &amp; a &lt;tag></title><id>2</id><updated>2024-11-05T06:40:00Z</updated></entry>
    </feed>"""
    (first, second), problems, _ = read_bytes(raw, "feed.atom")
    assert first.text == "Drones & missiles\n\nAir defence <worked>."
    assert (first.id, first.url) == ("urn:uuid:1", "https://b.example/1")
    assert first.published == datetime(2024, 11, 5, 6, 40, tzinfo=UTC)
    assert first.edited == datetime(2024, 11, 5, 6, 0, tzinfo=UTC)
    assert second.id == "https://b.example/#2"
    assert second.published == datetime(2024, 11, 5, 6, 40, tzinfo=UTC)
    assert second.edited is None
    assert not problems


def test_a_description_that_repeats_the_headline_repeats_it_once(read_bytes):
    item = "<item><title>Вибухи в місті</title><description>Вибухи в місті, повідомив мер.</description></item>"
    assert read_bytes(rss(item), "feed.xml")[0][0].text == "Вибухи в місті, повідомив мер."


def test_windows_1251_is_read_as_declared(read_bytes):
    raw = rss(ITEM).decode().replace("UTF-8", "windows-1251").replace("«", "").encode("cp1251")
    (report,), _, _ = read_bytes(raw, "feed.xml")
    assert report.text.startswith("Пожежа на складі")


def test_of_a_broken_feed_the_whole_entries_are_read(read_bytes):
    good = ITEM.replace("4711", "1")
    amps = ITEM.replace("4711", "2").replace("Уночі", "Fire & smoke")
    named = "<item><title>A&nbsp;B &mdash; C & D</title><guid>3</guid></item>"
    broken = "<item><title>Обірва</titl></item>"
    cut = "<item><title>Кінець</title><descr"
    raw = rss(good, amps, named, broken, cut)
    reports, problems, _ = read_bytes(raw[: raw.rindex(b"<descr") + 6], "feed.xml")
    assert [report.id[-1] for report in reports] == ["1", "2", "3"]
    assert reports[2].title == "A\u00a0B — C & D"
    assert reports[2].publisher == "Вісник області"
    assert "not well-formed" in problems[0].reason
    assert [problem.place[:7] for problem in problems[1:]] == ["entry 4", "entry 5"]


def test_an_entry_without_words_is_a_problem(read_bytes):
    reports, (problem,), _ = read_bytes(rss("<item><guid>1</guid></item>", ITEM), "feed.xml")
    assert len(reports) == 1
    assert problem.place == "entry 1"


def test_entities_are_refused_and_never_fetched(read_bytes):
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    for doctype in (
        f'<!DOCTYPE rss [<!ENTITY e0 "x">{bomb}]>',
        '<!DOCTYPE rss [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>',
    ):
        raw = rss("<item><title>x &e9;</title></item>").replace(b"<rss", doctype.encode() + b"<rss", 1)
        reports, problems, _ = read_bytes(raw, "feed.xml")
        assert all("e9" in report.text for report in reports)
        assert problems


def test_dates_without_a_zone_and_beyond_all_bounds(read_bytes):
    item = "<item><title>x{0}</title><guid>{0}</guid><pubDate>{1}</pubDate></item>"
    items = [
        item.format(1, "Tue, 05 Nov 2024 06:40:00"),
        item.format(2, "yesterday"),
        item.format(3, "1 Jan 0001 00:00:00 GMT"),
    ]
    reports, problems, _ = read_bytes(rss(*items), "feed.xml", Hints(zone="Europe/Kyiv"))
    assert reports[0].published == datetime(2024, 11, 5, 4, 40, tzinfo=UTC)
    assert [report.published for report in reports[1:]] == [None, None]
    assert [problem.place for problem in problems] == ["entry 2", "entry 3"]
