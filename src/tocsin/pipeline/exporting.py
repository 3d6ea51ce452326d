"""The record's way out: incidents, through the rules of "Do no harm"."""

from collections.abc import Callable

from tocsin.assess.offices import office
from tocsin.model import Report
from tocsin.pipeline.house import House
from tocsin.release import Releaser


def known_in_public(house: House) -> Callable[[str], bool]:
    """Whether words for a speaker name a public office, or a publisher that is described."""

    def public(words: str) -> bool:
        return office(words) is not None or house.sources.of(Report(id="", text="", publisher=words)) is not None

    return public


def releaser(house: House) -> Releaser:
    """The rules, with the gazetteer and who is known to hold an office or to publish."""
    return Releaser(house.gazetteer.get, known_in_public(house))
