"""A result that is published while another request reads its contest is seen whole, old or new."""

from __future__ import annotations

from typing import Any

import pytest

from elections.models import Claim, Contest, Withdrawal
from elections.selectors import results
from elections.services.publishing import publish_contest
from tests.factories import NIGHT

MEDWAY = "local.medway.2023-05-04"


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["stored_publications", "_uses_of"])
def test_what_is_published_between_two_queries_is_not_mixed_in(
    published_articles: None, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    medway = Contest.objects.get(ballot_id=MEDWAY)
    before = results.published_result(medway)
    assert before is not None
    read = getattr(results, after)

    def read_and_publish(publications: object) -> Any:
        found = read(publications)
        # Publishing reads too.
        monkeypatch.undo()
        claim = Claim.objects.about_contest(MEDWAY).filter(kind="seats_held", moment="after").last()
        assert claim is not None
        Withdrawal.objects.create(claim=claim, at=NIGHT, by="edith", reason="misread")
        publish_contest(contest=medway, at=NIGHT, by="edith", reason="Meanwhile.")
        return found

    monkeypatch.setattr(results, after, read_and_publish)
    assert results.published_result(medway) == before
    newest = results.published_result(medway)
    assert newest is not None
    assert newest.version == before.version + 1
