"""Who has control at one moment: what sources say, and what the seats say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    Undetermined,
    UndeterminedReason,
    control_within,
)
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import Claim, GainedControl, LacksMajority, LostControl
from elections.domain.contests import ContestFacts
from elections.domain.fields import NOT_NAMED, TOTAL, Field, control, seats
from elections.domain.figures import (
    Alternative,
    ControlFigure,
    Derived,
    Disputed,
    Input,
    Reported,
    Rule,
    ShownBecause,
    Statement,
    Unknown,
    Working,
)
from elections.domain.reconciliation.propagation import Solved
from elections.domain.reconciliation.seat_figures import stated_figure
from elections.domain.reconciliation.statements import Said
from elections.domain.sources import Citation, Precision


@dataclass(frozen=True, slots=True)
class ControlRoom:
    """Everything that decides who has control of one council, at any moment.

    `exact` rests on exact statements alone, `full` on approximate ones too. `new_said` are the
    claims that the council is new.
    """

    said: Said
    facts: ContestFacts
    exact: Solved
    full: Solved
    cited: Mapping[Field, tuple[Citation, ...]]
    new_said: tuple[Claim, ...]

    def figure(self, moment: Moment) -> ControlFigure:
        """Return who has control at `moment`, and how that is known.

        What a source states is never thrown out by arithmetic: where the seats say otherwise,
        the figure is disputed and the statement is shown; where a source denies what the seats
        say, nobody is said to have control.
        """
        if self.facts.no_party_control is not None:
            return Derived(self.facts.no_party_control, ())
        stated = self._stated(moment)
        if moment is not AFTER and (self.facts.is_new or self.new_said):
            return self._of_a_new_council(moment, stated)
        counted = self._by_seats(moment, self.full)
        if stated is None:
            if isinstance(counted, Undetermined) or self._is_denied(counted, moment):
                return Unknown()
            return Derived(
                counted, (self._working(moment, counted),), self._precision(moment, counted)
            )
        if isinstance(counted, Undetermined) or counted in _values(stated):
            return stated
        return _disputed(
            stated,
            Alternative(counted, workings=(self._working(moment, counted),)),
            ShownBecause.STATED,
        )

    def shown(self, moment: Moment, figure: ControlFigure) -> Control:
        """Return the control a figure shows, undetermined with its reason where there is none."""
        match figure:
            case Reported(value=value) | Derived(value=value) | Disputed(value=value):
                return value
            case Unknown():
                counted = self._by_seats(moment, self.full)
                if isinstance(counted, Undetermined):
                    return counted
                return Undetermined(UndeterminedReason.CONTRADICTED)

    def winner_had_none(self, baseline: Baseline, after: Control) -> bool:
        """Return whether whoever has control after had not at `baseline`: it is said, or follows."""
        if not isinstance(after, Majority):
            return False
        if self._is_denied(after, baseline):
            return True
        spans = self.full.narrowed.spans
        held, size = seats(baseline, after.party), seats(baseline, TOTAL)
        return held in spans and 2 * spans[held].high <= spans[size].low

    def _stated(self, moment: Moment) -> Reported[Control] | Disputed[Control] | None:
        statements = self.said.control.get(control(moment))
        if statements is None or statements.shown is None:
            return None
        return stated_figure(statements.standing)

    def _is_denied(self, who: Control, moment: Moment) -> bool:
        """Return whether a source says that this party has no majority at `moment`."""
        if not isinstance(who, Majority):
            return False
        for claim in self.said.relations:
            match claim.saying:
                case LacksMajority(moment=when, party=party):
                    denied = (when, party)
                case GainedControl(baseline=when, party=party):
                    denied = (when, party)
                case LostControl(party=party):
                    denied = (AFTER, party)
                case _:
                    continue
            if denied == (moment, who.party):
                return True
        return False

    def _of_a_new_council(
        self, moment: Moment, stated: Reported[Control] | Disputed[Control] | None
    ) -> ControlFigure:
        """Return that nobody had control, or the dispute where sources say that somebody had."""
        none: Control = NoCouncilBefore()
        said = tuple(
            Statement(control(moment), none, claim.citation, claim.precision)
            for claim in sorted(self.new_said, key=lambda claim: claim.key)
        )
        figure: Reported[Control] | Derived[Control] = (
            Reported(none, said) if said else Derived(none, ())
        )
        if stated is None:
            return figure
        new = Alternative(none, said)
        if self.facts.is_new:
            return Disputed(none, (new, *_alternatives(stated)), ShownBecause.STANDING)
        return _disputed(stated, new, ShownBecause.STATED)

    def _by_seats(self, moment: Moment, solved: Solved) -> Control:
        """Return who must have control by what is known of the seats alone."""
        spans = solved.narrowed.spans
        total = seats(moment, TOTAL)
        if total not in spans:
            return Undetermined()
        if not any(each.rule is Rule.SUM and each.fields[0] == total for each in solved.kept):
            # Seats that cannot all be right say nothing of who has more than half of them.
            return Undetermined(UndeterminedReason.CONTRADICTED)
        return control_within(
            {party: spans[seats(moment, party)] for party in self.said.parties},
            total=spans[total],
            not_named=spans[seats(moment, NOT_NAMED)],
            bundles=self.facts.bundles,
        )

    def _precision(self, moment: Moment, counted: Control) -> Precision:
        same = self._by_seats(moment, self.exact) == counted
        return Precision.EXACT if same else Precision.APPROXIMATE

    def _working(self, moment: Moment, who: Control) -> Working:
        """Return the step from seats to control: those of the winner, or of the largest party."""
        spans = self.full.narrowed.spans
        size = seats(moment, TOTAL)
        parties = [party for party in self.said.parties if party not in self.facts.bundles]
        if isinstance(who, Majority):
            rule, used = Rule.CONTROL, [seats(moment, who.party), size]
        else:
            rule = Rule.NO_CONTROL
            largest = max(parties, key=lambda p: (spans[seats(moment, p)].high, p), default="")
            used = [seats(moment, largest), size] if largest else [size]
        return Working(
            control(moment),
            rule,
            spans[size],
            tuple(Input(name, spans[name], self.cited.get(name, ())) for name in used),
        )


def _alternatives(
    figure: Reported[Control] | Disputed[Control],
) -> tuple[Alternative[Control], ...]:
    if isinstance(figure, Disputed):
        return figure.alternatives
    return (Alternative(figure.value, figure.statements),)


def _values(figure: Reported[Control] | Disputed[Control]) -> tuple[Control, ...]:
    return tuple(each.value for each in _alternatives(figure))


def _disputed(
    stated: Reported[Control] | Disputed[Control],
    other: Alternative[Control],
    because: ShownBecause,
) -> Disputed[Control]:
    return Disputed(stated.value, (*_alternatives(stated), other), because, stated.precision)
