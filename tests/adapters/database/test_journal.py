"""The audit trail keeps what was done, and marks what was taken back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from addin.adapters.database import schema
from addin.adapters.database.journal import DatabaseJournal
from addin.ports import Touched, Waiver

MONDAY = dt.datetime(2026, 11, 16, 9)
TUESDAY = dt.datetime(2026, 11, 17, 9)


@pytest.fixture
def journal(database):
    """An empty journal."""
    return DatabaseJournal(database)


def test_an_entry_comes_back_as_it_was_made(journal):
    """By whom, with what, which files and decisions; each production its own."""
    touched = (Touched("PO Log.xlsx", "backup of it", "digest"),)
    made = journal.enter(
        "Show", MONDAY, who="Sam", button="validate", sentence="3 findings.", touched=touched
    )
    second = journal.enter(
        "Show", TUESDAY, who="Kim", button="accept", sentence="Accepted.", decisions=[7]
    )
    journal.enter("Other", TUESDAY, who="Kim", button="explain", sentence="It is a sum.")

    assert journal.entries("Show") == (made, second)
    assert made.touched == touched
    assert [one.can_be_undone for one in (*journal.entries("Show"), *journal.entries("Other"))] == [
        True, True, False,
    ]  # fmt: skip


def test_a_waiver_that_was_given_can_be_undone_whatever_came_after(journal):
    """It touches no workbook; what an older Tieout entered says nothing of waivers."""
    waiver = Waiver("ab12", "620.00", "agreed", "Sam", MONDAY)
    made = journal.enter("Show", MONDAY, who="Sam", button="w", sentence=".", waivers=[waiver])
    other = journal.enter("Show", MONDAY, who="Sam", button="d", sentence=".", decisions=[1])
    old = json.dumps({"touched": [], "decisions": [3]})
    with journal._database.transaction() as connection:
        this = schema.journal.c.number == other.number
        connection.execute(update(schema.journal).where(this).values(effects=old))
    kept = journal.entries("Show")

    assert kept[0] == made
    assert kept[0].waivers == (waiver,)
    assert [one.stands_alone for one in kept] == [True, False]
    assert (kept[1].waivers, kept[1].can_be_undone) == ((), True)


def test_what_is_undone_stays_in_the_journal(journal):
    """With the time it was taken back; it cannot be taken back again."""
    made = journal.enter("Show", MONDAY, who="Sam", button="accept", sentence=".", decisions=[1])
    journal.undone("Other", made.number, TUESDAY)
    assert journal.entries("Show") == (made,)

    journal.undone("Show", made.number, TUESDAY)

    assert journal.entries("Show") == (replace(made, undone=TUESDAY),)
    assert not journal.entries("Show")[0].can_be_undone


def test_a_sheet_put_behind_what_was_written_belongs_to_it(journal):
    """Undoing takes both back, so the entry knows how the file is now; what is undone stays."""
    gone = journal.enter(
        "Show", MONDAY, who="x", button="b", sentence=".", touched=(Touched("A", "1", "old"),)
    )
    journal.undone("Show", gone.number, TUESDAY)
    mixed = (Touched("A", "2", "old"), Touched("B", "3", "old"), Touched("A", "4", "new"))
    journal.enter("Show", MONDAY, who="x", button="b", sentence=".", touched=mixed)
    journal.enter("Other", MONDAY, who="x", button="b", sentence=".", touched=mixed)

    journal.followed("Show", "A", "old", "after")

    first, second = journal.entries("Show")
    assert first.touched == gone.touched
    assert second.touched == (Touched("A", "2", "after"), *mixed[1:])
    assert journal.entries("Other")[0].touched == mixed
