"""Who runs a council, whoever holds the seats: sourced facts, and never worked out from seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from councils.domain.administrations import Administration, Form, InItsOwnWords, read_label
from councils.domain.control import Control, Majority, NotApplicable, NotApplicableReason
from elections.domain.words.naming import joined
from elections.pages.facts import FactSourceFacts, Parties
from elections.pages.register import AdministrationTold, CouncilHistory, YearRecord
from elections.pages.words import capitalised, day

WHY_NO_CONTROL = {
    NotApplicableReason.POSTS_SHARED_IN_PROPORTION: (
        "Councils in Northern Ireland share their posts among the parties in proportion to their "
        "seats, by law (Local Government Act (Northern Ireland) 2014), so more than half of the "
        "seats does not bring control. No control is shown."
    ),
    NotApplicableReason.NO_PARTY_POLITICS: (
        "No party runs this council: nearly everybody on it sits as an independent. It is one of "
        "two of their own kind, the City of London and the Isles of Scilly, for which no control "
        "is shown."
    ),
}


@dataclass(frozen=True, slots=True)
class RunByLine:
    """One fact of who runs it, the slug of the source that says so, and its name with a date."""

    text: str
    source: str
    source_text: str


@dataclass(frozen=True, slots=True)
class Running:
    """Why no control is shown, where that is so, and who runs the council as sources have it."""

    why_no_control: str
    lines: tuple[RunByLine, ...]


def who_runs_it(
    history: CouncilHistory, told: Iterable[AdministrationTold], control: Control
) -> Running | None:
    """Return who runs a council, or None where nobody says more than its seats do.

    `control` is who has it now by the seats: a party that has it and runs the council alone needs
    no telling. What is `told` is of the newest election alone, and of no help where a party has
    control: it is then told on the page of that election.
    """
    lines: list[RunByLine] = []
    if history.years and not isinstance(control, NotApplicable):
        lines += _of_newest(history.years[-1], history, control)
    newest = max((each.contest.election.polling_day for each in history.contests), default=None)
    lines += [
        RunByLine(
            f"{each.text.rstrip('.')}.",
            each.source.slug,
            f"{each.source.name}, on the election of {day(each.polling_day)}",
        )
        for each in told
        if each.polling_day == newest and not isinstance(control, Majority)
    ]
    why = WHY_NO_CONTROL[control.reason] if isinstance(control, NotApplicable) else ""
    return Running(why, tuple(lines)) if lines or why else None


def _of_newest(newest: YearRecord, history: CouncilHistory, control: Control) -> list[RunByLine]:
    read, parties = read_label(newest.label), history.parties
    lines = []
    if newest.mayor:
        lines.append(
            f"A directly elected mayor ({parties.names.party(newest.mayor).name}) runs its "
            "executive, whoever holds the seats."
        )
    match read:
        case InItsOwnWords(label=label) if not newest.mayor:
            lines.append(f"Run by \u201c{label}\u201d, in the words of the source.")
        case Administration(parties=(party,), form=Form.ALONE) if control == Majority(party):
            pass
        case Administration(form=Form.MAYOR) if newest.mayor:
            pass
        case Administration():
            lines.append(administration_words(read, parties))
        case _:
            pass
    source = _cited(history.tables[newest.source], newest)
    return [RunByLine(text, newest.source, source) for text in lines]


def _cited(table: FactSourceFacts, newest: YearRecord) -> str:
    label = f" (\u201c{newest.label}\u201d)" if newest.label else ""
    return f"{table.publisher}, {newest.year}{label}, read on {day(table.retrieved_on)}"


def administration_words(administration: Administration, parties: Parties) -> str:
    """Return who runs a council in a sentence: "Labour run it as a minority."."""
    names = [parties.names.party(slug).group for slug in administration.parties]
    who = capitalised(joined(names))
    match administration.form, len(names):
        case Form.MAYOR, _:
            party = parties.names.party(administration.parties[0]).name
            return f"A directly elected mayor ({party}) runs it."
        case Form.MINORITY, 1:
            return f"{who} run it as a minority."
        case Form.MINORITY, _:
            return f"{who} run it together, as a minority."
        case Form.TOGETHER, _:
            return f"{who} run it together."
        case _:
            return f"{who} run it."
