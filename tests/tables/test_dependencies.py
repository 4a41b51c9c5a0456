"""Which cells draw on which."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.tables.dependencies import Dependencies, Target, file_name, linked_book
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


def test_dependents_alone_in_ranges_and_through_others():
    """A cell is found by those that name it, by ranges around it, and by what follows from them."""
    made = book(grid("1 | 2 | =A1 -> 1 | =SUM(A1:B1) -> 3 | =D1*2 -> 6"))
    graph = Dependencies(made)

    assert {("Sheet1", 1, 3), ("Sheet1", 1, 4)} == set(graph.drawing_on("Sheet1", 1, 1))
    assert {("Sheet1", 1, 4), ("Sheet1", 1, 5)} == set(graph.all_drawing_on([("Sheet1", 1, 2)]))


def test_missing_sheets_and_names_are_left_out():
    """What cannot be resolved names no cells, and breaks nothing."""
    made = book(grid("=Gone!A1+nosuch+Orders[Net]+[7]Log!A1+B1 -> 1"))

    assert (Target("", "Sheet1", Area.of("B1")),) == Dependencies(made).of("Sheet1", 1, 1)


@pytest.mark.parametrize(
    "stated",
    [
        "Cost Report.xlsx",
        "file:///C:\\Users\\me\\Cost%20Report.xlsx",
        "https://example.com/sites/show/Cost%20Report.xlsx",
        "../roll-up/COST REPORT.XLSX",
    ],
)
def test_a_link_is_recognised_by_its_file_name(stated):
    """Path, slashes, percent signs and case do not matter; the file name does."""
    target = book(grid("1"), name="shows/Cost Report.xlsx")

    assert file_name(stated) == "cost report.xlsx"
    assert target is linked_book(stated, {target.name: target})


def test_two_workbooks_of_one_name_are_neither():
    """When two folders hold a workbook of that name, nobody can say which one is meant."""
    books = {name: book(grid("1"), name=name) for name in ("a/Log.xlsx", "b/Log.xlsx")}

    assert linked_book("Log.xlsx", books) is None


def test_dependence_spreads_through_what_goes_along_and_ends_at_stops():
    """Each cell reached is told with the one it was reached through; a stop ends the way there."""
    graph = Dependencies(book(grid("1 | =A1 -> 1 | =B1 -> 1 | =C1 -> 1 | | =E1 -> 1", "S")))
    first, second, third, fourth = (("S", 1, column) for column in range(1, 5))

    assert graph.spread_from([first]) == {second: first, third: second, fourth: third}
    assert graph.spread_from([first], stops={third}) == {second: first}
    beside = {fourth: [("S", 1, 5)]}
    assert graph.spread_from([third], beside) == {
        fourth: third,
        ("S", 1, 5): fourth,
        ("S", 1, 6): ("S", 1, 5),
    }
