"""The form in which a result is entered: the source, the contest, and a row for each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.text import slugify
from typing_extensions import override

from elections.claim_shapes import MAX_COUNCILLORS, SHAPES, About, ClaimKind, Shape
from elections.domain.baselines import AFTER
from elections.domain.claims import RemarkTopic
from elections.domain.sources import Precision, SourceKind
from elections.models import Claim, Source
from elections.models.claims import MAX_PARAGRAPH, BaselineBasis, StatedAs
from elections.pages.words import BASELINE_LABELS, SOURCE_KIND_WORDS
from elections.services.entries import ClaimEntry, NewSource

ROWS_AT_FIRST: Final = 6
MORE_ROWS: Final = 4
MOST_ROWS: Final = 60
LONGEST_TEXT: Final = 2_000

MOMENT_LABELS = {AFTER.value: "After the poll"} | {
    baseline.value: label for baseline, label in BASELINE_LABELS.items()
}
BASIS_LABELS = {
    BaselineBasis.STATED: "The source says so",
    BaselineBasis.OUTLET_PRACTICE: "The outlet's practice",
    BaselineBasis.ONLY_FIT: "It fits no other",
}
COLUMN_LABELS = {
    "party": "party",
    "other_party": "other party",
    "value": "number",
    "topic": "topic",
    "text": "text",
}


def kinds_of_contests() -> list[Shape]:
    """Return the kinds of claim that are about one contest, in order."""
    return [shape for shape in SHAPES.values() if shape.about is not About.ELECTION]


def kind_label(kind: ClaimKind) -> str:
    """Return a kind as a list names it: "Seats held"."""
    return kind.value.replace("_", " ").capitalize()


def kinds_explained() -> list[tuple[str, str]]:
    """Return each kind with what it needs, in the words of the form."""
    explained = []
    for shape in kinds_of_contests():
        needs = [] if shape.when == "none" else ["when" if shape.when == "any" else "counted from"]
        for column in shape.columns:
            words = COLUMN_LABELS[column]
            if column == "value":
                words += f" ({shape.low} to {shape.high})"
            needs.append(words + (" if known" if column in shape.optional else ""))
        explained.append((kind_label(shape.kind), ", ".join(needs) or "nothing more"))
    return explained


# Longer than any key that a database holds.
LONGEST_KEY: Final = 18


class FindingSelect(AutocompleteSelect):
    """A picker that finds what is typed. What is no key at all is shown as nothing chosen."""

    @override
    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        """Return the choices shown before anything is typed: those chosen."""
        keys = [
            each
            for each in map(str, value)
            if each.isascii() and each.isdecimal() and len(each) <= LONGEST_KEY
        ]
        return super().optgroups(name, keys, attr)


class EveryChoiceSelect(AutocompleteSelect):
    """A picker that finds what is typed, and without a script is a list of everything there is."""

    optgroups = forms.Select.optgroups  # type: ignore[assignment]


def _picker(
    field: str, label: str, *, required: bool = False, lists_all: bool = False, **words: Any
) -> forms.ModelChoiceField[Any]:
    column = Claim._meta.get_field(field)
    widget = EveryChoiceSelect if lists_all else FindingSelect
    return forms.ModelChoiceField(
        queryset=column.related_model._default_manager.all(),  # type: ignore[union-attr]
        required=required,
        label=label,
        widget=widget(column, admin.site),
        **words,
    )


def _text(label: str, *, rows: int = 0, longest: int = LONGEST_TEXT, **words: Any) -> Any:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget, **words)


# What a returning officer declares is typed and checked by two people before readers see it.
GOES_TO_THE_DESK: Final = (
    "A returning officer's declaration goes the desk's way, where a second person checks it:"
    " enter it at /desk/."
)
# An editor's choice ranks before every source, and so is made where all of them are seen, with a reason.
IS_A_CHOICE: Final = (
    "An editor's choice between sources is made where they differ, with its reason: at the desk,"
    " under Disputes."
)
REFUSED_KINDS: Final[Mapping[str, str]] = {
    SourceKind.DECLARATION: GOES_TO_THE_DESK,
    SourceKind.EDITOR: IS_A_CHOICE,
}


class ResultForm(forms.Form):
    """What a result is about, and who says it: a source that is stored, or a new one."""

    contest = _picker(
        "contest",
        "Contest",
        required=True,
        help_text="Type a council and a year: ports 2022.",
        error_messages={
            "required": "Choose the contest.",
            "invalid_choice": "This contest is no longer here: choose another.",
        },
    )
    source = _picker(
        "source",
        "Source that is stored already",
        help_text="Leave empty to add a new one below.",
        error_messages={"invalid_choice": "This source is no longer here: choose another."},
    )
    name = _text("Name", longest=120, help_text="As a reader knows it: Portsmouth City Council.")
    title = _text("What it is", longest=200, help_text="In our own words, never the headline.")
    outlet_name = _text("Published by", longest=80, help_text="As in BBC News.")
    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Choose")] + [(kind.value, SOURCE_KIND_WORDS[kind]) for kind in SourceKind],
        help_text="A declaration is entered at the desk, and a choice between sources made there.",
    )
    published_on = forms.DateField(
        label="Published on",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    edition = forms.IntegerField(
        label="Version", required=False, min_value=1, max_value=100, initial=1
    )
    date_basis = _text("How the day is known", help_text="As in: printed on it.")
    url = forms.URLField(label="Address", required=False, max_length=500, assume_scheme="https")
    licence = _text("Licence", longest=120)
    reason = _text("Why it is published", help_text="On record with the version.")

    NEW_SOURCE: Final = (
        "name",
        "title",
        "outlet_name",
        "kind",
        "published_on",
        "edition",
        "date_basis",
        "url",
        "licence",
    )
    _NEEDED: Final = {
        "name": "Give the source a name, or choose one that is stored.",
        "title": "Say what it is, in our own words.",
        "outlet_name": "Say who published it.",
        "kind": "Choose what kind of source it is.",
        "published_on": "Give the day it was published.",
        "date_basis": "Say how the day is known.",
    }

    @property
    def new_source_fields(self) -> list[forms.BoundField]:
        """Return the fields of a new source, for the template."""
        return [self[name] for name in self.NEW_SOURCE]

    @override
    def clean(self) -> dict[str, Any]:
        """Ask for one source: one that is stored, or all of a new one."""
        cleaned = super().clean() or self.cleaned_data
        for name, kind in (
            ("source", getattr(cleaned.get("source"), "kind", "")),
            ("kind", cleaned.get("kind")),
        ):
            if refusal := REFUSED_KINDS.get(str(kind)):
                self.add_error(name, refusal)
        typed = [
            name
            for name in self.NEW_SOURCE
            if (cleaned.get(name) and name != "edition") or name in self.errors
        ]
        if "source" in self.errors:
            return cleaned
        if cleaned.get("source") is not None:
            if typed:
                self.add_error(
                    "source",
                    "Choose a stored source or add a new one, not both: empty one of them.",
                )
        else:
            for name, message in self._NEEDED.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
            outlet = cleaned.get("outlet_name", "")
            if outlet and not slugify(outlet):
                self.add_error("outlet_name", "Give who published it in letters or digits.")
        return cleaned

    @property
    def adds_a_source(self) -> bool:
        """Return whether the source is a new one. The form has to be valid."""
        return self.cleaned_data["source"] is None

    def source_given(self) -> Source | NewSource:
        """Return the source. The form has to be valid."""
        cleaned = self.cleaned_data
        if not self.adds_a_source:
            source: Source = cleaned["source"]
            return source
        given = {name: cleaned[name] for name in self.NEW_SOURCE}
        return NewSource(**(given | {"edition": given["edition"] or 1}))


class ClaimRowForm(forms.Form):
    """One claim. What its kind needs is asked for by the service, field by field."""

    kind = forms.ChoiceField(
        label="What is stated",
        choices=[(shape.kind.value, kind_label(shape.kind)) for shape in kinds_of_contests()],
        initial=ClaimKind.SEATS_HELD.value,
    )
    moment = forms.ChoiceField(
        label="When or since",
        required=False,
        choices=[("", "Neither"), *MOMENT_LABELS.items()],
        initial=AFTER.value,
    )
    party = _picker("party", "Party", lists_all=True)
    value = forms.IntegerField(
        label="Number", required=False, min_value=-MAX_COUNCILLORS, max_value=MAX_COUNCILLORS
    )
    paragraph = forms.IntegerField(
        label="Paragraph", required=False, min_value=1, max_value=MAX_PARAGRAPH
    )
    approximate = forms.BooleanField(label="About, not exact", required=False)
    other_party = _picker("other_party", "Other party", lists_all=True)
    stated_as = forms.ChoiceField(
        label="How it is stated",
        choices=[(stated.value, stated.value.capitalize()) for stated in StatedAs],
        initial=StatedAs.DIGITS.value,
    )
    baseline_basis = forms.ChoiceField(
        label="How is it known what it counts from?",
        required=False,
        choices=[("", "Does not apply"), *((k.value, label) for k, label in BASIS_LABELS.items())],
    )
    baseline_note = _text("Why it counts from there", rows=2)
    topic = forms.ChoiceField(
        label="Topic of a remark",
        required=False,
        choices=[("", "None")]
        + [(topic.value, topic.value.replace("_", " ").capitalize()) for topic in RemarkTopic],
    )
    text = _text("Remark, in our own words", rows=2)
    note = _text("Note for the desk", rows=2)
    replaces = _picker(
        "replaces",
        "Corrects this earlier claim",
        error_messages={"invalid_choice": "That claim is not here: choose another."},
    )

    # What a typical claim needs; the rest is folded away.
    FIRST: Final = ("kind", "moment", "party", "value", "paragraph")

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields most claims need."""
        return [self[name] for name in self.FIRST]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields some claims need."""
        return [field for field in self if field.name not in self.FIRST]

    @property
    def has_more(self) -> bool:
        """Return whether any of the fields folded away is filled in or wrong."""
        if not self.is_bound:
            return False
        changed = {*self.changed_data, *self.errors}
        return bool(changed - {*self.FIRST, "__all__"})

    def entry(self) -> ClaimEntry:
        """Return the claim as it was typed. The form has to be valid."""
        cleaned = self.cleaned_data
        moment = cleaned["moment"]
        # The choice a row begins with means nothing to a kind that has no moment.
        if "moment" not in self.changed_data and SHAPES[ClaimKind(cleaned["kind"])].when == "none":
            moment = ""
        precision = Precision.APPROXIMATE if cleaned["approximate"] else Precision.EXACT
        given = {
            name: value for name, value in cleaned.items() if name not in ("approximate", "moment")
        }
        return ClaimEntry(moment=moment, precision=precision.value, **given)


class ClaimRows(BaseFormSet[ClaimRowForm]):
    """The rows of the form. Those left as they were are no claims."""

    def entered(self) -> list[ClaimRowForm]:
        """Return the rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]


def picked_fields() -> frozenset[Any]:
    """Return the model fields whose rows the pickers of the form find."""
    fields = {**ResultForm.base_fields, **ClaimRowForm.base_fields}.values()
    return frozenset(
        field.widget.field for field in fields if isinstance(field.widget, AutocompleteSelect)
    )


ClaimRowsFormSet: Any = formset_factory(
    ClaimRowForm,
    formset=ClaimRows,
    extra=ROWS_AT_FIRST,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
    validate_max=True,
)
