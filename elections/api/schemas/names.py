"""The words that answers are made of. Tests hold each list to the domain's own."""

from __future__ import annotations

from typing import Literal

PrecisionName = Literal["exact", "approximate"]
BaselineName = Literal["eve_of_poll", "last_fought", "notional"]
ControlKind = Literal["majority", "noc", "undetermined", "none", "not_applicable"]
ChangeName = Literal[
    "gain", "hold", "loss_to_noc", "stays_noc", "new", "undetermined", "not_applicable"
]
StateName = Literal["declared", "in_part", "awaited"]
ScopeName = Literal["whole", "halves", "thirds", "unknown"]
CorrectionName = Literal["correction", "retraction"]
VersionName = Literal["published", "corrected", "retracted"]
SourceKindName = Literal["editor", "declaration", "article", "dataset"]
CouncilTypeName = Literal[
    "county",
    "district",
    "unitary",
    "metropolitan",
    "london-borough",
    "scottish",
    "welsh",
    "northern-irish",
    "sui-generis",
]
NationName = Literal["england", "scotland", "wales", "northern-ireland"]
PartyKindName = Literal["party", "local", "independents", "bundle"]
AliasKindName = Literal["slug", "name", "gss", "code"]
AdministrationForm = Literal["alone", "together", "minority", "mayor"]
TopicName = Literal["administration", "history", "leader", "reaction", "votes", "council"]
OutcomeName = Literal[
    "used",
    "agrees",
    "disputed",
    "superseded",
    "outranked",
    "set_aside",
    "told",
    "replaced",
    "not_published",
    "as_reported",
]
