"""Previewing: what publishing claims would change, before any of them is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from elections.models import Contest, Source
from elections.pages.preview import PreviewMaterial
from elections.selectors.previewing import preview_material
from elections.selectors.unpublished import keys_of_all, unpublished_claims
from elections.services.entries import ClaimEntry, NewSource
from elections.services.recording import MEANWHILE, Wrong, WrongError, store_claims


def preview_claims(
    *,
    contest: int,
    source: Source | NewSource,
    entries: Sequence[ClaimEntry],
    at: datetime,
    by: str,
) -> PreviewMaterial | Wrong:
    """Return what readers would see if the claims were published, and store nothing.

    It goes the whole way that recording goes and undoes it, so that what passes here passes
    there. Claims that others entered and nobody has published yet are left out, as they are when
    these are published. About as many queries as recording, and eighteen.
    """
    try:
        with transaction.atomic():
            waiting = keys_of_all(unpublished_claims(Contest.objects.of_key(contest)))
            recorded = store_claims(contest=contest, source=source, entries=entries, at=at, by=by)
            material = preview_material(recorded.contest, leaving_out=waiting)
            transaction.set_rollback(True)
    except WrongError as error:
        return error.wrong
    except IntegrityError:
        return Wrong(contest=(MEANWHILE,))
    return material
