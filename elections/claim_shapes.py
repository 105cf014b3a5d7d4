"""Kinds of claim: which columns each fills in, and which saying of the domain it is.

One table says it all. The database's constraints, the words with which a wrong claim is refused,
and both directions between a row and a domain type come from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db.models import CheckConstraint, Q

from councils.domain.composition import MOST_SEATS
from elections.codec.vocabulary import moment_of
from elections.domain import claims
from elections.domain.baselines import AFTER, Baseline
from elections.domain.claims import RemarkTopic, Saying, kind_of_saying_tells_a_result

# There are about 19,000 councillors in the United Kingdom, and fewer than 400 councils.
MAX_COUNCILLORS = 20_000
MAX_COUNCILS = 500
MAX_POLLS = 1_000


class ClaimKind(StrEnum):
    """What a claim states, as stored."""

    SEATS_HELD = "seats_held"
    SEATS_CHANGED = "seats_changed"
    SEATS_VACANT = "seats_vacant"
    COUNCIL_SIZE = "council_size"
    SIZE_CHANGED = "size_changed"
    SEATS_UP = "seats_up"
    ALL_SEATS_UP = "all_seats_up"
    SEATS_WON = "seats_won"
    HAS_MAJORITY_OF = "has_majority_of"
    HAS_CONTROL = "has_control"
    NOBODY_HAS_CONTROL = "nobody_has_control"
    LACKS_MAJORITY = "lacks_majority"
    GAINED_CONTROL = "gained_control"
    LOST_CONTROL = "lost_control"
    HELD_CONTROL = "held_control"
    NEW_COUNCIL = "new_council"
    NEEDED_TO_GAIN = "needed_to_gain"
    FELL_SHORT_BY = "fell_short_by"
    IS_LARGEST = "is_largest"
    LEADS_BY = "leads_by"
    LOST_ITS_ONLY_SEAT = "lost_its_only_seat"
    NOBODY_LOST_SEATS = "nobody_lost_seats"
    LIST_IS_WHOLE = "list_is_whole"
    REMARK = "remark"
    COUNCILS_DECLARED = "councils_declared"
    COUNCILLORS_CHANGED = "councillors_changed"
    COUNCILS_GAINED = "councils_gained"
    OTHER_POLL = "other_poll"
    OTHER_POLLS_DECLARED = "other_polls_declared"


# What is said of one party and makes no sense of a bundle of several.
OF_ONE_PARTY = frozenset(
    {
        ClaimKind.HAS_MAJORITY_OF,
        ClaimKind.HAS_CONTROL,
        ClaimKind.LACKS_MAJORITY,
        ClaimKind.GAINED_CONTROL,
        ClaimKind.LOST_CONTROL,
        ClaimKind.HELD_CONTROL,
        ClaimKind.NEEDED_TO_GAIN,
        ClaimKind.FELL_SHORT_BY,
        ClaimKind.IS_LARGEST,
    }
)


class About(StrEnum):
    """What a kind of claim is about."""

    CONTEST = "contest"
    ELECTION = "election"
    EITHER = "either"


class When(StrEnum):
    """Which moments a kind of claim may name."""

    NONE = "none"
    BASELINE = "baseline"
    ANY = "any"


BASELINES = tuple(baseline.value for baseline in Baseline)
MOMENTS = (AFTER.value, *BASELINES)

_MOMENTS_ALLOWED: Mapping[When, tuple[str, ...]] = {
    When.NONE: ("",),
    When.BASELINE: BASELINES,
    When.ANY: MOMENTS,
}
# What the domain calls the moment.
_MOMENT_ATTRIBUTE: Mapping[When, str | None] = {
    When.NONE: None,
    When.BASELINE: "baseline",
    When.ANY: "moment",
}

# Columns that hold a text, empty where unused; the others are null where unused.
_TEXTS = frozenset({"topic", "text"})
_COLUMNS = ("party", "other_party", "value", "out_of", "topic", "text")
_WORDS = MappingProxyType(
    {
        "party": "a party",
        "other_party": "the other party ('other_party')",
        "value": "a number ('value')",
        "out_of": "the number it is out of ('out_of')",
        "topic": "a topic",
        "text": "a text in our own words",
    }
)


@dataclass(frozen=True)
class Shape:
    """What a claim of one kind holds.

    `columns` maps each column it fills in to the attribute of `saying` it stands for; None where
    the domain has no use for it. `optional` columns may stay empty. `saying` is None for claims
    about a whole election, which never reach reconciliation.
    """

    kind: ClaimKind
    saying: type[Saying] | None
    when: When = When.NONE
    columns: Mapping[str, str | None] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    about: About = About.CONTEST
    low: int = 0
    high: int = MOST_SEATS

    @property
    def name(self) -> str:
        """Return the name of the database's constraint."""
        return f"claim_is_{self.kind}"

    @property
    def in_words(self) -> str:
        """Return what a claim of this kind needs, to tell somebody whose claim is refused."""
        needs = []
        match self.when:
            case When.ANY:
                needs.append(f"a moment ({', '.join(MOMENTS)})")
            case When.BASELINE:
                needs.append(f"the baseline it is counted from ('moment': {', '.join(BASELINES)})")
            case When.NONE:
                pass
        for column in self.columns:
            words = _WORDS[column]
            if column == "value":
                words += f" from {self.low} to {self.high}"
            if column in self.optional:
                words += " if known"
            needs.append(words)
        return (
            f"A claim of the kind '{self.kind}' needs {'; '.join(needs) or 'nothing more'}."
            " Leave the other columns empty."
        )

    def condition(self) -> Q:
        """Return what must hold of a row of this kind.

        A comparison with NULL passes a CHECK, so that a column is filled in is said apart.
        """
        condition = Q(moment__in=_MOMENTS_ALLOWED[self.when])
        for column in _COLUMNS:
            empty = Q(**{column: ""}) if column in _TEXTS else Q(**{f"{column}__isnull": True})
            if column not in self.columns:
                condition &= empty
            elif column not in self.optional:
                condition &= ~empty
        if "value" in self.columns:
            condition &= Q(value__gte=self.low, value__lte=self.high)
        if "out_of" in self.columns:
            condition &= Q(out_of__gte=1, out_of__lte=self.high)
        match self.about:
            case About.CONTEST:
                condition &= Q(contest__isnull=False)
            case About.ELECTION:
                condition &= Q(election__isnull=False)
            case About.EITHER:
                pass
        return condition

    def constraint(self) -> CheckConstraint:
        """Return the database's constraint for rows of this kind."""
        return CheckConstraint(
            condition=~Q(kind=self.kind.value) | self.condition(),
            name=self.name,
            violation_error_message=self.in_words,
        )


_SHAPES = (
    Shape(ClaimKind.SEATS_HELD, claims.SeatsHeld, When.ANY, {"party": "party", "value": "seats"}),
    Shape(
        ClaimKind.SEATS_CHANGED,
        claims.SeatsChanged,
        When.BASELINE,
        {"party": "party", "value": "change"},
        low=-MOST_SEATS,
    ),
    Shape(ClaimKind.SEATS_VACANT, claims.SeatsVacant, When.ANY, {"value": "seats"}),
    Shape(ClaimKind.COUNCIL_SIZE, claims.CouncilSize, When.ANY, {"value": "seats"}, low=1),
    Shape(
        ClaimKind.SIZE_CHANGED,
        claims.SizeChanged,
        When.BASELINE,
        {"value": "change"},
        low=-MOST_SEATS,
    ),
    Shape(ClaimKind.SEATS_UP, claims.SeatsUp, When.NONE, {"value": "seats"}, low=1),
    Shape(ClaimKind.ALL_SEATS_UP, claims.AllSeatsUp),
    Shape(ClaimKind.SEATS_WON, claims.SeatsWon, When.NONE, {"party": "party", "value": "seats"}),
    Shape(
        ClaimKind.HAS_MAJORITY_OF,
        claims.HasMajorityOf,
        When.ANY,
        {"party": "party", "value": "majority"},
        low=1,
    ),
    Shape(ClaimKind.HAS_CONTROL, claims.HasControl, When.ANY, {"party": "party"}),
    Shape(ClaimKind.NOBODY_HAS_CONTROL, claims.NobodyHasControl, When.ANY),
    Shape(ClaimKind.LACKS_MAJORITY, claims.LacksMajority, When.ANY, {"party": "party"}),
    Shape(ClaimKind.GAINED_CONTROL, claims.GainedControl, When.BASELINE, {"party": "party"}),
    Shape(ClaimKind.LOST_CONTROL, claims.LostControl, When.BASELINE, {"party": "party"}),
    Shape(ClaimKind.HELD_CONTROL, claims.HeldControl, When.BASELINE, {"party": "party"}),
    Shape(ClaimKind.NEW_COUNCIL, claims.NewCouncil),
    Shape(
        ClaimKind.NEEDED_TO_GAIN,
        claims.NeededToGain,
        When.BASELINE,
        {"party": "party", "value": "seats"},
        low=1,
    ),
    Shape(
        ClaimKind.FELL_SHORT_BY,
        claims.FellShortBy,
        When.NONE,
        {"party": "party", "value": "seats"},
        low=1,
    ),
    Shape(ClaimKind.IS_LARGEST, claims.IsLargest, When.ANY, {"party": "party"}),
    Shape(
        ClaimKind.LEADS_BY,
        claims.LeadsBy,
        When.ANY,
        {"party": "party", "other_party": "over", "value": "seats"},
        low=1,
    ),
    Shape(ClaimKind.LOST_ITS_ONLY_SEAT, claims.LostItsOnlySeat, When.BASELINE, {"party": "party"}),
    Shape(ClaimKind.NOBODY_LOST_SEATS, claims.NobodyLostSeats, When.BASELINE),
    Shape(ClaimKind.LIST_IS_WHOLE, claims.ListIsWhole, When.ANY),
    Shape(
        ClaimKind.REMARK,
        claims.Remark,
        # Whose remark it is, a page shows; no rule uses it.
        columns={"topic": "topic", "text": "text", "party": None},
        optional=frozenset({"party"}),
        about=About.EITHER,
    ),
    Shape(
        ClaimKind.COUNCILS_DECLARED,
        None,
        columns={"value": None, "out_of": None},
        about=About.ELECTION,
        high=MAX_COUNCILS,
    ),
    Shape(
        ClaimKind.COUNCILLORS_CHANGED,
        None,
        columns={"party": None, "value": None},
        about=About.ELECTION,
        low=-MAX_COUNCILLORS,
        high=MAX_COUNCILLORS,
    ),
    Shape(
        ClaimKind.COUNCILS_GAINED,
        None,
        columns={"party": None, "value": None, "other_party": None},
        optional=frozenset({"other_party"}),
        about=About.ELECTION,
        high=MAX_COUNCILS,
    ),
    Shape(
        ClaimKind.OTHER_POLL,
        None,
        columns={"text": None, "party": None, "other_party": None},
        optional=frozenset({"party", "other_party"}),
        about=About.ELECTION,
    ),
    Shape(
        ClaimKind.OTHER_POLLS_DECLARED,
        None,
        columns={"text": None, "value": None, "out_of": None},
        about=About.ELECTION,
        high=MAX_POLLS,
    ),
)

SHAPES: Mapping[ClaimKind, Shape] = MappingProxyType({shape.kind: shape for shape in _SHAPES})
SHAPE_OF_SAYING: Mapping[type[Saying], Shape] = MappingProxyType(
    {shape.saying: shape for shape in _SHAPES if shape.saying is not None}
)


class NotASayingError(ValueError):
    """The claim is about a whole election, so no rule about one contest can use it."""


def saying_of(kind: ClaimKind, columns: Mapping[str, Any]) -> Saying:
    """Return what a claim of `kind` says, from its `moment` and its other columns by name.

    Parties are given by slug. Raises NotASayingError for kinds that are about a whole election.
    """
    shape = SHAPES[kind]
    if shape.saying is None:
        raise NotASayingError(f"Claims of the kind '{kind}' are about a whole election.")
    arguments: dict[str, Any] = {
        attribute: columns[column]
        for column, attribute in shape.columns.items()
        if attribute is not None
    }
    if (attribute := _MOMENT_ATTRIBUTE[shape.when]) is not None:
        arguments[attribute] = moment_of(columns["moment"])
    if "topic" in arguments:
        arguments["topic"] = RemarkTopic(arguments["topic"])
    return shape.saying(**arguments)


def columns_of(saying: Saying) -> dict[str, Any]:
    """Return the columns, `kind` and `moment` among them, that hold a saying; parties by slug."""
    shape = SHAPE_OF_SAYING[type(saying)]
    held: dict[str, Any] = {each.name: getattr(saying, each.name) for each in fields(saying)}
    columns: dict[str, Any] = {
        column: held[attribute]
        for column, attribute in shape.columns.items()
        if attribute is not None
    }
    if "topic" in columns:
        columns["topic"] = columns["topic"].value
    attribute = _MOMENT_ATTRIBUTE[shape.when]
    moment = "" if attribute is None else held[attribute].value
    return {"kind": shape.kind.value, "moment": moment, **columns}


def kind_tells_a_result(kind: str, *, moment: str, topic: str) -> bool:
    """Return whether a claim of a kind tells what came of the poll (`domain/claims.py`); no for what is no kind."""
    shape = next((each for each in _SHAPES if each.kind == kind), None)
    if shape is None:
        return False
    if shape.saying is None:
        return True
    return kind_of_saying_tells_a_result(shape.saying, is_after=moment == AFTER.value, topic=topic)
