"""What a report has told so far about where things happen."""

from dataclasses import dataclass, field

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.home import capitals
from tocsin.extract.roles import finest, is_location
from tocsin.model import PlaceMention, Span
from tocsin.vocab import PlaceKind


@dataclass(slots=True)
class Memory:
    """What the report has told so far about where things happen."""

    main: list[PlaceMention] = field(default_factory=list)
    last: list[PlaceMention] = field(default_factory=list)
    block: int = -1
    headed: int = -1
    heading: list[PlaceMention] = field(default_factory=list)
    homes: dict[str, list[PlaceMention]] = field(default_factory=dict)
    told: list[Draft] = field(default_factory=list)
    region: PlaceMention | None = None
    town: PlaceMention | None = None
    capital: PlaceMention | None = None
    country: PlaceMention | None = None

    def hear(self, scene: Scene, i: int) -> None:
        """Note the regions and towns that sentence `i` names in any role, and where its speakers are at home."""
        s = scene.view.sentences[i]
        for a in scene.attributions:
            if s.start <= a.cue.start < s.end and a.speaker.text not in self.homes:
                here = [
                    m
                    for m in scene.within(Span(a.cue.start, a.cue.end))
                    if m.kind is not PlaceKind.COUNTRY and not (m.place and m.place.id in capitals())
                ]
                if here:
                    self.homes[a.speaker.text] = finest(scene, here)[:1]
        for m in scene.within(Span(s.start, s.end)):
            if m.kind is PlaceKind.COUNTRY and is_location(scene, m, scene.languages[i]):
                self.country = m
            if m.place and m.place.id in capitals():
                self.capital = m
            if m.kind is PlaceKind.REGION:
                self.region = m
            elif m.kind is PlaceKind.SETTLEMENT and is_location(scene, m, scene.languages[i]):
                self.town = m
