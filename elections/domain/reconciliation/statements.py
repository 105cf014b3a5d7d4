"""From claims to statements of single figures, and which of several statements is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
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


Rank = tuple[bool, bool, bool, bool, bool, int, str, str]


def rank(statement: Statement[V]) -> Rank:
    """Return the place of a statement among all of one figure: the lowest is shown.

    An editor's recorded choice; a standing fact of the council, which its size is; a returning
    officer's or the council's own declaration; exact before approximate; a report on this contest
    before a table of many; later before earlier; then the source's slug.
    """
    source = statement.citation.source
    return (
        source.kind is not SourceKind.EDITOR,
        not statement.is_standing,
        source.kind is not SourceKind.DECLARATION,
        statement.precision is not Precision.EXACT,
        source.kind is SourceKind.DATASET,
        -source.published_on.toordinal(),
        source.slug,
        statement.citation.reference,
    )


# What decides between two statements, by the first place at which their ranks differ.
_REASONS = (
    ShownBecause.EDITORS_CHOICE,
    ShownBecause.STANDING,
    ShownBecause.DECLARATION,
    ShownBecause.EXACT,
    ShownBecause.ABOUT_THIS_CONTEST,
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


def is_superseded(statement: Statement[V], others: Iterable[Statement[V]]) -> bool:
    """Return whether a newer article of the same outlet gives the figure at least as exactly."""
    source = statement.citation.source
    if source.kind is not SourceKind.ARTICLE:
        return False
    return any(
        other.citation.source.outlet == source.outlet
        and other.citation.source.kind is SourceKind.ARTICLE
        and other.citation.source.newness > source.newness
        and (other.precision is Precision.EXACT or statement.precision is Precision.APPROXIMATE)
        for other in others
    )


def ranked(statements: Iterable[Statement[V]]) -> Ranked[V]:
    """Return the statements of one field in order, less those superseded or outranked."""
    ordered = sorted(statements, key=rank)
    superseded = tuple(each for each in ordered if is_superseded(each, ordered))
    standing = [each for each in ordered if each not in superseded]
    # An approximate figure never disputes an exact one that ranks above it.
    best_exact = next(
        (place for place, each in enumerate(standing) if each.precision is Precision.EXACT),
        len(standing),
    )
    outranked = tuple(
        each
        for place, each in enumerate(standing)
        if place > best_exact and each.precision is Precision.APPROXIMATE
    )
    return Ranked(tuple(each for each in standing if each not in outranked), outranked, superseded)


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that a contest's claims say, figure by figure."""

    numbers: Mapping[Field, Ranked[int]]
    control: Mapping[Field, Ranked[Control]]
    # The claims whose relation (not figure) stands, in their order.
    relations: tuple[Claim, ...]
    superseded_relations: frozenset[tuple[str, str]]
    # Claims that say who has control and name a bundle of parties.
    meaningless: tuple[Claim, ...]
    parties: tuple[str, ...]


def read_claims(
    claims: Iterable[Claim],
    standing: Iterable[Statement[int]] = (),
    bundles: Set[str] = frozenset(),
) -> Said:
    """Return what `claims` say of each figure, the standing facts of the council included.

    A bundle of parties has no control to speak of: what is said of it is not read.
    """
    ordered = sorted(set(claims), key=lambda claim: (*claim.key, repr(claim)))
    numbers: dict[Field, list[Statement[int]]] = {}
    controls: dict[Field, list[Statement[Control]]] = {}
    parties: set[str] = set()
    meaningless: list[Claim] = []
    for statement in standing:
        numbers.setdefault(statement.field, []).append(statement)
    for claim in ordered:
        parties.update(parties_in(claim.saying))
        for name, number in numbers_stated(claim.saying):
            numbers.setdefault(name, []).append(
                Statement(name, number, claim.citation, claim.precision)
            )
        for name, who in control_stated(claim.saying):
            if isinstance(who, Majority) and who.party in bundles:
                meaningless.append(claim)
                continue
            controls.setdefault(name, []).append(
                Statement(name, who, claim.citation, claim.precision)
            )
    ranked_controls = {name: ranked(said) for name, said in sorted(controls.items())}
    read = [claim for claim in ordered if claim not in meaningless]
    relations, superseded = _newest_relations(read, ranked_controls)
    return Said(
        numbers={name: ranked(said) for name, said in sorted(numbers.items())},
        control=ranked_controls,
        relations=relations,
        superseded_relations=superseded,
        meaningless=tuple(meaningless),
        parties=tuple(sorted(parties)),
    )


def _newest_relations(
    claims: Sequence[Claim], controls: Mapping[Field, Ranked[Control]]
) -> tuple[tuple[Claim, ...], frozenset[tuple[str, str]]]:
    """Return the claims whose relation stands, and the keys of those that are superseded.

    The older of one outlet gives way to its newer word on the same relation, to its newer word on
    who has control at that moment, and where its own word on control is withdrawn.
    """
    stand: list[Claim] = []
    superseded: set[tuple[str, str]] = set()
    editions: dict[str, set[str]] = {}
    for claim in claims:
        source = claim.citation.source
        editions.setdefault(source.outlet, set()).add(source.slug)
    for claim in claims:
        name = relation_stated(claim.saying)
        if name is None:
            continue
        newer = claims if len(editions[claim.citation.source.outlet]) > 1 else ()
        if any(_supersedes(other, claim, name) for other in newer) or _is_withdrawn(
            claim, controls
        ):
            superseded.add(claim.key)
        else:
            stand.append(claim)
    return tuple(stand), frozenset(superseded)


def _supersedes(newer: Claim, older: Claim, relation: tuple[object, ...]) -> bool:
    one, other = newer.citation.source, older.citation.source
    if (
        one.outlet != other.outlet
        or one.kind is not SourceKind.ARTICLE
        or other.kind is not SourceKind.ARTICLE
        or one.newness <= other.newness
    ):
        return False
    if relation_stated(newer.saying) == relation:
        return True
    # To say who has control says of everybody else that they have not.
    return relation[0] == "lacks" and any(
        name.moment == relation[1] for name, _ in control_stated(newer.saying)
    )


def _is_withdrawn(claim: Claim, controls: Mapping[Field, Ranked[Control]]) -> bool:
    """Return whether a newer article of the outlet says otherwise of the control claimed."""
    for name, who in control_stated(claim.saying):
        statements = controls.get(name)
        if statements is None:
            continue
        if any(each.citation == claim.citation for each in statements.superseded) and not any(
            each.value == who and each.citation.source.outlet == claim.citation.source.outlet
            for each in statements.standing
        ):
            return True
    return False
