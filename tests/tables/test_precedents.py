"""Which cells a formula draws on, wherever they stand."""

from __future__ import annotations

from dataclasses import replace

from addin.tables.contents import Target
from addin.tables.dependencies import Dependencies
from addin.tables.table import Area, ListObject, Visibility
from tests.grid import book, grid


def test_precedents_across_sheets_names_tables_and_links():
    """A formula's cells are found wherever they stand, in reading order."""
    orders = grid(
        """
        PO   | Net
        1042 | 5
        """,
        "Orders",
        list_objects=(ListObject("Orders", Area.of("A1:B2"), ("PO", "Net")),),
    )
    front = grid("=Orders!A2+rate+SUM(Orders[Net])+[1]Log!C3 -> 1", "Front")
    made = replace(book(front, orders), names={"Rate": "Orders!$B$2"}, links={1: "Log.xlsx"})

    expected = (
        Target("", "Orders", Area.of("A2")),
        Target("", "Orders", Area.of("B2")),
        Target("", "Orders", Area.of("B2:B2")),
        Target("Log.xlsx", "Log", Area.of("C3")),
    )
    assert expected == Dependencies(made).of("Front", 1, 1)


def test_a_name_of_the_sheet_goes_before_one_of_the_workbook():
    """A name defined for one sheet hides the workbook's name there, and only there."""
    made = replace(
        book(grid("=rate -> 1", "A"), grid("=rate -> 1", "B")),
        names={"rate": "A!$C$1", "B!rate": "B!$C$2"},
    )
    graph = Dependencies(made)

    assert (Target("", "A", Area.of("C1")),) == graph.of("A", 1, 1)
    assert (Target("", "B", Area.of("C2")),) == graph.of("B", 1, 1)


def test_a_span_of_sheets_names_each_of_them():
    """Jan:Mar!A1 is the cell A1 of every sheet from Jan to Mar, hidden ones too."""
    sheets = [grid("1", name) for name in ("Jan", "Feb", "Mar", "Apr")]
    sheets[1] = replace(sheets[1], visibility=Visibility.HIDDEN)
    made = book(*sheets, grid("=SUM(Jan:Mar!A1) -> 3", "Year"))

    named = [target.sheet for target in Dependencies(made).of("Year", 1, 1)]

    assert named == ["Jan", "Feb", "Mar"]


def test_missing_sheets_and_names_are_left_out():
    """What cannot be resolved names no cells, and breaks nothing."""
    made = book(grid("=Gone!A1+nosuch+Orders[Net]+[7]Log!A1+B1 -> 1"))

    assert (Target("", "Sheet1", Area.of("B1")),) == Dependencies(made).of("Sheet1", 1, 1)
