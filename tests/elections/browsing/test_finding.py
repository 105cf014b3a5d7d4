"""What is typed finds the page that is meant, the likeliest first, however it is spelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.browsing.finding import Findable, How, Kind, find
from elections.browsing.names import fold, folded


def council(
    name: str, *others: str, official: str = "", code: str = "", became: str = ""
) -> Findable:
    return Findable(
        kind=Kind.COUNCIL,
        name=name,
        href=f"/councils/{fold(name)}/",
        says="",
        names=folded([name, official]),
        others=tuple((fold(other), other) for other in others),
        codes=folded([code]),
        is_former=bool(became),
        became=became,
    )


EVERYTHING = (
    council("Barnet", official="London Borough of Barnet"),
    council("Bournemouth", became="Abolished on 1 April 2019"),
    council("Bournemouth, Christchurch and Poole"),
    council("Carlisle", became="Abolished on 1 April 2023; now Cumberland"),
    council("County Durham", "Durham"),
    council("Folkestone and Hythe", "Shepway"),
    council("Isle of Anglesey", "Ynys Môn"),
    council("Kingston upon Hull", "Hull", official="Hull City Council"),
    council("Lancaster"),
    council("Manchester", official="Manchester City Council"),
    council("Medway", code="E06000035"),
    council("Newcastle upon Tyne", "Newcastle"),
    council("Newcastle-under-Lyme"),
    council("North Yorkshire"),
    council("Solihull"),
    council("Somerset"),
    council("South Somerset", became="Abolished on 1 April 2023; now Somerset"),
    council("Tunbridge Wells"),
    council("York", official="City of York Council"),
    Findable(Kind.REGION, "London", "/regions/london/", "", ("london",)),
    Findable(Kind.PARTY, "Labour", "/parties/labour/", "", ("labour",), (("lab", "Lab"),)),
    Findable(Kind.ELECTION, "Local elections of 4 May 2023", "/e/", "", ("2023", "4 may 2023")),
    Findable(Kind.SOURCE, "BBC News: Medway", "/s/", "", ("report on medway", "bbc news")),
)


def names(asked: str) -> list[str]:
    return [match.found.name for match in find(EVERYTHING, asked).matches]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hull", ["Kingston upon Hull", "Solihull"]),
        ("county durham", ["County Durham"]),
        ("DURHAM", ["County Durham"]),
        ("folkestone & hythe", ["Folkestone and Hythe"]),
        ("shepway", ["Folkestone and Hythe"]),
        ("ynys mon", ["Isle of Anglesey"]),
        ("carlisle", ["Carlisle"]),
        ("E06000035", ["Medway"]),
        ("e06", []),
        ("york", ["York", "North Yorkshire"]),
        ("newcastle", ["Newcastle upon Tyne", "Newcastle-under-Lyme"]),
        ("somerset", ["Somerset", "South Somerset"]),
        # What is there now comes before what was.
        ("bourne", ["Bournemouth, Christchurch and Poole", "Bournemouth"]),
        ("london", ["London", "Barnet"]),
        ("2023", ["Local elections of 4 May 2023"]),
        ("med", ["Medway", "BBC News: Medway"]),
        ("medway borough council", ["Medway", "BBC News: Medway"]),
        ("zzzz", []),
        ("&", []),
        ("", []),
    ],
)
def test_what_is_typed_finds_what_is_meant_the_likeliest_first(
    asked: str, found: list[str]
) -> None:
    assert names(asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("medwya", ["Medway"]),
        ("tunbrige wels", ["Tunbridge Wells"]),
        ("tunbridgewells", ["Tunbridge Wells"]),
        ("manchster", ["Manchester", "Lancaster"]),
        ("folkstone", ["Folkestone and Hythe"]),
        ("medwya council", ["Medway"]),
    ],
)
def test_a_slip_of_the_finger_finds_what_is_near(asked: str, found: list[str]) -> None:
    assert names(asked) == found
    assert find(EVERYTHING, asked).are_near


@pytest.mark.parametrize("asked", ["med", "hull", "zzz", "yrk"])
def test_nothing_is_near_to_what_is_found_or_too_short(asked: str) -> None:
    assert not find(EVERYTHING, asked).are_near


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("hull", "Kingston upon Hull"),
        ("York", "York"),
        ("carlisle", "Carlisle"),
        ("e06000035", "Medway"),
        ("hull city council", "Kingston upon Hull"),
        ("labour", "Labour"),
        ("medway", "Medway"),
    ],
)
def test_a_name_typed_out_leads_straight_there(asked: str, leads_to: str) -> None:
    one = find(EVERYTHING, asked).the_one
    assert one is not None
    assert one.name == leads_to


@pytest.mark.parametrize("asked", ["newcastle", "2023", "medwya", "yor", "bbc news", "zzzz", ""])
def test_what_may_be_another_leads_to_the_list(asked: str) -> None:
    assert find(EVERYTHING, asked).the_one is None


def test_another_name_says_that_it_is_one() -> None:
    (hull, _) = find(EVERYTHING, "hull").matches
    assert (hull.how, hull.by) == (How.ANOTHER_NAME, "Hull")


def test_what_was_abolished_says_what_it_is_now() -> None:
    (carlisle,) = find(EVERYTHING, "carlisle").matches
    assert carlisle.found.became == "Abolished on 1 April 2023; now Cumberland"


@given(st.sampled_from(EVERYTHING), st.data())
def test_however_far_a_name_is_typed_it_is_found(item: Findable, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(item.name)))
    typed = item.names[0][:length].strip()
    assert item in [match.found for match in find(EVERYTHING, typed).matches]


@given(st.text(max_size=120))
def test_whatever_is_typed_is_answered_in_order(asked: str) -> None:
    ways = [match.how for match in find(EVERYTHING, asked).matches]
    assert ways == sorted(ways)
