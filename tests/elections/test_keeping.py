"""What is made once of the same things."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread

from elections.keeping import Bounded, OneOfEach, forget_everything, same_for_same


@dataclass(frozen=True)
class Council:
    """Something that never changes."""

    name: str


def test_the_same_thing_is_made_something_of_once() -> None:
    made = []

    @same_for_same(most=10)
    def headline(council: Council, seats: int) -> str:
        made.append(council)
        return f"{council.name}: {seats}"

    medway = Council("Medway")
    assert headline(medway, 59) == headline(medway, 59) == "Medway: 59"
    assert made == [medway]
    assert headline(medway, 55) == "Medway: 55"
    assert len(made) == 2


def test_another_thing_that_says_the_same_is_another() -> None:
    made = []

    @same_for_same(most=10)
    def name(council: Council) -> str:
        made.append(council)
        return council.name

    assert name(Council("Medway")) == name(Council("Medway"))
    assert len(made) == 2


def test_nothing_that_is_gone_is_taken_for_what_took_its_place_in_memory() -> None:
    @same_for_same(most=1_000)
    def name(council: Council) -> str:
        return council.name

    # Each would be given the memory of the one before, were that not held on to.
    for number in range(500):
        assert name(Council(f"Council {number}")) == f"Council {number}"


def test_an_answer_of_nothing_is_kept_too() -> None:
    asked = []

    @same_for_same(most=10)
    def nothing(slug: str) -> None:
        asked.append(slug)

    nothing("medway")
    nothing("medway")
    assert asked == ["medway"]


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    kept = Bounded[str](most=2)
    kept.keep("medway", "Medway")
    kept.keep("hull", "Hull")
    kept.get("medway")
    kept.keep("dover", "Dover")
    assert (kept.get("medway"), kept.get("hull"), kept.get("dover")) == ("Medway", None, "Dover")
    assert len(kept) == 2


def test_what_weighs_more_leaves_room_for_less() -> None:
    kept = Bounded[str](most=10, weigh=len)
    for name in ("Medway", "Hull", "Dover"):
        kept.keep(name, name)
    assert [kept.get(name) for name in ("Medway", "Hull", "Dover")] == [None, "Hull", "Dover"]
    kept.keep("Bournemouth", "Bournemouth")
    assert len(kept) == 0
    kept.keep("Hull", "Hull")
    assert kept.get("Hull") == "Hull"


def test_equal_things_come_back_as_the_first_of_them() -> None:
    one_of_each = OneOfEach[Council](most=10)
    first = Council("Medway")
    assert one_of_each.of(first) is first
    assert one_of_each.of(Council("Medway")) is first
    assert one_of_each.of(Council("Hull")) is not first


def test_many_threads_never_keep_more_than_is_allowed_and_always_get_what_they_asked_for() -> None:
    kept = Bounded[int](most=50)
    wrong = []

    def ask() -> None:
        for number in range(2_000):
            key = number % 120
            if (kept.get(key) or kept.keep(key, key + 1)) != key + 1:
                wrong.append(key)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(kept) <= 50


def test_everything_can_be_forgotten() -> None:
    kept = Bounded[str](most=10)
    kept.keep("medway", "Medway")
    forget_everything()
    assert kept.get("medway") is None
