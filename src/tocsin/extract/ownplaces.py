"""Which of the places of a sentence the words of a claim itself name."""

import re

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import patterns
from tocsin.extract.roles import answered, covers, ended_there, finest
from tocsin.model import PlaceMention, Span
from tocsin.vocab import Event, PlaceKind

_FIRED_FROM = (Event.THREAT, Event.ATTACK, Event.INTERCEPTION)
_FROM = re.compile(
    r"(?:^|\W)(?:from|зі?|із|из|від|со?)\s+(?:the\s+)?"
    r"(?:(?:напрямк\w+|напрям\w+|направлени\w+|район\w*|території|территории|тот|акваторі\w+|акватори\w+)[\s:–-]*)?"
    r"(?:[\w'’.-]+(?:\s+(?:region|oblast|області|области|обл))?(?:\s*,|\s+and|\s+и|\s+та)\s+)*[\s\"'«“–-]*$"
)
#: "North of", "30 km from": where it is, and not where it came from.
_BESIDE = re.compile(
    r"(?:схід|захід|північ|південь|кілометр\w*|километр\w*|км|далеко|недалік|km|kilomet\w+|miles)\s(?:від|от|from)\s$"
)
#: What they were launched from, in so many words: it never is where anything else of the report happened.
_DIRECTION = re.compile(
    r"(?:^|\W)(?:from|зі?|із|из|від|со?)\s+(?:the\s+)?(?:стороны|боку|напрямк\w+|напрям\w+|направлени\w+|directions?(?:\sof)?|районів\sпуск\w+)"
    r"[\s:–-]*(?:(?:мис|мыс|cape)\s)?(?:[\w'’.-]+(?:\s+(?:region|oblast|області|области|обл))?(?:\s*[,–-]|\s+and|\s+и|\s+та|\s+і)\s+"
    r"(?:(?:мис|мыс|cape|а також з|а также с)\s)?)*[\s\"'«“–-]*$"
)
#: Behind a dateline: "ISTANBUL - ".
_DATED = re.compile(r"\s?(?::|\s[-–—])\s")
#: So far before a place the words for its direction stand.
_BEFORE = 160


def launched_from(scene: Scene, m: PlaceMention) -> bool:
    """Whether `m` is of the directions that weapons were launched from: "із напрямків: Курськ, Орел"."""
    return bool(_DIRECTION.search(scene.view.folded[max(0, m.span.start - _BEFORE) : m.span.start]))


def own_places(scene: Scene, d: Draft, usable: list[PlaceMention]) -> list[PlaceMention]:
    """The places among `usable` that the words of a claim name, the finest alone; empty where they name none."""
    usable = [m for m in usable if not answered(scene, m, [h.span.start for h in d.hits])]
    if d.event is Event.ALL_CLEAR:
        usable = [m for m in usable if ended_there(scene, m, d.hits[0].span)]
    if d.event in _FIRED_FROM:
        usable = [m for m in usable if not fired_from(scene, m)]
    around = [m for m in usable if d.window.start <= m.span.start < d.window.end]
    around = _of_whole(scene, d, around)
    inside = [m for m in around if d.span.start <= m.span.start < d.span.end] or around
    narrowed = _route(scene, d, around) or finest(scene, around)
    finer = [m for m in narrowed if m in inside] or [
        m for m in narrowed if any(covers(scene, n, m) and _one_clause(scene, n, m) for n in inside)
    ]
    return finer or finest(scene, inside)


def _of_whole(scene: Scene, d: Draft, around: list[PlaceMention]) -> list[PlaceMention]:
    """The places of a count without those of its parts: "38 over Russia, 22 of them over Leningrad region"."""
    if d.event is not Event.INTERCEPTION or len(around) < 2:
        return around
    part = patterns(d.language, "numbers", "of-which").search(
        scene.view.folded, around[0].span.end, around[-1].span.start
    )
    return [m for m in around if m.span.start < part.start()] if part else around


def _one_clause(scene: Scene, n: PlaceMention, m: PlaceMention) -> bool:
    """Whether no colon or stop parts the two: what follows one is another happening."""
    between = scene.view.folded[min(n.span.end, m.span.end) : max(n.span.start, m.span.start)]
    return not re.search(r"[:;!?]|\.\s", between)


def _route(scene: Scene, d: Draft, around: list[PlaceMention]) -> list[PlaceMention]:
    """Where weapons are and where they are heading, though the one lies in the other; else nothing."""
    if d.event is not Event.THREAT or len(around) != 2 or around[0].kind is PlaceKind.COUNTRY:
        return []
    between = Span(around[0].span.end, around[1].span.start)
    heading = patterns(d.language, "places", "route").search(scene.view.folded, between.start, between.end)
    return list(around) if heading else []


def fired_from(scene: Scene, m: PlaceMention) -> bool:
    """Whether weapons come from there: "from Taganrog", "із Курської області", "с направления …"."""
    before = scene.view.folded[max(0, m.span.start - 60) : m.span.start]
    return bool(_FROM.search(before)) and not re.search(r"takeoff|взлет|зліт", before) and not _BESIDE.search(before)


def is_dateline(scene: Scene, m: PlaceMention) -> bool:
    """Whether the place is where a wire's text is dated from, in capitals at its head: "ISTANBUL - Drones struck …"."""
    raw = scene.view.raw
    return m.quote.isupper() and not raw[: m.span.start].strip() and bool(_DATED.match(raw, m.span.end))
