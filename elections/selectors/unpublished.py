"""Claims that somebody entered and that no version of a result has used: readers see none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from elections.claim_shapes import ClaimKind
from elections.models import Claim
from elections.querysets import ContestQuerySet


@dataclass(frozen=True, slots=True)
class UnpublishedClaim:
    """A claim that was entered and never published, and the one that it replaces, if any."""

    pk: int
    contest: int
    by: str
    is_figure: bool
    replaces: int | None
    is_replaced: bool


def unpublished_claims(contests: ContestQuerySet) -> tuple[UnpublishedClaim, ...]:
    """Return the claims about contests that were entered and never published. One query."""
    rows: Iterable[Any] = (
        Claim.objects.about_contests(contests)
        .never_published()
        .order_by("pk")
        .values_list(
            "pk", "contest_id", "recorded_by", "kind", "replaces", "replaces__kind", "replaced_by"
        )
    )
    return tuple(
        UnpublishedClaim(
            pk=pk,
            contest=contest,
            by=by,
            is_figure=adds_a_figure(kind, replaced_kind),
            replaces=replaces,
            is_replaced=replaced_by is not None,
        )
        for pk, contest, by, kind, replaces, replaced_kind, replaced_by in rows
    )


def adds_a_figure(kind: str, replaced_kind: str | None) -> bool:
    """Return whether a claim states a figure, or replaces one that does. No query.

    A remark states none, but one that replaces a number of seats takes that number away.
    """
    remark = ClaimKind.REMARK.value
    return kind != remark or replaced_kind not in (None, remark)


def keys_of_all(claims: Sequence[UnpublishedClaim]) -> frozenset[int]:
    """Return the keys to leave out, so that readers go on seeing what they see. No query."""
    return frozenset(_back_from_the_newest(claims))


def keys_of_own_figures(claims: Sequence[UnpublishedClaim], *, by: str) -> frozenset[int]:
    """Return the keys of the figures that one person entered, for another to publish. No query."""
    return frozenset(
        _back_from_the_newest([each for each in claims if each.by == by and each.is_figure])
    )


def has_others(claims: Sequence[UnpublishedClaim], *, by: str) -> bool:
    """Return whether anything waits that one person may publish: others' claims, or remarks. No query."""
    return any(not each.is_replaced and (each.by != by or not each.is_figure) for each in claims)


def _back_from_the_newest(claims: Sequence[UnpublishedClaim]) -> Iterator[int]:
    """Yield the claims that stand, and those that would stand in their place."""
    # A claim that another one replaces has no effect until that one is left out.
    by_key = {each.pk: each for each in claims}
    for newest in claims:
        each = None if newest.is_replaced else newest
        while each is not None:
            yield each.pk
            each = None if each.replaces is None else by_key.get(each.replaces)
