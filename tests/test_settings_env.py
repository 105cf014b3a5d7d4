"""The typed readers of environment variables: what they understand, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Environment


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("true", True),
        ("True", True),
        ("1", True),
        ("yes", True),
        (" on ", True),
        ("false", False),
        ("0", False),
        ("NO", False),
        ("off", False),
    ],
)
def test_a_boolean_is_read_in_the_usual_spellings(value: str, *, meaning: bool) -> None:
    assert Environment({"DEBUG": value}).boolean("DEBUG", default=not meaning) is meaning


@pytest.mark.parametrize("value", ["maybe", "2", "truee", "none"])
def test_a_boolean_that_is_neither_yes_nor_no_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"DEBUG is '{value}'"):
        Environment({"DEBUG": value}).boolean("DEBUG", default=False)


@pytest.mark.parametrize("variables", [{}, {"DEBUG": ""}, {"DEBUG": "  "}])
def test_an_absent_or_empty_variable_takes_its_default(variables: dict[str, str]) -> None:
    assert Environment(variables).boolean("DEBUG", default=True) is True
    assert Environment(variables).text("DEBUG", default="as it is") == "as it is"
    assert Environment(variables).natural("DEBUG", default=7) == 7
    assert Environment(variables).words("DEBUG", default=("a",)) == ["a"]


def test_a_whole_number_is_read() -> None:
    assert Environment({"HSTS_SECONDS": "3600"}).natural("HSTS_SECONDS", default=0) == 3600


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "0x10", "1_000", "٣"])
def test_anything_but_a_whole_number_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="HSTS_SECONDS"):
        Environment({"HSTS_SECONDS": value}).natural("HSTS_SECONDS", default=0)


def test_words_are_split_at_commas_and_trimmed() -> None:
    hosts = Environment({"ALLOWED_HOSTS": "one.example, two.example"}).words("ALLOWED_HOSTS")
    assert hosts == ["one.example", "two.example"]


@pytest.mark.parametrize("value", ["one.example,", ",", "one.example,,two.example"])
def test_an_empty_word_is_refused_by_name(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        Environment({"ALLOWED_HOSTS": value}).words("ALLOWED_HOSTS")


def test_a_secret_comes_from_its_variable_first(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file")
    environment = Environment({"SECRET_KEY": "from the variable", "SECRET_KEY_FILE": str(file)})
    assert environment.secret("SECRET_KEY", default_file=file) == "from the variable"


def test_a_secret_comes_from_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    environment = Environment({"SECRET_KEY_FILE": str(file)})
    assert environment.secret("SECRET_KEY", default_file=tmp_path / "absent") == "from the file"


def test_a_secret_comes_from_the_default_file_last(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("of this machine\n")
    assert Environment({}).secret("SECRET_KEY", default_file=file) == "of this machine"


def test_a_missing_secret_is_refused_and_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="make secret"):
        Environment({}).secret("SECRET_KEY", default_file=tmp_path / "absent")


def test_an_empty_secret_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("\n")
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        Environment({}).secret("SECRET_KEY", default_file=file)


def test_a_path_is_made_absolute(tmp_path: Path) -> None:
    path = Environment({"STATIC_ROOT": "somewhere"}).path("STATIC_ROOT", default=tmp_path)
    assert path == Path.cwd() / "somewhere"
