"""The list of all elections: how many councils voted at each, who gained and lost, who has what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elections.browsing.contests import NOC, ContestSummary, control_value
from elections.domain.words.naming import joined
from elections.pages.charts import NOT_KNOWN, Bar, Segment
from elections.pages.election.what_changed import in_a_sentence
from elections.pages.election.words import elections_in_words
from elections.pages.facts import ElectionFacts, Parties, day_beside

# What follows the parties in a bar of councils, each with what is said of so many.
_NO_PARTY = {
    NOC: "under no overall control",
    "not-applicable": "where no party has control by design",
    NOT_KNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class ElectionEntry:
    """One election. The bar has a unit for each council, by who has control after."""

    slug: str
    name: str
    polling_day: str
    counts: str
    headlines: tuple[str, ...]
    bar: Bar
    control: str


def election_entries(
    elections: Sequence[ElectionFacts], contests: Sequence[ContestSummary], parties: Parties
) -> tuple[ElectionEntry, ...]:
    """Return elections as their list shows them, in the order given; `contests` are those of all."""
    by_slug: dict[str, list[ContestSummary]] = {each.slug: [] for each in elections}
    for each in contests:
        by_slug[each.contest.election.slug].append(each)
    return tuple(_entry(each, by_slug[each.slug], parties) for each in elections)


def _entry(
    election: ElectionFacts, contests: Sequence[ContestSummary], parties: Parties
) -> ElectionEntry:
    bar = _bar(contests, parties)
    return ElectionEntry(
        election.slug,
        election.name,
        day_beside(election),
        elections_in_words([each.state for each in contests]),
        in_a_sentence(contests, parties),
        bar,
        f"Control after: {joined([_in_words(each) for each in bar.segments])}."
        if bar.segments
        else "",
    )


def _bar(contests: Sequence[ContestSummary], parties: Parties) -> Bar:
    """Return the councils of an election as a bar: parties by councils, then the rest."""
    values = [control_value(each.change.after).replace("_", "-") for each in contests]
    numbers = Counter(
        value if value in parties.by_slug or value in _NO_PARTY else NOT_KNOWN for value in values
    )
    with_control = sorted(
        numbers.keys() - _NO_PARTY.keys(),
        key=lambda slug: (-numbers[slug], parties.position(slug)),
    )
    segments, start = [], 0
    for holder in (*with_control, *(each for each in _NO_PARTY if numbers[each])):
        label = _NO_PARTY.get(holder) or parties.name(holder)
        segments.append(Segment(holder, label, numbers[holder], start))
        start += numbers[holder]
    return Bar("Councils", tuple(segments), None, start)


def _in_words(segment: Segment) -> str:
    if segment.holder in _NO_PARTY:
        return f"{segment.seats} {segment.label}"
    return f"{segment.label} {segment.seats}"
