"""Where the tables of a drawn sheet are found."""

from __future__ import annotations

import time

import pytest

from addin.tables.regions import regions
from addin.tables.table import Area, ListObject, Sheet
from tests.grid import grid

LEDGER = """
    Date       | Vendor  | Amount
    2026-01-01 | Acme    | 5
    2026-01-02 | Bolt    | 6
    2026-01-03 | Core    | 7
"""


def _areas(sheet):
    return [str(region.area) for region in regions(sheet)]


def test_a_plain_table_is_found_whole():
    """Heading and body, nothing else."""
    (found,) = regions(grid(LEDGER))

    assert (str(found.area), found.header_rows) == ("A1:C4", (1,))
    assert found.headings == {1: "Date", 2: "Vendor", 3: "Amount"}


def test_titles_and_blank_rows_above_stay_outside():
    """The title is kept beside the table."""
    (found,) = regions(
        grid("""
            Petty cash, second unit | |
            Float | 500 |
            | |
            | |
            Date | Payee | Amount
            2026-01-01 | Acme | 5
            2026-01-02 | Bolt | 6
        """)
    )

    assert str(found.area) == "A5:C7"
    assert "Petty cash, second unit" in found.title


def test_a_heading_far_down_is_found():
    """Row 12 is as good as row 1."""
    (found,) = regions(grid("x\n" + "\n" * 10 + LEDGER.strip("\n").replace("    ", "")))

    assert found.header_rows == (12,)


def test_tables_side_by_side_are_two():
    """The same headings again open a second table."""
    assert _areas(
        grid("""
            Date | Payee | Amount | | Date | Payee | Amount
            2026-01-01 | Acme | 5 | | 2026-02-01 | Core | 9
            2026-01-02 | Bolt | 6 | | 2026-02-02 | Dice | 8
            2026-01-03 | Bolt | 7 | | | |
        """)
    ) == ["A1:C4", "E1:G3"]


def test_blank_columns_between_groups_of_figures_divide_nothing():
    """A cost report with narrow empty columns is one table."""
    assert _areas(
        grid("""
            Account | Description | | Cost to Date | Commitments | | ETC | EFC
            1100 | Story | | 100 | 0 | | 0 | 100
            1200 | Producers | | 200 | 10 | | 20 | 230
        """)
    ) == ["A1:H3"]


def test_two_tables_one_below_the_other_are_two():
    """Another heading over the same columns opens another table."""
    assert _areas(
        grid("""
            Date | Vendor | Amount
            2026-01-01 | Acme | 5
            2026-01-02 | Bolt | 6
            | |
            | |
            Account | Account Name | Balance
            1000 | Bank | 5
            2000 | Payables | 6
        """)
    ) == ["A1:C3", "A6:C8"]


def test_groups_gaps_and_totals_do_not_end_a_table():
    """The same columns go on below a blank row and a group's heading."""
    assert _areas(
        grid("""
            Account | Description | Total
            ABOVE THE LINE | |
            1100 | Story | 10
            | Total above the line | 10
            | |
            | |
            BELOW THE LINE | |
            2000 | Staff | 20
            | Total below the line | 20
            | GRAND TOTAL | 30
        """)
    ) == ["A1:C10"]


def test_notes_below_stay_outside():
    """A sentence under a table is no row of it."""
    assert _areas(
        grid(LEDGER + "    | |\n    All figures exclude tax and are subject to change. | |\n")
    ) == ["A1:C4"]


def test_the_heading_once_more_belongs_to_the_table():
    """A printout repeats its heading under each group."""
    assert _areas(
        grid("""
            Acct: 6304 - SECURITY | |
            Date | Vendor | Amount
            2026-01-01 | Guard | 5
            Total 6304 | | 5
            | |
            Acct: 6305 - FEES | |
            Date | Vendor | Amount
            2026-01-02 | City | 6
            Total 6305 | | 6
        """)
    ) == ["A2:C9"]


def test_names_of_groups_of_columns_join_the_heading():
    """Estimate over Days and Total: each column's heading says both."""
    (found,) = regions(
        grid(
            """
                 |             | Estimate |       | Actual |
            Line | Description | Days     | Total | Days   | Total
            1    | Producer    | 10       | 1000  | 12     | 1200
            2    | Assistant   | 10       | 500   | 10     | 500
            """,
            merged=(Area.of("C1:D1"), Area.of("E1:F1")),
        )
    )

    assert found.header_rows == (1, 2)
    assert list(found.headings.values())[:4] == [
        "Line",
        "Description",
        "Estimate Days",
        "Estimate Total",
    ]


def test_a_heading_broken_over_two_rows_is_one():
    """Account over Code reads Account Code."""
    (found,) = regions(
        grid("""
            Account | Posting | Debit  | Credit
            Code    | Date    | Amount | Amount
            1000 | 2026-01-01 | 5 |
            1100 | 2026-01-02 |   | 5
            1100 | 2026-01-03 |   | 5
        """)
    )

    assert found.header_rows == (1, 2)
    assert found.headings[1] == "Account Code"


def test_a_first_column_without_heading_belongs_to_the_table():
    """The labels of a budget often stand under nothing."""
    assert _areas(
        grid("""
            | Estimated | Actual
            Venue | 5000 | 5200
            Catering | 8000 | 7500
            Total | 13000 | 12700
        """)
    ) == ["A1:C4"]


def test_a_table_that_excel_knows_is_where_excel_says():
    """Also with empty rows inside and words people typed around it."""
    known = ListObject("Costs", Area.of("B2:C6"), ("Kind", "Worth"))
    (found,) = regions(
        grid(
            """
            | Costs of the show |
            | Kind | Worth
            | a | 1
            | |
            | |
            | b | 2
            """,
            list_objects=(known,),
        )
    )

    assert (str(found.area), found.header_rows, found.list_object) == ("B2:C6", (2,), "Costs")


def test_rows_typed_under_a_table_that_excel_knows_belong_to_it():
    """People type on below the edge."""
    known = ListObject("Costs", Area.of("A1:B3"), ("Vendor", "Amount"))
    drawn = grid(
        """
        Vendor | Amount
        Acme | 1
        Bolt | 2
        Core | 3
        """,
        list_objects=(known,),
    )

    assert _areas(drawn) == ["A1:B4"]


def test_a_block_without_heading_is_found_as_such():
    """An export without headings is a table without headings."""
    (found,) = regions(
        grid("""
            2026-01-01 | Coffee | -3.5
            2026-01-02 | Tea | -3
            2026-01-03 | Rent | -50
        """)
    )

    assert (str(found.area), found.header_rows, found.headings) == ("A1:C3", (), {})


def test_an_empty_form_is_a_table_when_its_headings_are_known():
    """A log nobody has filled in yet."""
    assert _areas(grid("PO # | Date | Vendor | Amount | Status")) == ["A1:E1"]


@pytest.mark.parametrize("text", ["", "a", "Call sheet\n\nGeneral call\n06:00"])
def test_nothing_is_made_up(text):
    """A sheet without a table has none."""
    assert _areas(grid(text)) == [] if text else regions(Sheet("s", [])) == ()


def test_values_in_the_last_columns_do_not_slow_it_down():
    """A used range out to XFD with little in it is read in no time."""
    rows: list[list[object]] = [[None] * 16_384 for _ in range(60)]
    for row in rows:
        row[0], row[16_383] = "x", 1
    start = time.process_time()
    regions(Sheet("s", rows))  # type: ignore[arg-type]

    assert time.process_time() - start < 2


def test_a_label_and_value_block_does_not_hide_the_heading_under_it():
    """A wider heading right below a narrow form is a table of its own, with all its columns."""
    found = _areas(
        grid("""
            Production | Red Door
            Start date | 2026-01-01
            Budget | 5000
            Account | Description | Budget | Actual
            1000 | Story | 5 | 5
            2000 | Staff | 6 | 6
            3000 | Post | 6 | 6
        """)
    )

    assert "A4:D7" in found


def test_headings_that_come_again_without_a_blank_column_are_tables_side_by_side():
    """A plan with a pair of columns for each line."""
    assert _areas(
        grid("""
            Product | Volume | Product.1 | Volume.1 | Product.2 | Volume.2
            JN19 | 500 | JN20 | 300 | JN31 | 100
            JP55 | 400 | JP56 | 200 | JP57 | 250
        """)
    ) == ["A1:B3", "C1:D3", "E1:F3"]


def test_days_of_a_month_are_headings():
    """1, 2, 3 … over the columns of a timesheet."""
    (found,) = regions(
        grid("""
            Employee | Position | 1 | 2 | 3 | 4 | 5 | 6
            Ann | DP | 10 | 12 | 8 | 9 | 10 | 12
            Bo | Grip | 10 | 12 | 8 | 9 | 10 | 12
        """)
    )

    assert (str(found.area), found.header_rows) == ("A1:H3", (1,))


def test_a_remark_beside_a_long_list_does_not_cut_it():
    """Plain records are passed over quickly; a cell outside, a gap and a new heading are seen."""
    lines = ["Acct | Date | Amount"]
    lines += [f"{1000 + i} | 2026-03-02 | {i}.5" for i in range(150)]
    lines += ["1150 | 2026-03-02 | 9.5 | | see Anna"]
    lines += [f"{1200 + i} | 2026-03-02 | {i}.5" for i in range(100)]
    lines += ["", "1300 | 2026-03-03 | 7", "Total | | 99", "", "", ""]
    lines += ["Vendor | Invoice | Total", "Acme | A1 | 5", "Bolt | B1 | 6"]
    found = regions(grid("\n".join(lines)))

    assert [str(region.area) for region in found] == ["A1:C255", "A259:C261"]
