"""One step of working as a sentence: "28 - (-10) = 38: seats now (…) less the change (…)."."""

from __future__ import annotations

from councils.domain.control import majority_threshold
from councils.domain.spans import Span
from elections.domain.baselines import AFTER
from elections.domain.fields import NOT_NAMED, TOTAL, VACANT, Field, Measure
from elections.domain.figures import Bound, Input, Rule, Working
from elections.domain.words.citing import Citer
from elections.domain.words.naming import Names, joined


def working_sentence(working: Working, names: Names) -> str:
    """Return one step from figures to a figure as a sentence with its sources.

    A step that sets one end of a range opens with it: "At least 4: …".
    """
    citer = Citer()
    opening = _opening(working)
    match working.rule:
        case Rule.MOVE:
            return opening + _move(working, citer)
        case Rule.SUM | Rule.SUM_OF_CHANGES:
            return opening + _sum(working, names, citer)
        case Rule.MAJORITY:
            return opening + _majority(working, names, citer)
        case Rule.NEEDED | Rule.SHORT_BY:
            return opening + _needed(working, names, citer)
        case Rule.CONTROL | Rule.NO_CONTROL | Rule.LACKS_MAJORITY:
            return opening + _control(working, names, citer)
        case Rule.LEAD:
            return opening + _lead(working, names, citer)
        case _:
            return opening + _in_words(working, names, citer)


def _opening(working: Working) -> str:
    match working.bound:
        case Bound.LOW:
            return f"At least {working.result.low}: "
        case Bound.HIGH:
            return f"At most {working.result.high}: "
        case None:
            return ""


def _move(working: Working, citer: Citer) -> str:
    """after = before + change, solved for whichever of the three it gives."""
    by_role = {_role(each.field): each for each in working.inputs}
    match _role(working.field):
        case "after":
            first, sign, second = by_role["before"], "+", by_role["change"]
        case "before":
            first, sign, second = by_role["after"], "-", by_role["change"]
        case _:
            first, sign, second = by_role["after"], "-", by_role["before"]
    # The least of a sum needs the least of both; of a difference, the most of what is taken.
    end = working.bound or Bound.LOW
    other_end = end if sign == "+" else _opposite(end)
    left, right = _at(first, end), _at(second, other_end)
    result = left + right if sign == "+" else left - right
    return (
        f"{left} {sign} {_signed(right)} = {result}: "
        f"{_label(first.field)}{_known(first, citer, end)} "
        f"{'plus' if sign == '+' else 'less'} "
        f"{_label(second.field)}{_known(second, citer, other_end)}."
    )


def _opposite(end: Bound) -> Bound:
    return Bound.HIGH if end is Bound.LOW else Bound.LOW


def _at(each: Input, end: Bound) -> int:
    return each.span.low if end is Bound.LOW else each.span.high


def _role(name: Field) -> str:
    if name.measure is Measure.CHANGE:
        return "change"
    return "after" if name.moment is AFTER else "before"


def _label(name: Field) -> str:
    kind = {TOTAL: "all seats", VACANT: "vacant seats", NOT_NAMED: "seats of others"}.get(
        name.holder, "seats"
    )
    match _role(name):
        case "change":
            return "the change"
        case "after":
            return f"{kind} now"
        case _:
            return f"{kind} before"


def _sum(working: Working, names: Names, citer: Citer) -> str:
    """all seats = the parties' + the vacant ones, solved for whichever it gives."""
    whole = next((each for each in working.inputs if each.field.holder == TOTAL), None)
    parts = [each for each in working.inputs if each.field.holder != TOTAL]
    end = working.bound or Bound.HIGH
    if whole is None:
        told = [each for each in parts if _counts(each, end)]
        numbers = " + ".join(_signed(_at(each, end)) for each in told)
        shown = joined([_holder(each, names, citer, end) for each in told])
        return f"{numbers} = {sum(_at(each, end) for each in told)}: {shown} together."
    # What is left for one is least where the others have most.
    other_end = _opposite(end)
    told = [each for each in parts if _counts(each, other_end)]
    terms = "".join(f" - {_signed(_at(each, other_end))}" for each in told)
    left = _at(whole, end) - sum(_at(each, other_end) for each in told)
    what = "the change in size" if working.field.measure is Measure.CHANGE else "all seats"
    less = joined([_holder(each, names, citer, other_end) for each in told])
    words = f"{what}{_known(whole, citer, end)}{' less ' + less if told else ''}"
    return f"{_at(whole, end)}{terms} = {left}: {words}."


def _counts(each: Input, end: Bound) -> bool:
    """Leave out of a sum what nobody stated and what adds nothing."""
    return bool(each.citations) or _at(each, end) != 0


def _holder(each: Input, names: Names, citer: Citer, end: Bound = Bound.LOW) -> str:
    match each.field.holder:
        case "(vacant)":
            who = "the vacant seats"
        case "(not named)":
            who = "others"
        case "(total)":
            who = "all seats"
        case "":
            who = "the seats that were up"
        case slug:
            who = names.party(slug).name
    return f"{who}{_known(each, citer, end)}"


def _majority(working: Working, names: Names, citer: Citer) -> str:
    """majority = 2 x seats - all seats."""
    target = working.field
    party = names.party(
        next(
            name.holder
            for name in (target, *(each.field for each in working.inputs))
            if name.holder != TOTAL
        )
    ).name
    seats = [e for e in working.inputs if e.field.measure is Measure.SEATS]
    held = next((each for each in seats if each.field.holder != TOTAL), None)
    size = next((each for each in seats if each.field.holder == TOTAL), None)
    margin = next((e for e in working.inputs if e.field.measure is Measure.MAJORITY), None)
    single = all(each.span.is_single for each in working.inputs)
    result = working.result.low
    if target.measure is Measure.MAJORITY and held and size and single:
        return (
            f"2 x {held.span.low} - {size.span.low} = {result}: twice the seats of {party}"
            f"{_known(held, citer)} less all seats{_known(size, citer)}."
        )
    if margin and size and single:
        return (
            f"({size.span.low} + {_signed(margin.span.low)}) / 2 = {result}: half of all seats"
            f"{_known(size, citer)} and the majority of {party}{_known(margin, citer)}."
        )
    if margin and held and single:
        return (
            f"2 x {held.span.low} - {_signed(margin.span.low)} = {result}: twice the seats of "
            f"{party}{_known(held, citer)} less its majority{_known(margin, citer)}."
        )
    if target.measure is Measure.MAJORITY and held and size:
        end = working.bound or Bound.LOW
        known, all_seats = _at(held, end), _at(size, _opposite(end))
        return (
            f"2 x {known} - {all_seats} = {2 * known - all_seats}: twice the seats of {party}"
            f"{_known(held, citer, end)} less all seats{_known(size, citer)}."
        )
    return f"by the majority of {party} and the size of the council."


def _needed(working: Working, names: Names, citer: Citer) -> str:
    """The fewest seats that are a majority, less those that were wanting."""
    party = names.party(_party_in(working)).name
    wanting = next(
        (e for e in working.inputs if e.field.measure in (Measure.NEEDED, Measure.SHORT_BY)), None
    )
    size = next((e for e in working.inputs if e.field.holder == TOTAL), None)
    if wanting and size and size.span.is_single and wanting.span.is_single:
        takes = majority_threshold(size.span.low)
        why = (
            f"the {wanting.span.low} that {party} needed to gain"
            if wanting.field.measure is Measure.NEEDED
            else f"the {wanting.span.low} that {party} fell short by"
        )
        return (
            f"{takes} - {wanting.span.low} = {takes - wanting.span.low}: a majority of "
            f"{size.span.low}{_known(size, citer)} takes {takes}, less {why}"
            f"{_known(wanting, citer)}."
        )
    return f"By the seats that {party} wanted for a majority{_because(working, citer)}."


def _control(working: Working, names: Names, citer: Citer) -> str:
    """Control is more than half of all seats, vacant ones included."""
    size = next((e for e in working.inputs if e.field.holder == TOTAL), None)
    total = size.span.low if size is not None else 0
    takes = majority_threshold(total)
    if working.field.measure is Measure.CONTROL:
        held = next((e for e in working.inputs if e.field.holder != TOTAL), None)
        if held is None or size is None:
            return "The seats known settle it."
        party = names.party(held.field.holder).name
        if working.rule is Rule.CONTROL:
            return (
                f"{party} {_span(held.span)}{_known(held, citer, said=True)} of {total}"
                f"{_known(size, citer, said=True)} is more than half: overall control takes {takes}."
            )
        return (
            f"Nobody can have more than half of {total}{_known(size, citer, said=True)}: overall "
            f"control takes {takes}, and of the parties named {party} has the most, "
            f"{_most(held.span)}{_known(held, citer, said=True)}."
        )
    if size is None:
        seats = next(iter(working.inputs), None)
        cited = _known(seats, citer) if seats else ""
        return f"By who has control{_because(working, citer)} and the seats{cited}."
    party = names.party(working.field.holder).opening
    takes_words = f"that takes {takes} of {total}{_known(size, citer, said=True)}"
    now = working.field.moment is AFTER
    if working.rule is Rule.CONTROL:
        have = "have" if now else "had"
        return f"{party} {have} overall control{_because(working, citer)}, and {takes_words}."
    if working.rule is Rule.NO_CONTROL:
        why = f"nobody {'has' if now else 'had'} overall control"
    else:
        why = f"{party} {'do' if now else 'did'} not have overall control"
    return f"{why}{_because(working, citer)}, and {takes_words}."


def _lead(working: Working, names: Names, citer: Citer) -> str:
    """A lead is the difference between two parties' seats, solved for whichever it gives."""
    lead = next((e for e in working.inputs if e.field.measure is Measure.LEAD), None)
    other = next((e for e in working.inputs if e.field.measure is not Measure.LEAD), None)
    if lead is None or other is None:
        terms = joined([_holder(each, names, citer) for each in working.inputs])
        return f"the difference between {terms}."
    ahead = working.field.holder == lead.field.holder
    sign, link = ("+", "plus") if ahead else ("-", "less")
    end = working.bound or Bound.LOW
    left, right = _at(other, end), _at(lead, end if ahead else _opposite(end))
    result = left + right if ahead else left - right
    leader = names.party(lead.field.holder).name
    return (
        f"{left} {sign} {_signed(right)} = {result}: {_holder(other, names, citer, end)} {link} "
        f"the lead of {leader}{_known(lead, citer)}."
    )


def _in_words(working: Working, names: Names, citer: Citer) -> str:
    """The rules that give a bound or a value in words rather than by a sum."""
    because = _because(working, citer)
    known = {each.field: each for each in working.inputs}
    match working.rule:
        case Rule.NOTIONAL_SIZE:
            size = _known(next(iter(known.values())), citer) if known else ""
            return (
                f"{_span(working.result)}: a notional council has as many seats as the new "
                f"one{size}."
            )
        case Rule.WHOLE_LIST:
            return f"0: the list of parties is given as whole{because} and names no other."
        case Rule.ALL_UP:
            size = _known(next(iter(known.values())), citer) if known else ""
            return f"{_span(working.result)}: every seat was up{because}, of all seats{size}."
        case Rule.LARGEST:
            others = joined([_holder(each, names, citer) for each in working.inputs])
            return f"which party is the largest is stated{because}; {others}."
        case Rule.NO_LOSSES:
            return f"no party lost seats{because}."
        case _:
            terms = joined([_holder(each, names, citer) for each in working.inputs])
            return (
                "seats held are at least those won, and at most those and all that were not "
                f"up: {terms}."
            )


def _party_in(working: Working) -> str:
    fields = (working.field, *(each.field for each in working.inputs))
    return next(name.holder for name in fields if name.holder != TOTAL)


def _because(working: Working, citer: Citer) -> str:
    return citer.behind(working.because)


def _known(each: Input, citer: Citer, end: Bound = Bound.LOW, *, said: bool = False) -> str:
    """Return in brackets who states an input, or what is known of it where nobody does.

    `end` is the end of its range that counts. `said` marks one whose number stands right
    before the brackets already.
    """
    if each.citations:
        return citer.behind(each.citations)
    if each.span.is_single:
        return " (derived)"
    if said:
        return ""
    return f" (at least {each.span.low})" if end is Bound.LOW else f" (at most {each.span.high})"


def _span(span: Span) -> str:
    return str(span.low) if span.is_single else f"between {span.low} and {span.high}"


def _most(span: Span) -> str:
    return str(span.low) if span.is_single else f"{span.high} at most"


def _signed(number: int) -> str:
    return f"({number})" if number < 0 else str(number)
