"""Situation reports: every number names whose it is, no place is drawn more finely than was released, posts are text."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from browser import needs_browser, printed, seen
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from made_readings import SQUARE
from made_released import (
    COUNTRY,
    DISTRICT,
    HELD,
    KYIV,
    NOWHERE,
    REGION,
    TOWN,
    UNKNOWN,
    claim,
    contested,
    going,
    number,
    released,
)
from markdown_it import MarkdownIt

from tocsin.publish.outgoing import Outgoing
from tocsin.publish.sitrep import lines, page
from tocsin.publish.sitrep.chart import SHAPES
from tocsin.publish.sitrep.facts import METHOD, SIGNS, Facts
from tocsin.publish.sitrep.markdown import plain
from tocsin.publish.words import visible
from tocsin.release import Area, Held, Released
from tocsin.vocab import Event, FigureKind, Stance, State

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</style><style>*{display:none}",
    "{policy}{title}",
    "[click](https://example.org) ![i](https://example.org/x.png) https://example.org www.example.org",
    "| a | b |\n| --- | --- |\n\n# Heading\n\n- list `code` **bold** ~~gone~~ &lt;b&gt; <https://example.org>",
)


def tree(*items: Released | Held, **changes: object) -> html.HtmlElement:
    return html.document_fromstring(page(going(*items, **changes), SQUARE))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(shown: html.HtmlElement, name: str) -> str:
    return text_of(shown.cssselect(f'section[aria-labelledby="{name}-h"]')[0])


def markdown(*items: Released | Held, **changes: object) -> str:
    return "".join(lines(going(*items, **changes)))


def hostile(words: str) -> Released:
    said = claim(
        words, Event.ATTACK, number(1, None, FigureKind.OTHER, words), number(3, 3), speaker=words, publisher=words
    )
    item = contested()
    attributes = tuple(
        replace(a, name=words, values=tuple(replace(v, words=words, voices=(words,)) for v in a.values))
        for a in item.attributes
    )
    checks = tuple(replace(c, name=words, words=words) for c in item.checks)
    return replace(
        item, id=words, title=words, reason=words, withheld=(words,), claims=(said,), attributes=attributes,
        checks=checks, area=replace(TOWN, name=words, region_name=words),
    )  # fmt: skip


# The page.


def test_every_number_names_whose_claim_it_is() -> None:
    shown = tree(contested(), *HELD)
    row = text_of(shown.cssselect("#i1")[0])
    assert "3 killed (says The governor of the region); at least 24 killed (says A local paper)" in row
    [listed] = [text_of(li) for li in shown.cssselect("dd li")]
    assert listed.startswith("1 Romny, Sumy Oblast: 3 killed (says The governor")
    whole = text_of(shown.cssselect("main")[0])
    amounts = [whole[m.end() :] for m in re.finditer(r"\d+ killed", whole)]
    assert len(amounts) == 4
    assert all(rest.startswith(" (says ") for rest in amounts)


def test_what_is_contested_is_told_value_by_value() -> None:
    told = section(tree(contested(), released()), "contested")
    assert "give tolls that cannot both hold" in told
    assert "killed: 3 (says The governor); at least 24 (says A local paper)" in told
    assert "the whole and its hours: 104 against 61" in told
    assert "Nothing that is listed contradicts itself." in section(tree(released()), "contested")
    sums = replace(released(), checks=contested().checks)
    assert "104 against 61" in section(tree(sums), "contested")


def test_it_says_what_was_held_back_withheld_and_how_it_was_made() -> None:
    shown = tree(released(), *HELD)
    assert "2 incidents held back" in section(shown, "notice")
    assert "names of people who hold no public office (in 1 incident)" in section(shown, "notice")
    assert "withheld: names of people" in text_of(shown.cssselect("#i1")[0])
    assert all(sentence in section(shown, "method") for sentence in METHOD)
    assert "no all-clear" in section(shown, "method")


def test_the_title_says_of_where_and_when() -> None:
    shown = tree(released(), since=datetime(2025, 11, 20, tzinfo=KYIV), desk="A desk")
    head = text_of(shown.cssselect("header")[0])
    assert "Situation report: Sumy region" in head
    assert "From 20 Nov 2025, 00:00 UTC+02:00" in head
    assert "Made by A desk on 2025-11-23 12:00 UTC" in head
    assert "20 Nov 2025 to 21 Nov 2025. 1 incident." in text_of(tree(released()).cssselect("header")[0])


def test_an_internal_report_says_so_first() -> None:
    shown = tree(released(internal=True), internal=True)
    assert text_of(shown.cssselect("header > *")[0]).startswith("INTERNAL: not released")
    assert shown.cssselect("body.internal")
    assert shown.cssselect('meta[content="noindex"]')
    public = tree(released())
    assert not public.cssselect(".banner, body.internal")
    assert not public.cssselect('meta[content="noindex"]')


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ((20, 18, 0), (21, 6, 0), "20 Nov 2025 18:00 to 21 Nov 2025 06:00 (UTC+02:00)"),
        ((20, 18, 0), (20, 19, 30), "20 Nov 2025 18:00 to 19:30 (UTC+02:00)"),
        ((20, 18, 0), (20, 18, 0), "20 Nov 2025 18:00 (UTC+02:00)"),
        ((20, 0, 0), (20, 23, 59), "20 Nov 2025"),
        ((20, 0, 0), (22, 23, 59), "20 Nov 2025 to 22 Nov 2025"),
    ],
)
def test_times_are_those_of_the_place(start: tuple[int, ...], end: tuple[int, ...], told: str) -> None:
    item = released(start=datetime(2025, 11, *start, tzinfo=KYIV), end=datetime(2025, 11, *end, tzinfo=KYIV))  # type: ignore[misc, arg-type]
    [when] = tree(item).cssselect('#i1 [data-label="When"]')
    assert text_of(when) == told


# The map.


def test_a_town_has_its_mark_and_a_region_is_shaded() -> None:
    shown = tree(released(), released(area=REGION, state=State.SINGLE_SOURCE))
    titles = [text_of(t) for t in shown.cssselect(".marks title")]
    assert titles == ["Romny: incident 1, corroborated", "Sumy Oblast, somewhere in it: incident 2, single-source"]
    assert shown.cssselect(".land .told")
    assert not tree(released()).cssselect(".land .told")
    assert [a.get("href") for a in shown.cssselect(".marks a")] == ["#i1", "#i2"]


@pytest.mark.parametrize("area", [UNKNOWN, NOWHERE, COUNTRY, replace(TOWN, known=False), replace(REGION, known=False)])
def test_what_has_no_known_place_is_drawn_nowhere_and_listed(area: Area) -> None:
    shown = tree(released(area=area))
    assert not shown.cssselect(".marks a")
    assert len(shown.cssselect(".apart li")) == 1


def test_a_district_is_a_circle_as_wide_as_it_reaches() -> None:
    [reach] = tree(released(area=DISTRICT)).cssselect(".marks .reach")
    [wider] = tree(released(area=replace(DISTRICT, radius_km=80.0))).cssselect(".marks .reach")
    assert float(wider.get("r")) == pytest.approx(2 * float(reach.get("r")), rel=0.01)


def test_every_state_has_a_shape_a_sign_and_a_word_of_its_own() -> None:
    assert set(SHAPES) == set(SIGNS) == set(State)
    assert (
        len(set(SHAPES.values())) == len({s.sign for s in SIGNS.values()}) == len({s.word for s in SIGNS.values()}) == 7
    )
    shown = tree(*(released(state=state, area=replace(TOWN, lon=32.0 + n)) for n, state in enumerate(State)))
    marks = [
        re.sub(r' transform="[^"]*"|<title>.*</title>', "", html.tostring(m, encoding="unicode"))
        for m in shown.cssselect(".marks .mark")
    ]
    assert len(set(marks)) == 7


def test_marks_of_one_place_do_not_cover_one_another() -> None:
    shown = tree(*(released(state=state) for state in State))
    at = sorted(tuple(map(float, re.findall(r"[\d.]+", m.get("transform")))) for m in shown.cssselect(".marks .mark"))
    assert len(at) == 7
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 5 for a, b in pairwise(at))


def test_the_map_shows_the_area_that_was_asked_for_even_where_nothing_is_placed() -> None:
    assert tree(released(area=UNKNOWN), regions=("UA-59",)).cssselect(".map svg")
    assert "No incident has a place that can be drawn" in section(tree(released(area=UNKNOWN)), "map")


# The figures.


def test_bars_count_incidents_and_add_up() -> None:
    day = timedelta(days=1)
    start = released().start
    items = [
        released(),
        released(state=State.SINGLE_SOURCE),
        released(state=State.CONTESTED, start=start + 2 * day, end=start + 2 * day),
    ]
    bars, step = Facts.of(going(*items)).days
    assert step == 1
    assert [(b.first.day, b.total) for b in bars] == [(20, 2), (21, 0), (22, 1)]
    shown = tree(*items)
    assert [text_of(t) for t in shown.cssselect(".bars .n:not(.start)")] == ["2", "1"]
    tall = {t.getparent().get("class"): float(t.getparent().get("height")) for t in shown.cssselect(".bars rect title")}
    assert tall["firm"] == tall["alone"] == tall["split"] > 10
    [whole] = tree(released(), released()).cssselect(".bars rect title")
    assert float(whole.getparent().get("height")) == pytest.approx(2 * tall["firm"], abs=0.2)
    assert [text_of(li) for li in shown.cssselect(".legend li")] == [
        "borne out",
        "contested",
        "one voice, or not to be told",
    ]


def test_a_long_period_is_counted_by_the_week() -> None:
    start = released().start
    items = [released(start=start + timedelta(days=n), end=start + timedelta(days=n)) for n in (0, 6, 50)]
    bars, step = Facts.of(going(*items)).days
    assert step == 7
    assert sum(b.total for b in bars) == 3
    assert all(b.first.weekday() == 0 for b in bars)
    assert len(bars) == 8


def test_one_slip_of_a_year_does_not_fill_the_page_with_empty_bars_and_is_still_counted() -> None:
    slip = datetime(1925, 11, 20, tzinfo=KYIV)
    bars, step = Facts.of(going(released(), released(start=slip, end=slip))).days
    assert len(bars) <= 402
    assert sum(b.total for b in bars) == 2
    assert "the first holds what was earlier too" in section(
        tree(released(), released(start=slip, end=slip)), "figures"
    )
    assert step == 7


def test_what_is_denied_did_not_happen_in_the_figures() -> None:
    item = released(claim("c1", Event.FIRE), claim("c2", Event.DAMAGE, stance=Stance.DENIED))
    assert Facts.of(going(item)).kinds == [(Event.FIRE, 1)]


def test_nothing_known_is_no_all_clear() -> None:
    empty = html.document_fromstring(page(Outgoing((), going().exported), SQUARE))
    assert "0 incidents" in text_of(empty.cssselect("header")[0])
    assert "That is no all-clear" in section(empty, "figures")
    assert "That is no all-clear" in "".join(lines(Outgoing((), going().exported)))


# Hostile words.


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_post_is_text_on_the_page(words: str) -> None:
    shown = html.document_fromstring(page(going(hostile(words), asked=(("area", words),), desk=words), SQUARE))
    assert len(shown.cssselect("style")) == 1
    assert not shown.cssselect("script, img, iframe, object, form, link, base")
    assert not [a for e in shown.iter("*") for a in e.attrib if a.startswith("on") or a in ("style", "src")]
    assert all(link.get("href").startswith("#") for link in shown.cssselect("a"))
    assert " ".join(words.split()) in text_of(shown.cssselect("#i1")[0])


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = page(going(contested()), SQUARE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(http" not in style
    assert "@import" not in style


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_post_is_text_in_markdown(words: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    text = markdown(hostile(words), asked=(("area", words),), desk=words)
    made = html.fromstring(f"<div>{parser.render(text)}</div>")
    assert not made.cssselect("a, img, script, code, del, em")
    assert {e.tag for e in made.iter()} <= {
        "div",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
    }
    assert len(made.cssselect("h1")) == 1
    assert len(made.cssselect("h2")) == 6
    [row] = [tr for tr in made.cssselect("tbody tr") if text_of(tr[0]) == "1"]
    assert " ".join(words.split()) in text_of(row)
    # What readers make a link of without being told to is broken up.
    assert not re.search(r"(?i)https?://|www\.", text)


@given(st.text(st.characters() | st.sampled_from("\\`*_[]()<>~|#!$&@:./-+=123\n\t wthps"), max_size=40))
def test_whatever_a_text_is_markdown_shows_it_as_it_is(words: str) -> None:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    [_, inline, _] = parser.parse(f"x {plain(words)} x")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == f"x {visible(words)} x"
    assert len(parser.parse(f"| a |\n| --- |\n| {plain(words)} |")) == len(parser.parse("| a |\n| --- |\n| b |"))


def test_markdown_says_what_the_page_says() -> None:
    text = markdown(contested(), *HELD)
    assert "# Situation report: Sumy region" in text
    assert "◆ contested: The governor of the region" in text
    assert "at least 24 killed (says A local paper)" in text
    assert "2 incidents held back" in text
    assert METHOD[0] in text
    assert "INTERNAL" not in text
    assert "**INTERNAL: not released." in markdown(released(internal=True), internal=True)


# A real browser.


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_it_does_not_scroll_sideways(tmp_path: Path, width: int) -> None:
    items = [replace(contested(), reason="x" * 300), released(area=REGION), released(area=UNKNOWN)]
    (tmp_path / "report.html").write_text(page(going(*items), SQUARE), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe id="f" src="report.html" style="width:{width}px;height:900px;border:0"></iframe><script>f.onload = () =>'
        '{document.title = "wide " + f.contentDocument.documentElement.scrollWidth}</script>',
        encoding="utf-8",
    )
    done = seen(frame, tmp_path)
    found = re.search(r"<title>wide (\d+)</title>", done.stdout)
    assert found
    assert int(found[1]) <= width
    assert "Content Security Policy" not in done.stderr


@needs_browser
def test_it_prints(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(page(going(*[contested()] * 30), SQUARE), encoding="utf-8")
    made = printed(tmp_path / "report.html", tmp_path)
    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) > 2
