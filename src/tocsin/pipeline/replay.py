"""What was known at a past moment: the same fold over what the ledger held then."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from tocsin.ledger import Entry, Found, Kind, Query
from tocsin.pipeline.judging import Judgements
from tocsin.pipeline.keep import Keeper
from tocsin.resolve import Loom, Telling, tellings, weave
from tocsin.vocab import Clock

#: Readings that are worked in at once.
_PART = 200
#: What was published so long before or after the time asked for can still tell of it.
_MARGIN = timedelta(days=14)


def replay(keeper: Keeper, moment: datetime, clock: Clock, query: Query) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Id and body of the incidents that were known at `moment` and are asked for, the latest first.

    Judgements count as they stood then, where the record's own clock decides; else as they stand.

    Args:
        keeper: of the ledger.
        moment: aware.
        clock: what decides whether a report was known.
        query: which incidents are wanted.
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
    found = (summary.found(group, seq) for group in loom.groups())
    wanted = sorted((f for f in found if _fits(f, query)), key=lambda f: (f.starts, f.id), reverse=True)
    return ((f.id, f.body) for f in wanted)


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
