"""Where articles and tables meet and differ, the page shows both, and counts nobody twice."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from elections.domain.baselines import Baseline
from elections.domain.figures import Bounded, Derived, Disputed, Reported, SeatsFigure, known_value
from elections.domain.results import ClaimOutcome, Reconciliation
from elections.models import Claim, Contest, Publication, PublishedFinding
from elections.selectors.results import published_result


def result_of(ballot_id: str) -> Reconciliation:
    found = published_result(Contest.objects.get(ballot_id=ballot_id))
    assert found is not None
    return found.reconciliation


def values(figure: SeatsFigure) -> set[int]:
    """Return the values that sources state, or the one that follows."""
    match figure:
        case Disputed(alternatives=alternatives):
            return {each.value for each in alternatives}
        case Reported(value=value) | Derived(value=value):
            return {value}
        case Bounded():
            return set()
    return set()


def test_medway_2023_is_what_the_night_had_and_the_autumn_snapshot_is_a_dated_fact_apart() -> None:
    result = result_of("local.medway.2023-05-04")
    assert {party: known_value(figure) for party, figure in result.after.items()} == {
        "labour": 33,
        "conservative": 22,
        "independent": 4,
        "other": 4,
    }
    medway = Contest.objects.get(ballot_id="local.medway.2023-05-04").council
    autumn = medway.compositions.get(year=2023)
    assert {each.party: each.seats for each in autumn.party_seats.all()} == {
        "labour": 31,
        "conservative": 21,
        "other": 7,
    }


def test_maidstone_2023_is_disputed_party_by_party_and_so_is_who_had_it() -> None:
    result = result_of("local.maidstone.2023-05-04")
    assert {party: values(figure) for party, figure in result.after.items()} == {
        "conservative": {23, 24},
        "labour": {5, 6},
        "liberal-democrats": {11, 12},
        "green": {3},
        "independent": {10},
        "other": {10},
    }
    assert known_value(result.baselines[Baseline.EVE_OF_POLL].before["conservative"]) == 27
    assert {"W104", "W107", "W201"} <= {finding.code.value for finding in result.findings}


@pytest.mark.parametrize(
    ("council", "baseline", "change"),
    [
        # Labour's when last fought, with 24 of 44; by-elections and defections left it with 22.
        ("gravesham", "eve_of_poll", "Labour gain from no overall control"),
        ("gravesham", "last_fought", "Labour hold"),
        # The Conservatives had 26 of 47 when last fought, and 24 are counted on the eve.
        ("ashford", "eve_of_poll", "Stays under no overall control"),
        ("ashford", "last_fought", "Conservatives lose to no overall control"),
    ],
)
def test_who_had_gravesham_and_ashford_depends_on_what_is_counted_from(
    client: Client, council: str, baseline: str, change: str
) -> None:
    page = client.get(f"/elections/2023-05-04/{council}/?baseline={baseline}").content.decode()
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    assert f"Change of control {change} ," in words


@pytest.mark.parametrize(
    ("council", "party", "nobodys"),
    [("glasgow", "snp", 39), ("gwynedd", "plaid-cymru", 41)],
)
def test_seats_of_the_snp_and_plaid_cymru_when_last_fought_are_not_known_and_no_zero(
    client: Client, council: str, party: str, nobodys: int
) -> None:
    # The table has no column for them: what it leaves over is nobody's that is named.
    then = result_of(f"local.{council}.2022-05-05").baselines[Baseline.LAST_FOUGHT]
    assert known_value(then.before[party]) is None
    assert known_value(then.change[party]) is None
    address = f"/elections/2022-05-05/{council}/?baseline=last_fought"
    assert f"and {nobodys} not known, of" in client.get(address).content.decode()


@pytest.mark.parametrize(
    "council",
    ["ashfield", "boston", "castle-point", "epsom-and-ewell", "tandridge", "uttlesford"],
)
def test_control_that_a_bundle_leaves_open_says_that_it_does(client: Client, council: str) -> None:
    page = unescape(client.get(f"/elections/2023-05-04/{council}/").content.decode())
    reason = (
        "Control after the poll: Not known. No source says who has control, and more than half of"
        " the seats may be those of independents and parties that are counted together as other."
    )
    assert reason in " ".join(page.split())


@pytest.mark.parametrize(
    ("ballot_id", "party", "before", "change", "after", "code"),
    [
        # Snapshots stand beside the report's change, and all three are shown: they do not fit.
        ("local.thurrock.2024-05-02", "conservative", 24, -10, 13, "W102"),
        ("local.hartlepool.2024-05-02", "labour", 18, 7, 24, "W102"),
        ("local.sunderland.2024-05-02", "labour", 46, 6, 53, "W102"),
        # The result and the report's change are exact: what follows is one more than the snapshot.
        ("local.portsmouth.2022-05-05", "conservative", 17, -4, 13, "W101"),
        # "No party lost seats", and two fewer by the tables.
        ("local.tunbridge-wells.2023-05-04", "conservative", 13, -2, 11, "W105"),
    ],
)
def test_where_a_report_and_the_tables_are_a_seat_or_two_apart_a_finding_says_so(
    ballot_id: str, party: str, before: int, change: int, after: int, code: str
) -> None:
    result = result_of(ballot_id)
    eve = result.baselines[Baseline.EVE_OF_POLL]
    assert (
        known_value(eve.before[party]),
        known_value(eve.change[party]),
        known_value(result.after[party]),
    ) == (before, change, after)
    assert code in {finding.code.value for finding in result.findings}


def test_a_snapshot_never_disputes_what_follows_from_exact_figures() -> None:
    # Redditch 2024: 21 after and nine more are twelve before; the snapshot has thirteen.
    result = result_of("local.redditch.2024-05-02")
    before = result.baselines[Baseline.EVE_OF_POLL].before["labour"]
    assert isinstance(before, Derived)
    assert before.value == 12
    snapshot = ("open-council-data-2023", "redditch-2024-05-02-eve_of_poll-labour")
    claim = Claim.objects.get(source__slug=snapshot[0], reference=snapshot[1])
    assert (claim.value, claim.precision) == (13, "approximate")
    assert result.outcomes[snapshot] is ClaimOutcome.OUTRANKED
    assert result.findings == ()


def drawn(html: str) -> list[tuple[int, int]]:
    """Return, for each bar on a page, the seats drawn and of how many."""
    bars = re.findall(r"(?:Before|After): ([^;]*), of (\d+) seats", html)
    return [(sum(int(each) for each in re.findall(r"\d+", text)), int(of)) for text, of in bars]


@pytest.mark.parametrize(
    "address",
    [
        "/elections/2023-05-04/medway/?baseline=last_fought",
        "/elections/2023-05-04/maidstone/",
        "/elections/2024-05-02/south-tyneside/",
    ],
)
def test_a_bar_has_no_more_seats_than_the_council(client: Client, address: str) -> None:
    bars = drawn(client.get(address).content.decode())
    assert bars
    for seats, total in bars:
        assert seats == total


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/councils/city-of-london/", "This council does not work by party control"),
        ("/councils/isles-of-scilly/", "This council does not work by party control"),
        ("/councils/belfast/", "share their posts in proportion to seats"),
        ("/elections/2023-05-18/belfast/", "share their posts in proportion to seats"),
    ],
)
def test_a_council_without_control_by_party_says_why(
    client: Client, address: str, why: str
) -> None:
    page = unescape(client.get(address).content.decode())
    assert f"{why}, so no control is shown." in page


def test_sources_differ_only_where_it_is_known_that_they_do() -> None:
    differing = PublishedFinding.objects.filter(
        publication__in=Publication.objects.current(), code__startswith="W1"
    )
    assert set(differing.values_list("publication__contest__ballot_id", flat=True)) == {
        "local.ashford.2023-05-04",
        "local.hartlepool.2024-05-02",
        "local.maidstone.2023-05-04",
        "local.portsmouth.2022-05-05",
        "local.sunderland.2024-05-02",
        "local.thurrock.2024-05-02",
        "local.tunbridge-wells.2023-05-04",
    }


def test_a_table_without_a_column_for_a_party_does_not_say_that_it_has_none() -> None:
    # Glasgow had seven Greens in 2017, who are among the Library's others.
    claimed = Claim.objects.filter(
        source__slug="commons-library-results-2022",
        contest__council__region__slug__in=["scotland", "wales"],
    )
    parties = set(claimed.values_list("party__slug", flat=True))
    assert parties == {
        None,
        "conservative",
        "labour",
        "liberal-democrats",
        "snp",
        "plaid-cymru",
        "other",
    }
    assert not Claim.objects.filter(party__slug="other", value=0).exists()
