"""A CAP message in words, for the terminal."""

from collections.abc import Iterator

from tocsin.publish.cap.forms import moment_text
from tocsin.publish.cap.nouns import Area, Info, Message
from tocsin.publish.words import visible


def lines(message: Message) -> Iterator[str]:
    """What a message says, each info after another."""
    m = message
    yield f"{m.status} {m.kind}  {visible(m.identifier)}  from {visible(m.sender)}  {moment_text(m.sent)}"
    if m.note:
        yield f"  note: {visible(m.note)}"
    for r in m.references:
        yield f"  about: {visible(r.identifier)} of {moment_text(r.sent)}"
    for info in m.infos:
        yield from _info(info)


def _info(info: Info) -> Iterator[str]:
    yield f"  [{visible(info.language or 'en-US')}] {visible(info.headline or info.event)}"
    until = f", until {moment_text(info.expires)}" if info.expires else ""
    does = ", ".join(info.responses) or "no response"
    yield f"    {info.urgency}, {info.severity}, {info.certainty}; {does}{until}"
    for text in (info.description, info.instruction):
        if text:
            yield f"    {visible(' '.join(text.split()))}"
    for area in info.areas:
        yield f"    at {_area(area)}"
    if info.web:
        yield f"    {visible(info.web)}"


def _area(area: Area) -> str:
    codes = ", ".join(f"{visible(c.name)} {visible(c.value)}" for c in area.geocodes)
    both = (("outlines", area.polygons), ("circles", area.circles))
    shapes = [f"{len(found)} {name}" for name, found in both if found]
    said = "; ".join(filter(None, (codes, *shapes)))
    return f"{visible(area.description)} ({said})" if said else visible(area.description)
