"""Small words that every page needs: dates, counts, signed numbers, lists in a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from councils.domain.council_types import CouncilType
from elections.domain.baselines import Baseline
from elections.domain.results import ClaimOutcome, State
from elections.domain.sources import SourceKind
from elections.domain.words.naming import BASELINE_NAMES

LONDON: Final = ZoneInfo("Europe/London")

MINUS = "\N{MINUS SIGN}"

COUNCIL_TYPE_WORDS = {
    CouncilType.COUNTY: "a county council",
    CouncilType.DISTRICT: "a district council",
    CouncilType.UNITARY: "a unitary council",
    CouncilType.METROPOLITAN: "a metropolitan borough",
    CouncilType.LONDON_BOROUGH: "a London borough",
    CouncilType.SCOTTISH: "a council area of Scotland",
    CouncilType.WELSH: "a principal area of Wales",
    CouncilType.NORTHERN_IRISH: "a district of Northern Ireland",
    CouncilType.SUI_GENERIS: "a council of its own kind",
}

# The same in a list or a column.
COUNCIL_TYPE_LABELS = {kind: words.split(" ", 1)[1] for kind, words in COUNCIL_TYPE_WORDS.items()}

# Kinds of council that one part of the country alone has, and whose words name it.
TYPE_SAYS_WHERE = frozenset(
    {
        CouncilType.LONDON_BOROUGH,
        CouncilType.SCOTTISH,
        CouncilType.WELSH,
        CouncilType.NORTHERN_IRISH,
    }
)

STATE_WORDS = {
    State.DECLARED: "Declared",
    State.IN_PART: "Reported in part",
    State.AWAITED: "Awaited",
}

# How each baseline is called on the switch, over what stood then, and in the middle of a sentence.
BASELINE_LABELS = {
    Baseline.EVE_OF_POLL: "Just before polling day",
    Baseline.LAST_FOUGHT: "When last fought",
    Baseline.NOTIONAL: "On the new boundaries",
}
BASELINE_HEADINGS = {
    Baseline.EVE_OF_POLL: "Just before polling day",
    Baseline.LAST_FOUGHT: "When these seats were last fought",
    Baseline.NOTIONAL: "In the last result on the new boundaries",
}
BASELINE_IN_A_SENTENCE = {
    Baseline.EVE_OF_POLL: BASELINE_NAMES[Baseline.EVE_OF_POLL],
    Baseline.LAST_FOUGHT: BASELINE_NAMES[Baseline.LAST_FOUGHT],
    Baseline.NOTIONAL: f"in {BASELINE_NAMES[Baseline.NOTIONAL]}",
}
SINCE_BASELINE = {
    Baseline.EVE_OF_POLL: "from just before polling day",
    Baseline.LAST_FOUGHT: "from when these seats were last fought",
    Baseline.NOTIONAL: f"from {BASELINE_NAMES[Baseline.NOTIONAL]}",
}

OUTCOME_WORDS = {
    ClaimOutcome.USED: "Taken into account.",
    ClaimOutcome.AGREES: "Agrees with the figure shown, which another source is named first for.",
    ClaimOutcome.DISPUTED: "Disputed: another figure is shown, and this one beside it.",
    ClaimOutcome.SUPERSEDED: "Superseded by a newer report of the same outlet.",
    ClaimOutcome.OUTRANKED: "Not needed: an exact figure is known, and this one is approximate.",
    ClaimOutcome.SET_ASIDE: "Set aside: it contradicts figures that are stated, "
    "so nothing was worked out from it.",
    ClaimOutcome.TOLD: "Told on the page.",
}
NOT_PUBLISHED_WORDS = "Not yet part of a published result."
REPLACED_WORDS = "Corrected by a later entry."
AS_REPORTED_WORDS = "Shown on the election's page, as reported at the time."

SOURCE_KIND_WORDS = {
    SourceKind.EDITOR: "An editor's record",
    SourceKind.DECLARATION: "A declaration",
    SourceKind.ARTICLE: "An article",
    SourceKind.DATASET: "A dataset",
}


def time_and_day(at: datetime) -> str:
    """Return a moment as it follows "at", in the time of the United Kingdom: "04:12 on 5 May 2023"."""
    local = at.astimezone(LONDON)
    return f"{local:%H:%M} on {day(local.date())}"


def day(on: date) -> str:
    """Return a date as it is written in Britain: "4 May 2023"."""
    return f"{on.day} {on:%B %Y}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a counted noun: "1 council", "3 councils"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def signed(number: int) -> str:
    """Return a change with its sign, and "no change" for none: "+11", "−10"."""
    if number == 0:
        return "no change"
    return f"+{number:,}" if number > 0 else f"{MINUS}{-number:,}"


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


# "in London", but "in the South East".
_WITHOUT_ARTICLE = frozenset(
    {"london", "yorkshire-and-the-humber", "scotland", "wales", "northern-ireland"}
)


def region_in_a_sentence(slug: str, name: str) -> str:
    """Return a region as it reads after "in": "the South East", "London"."""
    return name if slug in _WITHOUT_ARTICLE else f"the {name}"
