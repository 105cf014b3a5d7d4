"""Publishing a contest: what its claims come to is what readers see, version by version."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from councils.domain.control import Majority
from elections.domain.baselines import Baseline
from elections.domain.changes_of_control import ChangeKind
from elections.domain.figures import known_value
from elections.domain.findings import Code
from elections.domain.results import ClaimOutcome, State
from elections.models import (
    ChangeOfControl,
    ClaimUse,
    Contest,
    DataVersion,
    Publication,
    PublishedFinding,
    Tally,
)
from elections.querysets import ClaimUseQuerySet
from elections.selectors.data_version import current_data_version
from elections.selectors.results import history_of, published_result, published_version
from elections.services.publishing import (
    Outcome,
    Published,
    Refused,
    Unchanged,
    publish_contest,
    publish_contests,
)
from tests import factories
from tests.elections.medway import held, medway, report_the_council_before, report_the_result

LATER = factories.NIGHT + timedelta(hours=1)


def publish(contest: Contest, **words: Any) -> Outcome:
    given: dict[str, Any] = {
        "at": factories.NIGHT,
        "by": "night desk",
        "reason": "First result.",
    }
    return publish_contest(contest=contest, **(given | words))


def rows() -> int:
    """Return how many published rows there are."""
    tables = (Publication, Tally, ChangeOfControl, PublishedFinding, ClaimUse)
    return sum(table._default_manager.count() for table in tables)


@pytest.mark.django_db
class TestPublishing:
    def test_medway_comes_out_as_a_labour_gain_from_the_conservatives(self) -> None:
        contest = medway()
        report_the_result(contest)
        report_the_council_before(contest)
        assert publish(contest) == Published(1, ())
        result = published_result(contest)
        assert result is not None
        shown = result.reconciliation
        assert {party: known_value(figure) for party, figure in shown.after.items()} == {
            "labour": 33,
            "conservative": 22,
            "independent": 4,
        }
        assert known_value(shown.majority_after["labour"]) == 7
        before = shown.baselines[Baseline.LAST_FOUGHT]
        assert known_value(before.seats_total) == 55
        assert known_value(before.change["conservative"]) == -11
        assert before.change_of_control.kind is ChangeKind.GAIN
        assert before.change_of_control.before == Majority("conservative")
        assert shown.state is State.DECLARED
        assert set(shown.outcomes.values()) == {ClaimOutcome.USED}

    def test_the_tables_can_be_asked_for_what_is_shown(self) -> None:
        contest = medway()
        report_the_result(contest)
        report_the_council_before(contest)
        publish(contest)
        publication = Publication.objects.current().get()
        assert publication.control_after_party == factories.party()
        labour = Tally.objects.current().get(measure="seats", moment="after", party__slug="labour")
        assert (labour.status, labour.value, labour.low, labour.high) == (
            "reported",
            33,
            None,
            None,
        )
        change = ChangeOfControl.objects.current().get(baseline="last_fought")
        assert (change.kind, change.control_before_party) == (
            "gain",
            factories.party(slug="conservative"),
        )

    def test_who_and_why_are_on_record(self) -> None:
        contest = medway()
        publish(contest, by="results editor", reason="The recount.")
        result = published_result(contest)
        assert result is not None
        assert (result.published_by, result.reason) == ("results editor", "The recount.")
        assert result.published_at == factories.NIGHT

    @pytest.mark.parametrize("word", ["by", "reason"])
    def test_it_is_refused_without_a_name_and_a_reason(self, word: str) -> None:
        contest = medway()
        with pytest.raises(ValidationError, match="blank"):
            publish(contest, **{word: ""})
        assert rows() == 0

    def test_a_contest_without_claims_is_awaited(self) -> None:
        contest = medway()
        publish(contest)
        result = published_result(contest)
        assert result is not None
        assert result.reconciliation.state is State.AWAITED
        assert known_value(result.reconciliation.seats_total) == 59

    def test_the_same_claims_again_write_nothing(self) -> None:
        contest = medway()
        report_the_result(contest)
        publish(contest)
        before = rows()
        assert publish(contest, at=LATER, reason="Again.") == Unchanged(1)
        assert rows() == before
        assert current_data_version() == 1

    def test_a_new_claim_makes_a_new_version_and_the_old_one_stays_readable(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish(contest)
        held(contest, "conservative", 22)
        outcome = publish(contest, at=LATER, reason="The other party.")
        assert isinstance(outcome, Published)
        old, new = published_version(contest, version=1), published_result(contest)
        assert old is not None
        assert new is not None
        assert (old.is_current, new.is_current, new.version) == (False, True, 2)
        assert old.reconciliation.after.keys() == {"labour"}
        assert new.reconciliation.after.keys() == {"labour", "conservative"}
        assert [(line.version, line.reason) for line in history_of(contest)] == [
            (2, "The other party."),
            (1, "First result."),
        ]
        assert current_data_version() == 2

    def test_a_claim_that_only_agrees_makes_a_new_version_too(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish(contest)
        held(contest, "labour", 33, source=factories.source(slug="itv-medway-2023"))
        assert isinstance(publish(contest), Published)

    def test_a_claim_that_is_replaced_no_longer_counts(self) -> None:
        contest = medway()
        first = held(contest, "labour", 34)
        publish(contest)
        held(contest, "labour", 33, reference="labour-corrected", replaces=first)
        publish(contest)
        result = published_result(contest)
        assert result is not None
        assert known_value(result.reconciliation.after["labour"]) == 33
        assert result.reconciliation.outcomes.keys() == {("bbc-medway-2023", "labour-corrected")}

    def test_a_finding_to_know_of_goes_out_with_the_result(self) -> None:
        contest = medway()
        report_the_result(contest)
        held(contest, "labour", 32, source=factories.source(slug="itv-medway-2023"))
        outcome = publish(contest)
        assert isinstance(outcome, Published)
        assert Code.SOURCES_DIFFER in {finding.code for finding in outcome.findings}
        result = published_result(contest)
        assert result is not None
        assert result.reconciliation.findings == outcome.findings

    def test_a_finding_that_stops_publication_leaves_what_readers_see(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish(contest)
        before = rows()
        held(contest, "labour", 34, reference="labour-again")
        outcome = publish(contest)
        assert isinstance(outcome, Refused)
        assert Code.TWO_VALUES in {finding.code for finding in outcome.findings}
        assert rows() == before
        assert current_data_version() == 1

    def test_nothing_is_kept_if_it_fails_on_the_way(self, monkeypatch: pytest.MonkeyPatch) -> None:
        contest = medway()
        report_the_result(contest)

        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("The power went.")

        monkeypatch.setattr(ClaimUseQuerySet, "bulk_create", fail)
        with pytest.raises(RuntimeError, match="power"):
            publish(contest)
        assert rows() == 0
        assert current_data_version() == 0

    def test_several_contests_move_the_data_version_once(self) -> None:
        first, second = medway(), factories.contest(of=factories.council(slug="maidstone"))
        outcomes = publish_contests(
            contests=Contest.objects.all(), at=LATER, by="night desk", reason="All of them."
        )
        assert outcomes == {
            first.ballot_id: Published(1, ()),
            second.ballot_id: Published(1, outcomes[second.ballot_id].findings),  # type: ignore[union-attr]
        }
        version = DataVersion.objects.get()
        assert (version.number, version.changed_at) == (1, LATER)

    def test_one_contest_refused_does_not_hold_up_another(self) -> None:
        contest, other = medway(), factories.contest(of=factories.council(slug="maidstone"))
        held(contest, "labour", 33)
        held(contest, "labour", 34, reference="labour-again")
        outcomes = publish_contests(
            contests=Contest.objects.all(), at=LATER, by="night desk", reason="All of them."
        )
        assert isinstance(outcomes[contest.ballot_id], Refused)
        assert isinstance(outcomes[other.ballot_id], Published)

    def test_finding_out_what_differs_takes_as_many_queries_for_many_contests(self) -> None:
        def queries() -> int:
            everything = {"contests": Contest.objects.all(), "at": LATER}
            publish_contests(**everything, by="night desk", reason="All of them.")  # type: ignore[arg-type]
            with CaptureQueriesContext(
                connection,
            ) as context:
                publish_contests(**everything, by="night desk", reason="Again.")  # type: ignore[arg-type]
            return len(context)

        contest = medway()
        report_the_result(contest)
        few = queries()
        for slug in ("maidstone", "thurrock", "cumberland", "carlisle", "belfast"):
            another = factories.contest(of=factories.council(slug=slug))
            held(another, "labour", 10, reference=f"labour-{slug}")
            held(another, "green", 10, reference=f"green-{slug}")
        assert queries() == few


@pytest.mark.django_db(transaction=True)
class TestPublishingAtOnce:
    def both(self, contests: list[Contest]) -> list[Outcome]:
        """Publish in a thread for each, all starting together."""
        start = Barrier(len(contests))

        def in_thread(contest: Contest) -> Outcome:
            try:
                start.wait(timeout=60)
                return publish(contest)
            finally:
                connection.close()

        with ThreadPoolExecutor(len(contests)) as threads:
            return list(threads.map(in_thread, contests))

    def test_two_who_publish_one_contest_do_so_in_turn(self) -> None:
        contest = medway()
        report_the_result(contest)
        outcomes = self.both([contest] * 4)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == [
            "Published",
            "Unchanged",
            "Unchanged",
            "Unchanged",
        ]
        assert Publication.objects.get().version == 1
        assert current_data_version() == 1

    def test_no_move_of_the_data_version_is_lost(self) -> None:
        contests = [
            factories.contest(of=factories.council(slug=slug))
            for slug in ("medway", "maidstone", "thurrock", "belfast")
        ]
        self.both(contests)
        assert current_data_version() == 4
        self.both(contests)
        assert current_data_version() == 4
