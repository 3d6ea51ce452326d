"""One self-contained page of readings: no request leaves it, and it works without JavaScript.

Its style and script stand in it and are allowed by their hashes alone, so that nothing that a report smuggles in
could run or load (Content Security Policy, level 3).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tocsin.model import Reading
from tocsin.publish import words
from tocsin.publish.page.atlas import atlas
from tocsin.publish.page.html import Item, esc, number, policy
from tocsin.publish.page.outline import Outlines
from tocsin.publish.page.reports import report_section
from tocsin.publish.page.sheet import claims_table
from tocsin.publish.words import MANNERS
from tocsin.vocab import Stance

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Heading:
    """The page's own words: its title, and a note that stands under it (which examples it shows, for instance)."""

    title: str = "Claims"
    note: str = ""


def page(
    readings: Iterable[Reading],
    outlines: Outlines,
    *,
    heading: Heading = Heading(),
    explain: bool = False,
) -> str:
    """The page as one text of HTML.

    Args:
        readings: the reports with their claims; all are held in memory.
        outlines: the outlines of the regions that the map is drawn from.
        heading: the page's title and note.
        explain: also say which rule made each field of a claim.
    """
    items = number(readings)
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return _FRAME.format(
        policy=policy(style, script),
        title=esc(heading.title),
        style=style,
        script=script,
        header=_header(items, heading),
        map=atlas(items, outlines),
        table=claims_table(items),
        reports="\n".join(report_section(item, explain=explain) for item in items),
    )


def _header(items: list[Item], heading: Heading) -> str:
    claims = sum(len(item.claims) for item in items)
    publishers = len({words.publisher(item.report) for item in items})
    stances = Counter(claim.stance for item in items for _, claim in item.claims)
    note = f'<p class="note">{esc(heading.note)}</p>' if heading.note else ""
    key = "".join(
        f'<li class="{stance}"><span class="sign" aria-hidden="true">{manner.sign}</span> '
        f"<b>{manner.word}</b> {stances[stance]}<small>{_MEANING[stance]}</small></li>"
        for stance, manner in MANNERS.items()
    )
    return f"""<header>
<p class="brand">Tocsin</p>
<h1>{esc(heading.title)}</h1>
<p class="lead">{_many(claims, "claim")} in {_many(len(items), "report")} by {_many(publishers, "publisher")}.
Each is what somebody <em>says</em>. None is established here.</p>
{note}
<ul class="key" aria-label="How a speaker puts it">{key}</ul>
<nav aria-label="Parts of this page"><a href="#map">Map</a> <a href="#reports">Reports</a>
<a href="#claims">All claims</a></nav>
</header>"""


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


_MEANING = {
    Stance.STATED: "put as a fact by its speaker",
    Stance.HEDGED: "alleged, reported, possible",
    Stance.DENIED: "said not to be so",
    Stance.INTENDED: "announced, threatened, planned",
}

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title} · Tocsin</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#reports">Skip to the reports</a>
{header}
<main>
<section id="map" aria-labelledby="map-h"><h2 id="map-h">Where the claims are</h2>
{map}
</section>
<section id="reports" aria-labelledby="reports-h"><h2 id="reports-h">Reports, with their claims</h2>
{reports}
</section>
<section id="claims" aria-labelledby="claims-h"><h2 id="claims-h">All claims</h2>
{table}
</section>
</main>
<footer><p>Made by Tocsin from the words of others. A claim is not a fact; a place that is not known for certain
gets no point. This page is for the desk: it holds nothing back, so do not publish it.</p></footer>
<div id="peek" hidden></div>
<script>{script}</script>
</body>
</html>
"""
