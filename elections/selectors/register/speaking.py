"""Which sources speak of a council, and what they say of who runs it."""

from __future__ import annotations

from datetime import date

from elections.domain.claims import RemarkTopic
from elections.domain.sources import SourceKind
from elections.models import Claim
from elections.pages.facts import SourceFacts
from elections.pages.register import AdministrationTold

COLUMNS = (
    "pk",
    "replaces_id",
    "topic",
    "text",
    "contest__election__polling_day",
    "source__slug",
    "source__name",
    "source__title",
    "source__outlet",
    "source__kind",
    "source__published_on",
    "source__edition",
)


def speaking_of(council: str) -> tuple[tuple[SourceFacts, ...], tuple[AdministrationTold, ...]]:
    """Return the sources that claim something of a council's contests, the newest first.

    Beside them what they say of who runs it. One query of some hundred rows: which claims others
    replace is told from the rows, because a table of claims joined with itself takes PostgreSQL
    minutes right after a load, before it has counted them.
    """
    rows = list(
        Claim.objects.opened()
        .seen_by_readers()
        .filter(contest__council__slug=council)
        .order_by("-source__published_on", "-source__edition", "source__slug", "reference")
        .values_list(*COLUMNS)
    )
    replaced = {row[1] for row in rows}
    sources: dict[str, SourceFacts] = {}
    told: dict[tuple[str, str, date], AdministrationTold] = {}
    for pk, _, topic, text, polling_day, slug, name, title, outlet, kind, day, edition in rows:
        if pk in replaced:
            continue
        if slug not in sources:
            sources[slug] = SourceFacts(slug, name, title, outlet, SourceKind(kind), day, edition)
        if topic == RemarkTopic.ADMINISTRATION:
            told[slug, text, polling_day] = AdministrationTold(text, sources[slug], polling_day)
    return tuple(sources.values()), tuple(told.values())
