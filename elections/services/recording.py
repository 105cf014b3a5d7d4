"""Recording: what a source states of a contest is stored as claims, once and for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from councils.models import FactSource
from elections.claim_shapes import ClaimKind, kind_tells_a_result
from elections.domain.findings import Finding
from elections.domain.words.election_words import TOO_EARLY_WORDS
from elections.models import Action, Claim, Contest, DataVersion, Source
from elections.selectors.unpublished import adds_a_figure, keys_of_all, unpublished_claims
from elections.services.desk.stepping import Actor, audit
from elections.services.entries import ClaimEntry, Messages, NewSource, faults_of
from elections.services.on_record import SecondPersonNeeded, publish_on_record, source_on_record
from elections.services.publishing import Published, Refused, Unchanged

GONE = "This contest is no longer here: choose another."
SOURCE_GONE = "This source is no longer here: choose another."
SOURCE_IS_THERE = "This source is stored already as \u2018{slug}\u2019: choose it instead."
NOTHING_STATED = "Nothing is entered: fill in at least one claim."
SAID_ALREADY = "This source\u2019s claim \u2018{reference}\u2019 says this already: empty this row."
REPLACED_ALREADY = "Another claim has replaced this one: replace that, or none."
MEANWHILE = "Somebody else stored something of the same meanwhile. Nothing was stored: try again."

LONGEST_SLUG = 80
LONGEST_REFERENCE = 120


@dataclass(frozen=True, slots=True)
class Recorded:
    """The claims are stored; what readers see of the contest is as it was."""

    contest: Contest
    source: Source
    claims: tuple[Claim, ...]
    is_new_source: bool = False


@dataclass(frozen=True, slots=True)
class RecordedAndPublished:
    """The claims are stored, and readers see what they come to."""

    recorded: Recorded
    outcome: Published | Unchanged


@dataclass(frozen=True, slots=True)
class Stopped:
    """Findings stop publication, so nothing was stored. `findings` are all there are."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was typed cannot be stored, so nothing was. `claims` has an entry for each row."""

    contest: tuple[str, ...] = ()
    source: Messages = field(default_factory=dict)
    claims: tuple[Messages, ...] = ()


class WrongError(Exception):
    """Undoes a transaction because of what was typed."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__("What was typed cannot be stored.")
        self.wrong = wrong


class _UndoneError(Exception):
    """Undoes a transaction because of what would be published."""

    def __init__(self, outcome: Stopped | SecondPersonNeeded) -> None:
        super().__init__("This is not published.")
        self.outcome = outcome


def _adds_a_figure(entry: ClaimEntry) -> bool:
    return adds_a_figure(entry.kind, None if entry.replaces is None else entry.replaces.kind)


def record_claims(
    *,
    contest: int,
    source: Source | NewSource,
    entries: Sequence[ClaimEntry],
    at: datetime,
    by: str,
    address: str | None = None,
) -> Recorded | Wrong:
    """Store a source's claims about a contest, which is named by its key, and publish nothing.

    One transaction, all rows or none, which also moves the data version: the source's page shows
    them. It is on record in the audit log. The contest and the source are locked meanwhile. About seven queries and five a claim.
    """
    try:
        with transaction.atomic():
            recorded = store_claims(contest=contest, source=source, entries=entries, at=at, by=by)
            _put_on_record(recorded, by=Actor(by, address), at=at)
            return recorded
    except WrongError as error:
        return error.wrong
    except IntegrityError:
        return Wrong(contest=(MEANWHILE,))


def record_and_publish(
    *,
    contest: int,
    source: Source | NewSource,
    entries: Sequence[ClaimEntry],
    at: datetime,
    by: str,
    reason: str,
    address: str | None = None,
) -> RecordedAndPublished | Stopped | SecondPersonNeeded | Wrong:
    """Store remarks as `record_claims` does and publish the contest, in the same transaction.

    Remarks alone, and once the polls have closed: figures are published by a second person, and so are words before,
    in which somebody could tell a result. What others entered stays unpublished.
    Where a finding stops publication, the claims are not stored either.
    """
    row = Contest.objects.of_key(contest).with_names().first()
    is_too_early = row is not None and row.election.why_too_early(now=at) is not None
    if is_too_early or any(_adds_a_figure(entry) for entry in entries):
        # That nobody may publish yet is said before that one person alone may not.
        why = "" if row is None else _too_early(row, entries, at=at)
        return Wrong(contest=(why,)) if why else SecondPersonNeeded()
    try:
        with transaction.atomic():
            contests = Contest.objects.of_key(contest)
            list(contests.held_until_saved())
            leaving_out = keys_of_all(unpublished_claims(contests))
            recorded = store_claims(contest=contest, source=source, entries=entries, at=at, by=by)
            actor = Actor(by, address)
            _put_on_record(recorded, by=actor, at=at)
            outcome = publish_on_record(
                contest=recorded.contest,
                by=actor,
                at=at,
                reason=reason,
                leaving_out=leaving_out,
            )
            if isinstance(outcome, Refused):
                raise _UndoneError(Stopped(outcome.findings))
            if isinstance(outcome, Published) and outcome.alters:
                # Something else than these remarks changes what readers see.
                raise _UndoneError(SecondPersonNeeded())
            return RecordedAndPublished(recorded, outcome)
    except WrongError as error:
        return error.wrong
    except _UndoneError as error:
        return error.outcome
    except IntegrityError:
        return Wrong(contest=(MEANWHILE,))


def _put_on_record(recorded: Recorded, *, by: Actor, at: datetime) -> None:
    if recorded.is_new_source:
        source_on_record(recorded.source, contest=recorded.contest, by=by, at=at)
    replaced = [claim.replaces for claim in recorded.claims if claim.replaces is not None]
    audit(
        action=Action.RECORDED_CLAIMS,
        by=by,
        at=at,
        subject=str(recorded.contest),
        contest=recorded.contest,
        before=_stated(recorded.source, replaced) if replaced else None,
        after=_stated(recorded.source, recorded.claims),
    )


def _stated(source: Source, claims: Iterable[Claim]) -> dict[str, object]:
    """Return what claims say, for the audit log."""
    return {
        "source": source.slug,
        "claims": {claim.reference: _statement(claim) for claim in claims},
    }


def _statement(claim: Claim) -> dict[str, object]:
    said = {
        "kind": claim.kind,
        "moment": claim.moment,
        "party": "" if claim.party is None else claim.party.slug,
        "other_party": "" if claim.other_party is None else claim.other_party.slug,
        "value": claim.value,
        "precision": claim.precision,
        "topic": claim.topic,
        "text": claim.text,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def store_claims(
    *,
    contest: int,
    source: Source | NewSource,
    entries: Sequence[ClaimEntry],
    at: datetime,
    by: str,
) -> Recorded:
    """Store claims in a transaction that the caller holds. Raises WrongError, IntegrityError."""
    held = Contest.objects.of_key(contest).with_names().held_until_saved().first()
    if held is None:
        raise WrongError(Wrong(contest=(GONE,)))
    if why := _too_early(held, entries, at=at):
        raise WrongError(Wrong(contest=(why,)))
    row, wrong_source = _source(source, held)
    if not entries:
        wrong_source = {**wrong_source, "": (NOTHING_STATED,)}
    storing = _Storing(held, row, at, by)
    wrong_claims = tuple([storing.store(entry) for entry in entries])
    if wrong_source or any(wrong_claims):
        raise WrongError(Wrong(source=wrong_source, claims=wrong_claims))
    DataVersion.objects.move(at=at)
    return Recorded(held, row, tuple(storing.stored), isinstance(source, NewSource))


def _too_early(contest: Contest, entries: Sequence[ClaimEntry], *, at: datetime) -> str:
    """Return why these claims can't be stored yet, or nothing. Before the polls close, how things stood may be."""
    tells_one = any(
        kind_tells_a_result(entry.kind, moment=entry.moment, topic=entry.topic) for entry in entries
    )
    why = contest.election.why_too_early(now=at, tells_a_result=tells_one)
    return "" if why is None else TOO_EARLY_WORDS[why]


def _source(source: Source | NewSource, contest: Contest) -> tuple[Source, Messages]:
    """Return the source, stored if nothing is wrong with it, and what is."""
    if isinstance(source, Source):
        held = Source.objects.of_slugs([source.slug]).held_until_saved().first()
        return (source, {"source": (SOURCE_GONE,)}) if held is None else (held, {})
    outlet = slugify(source.outlet_name)[:LONGEST_SLUG]
    row = Source(
        slug=_free_slug(f"{outlet}-{contest.council.slug}-{contest.election.polling_day}"),
        name=source.name,
        title=source.title,
        outlet=outlet,
        outlet_name=source.outlet_name,
        kind=source.kind,
        published_on=source.published_on,
        edition=source.edition,
        date_basis=source.date_basis,
        url=source.url,
        licence=source.licence,
        note=source.note,
    )
    # A form that is sent twice would count as two sources that agree.
    twin = Source.objects.like(row).first()
    if twin is not None:
        return row, {"name": (SOURCE_IS_THERE.format(slug=twin.slug),)}
    try:
        row.full_clean()
    except ValidationError as error:
        messages = _messages(error)
        # The outlet's short form is made from its name.
        if "outlet" in messages:
            del messages["outlet"]
            messages["outlet_name"] = ("Give who published it in letters or digits.",)
        messages.pop("slug", None)
        return row, messages or {"outlet_name": ("Give who published it in letters or digits.",)}
    row.save()
    return row, {}


class _Storing:
    """One source's claims about one contest, stored one after the other."""

    def __init__(self, contest: Contest, source: Source, at: datetime, by: str) -> None:
        self.contest = contest
        self.source = source
        self.at = at
        self.by = by
        self.stored: list[Claim] = []
        self._is_known = source.pk is not None
        self._taken = Claim.objects.of_source(source.slug).references()
        standing = Claim.objects.about_contest(contest.ballot_id).standing()
        self._standing = {claim.pk for claim in standing}
        self._said = {
            _said(claim): claim.reference for claim in standing if claim.source_id == source.pk
        }

    def store(self, entry: ClaimEntry) -> Messages:
        """Store a claim if nothing is wrong with it; return what is."""
        claim = Claim(
            source=self.source,
            reference=self._reference(entry),
            contest=self.contest,
            kind=entry.kind,
            moment=entry.moment,
            party=entry.party,
            other_party=entry.other_party,
            value=entry.value,
            topic=entry.topic,
            text=entry.text,
            precision=entry.precision,
            stated_as=entry.stated_as,
            paragraph=entry.paragraph,
            baseline_basis=entry.baseline_basis,
            baseline_note=entry.baseline_note,
            note=entry.note,
            replaces=entry.replaces,
            recorded_at=self.at,
            recorded_by=self.by,
        )
        messages = self._wrong(claim, faults_of(entry))
        if messages:
            return messages
        if not self._is_known:
            return {}  # The source could not be stored, and so neither can this.
        claim.save()
        self.stored.append(claim)
        self._taken.add(claim.reference)
        self._said[_said(claim)] = claim.reference
        return {}

    def _wrong(self, claim: Claim, faults: Messages) -> Messages:
        messages = dict(faults)
        is_replaced = claim.replaces_id is not None and claim.replaces_id not in self._standing
        try:
            claim.full_clean(exclude=set() if self._is_known else {"source"})
        except ValidationError as error:
            for name, found in _messages(error).items():
                # What a kind needs is said beside the fields already.
                if (name == "replaces" and is_replaced) or (name == "" and messages):
                    continue
                messages.setdefault(name, found)
        if is_replaced and "replaces" not in messages:
            messages["replaces"] = (REPLACED_ALREADY,)
        twin = self._said.get(_said(claim))
        if not messages and twin is not None:
            messages[""] = (SAID_ALREADY.format(reference=twin),)
        return messages

    def _reference(self, entry: ClaimEntry) -> str:
        """Return a reference that is free in the source: "portsmouth-after-labour"."""
        parts = [
            self.contest.council.slug,
            "" if entry.kind == ClaimKind.SEATS_HELD else entry.kind.replace("_", "-"),
            entry.moment.replace("_", "-"),
            "" if entry.party is None else entry.party.slug,
            "" if entry.other_party is None else entry.other_party.slug,
        ]
        return free_name("-".join(filter(None, parts)), self._taken, LONGEST_REFERENCE)


def _said(claim: Claim) -> tuple[object, ...]:
    """Return what two claims of a source have in common that say the same."""
    return (
        claim.kind,
        claim.moment,
        claim.party_id,
        claim.other_party_id,
        claim.value,
        claim.topic,
        claim.text,
    )


def _free_slug(wanted: str) -> str:
    taken = {*Source.objects.slugs(), *FactSource.objects.slugs()}
    return free_name(slugify(wanted), taken, LONGEST_SLUG)


def free_name(wanted: str, taken: Iterable[str], longest: int) -> str:
    """Return the name, or the first of its numbered forms that is not taken."""
    name, number = wanted[:longest], 1
    while name in taken:
        number += 1
        ending = f"-{number}"
        name = f"{wanted[: longest - len(ending)]}{ending}"
    return name


def _messages(error: ValidationError) -> dict[str, tuple[str, ...]]:
    """Return an error's messages by field, those of the row as a whole under ""."""
    return {
        "" if name == NON_FIELD_ERRORS else name: tuple(messages)
        for name, messages in error.message_dict.items()
    }
