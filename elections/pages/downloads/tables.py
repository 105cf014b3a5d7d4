"""Which tables there are to download: their columns, their licence, and whom to name."""

from __future__ import annotations

from dataclasses import dataclass

CC_BY_SA, CC_BY, OPL = "CC-BY-SA-4.0", "CC-BY-4.0", "OPL-3.0"


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A licence by its short name, as a person reads it, and where its text is."""

    name: str
    title: str
    path: str


LICENCES = {
    CC_BY_SA: LicenceFacts(
        CC_BY_SA,
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    CC_BY: LicenceFacts(
        CC_BY,
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    OPL: LicenceFacts(
        OPL,
        "Open Parliament Licence v3.0",
        "https://www.parliament.uk/site-information/copyright-parliament/open-parliament-licence/",
    ),
}
LIBRARY = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."
COUNCIL_DATA = "Open Council Data UK, matched to councils' codes and joined with other sources."
REGISTER = "mySociety, UK local authority names and codes, with corrections."


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column: its name, its type as Frictionless names it, and what it holds."""

    name: str
    type: str
    holds: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table: the name of its file, what it holds, its licence and whom to name.

    `columns` are those that are always there; a table by party has one more for each party, of
    which `of_parties` says what they hold.
    """

    name: str
    title: str
    holds: str
    licence: str
    attribution: tuple[str, ...]
    columns: tuple[ColumnFacts, ...]
    of_parties: str = ""

    @property
    def licence_title(self) -> str:
        """Return the licence as a person reads it."""
        return LICENCES[self.licence].title

    @property
    def licence_url(self) -> str:
        """Return where the licence's text is."""
        return LICENCES[self.licence].path


def _columns(*columns: str) -> tuple[ColumnFacts, ...]:
    """Return columns from "name type what it holds"."""
    return tuple(ColumnFacts(*column.split(" ", 2)) for column in columns)


RESULTS = TableFacts(
    "results",
    "Results of all elections",
    "One row a council and election: control before and after, what changed, and each party's seats "
    "after and change, as the pages show them. What is not known is empty, and never 0.",
    CC_BY_SA,
    (COUNCIL_DATA, LIBRARY),
    _columns(
        "id string the contest, in Democracy Club's form",
        "election date the polling day",
        "council string its name",
        "gss_code string its code",
        "council_type string its kind",
        "region string its region's slug",
        "state string declared, in_part or awaited",
        "counted_from string the baseline that before and change are counted from",
        "control_before string a party's slug, noc, undetermined, not_applicable or none",
        "control_after string the same, after the poll",
        "change_of_control string gain, hold, loss_to_noc, stays_noc, new, undetermined or not_applicable",
        "majority integer of whoever has control",
        "seats_total integer all seats",
        "seats_up string those up for election; a range is written as 4 to 6",
        "corrected string yes where the result was ever put right or taken back",
        "disputed string where in the contest's JSON figures stand that sources dispute",
        "approximate string which groups of the contest's JSON hold an approximate figure",
        "headline string the result in a sentence",
        "url string the contest's page",
    ),
    "seats after and the change, as <party>_after and <party>_change; a range is written as 4 to 6",
)
CLAIMS = TableFacts(
    "claims",
    "What sources state",
    "One row a claim: one figure or fact that one source states of a contest or an election, with "
    "what became of it. Facts in our own words; no sentence of an article is in it.",
    CC_BY_SA,
    (COUNCIL_DATA, LIBRARY),
    _columns(
        "source string the source's slug, as in sources.csv",
        "reference string the claim's name within its source",
        "contest string the contest it is about, or empty",
        "election date the polling day it is about",
        "kind string what kind of claim it is",
        "moment string after, or the baseline it speaks of",
        "party string the party it is about",
        "other_party string another party it names",
        "value integer the number stated",
        "out_of integer of how many, where it says so",
        "topic string what a remark is about",
        "text string a remark, in our own words",
        "precision string exact or approximate",
        "stated_as string digits, words or implied",
        "paragraph integer where in the source",
        "baseline_basis string how it is known what it is counted from",
        "outcome string what became of it: used, agrees, disputed, superseded, outranked, set_aside, told; "
        "empty where it is in no published result",
        "replaces string the reference of the claim that it corrects",
    ),
)
COMPOSITIONS = TableFacts(
    "compositions",
    "Councils by year",
    "One row a council and year since 1973: its size and each party's seats, drawn up some months "
    "after May. An empty cell is nobody, or nobody that the table names.",
    CC_BY_SA,
    (COUNCIL_DATA,),
    _columns(
        "council string its slug, as in councils.csv",
        "year integer the year",
        "seats integer all seats, vacant ones included",
        "label string who ran it, in the table's own words",
        "source string the source's slug",
    ),
    "seats, as <party>",
)
COUNCILS = TableFacts(
    "councils",
    "Councils",
    "One row a council, those that are no more included: names, codes, kind, region, first and last "
    "day, and who took over.",
    CC_BY,
    (REGISTER,),
    _columns(
        "slug string as its address has it",
        "name string as people say it",
        "official_name string as in law",
        "gss_code string its code",
        "council_type string its kind",
        "region string its region's slug",
        "starts_on date its first day, where known",
        "ends_on date the day it was abolished",
        "successors string slugs of those who took over, parted by blanks",
        "other_names string other names, parted by semicolons",
        "other_codes string earlier codes, parted by blanks",
    ),
)
SOURCES = TableFacts(
    "sources",
    "Sources",
    "One row a source of claims or of standing facts, with its licence.",
    CC_BY_SA,
    (),
    _columns(
        "slug string as its address has it",
        "name string its name",
        "title string our own description",
        "publisher string who published it",
        "kind string article, dataset, declaration, editor or standing facts",
        "published_on date when it appeared, or was retrieved",
        "licence string its licence",
        "url string where it is",
        "note string what to know of it",
    ),
)
TABLES = (RESULTS, CLAIMS, COMPOSITIONS, COUNCILS, SOURCES)
BY_NAME = {table.name: table for table in TABLES}
