"""The forms in which an admin says what is expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms

from councils.domain.composition import MOST_SEATS
from councils.models import AliasKind
from elections.domain.contests import Scope
from elections.domain.desk.states import Check
from elections.pages import words
from elections.pages.desk.expected import CHECK_WORDS, SCOPE_WORDS
from elections.pages.words import capitalised
from elections.selectors.desk.expected import regions, sources_of_facts
from elections.services.expected.contests import Facts, Named

LONGEST_LIST: Final = 40_000


def day_field(**given: Any) -> forms.DateField:
    """Return a field for a day, as browsers send it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = "Give a day as in 2027-05-06."
    return forms.DateField(
        widget=widget, input_formats=["%Y-%m-%d"], error_messages={"invalid": wrong}, **given
    )


def _seats(**given: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=MOST_SEATS, **given)


def focus_on_first_fault(all_forms: Iterable[forms.Form]) -> tuple[str, str]:
    """Give the first field with an error the focus; return its id and label, empty where there is none."""
    for form in all_forms:
        for name in form.fields:
            if form[name].errors:
                form.fields[name].widget.attrs["autofocus"] = True
                return form[name].id_for_label, str(form[name].label)
    return "", ""


class CheckForm(forms.Form):
    """An election's name, and what the desk asks for."""

    name = forms.CharField(
        max_length=120, label="Name", help_text="As in: Local elections of 6 May 2027"
    )
    check_asked = forms.ChoiceField(
        choices=[(each.value, capitalised(CHECK_WORDS[each])) for each in Check],
        label="Before a result goes out",
        initial=Check.SECOND_ENTRY.value,
    )

    @property
    def check(self) -> Check:
        """Return what the desk is to ask for. The form has to be valid."""
        return Check(self.cleaned_data["check_asked"])


class ElectionForm(CheckForm):
    """An election to make."""

    polling_day = day_field(label="Polling day")
    field_order = ("polling_day", "name", "check_asked")


class ConfirmForm(forms.Form):
    """That a step is meant of this election and no other: its day, typed once more."""

    day = day_field(label="Polling day, once more, to confirm")

    def __init__(self, *args: Any, polling_day: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.polling_day = polling_day

    def clean_day(self) -> date:
        """Return the day. Raises ValidationError where it is another."""
        given: date = self.cleaned_data["day"]
        if given.isoformat() != self.polling_day:
            raise forms.ValidationError(
                f"This election is on {words.day(date.fromisoformat(self.polling_day))}: give that day"
                " to confirm."
            )
        return given


class DraftAgainForm(ConfirmForm):
    """Why an election that was opened is a draft again."""

    reason = forms.CharField(max_length=300, label="Why it was opened by mistake")
    field_order = ("reason", "day")


class FactsForm(forms.Form):
    """What is known of contests before anybody reports."""

    scope = forms.ChoiceField(
        choices=[(each.value, capitalised(SCOPE_WORDS[each])) for each in Scope],
        label="How much of it is up",
        initial=Scope.UNKNOWN.value,
    )
    last_fought_on = day_field(
        label="When these seats were last fought",
        required=False,
        help_text="Leave it empty where it is not known, or the council is new.",
    )
    is_new = forms.BooleanField(label="A new council, which continues no other", required=False)
    source = forms.ChoiceField(
        label="Who says so", required=False, help_text="Needed as soon as anything above is said."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Nobody yet"), *sources_of_facts()]  # type: ignore[attr-defined]

    @property
    def facts(self) -> Facts:
        """Return what was said. The form has to be valid."""
        given = self.cleaned_data
        return Facts(
            Scope(given["scope"]), given["last_fought_on"], given["is_new"], given["source"]
        )


class ContestsForm(FactsForm):
    """Contests to add, a council a line."""

    councils = forms.CharField(
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
        label="Councils, one a line",
        help_text="By name, address or GSS code. Seats up after a comma where they are known: Medway, 59",
    )
    field_order = ("councils", "scope", "last_fought_on", "is_new", "source")

    def clean_councils(self) -> list[Named]:
        """Return the councils line by line. Raises ValidationError with the lines that are wrong."""
        named, wrong = [], []
        for number, line in enumerate(self.cleaned_data["councils"].splitlines(), start=1):
            council, comma, seats = (part.strip() for part in line.partition(","))
            if not line.strip():
                continue
            if comma and not (seats.isascii() and seats.isdigit() and len(seats) <= 3):
                wrong.append(
                    f"Line {number}: give seats up in digits after the comma, or no comma."
                )
                continue
            named.append(Named(number, council, int(seats) if seats else None))
        if wrong:
            raise forms.ValidationError(wrong)
        return named


class ContestForm(FactsForm):
    """One contest to change."""

    seats_up = _seats(label="Seats up", required=False)
    field_order = ("seats_up", "scope", "last_fought_on", "is_new", "source")


class CouncilForm(forms.Form):
    """What a council is called, and where it lies."""

    name = forms.CharField(max_length=120, label="Name as people say it")
    official_name = forms.CharField(max_length=160, label="Official name")
    region = forms.ChoiceField(label="Region or nation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions()  # type: ignore[attr-defined]


class AliasForm(forms.Form):
    """Another name of a council, or another form of its address."""

    kind = forms.ChoiceField(
        choices=[(AliasKind.NAME.value, "Name"), (AliasKind.SLUG.value, "Address")], label="What"
    )
    text = forms.CharField(
        max_length=160,
        label="Text",
        help_text="A name is found by search and uploads; an address leads to the council’s own.",
    )

    def clean(self) -> dict[str, Any]:
        """Check that an address is one."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == AliasKind.SLUG.value and "text" in given:
            forms.SlugField(
                error_messages={
                    "invalid": "An address has small letters, digits and hyphens: folkestone-hythe."
                }
            ).clean(given["text"])
        return given


class SizeForm(forms.Form):
    """How many seats a council has from a day on."""

    seats = _seats(label="Seats, vacant ones included")
    in_force_from = day_field(
        label="From", help_text="After a boundary review, the day of the first poll on it."
    )
    source = forms.ChoiceField(label="Who says so")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources_of_facts()  # type: ignore[attr-defined]
