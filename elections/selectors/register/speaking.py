"""Which sources speak of a council, and what they say of who runs it."""

from __future__ import annotations

from django.db.models import Case, F, When

from elections.domain.claims import RemarkTopic
from elections.domain.sources import SourceKind
from elections.models import Claim
from elections.pages.facts import SourceFacts
from elections.pages.register import AdministrationTold

COLUMNS = (
    "source__slug",
    "source__name",
    "source__title",
    "source__outlet",
    "source__kind",
    "source__published_on",
    "source__edition",
    "told",
    "told_of",
)


def speaking_of(council: str) -> tuple[tuple[SourceFacts, ...], tuple[AdministrationTold, ...]]:
    """Return the sources that claim something of a council's contests, the newest first.

    Beside them what they say of who runs it. One query: each source is one row, and one more for
    each thing that it says of that.
    """
    topic = RemarkTopic.ADMINISTRATION
    rows = (
        Claim.objects.standing()
        .filter(contest__council__slug=council)
        .annotate(
            told=Case(When(topic=topic, then=F("text"))),
            told_of=Case(When(topic=topic, then=F("contest__election__polling_day"))),
        )
        .order_by("-source__published_on", "-source__edition", "source__slug", "told")
        .values_list(*COLUMNS)
        .distinct()
    )
    sources: dict[str, SourceFacts] = {}
    told = []
    for slug, name, title, outlet, kind, published_on, edition, text, polling_day in rows:
        source = SourceFacts(slug, name, title, outlet, SourceKind(kind), published_on, edition)
        sources[slug] = source
        if text is not None:
            told.append(AdministrationTold(text, source, polling_day))
    return tuple(sources.values()), tuple(told)
