"""Short ways to say, in a test, what a source claims."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from councils.domain.spans import Span
from elections.domain.baselines import Baseline
from elections.domain.claims import Claim, Saying
from elections.domain.contests import ContestFacts, Scope, StandingNumber
from elections.domain.figures import Bounded, SeatsFigure, Unknown, known_value
from elections.domain.sources import Citation, Precision, Source, SourceKind
from elections.domain.words.naming import Names, PartyName

POLL_2023 = date(2023, 5, 4)
NAMES = Names(
    {
        "labour": PartyName("Labour", "Labour"),
        "conservative": PartyName("Conservative", "the Conservatives"),
        "liberal-democrats": PartyName("Liberal Democrats", "the Liberal Democrats"),
        "green": PartyName("Green", "the Greens"),
        "independent": PartyName("Independent", "independents"),
        "reform-uk": PartyName("Reform UK", "Reform UK"),
    }
)


def article(
    slug: str, *, name: str = "", outlet: str = "", day: date = POLL_2023, edition: int = 1
) -> Source:
    """Return an article; one outlet's articles are told apart by day and edition."""
    return Source(slug, name or slug, outlet or slug, SourceKind.ARTICLE, day, edition)


def source_of_kind(slug: str, kind: SourceKind, *, day: date = POLL_2023) -> Source:
    """Return a source of another kind than an article."""
    return Source(slug, slug, slug, kind, day)


REGISTER = source_of_kind("register", SourceKind.DATASET, day=date(2021, 1, 1))
INDEPENDENT = article("independent", name="The Independent", day=date(2024, 5, 3))
BBC = article("bbc", name="BBC News")
ITV = article("itv", name="ITV News")


def claim(
    source: Source,
    saying: Saying,
    *,
    paragraph: int = 1,
    reference: str = "",
    precision: Precision = Precision.EXACT,
) -> Claim:
    """Return a claim; its reference is what it says unless one is given."""
    named = reference or f"{saying!r}-{paragraph}"
    return Claim(Citation(source, named, paragraph), saying, precision)


def claims(source: Source, *sayings: Saying, paragraph: int = 1) -> list[Claim]:
    """Return a claim of `source` for each saying."""
    return [claim(source, saying, paragraph=paragraph) for saying in sayings]


def council_of(
    size: int,
    *,
    before: int | None = None,
    scope: Scope = Scope.UNKNOWN,
    is_new: bool = False,
) -> ContestFacts:
    """Return the standing facts of a council of `size` seats, `before` if it had others."""

    def standing(seats: int) -> StandingNumber:
        return StandingNumber(seats, Citation(REGISTER, f"size-{seats}"))

    earlier = {} if is_new else dict.fromkeys(Baseline, standing(before or size))
    earlier.pop(Baseline.NOTIONAL, None)
    return ContestFacts(size_after=standing(size), size_before=earlier, scope=scope, is_new=is_new)


def values(figures: Mapping[str, SeatsFigure]) -> dict[str, int | None]:
    """Return the value shown for each party, None where there is no single one."""
    return {party: known_value(figure) for party, figure in figures.items()}


def span_of(figure: SeatsFigure) -> Span:
    """Return the bounds of a figure, which must be bounded."""
    assert isinstance(figure, Bounded)
    return figure.span


def precision_of(figure: SeatsFigure) -> Precision:
    """Return the precision of a figure, of which something must be known."""
    assert not isinstance(figure, Unknown)
    return figure.precision
