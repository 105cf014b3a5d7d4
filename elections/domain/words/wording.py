"""The words for a figure: its value, its status, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence

from councils.domain.composition import MOST_SEATS
from councils.domain.control import (
    Control,
    Majority,
    NoCouncilBefore,
    NocReason,
    NoOverallControl,
    NotApplicable,
    NotApplicableReason,
    Undetermined,
    UndeterminedReason,
)
from councils.domain.spans import Span
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import (
    Bounded,
    ControlFigure,
    Derived,
    Disputed,
    Reported,
    SeatsFigure,
    ShownBecause,
    Statement,
    Unknown,
    UnknownReason,
)
from elections.domain.sources import Precision
from elections.domain.words.citing import all_cited
from elections.domain.words.naming import Names
from elections.domain.words.working_words import working_sentence

# A range wider than this is not worth a reader's while: the page says "not known".
WIDEST_RANGE_SHOWN = 5

NOT_KNOWN = "not known"

SHOWN_BECAUSE = {
    ShownBecause.EDITORS_CHOICE: "an editor chose it, on record",
    ShownBecause.STANDING: "it is a standing fact of the council",
    ShownBecause.DECLARATION: "it is the returning officer's or the council's own declaration",
    ShownBecause.EXACT: "it is exact and the other is approximate",
    ShownBecause.ABOUT_THIS_CONTEST: "it is a report on this council, not a table of many",
    ShownBecause.LATER: "it was published later",
    ShownBecause.SLUG: "nothing tells them apart but the alphabet",
    ShownBecause.STATED: "what a source states is not thrown out by arithmetic",
}


def bounds_words(span: Span) -> str:
    """Return a range as a sentence opens with it: "Between 4 and 42", "At most 20"."""
    if span.high >= MOST_SEATS:
        return f"At least {span.low}"
    return f"At most {span.high}" if span.low == 0 else f"Between {span.low} and {span.high}"


def value_words(figure: SeatsFigure) -> str:
    """Return what a page shows for a figure: a number, a narrow range, or "not known"."""
    match figure:
        case Reported(value=value) | Derived(value=value) | Disputed(value=value):
            return f"about {value}" if figure.precision is Precision.APPROXIMATE else str(value)
        case Bounded(span=span) if span.high - span.low <= WIDEST_RANGE_SHOWN:
            return f"between {span.low} and {span.high}"
        case Bounded():
            return NOT_KNOWN
        case Unknown(reason=UnknownReason.NO_COUNCIL_BEFORE):
            return "no council before"
        case Unknown():
            return NOT_KNOWN


def status_words(figure: SeatsFigure | ControlFigure) -> str:
    """Return how a figure is known, in a word or two."""
    match figure:
        case Reported(precision=precision):
            return "reported" if precision is Precision.EXACT else "reported, approximately"
        case Derived(precision=precision):
            return "derived" if precision is Precision.EXACT else "derived, approximately"
        case Bounded():
            return "bounded"
        case Disputed():
            return "disputed"
        case Unknown():
            return NOT_KNOWN


def explain(figure: SeatsFigure, names: Names) -> tuple[str, ...]:
    """Return how a figure of seats came about, a sentence for each step."""
    match figure:
        case Reported(statements=statements):
            return (stated_sentence(statements),)
        case Derived(workings=workings):
            return tuple(working_sentence(working, names) for working in workings)
        case Bounded(span=span, workings=workings):
            steps = tuple(working_sentence(working, names) for working in workings)
            # A step that sets the only end there is has said it already.
            return steps if len(steps) == 1 else (f"{bounds_words(span)}.", *steps)
        case Disputed(alternatives=alternatives, because=because):
            lines = []
            for other in alternatives:
                if other.statements:
                    lines.append(f"{other.value}: {stated_sentence(other.statements)}")
                lines += [working_sentence(working, names) for working in other.workings]
            return (*lines, f"{figure.value} is shown because {SHOWN_BECAUSE[because]}.")
        case Unknown(reason=UnknownReason.NO_COUNCIL_BEFORE):
            return ("There was no council before this election.",)
        case Unknown():
            return ("No source says, and it does not follow from what they say.",)


def explain_control(
    figure: ControlFigure, names: Names, outcome: Control | None = None
) -> tuple[str, ...]:
    """Return how it is known who has control, a sentence for each step.

    `outcome` is what a change of control has of that moment: where control is not known, it has
    the reason.
    """
    match figure:
        case Reported(statements=statements):
            return (stated_sentence(statements),)
        case Derived(value=value, workings=workings):
            lines = [working_sentence(working, names) for working in workings]
            return tuple(lines) or (why_control(value, names),)
        case Disputed(value=value, alternatives=alternatives, because=because):
            lines = []
            for other in alternatives:
                said = control_words(other.value, names)
                if other.statements:
                    lines.append(f"{said}: {stated_sentence(other.statements)}")
                lines += [f"{said}: {working_sentence(w, names)}" for w in other.workings]
            shown = control_words(value, names)
            return (*lines, f"{shown} is shown because {SHOWN_BECAUSE[because]}.")
        case Unknown():
            return (why_control(outcome or Undetermined(), names),)


def stated_sentence(statements: Sequence[Statement[int]] | Sequence[Statement[Control]]) -> str:
    """Return who states a figure, and where."""
    who = all_cited([statement.citation for statement in statements])
    standing = all(statement.is_standing for statement in statements)
    return f"Standing fact of the council, from {who}." if standing else f"Stated by {who}."


def control_words(control: Control, names: Names) -> str:
    """Return who has control, in a word or two, as a table shows it."""
    match control:
        case Majority(party=party):
            return names.party(party).name
        case NoOverallControl():
            return "No overall control"
        case Undetermined():
            return "Not known"
        case NoCouncilBefore():
            return "No council before"
        case NotApplicable():
            return "Not applicable"


def why_control(control: Control, names: Names) -> str:
    """Return the reason for a control outcome as a sentence."""
    match control:
        case Majority(party=party):
            return f"{names.party(party).opening} hold more than half of all seats."
        case NoOverallControl(reason=NocReason.EXACTLY_HALF):
            return "Exactly half of the seats is not overall control."
        case NoOverallControl():
            return "Nobody holds more than half of all seats."
        case NoCouncilBefore():
            return "The council is new and continues no other, so nobody had control before."
        case NotApplicable(reason=NotApplicableReason.POSTS_SHARED_IN_PROPORTION):
            return "Northern Ireland\u2019s councils share their posts in proportion to seats."
        case NotApplicable():
            return "This council does not work by party control."
        case Undetermined(reason=UndeterminedReason.SEATS_LEAVE_IT_OPEN):
            return "No source says who has control, and the seats known leave it open."
        case Undetermined(reason=UndeterminedReason.CONTRADICTED):
            return "What the sources say of it cannot all be right."
        case Undetermined(reason=UndeterminedReason.OTHERS_BUNDLED):
            return (
                "No source says who has control, and more than half of the seats may be those of "
                "independents and parties that are counted together as other."
            )
        case Undetermined():
            return "No source says who has control."


def change_words(change: ChangeOfControl, names: Names) -> str:
    """Return a change of control in a few words: "Labour gain from the Conservatives"."""
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN, before=before, after=Majority(party=party)):
            return f"{names.party(party).opening} gain{from_whom(before, names)}"
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party=party)):
            return f"{names.party(party).opening} hold"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC, before=Majority(party=party)):
            return f"{names.party(party).opening} lose to no overall control"
        case ChangeOfControl(kind=ChangeKind.STAYS_NOC):
            return "Stays under no overall control"
        case ChangeOfControl(kind=ChangeKind.NEW):
            return "New council"
        case ChangeOfControl(kind=ChangeKind.NOT_APPLICABLE):
            return "Not applicable"
        case _:
            return "Not known"


def why_change(change: ChangeOfControl, names: Names) -> str:
    """Return the rule by which control before and after make a change, as a sentence."""
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN, after=Majority(party=party)):
            who = names.party(party).opening
            if change.gained_from_unnamed:
                return f"{who} have control now and had not before, whoever had: that is a gain."
            return f"{who} have control now and had not before: that is a gain."
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party=party)):
            return f"{names.party(party).opening} had control before and have it now: a hold."
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC):
            return "Somebody had control before and nobody has now: a loss to no overall control."
        case ChangeOfControl(kind=ChangeKind.STAYS_NOC):
            return "Nobody had control before and nobody has now."
        case ChangeOfControl(kind=ChangeKind.NEW):
            return "The council is new and continues no other, so there is nothing to compare."
        case ChangeOfControl(kind=ChangeKind.NOT_APPLICABLE):
            return "Control by a party is not how this council works."
        case _:
            return "Whether control changed needs both to be known, and they are not."


def from_whom(before: Control, names: Names) -> str:
    """Return " from the Conservatives", or nothing where no source names them."""
    match before:
        case Majority(party=party):
            return f" from {names.party(party).group}"
        case NoOverallControl():
            return " from no overall control"
        case _:
            return ""
