"""What the table is for that a finding stands in."""

from __future__ import annotations

import pytest

from addin.domain.source import Place
from addin.nightly.table_roles import TableRoles
from addin.tables.area import Area
from addin.tables.table import Book, Role, Sheet, Table

ABOVE = Area(3, 1, 9, 4)


def table(sheet: str, role: Role, area=ABOVE, book="Book1.xlsx") -> Table:
    """A table that was understood so."""
    return Table(book, sheet, area, (3,), {1: "A"}, {}, role)


BOOKS = (
    Book("Book1.xlsx", (Sheet("Sheet1", ()), Sheet("Sheet2", ()), Sheet("Sheet3", (("Day rate", 9),)))),
    Book("Jane Doe.xlsx", (Sheet("W1", ()), Sheet("Notes", (("Call her", 5),)))),
)  # fmt: skip
ROLES = TableRoles(
    BOOKS,
    (
        table("Sheet1", Role.TIMESHEET),
        table("Sheet1", Role.PO_LOG, Area(20, 1, 29, 4)),
        table("Sheet2", Role.PO_LOG),
        table("Sheet2", Role.LEDGER, Area(20, 1, 29, 4)),
        table("W1", Role.TIMESHEET, book="Jane Doe.xlsx"),
        table("Notes", Role.UNKNOWN, book="Jane Doe.xlsx"),
    ),
)


def at(sheet="", cell="", book="Book1.xlsx") -> Place:
    """A place."""
    return Place(book, sheet, cell)


@pytest.mark.parametrize(
    ("place", "role"),
    [
        (at("Sheet2", "B4"), "po_log"),
        (at("Sheet2", "$B$21:C22"), "ledger"),
        (at("Sheet2", "B15"), ""),
        (at("Sheet2"), ""),
        (at("Sheet2", "no cell"), ""),
        (at("Sheet1", "B4"), "timesheet"),
        (at("Gone", "B4"), ""),
        (at("", "", "Gone.xlsx"), ""),
    ],
)
def test_a_finding_has_the_role_of_the_table_around_its_cell(place, role):
    """None between tables, and where nothing is known."""
    assert ROLES.of((place,)) == role


@pytest.mark.parametrize("cell", ["A1", "B15", "B21", "Z99", "", "?"])
def test_a_sheet_with_time_cards_is_theirs_as_a_whole(cell):
    """Sums, notes and other lists stand beside them."""
    assert ROLES.of((at("Sheet1", cell),)) == "timesheet"


@pytest.mark.parametrize("sheet", ["", "W1", "Notes", "Another"])
def test_a_workbook_of_nothing_but_time_cards_is_theirs_as_a_whole(sheet):
    """It may be called like a person."""
    assert ROLES.of((at(sheet, "A1", "Jane Doe.xlsx"),)) == "timesheet"


def test_a_workbook_with_other_lists_is_not():
    """The crew list is often a sheet of the one workbook that everybody has."""
    assert ROLES.of((at(),)) == ""


def test_of_several_places_what_people_are_paid_comes_first():
    """A ledger that says another wage than the time card: the finding stands in the ledger."""
    assert ROLES.of((at("Sheet2", "B21"), at("Sheet1", "B4"))) == "timesheet"
    assert ROLES.of((at("Sheet2", "B21"), at("Sheet2", "B4"))) == "ledger"
    assert ROLES.of(()) == ""


def test_a_form_without_a_table_is_known_by_its_words():
    """Deal memos, start forms."""
    assert ROLES.of((at("Sheet3", "B1"),)) == "pay"


def test_a_statement_has_the_role_of_either_list():
    """And none where neither is of people."""
    assert ROLES.of_lists("Book1.xlsx!Sheet2", "Book1.xlsx!Sheet1") == "timesheet"
    assert ROLES.of_lists("Book1.xlsx!Sheet2", "Gone.xlsx!X") == ""
