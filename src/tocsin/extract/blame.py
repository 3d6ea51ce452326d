"""Who did it: of an attack whoever the speaker says struck, of an interception whose weapons they were."""

import re
from functools import cache

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import either, either_of_all, patterns
from tocsin.extract.roles import is_location
from tocsin.model import Phrase, Span
from tocsin.vocab import Event

BLAMED = (Event.ATTACK, Event.INTERCEPTION, Event.DAMAGE, Event.CASUALTIES, Event.CLASH, Event.THREAT)

_BY = re.compile(r"(?:sent|fired|launched|carried out|blamed on|used by|by|удар\w*|атак\w*|обстр\w*)\s+(?:by\s+)?")
#: What an adjective may describe: the three words behind it, up to a word that begins something else.
_DESCRIBED = re.compile(
    r"(?:[\s\"'«»“”„-]+(?!(?:in|on|at|of|after|by|with|to|into|from|was|were|is|are|had|has|and|that|в|во|на|по|из|с|под|за|и|от|"
    r"после|у|з|із|зі|від|під|до|та|і|й|після|внаслідок|через|для)\b)[\w'’]+){1,3}"
)
#: Endings of an adjective that describes a doer; the others are those of what is done to, or of whose it is.
_DOER = re.compile(r"(?:ие|ые|ий|ый|ая|ими|ыми|им|ым|і|ий|а|ими|им|ою|n|i|s|y)$")
#: An ending of the doer as of the owner: "российской армией" strikes, "российской армии" is whose it was.
_EITHER, _INSTRUMENTAL = re.compile(r"ой$"), re.compile(r"(?:ей|ею|ой|ою)$")
#: Endings of a word that may describe the next one: "ракетного" of a base.
_DESCRIBES = re.compile(r"(?:ого|ной|ный|ная|ное|ные|ных|ному|ними|ного|ній|ний|на|не|ні|них)$")
#: So many characters are looked back over for what governs a name.
_GOVERNS = 48
#: How Russian and Ukrainian verbs end that say what somebody did or does.
_FINITE = re.compile(
    r"(?:ил|ила|или|ал|ала|али|ел|ела|ели|ил|нули|ли|ют|ет|ит|ят|ив|ила|или|ав|ала|али|ють|ять|ує|ає)$"
)
_BLANK = " \t\"'«»“”„*_"


def blamed(scene: Scene, d: Draft) -> Phrase | None:
    """Who the claim's own clause says did it; never the side that was hit, nor the name of the place."""
    return _described(scene, d) or _acting(scene, d) or _named(scene, d)


def share(drafts: list[Draft]) -> None:
    """What an attack did was done by who is blamed for the attack that the same words tell of."""
    for d in drafts:
        if d.event is not Event.DAMAGE or d.blamed:
            continue
        strikes = [o for o in drafts if o.event is Event.ATTACK and o.blamed and o.sentence == d.sentence]
        same = next((o for o in strikes if o.span.start <= d.span.start and d.span.end <= o.span.end), None)
        if same:
            d.blamed, d.why["blamed"] = same.blamed, same.why["blamed"]


def _described(scene: Scene, d: Draft) -> Phrase | None:
    """ "Ukrainian" of drones or troops that strike, never of the refinery or the troops that were struck."""
    folded = scene.view.folded
    for m in patterns(d.language, "details", "blamed-adjective").finditer(folded, d.span.start, d.span.end):
        behind = _DESCRIBED.match(folded, m.end())
        if behind is None:
            continue
        weapon = patterns(d.language, "details", "striker").search(folded, m.end(), behind.end())
        people = patterns(d.language, "details", "striker-people").search(folded, m.end(), behind.end())
        if weapon and not (people and people.start() < weapon.start()):
            other = _DESCRIBES.search(weapon.group()) and _of_thing(scene, d, weapon.end())
            if not other and not (_weapons_suffer(d) and _suffers(scene, d, m.start())):
                return Phrase(scene.view.raw[m.start() : m.end()], Span(*m.span()))
        elif people and d.event is not Event.INTERCEPTION and not _of_thing(scene, d, people.end()):
            struck = _suffers(scene, d, m.start())
            acts = _DOER.search(m.group()) or (_EITHER.search(m.group()) and _INSTRUMENTAL.search(people.group()))
            if not struck and (acts or _behind(scene, d, m.start())):
                whole = Span(m.start(), people.end())
                return Phrase(whole.of(scene.view.raw), whole)
    return None


def _acting(scene: Scene, d: Draft) -> Phrase | None:
    """ "Russia" where one of the next words says that it strikes."""
    if d.event is Event.INTERCEPTION:
        return None
    folded = scene.view.folded
    for m in patterns(d.language, "details", "blamed-actor").finditer(folded, d.span.start, d.span.end):
        if (
            _strikes_next(scene, d, m.end())
            and not _suffers(scene, d, m.start())
            and not _owned(scene, d, Span(*m.span()))
            # "Russia's refinery was hit": it owns what was struck, and "Russia was hit" is what was struck.
            and not re.match(r"['’]s\b|\s(?:was|were|has been|had been)\s", folded[m.end() : m.end() + 12])
        ):
            return Phrase(scene.view.raw[m.start() : m.end()], Span(*m.span()))
    return None


def _named(scene: Scene, d: Draft) -> Phrase | None:
    """In other words: a form that only a doer has, or a name behind a blow, a weapon or "on the part of"."""
    folded = scene.view.folded
    answer = re.search(rf"(?<!\w){either_of_all('places', 'answer')}(?!\w)", d.span.of(folded))
    for key in ("blamed", "blamed-of"):
        found: list[Span] = []
        for m in patterns(d.language, "details", key).finditer(folded, d.span.start, d.span.end):
            lead = _BY.match(folded, m.start(), m.end())
            named = _without_verb(scene, d, Span(lead.end() if lead else m.start(), m.end()))
            hit = d.target.span if d.target else None
            struck = hit is not None and hit.start <= named.start < hit.end and not _behind(scene, d, named.start)
            there = [x for x in scene.within(named) if is_location(scene, x, d.language)]
            behind = _behind(scene, d, named.start)
            # Of an interception it says whose weapons they were, which stands behind them; the defender comes first.
            if d.event is not Event.INTERCEPTION and not (lead or _suffers(scene, d, m.start())):
                doer = d.language == "en" and _strikes_next(scene, d, named.end)
                behind = behind or key == "blamed" or doer
            if (
                struck
                or there
                or _was_struck(scene, d, named.end)
                or not (behind or (lead and d.event is not Event.INTERCEPTION))
            ):
                continue
            found.append(named)
        if found:  # "in answer to what A did B struck": the last of them
            named = found[-1 if answer else 0]
            return Phrase(named.of(scene.view.raw), named)
    return None


def _strikes_next(scene: Scene, d: Draft, at: int) -> bool:
    """Whether one of the next words says that they strike: "guerrillas of the front attacked"."""
    near = re.compile(r"(?:[ \"'«»“”-]+[\w'’]+){1,5}").match(scene.view.folded, at, d.span.end)
    return bool(near and patterns(d.language, "details", "strikes").search(scene.view.folded, at, near.end()))


def _weapons_suffer(d: Draft) -> bool:
    """Whether weapons behind a word of striking are what was struck: not where they were shot down."""
    return d.event in (Event.ATTACK, Event.DAMAGE)


def _before(scene: Scene, d: Draft, at: int) -> str:
    """The words that stand before `at` in its clause, without a number and articles between."""
    start = max(scene.view.sentences[d.sentence].start, at - _GOVERNS)
    numbers = [q for q in scene.numbers_in(Span(start, at)) if not scene.view.folded[q.end : at].strip(_BLANK)]
    told = scene.view.folded[start : numbers[0].start if numbers else at].rstrip(_BLANK)
    return re.sub(r"\s(?:a|an|the|its|их|своих|their|\d[\d.,]*-\w+)$", "", told).rstrip(_BLANK)


@cache
def _ending(language: str, key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){either(language, 'details', key)}$")


def _suffers(scene: Scene, d: Draft, at: int) -> bool:
    """Whether what stands at `at` is what was struck: "по", "уничтожили две", "a strike on"."""
    return bool(_ending(d.language, "suffers").search(_before(scene, d, at)))


def _behind(scene: Scene, d: Draft, at: int) -> bool:
    """Whether a blow, a weapon or "on the part of" stands right before `at`: "удар ВСУ", "дронов СБУ"."""
    told = _before(scene, d, at)
    if _ending(d.language, "of-side").search(told):
        return True
    last = re.search(r"[\w'’-]+$", told)
    if last is None:
        return False
    start = scene.view.folded.rfind(last.group(), max(0, at - _GOVERNS), at)
    found = patterns(d.language, "details", "striker").search(scene.view.folded, start, start + len(last.group()))
    # A weapon may itself be what was destroyed: "уничтожили миномет ВСУ".
    return bool(found) and not (_weapons_suffer(d) and _suffers(scene, d, start))


def _owned(scene: Scene, d: Draft, named: Span) -> bool:
    """Whether the name, in a form that says whose, belongs to what stands before it: "завод в краї РФ атаковали"."""
    if not patterns(d.language, "details", "blamed-of").search(scene.view.folded, named.start, named.end):
        return False
    here = [m for m in scene.mentions if m.span.end <= named.start and named.start - m.span.end < 4]
    state = patterns(d.language, "details", "states").search(scene.view.folded, named.start, named.end)
    if state and here and re.fullmatch(r"[\s,(]*", scene.view.folded[here[-1].span.end : named.start]):
        return True
    things = patterns(d.language, "details", "target")
    start = max(scene.view.sentences[d.sentence].start, named.start - _GOVERNS)
    before = things.finditer(scene.view.folded, start, named.start)
    return any(named.start - 2 <= m.end() <= named.start for m in before)


def _of_thing(scene: Scene, d: Draft, at: int) -> bool:
    """Whether the word before `at` only describes a thing: "українських військових аеродромах"."""
    word = re.compile(r"[\s\"'«-]+[\w'’-]+").match(scene.view.folded, at)
    if word is None:
        return False
    found = patterns(d.language, "details", "target").search(scene.view.folded, word.start(), word.end())
    return found is not None


@cache
def _passive() -> re.Pattern[str]:
    """ "Was destroyed" right behind a name: what it belongs to, or it, was struck."""
    struck = r"уничтож|поврежд|пораж|подбит|сожж|разруш|знищ|пошкодж|ураж|підбит|спален|зруйн|destroyed|damaged|hit"
    return re.compile(rf"[\s\"»”]*(?:(?:был|було|буд|was|were)\w*\s)?(?:{struck})(?!\w*(?:л|ла|ли|в)(?:\s|$))")


def _was_struck(scene: Scene, d: Draft, at: int) -> bool:
    if re.match(r"\s(?:втрат|потерял|зазна|понес|lost|suffered)", scene.view.folded[at : at + 12]):
        return True
    return d.event in (Event.ATTACK, Event.DAMAGE) and bool(_passive().match(scene.view.folded, at))


def _without_verb(scene: Scene, d: Draft, named: Span) -> Span:
    """ "Бойцы ГУР уничтожили" without its verb."""
    words = list(re.finditer(r"[\w'’-]+", named.of(scene.view.folded)))
    verbs = [w for w in words[1:] if len(w.group()) > 4 and _FINITE.search(w.group())]
    if d.language == "en" or not verbs:
        return named
    return Span(named.start, named.start + len(named.of(scene.view.folded)[: verbs[0].start()].rstrip()))
