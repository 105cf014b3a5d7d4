"""The documents say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from elections.domain.baselines import Baseline
from elections.domain.desk.checking import SheetCode
from elections.domain.figures import Rule
from elections.domain.findings import Code
from elections.domain.words.finding_words import MEANINGS
from elections.domain.words.sheet_words import SHEET_MEANINGS
from elections.integrity import Code as Integrity

DOCS = Path(__file__).parent.parent / "docs"


def first_cells(page: str) -> list[str]:
    """Return the first cell of each table row of a page, without its quotes."""
    rows = re.findall(r"^\| ([^|]+?) \|", (DOCS / page).read_text(), re.MULTILINE)
    return [row.strip("`") for row in rows]


def test_the_method_gives_every_rule_once_in_the_order_they_are_kept() -> None:
    rules = [cell for cell in first_cells("method.md") if cell in {rule.value for rule in Rule}]
    assert rules == [rule.value for rule in Rule]


@pytest.mark.parametrize("baseline", list(Baseline))
def test_the_method_says_what_each_baseline_is(baseline: Baseline) -> None:
    assert baseline.value in first_cells("method.md")


def test_the_findings_page_gives_every_code_once() -> None:
    codes = [cell for cell in first_cells("findings.md") if re.fullmatch(r"[EW]\d+", cell)]
    assert codes == [code.value for code in (*Code, *SheetCode)]


def test_the_findings_page_gives_each_code_the_meaning_that_pages_give_it() -> None:
    rows = re.findall(
        r"^\| ([EW]\d+) \| (.*?) \|", (DOCS / "findings.md").read_text(), re.MULTILINE
    )
    meanings = [*MEANINGS.items(), *SHEET_MEANINGS.items()]
    assert dict(rows) == {code.value: meaning for code, meaning in meanings}


def test_the_page_on_integrity_gives_every_code_once() -> None:
    codes = [cell for cell in first_cells("integrity.md") if re.fullmatch(r"I\d+", cell)]
    assert codes == [code.value for code in Integrity]


def test_every_decision_has_a_number_of_its_own_which_its_heading_has_too() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in records]
    assert numbers == list(range(1, len(records) + 1))
    for page, number in zip(records, numbers, strict=True):
        assert page.read_text().startswith(f"# {number}. "), page.name


ROOT = DOCS.parent


def test_the_operators_page_lists_every_setting_that_is_read() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "config/settings.py").read_text()))
    listed = set(re.findall(r"`([A-Z_]+)`", (DOCS / "operations.md").read_text()))
    assert read
    assert read <= listed


def test_the_operators_page_lists_every_check_of_the_project() -> None:
    checks = re.findall(r'id="(project\.\w+)"', (ROOT / "config/checks.py").read_text())
    assert sorted(checks) == sorted(c for c in first_cells("operations.md") if "project." in c)


def test_every_page_that_a_document_links_to_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
