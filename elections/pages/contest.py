"""The page of one contest: a council before and after one election, and how each figure is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from councils.domain.council_types import why_no_party_control
from elections.domain.baselines import Baseline
from elections.domain.claims import (
    FellShortBy,
    IsLargest,
    LeadsBy,
    NeededToGain,
    NobodyLostSeats,
    Remark,
    RemarkTopic,
)
from elections.domain.contests import Scope
from elections.domain.figures import Unknown, UnknownReason, known_value
from elections.domain.results import BaselineResult, Reconciliation, State
from elections.domain.words.finding_words import MEANINGS, sentence
from elections.domain.words.headlines import headline
from elections.domain.words.naming import BASELINE_MEANINGS, Names, joined
from elections.pages.before_and_after import ControlView, SeatsTable, control_view, seats_table
from elections.pages.change_bars import ChangeBars, change_bars
from elections.pages.claim_words import claim_sentence
from elections.pages.closeness import Closeness, closeness
from elections.pages.combinations import CombinationsView, combinations_view
from elections.pages.facts import (
    ClaimFacts,
    ContestFacts,
    ContestMaterial,
    Parties,
    Result,
    VersionFacts,
    baseline_of,
    day_beside,
    what_it_is,
)
from elections.pages.figures import FigureView, Place, Shelf
from elections.pages.hemicycle import Hemicycle, hemicycle
from elections.pages.left_disputed import left_disputed_words
from elections.pages.sources import SourceView, source_view
from elections.pages.versions import published_when, told_of
from elections.pages.words import (
    BASELINE_HEADINGS,
    BASELINE_IN_A_SENTENCE,
    BASELINE_LABELS,
    STATE_WORDS,
    capitalised,
    count,
    day,
)

# Facts that no figure on the page shows by itself, and a reader wants to be told.
TOLD = (Remark, IsLargest, LeadsBy, NeededToGain, FellShortBy, NobodyLostSeats)


@dataclass(frozen=True, slots=True)
class BaselineChoice:
    """One link of the switch between baselines."""

    slug: str
    label: str
    is_current: bool
    is_opening: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A fact without a figure, and where it stands."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A coded finding in words. `meaning` is what its code stands for on any page."""

    code: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version that another has replaced, in words. It has a page of its own."""

    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the page that comes from a published result, counted from one baseline."""

    baseline: Baseline
    baseline_label: str
    baseline_meaning: str
    baseline_reason: str
    before_heading: str
    since: str
    caption: str
    choices: tuple[BaselineChoice, ...]
    control: ControlView
    table: SeatsTable
    hemicycle: Hemicycle | None
    changes: ChangeBars | None
    closeness: Closeness | None
    combinations: CombinationsView | None
    nothing_known: str
    seats_up: FigureView
    seats_won: tuple[tuple[str, FigureView], ...]
    told: tuple[Told, ...]
    findings: tuple[FindingView, ...]
    version_text: str
    earlier: tuple[EarlierVersion, ...]

    @property
    def workings(self) -> tuple[FigureView, ...]:
        """Return every figure on the page once, in the order a reader meets them.

        A figure leads on to those alone that are on the page and of which something is known.
        """
        views = (
            *self.control.views,
            *(view for row in (*self.table.rows, self.table.total) for view in row.views),
            self.seats_up,
            *(view for _, view in self.seats_won),
        )
        by_key = {view.key: view for view in views}
        known = {key for key, view in by_key.items() if view.says_something}
        return tuple(
            replace(view, leads=tuple(lead for lead in view.leads if lead.key in known))
            for view in by_key.values()
        )


@dataclass(frozen=True, slots=True)
class ContestPage:
    """The page of one contest. `figures` is None where no result is published yet.

    `notice` is a message about what was asked for and cannot be shown. `corrections` tell what
    was put right or taken back, the newest first. `newer` says that this is an old version.
    """

    contest: ContestFacts
    headline: str
    polling_day: str
    lede: str
    state: State
    state_text: str
    figures: Figures | None
    sources: tuple[SourceView, ...]
    notice: str = ""
    corrections: tuple[str, ...] = ()
    newer: str = ""

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"{self.headline}, {day(self.contest.election.polling_day)}"

    @property
    def announcement(self) -> str:
        """Return what a screen reader says when the baseline has been switched."""
        if self.figures is None:
            return self.headline
        return f"Now counted from: {self.figures.baseline_label}. {self.headline}."


def contest_page(material: ContestMaterial, *, asked: str = "") -> ContestPage:
    """Return a contest's page, counted from the baseline `asked` for.

    Without one the page opens on the contest's default. A baseline that does not exist, or from
    which nothing is known, leaves the page on its default with a notice that says so: see
    `is_a_baseline` for which of the two is the asker's mistake.
    """
    contest, result = material.contest, material.result
    if result is None:
        return ContestPage(
            contest=contest,
            headline=f"{contest.council.name}: result awaited",
            polling_day=day_beside(contest.election),
            lede=f"{what_it_is(contest.council)} {_SCOPE_WORDS[contest.scope]}",
            state=State.AWAITED,
            state_text=STATE_WORDS[State.AWAITED],
            figures=None,
            sources=_sources(material),
        )
    reconciliation = result.reconciliation
    baseline = chosen_baseline(reconciliation, asked)
    return ContestPage(
        contest=contest,
        headline=headline_of(contest, reconciliation, material.parties.names, baseline),
        polling_day=day_beside(contest.election),
        lede=f"{what_it_is(contest.council)} {_seats_up_text(contest.scope, reconciliation)}",
        state=reconciliation.state,
        state_text=STATE_WORDS[reconciliation.state],
        figures=_figures(material, result, baseline),
        sources=_sources(material),
        notice=_notice(contest, reconciliation, asked),
        corrections=_corrections(material, result),
        newer=_newer(material, result),
    )


def headline_of(
    contest: ContestFacts,
    reconciliation: Reconciliation,
    names: Names,
    baseline: Baseline | None = None,
) -> str:
    """Return the sentence a person would say first, counted from the default baseline or another."""
    result = reconciliation.baselines[baseline or reconciliation.default_baseline]
    return headline(contest.council.name, reconciliation, result.change_of_control, names)


def is_a_baseline(asked: str) -> bool:
    """Return whether `asked` is the name of a baseline, or nothing at all."""
    return not asked or asked in set(Baseline)


def chosen_baseline(reconciliation: Reconciliation, asked: str) -> Baseline:
    """Return the baseline asked for where the result has it, and its default otherwise."""
    if asked and is_a_baseline(asked) and Baseline(asked) in reconciliation.baselines:
        return Baseline(asked)
    return reconciliation.default_baseline


def _notice(contest: ContestFacts, reconciliation: Reconciliation, asked: str) -> str:
    """Return why the page is not counted from what was asked for, or nothing where it is."""
    if not asked or (is_a_baseline(asked) and Baseline(asked) in reconciliation.baselines):
        return ""
    default = BASELINE_IN_A_SENTENCE[reconciliation.default_baseline]
    if is_a_baseline(asked):
        wanted = BASELINE_IN_A_SENTENCE[Baseline(asked)]
        return (
            f"No source says anything of {contest.council.name} {wanted}. "
            f"The page compares with the council {default} instead."
        )
    choices = [f"\u201c{BASELINE_LABELS[each]}\u201d" for each in reconciliation.baselines]
    what_there_is = "the only choice is" if len(choices) == 1 else "the choices are"
    return (
        f"The address asks to compare with \u201c{asked[:40]}\u201d, which is no choice on this "
        f"site. Here {what_there_is} {joined(choices)}. The page compares with the council "
        f"{default} instead."
    )


def _figures(material: ContestMaterial, result: Result, baseline: Baseline) -> Figures:
    reconciliation, parties = result.reconciliation, material.parties
    by_baseline = reconciliation.baselines[baseline]
    claims = {facts.claim.key: facts for facts in material.claims if not facts.is_replaced}
    shelf = Shelf(parties.names, claims, baseline, left_disputed_words(material, result, baseline))
    nothing_before = _nothing_before(by_baseline)
    table = seats_table(reconciliation, by_baseline, parties, shelf)
    return Figures(
        baseline=baseline,
        baseline_label=BASELINE_LABELS[baseline],
        baseline_meaning=_meaning(material.contest, by_baseline),
        baseline_reason=_opening_reason(
            reconciliation,
            baseline,
            is_spoken_of=any(baseline_of(facts.claim) is not None for facts in claims.values()),
        ),
        before_heading="Before" if nothing_before else BASELINE_HEADINGS[baseline],
        since=BASELINE_IN_A_SENTENCE[baseline],
        caption="Seats by party."
        if nothing_before
        else f"Seats by party, compared with the council {BASELINE_IN_A_SENTENCE[baseline]}.",
        choices=tuple(
            BaselineChoice(
                choice.value,
                BASELINE_LABELS[choice],
                choice is baseline,
                choice is reconciliation.default_baseline,
            )
            for choice in Baseline
            if choice in reconciliation.baselines
        ),
        control=control_view(reconciliation, by_baseline, parties, shelf),
        table=table,
        hemicycle=hemicycle(
            table.chart.after,
            more_than_half_decides=why_no_party_control(material.contest.council.council_type)
            is None,
        ),
        changes=change_bars(table.rows),
        closeness=closeness(reconciliation, parties),
        combinations=combinations_view(material.contest, reconciliation, parties),
        nothing_known=_nothing_known(reconciliation, baseline),
        seats_up=shelf.seats(
            reconciliation.seats_up, key="seats-up", about="Seats up for election"
        ),
        seats_won=tuple(
            (
                parties.name(slug),
                shelf.seats(
                    figure, key=f"won-{slug}", about=f"{parties.name(slug)}: seats won at this poll"
                ),
            )
            for slug, figure in sorted(reconciliation.seats_won.items())
        ),
        told=tuple(_told(claims.values(), parties, shelf)),
        findings=tuple(
            FindingView(
                finding.code.value,
                sentence(finding, parties.names),
                MEANINGS[finding.code],
            )
            for finding in reconciliation.findings
        ),
        version_text=_version_text(result),
        earlier=tuple(
            _earlier(each) for each in material.versions if each.version < result.version
        ),
    )


def _told(claims: Iterable[ClaimFacts], parties: Parties, shelf: Shelf) -> Iterable[Told]:
    """Yield each softer fact once, however many sources tell it."""
    places: dict[str, list[Place]] = {}
    reactions: set[str] = set()
    for facts in claims:
        if isinstance(facts.claim.saying, TOLD):
            text = claim_sentence(facts.claim.saying, parties)
            places.setdefault(text, []).append(shelf.place(facts.claim.citation))
            if getattr(facts.claim.saying, "topic", None) is RemarkTopic.REACTION:
                reactions.add(text)
    # What is so comes before what somebody made of it.
    for text, found in sorted(places.items(), key=lambda each: each[0] in reactions):
        yield Told(text, tuple(found))


def _meaning(contest: ContestFacts, result: BaselineResult) -> str:
    """Return in a sentence what the page compares with."""
    if _nothing_before(result):
        return (
            f"{contest.council.name} is a new council that continues no other, so there is none "
            "before to compare with."
        )
    return BASELINE_MEANINGS[result.baseline]


def _nothing_known(reconciliation: Reconciliation, baseline: Baseline) -> str:
    """Return what to say instead of a table without a single number, and where there is one."""
    better = [
        BASELINE_LABELS[other].lower()
        for other, result in reconciliation.baselines.items()
        if other is not baseline
        and any(
            known_value(figure) is not None
            for figure in (*result.before.values(), *result.change.values())
        )
    ]
    if not better:
        return "No source says how many seats any party holds."
    return (
        "No source says how many seats any party holds, or what has changed since then. "
        f"Changes are known when the council is compared with \u201c{joined(better)}\u201d."
    )


def _nothing_before(result: BaselineResult) -> bool:
    figure = result.seats_total
    return isinstance(figure, Unknown) and figure.reason is UnknownReason.NO_COUNCIL_BEFORE


def _something_before(result: BaselineResult) -> bool:
    """Return whether anything is known of the council before, or of what changed since."""
    figures = (*result.before.values(), *result.change.values())
    return not isinstance(result.control_before, Unknown) or any(
        known_value(figure) is not None for figure in figures
    )


def _opening_reason(
    reconciliation: Reconciliation, baseline: Baseline, *, is_spoken_of: bool
) -> str:
    """Return why a page opens on its default baseline, as the domain's `opening.py` chose it.

    `is_spoken_of` says that some source compares with a moment before at all.
    """
    default = reconciliation.default_baseline
    if _nothing_before(reconciliation.baselines[baseline]):
        return ""
    if len(reconciliation.baselines) == 1:
        if is_spoken_of and _something_before(reconciliation.baselines[baseline]):
            return "The sources compare with no other moment."
        return ""
    if isinstance(reconciliation.baselines[default].control_before, Unknown):
        why = (
            "nobody says who had control before, and more figures are known from it "
            "than from any other"
        )
    else:
        why = {
            Baseline.EVE_OF_POLL: "who had control then is known",
            Baseline.LAST_FOUGHT: "all seats were up, and who had control then is known",
            Baseline.NOTIONAL: "who would have had control is known, and from no better baseline",
        }[default]
    if baseline is default:
        return f"The page opens on this one because {why}."
    return (
        f"You chose this one. The page opens on \u201c{BASELINE_LABELS[default].lower()}\u201d "
        f"because {why}."
    )


_SCOPE_WORDS = {
    Scope.WHOLE: "All seats were up.",
    Scope.HALVES: "Half of the seats were up.",
    Scope.THIRDS: "A third of the seats were up.",
    Scope.UNKNOWN: "How many seats were up is not known.",
}


def _seats_up_text(scope: Scope, reconciliation: Reconciliation) -> str:
    """Return how much of the council was up, in numbers as far as they are known."""
    up, total = known_value(reconciliation.seats_up), known_value(reconciliation.seats_total)
    if up is None:
        if scope is Scope.WHOLE and total is not None:
            return f"All {count(total, 'seat')} were up."
        return _SCOPE_WORDS[scope]
    if up == total:
        return f"All {count(up, 'seat')} were up."
    number = f"{up} of {total}" if total is not None else f"{up} of them"
    match scope:
        case Scope.HALVES:
            return f"Half of the seats were up, {number}."
        case Scope.THIRDS:
            return f"A third of the seats were up, {number}."
        case _:
            return f"{capitalised(number)} seats were up."


def _sources(material: ContestMaterial) -> tuple[SourceView, ...]:
    claimed = Counter(
        facts.claim.citation.source.slug for facts in material.claims if not facts.is_replaced
    )
    return tuple(
        source_view(source, claims=claimed[slug])
        for slug, source in sorted(
            material.sources.items(), key=lambda item: (item[1].published_on, item[0])
        )
    )


def _corrections(material: ContestMaterial, result: Result) -> tuple[str, ...]:
    """Return what was put right or taken back up to a version, the newest first."""
    told = (
        told_of(each, material.parties.names)
        for each in material.versions
        if each.version <= result.version
    )
    return tuple(filter(None, told))


def _newer(material: ContestMaterial, result: Result) -> str:
    """Return since when a version is not what readers are told, or nothing where it is."""
    later = [each for each in material.versions if each.version > result.version]
    if not later:
        return ""
    following = later[-1]
    return (
        f"This is an old version of the result: version {result.version}. "
        f"Version {following.version} replaced it at {published_when(following)}."
    )


def _earlier(version: VersionFacts) -> EarlierVersion:
    """Return when and why a version that another has replaced was published."""
    return EarlierVersion(
        version.version,
        f"Version {version.version}, published at {published_when(version)}: "
        f"{version.reason.rstrip('.')}.",
    )


def _version_text(result: Result) -> str:
    """Return which version this is, and why it changed where it is not the first."""
    at = f"{result.published_at:%H:%M} on {day(result.published_at.date())}"
    if result.version == 1:
        return f"First published at {at}."
    reason = f": {result.reason.rstrip('.')}" if result.reason else ""
    return f"Version {result.version}, published at {at}{reason}."
