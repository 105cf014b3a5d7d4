"""The size of a council whose result is awaited is public too: one person proposes another, a second publishes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from councils.models import CouncilSize
from elections.models import AuditEntry, Contest, Election, Proposal
from elections.polls import polls_close_at
from elections.services.desk import entering
from elections.services.desk.stepping import Actor
from tests import factories
from tests.proposals import address, publish, seen, size, somebody, token_in
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Client:
    return somebody("ada", "admin")


@pytest.fixture
def edith() -> Client:
    return somebody("edith", "editor")


class TestSizeOfAnAwaitedContest:
    """Belfast's size is on the page of a contest of which nothing is published."""

    BELFAST = "/desk/councils/belfast/"
    # Today is in the season of the first, and not yet in that of the second.
    SOON, FAR = date(2027, 1, 7), date(2027, 1, 8)

    def expect(self, polling_day: date, *, seats: int | None = 59, status: str = "open") -> Contest:
        council = factories.council(slug="belfast")
        if status != "open":
            factories.made(Election(polling_day=polling_day, name="Locals", status=status))
        contest = factories.contest(of=council, polling_day=polling_day)
        if seats is None:
            factories.fact_source()
        else:
            factories.council_size(of=council, seats=seats, in_force_from=date(2015, 5, 7))
        return contest

    def propose(self, client: Client, reason: str = "The order says so.") -> Any:
        """Return the answer to somebody who proposes the size that a preview has shown."""
        previewed = token_in(client.post(self.BELFAST, size(62)))
        sent = size(62, propose="yes", reason=reason, seen=previewed)
        return client.post(self.BELFAST, sent)

    def sizes(self) -> Any:
        return CouncilSize.objects.of_council("belfast")

    def seats(self) -> int:
        """Return its size. Raises where there are several."""
        return int(self.sizes().get().seats)

    def test_second_person_publishes_a_size_that_readers_see(
        self, ada: Client, edith: Client
    ) -> None:
        self.expect(self.SOON)
        refused = ada.post(self.BELFAST, size(62))
        assert refused.status_code == 422
        words = words_of(refused)
        assert "Not saved yet" in words
        assert "size would change on the page of 1 awaited contest" in words
        assert "Seats after the poll 59 62" in words
        assert self.seats() == 59
        assert self.propose(ada, reason="").status_code == 422
        self.propose(ada)
        proposal = Proposal.objects.open().get()
        assert self.seats() == 59
        assert "Seats after the poll 59 62" in words_of(edith.get(address(proposal)))
        publish(edith, proposal)
        assert self.seats() == 62
        entry = AuditEntry.objects.filter(subject="belfast").latest("pk")
        assert entry.before is not None
        assert entry.after is not None
        assert (entry.by, entry.before["seats"], entry.after["seats"]) == ("edith", 59, 62)

    def test_preview_is_stale_after_another_change_of_the_size(
        self, ada: Client, edith: Client
    ) -> None:
        self.expect(self.SOON)
        self.propose(ada)
        proposal = Proposal.objects.open().get()
        before = seen(edith, proposal)
        self.sizes().update(seats=60)
        answer = publish(edith, proposal, seen=before)
        assert answer.status_code == 409
        assert self.seats() == 60

    @pytest.mark.parametrize(
        ("polling_day", "status", "is_stored"),
        [
            (SOON, "open", False),
            (factories.POLLING_DAY, "open", False),
            (FAR, "open", True),
            (SOON, "draft", True),
            (SOON, "rehearsal", True),
        ],
    )
    def test_admin_alone_sets_up_what_is_not_in_its_season_or_not_open(
        self, ada: Client, polling_day: date, status: str, *, is_stored: bool
    ) -> None:
        self.expect(polling_day, status=status)
        ada.post(self.BELFAST, size(62))
        assert self.seats() == (62 if is_stored else 59)

    def test_size_in_force_from_polling_day_is_a_change_of_the_one_before(
        self, ada: Client
    ) -> None:
        self.expect(self.SOON)
        refused = ada.post(self.BELFAST, size(62, **{"size-in_force_from": str(self.SOON)}))
        assert refused.status_code == 422
        assert self.seats() == 59

    def test_first_size_is_stored_at_once_until_an_entry_begins(self, ada: Client) -> None:
        contest = self.expect(self.SOON, seats=None)
        later = {"size-in_force_from": "2019-05-02"}
        assert "Done, and on record." in words_of(ada.post(self.BELFAST, size(59), follow=True))
        self.sizes().delete()
        by, at = Actor("ruth"), polls_close_at(self.SOON)
        entering.open_entry(ballot_id=contest.ballot_id, by=by, at=at)
        assert ada.post(self.BELFAST, size(59, **later)).status_code == 422
        assert not self.sizes().exists()
