"""The table of all claims. It is complete without JavaScript, which only sorts and filters it."""

from collections.abc import Iterable

from tocsin.model import Claim
from tocsin.publish import words
from tocsin.publish.page.html import Item, badge, esc

_COLUMNS = ("No", "Who says so", "How", "What", "Where", "When", "Figures", "In which words")


def claims_table(items: list[Item]) -> str:
    """The table with its (at first hidden) filters."""
    events = sorted({claim.event for item in items for _, claim in item.claims})
    stances = sorted({claim.stance for item in items for _, claim in item.claims})
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in _COLUMNS)
    rows = "\n".join(_row(number, claim, item) for item in items for number, claim in item.claims)
    return f"""<form class="filters" id="filters" hidden aria-label="Filter the table">
<label>Words <input type="search" name="words" autocomplete="off"></label>
<label>How {_choice("stance", stances)}</label>
<label>What {_choice("event", events)}</label>
<output name="count" aria-live="polite"></output>
</form>
<div class="scroll" role="region" aria-labelledby="claims-h" tabindex="0">
<table id="all" role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody></table>
</div>"""


def _choice(name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{value}">{value}</option>' for value in values)
    return f'<select name="{name}"><option value="">any</option>{options}</select>'


def _row(number: int, claim: Claim, item: Item) -> str:
    report = item.report
    said_by = esc(words.speaker(claim, report))
    published_by = esc(words.publisher(report))
    who = f'<b dir="auto">{said_by}</b>'
    if said_by != published_by:
        who += f'<small>in <a href="#r{item.number}">{published_by}</a></small>'
    figures = "; ".join(words.counted(figure) for figure in claim.figures)
    low = next((figure.low for figure in claim.figures if figure.low is not None), "")
    cells = (
        (f'<a class="n" href="#c{number}" aria-label="Claim {number}">{number}</a>', str(number)),
        (who, ""),
        (badge(claim.stance), ""),
        (claim.event, ""),
        (esc(words.places(claim.places)), ""),
        (esc(words.when(claim.time)), claim.time.start.isoformat() if claim.time else ""),
        (esc(figures), str(low)),
        (f'<span dir="auto">{esc(words.visible(claim.quote))}</span>', ""),
    )
    tds = "".join(_cell(column, *cell) for column, cell in zip(_COLUMNS, cells, strict=True))
    return f'<tr role="row" data-stance="{claim.stance}" data-event="{claim.event}">{tds}</tr>'


def _cell(column: str, content: str, key: str) -> str:
    sort = f' data-sort="{esc(key)}"' if key else ""
    empty = "" if content else ' class="empty"'
    return f'<td role="cell" data-label="{column}"{sort}{empty}>{content}</td>'
