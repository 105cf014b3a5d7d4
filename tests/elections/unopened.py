"""An election in every status: what readers see, a draft, and a rehearsal that has gone the whole way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from elections.domain.desk.proposals import DecisionChange, RetractionChange
from elections.domain.desk.sheets import Counted, Sheet
from elections.domain.desk.states import Check, HandedIn
from elections.models import Contest, DeskResult, Party, Proposal, Publication
from elections.selectors.previewing import entered_material
from elections.services.desk import entering, publishing
from elections.services.desk.proposals import propose, turn_down
from elections.services.desk.stepping import Actor, Seen
from elections.services.entries import ClaimEntry, NewSource
from elections.services.expected import contests, elections
from elections.services.expected.contests import Facts, Named
from elections.services.on_record import publish_entered
from elections.services.publishing import Published
from elections.services.recording import Recorded, record_claims
from tests import factories
from tests.proposals import propose_and_publish

ADA, RUTH, OMAR, EDITH = (Actor(name) for name in ("ada", "ruth", "omar", "edith"))
# Before either polling day.
NOW: Final = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)
DRAFT: Final = date(2028, 5, 4)
REHEARSAL: Final = date(2027, 11, 9)
SHEET: Final = Sheet(Counted.HELD, {"labour": 41, "conservative": 18})


@dataclass(frozen=True)
class AnElection:
    """How an election could show: its day and its name, in every form in which pages write them."""

    day: date
    name: str

    @property
    def traces(self) -> tuple[str, ...]:
        """Return what must stand nowhere."""
        return (
            self.day.isoformat(),
            f"{self.day.day} {self.day:%B %Y}",
            f"{self.day:%B %Y}",
            f"{self.day:%Y%m%d}",
            self.name,
        )


A_DRAFT: Final = AnElection(DRAFT, "Quagmire elections")
A_REHEARSAL: Final = AnElection(REHEARSAL, "Zephyr exercise")
GAZETTE: Final = "Yonder Gazette"


def make(day: date, name: str, check: Check = Check.SECOND_ENTRY) -> None:
    """Make an election with a contest of Medway, as a draft."""
    elections.make_election(polling_day=day, name=name, check=check, by=ADA, at=NOW)
    contests.add_contests(
        polling_day=day, named=[Named(1, "Medway")], facts=Facts(), by=ADA, at=NOW
    )


def make_a_draft() -> None:
    """Make the draft."""
    make(A_DRAFT.day, A_DRAFT.name)


def make_a_rehearsal() -> str:
    """Make the rehearsal, and return the id of its contest of Medway."""
    make(A_REHEARSAL.day, A_REHEARSAL.name)
    elections.make_a_rehearsal(polling_day=REHEARSAL, by=ADA, at=NOW)
    return f"local.medway.{REHEARSAL}"


def seen(ballot_id: str) -> Seen:
    """Return a result as somebody who has just loaded its page has seen it."""
    result = DeskResult.objects.of_contest(ballot_id).first()
    return Seen(ballot_id, 0 if result is None else result.token)


def enter(ballot_id: str, *, at: datetime = NOW, sheet: Sheet = SHEET) -> None:
    """Enter a sheet twice, by two people."""
    for who in (RUTH, OMAR):
        entering.open_entry(ballot_id=ballot_id, by=who, at=at)
        entry = HandedIn(who.name, sheet, ticked=("W301", "W302", "W304"))
        entering.hand_in(seen=seen(ballot_id), entry=entry, by=who, at=at)


def rehearse(ballot_id: str) -> None:
    """Enter and publish a result, correct it, and publish what an article says, months before the day.

    A choice between the two is proposed and published; a retraction is turned down and proposed again.
    """
    enter(ballot_id)
    publishing.publish(seen=seen(ballot_id), by=EDITH, at=NOW)
    publishing.begin_correction(seen=seen(ballot_id), by=EDITH, at=NOW, reason="Misread.")
    other = Sheet(Counted.HELD, {"labour": 40, "conservative": 19})
    enter(ballot_id, at=NOW + timedelta(hours=1), sheet=other)
    publishing.publish(seen=seen(ballot_id), by=EDITH, at=NOW + timedelta(hours=2))
    source = NewSource(
        name=GAZETTE,
        title=f"{GAZETTE} on the {A_REHEARSAL.name}",
        outlet_name=GAZETTE,
        kind="article",
        published_on=NOW.date(),
        date_basis="As it says.",
    )
    claim = ClaimEntry(
        kind="seats_held",
        moment="after",
        value=42,
        paragraph=3,
        party=Party.objects.get(slug="labour"),
    )
    contest = Contest.objects.of_id(ballot_id).with_names().get()
    at = NOW + timedelta(hours=3)
    recorded = record_claims(contest=contest.pk, source=source, entries=[claim], at=at, by="ruth")
    assert isinstance(recorded, Recorded), recorded
    publish_what_others_entered(contest, by=EDITH, at=at)
    decide_proposals(ballot_id, at=at)


def decide_proposals(ballot_id: str, *, at: datetime) -> None:
    """Publish a choice between the sheet and the article, turn a retraction down, and propose it again."""
    version = Publication.objects.get(contest__ballot_id=ballot_id, is_current=True).version
    propose_and_publish(
        DecisionChange(ballot_id, version, "after.labour", 1),
        proposed_by=RUTH,
        by=EDITH,
        at=at,
        reason="The sheet says so.",
    )
    retraction = RetractionChange(ballot_id, seen(ballot_id).token)
    for _ in range(2):
        proposal = propose(change=retraction, by=RUTH, at=at, reason="Another council's sheet.")
        if Proposal.objects.decided().count() == 1:
            turn_down(key=proposal.pk, reason="Correct it instead.", by=EDITH, at=at)


def publish_what_others_entered(contest: Contest, *, by: Actor, at: datetime) -> None:
    """Publish claims of articles as a second person does, from the page that shows them."""
    seen = entered_material(contest, by=by.name).preview.token
    outcome = publish_entered(contest=contest, seen=seen, by=by, at=at, reason="Compared with it.")
    assert isinstance(outcome, Published), outcome


def parties() -> None:
    """Store the parties of the sheets."""
    for slug in ("labour", "conservative", "independent"):
        factories.party(slug=slug)
