"""A situation report as one self-contained page, made to be printed too: no script, no request, its style by hash."""

from collections.abc import Iterable
from pathlib import Path

from tocsin.publish.outgoing import INTERNAL, Outgoing
from tocsin.publish.page.html import esc, policy
from tocsin.publish.page.outline import Outlines
from tocsin.publish.released import contradicted, numbers, publishers, told
from tocsin.publish.sitrep.bars import PATTERNS, by_day, by_kind
from tocsin.publish.sitrep.chart import chart, symbol
from tocsin.publish.sitrep.facts import METHOD, SIGNS, Facts, counted, happened, noun, when, where
from tocsin.publish.words import visible
from tocsin.release import Released
from tocsin.vocab import State

_HERE = Path(__file__).parent
_COLUMNS = ("No", "When", "Where", "What is claimed", "How far it is borne out", "Who tells of it")


def page(outgoing: Outgoing, outlines: Outlines) -> str:
    """The page as one text of HTML; all incidents are held in memory.

    Args:
        outgoing: the incidents of the export.
        outlines: the outlines of the regions that the map is drawn from.
    """
    facts = Facts.of(outgoing)
    style = (_HERE / "sitrep.css").read_text(encoding="utf-8")
    return _FRAME.format(
        policy=policy(style),
        robots='<meta name="robots" content="noindex">' if facts.internal else "",
        title=esc(facts.title),
        style=style,
        kind="internal" if facts.internal else "released",
        header=_header(facts),
        map=_map(facts, outlines),
        figures=_figures(facts),
        incidents=_table(facts),
        contested=_contested(facts),
        numbers=_numbers(facts),
        notice=_list(facts.notice.sentences()),
        method=_list(METHOD),
        patterns=PATTERNS,
    )


def _header(facts: Facts) -> str:
    banner = f'<p class="banner">{INTERNAL}. It holds nothing back: do not publish it.</p>' if facts.internal else ""
    by = f" by {esc(facts.desk)}" if facts.desk else ""
    total, period = len(facts.incidents), facts.period[:1].upper() + facts.period[1:]
    states = "".join(
        f'<li class="{state}">{symbol(state)} <b>{count:,} {SIGNS[state].word}</b>'
        f"<small>{SIGNS[state].meaning}</small></li>"
        for state, count in facts.states
    )
    return f"""{banner}<p class="brand">Tocsin</p>
<h1>{esc(facts.title)}</h1>
<p class="lead">{esc(period)}{". " if period else ""}{total:,} incident{"" if total == 1 else "s"}.
Each is what somebody <em>says</em> happened. None is established here.</p>
<p class="made">Made{by} on <time>{facts.notice.exported:%Y-%m-%d %H:%M %Z}</time>.</p>
<ul class="key" aria-label="How far incidents are borne out">{states}</ul>"""


def _map(facts: Facts, outlines: Outlines) -> str:
    drawn = chart(facts, outlines)
    listed = "".join(f"<li>{_number(n)} {_state(r.state)} {esc(where(r))}</li>" for n, r in drawn.apart)
    rest = f'<div class="apart"><h3>Not on the map</h3><ul>{listed}</ul></div>' if drawn.apart else ""
    if not drawn.svg:
        return f'<p class="none">No incident has a place that can be drawn.</p>{rest}'
    return f"""<div class="where"><figure class="map {"wide" if drawn.wide else "narrow"}">
<div class="pane" role="region" tabindex="0" aria-label="Map, scrolls">{drawn.svg}</div>
<figcaption>A shape says how far an incident is borne out, as in the key above; the numbers are those of the table.
<span class="swatch"></span> region: somewhere in it. <span class="ring"></span> district: somewhere in it.
Outlines: Natural Earth, generalised; countries by ISO 3166.</figcaption></figure>{rest}</div>"""


def _figures(facts: Facts) -> str:
    bars, step = facts.days
    if not bars:
        return '<p class="none">No incident is known that fits. That is no all-clear.</p>'
    kinds = "Incidents by what is claimed (one can be of several kinds)"
    return f'<div class="pair">{by_day(bars, counted(len(bars), step))}{by_kind(facts.kinds, kinds)}</div>'


def _table(facts: Facts) -> str:
    if not facts.incidents:
        return '<p class="none">None.</p>'
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in _COLUMNS)
    rows = "\n".join(_row(n, released) for n, released in facts.incidents)
    return (
        f'<table class="incidents" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>'
    )


def _row(n: int, released: Released) -> str:
    counts = told(numbers(released))
    withheld = "; ".join(map(visible, released.withheld))
    claimed = esc(", ".join(happened(released)) or "only denied")
    cells = (
        f"<b>{n}</b>",
        esc(when(released)),
        f'<span dir="auto">{esc(where(released))}</span>',
        f'<span class="events">{claimed}</span>' + (f'<small dir="auto">{esc(counts)}</small>' if counts else ""),
        f'{_state(released.state)}<small dir="auto">{esc(visible(released.reason))}</small>'
        + (f'<small class="withheld">withheld: {esc(withheld)}</small>' if withheld else ""),
        f'<span dir="auto">{esc("; ".join(publishers(released)))}</span>',
    )
    tds = "".join(
        f'<td role="cell" data-label="{column}">{cell}</td>' for column, cell in zip(_COLUMNS, cells, strict=True)
    )
    return f'<tr role="row" id="i{n}">{tds}</tr>'


def _contested(facts: Facts) -> str:
    if not facts.contested:
        return '<p class="none">Nothing that is listed contradicts itself.</p>'
    return f'<ul class="rows">{"".join(_conflict(n, released) for n, released in facts.contested)}</ul>'


def _conflict(n: int, released: Released) -> str:
    lines = [
        f"{visible(a.name)}: "
        + "; ".join(f"{visible(v.words)} (says {', '.join(map(visible, v.voices))})" for v in a.values)
        for a in contradicted(released)
    ]
    lines += [f"{visible(c.name)}: {visible(c.words)}" for c in released.checks if c.difference]
    return (
        f'<li>{_number(n)} {_state(released.state)} <b dir="auto">{esc(where(released))}</b>: '
        f'<span dir="auto">{esc(visible(released.reason))}</span>{_list(lines) if lines else ""}</li>'
    )


def _numbers(facts: Facts) -> str:
    if not facts.figures:
        return '<p class="none">No number is claimed.</p>'
    groups = "".join(
        f"<dt>{noun(kind)}</dt><dd><ul>"
        + "".join(
            f'<li>{_number(n)} <span dir="auto">{esc(where(r))}: {esc(told(numbers(r, kind)))}</span></li>'
            for n, r in incidents
        )
        + "</ul></dd>"
        for kind, incidents in facts.figures
    )
    return f"<dl>{groups}</dl>"


def _list(sentences: Iterable[str]) -> str:
    return f'<ul class="rows">{"".join(f"<li dir=auto>{esc(sentence)}</li>" for sentence in sentences)}</ul>'


def _state(state: State) -> str:
    return f'<span class="state {state}">{symbol(state)} {SIGNS[state].word}</span>'


def _number(n: int) -> str:
    return f'<a class="n" href="#i{n}" aria-label="Incident {n}">{n}</a>'


_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{robots}<meta name="color-scheme" content="light dark">
<title>{title} · Tocsin</title>
<style>{style}</style>
</head>
<body class="{kind}">
{patterns}
<a class="skip" href="#incidents">Skip to the incidents</a>
<header>
{header}
</header>
<main>
<section aria-labelledby="map-h"><h2 id="map-h">Where</h2>
{map}
</section>
<section aria-labelledby="figures-h"><h2 id="figures-h">How many, and of what</h2>
{figures}
</section>
<section id="incidents" aria-labelledby="incidents-h"><h2 id="incidents-h">Incidents</h2>
{incidents}
</section>
<section aria-labelledby="contested-h"><h2 id="contested-h">What is contested</h2>
{contested}
</section>
<section aria-labelledby="numbers-h"><h2 id="numbers-h">Numbers, and whose they are</h2>
{numbers}
</section>
<section aria-labelledby="notice-h"><h2 id="notice-h">What was withheld</h2>
{notice}
</section>
<section aria-labelledby="method-h"><h2 id="method-h">How this was made</h2>
{method}
</section>
</main>
</body>
</html>
"""
