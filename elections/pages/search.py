"""What the whole site's search shows: a page of results, and the few that are offered while typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elections.browsing.finding import LONGEST_ASKED, Findable, Found, How, Kind, Match, find
from elections.pages.words import count

# As many as are in sight under the box.
MOST_OFFERED = 8
# Whoever gets more than these has typed too little.
MOST_LISTED = 50

GROUPS = {
    Kind.COUNCIL: "Councils",
    Kind.REGION: "Regions and nations",
    Kind.PARTY: "Parties",
    Kind.ELECTION: "Elections",
    Kind.SOURCE: "Sources",
}


@dataclass(frozen=True, slots=True)
class ResultView:
    """One result. `note` is why it was found, where that is not plain, and what became of it."""

    name: str
    href: str
    says: str
    note: str


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Results of one kind. `more` says how many are left out."""

    heading: str
    results: tuple[ResultView, ...]
    more: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found. `leads_to` is the address of the one page that is meant, if it is plain."""

    q: str
    summary: str
    offered: tuple[ResultView, ...]
    more_offered: str
    groups: tuple[ResultGroup, ...]
    leads_to: str
    are_near: bool = False
    is_right: bool = True

    @property
    def title(self) -> str:
        """Return the title of the browser's window."""
        return f"Search for \u201c{self.q}\u201d" if self.q else "Search"


def search_page(everything: Iterable[Findable], asked: str) -> SearchPage:
    """Return what the words asked for find. Words longer than any name are refused, and told."""
    q = " ".join(asked.split())
    if len(q) > LONGEST_ASKED:
        return SearchPage(
            q="",
            summary=f"What was searched for is longer than {LONGEST_ASKED} characters, which no "
            "name here is. Type the name alone.",
            offered=(),
            more_offered="",
            groups=(),
            leads_to="",
            is_right=False,
        )
    found = find(everything, q)
    left = len(found.matches) - MOST_OFFERED
    return SearchPage(
        q=q,
        summary=_summary(found),
        offered=tuple(_view(each) for each in found.matches[:MOST_OFFERED]),
        more_offered=f"and {left:,} more: type more letters" if left > 0 else "",
        groups=tuple(_groups(found)),
        leads_to="" if found.the_one is None else found.the_one.href,
        are_near=found.are_near,
    )


def _summary(found: Found) -> str:
    if not found.asked:
        return ""
    number = len(found.matches)
    asked = f"\u201c{found.asked}\u201d"
    if not number:
        return (
            f"Nothing here is called {asked}. Try fewer letters, or the council\u2019s name "
            "before a merger."
        )
    if found.are_near:
        return f"Nothing here is called {asked}. Did you mean {'this' if number == 1 else 'one of these'}?"
    return f"{count(number, 'result')} for {asked}."


def _groups(found: Found) -> Iterable[ResultGroup]:
    for kind, heading in GROUPS.items():
        matches = [each for each in found.matches if each.found.kind is kind]
        left = len(matches) - MOST_LISTED
        if matches:
            yield ResultGroup(
                heading,
                tuple(_view(each) for each in matches[:MOST_LISTED]),
                f"{left:,} more are not listed: type more letters." if left > 0 else "",
            )


def _view(match: Match) -> ResultView:
    notes = []
    # Another spelling of the name that is shown says nothing new; another name does.
    if match.by and match.how is not How.NEARLY:
        notes.append(f"Also called {match.by}")
    if match.found.became:
        notes.append(match.found.became)
    return ResultView(match.found.name, match.found.href, match.found.says, ". ".join(notes))
