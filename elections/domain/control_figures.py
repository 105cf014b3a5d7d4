"""Who has control at one moment: what sources say, and what the seats say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NoOverallControl,
    Undetermined,
    control_within,
)
from councils.domain.spans import Span
from elections.domain.baselines import AFTER, Baseline, Moment
from elections.domain.claims import Claim
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
from elections.domain.propagation import Solved
from elections.domain.seat_figures import stated_figure
from elections.domain.sources import Citation
from elections.domain.statements import Said


def control_figure(
    moment: Moment,
    said: Said,
    facts: ContestFacts,
    spans: Mapping[Field, Span],
    *,
    is_new: bool = False,
    new_said: Sequence[Claim] = (),
) -> ControlFigure:
    """Return who has control at `moment`, and how that is known.

    What a source states is never thrown out by arithmetic: where the seats say otherwise, the
    figure is disputed and the statement is shown.
    """
    if facts.no_party_control is not None:
        return Derived(facts.no_party_control, ())
    ranked = said.control.get(control(moment))
    counted = control_by_seats(moment, said, facts, spans)
    if ranked is not None and ranked.shown is not None:
        figure = stated_figure(ranked.standing)
        values = {statement.value for statement in ranked.standing}
        if isinstance(counted, Undetermined) or counted in values:
            return figure
        return _disputed_by_seats(figure, counted, control_working(moment, counted, said, spans))
    if is_new and moment is not AFTER:
        if new_said:
            none: Control = NoCouncilBefore()
            statements = tuple(
                Statement(control(moment), none, claim.citation, claim.precision)
                for claim in sorted(new_said, key=lambda claim: claim.key)
            )
            return Reported(none, statements)
        return Derived(NoCouncilBefore(), ())
    if isinstance(counted, Undetermined):
        return Unknown()
    return Derived(counted, (control_working(moment, counted, said, spans),))


def control_by_seats(
    moment: Moment, said: Said, facts: ContestFacts, spans: Mapping[Field, Span]
) -> Control:
    """Return who must have control by what is known of the seats alone."""
    total = spans.get(seats(moment, TOTAL))
    if total is None:
        return Undetermined()
    return control_within(
        {party: spans[seats(moment, party)] for party in said.parties},
        total=total,
        not_named=spans[seats(moment, NOT_NAMED)],
        bundles=facts.bundles,
    )


def shown_control(
    figure: ControlFigure,
    moment: Moment,
    said: Said,
    facts: ContestFacts,
    spans: Mapping[Field, Span],
) -> Control:
    """Return the control a figure shows, undetermined with its reason where there is none."""
    match figure:
        case Reported(value=value) | Derived(value=value) | Disputed(value=value):
            return value
        case Unknown():
            return control_by_seats(moment, said, facts, spans)


def winner_had_none(baseline: Baseline, after: Control, solved: Solved) -> bool:
    """Return whether whoever has control after certainly had not at `baseline`."""
    if not isinstance(after, Majority):
        return False
    held, size = seats(baseline, after.party), seats(baseline, TOTAL)
    if any(each.rule is Rule.LACKS_MAJORITY and each.terms[0][1] == held for each in solved.kept):
        return True
    spans = solved.narrowed.spans
    return held in spans and 2 * spans[held].high <= spans[size].low


def control_working(
    moment: Moment, who: Control, said: Said, spans: Mapping[Field, Span]
) -> Working:
    """Return the step from seats to control: those of the winner, or of the largest party."""

    def cited(name: Field) -> tuple[Citation, ...]:
        ranked = said.numbers.get(name)
        if ranked is None or ranked.shown is None:
            return ()
        return tuple(s.citation for s in ranked.standing if s.value == ranked.shown.value)

    size = seats(moment, TOTAL)
    if isinstance(who, Majority):
        rule, party = Rule.CONTROL, who.party
    else:
        rule = Rule.NO_CONTROL
        party = max(said.parties, key=lambda p: (spans[seats(moment, p)].high, p), default="")
    used = [seats(moment, party), size] if party else [size]
    return Working(
        control(moment),
        rule,
        spans[size],
        tuple(Input(name, spans[name], cited(name)) for name in used),
    )


def _disputed_by_seats(
    figure: Reported[Control] | Disputed[Control], counted: Control, working: Working
) -> Disputed[Control]:
    stated: tuple[Alternative[Control], ...]
    match figure:
        case Reported(value=value, statements=statements):
            stated = (Alternative(value, statements),)
        case Disputed(alternatives=alternatives):
            stated = alternatives
    return Disputed(
        figure.value,
        (*stated, Alternative(counted, workings=(working,))),
        ShownBecause.STATED,
        figure.precision,
    )


def is_known(control_now: Control) -> bool:
    """Return whether somebody, or certainly nobody, has control."""
    return isinstance(control_now, Majority | NoOverallControl)
