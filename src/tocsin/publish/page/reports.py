"""A report with its claims marked in the text, and a card for each claim beside it."""

from collections.abc import Iterable
from itertools import pairwise

from tocsin.model import Claim, Report
from tocsin.publish import words
from tocsin.publish.page.html import Item, badge, esc
from tocsin.publish.words import MANNERS


def report_section(item: Item, *, explain: bool) -> str:
    """One report as an article."""
    report = item.report
    title = f'<p class="title" dir="auto">{esc(words.visible(report.title))}</p>' if report.title else ""
    cards = "\n".join(_card(number, claim, report, explain=explain) for number, claim in item.claims)
    none = '<p class="none">No claim found in this report.</p>'
    problems = "".join(f'<p class="problem">Problem: {esc(str(problem))}</p>' for problem in item.reading.problems)
    lang = f' lang="{esc(report.language)}"' if report.language else ""
    return f"""<article id="r{item.number}" aria-labelledby="r{item.number}-h">
<h3 id="r{item.number}-h">{esc(words.publisher(report))}</h3>
<p class="meta">{esc(_meta(report))}</p>
{title}
<div class="pair">
<div class="text"{lang} dir="auto">{marked(report.text, item.claims, report)}</div>
<div class="cards">{cards or none}{problems}</div>
</div>
</article>"""


def _meta(report: Report) -> str:
    parts = [words.published(report), report.language or "language unknown", words.visible(report.id)]
    if report.forward_of:
        parts.append(f"forwarded from {words.visible(report.forward_of)}")
    return " · ".join(parts)


def marked(text: str, claims: Iterable[tuple[int, Claim]], report: Report) -> str:
    """The text with every claim's words marked, and its number where its words end.

    Claims may overlap. The text is cut wherever one begins or ends, and each piece carries the numbers of all the
    claims that it belongs to.
    """
    by_number = {number: claim for number, claim in claims if 0 <= claim.span.start < claim.span.end <= len(text)}
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, claim in by_number.items():
        starts.setdefault(claim.span.start, []).append(number)
        ends.setdefault(claim.span.end, []).append(number)
    parts: list[str] = []
    open_now: list[int] = []
    for here, there in pairwise(sorted({0, len(text), *starts, *ends})):
        open_now = [number for number in open_now if by_number[number].span.end > here] + starts.get(here, [])
        parts.append(_piece(text[here:there], {number: by_number[number] for number in open_now}, report))
        parts += [_footnote(number) for number in ends.get(there, [])]
    return "".join(parts)


def _piece(text: str, claims: dict[int, Claim], report: Report) -> str:
    if not claims:
        return esc(text)
    shortest = min(claims.values(), key=lambda claim: claim.span.end - claim.span.start)
    hint = "; ".join(f"{words.speaker(c, report)} {MANNERS[c.stance].verb}: {c.event}" for c in claims.values())
    several = " several" if len(claims) > 1 else ""
    numbers = " ".join(map(str, claims))
    return f'<mark class="{shortest.stance}{several}" data-claims="{numbers}" title="{esc(hint)}">{esc(text)}</mark>'


def _footnote(number: int) -> str:
    return f'<a class="n" id="q{number}" href="#c{number}" aria-label="Claim {number}">{number}</a>'


def _card(number: int, claim: Claim, report: Report, *, explain: bool) -> str:
    via = f' <span class="via">via {esc(words.chain(claim))}</span>' if claim.via else ""
    rows = "".join(f"<dt>{name}</dt><dd>{esc(value)}</dd>" for name, value in words.details(claim))
    why = _why(claim) if explain and claim.why else ""
    return f"""<section class="card {claim.stance}" id="c{number}" aria-label="Claim {number}">
<p class="says"><a class="n" href="#q{number}" aria-label="Claim {number}, to its words">{number}</a>
<b dir="auto">{esc(words.speaker(claim, report))}</b> {MANNERS[claim.stance].verb}:{via}</p>
<p class="how">{badge(claim.stance)} <span class="event">{claim.event}</span></p>
<blockquote dir="auto">{esc(words.visible(claim.quote))}</blockquote>
<dl>{rows}</dl>{why}
</section>"""


def _why(claim: Claim) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{esc(field)}</th><td><code>{esc(why.rule)}</code></td>"
        f"<td dir='auto'>{esc(words.visible(why.words))}</td></tr>"
        for field, why in claim.why
    )
    rows += "".join(
        f"<tr><th scope='row'>place</th><td dir='auto'>{esc(words.visible(mention.quote))}</td>"
        f"<td dir='auto'>{esc(words.visible(mention.reason))}</td></tr>"
        for mention in claim.places
        if mention.reason
    )
    return (
        "<details class='why'><summary>Why</summary><table><thead><tr><th scope='col'>Field</th>"
        f"<th scope='col'>Rule</th><th scope='col'>Words</th></tr></thead><tbody>{rows}</tbody></table></details>"
    )
