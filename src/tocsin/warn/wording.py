"""An alert in words: every language from one record, in the sentences of the catalogue alone."""

from dataclasses import replace
from datetime import UTC, datetime

from tocsin.errors import WordingError
from tocsin.model import Alert, Wording
from tocsin.vocab import AreaState, Event
from tocsin.warn.catalogue import LANGUAGES, catalogue


def worded(alert: Alert) -> Alert:
    """An alert with its words in all languages.

    Raises:
        WordingError: the words name another hazard than the alert is of; then nothing may leave.
    """
    return replace(alert, wordings=tuple(_wording(alert, language) for language in LANGUAGES))


def _wording(alert: Alert, language: str) -> Wording:
    book = catalogue()
    event = _event(alert, language)
    marks = {
        "event": event, "area": _area(alert), "publisher": alert.origin.publisher, "time": _time(alert.since),
        "lasted": book.labels["lasted"][language].format(**book.minutes),
    }  # fmt: skip
    kind = "unknown" if alert.state is AreaState.UNKNOWN else alert.stage
    instruction = " ".join(book.advice[code][language] for code in alert.advice)
    for text in (event, instruction):
        if other := book.foreign(text, language, alert.hazard):
            raise WordingError(f"{alert.id}: the words for {alert.hazard} ({language}) name {other}: “{text}”")
    lead = _lead(alert, language)
    return Wording(
        language, event, lead + book.sentences["headline"][kind][language].format(**marks),
        lead + book.sentences["description"][kind][language].format(**marks).strip(), instruction,
    )  # fmt: skip


def _event(alert: Alert, language: str) -> str:
    """What it is called; of advice and restrictions that no alert goes with, that."""
    book = catalogue()
    if alert.stage in (Event.ADVICE, Event.RESTRICTION):
        return book.sentences["event"][alert.stage][language]
    return book.hazards[alert.hazard].names[alert.stage][language]


def _lead(alert: Alert, language: str) -> str:
    labels = catalogue().labels
    exercise = f"{labels['exercise'][language]}. " if alert.exercise else ""
    return exercise + ("" if alert.confirmed else f"{labels['unconfirmed'][language]}. ")


def _area(alert: Alert) -> str:
    """The area in the authority's words, with its usual English name where that is another."""
    area = alert.area
    return area.said if area.said in ("", area.name) else f"{area.said} ({area.name})"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
