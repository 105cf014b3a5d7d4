"""What a contest's stored claims come to, beside what is published of it."""

from __future__ import annotations

from elections.codec import encode
from elections.domain.reconciliation.reconcile import reconcile
from elections.models import Contest, Publication
from elections.pages.preview import PreviewMaterial
from elections.selectors.inputs import claims_and_facts
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts
from elections.selectors.results import published_result, rows_of


def preview_material(contest: Contest) -> PreviewMaterial:
    """Return what publishing a contest would change. Its names have to be loaded.

    Fourteen queries.
    """
    inputs = claims_and_facts(contest)
    would_be = reconcile(inputs.facts, inputs.claims)
    published = published_result(contest)
    current = rows_of(Publication.objects.of_contests(Contest.objects.of_key(contest.pk)).current())
    rows = encode(would_be)
    return PreviewMaterial(
        contest=contest_facts(contest),
        parties=all_parties(),
        would_be=would_be,
        now=None if published is None else published.reconciliation,
        version=0 if published is None else published.version,
        differs=all(stored != rows for stored in current.values()),
    )
