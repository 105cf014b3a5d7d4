"""The page of one election: every contest in a table, and what was reported of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from councils.domain.control import Majority
from elections.domain.changes_of_control import ChangeKind, ChangeOfControl
from elections.domain.figures import ControlFigure, Derived, Disputed, Reported, known_value
from elections.domain.results import BaselineResult, State
from elections.domain.words.naming import joined
from elections.domain.words.wording import change_words, control_words
from elections.pages.before_and_after import (
    after_bar,
    from_nobody_named,
    seats_order,
    who_had_it_not,
)
from elections.pages.charts import Bar
from elections.pages.claim_words import election_claim_sentence
from elections.pages.contest import headline_of
from elections.pages.facts import (
    ContestFacts,
    ElectionClaimFacts,
    ElectionFacts,
    ElectionMaterial,
    Parties,
    Result,
    day_beside,
)
from elections.pages.figures import Place
from elections.pages.sources import SourceView, source_view
from elections.pages.words import BASELINE_LABELS, STATE_WORDS, capitalised, count, signed


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One council in the table. Control and change are counted from its default baseline."""

    contest: ContestFacts
    headline: str
    state: State
    state_text: str
    before: str
    after: str
    change: str
    kind: ChangeKind
    counted_from: str
    bar: Bar | None
    seats_text: str


@dataclass(frozen=True, slots=True)
class AsReported:
    """A claim about the whole election, as one source had it at one moment."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ReportedBy:
    """What one source reported of the whole election, and when it appeared."""

    source: SourceView
    items: tuple[AsReported, ...]


@dataclass(frozen=True, slots=True)
class ElectionLink:
    """Another election, to go on to."""

    slug: str
    name: str
    polling_day: str


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """One election."""

    election: ElectionFacts
    headline: str
    polling_day: str
    counts: str
    changes: tuple[str, ...]
    rows: tuple[ContestRow, ...]
    reported: tuple[ReportedBy, ...]
    others: tuple[ElectionLink, ...]


def election_page(material: ElectionMaterial) -> ElectionPage:
    """Return the page of an election, its contests from A to Z."""
    rows = tuple(
        contest_row(contest, result, material.parties)
        for contest, result in sorted(
            material.contests, key=lambda each: (each[0].council.name, each[0].council.slug)
        )
    )
    return ElectionPage(
        election=material.election,
        headline=material.election.name,
        polling_day=day_beside(material.election),
        counts=_counts([row.state for row in rows]),
        changes=_changes(material),
        rows=rows,
        reported=_reported(material),
        others=tuple(election_link(election) for election in material.other_elections),
    )


def election_link(election: ElectionFacts) -> ElectionLink:
    """Return a link to an election, with its day unless the name says it already."""
    return ElectionLink(election.slug, election.name, day_beside(election))


def contest_row(contest: ContestFacts, result: Result | None, parties: Parties) -> ContestRow:
    """Return a contest's line in a table, counted from its default baseline."""
    if result is None:
        return ContestRow(
            contest,
            f"{contest.council.name}: result awaited",
            State.AWAITED,
            STATE_WORDS[State.AWAITED],
            before="Not known",
            after="Awaited",
            change="Not known",
            kind=ChangeKind.UNDETERMINED,
            counted_from="",
            bar=None,
            seats_text="Awaited",
        )
    reconciliation, names = result.reconciliation, parties.names
    baseline = reconciliation.baselines[reconciliation.default_baseline]
    order = seats_order(reconciliation, baseline, parties)
    bar = after_bar(reconciliation, order, parties)
    change = baseline.change_of_control
    return ContestRow(
        contest,
        headline_of(contest, reconciliation, names),
        reconciliation.state,
        STATE_WORDS[reconciliation.state],
        before=who_had_it_not(change, parties) or _control_text(baseline.control_before, parties),
        after=_control_text(reconciliation.control_after, parties),
        change=_short_change(change, parties),
        kind=change.kind,
        counted_from=BASELINE_LABELS[baseline.baseline],
        bar=bar if bar.shows_anything else None,
        seats_text=bar.text if bar.shows_anything else _changes_text(baseline, order, parties),
    )


def _short_change(change: ChangeOfControl, parties: Parties) -> str:
    """Return what happened to control in two words, for a column beside before and after."""
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN, after=Majority(party)):
            return f"{parties.name(party)} gain{from_nobody_named(change)}"
        case ChangeOfControl(kind=ChangeKind.HOLD, after=Majority(party)):
            return f"{parties.name(party)} hold"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC, before=Majority(party)):
            return f"{parties.name(party)} loss"
        case ChangeOfControl(kind=ChangeKind.LOSS_TO_NOC):
            return "Loss"
        case ChangeOfControl(kind=ChangeKind.STAYS_NOC):
            return "No change"
        case _:
            return capitalised(change_words(change, parties.names))


def _changes_text(baseline: BaselineResult, order: Sequence[str], parties: Parties) -> str:
    """Return the changes that are known where no seats after are, the largest gain first."""
    known = [
        (value, parties.name(slug))
        for slug in order
        if slug in baseline.change and (value := known_value(baseline.change[slug])) is not None
    ]
    if not known:
        return "Not known"
    known.sort(key=lambda each: -each[0])
    return f"Not known; {joined([f'{name} {signed(value)}' for value, name in known])}"


def _control_text(figure: ControlFigure, parties: Parties) -> str:
    match figure:
        case Reported(value=control) | Derived(value=control) | Disputed(value=control):
            disputed = " (disputed)" if isinstance(figure, Disputed) else ""
            return capitalised(control_words(control, parties.names)) + disputed
        case _:
            return "Not known"


def _counts(states: Sequence[State]) -> str:
    """Return how many councils are here, which are not all that voted, and what is known of them."""
    if not states:
        return "No contest is stored for this election yet."
    by_state = Counter(states)
    total = len(states)
    known = [
        f"{_of_them(by_state[state], total)} {one if by_state[state] == 1 else many} {words}"
        for state, one, many, words in (
            (State.DECLARED, "has", "have", "declared"),
            (State.IN_PART, "is", "are", "reported in part"),
            (State.AWAITED, "is", "are", "awaited"),
        )
        if by_state[state]
    ]
    return f"This site has {total} of the councils that voted; {joined(known)}."


def _of_them(number: int, total: int) -> str:
    if number < total:
        return f"{number}"
    return "it" if total == 1 else f"all {total}"


# In the order a reader asks for them.
_ORDER = (
    ChangeKind.GAIN,
    ChangeKind.LOSS_TO_NOC,
    ChangeKind.NEW,
    ChangeKind.HOLD,
    ChangeKind.STAYS_NOC,
    ChangeKind.UNDETERMINED,
    ChangeKind.NOT_APPLICABLE,
)


def _changes(material: ElectionMaterial) -> tuple[str, ...]:
    """Return what happened to control, counted over the contests: "Labour gain 3 councils."."""
    tally: Counter[tuple[ChangeKind, str]] = Counter()
    for _, result in material.contests:
        if result is None:
            continue
        reconciliation = result.reconciliation
        change = reconciliation.baselines[reconciliation.default_baseline].change_of_control
        tally[_what_happened(change)] += 1
    ordered = sorted(
        tally.items(), key=lambda each: (_ORDER.index(each[0][0]), -each[1], each[0][1])
    )
    return tuple(
        _change_sentence(kind, party, number, material.parties) for (kind, party), number in ordered
    )


def _what_happened(change: ChangeOfControl) -> tuple[ChangeKind, str]:
    match change:
        case ChangeOfControl(kind=ChangeKind.GAIN | ChangeKind.HOLD, after=Majority(party)):
            return change.kind, party
        case ChangeOfControl(kind=ChangeKind.NEW, after=Majority(party)):
            return change.kind, party
        case _:
            return change.kind, ""


def _change_sentence(kind: ChangeKind, party: str, number: int, parties: Parties) -> str:
    councils = count(number, "council")
    who = capitalised(parties.by_slug[party].group) if party else ""
    one = number == 1
    match kind:
        case ChangeKind.GAIN:
            return f"{who} gain {councils}"
        case ChangeKind.HOLD:
            return f"{who} hold {councils}"
        case ChangeKind.NEW:
            new = count(number, "new council")
            return f"{who} take {new}" if who else f"{new}, with nobody in overall control"
        case ChangeKind.LOSS_TO_NOC:
            return f"{councils} {'goes' if one else 'go'} to no overall control"
        case ChangeKind.STAYS_NOC:
            return f"{councils} {'stays' if one else 'stay'} under no overall control"
        case ChangeKind.UNDETERMINED:
            return f"{councils} where it is not known whether control changed"
        case ChangeKind.NOT_APPLICABLE:
            return f"{councils} where no party has control by design"


def _reported(material: ElectionMaterial) -> tuple[ReportedBy, ...]:
    """Return what sources reported of the whole election, by source, the newest last."""
    claims = [claim for claim in material.claims if not claim.is_replaced]
    sources = sorted(
        (material.sources[slug] for slug in {claim.source for claim in claims}),
        key=lambda source: (source.published_on, source.edition, source.slug),
    )
    return tuple(
        ReportedBy(
            source_view(source),
            tuple(
                _as_reported(claim, source.name, material.parties)
                for claim in _in_their_order(claims)
                if claim.source == source.slug
            ),
        )
        for source in sources
    )


def _as_reported(claim: ElectionClaimFacts, source: str, parties: Parties) -> AsReported:
    return AsReported(
        election_claim_sentence(claim, parties),
        Place(claim.source, source, claim.reference, claim.paragraph),
    )


def _in_their_order(claims: Iterable[ElectionClaimFacts]) -> list[ElectionClaimFacts]:
    return sorted(claims, key=lambda claim: (claim.paragraph or 0, claim.reference))
