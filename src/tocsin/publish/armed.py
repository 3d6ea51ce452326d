"""The armed sources, for the terminal."""

from collections.abc import Iterable
from typing import TextIO

from tocsin.model import Arming
from tocsin.publish.words import visible


def table(armed: Iterable[Arming], out: TextIO) -> None:
    """Two lines a source: its channel and areas; who armed it, when and why."""
    for a in armed:
        out.write(
            f"{visible(a.source)}  channel {a.channel}  {', '.join(map(visible, a.areas))}, up to {a.most} at once\n"
        )
        why = f": {visible(a.reason)}" if a.reason else ""
        out.write(f"    armed by {visible(a.by)} on {a.at:%Y-%m-%d %H:%M} UTC{why}\n")
