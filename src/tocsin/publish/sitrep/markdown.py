"""A situation report as Markdown (CommonMark with tables). Whatever a report said is text in it, no mark-up or link."""

import re
from collections.abc import Iterable, Iterator

from tocsin.publish.outgoing import INTERNAL, Outgoing
from tocsin.publish.released import contradicted, numbers, publishers, told
from tocsin.publish.sitrep.facts import METHOD, SIGNS, Facts, counted, happened, noun, when, where
from tocsin.publish.words import visible
from tocsin.release import Released

#: What begins mark-up anywhere in a line; the rest begins it only where a line does, and no line begins with such text.
_MARKS = re.compile(r"([\\`*_\[\]<>~|#!$&@])")
#: What readers of Markdown turn into links by themselves.
_LINKS = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])")


def lines(outgoing: Outgoing) -> Iterator[str]:
    """The report, line by line, each with its line end."""
    facts = Facts.of(outgoing)
    for block in (_head(facts), _counts(facts), _incidents(facts), _contested(facts), _figures(facts), _notice(facts)):
        yield from (f"{text}\n" for text in block)
        yield "\n"
    yield "## How this was made\n\n"
    yield from (f"- {sentence}\n" for sentence in METHOD)


def plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _LINKS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", visible(text)))


def _head(facts: Facts) -> Iterator[str]:
    yield f"# {plain(facts.title)}"
    yield ""
    if facts.internal:
        yield f"**{INTERNAL}. It holds nothing back: do not publish it.**"
        yield ""
    by = f" by {plain(facts.desk)}" if facts.desk else ""
    yield f"Period: {plain(facts.period) or 'open'}. Made{by} on {facts.notice.exported:%Y-%m-%d %H:%M %Z}."
    yield ""
    total = len(facts.incidents)
    parts = ", ".join(f"{count:,} {state}" for state, count in facts.states)
    yield f"{total:,} incident{'' if total == 1 else 's'}{f': {parts}' if parts else ''}. Each is what somebody says."


def _counts(facts: Facts) -> Iterator[str]:
    yield "## How many, and of what"
    yield ""
    bars, step = facts.days
    if not bars:
        yield "No incident is known that fits. That is no all-clear."
        return
    yield from _table(
        (counted(len(bars), step), "incidents", *bars[0].counts),
        ((bar.first.isoformat(), bar.total, *bar.counts.values()) for bar in bars if bar.total),
    )
    yield ""
    yield from _table(("What is claimed", "incidents"), facts.kinds)


def _incidents(facts: Facts) -> Iterator[str]:
    yield "## Incidents"
    yield ""
    yield from _table(
        ("No", "When", "Where", "What is claimed", "How far it is borne out", "Who tells of it"),
        (_row(n, released) for n, released in facts.incidents),
    )


def _row(n: int, released: Released) -> Iterable[object]:
    claimed = [", ".join(happened(released)) or "only denied", told(numbers(released))]
    borne = f"{SIGNS[released.state].sign} {released.state}: {released.reason}"
    if released.withheld:
        borne += f" (withheld: {'; '.join(released.withheld)})"
    return n, when(released), where(released), ". ".join(filter(None, claimed)), borne, "; ".join(publishers(released))


def _contested(facts: Facts) -> Iterator[str]:
    yield "## What is contested"
    yield ""
    if not facts.contested:
        yield "Nothing that is listed contradicts itself."
    for n, released in facts.contested:
        yield f"- Incident {n}, {plain(where(released))}: {plain(released.state)}, {plain(released.reason)}"
        for attribute in contradicted(released):
            values = "; ".join(f"{v.words} (says {', '.join(v.voices)})" for v in attribute.values)
            yield f"  - {plain(attribute.name)}: {plain(values)}"
        for check in released.checks:
            if check.difference:
                yield f"  - {plain(check.name)}: {plain(check.words)}"


def _figures(facts: Facts) -> Iterator[str]:
    yield "## Numbers, and whose they are"
    yield ""
    if not facts.figures:
        yield "No number is claimed."
    for kind, incidents in facts.figures:
        yield f"- **{noun(kind)}**"
        for n, released in incidents:
            yield f"  - Incident {n}, {plain(where(released))}: {plain(told(numbers(released, kind)))}"


def _notice(facts: Facts) -> Iterator[str]:
    yield "## What was withheld"
    yield ""
    yield from (f"- {plain(sentence)}" for sentence in facts.notice.sentences())


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(plain(str(cell)) for cell in row)} |"
