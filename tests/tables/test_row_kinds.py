"""What each row of a drawn table is."""

from __future__ import annotations

import pytest

from addin.tables.recognise import recognise
from addin.tables.row_kinds import is_total_label
from addin.tables.table import Area, ListObject, RowKind
from tests.grid import grid


def _rows(sheet, kind):
    (table,) = recognise(sheet, "Book.xlsx")
    return [row for row, its in table.kinds.items() if its is kind]


BUDGET = grid("""
    Account | Description | Qty | Rate | Total
    ABOVE THE LINE | | | |
    1100 | Story | 1 | 10 | 10
    1200 | Producer | 2 | 10 | 20
    | Total above the line | | | 30
    | | | |
    BELOW THE LINE | | | |
    2000 | Staff | 1 | 20 | 20
    2100 | Extras | 1 | 20 | 20
    | GRAND TOTAL | | | 70
""")


def test_groups_and_totals_are_no_records():
    """Only the four lines of the budget are."""
    assert _rows(BUDGET, RowKind.BODY) == [3, 4, 8, 9]
    assert _rows(BUDGET, RowKind.SECTION) == [2, 7]
    assert _rows(BUDGET, RowKind.TOTAL) == [5, 10]
    assert _rows(BUDGET, RowKind.BLANK) == [6]


@pytest.mark.parametrize(
    "label",
    ["TOTAL", "Total BTL", "Sub-total:", "Grand Total", "Staffing Total", "Summe", "Total général"],
)
def test_labels_of_totals(label):
    """As people write them, in several languages."""
    assert is_total_label(label)


@pytest.mark.parametrize("label", ["Totally fine", "Summer camp", "Subway", "Panavision"])
def test_labels_that_only_look_like_it(label):
    """A word that begins like total is none."""
    assert not is_total_label(label)


def test_a_vendor_called_total_is_a_record():
    """A dated row with every cell filled is no total, whatever the vendor is called."""
    drawn = grid("""
        PO | Date | Vendor | Amount
        1 | 2026-01-01 | Total Wine & More | 5
        2 | 2026-01-02 | Acme | 6
        3 | 2026-01-03 | Bolt | 7
        | | Total | 18
    """)

    assert _rows(drawn, RowKind.TOTAL) == [5]


def test_a_row_that_adds_up_the_rows_above_is_a_total_without_saying_so():
    """The formula says it."""
    drawn = grid("""
        Date | Vendor | Amount
        2026-01-01 | Acme | 5
        2026-01-02 | Bolt | 6
        2026-01-03 | Core | 7
        | | =SUM(C2:C4) -> 18
    """)

    assert _rows(drawn, RowKind.TOTAL) == [5]


def test_a_running_sum_makes_no_totals():
    """Where every row adds up the rows above, none is a total row."""
    drawn = grid("""
        Date | Vendor | Amount | Balance
        2026-01-01 | Acme | 5 | =SUM(C$2:C2) -> 5
        2026-01-02 | Bolt | 6 | =SUM(C$2:C3) -> 11
        2026-01-03 | Core | 7 | =SUM(C$2:C4) -> 18
        2026-01-04 | Dice | 1 | =SUM(C$2:C5) -> 19
    """)

    assert _rows(drawn, RowKind.TOTAL) == []


def test_a_sum_across_is_no_total_row():
    """Each line's own total."""
    drawn = grid("""
        Account | Description | Jan | Feb | Total
        1100 | Story | 1 | 2 | =SUM(C2:D2) -> 3
        1200 | Staff | 1 | 2 | =SUM(C3:D3) -> 3
    """)

    assert _rows(drawn, RowKind.TOTAL) == []


def test_the_total_row_of_an_excel_table_is_a_total():
    """Excel says so itself, also without a label."""
    known = ListObject("Pos", Area.of("A1:C4"), ("PO", "Vendor", "Amount"), totals_rows=1)
    drawn = grid(
        """
        PO | Vendor | Amount
        1 | Acme | 5
        2 | Bolt | 6
        | | 11
        """,
        list_objects=(known,),
    )

    assert _rows(drawn, RowKind.TOTAL) == [4]


def test_a_heading_said_again_is_no_record():
    """Page breaks of a printout."""
    drawn = grid("""
        Date | Vendor | Amount
        2026-01-01 | Acme | 5
        2026-01-02 | Bolt | 6
        Date | Vendor | Amount
        2026-01-03 | Core | 7
    """)

    assert _rows(drawn, RowKind.REPEATED_HEADER) == [4]


def test_a_list_of_totals_has_records():
    """In a summary every row is called a total: none of them closes the table."""
    drawn = grid("""
        Summary | Estimated | Actual
        Total income | 10 | 12
        Total expenses | 8 | 9
        Profit | 2 | 3
    """)

    assert _rows(drawn, RowKind.BODY) == [2, 3, 4]


def test_a_sentence_inside_is_a_note():
    """A remark between two lines."""
    drawn = grid("""
        Date | Vendor | Amount
        2026-01-01 | Acme | 5
        Note: the next invoice is still disputed by the vendor | |
        2026-01-03 | Core | 7
        2026-01-04 | Dice | 8
    """)

    assert _rows(drawn, RowKind.NOTE) == [3]
