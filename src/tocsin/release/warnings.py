"""The rules of "Do no harm" for alerts: an area is as fine as the authority's own words, a quote names no spot."""

from collections.abc import Callable

from tocsin.model import Alert
from tocsin.release.kinds import tells_of_interception
from tocsin.release.nouns import ReleasedAlert
from tocsin.release.spots import tells_no_spot


def release_alert(alert: Alert, public: Callable[[str], bool]) -> ReleasedAlert:
    """What may go out of an alert.

    Args:
        alert: with its words in all languages.
        public: whether words for a speaker name a public office, or a publisher that is described.
    """
    origin, withheld = alert.origin, list[str]()
    known = frozenset(f"{alert.area.said} {alert.area.name}".casefold().split())
    # Where something was intercepted goes out as its region: no words that tell of it below that.
    intercepted = not alert.area.code and tells_of_interception(origin.quote)
    clean = origin.quote and not intercepted and tells_no_spot(origin.quote, known, public)
    quote = origin.quote if clean else None
    advice = tuple(words for words in origin.advice if tells_no_spot(words, known, public))
    if quote is None:
        withheld.append("the authority's own words and the link to its post, which name a spot or a person")
    if len(advice) < len(origin.advice):
        withheld.append("some of the authority's own advice, which names a spot")
    return ReleasedAlert(
        alert.id, alert.kind, alert.sent, alert.expires, alert.area, alert.hazard, alert.stage, alert.state,
        alert.since, alert.raid, alert.authority, origin.publisher, origin.at, alert.earlier, alert.wordings, quote,
        origin.language, advice, origin.url if quote is not None else None, origin.digest, alert.confirmed,
        alert.exercise, tuple(withheld),
    )  # fmt: skip
