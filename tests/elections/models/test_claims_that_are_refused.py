"""A claim fills in what its kind needs and nothing else; models and database refuse all others."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from elections.claim_shapes import OF_ONE_PARTY, ClaimKind
from elections.models import Claim
from tests import factories
from tests.refusals import Broken, assert_refused, constraints_of

pytestmark = pytest.mark.django_db

ANY, BASELINE, NONE = "after", "eve_of_poll", ""

# What each kind needs, written out again: its moment, its columns, and the numbers it may hold.
NEEDED: dict[str, tuple[str, tuple[str, ...], tuple[int, int] | None]] = {
    "seats_held": (ANY, ("party", "value"), (0, 250)),
    "seats_changed": (BASELINE, ("party", "value"), (-250, 250)),
    "seats_vacant": (ANY, ("value",), (0, 250)),
    "council_size": (ANY, ("value",), (1, 250)),
    "size_changed": (BASELINE, ("value",), (-250, 250)),
    "seats_up": (NONE, ("value",), (1, 250)),
    "all_seats_up": (NONE, (), None),
    "seats_won": (NONE, ("party", "value"), (0, 250)),
    "has_majority_of": (ANY, ("party", "value"), (1, 250)),
    "has_control": (ANY, ("party",), None),
    "nobody_has_control": (ANY, (), None),
    "lacks_majority": (ANY, ("party",), None),
    "gained_control": (BASELINE, ("party",), None),
    "lost_control": (BASELINE, ("party",), None),
    "held_control": (BASELINE, ("party",), None),
    "new_council": (NONE, (), None),
    "needed_to_gain": (BASELINE, ("party", "value"), (1, 250)),
    "fell_short_by": (NONE, ("party", "value"), (1, 250)),
    "is_largest": (ANY, ("party",), None),
    "leads_by": (ANY, ("party", "other_party", "value"), (1, 250)),
    "lost_its_only_seat": (BASELINE, ("party",), None),
    "nobody_lost_seats": (BASELINE, (), None),
    "list_is_whole": (ANY, (), None),
    "remark": (NONE, ("topic", "text"), None),
    "councils_declared": (NONE, ("value", "out_of"), (0, 500)),
    "councillors_changed": (NONE, ("party", "value"), (-20_000, 20_000)),
    "councils_gained": (NONE, ("party", "value"), (0, 500)),
    "other_poll": (NONE, ("text",), None),
    "other_polls_declared": (NONE, ("text", "value", "out_of"), (0, 1_000)),
}
OF_ELECTIONS = {
    "councils_declared",
    "councillors_changed",
    "councils_gained",
    "other_poll",
    "other_polls_declared",
}
MAY_HAVE = {
    "remark": {"party"},
    "councils_gained": {"other_party"},
    "other_poll": {"party", "other_party"},
}
COLUMNS = ("party", "other_party", "value", "out_of", "topic", "text")
EMPTY: dict[str, Any] = {"topic": "", "text": ""}


def column(name: str) -> Any:
    match name:
        case "party":
            return factories.party(slug="labour")
        case "other_party":
            return factories.party(slug="conservative")
        case "value":
            return 33
        case "out_of":
            return 107
        case "topic":
            return "history"
        case _:
            return "First majority since 1998."


def claim_of(kind: str, **columns: Any) -> Claim:
    """Return a claim of a kind that keeps to the rules, but for the columns given."""
    moment, needed, _ = NEEDED[kind]
    about = (
        {"election": factories.election(), "contest": None}
        if kind in OF_ELECTIONS
        else {"contest": factories.contest()}
    )
    given = {"kind": kind, "moment": moment, **about, **{name: column(name) for name in needed}}
    return factories.new_claim(**(given | columns))


WRONG = [
    *(
        (kind, {name: EMPTY.get(name)})
        for kind, (_, names, _) in NEEDED.items()
        for name in names
        # Without its party, a lead is refused for that.
        if (kind, name) != ("leads_by", "party")
    ),
    *(
        (kind, name)
        for kind, (_, names, _) in NEEDED.items()
        for name in COLUMNS
        if name not in names
        and name not in MAY_HAVE.get(kind, ())
        # Without a party, the other party is refused for that.
        and name != "other_party"
    ),
    *(
        (kind, {"value": number})
        for kind, (_, _, numbers) in NEEDED.items()
        if numbers is not None
        for number in (numbers[0] - 1, numbers[1] + 1)
        # More than it is out of is refused for that.
        if not (kind in {"councils_declared", "other_polls_declared"} and number > 0)
    ),
    *((kind, {"moment": ""}) for kind, (moment, _, _) in NEEDED.items() if moment != NONE),
    *((kind, {"moment": "after"}) for kind, (moment, _, _) in NEEDED.items() if moment != ANY),
]


@pytest.mark.parametrize(("kind", "wrong"), WRONG, ids=str)
def test_a_claim_of_another_shape_is_refused(kind: str, wrong: Any) -> None:
    columns = {wrong: column(wrong)} if isinstance(wrong, str) else wrong
    assert_refused(claim_of(kind, **columns), f"claim_is_{kind}")


@pytest.mark.parametrize("kind", NEEDED)
def test_a_claim_with_what_its_kind_needs_is_stored(kind: str) -> None:
    moments = {ANY: ("after", "eve_of_poll", "last_fought", "notional")}.get(
        NEEDED[kind][0], (NEEDED[kind][0],)
    )
    row = claim_of(kind)
    for moment in moments:
        also = {"source": row.source, "contest": row.contest, "election": row.election}
        columns = {name: column(name) for name in NEEDED[kind][1]}
        factories.claim(kind=kind, moment=moment, reference=f"a-{moment}", **also, **columns)
    assert Claim.objects.count() == len(moments)


@pytest.mark.parametrize(
    ("kind", "number"),
    [(kind, number) for kind, (_, _, numbers) in NEEDED.items() for number in numbers or ()],
)
def test_the_numbers_at_the_edge_are_stored(kind: str, number: int) -> None:
    out_of = {"out_of": max(number, 1)} if "out_of" in NEEDED[kind][1] else {}
    factories.made(claim_of(kind, value=number, **out_of))
    assert Claim.objects.get().value == number


def test_every_kind_is_among_those_tried() -> None:
    assert {kind.value for kind in ClaimKind} == NEEDED.keys()


@pytest.mark.parametrize("kind", sorted(NEEDED.keys() - {"remark"}))
def test_a_claim_about_the_other_sort_of_thing_is_refused(kind: str) -> None:
    contest, election = factories.contest(), factories.election()
    about = (
        {"contest": contest, "election": None}
        if kind in OF_ELECTIONS
        else {"contest": None, "election": election}
    )
    moment, needed, _ = NEEDED[kind]
    row = factories.new_claim(
        kind=kind, moment=moment, **about, **{name: column(name) for name in needed}
    )
    assert_refused(row, f"claim_is_{kind}")


def test_a_remark_may_be_about_either_and_name_a_party() -> None:
    factories.made(claim_of("remark", reference="contest", party=factories.party()))
    factories.claim(
        kind="remark",
        reference="election",
        election=factories.election(),
        topic="votes",
        text="Turnout was down.",
    )
    assert Claim.objects.remarks().count() == 2


def from_nobody() -> Claim:
    return claim_of("other_poll", party=None, other_party=factories.party())


def from_itself() -> Claim:
    return claim_of("leads_by", other_party=factories.party(slug="labour"))


def second_of_one_reference() -> Claim:
    factories.claim()
    return factories.new_claim(value=34)


def second_that_replaces_one() -> Claim:
    first = factories.claim()
    factories.claim(reference="second", value=32, replaces=first)
    return factories.new_claim(reference="third", value=31, replaces=first)


BROKEN: Broken = {
    "claim_reference_once_a_source": second_of_one_reference,
    "claim_has_reference": lambda: factories.new_claim(reference=""),
    "claim_about_contest_or_election": lambda: claim_of("remark", election=factories.election()),
    "claim_kind_is_known": lambda: factories.new_claim(kind="rumour"),
    "claim_precision_is_known": lambda: factories.new_claim(precision="roughly"),
    "claim_stated_as_is_known": lambda: factories.new_claim(stated_as="shouted"),
    "claim_paragraph_in_bounds": lambda: factories.new_claim(paragraph=0),
    "claim_baseline_has_a_basis": lambda: claim_of("gained_control", baseline_basis=""),
    "claim_inferred_baseline_has_a_note": lambda: claim_of(
        "gained_control", baseline_basis="outlet_practice"
    ),
    "claim_between_two_parties": from_itself,
    "claim_value_within_out_of": lambda: claim_of("councils_declared", value=108),
}
# A value outside the set breaks the shapes as well, so that these are tried apart.
OF_SETS = {
    "claim_moment_is_known": {"moment": "christmas"},
    "claim_topic_is_known": {"topic": "weather"},
    "claim_baseline_basis_is_known": {"baseline_basis": "hunch", "baseline_note": "A feeling."},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_models_and_the_database_refuse_it(name: str) -> None:
    assert_refused(BROKEN[name](), name)


@pytest.mark.parametrize("name", OF_SETS)
def test_a_value_outside_its_set_is_refused(name: str) -> None:
    kind = "remark" if name == "claim_topic_is_known" else "gained_control"
    assert_refused(claim_of(kind, **OF_SETS[name]), name, named=False)


def test_every_constraint_is_among_those_tried() -> None:
    shapes = {f"claim_is_{kind}" for kind in NEEDED}
    tried = BROKEN.keys() | OF_SETS.keys() | shapes | {"claim_replaces_another"}
    assert constraints_of([Claim]).keys() == tried


def test_a_claim_that_replaces_itself_is_refused() -> None:
    row = factories.new_claim(id=7)
    row.replaces_id = 7
    with pytest.raises(ValidationError, match="cannot replace itself"):
        constraints_of([Claim])["claim_replaces_another"].validate(Claim, row)
    with pytest.raises(ValidationError, match="not a valid choice"):
        row.full_clean()
    with pytest.raises(IntegrityError, match="claim_replaces_another"), transaction.atomic():
        Claim.objects.bulk_create([row])


def test_a_claim_about_nothing_is_refused() -> None:
    row = claim_of("remark", contest=None, election=None)
    assert_refused(row, "claim_about_contest_or_election")


def test_a_poll_is_won_from_somebody_by_somebody() -> None:
    assert_refused(from_nobody(), "claim_between_two_parties")
    held = claim_of("other_poll", party=factories.party(), other_party=factories.party())
    factories.made(held)


def test_a_claim_after_the_poll_has_no_basis_for_its_baseline() -> None:
    for columns in ({"baseline_basis": "stated"}, {"baseline_note": "Since 1998."}):
        assert_refused(factories.new_claim(**columns), "claim_baseline_has_a_basis")


def test_one_claim_replaces_another_once() -> None:
    with pytest.raises(ValidationError, match="already exists"):
        second_that_replaces_one().full_clean()


def test_a_claim_of_an_article_names_its_paragraph() -> None:
    with pytest.raises(ValidationError, match="paragraph of the article"):
        factories.new_claim(paragraph=None).full_clean()
    dataset = factories.made(factories.new_source(slug="commons-library", kind="dataset"))
    factories.claim(paragraph=None, source=dataset)


def test_a_claim_replaces_one_about_the_same_contest() -> None:
    first = factories.claim()
    elsewhere = factories.contest(of=factories.council(slug="maidstone"))
    with pytest.raises(ValidationError, match="same contest"):
        factories.new_claim(reference="moved", contest=elsewhere, replaces=first).full_clean()


def test_a_claim_without_a_source_is_refused() -> None:
    with pytest.raises(ValidationError, match="source"):
        factories.new_claim(source=None).full_clean()


def test_what_is_missing_is_said_in_words() -> None:
    row = claim_of("seats_changed", moment="")
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    (message,) = refused.value.messages
    assert message == (
        "A claim of the kind 'seats_changed' needs the baseline it is counted from ('moment':"
        " eve_of_poll, last_fought, notional); a party; a number ('value') from -250 to 250."
        " Leave the other columns empty."
    )


@pytest.mark.parametrize("kind", sorted(OF_ONE_PARTY))
def test_a_bundle_of_parties_is_refused_where_one_party_is_meant(kind: ClaimKind) -> None:
    other = factories.new_party(slug="other", kind="bundle")
    other.save()
    _, needed, _ = NEEDED[kind]
    moment = NEEDED[kind][0]
    row = factories.new_claim(
        **{
            **EMPTY,
            "kind": kind.value,
            "moment": moment,
            "party": other,
            "value": 5 if "value" in needed else None,
            "baseline_basis": "outlet_practice" if moment == BASELINE else "",
            "baseline_note": "The outlet counts from there." if moment == BASELINE else "",
        }
    )
    with pytest.raises(ValidationError, match="stands for several parties") as refused:
        row.full_clean()
    assert set(refused.value.message_dict) == {"party"}
