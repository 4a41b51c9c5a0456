"""Where a number comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.tables.explain import SHOWN, Explanation, explain
from tests.grid import book, grid


def drawn(tree: Explanation, indent: int = 0) -> str:
    """A tree as text: cell, value, words, note."""
    words = ", ".join(word for word in (tree.label, tree.heading) if word)
    note = f" [{tree.note}]" if tree.note else ""
    value = "" if tree.value is None else f" {tree.value}"
    lines = [f"{'  ' * indent}{tree.place.sheet}!{tree.place.cell}{value} ({words}){note}"]
    return "\n".join([*lines, *(drawn(part, indent + 1) for part in tree.parts)])


def test_down_to_the_typed_figures_across_sheets():
    """Each level names the cells its formula draws on, with the words beside and above them."""
    detail = grid(
        """
        Line   | Amount
        Camera | 10
        Grip   | 20
        Total  | =SUM(B2:B3) -> 30
        """,
        "Detail",
    )
    front = grid("Production | =Detail!B4*1.1 -> 33", "Topsheet")

    expected = """\
Topsheet!B1 33 (Production)
  Detail!B4 30 (Total, Amount)
    Detail!B2:B3 (Camera, Amount)
      Detail!B2 10 (Camera, Amount)
      Detail!B3 20 (Grip, Amount)"""
    assert expected == drawn(explain([book(front, detail)], "Book.xlsx", "Topsheet", 1, 2, 5))


def test_follows_links_into_the_workbook_they_point_at():
    """A link leads on in the linked workbook; without it, the remembered value is the end."""
    front = replace(
        book(grid("=[1]Log!A1 -> 5", "Roll-up"), name="rollup.xlsx"),
        links={1: "file:///C:/PO%20Log.xlsx"},
        linked_values={1: {("Log", "A1"): 5}},
    )
    log = book(grid("=2+4 -> 6", "Log"), name="PO Log.xlsx")

    both = explain([front, log], "rollup.xlsx", "Roll-up", 1, 1, 5)
    alone = explain([front], "rollup.xlsx", "Roll-up", 1, 1, 5)

    assert (
        both.parts[0].place.workbook,
        both.parts[0].value,
        both.parts[0].formula,
    ) == ("PO Log.xlsx", 6, "2+4")
    assert alone.parts[0].value == 5
    assert "not at hand" in alone.parts[0].note


def test_a_large_range_shows_its_largest_figures():
    """Count and total cover all of it, the parts only the largest figures, sign aside."""
    rows = "\n".join(str(-number) for number in range(1, 101))
    tree = explain(
        [book(grid(f"{rows}\n=SUM(A1:A100) -> -5050"))], "Book.xlsx", "Sheet1", 101, 1, 3
    )

    (part,) = tree.parts
    assert (part.count, part.total) == (100, -5050)
    assert [-100, -99, -98, -97, -96][:SHOWN] == [each.value for each in part.parts]


def test_circles_repeats_and_depth_end_the_tree():
    """A circle is named where it closes, a cell is explained once, and depth is kept."""
    made = book(grid("=B1+1 -> 0 | =A1+1 -> 0 | =D1+D1*E1 -> 2 | =E1*2 -> 2 | =1+0 -> 1"))

    circle = explain([made], "Book.xlsx", "Sheet1", 1, 1, 9)
    shallow = explain([made], "Book.xlsx", "Sheet1", 1, 3, 1)

    assert "in a circle" in circle.parts[0].parts[0].note
    assert [part.note for part in shallow.parts] == ["further formulas behind it"] * 2


def test_an_unknown_value_says_why():
    """A formula without a value says what stands in the way."""
    tree = explain([book(grid("=TODAY()+1"))], "Book.xlsx", "Sheet1", 1, 1, 3)

    assert "TODAY" in tree.note


def test_a_missing_sheet_is_refused():
    """Asking for a sheet that is not there is a KeyError, for the command to report."""
    with pytest.raises(KeyError):
        explain([book(grid("1"))], "Book.xlsx", "Nosuch", 1, 1, 1)


def test_the_grand_total_of_a_grant_budget(real):
    """In a real grant budget, TOTAL comes from the indirect cost and the project total."""
    from addin.adapters.xlsx.reading.reader import read_workbook  # noqa: PLC0415 - only where it is used

    made = read_workbook(real / "autorpt" / "budget.xlsx", "budget.xlsx")

    tree = explain([made], "budget.xlsx", "Sheet1", 17, 2, 9)

    assert [part.place.cell for part in tree.parts] == ["B16", "B15"]
    staffing = tree.parts[0].parts[0].parts[1]
    assert (
        staffing.label,
        staffing.heading,
        staffing.value,
    ) == ("2.1 Staffing", "Budgeted", 120000)
