"""A table is imported whole or not at all, through the same gates as every other claim."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.domain.figures import Disputed, known_value
from elections.domain.sources import Precision
from elections.models import Claim, Contest, DataVersion, Publication, Source
from elections.selectors.data_version import current_data_version
from elections.selectors.results import published_result
from elections.services.importing import (
    ClaimState,
    Description,
    Imported,
    ImportRefused,
    ImportReport,
    Lists,
    Order,
    RowState,
    Terms,
    import_results,
    preview_import,
)
from elections.services.publishing import Published
from elections.services.recording import MEANWHILE
from tests import factories
from tests.elections.medway import medway, report_the_result
from tests.elections.services.importing.files import TIDY, table

pytestmark = pytest.mark.django_db

COUNCIL = Description(
    name="Medway Council",
    title="Seats after the poll of 2023",
    outlet_name="Medway Council",
    published_on=date(2023, 5, 9),
    date_basis="Printed on it.",
)
LATER = factories.NIGHT + timedelta(days=4)
WIDE = "council,labour,conservative,other,total\nMedway,33,22,4,59\n"


@pytest.fixture
def contest() -> Contest:
    """Return Medway 2023, with the parties that tables name."""
    for slug in ("labour", "conservative", "other", "independent"):
        factories.party(slug=slug)
    return medway()


def order(content: str = TIDY, layout: str = "tidy", **how: Any) -> Order:
    """Return what is to be imported, of a source that is described."""
    terms = how.pop("terms", Terms(polling_day=factories.POLLING_DAY))
    given: dict[str, Any] = {"source": "medway-seats-2023", "description": COUNCIL}
    return Order(table(content), layout, terms=terms, **(given | how))


def imported(what: Order) -> ImportReport:
    """Import a table, which has to go through."""
    done = import_results(order=what, at=LATER, by="data desk", reason="From the council.")
    assert isinstance(done, Imported), [str(each) for each in done.report.problems]
    return done.report


def refused(what: Order) -> list[str]:
    """Return why a table is not imported, and check that nothing came of it."""
    before = stored()
    done = import_results(order=what, at=LATER, by="data desk", reason="From the council.")
    assert isinstance(done, ImportRefused)
    assert stored() == before
    return [str(problem) for problem in done.report.problems]


def stored() -> tuple[int, ...]:
    """Return how much there is of everything that an import may write."""
    return (
        Claim.objects.count(),
        Source.objects.count(),
        Publication.objects.count(),
        DataVersion.objects.number(),
    )


def seats(contest: Contest, party: str) -> int | None:
    """Return what readers see that a party holds after the poll."""
    result = published_result(contest)
    assert result is not None
    return known_value(result.reconciliation.after[party])


def test_a_table_becomes_claims_of_its_source_and_readers_see_what_follows(
    contest: Contest,
) -> None:
    before = current_data_version()
    report = imported(order())
    assert report.claims == {ClaimState.NEW: 5}
    assert [(row.line, row.state) for row in report.rows] == [
        (line, RowState.NEW) for line in (2, 3, 4, 5)
    ]
    assert {row.ballot_id for row in report.rows} == {"local.medway.2023-05-04"}
    assert report.is_new_source
    assert isinstance(report.outcomes["local.medway.2023-05-04"], Published)
    assert (seats(contest, "labour"), seats(contest, "conservative")) == (33, 22)
    assert current_data_version() == before + 1
    source = Source.objects.get()
    assert (source.slug, source.outlet, source.kind) == (
        "medway-seats-2023",
        "medway-council",
        "dataset",
    )
    claim = Claim.objects.get(party__slug="labour")
    assert claim.reference == "medway-2023-05-04-after-labour"
    assert (claim.recorded_by, claim.recorded_at) == ("data desk", LATER)
    publication = Publication.objects.get()
    assert (publication.published_by, publication.reason) == ("data desk", "From the council.")


def test_importing_it_again_changes_nothing(contest: Contest) -> None:
    imported(order())
    before = stored()
    again = imported(order())
    assert again.claims == {ClaimState.SAME: 5}
    assert {row.state for row in again.rows} == {RowState.SAME}
    assert again.outcomes == {}
    assert stored() == before


def test_the_source_need_not_be_described_again(contest: Contest) -> None:
    imported(order())
    assert not imported(order(description=Description())).is_new_source


def test_another_layout_of_the_same_seats_says_the_same(contest: Contest) -> None:
    imported(order())
    assert imported(order(WIDE, "wide")).claims == {ClaimState.SAME: 4}


def test_a_preview_says_all_that_an_import_would_do_and_does_nothing(contest: Contest) -> None:
    before = stored()
    seen = preview_import(order=order(), at=LATER, by="data desk", reason="From the council.")
    assert stored() == before
    assert seen == imported(order())


def test_what_the_source_said_otherwise_is_a_correction_and_has_to_be_called_one(
    contest: Contest,
) -> None:
    imported(order())
    corrected = TIDY.replace("33", "32").replace("Other,4", "Other,5")
    told = refused(order(corrected))
    assert told[0] == (
        "results.csv, line 2, column 'seats': The source says 33 (exact) so far, and a claim is"
        " never changed: say --correct if this corrects it."
    )
    assert len(told) == 2
    report = imported(order(corrected, corrects=True))
    assert report.claims == {ClaimState.CHANGED: 2, ClaimState.SAME: 3}
    assert [row.state.value for row in report.rows] == ["changed", "same", "changed", "same"]
    assert seats(contest, "labour") == 32
    claim = Claim.objects.standing().get(party__slug="labour")
    assert claim.replaces is not None
    assert (claim.replaces.value, claim.reference) == (33, "medway-2023-05-04-after-labour-2")


def test_a_figure_that_is_approximate_now_is_a_correction_too(contest: Contest) -> None:
    imported(order())
    approximate = replace(order().terms, precision=Precision.APPROXIMATE)
    assert "(exact) so far" in refused(order(terms=approximate))[0]


def test_one_wrong_row_keeps_all_the_others_out(contest: Contest) -> None:
    wrong = TIDY + "Medwey,Labour,1\n"
    told = refused(order(wrong))
    assert told == [
        (
            "results.csv, line 6, column 'council': There is no council 'Medwey'."
            " Did you mean Medway (E06000035)?"
        )
    ]
    seen = preview_import(order=order(wrong), at=LATER, by="data desk", reason="")
    assert [row.state.value for row in seen.rows] == ["new", "new", "new", "new", "refused"]
    assert seen.rows[-1].problems == seen.problems


def test_what_contradicts_itself_beside_standing_facts_is_told_by_its_finding(
    contest: Contest,
) -> None:
    told = refused(order("council,party,seats\nMedway,Labour,40\nMedway,Con,22\n"))
    assert len(told) == 1
    assert told[0].startswith("results.csv, line 2: local.medway.2023-05-04: E101: ")


def test_a_table_that_differs_from_another_source_is_imported_and_disputed(
    contest: Contest,
) -> None:
    report_the_result(contest)
    imported(order(TIDY.replace("33", "32").replace("Other,4", "Other,5")))
    result = published_result(contest)
    assert result is not None
    assert isinstance(result.reconciliation.after["labour"], Disputed)
    assert seats(contest, "labour") == 33


def test_a_result_that_somebody_is_entering_is_left_to_them(contest: Contest) -> None:
    factories.claim(contest=contest, party=factories.party(), recorded_by="night desk")
    before = current_data_version()
    report = imported(order())
    assert report.waiting == ("local.medway.2023-05-04",)
    assert not Publication.objects.exists()
    # The page of the source shows its claims all the same.
    assert current_data_version() == before + 1


def test_an_article_names_paragraphs_and_is_no_table(contest: Contest) -> None:
    factories.source(slug="bbc-medway-2023")
    told = refused(order(source="bbc-medway-2023", description=Description()))
    assert "source bbc-medway-2023: This is an article, of which each claim names" in told[0]
    told = refused(order(description=replace(COUNCIL, kind="article")))
    assert "This is an article" in told[0]


def test_a_stored_source_is_not_described_otherwise(contest: Contest) -> None:
    imported(order())
    told = refused(order(description=replace(COUNCIL, title="Seats by ward")))
    assert told == [
        (
            "source medway-seats-2023, column '--source-title': It is stored with 'Seats after the"
            " poll of 2023', and 'Seats by ward' is given: leave out the option."
        )
    ]


def test_a_new_source_has_to_be_described(contest: Contest) -> None:
    told = refused(order(description=Description(name="Medway Council")))
    assert told == [
        (
            "source medway-seats-2023: There is no source of this slug. To describe a new one, give"
            " --source-title, --outlet, --published-on, --date-basis."
        )
    ]
    told = refused(order(source="no slug", description=replace(COUNCIL, url="nowhere")))
    assert [each.split(":")[0] for each in told] == [
        "source no slug, column '--source'",
        "source no slug, column '--source-url'",
    ]


def test_one_report_is_not_stored_as_two_sources(contest: Contest) -> None:
    imported(order())
    [told] = refused(order(source="medway-again"))
    assert "This source is stored already as 'medway-seats-2023'" in told


def test_claims_of_one_source_that_differ_already_are_for_the_desk(contest: Contest) -> None:
    imported(order())
    source = Source.objects.get()
    factories.claim(
        source=source, contest=contest, party=factories.party(), value=34, reference="again"
    )
    [told] = refused(order(TIDY.replace("33", "32").replace("59", "58"), corrects=True))[:1]
    assert "differ already: correct them at the desk." in told


def test_a_table_of_another_election_claims_nothing(contest: Contest) -> None:
    dated = "council,election,party,seats\nMedway,2019-05-02,Labour,20\n"
    assert refused(order(dated)) == ["results.csv: No row is of this election: nothing is claimed."]


def test_what_somebody_else_stores_meanwhile_stops_it(
    contest: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "elections.services.importing.importing.store", lambda *_, **__: twice_the_same(contest)
    )
    assert refused(order()) == [f"results.csv: {MEANWHILE}"]


def twice_the_same(contest: Contest) -> None:
    """Store what the database refuses."""
    claims = [factories.new_claim(contest=contest, party=factories.party()) for _ in range(2)]
    Claim.objects.bulk_create(claims)


def test_it_takes_as_many_queries_for_many_councils_as_for_one(contest: Contest) -> None:
    for slug in ("maidstone", "thurrock", "belfast"):
        factories.contest(of=factories.council(slug=slug))
    partial = Terms(polling_day=factories.POLLING_DAY, lists=Lists.PARTIAL)
    head = "council,labour,conservative,other,total\n"

    def queries(source: str, *councils: str) -> int:
        what = order(
            head + "".join(f"{name},3,2,1,6\n" for name in councils),
            "wide",
            source=source,
            description=replace(COUNCIL, title=source),
            terms=partial,
        )
        with CaptureQueriesContext(connection) as asked:
            imported(what)
        return len(asked)

    # The first publication of all also makes the row of the data version.
    queries("first", "Belfast")
    # Somebody who has a result already, as one of the many has: what is stored of it is read.
    one = queries("one", "Belfast")
    assert queries("many", "Maidstone", "Thurrock", "Belfast") == one
    assert one < 80


@pytest.mark.django_db(transaction=True)
def test_a_table_that_two_people_import_at_once_is_stored_once() -> None:
    for slug in ("labour", "conservative", "other"):
        factories.party(slug=slug)
    medway()
    start = Barrier(2)

    def in_thread(_: int) -> Imported | ImportRefused:
        try:
            start.wait(timeout=60)
            return import_results(order=order(), at=LATER, by="data desk", reason="At once.")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(in_thread, range(2)))
    # The second finds the first's claims, or that its source was stored meanwhile.
    told = {str(problem) for each in done for problem in each.report.problems}
    assert told <= {f"results.csv: {MEANWHILE}"}
    assert any(isinstance(each, Imported) for each in done)
    assert (Claim.objects.count(), Source.objects.count()) == (5, 1)
    assert Publication.objects.get().version == 1
