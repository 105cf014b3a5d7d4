"""What reconciliation is given: the claims that stand, and the council's facts on the right day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from councils.domain.control import NotApplicable
from elections.claim_shapes import SHAPES, ClaimKind, columns_of
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import Claim, SeatsHeld
from elections.domain.contests import Scope, StandingNumber
from elections.domain.reconciliation.reconcile import reconcile
from elections.domain.sources import Citation, Precision, Source, SourceKind
from elections.models import Claim as ClaimRow
from elections.models import Contest
from elections.selectors.inputs import claims_and_facts, inputs_of
from elections.selectors.results import published_result, published_results
from elections.services.publishing import Refused, publish_contest, publish_contests
from tests import factories
from tests.elections.domain.truths import any_claims
from tests.elections.medway import held, medway, report_the_result

pytestmark = pytest.mark.django_db


def test_a_claim_says_what_its_row_does() -> None:
    contest = medway()
    held(contest, "labour", 33, precision="approximate")
    (claim,) = claims_and_facts(contest).claims
    bbc = Source("bbc-medway-2023", "BBC News", "bbc", SourceKind.ARTICLE, date(2023, 5, 5))
    assert claim == Claim(
        Citation(bbc, "labour-after", 5), SeatsHeld(AFTER, "labour", 33), Precision.APPROXIMATE
    )


def test_claims_that_are_replaced_or_about_something_else_are_left_out() -> None:
    contest = medway()
    first = held(contest, "labour", 34)
    held(contest, "labour", 33, reference="labour-corrected", replaces=first)
    elsewhere = factories.contest(of=factories.council(slug="maidstone"))
    held(elsewhere, "labour", 5, reference="labour-maidstone")
    factories.claim(
        kind="councils_declared",
        election=contest.election,
        value=35,
        out_of=107,
        reference="so-far",
    )
    assert [claim.key[1] for claim in claims_and_facts(contest).claims] == ["labour-corrected"]


SIZES = {date(2019, 5, 2): 55, date(2023, 5, 4): 59}
BEFORE = {Baseline.EVE_OF_POLL: 55, Baseline.LAST_FOUGHT: 55}


@pytest.mark.parametrize(
    ("polling_day", "last_fought_on", "sizes", "after", "before"),
    [
        pytest.param(
            date(2023, 5, 4),
            date(2019, 5, 2),
            SIZES,
            59,
            BEFORE,
            id="a review comes into force on polling day",
        ),
        pytest.param(
            date(2022, 5, 5),
            date(2019, 5, 2),
            SIZES,
            55,
            BEFORE,
            id="the next review is not in force yet",
        ),
        pytest.param(
            date(2027, 5, 6),
            date(2023, 5, 4),
            SIZES,
            59,
            dict.fromkeys(BEFORE, 59),
            id="the same size since",
        ),
        pytest.param(
            date(2023, 5, 4),
            None,
            SIZES,
            59,
            {Baseline.EVE_OF_POLL: 55},
            id="nobody knows when it was last fought",
        ),
        pytest.param(
            date(2024, 5, 2),
            date(2022, 5, 5),
            {date(2022, 5, 5): 51, date(2023, 3, 1): 50},
            50,
            {Baseline.EVE_OF_POLL: 50, Baseline.LAST_FOUGHT: 51},
            id="it changed between two polls",
        ),
        pytest.param(
            date(2023, 5, 4),
            date(2019, 5, 2),
            {date(2023, 5, 4): 59},
            59,
            {},
            id="only the new size is known",
        ),
        pytest.param(date(2023, 5, 4), date(2019, 5, 2), {}, None, {}, id="no size is known"),
    ],
)
def test_the_size_is_the_one_in_force_on_each_day(
    polling_day: date,
    last_fought_on: date | None,
    sizes: Mapping[date, int],
    after: int | None,
    before: Mapping[Baseline, int],
) -> None:
    council = factories.council()
    for day, seats in sizes.items():
        factories.council_size(of=council, seats=seats, in_force_from=day)
    contest = factories.contest(
        of=council,
        polling_day=polling_day,
        last_fought_on=last_fought_on,
        facts_source=factories.fact_source(),
    )
    facts = claims_and_facts(contest).facts
    assert (facts.size_after.seats if facts.size_after else None) == after
    assert {baseline: size.seats for baseline, size in facts.size_before.items()} == before


def test_a_new_council_had_no_size_before() -> None:
    cumberland = factories.council(slug="cumberland")
    factories.council_size(of=cumberland, seats=46, in_force_from=date(2019, 5, 2))
    contest = factories.contest(of=cumberland, is_new=True, facts_source=factories.fact_source())
    facts = claims_and_facts(contest).facts
    assert facts.is_new
    assert facts.size_before == {}


def test_standing_facts_say_where_they_are_from() -> None:
    facts = claims_and_facts(medway()).facts
    register = Source(
        "medway-review-2021",
        "Electoral review of Medway",
        "boundary-commission",
        SourceKind.DATASET,
        date(2026, 11, 23),
    )
    assert facts.size_after == StandingNumber(59, Citation(register, "size-medway-2023-05-04"))
    assert facts.seats_up == StandingNumber(59, Citation(register, "seats-up-medway-2023-05-04"))
    assert facts.scope is Scope.WHOLE


def test_belfast_has_no_control_by_a_party() -> None:
    contest = factories.contest(of=factories.council(slug="belfast"))
    assert isinstance(claims_and_facts(contest).facts.no_party_control, NotApplicable)
    assert claims_and_facts(medway()).facts.no_party_control is None


def test_the_kind_of_a_party_says_whether_it_is_one() -> None:
    for slug in ("labour", "independent", "other"):
        factories.party(slug=slug)
    facts = claims_and_facts(medway()).facts
    assert facts.bundles == {"other"}
    assert facts.non_parties == {"independent", "other"}


def test_many_contests_take_as_many_queries_as_one() -> None:
    def queries() -> list[int]:
        counts = []
        for ask in (inputs_of, published_results):
            with CaptureQueriesContext(connection) as context:
                ask(Contest.objects.all())
            counts.append(len(context))
        return counts

    def publish() -> None:
        everything = Contest.objects.all()
        publish_contests(contests=everything, at=factories.NIGHT, by="desk", reason="First.")

    contest = medway()
    report_the_result(contest)
    publish()
    few = queries()
    for slug in ("maidstone", "thurrock", "cumberland", "carlisle", "belfast"):
        another = factories.contest(of=factories.council(slug=slug))
        factories.council_size(of=another.council, seats=50)
        for party in ("labour", "green", "ukip", "other", "snp"):
            source = factories.source(slug=f"report-on-{slug}-{party}")
            held(another, party, 10, source=source)
    publish()
    assert queries() == few
    assert few == [4, 5]


def stored(contest: Contest, claims: list[Claim]) -> list[Claim]:
    """Store those of the claims that the models allow, and return them."""
    kept = []
    for claim in claims:
        source = factories.source(slug=claim.citation.source.slug)
        columns = columns_of(claim.saying)
        for column in ("party", "other_party"):
            if column in columns:
                columns[column] = factories.party(slug=columns[column])
        row = factories.new_claim(
            source=source, contest=contest, reference=claim.citation.reference, **columns
        )
        shape = SHAPES[ClaimKind(columns["kind"])]
        if row.kind == ClaimKind.LEADS_BY and row.party == row.other_party:
            continue
        if row.value is not None and not shape.low <= row.value <= shape.high:
            continue
        row.save()
        kept.append(claim)
    return kept


@given(any_claims())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_stored_and_published_is_what_reconciliation_made(claims: list[Claim]) -> None:
    with transaction.atomic():
        contest = medway()
        kept = stored(contest, claims)
        inputs = claims_and_facts(contest)
        assert {(claim.key, claim.saying) for claim in inputs.claims} == {
            (claim.key, claim.saying) for claim in kept
        }
        expected = reconcile(inputs.facts, inputs.claims)
        outcome = publish_contest(
            contest=contest, at=factories.NIGHT, by="desk", reason="As claimed."
        )
        result = published_result(contest)
        if isinstance(outcome, Refused):
            assert not expected.may_be_published
            assert result is None
        else:
            assert result is not None
            assert result.reconciliation == expected
        assert ClaimRow.objects.about_contest(contest.ballot_id).count() == len(kept)
        transaction.set_rollback(True)
