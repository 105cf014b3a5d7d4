"""What is to be compared, read from a query string and written back to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from councils.domain.council_types import CouncilType
from elections.browsing.criteria import Problem, no_such_value
from elections.browsing.finding import LONGEST_ASKED, Findable, find

Query = Mapping[str, Sequence[str]]

COUNCIL, AT, REGION = "council", "at", "region"
# More suggestions than these help nobody.
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class CouncilChoice:
    """A council that may be compared."""

    slug: str
    name: str
    council_type: CouncilType
    findable: Findable


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: one or two councils, and when; or a region. Nothing where nothing is.

    `at` are polling days and years as they were asked for; which of them there are is another
    matter. `problems` are what was asked for and is none.
    """

    councils: tuple[CouncilChoice, ...] = ()
    at: tuple[str, ...] = ()
    region: str = ""
    problems: tuple[Problem, ...] = field(default=())


def read_question(
    query: Query, councils: Sequence[CouncilChoice], regions: Mapping[str, str]
) -> Question:
    """Return what a query string asks for.

    A council may be given by its slug, by any of its names or by its code, and comes in one order
    whichever way round two are asked for, as do the moments: one question has one address.
    """
    problems: list[Problem] = []
    chosen: dict[str, CouncilChoice] = {}
    asked = [text.strip() for text in query.get(COUNCIL, ()) if text.strip()]
    for text in asked[:2]:
        known = _council(text, councils)
        if isinstance(known, Problem):
            problems.append(known)
        elif known.slug in chosen:
            message = f"{known.name} is named twice. Name another council beside it."
            problems.append(Problem(COUNCIL, text[:40], message))
        else:
            chosen[known.slug] = known
    if len(asked) > 2:
        problems.append(Problem(COUNCIL, asked[2][:40], "Two councils can be compared, not more."))
    region = next((text.strip() for text in query.get(REGION, ()) if text.strip()), "")
    if region and region not in regions:
        problems.append(no_such_value(REGION, "region", region, regions))
        region = ""
    moments = tuple(dict.fromkeys(text.strip() for text in query.get(AT, ()) if text.strip()))
    return Question(
        tuple(sorted(chosen.values(), key=lambda each: each.name)),
        tuple(sorted(moments)),
        "" if chosen else region,
        tuple(problems),
    )


def address_of(
    address: str, *, councils: Sequence[str] = (), at: Sequence[str] = (), region: str = ""
) -> str:
    """Return the address of a comparison."""
    pairs = [(COUNCIL, slug) for slug in councils] + [(AT, moment) for moment in at]
    if region:
        pairs.append((REGION, region))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _council(text: str, councils: Sequence[CouncilChoice]) -> CouncilChoice | Problem:
    by_slug = {each.slug: each for each in councils}
    if text in by_slug:
        return by_slug[text]
    shown = text if len(text) <= 40 else f"{text[:39]}\u2026"
    by_href = {each.findable.href: each for each in councils}
    found = find((each.findable for each in councils), text[:LONGEST_ASKED])
    if found.the_one is not None:
        return by_href[found.the_one.href]
    near = [by_href[match.found.href].name for match in found.matches[:MOST_SUGGESTED]]
    message = f"No council here is called \u201c{shown}\u201d alone."
    message += f" Did you mean {' or '.join(near)}?" if near else " Try its usual name."
    return Problem(COUNCIL, shown, message)
