"""The life of a finding from run to run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import select

from addin.adapters.database import schema
from addin.adapters.database.connected import Connected
from addin.adapters.database.history import DatabaseHistory
from addin.domain.source import Place
from addin.errors import HistoryUnusable, UnknownFinding
from addin.findings import Finding, Severity, Standing, Standpoint

MONDAY = dt.datetime(2026, 11, 16, 3)
TUESDAY = dt.datetime(2026, 11, 17, 3)
WEDNESDAY = dt.datetime(2026, 11, 18, 3)


def finding(subject: str, amount: str = "620.00", cell: str = "F12") -> Finding:
    """A finding about something."""
    return Finding(
        "PO201",
        Severity.ERROR,
        f"{subject} is over-relieved",
        (Place("PO Log.xlsx", "POs", cell),),
        (("relieved", amount),),
        subject=subject,
    )


@pytest.fixture
def history(database):
    """An empty history."""
    return DatabaseHistory(database)


def standings(standpoints):
    """What a test compares."""
    return [(point.finding.subject, point.standing) for point in standpoints]


def test_a_finding_is_new_then_open_then_resolved_then_new_again(history):
    """The four stages, and the day it was first seen."""
    first = history.record("Show", [finding("PO 1")], MONDAY)
    second = history.record("Show", [finding("PO 1", cell="F40"), finding("PO 2")], TUESDAY)
    third = history.record("Show", [finding("PO 2")], WEDNESDAY)
    fourth = history.record("Show", [finding("PO 1"), finding("PO 2")], WEDNESDAY)

    assert standings(first) == [("PO 1", Standing.NEW)]
    assert standings(second) == [("PO 1", Standing.OPEN), ("PO 2", Standing.NEW)]
    assert second[0].since == MONDAY.date()
    assert [point.standing for point in third] == [Standing.OPEN, Standing.RESOLVED]
    assert "PO 1" in third[1].finding.message
    assert standings(fourth) == [("PO 1", Standing.NEW), ("PO 2", Standing.OPEN)]


def test_a_waived_finding_stays_out_until_its_numbers_change(history):
    """A waiver is for the numbers it was given for."""
    first = history.record("Show", [finding("PO 1")], MONDAY)
    history.waive("Show", first[0].id, "agreed with vendor", "Coordinator", MONDAY)
    same = history.record("Show", [finding("PO 1")], TUESDAY)
    changed = history.record("Show", [finding("PO 1", "700.00")], WEDNESDAY)

    assert standings(same) == [("PO 1", Standing.WAIVED)]
    assert same[0].waiver == "Coordinator, 2026-11-16: agreed with vendor"
    assert standings(changed) == [("PO 1", Standing.OPEN)]


def test_a_waiver_is_taken_back_once_and_only_if_it_holds(history):
    """The finding is open again; another waiver, and another production's, are left alone."""
    first = history.record("Show", [finding("PO 1"), finding("PO 2")], MONDAY)
    given = history.waive("Show", first[0].key, "agreed", "Sam", MONDAY).waiver
    other = history.waive("Show", first[1].key, "agreed too", "Sam", MONDAY).waiver

    assert not history.unwaive("Other", given, "Kim", TUESDAY)
    assert not history.unwaive("Show", replace(given, reason="else"), "Kim", TUESDAY)
    assert history.unwaive("Show", given, "Kim", TUESDAY)
    assert not history.unwaive("Show", given, "Kim", TUESDAY)
    assert history.waivers("Show") == (other,)
    again = history.record("Show", [finding("PO 1"), finding("PO 2")], TUESDAY)
    assert standings(again) == [("PO 1", Standing.OPEN), ("PO 2", Standing.WAIVED)]


def test_a_waiver_that_was_replaced_holds_again_when_the_later_one_is_taken_back(history):
    """However many there were of one finding, they go back one by one."""
    [first] = history.record("Show", [finding("PO 1")], MONDAY)
    given = [
        history.waive("Show", first.key, reason, "Sam", MONDAY + turn * (TUESDAY - MONDAY)).waiver
        for turn, reason in enumerate(["one", "two", "three"])
    ]
    for waiver, before in zip(reversed(given), (*reversed(given[:-1]), None), strict=True):
        assert history.waivers("Show") == (waiver,)
        assert history.unwaive("Show", waiver, "Kim", WEDNESDAY)
        assert history.waivers("Show") == (() if before is None else (before,))


def test_a_replaced_waiver_that_was_taken_back_never_holds_again(history):
    """It is out of the line: what it replaced itself holds when the later one is taken back."""
    [first] = history.record("Show", [finding("PO 1")], MONDAY)
    one, two, three = (
        history.waive("Show", first.key, reason, "Sam", MONDAY + turn * (TUESDAY - MONDAY)).waiver
        for turn, reason in enumerate(["one", "two", "three"])
    )
    assert not history.unwaive("Show", two, "Kim", WEDNESDAY)
    assert history.waivers("Show") == (three,)
    assert history.unwaive("Show", three, "Kim", WEDNESDAY)
    assert history.waivers("Show") == (one,)
    assert history.unwaive("Show", one, "Kim", WEDNESDAY)
    assert history.waivers("Show") == ()


def test_an_id_that_fits_no_finding_or_several_waives_nothing(history):
    """The message says which ids fit."""
    history.record("Show", [finding("PO 1"), finding("PO 1")], MONDAY)

    with pytest.raises(UnknownFinding, match="No open finding"):
        history.waive("Show", "zzzz", "why", "who", MONDAY)
    with pytest.raises(UnknownFinding, match="fits 2 findings"):
        history.waive("Show", finding("PO 1").fingerprint[:4], "why", "who", MONDAY)


def test_productions_do_not_see_one_another(history):
    """One database may serve a studio."""
    history.record("One", [finding("PO 1")], MONDAY)

    assert standings(history.record("Two", [finding("PO 1")], TUESDAY)) == [("PO 1", Standing.NEW)]


def test_a_history_that_is_no_database_is_a_named_error(tmp_path):
    """Nothing of it is overwritten."""
    (tmp_path / "history.db").write_text("not a database, " * 100)
    database = Connected.in_folder(tmp_path)

    with pytest.raises(HistoryUnusable, match="cannot be used"):
        DatabaseHistory(database).record("Show", [], MONDAY)
    database.close()


def test_a_night_that_is_gone_on_with_counts_once(history):
    """What was new then is new, what was resolved then is resolved, and no run is told twice."""
    history.record("Show", [finding("PO 1"), finding("PO 2")], MONDAY)
    first = history.record("Show", [finding("PO 2"), finding("PO 3")], TUESDAY, "night 2")
    again = history.record("Show", [finding("PO 2"), finding("PO 3")], TUESDAY, "night 2")
    history.record("Show", [finding("PO 2"), finding("PO 3")], WEDNESDAY, "night 3")
    with history._database.transaction() as connection:
        runs = connection.execute(select(schema.runs.c.night, schema.runs.c.errors)).all()

    assert standings(first) == [
        ("PO 2", Standing.OPEN), ("PO 3", Standing.NEW), ("", Standing.RESOLVED),
    ]  # fmt: skip
    assert again == first
    assert [tuple(run) for run in runs] == [(None, 2), ("night 2", 2), ("night 3", 2)]


def test_a_night_that_is_gone_on_with_sees_what_was_mended_meanwhile(history):
    """What only its first try found was never there; what came back was never gone."""
    history.record("Show", [finding("PO 1")], MONDAY)
    history.record("Show", [finding("PO 2")], TUESDAY, "night 2")
    again = history.record("Show", [finding("PO 1")], TUESDAY, "night 2")
    third = history.record("Show", [finding("PO 2")], TUESDAY, "night 2")
    after = history.record("Show", [finding("PO 2")], WEDNESDAY, "night 3")

    assert standings(again) == [("PO 1", Standing.OPEN)]
    assert again[0].since == MONDAY.date()
    assert [point.standing for point in third] == [Standing.NEW, Standing.RESOLVED]
    assert standings(after) == [("PO 2", Standing.OPEN)]


def test_a_persons_check_between_two_tries_of_a_night_is_a_run_of_its_own(history):
    """What the person was told already is not new a second time."""
    history.record("Show", [finding("PO 1")], MONDAY, "night 1")
    person = history.record("Show", [finding("PO 1"), finding("PO 2")], TUESDAY)
    again = history.record("Show", [finding("PO 1"), finding("PO 2")], TUESDAY, "night 1")

    assert standings(person) == [("PO 1", Standing.OPEN), ("PO 2", Standing.NEW)]
    assert standings(again) == [("PO 1", Standing.NEW), ("PO 2", Standing.OPEN)]


def test_a_night_said_again_changes_nothing_whatever_it_says(history_of_sets):
    """Each night once or three times: the same standings, and the same in the nights after it."""
    once, thrice = history_of_sets

    assert once == thrice


@pytest.fixture(params=range(6))
def history_of_sets(request):
    """Nights over random sets of findings, each recorded once, and each three times."""
    chosen = Random(request.param)  # noqa: S311 - an example, no secret
    nights = [chosen.sample(range(5), chosen.randrange(5)) for _ in range(8)]
    told: list[list[Sequence[Standpoint]]] = []
    for times in (1, 3):
        database = Connected("sqlite://")
        kept = DatabaseHistory(database)
        told.append([])
        for day, subjects in enumerate(nights):
            found = [finding(f"PO {one}") for one in subjects]
            at = MONDAY + day * dt.timedelta(days=1)
            tries = [kept.record("Show", found, at, f"night {day}") for _ in range(times)]
            told[-1].append(tries[-1])
        database.close()
    return told
