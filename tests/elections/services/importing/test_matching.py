"""A council is found by whatever the field calls it, and one that is unknown by what is near."""

from __future__ import annotations

import pytest

from elections.services.country.reading import MOST_PROBLEMS
from elections.services.importing.matching import NoMatchError, Parties
from tests.elections.services.importing.knowing import PARTIES, known


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("E06000035", "medway"),
        ("e06000035", "medway"),
        ("medway", "medway"),
        ("MEDWAY TOWNS", "medway"),
        ("Medway UA", "medway"),
        ("Maidstone Borough Council", "maidstone"),
        ("Maidstone district", "maidstone"),
        # Its code until 2025.
        ("E08000019", "sheffield"),
        ("Sheffield, City of", "sheffield"),
        ("City of Sheffield", "sheffield"),
        ("Folkestone & Hythe", "folkestone-and-hythe"),
        ("folkestone-and-hythe", "folkestone-and-hythe"),
        ("Shepway", "folkestone-and-hythe"),
        ("Perth & Kinross Council", "perth-and-kinross"),
        # Of its two names, what is written wins over what is left of the longer one.
        ("Buckinghamshire", "buckinghamshire"),
        ("Buckinghamshire County Council", "buckinghamshire-county-council"),
        ("The Medway", "medway"),
    ],
)
def test_a_council_is_found_by_any_of_its_names(text: str, slug: str) -> None:
    assert known().councils.named(text, likely=()).slug == slug


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Medwey", "There is no council 'Medwey'. Did you mean Medway (E06000035)?"),
        ("E06000053", "There is no council 'E06000053'. Did you mean"),
        ("Atlantis", "There is no council 'Atlantis'."),
        (
            "Bucks",
            (
                "'Bucks' may be Aylesbury Vale (E07000004) or Buckinghamshire County Council"
                " (E10000002): give the GSS code."
            ),
        ),
        ("M" * 900, f"There is no council '{'M' * 60}'."),
    ],
)
def test_a_name_that_is_nobodys_or_two_councils_is_refused_with_what_is_near(
    text: str, words: str
) -> None:
    with pytest.raises(NoMatchError) as error:
        known().councils.named(text, likely=())
    assert str(error.value).startswith(words)


def test_of_two_councils_of_one_name_it_is_the_one_with_a_contest() -> None:
    found = known().councils.named("Bucks", likely={"aylesbury-vale", "medway"})
    assert found.slug == "aylesbury-vale"


def test_no_more_is_suggested_than_is_read() -> None:
    councils = known().councils
    told = []
    for _ in range(MOST_PROBLEMS + 1):
        with pytest.raises(NoMatchError) as error:
            councils.named("Medwey", likely=())
        told.append(str(error.value))
    assert told[-2].endswith("Did you mean Medway (E06000035)?")
    assert told[-1] == "There is no council 'Medwey'."


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Labour and Co-operative", "labour"),
        ("LAB", "labour"),
        ("liberal-democrats", "liberal-democrats"),
        ("ld", "liberal-democrats"),
        ("ref", "reform-uk"),
        ("pc", "plaid-cymru"),
        ("ind", "independent"),
        ("oth", "other"),
        # No such party is stored here.
        ("sf", None),
        ("", None),
    ],
)
def test_a_party_is_found_by_name_or_abbreviation(text: str, slug: str | None) -> None:
    assert Parties(PARTIES).find(text) == slug
