"""Where: which of the places that a report names belong to a claim, and which are carried to it from before."""

import re
from dataclasses import replace

from tocsin.extract.draft import Draft, Scene
from tocsin.extract.lexicon import patterns
from tocsin.extract.memory import Memory
from tocsin.extract.ownplaces import fired_from, is_dateline, launched_from, own_places
from tocsin.extract.roles import answered, ended_there, finest, is_location, left_out, things_before
from tocsin.extract.surroundings import surrounded
from tocsin.extract.text import fold
from tocsin.model import PlaceMention, Span, Why
from tocsin.vocab import Event, PlaceKind

#: So many time stamps make a thread of entries.
_THREAD = 3
#: So many claims back a governor may go on about a place in his region.
_LOOK_BACK = 6
#: What a country's forces count over all of it.
_COUNTED = (Event.INTERCEPTION, Event.CLASH)


#: "There were no casualties" points nowhere.
_EXISTENTIAL = re.compile(r"there\s+(?:is|are|was|were|has|have|had|will|would|may|might|could|seems?)\b")


class Locator:
    """Gives every claim of a report its places."""

    def __init__(self, scene: Scene, drafts: list[Draft]) -> None:
        self.scene, self.drafts = scene, drafts
        self.memory = Memory()
        self.cues = [a.cue for a in scene.attributions]
        self.blocks = self._blocks()
        self.thread = sum(x.stamp_end > x.start for x in scene.view.sentences) >= _THREAD

    def _blocks(self) -> list[int]:
        """The block of each sentence: a paragraph, a line of a list, an entry of a thread."""
        block, found, before = 0, [], None
        for s in self.scene.view.sentences:
            head = self.scene.view.raw[s.start : s.start + 2]
            fresh = before is not None and (
                s.paragraph != before.paragraph
                or s.stamp != before.stamp
                or (not head[:1].isalnum() and head[:1] not in "\"“«'(")
            )
            block += bool(fresh)
            found.append(block)
            before = s
        return found

    def run(self) -> None:
        """Locates the claims sentence by sentence: own words, the sentence, what the report told before."""
        for i, s in enumerate(self.scene.view.sentences):
            own = [d for d in self.drafts if d.sentence == i]
            language = self.scene.languages[i]
            usable = [
                m
                for m in self.scene.within(Span(s.start, s.end))
                if not self._in_cue(m)
                and is_location(self.scene, m, language)
                and not left_out(self.scene, m, s.start)
                and not launched_from(self.scene, m)
            ]
            if language == "en" and len(usable) > 1 and is_dateline(self.scene, usable[0]):
                usable = usable[1:]
            self.memory.hear(self.scene, i)
            ends = [d.hits[0].span for d in own if d.event is Event.ALL_CLEAR]
            still = [m for m in usable if not any(ended_there(self.scene, m, hit) for hit in ends)]
            for d in own:
                places = own_places(self.scene, d, still if d.event is Event.THREAT else usable)
                if places:
                    _set(d, places, "places of the clause")
            usable = [m for m in usable if not answered(self.scene, m, [s.end])]
            still = [m for m in still if m in usable]
            for d in own:
                if not d.places:
                    self._anaphora(d)
            for d in own:
                if not d.places:
                    self._beside(d, own, still if d.event is Event.THREAT else usable)
            for d in own:
                if not d.places and not (ends and d.event is Event.THREAT):
                    self._carried(d, i)
            self._note(i, own, usable)
        self._from_elsewhere()
        for d in self.drafts:
            d.places = [surrounded(self.scene, m, d) for m in d.places]

    def _in_cue(self, m: PlaceMention) -> bool:
        return any(c.start <= m.span.start < c.end for c in self.cues)

    def _anaphora(self, d: Draft) -> None:
        """ "Over the region", "в городе", "the depot": what was named before."""
        spoken_of = (
            ("the-region", self.memory.region),
            ("the-town", self.memory.town),
            ("the-capital", self.memory.capital),
            ("the-country", self.memory.country),
        )
        for key, known in spoken_of:
            found = patterns(d.language, "places", key).search(self.scene.view.folded, d.span.start, d.span.end)
            if found and _EXISTENTIAL.match(self.scene.view.folded, found.start()):
                continue
            if found and known and known.span.start < found.start():
                _set(d, [known] if key == "the-capital" else self._since(known), f"“{found.group()}”")
                return
            own = self._at_home(d, key, known)
            if own:
                _set(d, [own], f"“{own.quote}” of the publisher")
                return
        same = patterns(d.language, "places", "the-place").search(self.scene.view.folded, d.span.start, d.span.end)
        if same and self.memory.told:
            _set(d, list(self.memory.told[-1].places), f"“{same.group()}”")
            return
        things = things_before(d.language)
        noun = things and things.search(self.scene.view.folded, d.span.start, d.span.end)
        if noun:
            for before in reversed(self.memory.told):
                if noun[1] in self.scene.view.folded[before.window.start : before.window.end] and before.places:
                    _set(d, list(before.places), f"“{noun.group()}”")
                    d.carried = True
                    return

    def _at_home(self, d: Draft, key: str, known: PlaceMention | None) -> PlaceMention | None:
        """The publisher's own region or town, where the words point to one and the report has named none."""
        home = {"the-region": self.scene.home.region, "the-town": self.scene.home.town}.get(key)
        told = home and known is None and patterns(d.language, "places", f"own-{key}")
        found = told and told.search(self.scene.view.folded, d.span.start, d.span.end)
        if not home or not found:
            return None
        span = Span(found.end() - len(found.group().split()[-1]), found.end())
        return replace(home, span=span, quote=span.of(self.scene.view.raw))

    def _since(self, known: PlaceMention) -> list[PlaceMention]:
        """ "The region": the one named last, or the scene told of since, where that lies elsewhere."""
        told = [x for x in self.memory.told if not x.carried and x.places[0].span.start > known.span.end]
        if told and not all(self._inside(p, known) for p in told[-1].places):
            return list(told[-1].places)
        return [known]

    def _inside(self, p: PlaceMention, region: PlaceMention) -> bool:
        return bool(p.place and region.place and self.scene.gazetteer.within(p.place, region.place))

    def _beside(self, d: Draft, own: list[Draft], usable: list[PlaceMention]) -> None:
        """From a place that heads the sentence, else from the nearest claim in it by the same speaker."""
        s = self.scene.view.sentences[d.sentence]
        heading = [m for m in usable if m.span.start < d.span.start and m.span.start - s.start < 70]
        others = [o for o in own if o.places and o is not d and not o.carried and o.speaker == d.speaker]
        others = [o for o in others if (o.event is Event.ALL_CLEAR) == (d.event is Event.ALL_CLEAR)]
        if d.event is Event.ALL_CLEAR:
            heading = [m for m in heading if ended_there(self.scene, m, d.hits[0].span)]
        before = [o for o in others if o.span.start <= d.span.start]
        if before:
            _set(d, list(before[-1].places), "place of the claim beside")
        elif heading and d.event is not Event.INTENT:
            _set(d, finest(self.scene, heading), "place of the sentence")
        elif others and d.event not in (Event.INTENT, Event.INTERCEPTION):
            _set(
                d, list(min(others, key=lambda o: abs(o.span.start - d.span.start)).places), "place of the claim beside"
            )

    def _carried(self, d: Draft, i: int) -> None:
        if d.event is Event.INTENT:
            return
        headed = d.attribution and d.attribution.rule.startswith("headline")
        home = self.memory.homes.get(d.speaker) if d.attribution and not headed else None
        national = bool(d.attribution and patterns(d.language, "places", "national").search(fold(d.speaker)))
        same_block = self.memory.block == self.blocks[i]
        by_speaker = next(
            (
                x.places
                for x in reversed(self.memory.told)
                if x.speaker == d.speaker and d.attribution and self.blocks[x.sentence] == self.blocks[i]
            ),
            [],
        )
        if national and (d.event in _COUNTED or d.launches):
            if same_block and self.memory.last and all(p.kind is PlaceKind.COUNTRY for p in self.memory.last):
                _set(d, list(self.memory.last), "carried from before")
                d.carried = True
            return
        if not (same_block or by_speaker or home) and self.thread and not self._headed():
            return  # each entry of a thread stands for itself
        post = d.language != "en" and self.memory.main and not self._follows(d)
        if self.memory.headed == self.blocks[i]:
            places, rule = self.memory.heading, "place that heads the entry"
        elif same_block and self.memory.last and not (home and not by_speaker) and not post:
            places, rule = self.memory.last, "carried from before"
        elif home:
            places, rule = self._told_of_home(d, home) or home, "place of the speaker"
        elif all(p.kind is PlaceKind.COUNTRY for p in self.memory.main) and self.memory.last:
            places, rule = self.memory.last, "carried from before"
        else:
            places, rule = self.memory.main or self.memory.last, "carried from the report's first place"
        if places:
            _set(d, self._whole_region(d, list(places)), rule)
            d.carried = True

    def _follows(self, d: Draft) -> bool:
        """Whether a post goes on at once about what befell somebody there: "…влучили в автобус. Постраждав водій"."""
        before = self.memory.told[-1] if self.memory.told else None
        if before is None or before.sentence != d.sentence - 1 or before.carried or d.event is not Event.CASUALTIES:
            return False
        return before.event is Event.ATTACK and any((f.low or 0) > 0 for f in d.figures)

    def _whole_region(self, d: Draft, places: list[PlaceMention]) -> list[PlaceMention]:
        """What "the regional governor" counts of weapons downed is counted over the region, not at the plant."""
        counts = d.event is Event.INTERCEPTION and d.attribution and self._speaks_for_region(d)
        regions = {p.place.region if p.place else None for p in places}
        region = regions.pop() if counts and len(regions) == 1 else None
        whole = self.scene.gazetteer.get(f"iso:{region}") if region else None
        if whole is None:
            return places
        return [replace(places[0], name=whole.name, kind=whole.kind, place=whole, reason="the region of its governor")]

    def _told_of_home(self, d: Draft, home: list[PlaceMention]) -> list[PlaceMention]:
        """Of a region's governor: the place in his region that was told of last."""
        region = home[0].place.region if home[0].place else None
        if region is None or not (home[0].kind is PlaceKind.REGION or self._speaks_for_region(d)):
            return []
        for told in [x.places for x in reversed(self.memory.told[-_LOOK_BACK:])] or [self.memory.main]:
            finer = [bool(p.place and p.place.region == region and p.kind is not PlaceKind.REGION) for p in told]
            if finer and all(finer):
                return list(told)
        return []

    def _speaks_for_region(self, d: Draft) -> bool:
        """ "Samara governor", "head of the Samara region": the title stands beside the name, not in it."""
        cue = d.attribution.cue.of(self.scene.view.folded) if d.attribution else ""
        return bool(patterns(d.language, "places", "of-region").search(f"{fold(d.speaker)} {cue}"))

    def _headed(self) -> bool:
        """Whether the first place stands above the entries of a thread, or most of them are set there."""
        main = self.memory.main[:1]
        first = next((x.start for x in self.scene.view.sentences if x.stamp_end > x.start), 0)
        if not main or main[0].span.start < first:
            return bool(main)
        there = [any(p.name == main[0].name or self._inside(p, main[0]) for p in x.places) for x in self.memory.told]
        return 2 * sum(there) > len(there)

    def _note(self, i: int, own: list[Draft], usable: list[PlaceMention]) -> None:
        s = self.scene.view.sentences[i]
        names = self.scene.within(Span(s.start, s.end))
        if names and not own and s.end - s.start < sum(len(m.quote) + 4 for m in names) + 4:
            self.memory.heading, self.memory.headed = finest(self.scene, names), self.blocks[i]
        stated = [d.places for d in own if d.places and not d.carried and d.event is not Event.INTENT]
        local = [m for m in finest(self.scene, usable) if m.kind is not PlaceKind.COUNTRY]
        if any(d.launches for d in own):
            local = [m for m in local if not fired_from(self.scene, m)]
        if (
            not stated
            and local
            and (self.scene.languages[i] != "en" or not any(s.start <= c.start < s.end for c in self.cues))
        ):
            stated = [local]
        if stated:
            self.memory.last, self.memory.block = stated[-1], self.blocks[i]
            self.memory.main = self.memory.main or stated[0]
        elif self.memory.block != self.blocks[i]:
            self.memory.block = self.blocks[i]
            self.memory.last = next((d.places for d in own if d.places), [])
        self.memory.told += [d for d in own if d.places]

    def _from_elsewhere(self) -> None:
        """In a short post, a place that follows belongs to what stands before it."""
        sentences = self.scene.view.sentences
        if len(sentences) > 4:
            return
        for d in self.drafts:
            ends = any(o.event is Event.ALL_CLEAR and o.sentence == d.sentence for o in self.drafts)
            if d.places or ends or d.event is Event.INTENT or d.nationwide:
                continue
            later = [
                m
                for m in self.scene.within(Span(sentences[d.sentence].start, len(self.scene.view.raw)))
                if m.kind is not PlaceKind.COUNTRY
                and not self._in_cue(m)
                and is_location(self.scene, m, d.language)
                and not left_out(self.scene, m, sentences[d.sentence].start)
                and not launched_from(self.scene, m)
                and not (d.launches and fired_from(self.scene, m))
            ]
            if later and d.language != "en":
                _set(d, finest(self.scene, later)[:1], "place named later in the report")
                d.carried = True


def locate(scene: Scene, drafts: list[Draft]) -> None:
    """Gives every claim its places: of its own words, else of its sentence, else carried from the claims before it."""
    Locator(scene, drafts).run()


def _set(d: Draft, places: list[PlaceMention], rule: str) -> None:
    d.places = places
    d.why["places"] = Why(rule, ", ".join(p.quote for p in places))
