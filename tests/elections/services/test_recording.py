"""Recording: what somebody types is stored whole or not at all, and previews store nothing."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from councils.models import CouncilSize
from elections.domain.figures import Disputed, known_value
from elections.domain.findings import Code
from elections.models import Claim, Contest, Publication, Source
from elections.pages.preview import PreviewMaterial, preview_page
from elections.selectors.data_version import current_data_version
from elections.selectors.previewing import entered_material, preview_material
from elections.selectors.results import published_result
from elections.services.desk.stepping import Actor
from elections.services.entries import NOT_FOR_THIS_KIND, ClaimEntry, NewSource
from elections.services.on_record import SecondPersonNeeded, Stale, publish_entered
from elections.services.previewing import preview_claims
from elections.services.publishing import Published, Unchanged, publish_contest
from elections.services.recording import (
    GONE,
    NOTHING_STATED,
    REPLACED_ALREADY,
    Recorded,
    RecordedAndPublished,
    Stopped,
    Wrong,
    record_and_publish,
    record_claims,
)
from tests import factories
from tests.elections.medway import held, medway

DECLARATION = NewSource(
    name="Medway Council",
    title="Declaration of the result",
    outlet_name="Medway Council",
    kind="declaration",
    published_on=date(2023, 5, 5),
    date_basis="Printed on it.",
)
LATER = factories.NIGHT + timedelta(hours=1)


def holds(party: str, seats: int, **columns: Any) -> ClaimEntry:
    given: dict[str, Any] = {"kind": "seats_held", "moment": "after", "value": seats}
    return ClaimEntry(party=factories.party(slug=party), **(given | columns))


# A fact without a figure, which one person publishes.
REMARK = ClaimEntry(
    kind="remark", topic="council", text="A recount in one ward.", stated_as="digits"
)


def given(
    contest: Contest, entries: Sequence[ClaimEntry], source: Source | NewSource = DECLARATION
) -> dict[str, Any]:
    return {
        "contest": contest.pk,
        "source": source,
        "entries": entries,
        "at": factories.NIGHT,
        "by": "night desk",
    }


def recorded(
    contest: Contest, *entries: ClaimEntry, source: Source | NewSource = DECLARATION
) -> Recorded:
    outcome = record_claims(**given(contest, entries, source))
    assert isinstance(outcome, Recorded), outcome
    return outcome


def wrong(
    contest: Contest, *entries: ClaimEntry, source: Source | NewSource = DECLARATION
) -> Wrong:
    before = Claim.objects.count(), Source.objects.count(), current_data_version()
    outcome = record_claims(**given(contest, entries, source))
    assert isinstance(outcome, Wrong), outcome
    assert (Claim.objects.count(), Source.objects.count(), current_data_version()) == before
    return outcome


@pytest.mark.django_db
class TestRecording:
    def test_a_declaration_is_stored_with_its_claims(self) -> None:
        contest = medway()
        stored = recorded(contest, holds("labour", 33), holds("conservative", 22))
        assert stored.source.slug == "medway-council-medway-2023-05-04"
        assert [claim.reference for claim in stored.claims] == [
            "medway-after-labour",
            "medway-after-conservative",
        ]
        claim = Claim.objects.get(reference="medway-after-labour")
        assert (claim.value, claim.recorded_by, claim.recorded_at) == (
            33,
            "night desk",
            factories.NIGHT,
        )

    def test_nothing_is_published_and_the_data_version_moves(self) -> None:
        recorded(medway(), holds("labour", 33))
        assert not Publication.objects.exists()
        assert current_data_version() == 1

    def test_a_correction_gets_a_reference_of_its_own(self) -> None:
        contest = medway()
        first = recorded(contest, holds("labour", 34))
        second = recorded(
            contest, holds("labour", 33, replaces=first.claims[0]), source=first.source
        )
        assert second.claims[0].reference == "medway-after-labour-2"
        assert second.claims[0].replaces == first.claims[0]

    def test_a_claim_is_replaced_once(self) -> None:
        contest = medway()
        first = recorded(contest, holds("labour", 34))
        correction = holds("labour", 33, replaces=first.claims[0])
        recorded(contest, correction, source=first.source)
        outcome = wrong(contest, replace(correction, value=32), source=first.source)
        assert outcome.claims == ({"replaces": (REPLACED_ALREADY,)},)

    def test_the_form_sent_twice_is_stored_once(self) -> None:
        contest = medway()
        first = recorded(contest, holds("labour", 33))
        assert "name" in wrong(contest, holds("labour", 33)).source
        outcome = wrong(contest, holds("labour", 33), source=first.source)
        assert "medway-after-labour" in outcome.claims[0][""][0]

    def test_one_wrong_row_keeps_all_from_being_stored(self) -> None:
        outcome = wrong(medway(), holds("labour", 33), holds("conservative", 1_000_000))
        assert outcome.claims[0] == {}
        assert outcome.claims[1]["value"][0].startswith("Give a number from 0 to")

    def test_a_wrong_source_and_a_wrong_row_are_told_together(self) -> None:
        bad = replace(DECLARATION, kind="rumour", outlet_name="\u2026")
        outcome = wrong(medway(), ClaimEntry(kind="seats_held"), source=bad)
        assert outcome.source.keys() >= {"kind"}
        assert outcome.claims[0].keys() == {"moment", "party", "value"}

    def test_an_article_needs_the_paragraph(self) -> None:
        outcome = wrong(medway(), holds("labour", 33), source=replace(DECLARATION, kind="article"))
        assert outcome.claims[0].keys() == {"paragraph"}

    def test_what_a_kind_does_not_take_is_said_beside_it(self) -> None:
        outcome = wrong(medway(), holds("labour", 33, text="Hooray"))
        assert outcome.claims[0] == {"text": (NOT_FOR_THIS_KIND,)}

    @pytest.mark.parametrize(
        ("columns", "field"),
        [
            ({"moment": "after"}, "moment"),
            ({"moment": "eve_of_poll"}, "baseline_basis"),
            ({"moment": "eve_of_poll", "baseline_basis": "only_fit"}, "baseline_note"),
        ],
    )
    def test_a_change_says_what_it_counts_from_and_how_that_is_known(
        self, columns: dict[str, str], field: str
    ) -> None:
        entry = holds("labour", -4, kind="seats_changed", **columns)
        assert wrong(medway(), entry).claims[0].keys() == {field}

    def test_a_form_without_a_claim_is_refused(self) -> None:
        assert wrong(medway()).source == {"": (NOTHING_STATED,)}

    def test_a_contest_deleted_meanwhile_is_said_to_be_gone(self) -> None:
        contest = medway()
        key, _ = contest.pk, contest.delete()
        contest.pk = key
        assert wrong(contest, holds("labour", 33)).contest == (GONE,)

    def test_a_bundle_has_no_control(self) -> None:
        entry = ClaimEntry(kind="has_control", moment="after", party=factories.party(slug="other"))
        assert wrong(medway(), entry).claims[0].keys() == {"party"}


@pytest.mark.django_db
class TestRecordingAndPublishing:
    def publish(self, contest: Contest, *entries: ClaimEntry) -> Any:
        return record_and_publish(**given(contest, entries), reason="Declared.")

    def test_readers_see_a_remark_at_once(self) -> None:
        contest = medway()
        outcome = self.publish(contest, REMARK)
        assert isinstance(outcome, RecordedAndPublished)
        assert isinstance(outcome.outcome, Published)
        result = published_result(contest)
        assert result is not None
        assert (result.published_by, result.reason) == ("night desk", "Declared.")

    def test_a_finding_that_stops_it_leaves_nothing_stored(self) -> None:
        contest = medway()
        source = factories.source()
        held(contest, "labour", 33, source=source)
        held(contest, "labour", 34, source=source, reference="again")
        before = Claim.objects.count(), current_data_version()
        outcome = self.publish(contest, REMARK)
        assert isinstance(outcome, Stopped)
        assert Code.TWO_VALUES in {finding.code for finding in outcome.findings}
        assert (Claim.objects.count(), current_data_version()) == before

    def test_a_figure_is_not_published_by_who_enters_it_and_nothing_is_stored(self) -> None:
        contest = medway()
        for entries in ([holds("labour", 33)], [REMARK, holds("labour", 33)]):
            assert self.publish(contest, *entries) == SecondPersonNeeded()
        assert not Claim.objects.exists()
        assert not Publication.objects.exists()

    def test_a_remark_in_place_of_a_figure_needs_a_second_person(self) -> None:
        contest = medway()
        figure = held(contest, "labour", 33)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        remark = replace(REMARK, replaces=figure)
        given_source = given(contest, [remark], figure.source)
        assert record_and_publish(**given_source, reason="x") == SecondPersonNeeded()
        assert Publication.objects.count() == 1

    def test_a_remark_takes_no_unpublished_figure_with_it(self) -> None:
        contest = medway()
        recorded(contest, holds("labour", 33), source=replace(DECLARATION, title="The count"))
        self.publish(contest, REMARK)
        result = published_result(contest)
        assert result is not None
        assert "labour" not in result.reconciliation.after
        assert Claim.objects.never_published().count() == 1

    def test_a_remark_does_not_publish_a_size_that_changed_meanwhile(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        CouncilSize.objects.filter(seats=55).update(seats=54)
        assert self.publish(contest, REMARK) == SecondPersonNeeded()
        assert Publication.objects.count() == 1

    def test_nothing_of_a_source_is_stored_where_a_figure_is_refused(self) -> None:
        self.publish(medway(), holds("labour", 33))
        assert not Source.objects.exists()
        assert current_data_version() == 0


@pytest.mark.django_db
class TestPublishingWhatOthersEntered:
    def entered(self, contest: Contest, *entries: ClaimEntry, by: str) -> Recorded:
        title = f"Entered by {by}"
        source = replace(DECLARATION, title=title)
        outcome = record_claims(**{**given(contest, entries, source), "by": by})
        assert isinstance(outcome, Recorded)
        return outcome

    def publish(self, contest: Contest, *, by: str) -> Any:
        named = Contest.objects.of_key(contest.pk).with_names().get()
        return publish_entered(
            contest=named,
            seen=entered_material(named, by=by).preview.token,
            by=Actor(by),
            at=LATER,
            reason="Checked.",
        )

    def seats(self, contest: Contest) -> dict[str, int | None]:
        result = published_result(contest)
        if result is None:
            return {}
        return {party: known_value(each) for party, each in result.reconciliation.after.items()}

    def test_a_second_person_publishes_and_who_entered_it_does_not(self) -> None:
        contest = medway()
        self.entered(contest, holds("labour", 33), by="edith")
        assert self.publish(contest, by="edith") == SecondPersonNeeded()
        assert not Publication.objects.exists()
        assert isinstance(self.publish(contest, by="emil"), Published)
        assert self.seats(contest) == {"labour": 33}

    def test_two_who_entered_something_each_publish_what_the_other_did(self) -> None:
        contest = medway()
        self.entered(contest, holds("labour", 33), by="edith")
        self.entered(contest, holds("conservative", 22), by="emil")
        self.publish(contest, by="edith")
        assert self.seats(contest) == {"conservative": 22}
        assert self.publish(contest, by="edith") == SecondPersonNeeded()
        self.publish(contest, by="emil")
        assert self.seats(contest) == {"conservative": 22, "labour": 33}

    def test_a_correction_of_ones_own_claim_is_left_to_others_with_it(self) -> None:
        contest = medway()
        first = self.entered(contest, holds("labour", 34), by="edith")
        correction = holds("labour", 33, replaces=first.claims[0])
        record_claims(**{**given(contest, [correction], first.source), "by": "edith"})
        self.entered(contest, holds("conservative", 22), by="emil")
        self.publish(contest, by="edith")
        assert self.seats(contest) == {"conservative": 22}
        self.publish(contest, by="emil")
        assert self.seats(contest) == {"conservative": 22, "labour": 33}

    def test_a_published_figure_stays_until_its_correction_is_published(self) -> None:
        contest = medway()
        first = self.entered(contest, holds("labour", 34), by="edith")
        self.publish(contest, by="emil")
        correction = holds("labour", 33, replaces=first.claims[0])
        record_claims(**{**given(contest, [correction], first.source), "by": "edith"})
        assert self.publish(contest, by="edith") == SecondPersonNeeded()
        assert self.seats(contest) == {"labour": 34}

    def test_what_was_entered_after_the_preview_is_not_published_with_it(self) -> None:
        contest = medway()
        self.entered(contest, holds("labour", 33), by="edith")
        named = Contest.objects.of_key(contest.pk).with_names().get()
        seen = entered_material(named, by="emil").preview.token
        self.entered(contest, holds("conservative", 22), by="ruth")
        sent: dict[str, Any] = {"contest": named, "by": Actor("emil"), "at": LATER, "reason": "x"}
        for token in (seen, "", "nonsense"):
            assert publish_entered(seen=token, **sent) == Stale()
        assert not Publication.objects.exists()

    def test_sent_twice_it_is_published_once(self) -> None:
        contest = medway()
        self.entered(contest, holds("labour", 33), by="edith")
        named = Contest.objects.of_key(contest.pk).with_names().get()
        seen = entered_material(named, by="emil").preview.token
        sent: dict[str, Any] = {"contest": named, "by": Actor("emil"), "at": LATER, "reason": "x"}
        assert isinstance(publish_entered(seen=seen, **sent), Published)
        assert publish_entered(seen=seen, **sent) == Stale()
        assert Publication.objects.count() == 1


@pytest.mark.django_db
class TestPreviewing:
    def preview(self, contest: Contest, *entries: ClaimEntry) -> PreviewMaterial:
        outcome = preview_claims(**given(contest, entries))
        assert isinstance(outcome, PreviewMaterial), outcome
        return outcome

    def test_a_dispute_is_seen_before_anything_is_stored(self) -> None:
        contest = medway()
        held(contest, "labour", 32)
        before = Claim.objects.count(), Source.objects.count(), current_data_version()
        material = self.preview(contest, holds("labour", 33))
        assert isinstance(material.would_be.after["labour"], Disputed)
        page = preview_page(material)
        assert [dispute.about for dispute in page.disputes] == ["Labour: seats after"]
        assert "W107" in {finding.code for finding in page.to_know}
        assert (Claim.objects.count(), Source.objects.count(), current_data_version()) == before

    def test_figures_that_others_entered_and_nobody_published_are_left_out(self) -> None:
        contest = medway()
        recorded(contest, holds("labour", 42), source=replace(DECLARATION, title="The count"))
        for entry in (REMARK, holds("conservative", 22)):
            assert "labour" not in self.preview(contest, entry).would_be.after

    def test_what_readers_see_now_stands_beside_what_differs(self) -> None:
        contest = medway()
        held(contest, "labour", 32)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        page = preview_page(self.preview(contest, holds("labour", 33)))
        labour = page.tables[0].rows[0]
        assert labour.after is not None
        assert (labour.name, labour.after.text, labour.after.now) == ("Labour", "33", "32")
        assert page.summary == "This would be version 2, in place of version 1."

    def test_preview_leaves_out_what_others_entered_and_nobody_published(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        other = replace(DECLARATION, title="The count")
        record_claims(**given(contest, [holds("labour", 42)], other) | {"by": "emil"})
        material = self.preview(contest, REMARK)
        outcome = record_and_publish(**given(contest, [REMARK]), reason="Read it.")
        assert isinstance(outcome, RecordedAndPublished)
        result = published_result(contest)
        assert result is not None
        assert material.would_be == result.reconciliation
        assert known_value(material.would_be.after["labour"]) == 33

    def test_preview_shows_a_claim_in_place_of_one_that_waits(self) -> None:
        contest = medway()
        waiting = recorded(contest, holds("labour", 42))
        again = holds("labour", 33, replaces=waiting.claims[0])
        outcome = preview_claims(**given(contest, [again], waiting.source))
        assert isinstance(outcome, PreviewMaterial), outcome
        assert known_value(outcome.would_be.after["labour"]) == 33

    def test_a_finding_that_stops_publication_is_told_with_its_code(self) -> None:
        page = preview_page(self.preview(medway(), holds("labour", 33), holds("labour", 34)))
        assert not page.may_be_published
        assert "E107" in {finding.code for finding in page.stopping}
        assert "E107" in page.summary

    def test_that_nothing_would_change_is_said_in_words(self) -> None:
        contest = medway()
        held(contest, "labour", 33)
        publish_contest(contest=contest, at=factories.NIGHT, by="desk", reason="First.")
        named = Contest.objects.of_key(contest.pk).with_names().get()
        page = preview_page(preview_material(named))
        assert page.summary == "Nothing would change: version 1 says all of this already."

    def test_what_is_wrong_is_told_as_recording_tells_it(self) -> None:
        outcome = preview_claims(**given(medway(), [ClaimEntry(kind="seats_held")]))
        assert isinstance(outcome, Wrong)
        assert outcome.claims[0].keys() == {"moment", "party", "value"}


@pytest.mark.django_db
class TestClaimsInWaiting:
    def test_only_what_somebody_entered_and_nobody_published_waits(self) -> None:
        contest = medway()
        held(contest, "green", 1)  # As the fixtures bring it.
        assert not Claim.objects.in_waiting().exists()
        recorded(contest, holds("labour", 33))
        assert not Contest.objects.but_those_of(Claim.objects.in_waiting()).exists()
        publish_contest(contest=contest, at=LATER, by="desk", reason="Declared.")
        assert Contest.objects.but_those_of(Claim.objects.in_waiting()).get() == contest


@pytest.mark.django_db(transaction=True)
def test_two_people_who_enter_the_same_at_once_store_it_once() -> None:
    contest, entries = medway(), [REMARK]
    start = Barrier(2)

    def in_thread(_: int) -> object:
        try:
            start.wait(timeout=60)
            return record_and_publish(**given(contest, entries), reason="Declared.")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(in_thread, range(2)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "RecordedAndPublished",
        "Wrong",
    ]
    assert Claim.objects.count() == 1
    assert Publication.objects.get().version == 1
    again = publish_contest(contest=contest, at=LATER, by="desk", reason="Again.")
    assert again == Unchanged(1)
