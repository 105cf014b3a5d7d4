"""What a process keeps of a data version, and never longer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils.timezone import localdate

from elections.models import DataVersion, Party
from elections.selectors import kept as module
from elections.selectors.data_version import current_edition
from elections.selectors.kept import kept, kept_of_few, reading
from tests import factories

TODAY = date(2023, 5, 5)
NIGHT = datetime(2023, 5, 5, 3, 10, tzinfo=UTC)
MORNING = datetime(2023, 5, 5, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db

asked: list[str] = []


@kept
def parties(prefix: str) -> tuple[str, ...]:
    """Return the names of parties that begin so."""
    asked.append(prefix)
    return tuple(
        name
        for name in Party.objects.in_order().values_list("name", flat=True)
        if name.startswith(prefix)
    )


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_what_was_read_of_a_version_is_read_once() -> None:
    DataVersion.objects.move(at=NIGHT)
    for _ in range(3):
        with reading(current_edition(TODAY)):
            parties("L")
            parties("L")
    assert asked == ["L"]


def test_each_question_has_its_own_answer() -> None:
    factories.party(slug="labour")
    factories.party(slug="green")
    for _ in range(2):
        with reading(current_edition(TODAY)):
            assert parties("L") == ("Labour",)
            assert parties("G") == ("Green",)
    assert asked == ["L", "G"]


def test_a_publication_is_seen_by_the_next_reading() -> None:
    with reading(current_edition(TODAY)):
        assert parties("G") == ()
    factories.party(slug="green")
    DataVersion.objects.move(at=NIGHT)
    with reading(current_edition(TODAY)):
        assert parties("G") == ("Green",)


def test_what_was_read_while_the_version_moved_is_not_kept() -> None:
    """It may hold parts of both: the reading itself began with the older one."""
    with reading(current_edition(TODAY)):
        parties("G")
        factories.party(slug="green")
        DataVersion.objects.move(at=NIGHT)
    before = current_edition(TODAY)._replace(number=0, changed_at=None)
    with reading(before):
        parties("G")
    assert asked == ["G", "G"]


def test_one_reading_is_of_one_version_throughout() -> None:
    with reading(current_edition(TODAY)):
        first = parties("G")
        factories.party(slug="green")
        DataVersion.objects.move(at=NIGHT)
        assert parties("G") == first


def test_the_same_number_at_another_time_is_another_version() -> None:
    """A database that was put back from a copy counts up from there once more."""
    DataVersion.objects.move(at=NIGHT)
    with reading(current_edition(TODAY)):
        assert parties("G") == ()
    factories.party(slug="green")
    DataVersion.objects.update(changed_at=MORNING)
    with reading(current_edition(TODAY)):
        assert parties("G") == ("Green",)


def test_same_number_and_time_with_another_id_is_another_version() -> None:
    DataVersion.objects.move(at=NIGHT)
    with reading(current_edition(localdate())):
        assert parties("G") == ()
    factories.party(slug="green")
    DataVersion.objects.renew()
    with reading(current_edition(localdate())):
        assert parties("G") == ("Green",)


def test_only_the_newest_version_is_kept() -> None:
    for hour in range(5):
        DataVersion.objects.move(at=NIGHT.replace(hour=hour))
        with reading(current_edition(TODAY)):
            parties("L")
            parties("G")
    assert len(module._SHELF._kept) == 2


def test_no_more_is_kept_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._SHELF._kept, "most", 3)
    with reading(current_edition(TODAY)):
        for prefix in "ABCDEFGH":
            parties(prefix)
    assert len(module._SHELF._kept) == 3


def test_of_large_things_only_those_asked_for_last_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @kept_of_few
    def council(slug: str) -> str:
        asked.append(slug)
        return slug

    monkeypatch.setattr(module._SHELF_OF_FEW._kept, "most", 2)
    for slug in ("medway", "hull", "dover", "dover", "medway"):
        with reading(current_edition(TODAY)):
            assert council(slug) == slug
    assert asked == ["medway", "hull", "dover", "medway"]


def test_what_fails_is_not_kept() -> None:
    @kept
    def failing() -> None:
        asked.append("failing")
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError), reading(current_edition(TODAY)):
            failing()
    assert asked == ["failing", "failing"]


def test_outside_a_reading_everything_is_read_anew() -> None:
    parties("L")
    parties("L")
    assert asked == ["L", "L"]


def test_pages_show_what_was_published_since_at_the_next_request(client: Client) -> None:
    address = "/parties/"
    assert "Green" not in client.get(address).content.decode()
    factories.party(slug="green")
    DataVersion.objects.move(at=NIGHT)
    assert "Green" in client.get(address).content.decode()
