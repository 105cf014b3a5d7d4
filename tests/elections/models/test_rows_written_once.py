"""Claims and what is published are written once, whichever way somebody tries to change them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from elections.append_only import WrittenOnceError
from elections.models import Claim, ClaimUse, Publication
from tests import factories

pytestmark = pytest.mark.django_db


def saved_again(claim: Claim) -> None:
    claim.value = 34
    claim.save()


def saved_under_its_key(claim: Claim) -> None:
    factories.new_claim(id=claim.id, value=34, reference="other").save()


def updated_in_bulk(claim: Claim) -> None:
    claim.value = 34
    Claim.objects.bulk_update([claim], ["value"])


def put_over_it(claim: Claim) -> None:
    Claim.objects.bulk_create(
        [factories.new_claim(value=34)],
        update_conflicts=True,
        unique_fields=["source", "reference"],
        update_fields=["value"],
    )


CHANGES: dict[str, Callable[[Claim], object]] = {
    "saved again": saved_again,
    "updated in bulk": updated_in_bulk,
    "put over it": put_over_it,
    "deleted": lambda claim: claim.delete(),
    "updated by a query": lambda claim: Claim.objects.filter(pk=claim.pk).update(value=34),
    "deleted by a query": lambda _: Claim.objects.all().delete(),
    "deleted through its source": lambda claim: claim.source.claims.all().delete(),
    "updated or created": lambda claim: Claim.objects.update_or_create(
        pk=claim.pk, defaults={"value": 34}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_stored_claim_is_not_changed(change: Callable[[Claim], object]) -> None:
    claim = factories.claim()
    with pytest.raises(WrittenOnceError, match=r"never (changed|deleted).*: add"):
        change(claim)
    assert Claim.objects.get().value == 33


def test_a_claim_made_up_with_the_key_of_another_does_not_overwrite_it() -> None:
    claim = factories.claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        saved_under_its_key(claim)
    assert Claim.objects.get().value == 33


def test_a_correction_is_a_new_claim_that_replaces_the_old_one() -> None:
    first = factories.claim()
    second = factories.claim(reference="labour-after-recount", value=32, replaces=first)
    assert list(Claim.objects.standing()) == [second]
    assert first.replaced_by == second


@pytest.mark.parametrize("made", [Publication, ClaimUse])
def test_what_is_published_is_not_changed(made: type[Publication | ClaimUse]) -> None:
    publication = factories.publication()
    claim = factories.claim()
    ClaimUse(publication=publication, claim=claim, outcome="used").save()
    row = made.objects.get()
    for attempt in (row.save, row.delete, made.objects.all().delete):
        with pytest.raises(WrittenOnceError):
            attempt()
    with pytest.raises(WrittenOnceError):
        made.objects.update(id=7)


def test_a_publication_may_be_retired() -> None:
    publication = factories.publication()
    assert Publication.objects.current().retire() == 1
    publication.refresh_from_db()
    assert not publication.is_current


FIXTURE = """\
- model: elections.claim
  fields:
    source: ["bbc-medway-2023"]
    reference: "labour-after"
    contest: ["local.medway.2023-05-04"]
    kind: "seats_held"
    moment: "after"
    party: ["labour"]
    value: {value}
    stated_as: "digits"
    paragraph: 5
"""


def test_loaddata_may_bring_the_same_claim_again(tmp_path: Path) -> None:
    claim = factories.claim()
    fixture = tmp_path / "medway.yaml"
    fixture.write_text(FIXTURE.format(value=33))
    call_command("loaddata", str(fixture), verbosity=0)
    claim.refresh_from_db()
    assert claim.recorded_at == factories.NIGHT


def test_loaddata_may_not_bring_another_value_for_a_stored_claim(tmp_path: Path) -> None:
    factories.claim()
    fixture = tmp_path / "medway.yaml"
    fixture.write_text(FIXTURE.format(value=34))
    with pytest.raises(WrittenOnceError, match=r"differs in value.*names it in 'replaces'"):
        call_command("loaddata", str(fixture), verbosity=0)
    assert Claim.objects.get().value == 33


def test_loaddata_brings_a_claim_and_publishes_nothing(tmp_path: Path) -> None:
    factories.contest()
    factories.source()
    factories.party()
    fixture = tmp_path / "medway.yaml"
    fixture.write_text(FIXTURE.format(value=33))
    call_command("loaddata", str(fixture), verbosity=0)
    assert Claim.objects.get_by_natural_key("bbc-medway-2023", "labour-after").value == 33
    assert not Publication.objects.exists()
