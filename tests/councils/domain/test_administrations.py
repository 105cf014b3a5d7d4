"""A label says who runs a council: it is read, or left as it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.domain.administrations import (
    ABBREVIATIONS,
    Administration,
    Form,
    InItsOwnWords,
    read_label,
)


@pytest.mark.parametrize(
    ("label", "parties", "form"),
    [
        ("LAB", ("labour",), Form.ALONE),
        ("LAB min", ("labour",), Form.MINORITY),
        ("REF/CON", ("reform-uk", "conservative"), Form.TOGETHER),
        ("LAB/LD/GRN", ("labour", "liberal-democrats", "green"), Form.TOGETHER),
        ("IND/GRN", ("independent", "green"), Form.TOGETHER),
        ("LD/GRN/IND min", ("liberal-democrats", "green", "independent"), Form.MINORITY),
        ("CON Mayor", ("conservative",), Form.MAYOR),
        ("SNP/LAB/IND/LD", ("snp", "labour", "independent", "liberal-democrats"), Form.TOGETHER),
        ("PC min", ("plaid-cymru",), Form.MINORITY),
        ("  LAB   min ", ("labour",), Form.MINORITY),
    ],
)
def test_a_label_is_read(label: str, parties: tuple[str, ...], form: Form) -> None:
    assert read_label(label) == Administration(parties, form)


@pytest.mark.parametrize(
    "label", ["Aspire Mayor", "CIIP/PIP", "LAB/LAB", "LAB maj", "LAB/LD Mayor", "LAB/", "/", "lab"]
)
def test_a_label_that_cannot_be_read_stays_as_it_stands(label: str) -> None:
    assert read_label(label) == InItsOwnWords(label)


@pytest.mark.parametrize("label", ["", "   "])
def test_no_label_says_nothing(label: str) -> None:
    assert read_label(label) is None


@given(
    st.lists(st.sampled_from(sorted(ABBREVIATIONS)), min_size=1, max_size=5, unique=True),
    st.sampled_from(["", " min"]),
)
def test_whatever_is_written_in_the_table_s_manner_is_read_back(names: list[str], how: str) -> None:
    read = read_label("/".join(names) + how)
    assert isinstance(read, Administration)
    assert read.parties == tuple(ABBREVIATIONS[name] for name in names)
    assert (read.form is Form.MINORITY) == bool(how)


@given(st.text(max_size=40))
def test_any_text_is_read_or_kept(text: str) -> None:
    read = read_label(text)
    assert (read is None) == (not text.split())
    if isinstance(read, InItsOwnWords):
        assert read.label == " ".join(text.split())
