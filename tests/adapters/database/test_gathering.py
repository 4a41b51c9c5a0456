"""What people decided in a production's own history is there where it is shared: once, and all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

import pytest

from addin.adapters.database import gathering
from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.gathering import gathered
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.domain.decisions import Alias
from addin.findings import Standing
from addin.ports import Touched
from tests.adapters.database.test_history import MONDAY, TUESDAY, WEDNESDAY, finding, standings

SHOW = "Show"


class Side:
    """One history, with all that is in it."""

    def __init__(self, database: Connected) -> None:
        self.database = database
        self.history = DatabaseHistory(database)
        self.decisions = DatabaseDecisions(database)
        self.journal = DatabaseJournal(database)

    def everything(self, production: str = SHOW) -> object:
        """What a test compares; numbers are each database's own."""
        log = [(one.decision, one.at, one.undone) for one in self.decisions.log(production)]
        return (
            self.history.waivers(production),
            log,
            [replace(one, number=0, decisions=()) for one in self.journal.entries(production)],
        )


@pytest.fixture
def own(tmp_path):
    """A production's own history."""
    found = Connected.in_folder(tmp_path / "own")
    yield Side(found)
    found.close()


@pytest.fixture
def shared(database):
    """What it shares with others."""
    return Side(database)


def decided(own: Side) -> None:
    """A week of work."""
    first = own.history.record(SHOW, [finding("PO 1"), finding("PO 2"), finding("PO 3")], MONDAY)
    one = own.history.waive(SHOW, first[0].key, "agreed", "Sam", MONDAY).waiver
    own.journal.enter(
        SHOW, MONDAY, who="Sam", button="waive_finding", sentence="Waived.", waivers=[one]
    )
    kept = own.decisions.decide(SHOW, Alias("Panavision", "PV", "Kim"), TUESDAY)
    own.decisions.decide(SHOW, Alias("Panavision", "PV", "Kim"), TUESDAY)  # twice the same
    gone = own.decisions.decide(SHOW, Alias("A", "B", "Kim"), TUESDAY)
    own.decisions.undo(SHOW, WEDNESDAY, gone.number)
    own.journal.enter(
        SHOW, TUESDAY, who="Kim", button="accept", sentence="Accepted.",
        decisions=[kept.number], touched=[Touched("A.xlsx", "b", "c")],
    )  # fmt: skip


def test_everything_is_there_once_however_often_it_is_done(own, shared):
    """Waivers hold, decisions count as often as they did, entries name their decisions' numbers."""
    decided(own)
    other = shared.decisions.decide("Other", Alias("X", "Y", "Kim"), MONDAY)
    before = own.everything()
    told = gathered(own.database, shared.database, SHOW)
    again = gathered(own.database, shared.database, SHOW)

    assert (told.waivers, told.decisions, told.entries, told.findings) == (1, 3, 2, 3)
    assert again.sentence == ""
    assert own.everything() == shared.everything() == before
    numbers = [one.number for one in shared.decisions.log(SHOW)]
    assert shared.journal.entries(SHOW)[1].decisions == (numbers[0],)
    assert other.number not in numbers
    found = shared.history.record(SHOW, [finding("PO 1"), finding("PO 2")], WEDNESDAY)
    assert standings(found) == [
        ("PO 1", Standing.WAIVED), ("PO 2", Standing.OPEN), ("", Standing.RESOLVED),
    ]  # fmt: skip
    assert found[1].since == MONDAY.date()


def test_what_is_decided_in_the_folder_later_comes_too(own, shared):
    """Excel's buttons go on writing there; what they take back is taken back here."""
    decided(own)
    gathered(own.database, shared.database, SHOW)
    (waiver,) = own.history.waivers(SHOW)
    assert own.history.unwaive(SHOW, waiver, "Kim", WEDNESDAY)
    own.decisions.undo(SHOW, WEDNESDAY)
    second = own.history.record(SHOW, [finding("PO 2")], TUESDAY)
    own.history.waive(SHOW, second[0].key, "fine", "Sam", WEDNESDAY)
    own.journal.undone(SHOW, 1, WEDNESDAY)
    told = gathered(own.database, shared.database, SHOW)

    assert (told.waivers, told.decisions, told.entries, told.findings) == (1, 0, 0, 0)
    assert shared.everything() == own.everything()


def test_what_was_taken_back_where_it_is_shared_stays_so(own, shared):
    """The folder still says otherwise: whoever took it back did so later."""
    decided(own)
    gathered(own.database, shared.database, SHOW)
    (waiver,) = shared.history.waivers(SHOW)
    shared.history.unwaive(SHOW, waiver, "Mara", WEDNESDAY)
    shared.decisions.undo(SHOW, WEDNESDAY)
    told = gathered(own.database, shared.database, SHOW)

    assert told.sentence == ""
    assert shared.history.waivers(SHOW) == ()
    assert sum(one.undone is None for one in shared.decisions.log(SHOW)) == 1


def test_of_two_waivers_of_one_finding_the_later_holds(own, shared):
    """Wherever it was given; neither is lost."""
    for side, when, who in ((own, TUESDAY, "Sam"), (shared, MONDAY, "Kim")):
        [point] = side.history.record(SHOW, [finding("PO 1")], MONDAY)
        side.history.waive(SHOW, point.key, "agreed", who, when)
    gathered(own.database, shared.database, SHOW)
    (waiver,) = shared.history.waivers(SHOW)
    assert waiver.by == "Sam"
    assert shared.history.unwaive(SHOW, waiver, "Mara", WEDNESDAY)
    assert [one.by for one in shared.history.waivers(SHOW)] == ["Kim"]

    gathered(own.database, shared.database, SHOW)
    assert [one.by for one in shared.history.waivers(SHOW)] == ["Kim"]


def test_a_waiver_taken_back_in_the_folder_does_not_hold_again_where_it_was_replaced(own, shared):
    """Another one was given meanwhile, and is taken back too: nothing holds."""
    [point] = own.history.record(SHOW, [finding("PO 1")], MONDAY)
    first = own.history.waive(SHOW, point.key, "agreed", "Sam", MONDAY).waiver
    gathered(own.database, shared.database, SHOW)
    later = shared.history.waive(SHOW, point.key, "agreed too", "Kim", TUESDAY).waiver
    assert own.history.unwaive(SHOW, first, "Sam", WEDNESDAY)
    for _ in range(2):
        gathered(own.database, shared.database, SHOW)
        assert shared.history.waivers(SHOW) == (later,)
    assert shared.history.unwaive(SHOW, later, "Kim", WEDNESDAY)
    assert shared.history.waivers(SHOW) == ()


def test_a_crash_in_the_middle_takes_nothing_over(own, shared, monkeypatch):
    """And the next time all of it."""
    decided(own)

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(gathering, "_entries", killed)
        with pytest.raises(KeyboardInterrupt):
            gathered(own.database, shared.database, SHOW)
    assert shared.everything() == ((), [], [])
    assert gathered(own.database, shared.database, SHOW).waivers == 1
    assert shared.everything() == own.everything()


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_done_in_the_folder_is_here_after_the_next_time(own, shared, seed):
    """In any order, taken over again and again: both say the same."""
    chosen = Random(seed)  # noqa: S311 - the same each time
    at = MONDAY
    for _ in range(40):
        at += dt.timedelta(minutes=chosen.choice([0, 1]))
        names = [name for name in "abcde" if chosen.random() < 0.6]
        match chosen.randrange(6):
            case 0:
                own.history.record(SHOW, [finding(name) for name in names], at)
            case 1:
                points = own.history.record(SHOW, [finding(name) for name in "abcde"], at)
                own.history.waive(SHOW, chosen.choice(points).key, str(at), "Sam", at)
            case 2:
                held = own.history.waivers(SHOW)
                if held:
                    own.history.unwaive(SHOW, chosen.choice(held), "Kim", at)
            case 3:
                made = own.decisions.decide(SHOW, Alias(chosen.choice("ab"), "c", "Kim"), at)
                own.journal.enter(
                    SHOW, at, who="Kim", button="b", sentence=".", decisions=[made.number]
                )
            case 4:
                own.decisions.undo(SHOW, at)
            case _:
                gathered(own.database, shared.database, SHOW)
    gathered(own.database, shared.database, SHOW)

    assert gathered(own.database, shared.database, SHOW).sentence == ""
    waivers, log, entries = own.everything()
    assert shared.everything()[0] == waivers
    assert sorted(map(repr, shared.everything()[1])) == sorted(map(repr, log))
    assert shared.everything()[2] == entries
