"""Texts that pass on another one: whose it is, and when that was published."""

import re
from datetime import datetime, timedelta
from functools import cache

from tocsin.extract.lexicon import load
from tocsin.extract.text import View
from tocsin.extract.times import find_times

_DATE_AND_TIME = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.\d{2,4})?,?\s+(?P<clock>\d{1,2}[:.]\d\d)")


@cache
def forward_head(language: str) -> re.Pattern[str]:
    """What stands at the head of a text that passes on another one; the group `who` is its publisher."""
    return re.compile(str(load(language, "acts")["forward"]), re.IGNORECASE)


def passed_on_at(view: View, language: str, now: datetime | None) -> datetime | None:
    """When the text that is passed on was first published, where its head says so."""
    head = forward_head(language).match(view.clean)
    if head is None or now is None:
        return None
    line = view.folded[head.start() : (view.folded.find("\n", head.end()) + 1 or head.end() + 40)]
    numeric = _DATE_AND_TIME.search(line)
    if numeric:
        hour, minute = (int(x) for x in re.split("[:.]", numeric["clock"]))
        try:
            at = datetime(now.year, int(numeric["month"]), int(numeric["day"]), hour, minute)
            return at if at <= now + timedelta(days=1) else at.replace(year=now.year - 1)
        except ValueError:  # 31 February, or the 29th in a year that has none
            return None
    times = [t.interval.start for t in find_times(line, language, now) if isinstance(t.interval.start, datetime)]
    return times[0] if times else None
