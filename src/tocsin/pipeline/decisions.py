"""What people decide, put down in the ledger: merge, keep apart, split, move, undo, redact."""

from collections.abc import Collection, Iterator

from tocsin.errors import InputError
from tocsin.ledger import Entry, Kind
from tocsin.pipeline.judging import Judgement, Pair, pairs
from tocsin.pipeline.keep import Keeper
from tocsin.pipeline.readings import Readings
from tocsin.resolve import telling_prefix
from tocsin.vocab import State, Verdict


class Decisions:
    """Takes decisions down and works them in at once.

    Args:
        keeper: of the ledger.
    """

    def __init__(self, keeper: Keeper) -> None:
        self.keeper, self.ledger, self.shelf = keeper, keeper.ledger, keeper.summary.shelf

    def merge(self, one: str, two: str, reason: str, by: str) -> None:
        """Say that two incidents are one happening.

        Raises:
            InputError: there is no such incident.
        """
        first, second = self._members(one), self._members(two)
        self._judge(Judgement(f"merge {one} and {two}", Verdict.SAME, pairs(first[:1], second[:1]), reason, by))

    def keep_apart(self, one: str, two: str, reason: str, by: str) -> None:
        """Say that two incidents are not one happening, whatever is reported yet.

        Raises:
            InputError: there is no such incident, or the two are one already (split it first).
        """
        first, second = self._members(one), self._members(two)
        if set(first) & set(second):
            raise InputError(f"{one} and {two} are one incident; split it with `tocsin judge split`")
        self._judge(Judgement(f"keep {one} and {two} apart", Verdict.APART, pairs(first, second), reason, by))

    def split(self, incident: str, reports: Collection[str], reason: str, by: str) -> None:
        """Say that what some reports tell of an incident is another happening.

        Raises:
            InputError: there is no such incident, or the reports tell all or nothing of it.
        """
        members = self._members(incident)
        owned = {id_ for r in reports for id_ in self.keeper.owned(r)} & set(members)
        rest = set(members) - owned
        if not owned or not rest:
            told = "nothing" if not owned else "all"
            raise InputError(f"{incident}: the given reports tell {told} of it, so there is nothing to split")
        self._judge(Judgement(f"split {incident}", Verdict.APART, pairs(owned, rest), reason, by))

    def move(self, claim: str, to: str, reason: str, by: str) -> None:
        """Say that a claim is about another incident.

        Raises:
            InputError: there is no such claim or incident.
        """
        target = self._members(to)
        held = self.keeper.archive.claims([claim])
        if not held:
            raise InputError(f"{claim}: no claim of this ledger has this id")
        self._judge(Judgement(f"take claim {claim} out", Verdict.APART, (), reason, by, alone=(claim,)))
        items = self.keeper.owned(held[0].report)
        own = [t for t in sorted(items) if self._tells(t) == {claim}]
        now = {i for t, i in self.shelf.incidents_of(items).items() if claim in self._tells(t)}
        others = {id_ for i in now for id_ in self._members(i)} - set(own) - set(target)
        what = f"move claim {claim} to {to}"
        if others:
            self._judge(Judgement(what, Verdict.APART, pairs(own, others), reason, by))
        self._judge(Judgement(what, Verdict.SAME, pairs(own, target[:1]), reason, by))

    def rule(self, incident: str, state: State, reason: str, by: str) -> None:
        """Say in which state an incident is: confirmed, refuted, retracted, or not to be verified.

        Raises:
            InputError: there is no such incident.
        """
        members = self._members(incident)
        what = f"{incident} is {state}"
        self._judge(Judgement(what, Verdict.SAME, (), reason, by, of=tuple(members[:1]), state=state))

    def undo(self, judgement: str, reason: str, by: str) -> None:
        """Take a judgement back: what it said is open again.

        Raises:
            InputError: there is no such judgement.
        """
        entries = self.ledger.about(judgement, Kind.JUDGEMENT)
        if not entries:
            raise InputError(f"{judgement}: no judgement of this ledger has this id (see tocsin judge list)")
        body = self.ledger.bodies([entries[0].id])[entries[0].id]
        given: tuple[Pair, ...] = tuple((p[0], p[1]) for p in body["pairs"])
        alone, of = (tuple(body.get(name, ())) for name in ("alone", "of"))
        self._judge(Judgement(f"undo {judgement}", Verdict.OPEN, given, reason, by, alone, of))

    def judgements(self) -> Iterator[tuple[Entry, dict[str, object]]]:
        """All judgements with their reasons, oldest first."""
        entries = list(self.ledger.entries(0, (Kind.JUDGEMENT,)))
        bodies = self.ledger.bodies([e.id for e in entries])
        return ((e, bodies[e.id]) for e in entries)

    def redact(self, report: str, reason: str, by: str) -> tuple[int, tuple[str, ...]]:
        """Destroy the text, the raw record and the claims of a report, in all its wordings.

        What was worked out of them goes as well, and nothing of it is left in the ledger's files. Copies in files and
        backups of the user's stay, of course.

        Returns:
            how many entries lost their content, and the reports that have the same or nearly the same text.

        Raises:
            InputError: there is no such report.
        """
        self.keeper.catch_up()
        versions = self.ledger.versions(report)
        kept = self.ledger.bodies([e.id for e in versions])
        entries = [e for e in versions if e.id in kept]
        if not entries:
            raise InputError(f"{report}: no report of this ledger has this id, or it was redacted already")
        gone = sum(1 + len(self.ledger.hanging(e.id)) for e in entries)
        subjects = {e.subject for e in entries}
        alike = {id_ for a, b, _ in self.shelf.alike(subjects) for id_ in (a, b)} - subjects
        for entry in entries:
            own = self.keeper.owned(entry.subject)
            told = {i: sorted(self.shelf.mates({t}) - own) for t, i in self.shelf.incidents_of(own).items()}
            self.ledger.redact(entry, reason, by, told)
        self.keeper.catch_up()
        return gone, tuple(sorted(self.keeper.archive.reports(alike)))

    def deleted(self, report: str, how: str) -> None:
        """Say that a publisher took a report down, and how that is known. Both the report and that it is gone stay.

        Raises:
            InputError: there is no such report.
        """
        made = Readings(self.ledger, self.keeper.house.sources).deletions([report], how)
        if not made:
            raise InputError(f"{report}: no report of this ledger has this id")
        self.ledger.append(made)

    def _judge(self, judgement: Judgement) -> None:
        number = 1 + sum(1 for _ in self.ledger.entries(0, (Kind.JUDGEMENT,)))
        self.ledger.append([judgement.fresh(number)])
        self.keeper.catch_up()

    def _members(self, incident: str) -> list[str]:
        """The tellings of an incident, the one that gave it its id first."""
        self.keeper.catch_up()
        body = self.keeper.incident(incident)
        if body is None:
            raise InputError(f"{incident}: no incident of this ledger has this id")
        prefix = telling_prefix(body["incident"]["id"]) or ""
        return sorted((t[0] for t in body["tellings"]), key=lambda id_: (not id_.startswith(prefix), id_))

    def _tells(self, telling: str) -> set[str]:
        return {c for body in self.shelf.bodies([telling]) for c in body["claims"]}
