"""Each thing that must hold over all data is missed when it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from councils.domain.council_types import CouncilType
from elections.codec import ChangeRow, ControlRow, ResultRows, TallyRow
from elections.domain.desk.proposals import (
    Change,
    CouncilChange,
    DecisionChange,
    RetractionChange,
    SizeChange,
    SourceChange,
    change_json,
)
from elections.integrity import Breach, Code, KnownException, check, judge
from elections.integrity.facts import (
    AliasFact,
    ClaimFact,
    CompositionFact,
    ContestFact,
    CouncilFact,
    Facts,
    MayorFact,
    PlaceFact,
    ProposalFact,
    SizeFact,
    SuccessionFact,
)

POLLED = date(2023, 5, 4)
TAKES_OVER = date(2023, 4, 1)
MEDWAY_2023 = "local.medway.2023-05-04"
CUMBERLAND_2022 = "local.cumberland.2022-05-05"


def tally(moment: str, holder: str, party: str | None, value: int) -> TallyRow:
    return TallyRow("seats", moment, holder, party, "reported", value, None, None, "exact", {})


def control(kind: str, party: str | None = None) -> ControlRow:
    return ControlRow(kind, party, "derived", "exact", {})


def result(
    labour: int = 33,
    conservative: int = 22,
    *,
    others: Iterable[TallyRow] = (),
    after: ControlRow | None = None,
    baselines: tuple[str, ...] = ("last_fought",),
) -> ResultRows:
    """Return Medway's result of 2023 as it is published: four independents are not in it."""
    return ResultRows.in_order(
        state="declared",
        default_baseline="last_fought",
        control_after=after or control("majority", "labour"),
        tallies=[
            tally("after", "party", "labour", labour),
            tally("after", "party", "conservative", conservative),
            tally("after", "total", None, 59),
            tally("last_fought", "party", "conservative", 33),
            tally("last_fought", "total", None, 55),
            *others,
        ],
        changes=[
            ChangeRow(baseline, "gain", control("majority", "conservative"), {})
            for baseline in baselines
        ],
        findings=[],
        uses=[],
    )


MEDWAY = ContestFact(
    ballot_id=MEDWAY_2023,
    council="medway",
    polling_day=POLLED,
    seats_up=59,
    last_fought_on=date(2019, 5, 2),
    published=result(),
    expected=result(),
)
RENAMED = CouncilChange("medway", "Medway", "Medway Council", "south-east")
RESIZED = SizeChange("medway", 59, POLLED, "mysociety")
RETRACTED = RetractionChange(MEDWAY_2023, 3)
SOURCE = SourceChange("gone", "BBC News", "Report", "BBC News", POLLED, "Printed.", "")
# Two councils that fit together in all that is said of them.
SOUND = Facts(
    today=date(2026, 11, 24),
    councils={
        "medway": CouncilFact("medway", CouncilType.UNITARY, "E06000035", date(1998, 4, 1)),
        "kent": CouncilFact("kent", CouncilType.COUNTY, "E10000016"),
        "carlisle": CouncilFact(
            "carlisle", CouncilType.DISTRICT, "E07000028", ends_on=TAKES_OVER
        ),
        "cumberland": CouncilFact("cumberland", CouncilType.UNITARY, "E06000063", TAKES_OVER),
    },
    aliases=[AliasFact("medway", "slug", "medway-towns"), AliasFact("medway", "gss", "E07000999")],
    successions=[SuccessionFact("carlisle", "cumberland", TAKES_OVER)],
    places=[
        PlaceFact("districts", "medway"),
        PlaceFact("counties", "kent"),
        PlaceFact("districts", "cumberland"),
    ],
    sizes={
        "medway": [SizeFact("medway", 55, date(2015, 5, 7)), SizeFact("medway", 59, POLLED)],
        "cumberland": [SizeFact("cumberland", 46, date(2022, 5, 5))],
    },
    compositions=[CompositionFact("medway", 2023, 59, {"labour": 31, "conservative": 21})],
    mayors=[MayorFact("medway", 2025, "labour")],
    contests={
        MEDWAY_2023: MEDWAY,
        CUMBERLAND_2022: ContestFact(
            CUMBERLAND_2022, "cumberland", date(2022, 5, 5), "whole", 46, is_new=True
        ),
    },
    claims=[
        ClaimFact("itv", "1", MEDWAY_2023, "seats_held", "after", "labour", 33),
        ClaimFact("itv", "2", MEDWAY_2023, "seats_held", "after", "conservative", 22),
        ClaimFact("itv", "3", MEDWAY_2023, "seats_held", "last_fought", "conservative", 33),
        ClaimFact("itv", "4", MEDWAY_2023, "has_control", "after", "labour"),
    ],
    parties={"labour", "conservative", "independent", "other"},
    bundles={"other"},
    sources={"itv"},
    talking_sources={"itv"},
    fact_sources={"mysociety"},
    proposals=[
        ProposalFact("council", "medway", "open", change_json(RENAMED)),
        ProposalFact("council_size", "medway 2023-05-04", "open", change_json(RESIZED)),
        ProposalFact("retraction", MEDWAY_2023, "published", change_json(RETRACTED), MEDWAY_2023),
        # What was decided may be of something that is gone.
        ProposalFact("source", "gone", "turned_down", change_json(SOURCE)),
    ],
)  # fmt: skip


def with_council(slug: str, **columns: Any) -> Facts:
    changed = replace(SOUND.councils[slug], **columns)
    return replace(SOUND, councils={**SOUND.councils, slug: changed})


def with_contest(**columns: Any) -> Facts:
    changed = replace(MEDWAY, **columns)
    return replace(SOUND, contests={**SOUND.contests, changed.ballot_id: changed})


def published(rows: ResultRows) -> Facts:
    return with_contest(published=rows, expected=rows)


def with_claims(*claims: ClaimFact) -> Facts:
    return replace(SOUND, claims=[*SOUND.claims, *claims])


def with_year(**columns: Any) -> Facts:
    return replace(SOUND, compositions=[replace(SOUND.compositions[0], **columns)])


def claim(**columns: Any) -> ClaimFact:
    given = ClaimFact("bbc", "1", MEDWAY_2023, "seats_held", "after", "labour", 33)
    return replace(given, **columns)


def with_proposal(of: Change, *, ballot_id: str = "", **columns: Any) -> Facts:
    given: dict[str, Any] = {"kind": of.kind.value, "target": of.target, "state": "open"}
    given |= {"change": change_json(of), "ballot_id": ballot_id} | columns
    return replace(SOUND, proposals=[*SOUND.proposals, ProposalFact(**given)])


BROKEN: dict[Code, tuple[Facts, str]] = {
    Code.SUCCESSOR_MISSING: (replace(SOUND, successions=[]), "carlisle"),
    Code.SUCCESSION_OFF_DAY: (
        with_council("carlisle", ends_on=date(2023, 3, 31)),
        "carlisle to cumberland",
    ),
    Code.SUCCESSOR_TOO_LATE: (
        with_council("cumberland", starts_on=date(2023, 4, 2)),
        "carlisle to cumberland",
    ),
    Code.ALIAS_IS_A_SLUG: (
        replace(SOUND, aliases=[AliasFact("medway", "slug", "carlisle")]),
        "slug carlisle",
    ),
    Code.ALIAS_IS_A_CODE: (
        replace(SOUND, aliases=[AliasFact("medway", "gss", "E07000028")]),
        "gss E07000028",
    ),
    Code.PLACE_MISSING: (replace(SOUND, places=[SOUND.places[0], SOUND.places[2]]), "kent"),
    Code.PLACE_ON_WRONG_MAP: (
        replace(SOUND, places=[*SOUND.places, PlaceFact("districts", "kent")]),
        "kent",
    ),
    Code.SOURCES_SHARE_A_SLUG: (replace(SOUND, fact_sources={"itv", "mysociety"}), "itv"),
    Code.SEATS_EXCEED_SIZE: (with_year(parties={"labour": 31, "conservative": 29}), "medway 2023"),
    Code.PARTY_NOT_STORED: (with_year(parties={"liberal": 3}), "medway 2023 liberal"),
    Code.YEAR_DIFFERS_FROM_SIZE: (with_year(seats=55), "medway 2023"),
    Code.NO_COUNCIL_THAT_YEAR: (with_year(year=1996), "medway"),
    Code.SIZE_MISSING: (replace(SOUND, sizes={"cumberland": SOUND.sizes["cumberland"]}), MEDWAY_2023),
    Code.NO_COUNCIL_THAT_DAY: (with_council("medway", starts_on=date(2024, 5, 6)), MEDWAY_2023),
    Code.NEW_BUT_OLD: (
        replace(
            SOUND,
            contests={
                **SOUND.contests,
                "local.medway.2019-05-02": ContestFact(
                    "local.medway.2019-05-02", "medway", date(2019, 5, 2), "whole", 55
                ),
                MEDWAY_2023: replace(MEDWAY, is_new=True),
            },
        ),
        MEDWAY_2023,
    ),
    Code.SEATS_UP_DO_NOT_FIT: (with_contest(seats_up=55), MEDWAY_2023),
    Code.ID_DOES_NOT_FIT: (with_contest(polling_day=date(2023, 5, 5)), MEDWAY_2023),
    Code.LAST_FOUGHT_LATER: (with_contest(last_fought_on=POLLED), MEDWAY_2023),
    Code.CLAIM_EXCEEDS_SIZE: (with_claims(claim(value=60)), "bbc 1"),
    Code.CLAIMS_EXCEED_SIZE: (
        with_claims(claim(), claim(reference="2", party="conservative", value=27)),
        f"bbc {MEDWAY_2023} after",
    ),
    Code.WHOLE_LIST_FALLS_SHORT: (
        with_claims(claim(), claim(reference="2", kind="list_is_whole", party="", value=None)),
        f"bbc {MEDWAY_2023} after",
    ),
    Code.SOURCE_CLAIMS_NOTHING: (replace(SOUND, sources={"itv", "silent"}), "silent"),
    Code.REPLACES_ANOTHER_CONTESTS: (with_claims(claim(replaces_in=CUMBERLAND_2022)), "bbc 1"),
    Code.BUNDLE_HAS_CONTROL: (
        with_claims(claim(kind="has_control", party="other", value=None)),
        "bbc 1",
    ),
    Code.NOT_PUBLISHED: (with_contest(published=None, expected=None), MEDWAY_2023),
    Code.NOT_WHAT_CLAIMS_COME_TO: (with_contest(published=result(labour=34)), MEDWAY_2023),
    Code.CANNOT_BE_READ: (with_contest(trouble="It cannot be read: KeyError."), MEDWAY_2023),
    Code.TALLIES_EXCEED_SIZE: (published(result(conservative=27)), f"{MEDWAY_2023} after"),
    Code.CONTROL_AGAINST_SEATS: (published(result(labour=29)), f"{MEDWAY_2023} after"),
    Code.MAJORITY_WITHOUT_CONTROL: (
        published(result(after=control("noc"))),
        f"{MEDWAY_2023} after",
    ),
    Code.CHANGE_MISSING: (published(result(baselines=())), MEDWAY_2023),
    Code.PROPOSAL_CANNOT_BE_READ: (
        with_proposal(RESIZED, target="medway 2024", change={"slug": "medway"}),
        "council_size medway 2024",
    ),
    Code.PROPOSAL_SAYS_TWO_THINGS: (
        with_proposal(DecisionChange(MEDWAY_2023, 1, "after.labour", 0), ballot_id=CUMBERLAND_2022),
        f"decision {MEDWAY_2023} after.labour",
    ),
    Code.PROPOSAL_OF_NOTHING: (with_proposal(SOURCE), "source gone"),
}  # fmt: skip


def test_what_is_sound_has_no_breach() -> None:
    assert check(SOUND) == ()


@pytest.mark.parametrize("code", list(Code))
def test_each_breach_is_found_once_and_alone(code: Code) -> None:
    facts, entry = BROKEN[code]
    assert [(breach.code, breach.entry) for breach in check(facts)] == [(code, entry)]


@pytest.mark.parametrize(
    "facts",
    [
        # Nine independents may be among nine others: nobody holds 68 seats of 59.
        published(
            result(
                others=[
                    tally("after", "party", "other", 4),
                    tally("after", "party", "independent", 4),
                ]
            )
        ),
        # A bundle of more than half of the seats is no majority.
        published(
            result(
                labour=10, conservative=9, after=control("undetermined"),
                others=[tally("after", "party", "other", 40)],
            )
        ),
        # Where no party has control by design, seats decide nothing.
        published(result(after=control("not_applicable"))),
        # Who is elected a year ahead, and who says that seats are vacant.
        with_council("medway", starts_on=date(2024, 4, 1)),
        with_claims(
            claim(value=58),
            claim(reference="2", kind="list_is_whole", party="", value=None),
            claim(reference="3", kind="seats_vacant", party="", value=1),
        ),
        # A council of tomorrow needs no place on today's map.
        replace(
            with_council("cumberland", starts_on=TAKES_OVER),
            today=date(2022, 11, 24),
            places=[*SOUND.places[:2], PlaceFact("districts", "carlisle")],
        ),
    ],
)  # fmt: skip
def test_what_may_look_wrong_and_is_not_is_let_pass(facts: Facts) -> None:
    assert check(facts) == ()


def test_a_known_exception_passes_as_long_as_it_occurs() -> None:
    breach = Breach(Code.PLACE_MISSING, "kent", "It has no place on counties.")
    known = KnownException("I106", "kent", "The map", "It has none.")
    assert judge([breach], [known]).is_clean
    assert judge([breach], []).unknown == (breach,)
    assert judge([], [known]).gone == (known,)
    other = replace(known, code="I107")
    verdict = judge([breach], [other])
    assert (verdict.unknown, verdict.gone) == ((breach,), (other,))
    assert not verdict.is_clean


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (with_proposal(RESIZED, change=[]), Code.PROPOSAL_CANNOT_BE_READ),
        (
            with_proposal(RESIZED, change={**change_json(RESIZED), "in_force_from": "4 May"}),
            Code.PROPOSAL_CANNOT_BE_READ,
        ),
        (with_proposal(RETRACTED), Code.PROPOSAL_SAYS_TWO_THINGS),
        (with_proposal(RESIZED, target="medway 2022-05-05"), Code.PROPOSAL_SAYS_TWO_THINGS),
        (with_proposal(replace(RENAMED, slug="nowhere")), Code.PROPOSAL_OF_NOTHING),
        (with_proposal(replace(RESIZED, source="nobody")), Code.PROPOSAL_OF_NOTHING),
    ],
)
def test_proposal_that_nobody_can_publish_is_found(facts: Facts, code: Code) -> None:
    assert [breach.code for breach in check(facts)] == [code]
