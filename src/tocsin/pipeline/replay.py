"""What was known at a past moment: the same fold over what the ledger held then."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from tocsin.ledger import Entry, Found, Kind, Query
from tocsin.model import Testimony
from tocsin.pipeline.judging import Judgements
from tocsin.pipeline.keep import Keeper
from tocsin.resolve import Loom, Telling, tellings, weave
from tocsin.vocab import Clock

#: Readings that are worked in at once.
_PART = 200
#: What was published so long before or after the time asked for can still tell of it.
_MARGIN = timedelta(days=14)


class Replayed:
    """The incidents that were known at a past moment.

    Args:
        found: all of them.
        moment: aware.
    """

    def __init__(self, found: Iterable[Found], moment: datetime) -> None:
        self._moment = moment
        self._found = sorted(found, key=lambda f: (f.starts, f.id), reverse=True)

    def incidents(self, query: Query) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Id and body of those that are wanted, the latest first."""
        wanted = ((f.id, f.body) for f in self._found if _fits(f, query))
        return islice(wanted, query.most)

    def as_then(self, told: Iterable[Testimony]) -> list[Testimony]:
        """The claims without what was noticed later: that their report was taken down."""
        return [replace(t, deleted=None, deletion="") if t.deleted and t.deleted > self._moment else t for t in told]

    def earliest(self, name: str, value: str) -> str | None:
        """When the first incident with a facet began (ISO, UTC)."""
        return min((f.starts for f in self._found if (name, value) in f.facets), default=None)


def replay(keeper: Keeper, moment: datetime, clock: Clock, query: Query) -> Replayed:
    """The incidents that were known at `moment`.

    Judgements count as they stood then, where the record's own clock decides; else as they stand.

    Args:
        keeper: of the ledger.
        moment: aware.
        clock: what decides whether a report was known.
        query: which incidents are wanted: what was published long before or after its times is left out.
    """
    judgements = Judgements(keeper.ledger, moment if clock is Clock.RECORDED else None)
    seq: dict[str, int] = {}
    told: list[Telling] = []
    for entry, made in _known(keeper, moment, clock, query, judgements):
        seq |= {t.id: entry.seq for t in made}
        told += made
    loom = Loom(judgements.on(seq))
    for i in range(0, len(told), _PART):
        weave(told[i : i + _PART], loom)
    summary = keeper.summary.as_judged(judgements.ruling)
    return Replayed((summary.found(group, seq) for group in loom.groups()), moment)


def _known(
    keeper: Keeper, moment: datetime, clock: Clock, query: Query, judgements: Judgements
) -> Iterator[tuple[Entry, tuple[Telling, ...]]]:
    """The last reading that was known of each report, with its tellings."""
    latest: dict[str, Entry] = {}
    for entry in keeper.ledger.entries(0, (Kind.READING,)):
        if clock is Clock.PUBLISHED or entry.at <= moment:
            latest[entry.subject] = entry
    entries = list(latest.values())
    for i in range(0, len(entries), _PART):
        for entry, reading, source in keeper.readings(entries[i : i + _PART]):
            published = reading.report.published
            if published is None or (clock is Clock.PUBLISHED and published > moment):
                continue
            if not _near(published, query):
                continue
            alone = judgements.alone([c.id for c in reading.claims])
            yield entry, tellings(reading, source, keeper.house.gazetteer.get, alone)


def _near(published: datetime, query: Query) -> bool:
    early = query.since and published < datetime.fromisoformat(query.since) - _MARGIN
    late = query.until and published > datetime.fromisoformat(query.until) + _MARGIN
    return not early and not late


def _fits(found: Found, query: Query) -> bool:
    facets = {*found.facets, ("state", found.state)}
    if not all(any((name, value) in facets for value in wanted) for name, wanted in query.facets.items()):
        return False
    return not (query.since and found.ends < query.since) and not (query.until and found.starts > query.until)
