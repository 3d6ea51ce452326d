"""Whose word a claim is: who counts once, however many feeds repeat it.

A claim is its speaker's word, not its publisher's: "Reuters, citing the governor" is the governor. Whoever copies or
passes on a report has the voice of the first. A speaker who is quoted only by one party's publishers is that party's.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.assess.offices import office, side_of
from tocsin.gazetteer.fold import is_cyrillic, key, romanised_ru, skeleton
from tocsin.model import Report, Source, Testimony
from tocsin.vocab import AUTHOR, Role

#: Offices of which a place has one: whoever is called so in reports of one incident is one and the same.
_ONE_OF_A_KIND = frozenset({
    Role.GOVERNOR, Role.MAYOR, Role.DEFENCE_MINISTRY, Role.GENERAL_STAFF, Role.EMERGENCY_SERVICE, Role.POWER_COMPANY,
    Role.ARMED_FORCES,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """Who answers for a claim: `key` is the same for all that count as one; `through` is who published their words.

    `described` is false where nobody described who published them.
    """

    key: str
    name: str
    party: str | None
    described: bool
    through: str


#: A person has so many names at most.
_NAMES = 3
#: What Russian and Ukrainian add to a last name.
_CASE_ENDING = re.compile(r"(?<=\w{4})(?:a|u|om|im|oi|omu|ogo)$")
#: Looks a speaker's words up among the described sources.
Who = Callable[[str], Source | None]
#: The described sources that hold an office where the incident is: its governor, its mayor.
Holders = Callable[[Role], Sequence[Source]]


def voices(testimonies: Sequence[Testimony], who: Who, holders: Holders, first: Mapping[str, str]) -> dict[str, Voice]:
    """The voice of each claim (by its id).

    Args:
        testimonies: the claims of one incident.
        who: finds the described source that words for a speaker name.
        holders: who holds an office there.
        first: of a report that copies another, the id of the one that was first.
    """
    quoting = _Quoting(testimonies, who, holders)
    by_report = {t.report.id: t for t in testimonies}
    return {t.claim.id: quoting.voice(by_report.get(first.get(t.report.id, ""), t), t) for t in testimonies}


class _Quoting:
    """Who is quoted by whom in the reports of one incident."""

    def __init__(self, testimonies: Sequence[Testimony], who: Who, holders: Holders) -> None:
        self._who, self._holders = who, holders
        self._quoted: dict[str, set[str | None]] = {}
        self._sources = {t.source.id: t.source for t in testimonies if t.source}
        for t in testimonies:
            party = t.source.party if t.source else None
            self._quoted.setdefault(_folded(t.claim.speaker.text), set()).add(party)

    def voice(self, origin: Testimony, told: Testimony) -> Voice:
        """The voice of what `told` says, which `origin` was the first to publish."""
        speaker = told.claim.speaker.text
        publisher = _publisher(origin.report, origin.source)
        if speaker == AUTHOR:
            return publisher
        described = self._who(speaker) or self._holder(speaker)
        if described is not None:
            return replace(_described(described), through=publisher.through)
        parties = self._quoted.get(_folded(speaker), set())
        party = next(iter(parties)) if len(parties) == 1 else None
        role = office(speaker)
        side = party or side_of(speaker)
        name = f"office:{role}:{side or ''}" if role in _ONE_OF_A_KIND else f"speaker:{_person(speaker)}"
        return Voice(name, speaker, side, publisher.described, publisher.through)

    def _holder(self, speaker: str) -> Source | None:
        """The one described source that holds the office that a speaker is named by; None where there are several."""
        role = office(speaker)
        if role not in _ONE_OF_A_KIND or role is None:
            return None
        side = side_of(speaker)
        told = [s for s in self._sources.values() if s.role is role]
        for among in (self._holders(role), told):
            found = [s for s in among if side is None or s.party in (side, None)]
            if len({s.voice for s in found}) == 1:
                return found[0]
        return None


def _publisher(report: Report, source: Source | None) -> Voice:
    if source is not None:
        return _described(source)
    name = report.publisher or report.id
    return Voice(f"publisher:{_folded(name)}", name, None, described=False, through=_folded(name))


def _described(source: Source) -> Voice:
    house = _folded(source.voice)
    return Voice(f"family:{house}", source.publisher, source.party, described=True, through=house)


def _person(speaker: str) -> str:
    """A person by their last name, the same in all three languages and in any case; other words as they stand.

    Two of one name count as one: rather one voice too few than one too many.
    """
    words = speaker.replace("«", " ").replace("»", " ").split()
    if not 1 <= len(words) <= _NAMES or not all(w[:1].isupper() for w in words):
        return _folded(speaker)
    last = romanised_ru(words[-1]) if is_cyrillic(words[-1]) else words[-1]
    return _CASE_ENDING.sub("", skeleton(key(last)).replace("h", "g"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("«", " ").replace("»", " ").replace('"', " ").split())
