"""The rules that tie a contest's figures together. Each is given with its case in `docs/method.md`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from councils.domain.control import Majority, NoOverallControl
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import (
    AllSeatsUp,
    Claim,
    GainedControl,
    IsLargest,
    LacksMajority,
    ListIsWhole,
    LostControl,
    LostItsOnlySeat,
    NobodyLostSeats,
    SeatsHeld,
)
from elections.domain.contests import ContestFacts, Scope
from elections.domain.fields import (
    NOT_NAMED,
    SEATS_UP,
    TOTAL,
    VACANT,
    Field,
    Measure,
    change,
    majority,
    seats,
)
from elections.domain.figures import Rule
from elections.domain.reconciliation.propagation import Constraint
from elections.domain.reconciliation.statements import Said
from elections.domain.sources import Citation, Precision

MOMENTS = (AFTER, *Baseline)


def rules_for(
    said: Said,
    facts: ContestFacts,
    baselines: Sequence[Baseline],
    claims: Iterable[Claim],
) -> list[Constraint]:
    """Return every rule that binds the figures of a contest, in the order they are judged in."""
    moments: tuple[Moment, ...] = (AFTER, *baselines)
    whole_lists = parties_listed(claims)
    constraints = [
        *arithmetic(said.parties, baselines),
        *sums(said, facts, baselines, whole_lists),
        *counted_seats(said, facts),
        *([] if facts.no_party_control else control_said(said, facts, moments)),
    ]
    for claim in said.relations:
        constraints.extend(_relation(claim, said, facts, baselines, whole_lists))
    return _merged(constraints)


def arithmetic(parties: Sequence[str], baselines: Sequence[Baseline]) -> list[Constraint]:
    """Return the rules that hold of any council whatever is claimed."""
    holders = (*parties, VACANT, NOT_NAMED)
    rules = [_majority(AFTER, party) for party in parties]
    for baseline in baselines:
        rules += [_move(baseline, holder) for holder in (*holders, TOTAL)]
        rules += [_majority(baseline, party) for party in parties]
        if baseline is Baseline.NOTIONAL:
            rules.append(_equal(Rule.NOTIONAL_SIZE, seats(baseline, TOTAL), seats(AFTER, TOTAL)))
    return rules


def sums(
    said: Said,
    facts: ContestFacts,
    baselines: Sequence[Baseline],
    whole_lists: dict[tuple[str, Moment], set[str]],
) -> list[Constraint]:
    """Return the rules that all seats are somebody's, and all changes too.

    Where a source bundles parties ("other"), one that it does not name may be in the bundle: it is
    then no part of the sum, and holds at most the bundle and what nobody is named for.
    """
    rules: list[Constraint] = []
    bundles = [party for party in said.parties if party in facts.bundles]
    moments: tuple[Moment, ...] = (AFTER, *baselines)
    for moment in moments:
        stated = [b for b in bundles if _shown_by(said, seats(moment, b)) is not None]
        apart = set(bundles) - set(stated)
        for bundle in stated:
            named = whole_lists.get((_shown_by(said, seats(moment, bundle)) or "", moment), set())
            apart |= {party for party in said.parties if party not in named}
        parts = [party for party in said.parties if party not in apart]
        rules.append(
            _sum(
                Rule.SUM,
                [seats(moment, holder) for holder in (*parts, VACANT, NOT_NAMED)],
                seats(moment, TOTAL),
            )
        )
        room = tuple((-1, seats(moment, holder)) for holder in (*stated, NOT_NAMED))
        rules += [
            Constraint(Rule.SUM, ((1, seats(moment, party)), *room), None, 0)
            for party in sorted(apart)
        ]
    if not bundles:
        holders = (*said.parties, VACANT, NOT_NAMED)
        rules += [
            _sum(
                Rule.SUM_OF_CHANGES, [change(baseline, h) for h in holders], change(baseline, TOTAL)
            )
            for baseline in baselines
        ]
    return rules


def _shown_by(said: Said, name: Field) -> str | None:
    """Return the source of the statement shown of a field, or None where nobody states it."""
    statements = said.numbers.get(name)
    shown = None if statements is None else statements.shown
    return None if shown is None else shown.citation.source.slug


def _move(baseline: Baseline, holder: str) -> Constraint:
    return Constraint(
        Rule.MOVE,
        (
            (1, seats(AFTER, holder)),
            (-1, seats(baseline, holder)),
            (-1, change(baseline, holder)),
        ),
        0,
        0,
    )


def _sum(rule: Rule, parts: Sequence[Field], whole: Field) -> Constraint:
    return Constraint(rule, ((-1, whole), *((1, part) for part in parts)), 0, 0)


def _equal(rule: Rule, one: Field, other: Field, because: tuple[Citation, ...] = ()) -> Constraint:
    return Constraint(rule, ((1, one), (-1, other)), 0, 0, because)


def _majority(moment: Moment, party: str) -> Constraint:
    return Constraint(
        Rule.MAJORITY,
        (
            (2, seats(moment, party)),
            (-1, seats(moment, TOTAL)),
            (-1, majority(moment, party)),
        ),
        0,
        0,
    )


def counted_seats(said: Said, facts: ContestFacts) -> list[Constraint]:
    """Return the rules on seats needed, short, led by, won and up that somebody gave."""
    rules = []
    size = seats(AFTER, TOTAL)
    for name in said.numbers:
        party = name.holder
        match name.measure:
            case Measure.NEEDED:
                # The fewest seats that are a majority: total + 1 <= 2 x seats <= total + 2.
                held = seats(name.moment, party)
                rules.append(Constraint(Rule.NEEDED, ((2, held), (2, name), (-1, size)), 1, 2))
            case Measure.SHORT_BY:
                held = seats(AFTER, party)
                rules.append(Constraint(Rule.SHORT_BY, ((2, held), (2, name), (-1, size)), 1, 2))
            case Measure.LEAD:
                held, behind = seats(name.moment, party), seats(name.moment, name.over)
                rules.append(Constraint(Rule.LEAD, ((1, held), (-1, behind), (-1, name)), 0, 0))
            case Measure.WON:
                held = seats(AFTER, party)
                rules += [
                    Constraint(Rule.WON, ((1, held), (-1, name)), 0, None),
                    Constraint(
                        Rule.WON, ((1, held), (-1, name), (-1, size), (1, SEATS_UP)), None, 0
                    ),
                ]
    won = [name for name in said.numbers if name.measure is Measure.WON]
    if won:
        terms = (*((1, name) for name in won), (-1, SEATS_UP))
        rules.append(Constraint(Rule.WON, terms, None, 0))
    if won or SEATS_UP in said.numbers:
        rules.append(Constraint(Rule.WON, ((1, SEATS_UP), (-1, size)), None, 0))
    if facts.scope is Scope.WHOLE:
        rules.append(_equal(Rule.ALL_UP, SEATS_UP, size))
    return rules


def control_said(said: Said, facts: ContestFacts, moments: Sequence[Moment]) -> list[Constraint]:
    """Return what the shown statement of control at each moment says of the seats."""
    rules = []
    for name, statements in said.control.items():
        shown = statements.shown
        if shown is None or name.moment not in moments:
            continue
        approximate = shown.precision is Precision.APPROXIMATE
        because = tuple(s.citation for s in statements.standing if s.value == shown.value)
        size = seats(name.moment, TOTAL)
        match shown.value:
            case Majority(party=party):
                held = seats(name.moment, party)
                rules.append(
                    Constraint(Rule.CONTROL, ((2, held), (-1, size)), 1, None, because, approximate)
                )
            case NoOverallControl():
                rules += [
                    Constraint(
                        Rule.NO_CONTROL,
                        ((2, seats(name.moment, party)), (-1, size)),
                        None,
                        0,
                        because,
                        approximate,
                    )
                    for party in said.parties
                    if party not in facts.bundles
                ]
    return rules


def parties_listed(claims: Iterable[Claim]) -> dict[tuple[str, Moment], set[str]]:
    """Return which parties each source gives seats for at each moment."""
    listed: dict[tuple[str, Moment], set[str]] = {}
    for claim in claims:
        match claim.saying:
            case SeatsHeld(moment=moment, party=party):
                listed.setdefault((claim.citation.source.slug, moment), set()).add(party)
            case LostItsOnlySeat(baseline=baseline, party=party):
                listed.setdefault((claim.citation.source.slug, baseline), set()).add(party)
    return listed


def _relation(
    claim: Claim,
    said: Said,
    facts: ContestFacts,
    baselines: Sequence[Baseline],
    whole_lists: dict[tuple[str, Moment], set[str]],
) -> list[Constraint]:
    """Return what a claim says beside its figures."""
    because = (claim.citation,)
    approximate = claim.precision is Precision.APPROXIMATE

    def constraint(
        rule: Rule, terms: Sequence[tuple[int, Field]], low: int | None, high: int | None
    ) -> Constraint:
        return Constraint(rule, tuple(terms), low, high, because, approximate)

    def lacks_majority(moment: Moment, party: str) -> list[Constraint]:
        terms = ((2, seats(moment, party)), (-1, seats(moment, TOTAL)))
        return [constraint(Rule.LACKS_MAJORITY, terms, None, 0)]

    # "Largest party" and "no party lost seats" speak of parties; independents are people.
    parties = [party for party in said.parties if party not in facts.non_parties]
    match claim.saying:
        case LacksMajority() | GainedControl() | LostControl() if facts.no_party_control:
            return []
        case LacksMajority(moment, party):
            return lacks_majority(moment, party)
        case GainedControl(baseline, party):
            return lacks_majority(baseline, party)
        case LostControl(_, party):
            return lacks_majority(AFTER, party)
        case IsLargest(moment, party):
            return [
                constraint(
                    Rule.LARGEST, ((1, seats(moment, party)), (-1, seats(moment, other))), 1, None
                )
                for other in parties
                if other != party
            ]
        case NobodyLostSeats(baseline):
            return [
                constraint(Rule.NO_LOSSES, ((1, change(baseline, party)),), 0, None)
                for party in parties
            ]
        case ListIsWhole(moment):
            listed = whole_lists.get((claim.citation.source.slug, moment), set())
            if not listed or listed & facts.bundles:
                # A list with a bundle may hold any party in it.
                return []
            # Another source's bundle may be of those who are listed here.
            return [
                constraint(Rule.WHOLE_LIST, ((1, seats(moment, holder)),), 0, 0)
                for holder in (*said.parties, NOT_NAMED)
                if holder not in listed | facts.bundles
            ]
        case AllSeatsUp():
            terms = ((1, SEATS_UP), (-1, seats(AFTER, TOTAL)))
            return [constraint(Rule.ALL_UP, terms, 0, 0)]
        case _:
            return []


def _merged(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Return the constraints in order, the same one said by several claims only once."""
    merged: dict[
        tuple[Rule, tuple[tuple[int, Field], ...], int | None, int | None, bool], Constraint
    ] = {}
    for each in constraints:
        key = (each.rule, each.terms, each.low, each.high, each.is_approximate)
        same = merged.get(key)
        because = each.because if same is None else (*same.because, *each.because)
        merged[key] = Constraint(
            each.rule,
            each.terms,
            each.low,
            each.high,
            tuple(sorted(set(because))),
            each.is_approximate,
        )
    return sorted(merged.values(), key=lambda each: each.order)
