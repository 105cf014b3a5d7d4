"""From claims to statements of single figures, and which of several statements is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from councils.domain.control import Control, Majority, NoOverallControl
from elections.domain.baselines import AFTER
from elections.domain.claims import (
    AllSeatsUp,
    Claim,
    CouncilSize,
    FellShortBy,
    GainedControl,
    HasControl,
    HasMajorityOf,
    HeldControl,
    IsLargest,
    LacksMajority,
    LeadsBy,
    ListIsWhole,
    LostControl,
    LostItsOnlySeat,
    NeededToGain,
    NewCouncil,
    NobodyHasControl,
    NobodyLostSeats,
    Saying,
    SeatsChanged,
    SeatsHeld,
    SeatsUp,
    SeatsVacant,
    SeatsWon,
    SizeChanged,
    parties_in,
)
from elections.domain.fields import (
    SEATS_UP,
    TOTAL,
    VACANT,
    Field,
    Measure,
    change,
    control,
    majority,
    seats,
)
from elections.domain.figures import ShownBecause, Statement
from elections.domain.sources import Precision, SourceKind

V = TypeVar("V", int, Control)


def numbers_stated(saying: Saying) -> tuple[tuple[Field, int], ...]:
    """Return the fields that a saying gives a number for, each with that number."""
    match saying:
        case SeatsHeld(moment, party, number):
            return ((seats(moment, party), number),)
        case SeatsChanged(baseline, party, number):
            return ((change(baseline, party), number),)
        case SeatsVacant(moment, number):
            return ((seats(moment, VACANT), number),)
        case CouncilSize(moment, number):
            return ((seats(moment, TOTAL), number),)
        case SizeChanged(baseline, number):
            return ((change(baseline, TOTAL), number),)
        case SeatsUp(number):
            return ((SEATS_UP, number),)
        case SeatsWon(party, number):
            return ((Field(Measure.WON, AFTER, party), number),)
        case HasMajorityOf(moment, party, number):
            return ((majority(moment, party), number),)
        case NeededToGain(baseline, party, number):
            return ((Field(Measure.NEEDED, baseline, party), number),)
        case FellShortBy(party, number):
            return ((Field(Measure.SHORT_BY, AFTER, party), number),)
        case LeadsBy(moment, party, over, number):
            return ((Field(Measure.LEAD, moment, party, over), number),)
        case LostItsOnlySeat(baseline, party):
            return ((seats(baseline, party), 1), (seats(AFTER, party), 0))
        case _:
            return ()


def control_stated(saying: Saying) -> tuple[tuple[Field, Control], ...]:
    """Return the moments at which a saying says who has control, each with who it says."""
    match saying:
        case HasControl(moment, party):
            return ((control(moment), Majority(party)),)
        case HasMajorityOf(moment, party, number) if number > 0:
            return ((control(moment), Majority(party)),)
        case NobodyHasControl(moment):
            return ((control(moment), NoOverallControl()),)
        case GainedControl(_, party):
            return ((control(AFTER), Majority(party)),)
        case LostControl(baseline, party):
            return ((control(baseline), Majority(party)),)
        case HeldControl(baseline, party):
            return ((control(baseline), Majority(party)), (control(AFTER), Majority(party)))
        case _:
            return ()


def relation_stated(saying: Saying) -> tuple[object, ...] | None:
    """Return what names the relation that a saying states beside its figures, if it does.

    Two sayings with the same name are about the same thing, so that the newer of one outlet
    supersedes the older.
    """
    match saying:
        case LacksMajority(moment, party):
            return ("lacks", moment, party)
        case GainedControl(baseline, party):
            return ("lacks", baseline, party)
        case LostControl(_, party):
            return ("lacks", AFTER, party)
        case IsLargest(moment, _):
            return ("largest", moment)
        case NobodyLostSeats(baseline):
            return ("no losses", baseline)
        case ListIsWhole(moment):
            return ("whole", moment)
        case AllSeatsUp():
            return ("all up",)
        case NewCouncil():
            return ("new",)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Ranked(Generic[V]):
    """All statements of one field that count, the one shown first, and those that do not.

    `outranked` are the approximate ones where an exact one exists. `superseded` are those that
    a newer article of the same outlet replaces.
    """

    standing: tuple[Statement[V], ...]
    outranked: tuple[Statement[V], ...] = ()
    superseded: tuple[Statement[V], ...] = ()

    @property
    def shown(self) -> Statement[V] | None:
        """Return the statement that is shown, or None where nobody states the field."""
        return self.standing[0] if self.standing else None


Rank = tuple[bool, bool, bool, bool, int, int, str, str]


def rank(statement: Statement[V]) -> Rank:
    """Return the place of a statement among all of one figure: the lowest is shown.

    An editor's recorded choice; a returning officer's or the council's own declaration; exact
    before approximate; a report on this contest before a table of many; later before earlier;
    then the source's slug.
    """
    source = statement.citation.source
    return (
        source.kind is not SourceKind.EDITOR,
        source.kind is not SourceKind.DECLARATION,
        statement.precision is not Precision.EXACT,
        source.kind is SourceKind.DATASET,
        -source.published_on.toordinal(),
        -source.edition,
        source.slug,
        statement.citation.reference,
    )


# What decides between two statements, by the first place at which their ranks differ.
_REASONS = (
    ShownBecause.EDITORS_CHOICE,
    ShownBecause.DECLARATION,
    ShownBecause.EXACT,
    ShownBecause.ABOUT_THIS_CONTEST,
    ShownBecause.LATER,
    ShownBecause.LATER,
    ShownBecause.SLUG,
    ShownBecause.SLUG,
)


def why_shown(shown: Statement[V], other: Statement[V]) -> ShownBecause:
    """Return why `shown` is shown rather than `other`, which ranks below it."""
    for reason, mine, others in zip(_REASONS, rank(shown), rank(other), strict=True):
        if mine != others:
            return reason
    return ShownBecause.SLUG


def newest_of_each_outlet(
    statements: Iterable[Statement[V]],
) -> tuple[list[Statement[V]], list[Statement[V]]]:
    """Return the statements that stand, and those a newer article of their outlet supersedes."""
    statements = list(statements)
    newest: dict[str, tuple[int, int, str]] = {}
    for statement in statements:
        source = statement.citation.source
        if source.kind is SourceKind.ARTICLE:
            newest[source.outlet] = max(source.newness, newest.get(source.outlet, source.newness))
    standing: list[Statement[V]] = []
    superseded: list[Statement[V]] = []
    for statement in statements:
        source = statement.citation.source
        old = source.kind is SourceKind.ARTICLE and source.newness < newest[source.outlet]
        (superseded if old else standing).append(statement)
    return standing, superseded


def ranked(statements: Iterable[Statement[V]]) -> Ranked[V]:
    """Return the statements of one field in order, less those superseded or outranked."""
    standing, superseded = newest_of_each_outlet(statements)
    standing.sort(key=rank)
    superseded.sort(key=rank)
    # An approximate figure never disputes an exact one.
    exact = [s for s in standing if s.precision is Precision.EXACT]
    if exact and len(exact) < len(standing):
        outranked = tuple(s for s in standing if s.precision is not Precision.EXACT)
        return Ranked(tuple(exact), outranked, tuple(superseded))
    return Ranked(tuple(standing), (), tuple(superseded))


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that a contest's claims say, figure by figure."""

    numbers: Mapping[Field, Ranked[int]]
    control: Mapping[Field, Ranked[Control]]
    # The claims whose relation (not figure) stands, in their order.
    relations: tuple[Claim, ...]
    superseded_relations: frozenset[tuple[str, str]]
    parties: tuple[str, ...]


def read_claims(claims: Iterable[Claim], standing: Iterable[Statement[int]] = ()) -> Said:
    """Return what `claims` say of each figure, the standing facts of the council included."""
    ordered = sorted(set(claims), key=lambda claim: (*claim.key, repr(claim)))
    numbers: dict[Field, list[Statement[int]]] = {}
    controls: dict[Field, list[Statement[Control]]] = {}
    parties: set[str] = set()
    for statement in standing:
        numbers.setdefault(statement.field, []).append(statement)
    for claim in ordered:
        parties.update(parties_in(claim.saying))
        for name, number in numbers_stated(claim.saying):
            numbers.setdefault(name, []).append(
                Statement(name, number, claim.citation, claim.precision)
            )
        for name, who in control_stated(claim.saying):
            controls.setdefault(name, []).append(
                Statement(name, who, claim.citation, claim.precision)
            )
    relations, superseded = _newest_relations(ordered)
    return Said(
        numbers={name: ranked(said) for name, said in sorted(numbers.items())},
        control={name: ranked(said) for name, said in sorted(controls.items())},
        relations=relations,
        superseded_relations=superseded,
        parties=tuple(sorted(parties)),
    )


def _newest_relations(
    claims: Iterable[Claim],
) -> tuple[tuple[Claim, ...], frozenset[tuple[str, str]]]:
    named = [(relation_stated(claim.saying), claim) for claim in claims]
    newest: dict[tuple[str, object], tuple[int, int, str]] = {}
    for name, claim in named:
        source = claim.citation.source
        if name is not None and source.kind is SourceKind.ARTICLE:
            key = (source.outlet, name)
            newest[key] = max(source.newness, newest.get(key, source.newness))
    stand, superseded = [], set()
    for name, claim in named:
        if name is None:
            continue
        source = claim.citation.source
        if source.kind is SourceKind.ARTICLE and source.newness < newest[source.outlet, name]:
            superseded.add(claim.key)
        else:
            stand.append(claim)
    return tuple(stand), frozenset(superseded)
