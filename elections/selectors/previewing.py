"""What a contest's stored claims come to, beside what is published of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

from elections.codec import ResultRows, encode
from elections.domain.reconciliation.reconcile import reconcile
from elections.models import Contest, Publication
from elections.pages.preview import PreviewMaterial
from elections.selectors.inputs import claims_and_facts
from elections.selectors.pages.parties import all_parties
from elections.selectors.pages.rows import contest_facts
from elections.selectors.results import published_result, rows_of
from elections.selectors.unpublished import has_others, keys_of_own_figures, unpublished_claims


def preview_material(contest: Contest, *, leaving_out: Collection[int] = ()) -> PreviewMaterial:
    """Return what publishing a contest would change. Its names have to be loaded.

    The claims of the keys in `leaving_out` are not among what would be published. Fourteen queries.
    """
    inputs = claims_and_facts(contest, leaving_out=leaving_out)
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
        token=token_of({contest.ballot_id: (0 if published is None else published.version, rows)}),
    )


@dataclass(frozen=True, slots=True)
class EnteredMaterial:
    """What one person may publish of a contest, and whose claims wait for others.

    `is_for_others` says that the preview shows what they entered themselves, for another to publish.
    `own` is the number of their own figures that wait, `others` names who else entered something.
    """

    preview: PreviewMaterial
    own: int
    others: tuple[str, ...]
    is_for_others: bool


def entered_material(contest: Contest, *, by: str) -> EnteredMaterial:
    """Return what one person may publish of a contest, or else what they entered. Fifteen queries."""
    entered = unpublished_claims(Contest.objects.of_key(contest.pk))
    own = keys_of_own_figures(entered, by=by)
    is_for_others = bool(own) and not has_others(entered, by=by)
    return EnteredMaterial(
        preview=preview_material(contest, leaving_out=() if is_for_others else own),
        own=len(own),
        others=tuple(sorted({each.by for each in entered if each.by != by})),
        is_for_others=is_for_others,
    )


def token_of(seen: Mapping[str, tuple[int, ResultRows]], *, also: str = "") -> str:
    """Return what stands for a preview: by contest, the version readers see and what would be.

    Whoever publishes sends it back, so that what goes out is what they were shown. No query.
    """
    told = also + repr([(ballot_id, *seen[ballot_id]) for ballot_id in sorted(seen)])
    return sha256(told.encode()).hexdigest()
