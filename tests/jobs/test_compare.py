"""Versions of workbooks compared through their port."""

from __future__ import annotations

import datetime as dt

import pytest

from addin.adapters.memory import Memory
from addin.errors import DamagedFile, NothingToDo
from addin.jobs.compare import Side, compare_versions
from addin.reports.difference import Comparison
from addin.tables.changes import Changes
from addin.tables.table import Book
from tests.grid import grid

AT = dt.datetime(2026, 11, 16, 3, 15)


def named(name: str, amount: int = 5, **more: str) -> Book:
    """A workbook of one line."""
    return Book(name, (grid(f"Lamps | {amount}\nCable | 7"),), f"digest {name}{amount}", **more)  # type: ignore[arg-type]


def compared(before: Memory, after: Memory, *, write: bool = False) -> Comparison:
    """From one side to the other."""
    return compare_versions(Side("before", before), Side("after", after), AT, write=write)


def test_workbooks_are_partners_by_name_or_but_for_their_version():
    """Budget v4 became Budget v5; what has no partner came or went."""
    found = compared(
        Memory(named("Budget v4 LOCKED.xlsx"), named("PO Log.xlsx"), named("Old.xlsx")),
        Memory(named("Budget v5.xlsx", 6), named("PO Log.xlsx"), named("Fresh.xlsx")),
    )

    assert [(book.older, book.newer) for book in found.books] == [
        ("Budget v4 LOCKED.xlsx", "Budget v5.xlsx"),
        ("PO Log.xlsx", "PO Log.xlsx"),
    ]
    assert (found.only_before, found.only_after) == (("Old.xlsx",), ("Fresh.xlsx",))
    assert [book.newer for book in found.changed] == ["Budget v5.xlsx"]


def test_two_single_workbooks_are_partners_whatever_they_are_called():
    """Somebody named both."""
    found = compared(Memory(named("Tuesday.xlsx")), Memory(named("today.xlsx")))

    assert found.is_empty


def test_the_sheet_of_changes_goes_into_the_newer_workbook_alone():
    """And only if something changed."""
    before = Memory(named("A.xlsx"), named("B.xlsx"))
    after = Memory(named("A.xlsx", 6), named("B.xlsx"))

    found = compared(before, after, write=True)

    assert before.written == []
    assert [name for name, _ in after.written] == ["A.xlsx"]
    assert found.written == {"A.xlsx": "memory of A.xlsx"}
    changes = after.written[0][1]
    assert [sheet.name for sheet in changes.sheets] == ["Changes"]
    assert changes == Changes(sheets=changes.sheets)


def test_a_sheet_that_an_earlier_run_wrote_is_no_change():
    """It is known by its hidden name, under whatever tab."""
    ours = grid("What changed | 1", "Changes")
    names = {"_tieout_Changes_1": "Changes!$1:$9", "Changes!_xlnm.Print_Titles": "Changes!$1:$7"}
    book = named("A.xlsx")
    after = Book("A.xlsx", (*book.sheets, ours), "d", names=names)

    assert compared(Memory(book), Memory(after)).is_empty


def test_a_sheet_called_changes_that_is_somebody_s_own_is_compared():
    """Only the hidden name makes it ours."""
    book = named("A.xlsx")
    after = Book("A.xlsx", (*book.sheets, grid("Change order | 1", "Changes")), "d")

    assert compared(Memory(book), Memory(after)).books[0].added == ("Changes",)


def test_a_workbook_that_cannot_be_patched_is_refused_by_name():
    """The comparison is there all the same."""
    after = Memory(named("A.csv", 6, kind="csv"))

    found = compared(Memory(named("A.csv", kind="csv")), after, write=True)

    assert not found.is_empty
    assert "Nothing was written" in str(found.unreadable[0])
    assert after.written == []


def test_one_broken_workbook_among_several_stops_nothing():
    """It is named; the others are compared."""
    broken = {"B.xlsx": DamagedFile("B.xlsx", "truncated")}

    found = compared(
        Memory(named("A.xlsx"), named("B.xlsx")), Memory(named("A.xlsx", 6), broken=broken)
    )

    assert [str(error) for error in found.unreadable] == [str(broken["B.xlsx"])]
    assert len(found.changed) == 1


def test_sides_without_a_common_workbook_cannot_be_compared():
    """That is said, and nothing else."""
    with pytest.raises(NothingToDo, match="No workbook stands on both sides"):
        compared(Memory(named("A.xlsx"), named("B.xlsx")), Memory(named("C.xlsx"), named("D.xlsx")))
