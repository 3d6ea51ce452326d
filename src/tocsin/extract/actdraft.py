"""An act in the making, and what every rule about acts asks."""

from dataclasses import dataclass, field

from tocsin.extract.draft import Draft, Scene, sentence_span
from tocsin.extract.lexicon import patterns
from tocsin.model import PlaceMention, Span
from tocsin.vocab import Event, Hazard


@dataclass(slots=True)
class ActDraft:
    """An act in the making. `still` are places that an all-clear leaves out."""

    event: Event
    draft: Draft
    claim: str
    hazards: list[Hazard]
    areas: list[PlaceMention]
    doubt: str = ""
    still: list[PlaceMention] = field(default_factory=list)
    rest: bool = False
    only: bool = False
    assumed: bool = False

    @property
    def span(self) -> Span:
        """The words that make it."""
        return self.draft.span


def finds(scene: Scene, d: Draft, key: str) -> bool:
    """Whether words of the list `key` of `acts.yml` stand in the sentence of a draft."""
    sentence = sentence_span(scene.view.sentences[d.sentence])
    return bool(patterns(d.language, "acts", key).search(scene.view.folded, sentence.start, sentence.end))


def sentence_of(scene: Scene, d: Draft) -> Span:
    """The sentence of a draft, without the time stamp that heads it."""
    return sentence_span(scene.view.sentences[d.sentence])
