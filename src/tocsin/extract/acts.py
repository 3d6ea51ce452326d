"""Threats, all-clears and advice are acts, made by being said: which texts only seem to make one.

A drill, an advertisement, a joke, a message withdrawn and an old post passed on declare nothing. Taking one of them for
an all-clear would be the worst that Tocsin could do, so they yield none of these claims.
"""

from datetime import datetime, timedelta

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.forwards import passed_on_at
from tocsin.extract.lexicon import patterns
from tocsin.extract.text import fold
from tocsin.vocab import Event

ACTS = (Event.THREAT, Event.ALL_CLEAR, Event.ADVICE)
#: A post that is passed on later than this does not warn any more.
STALE = timedelta(minutes=30)


def real(scene: Scene, drafts: list[Draft], now: datetime | None) -> list[Draft]:
    """The drafts without acts that the text does not make."""
    if not any(d.event in ACTS for d in drafts):
        return drafts
    language = scene.languages[0]
    first = passed_on_at(scene.view, language, now)
    stale = first is not None and now is not None and now - first > STALE
    seeming = stale or any(
        patterns(language, "acts", key).search(fold(scene.view.raw))
        for key in ("drill", "advertisement", "joke", "withdrawn")
    )
    return [d for d in drafts if not (seeming and d.event in ACTS)]
