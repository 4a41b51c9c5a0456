"""What Calc hands over and shows: errors, blanks, dates, whole columns, and a worker that dies."""

from __future__ import annotations

import os
import signal
import time

import pytest
import xlsxwriter

from addin.adapters.engines.libreoffice import version
from addin.hosts.libreoffice.values import CODES
from addin.udfs.catalogue import call
from addin.udfs.cell_error import CellError
from tests.hosts.libreoffice.office import Calc

pytestmark = pytest.mark.libreoffice
NA, DIV, VALUE, REF = ([CODES[code]] for code in ("#N/A", "#DIV/0!", "#VALUE!", "#REF!"))


def _message(name: str, arguments: list[object]) -> str:
    with pytest.raises(CellError) as told:
        call(name, arguments)
    return told.value.message


def test_an_error_in_a_needed_range_is_the_functions_business(calc):
    """Not Calc's Err:504: the first error is shown, and a function that asks for it may skip it."""
    before = calc.said()
    found = calc.run(
        write=[
            *[("Sheet1", f"A{row}", text) for row, text in enumerate(("A1", "=1/0", "=NA()"), 1)],
            ("Sheet1", "C1", '=TIEOUT.ACCT_OK("A1";A1:A3)'),
            ("Sheet1", "C2", '=TIEOUT.ACCT_OK("A1";A3:A3)'),
            ("Sheet1", "C3", "=TIEOUT.COST_EFC(A3)"),
            ("Sheet1", "C4", '=TIEOUT.ACCT_OK("A1";A1:A1)'),
        ]
    )

    assert [found.cell("Sheet1", row, 3) for row in (1, 2, 3, 4)] == [DIV, NA, NA, 1.0]
    assert calc.said() == before


def test_errors_inside_a_spill_stand_in_their_own_cells(calc):
    """One line that cannot be worked out does not blank the others."""
    found = calc.run(
        write=[
            ("Sheet1", "A1", "100"),
            ("Sheet1", "A2", "abc"),
            ("Sheet1", "A3", "300"),
            ("Sheet1", "C1:C3", "{=TIEOUT.COST_EFC(A1:A3;50)}"),
        ]
    )

    assert [found.cell("Sheet1", row, 3) for row in (1, 2, 3)] == [150.0, VALUE, 350.0]


def test_whole_columns_cost_what_is_in_them(calc):
    """Thirty formulas over whole columns take no longer than over the rows that are used."""
    rows = 200
    cells = [("Sheet1", f"A{row}", f"'{1000 + row}") for row in range(1, rows + 1)]
    asked = [f'=TIEOUT.ACCT_OK("{1000 + row * 9}";A:A)' for row in range(1, 31)]
    found = calc.run(
        write=cells + [("Sheet1", f"C{row}", text) for row, text in enumerate(asked, 1)]
    )

    assert [found.cell("Sheet1", row, 3) for row in range(1, 31)] == [
        float(1000 + row * 9 <= 1000 + rows) for row in range(1, 31)
    ]
    assert sum(found.seconds) < 10  # a million cells each would be a minute


def test_an_empty_cell_is_no_zero_where_a_text_or_a_date_is_expected(calc):
    """Calc hands a single empty cell over as 0; a date of 1899 and the text "0" would be wrong."""
    found = calc.run(
        write=[
            ("Sheet1", "C1", "=TIEOUT.SCHED_EIGHTHS(A1)"),
            ("Sheet1", "C2", "=TIEOUT.SCHED_WORKDAYS(A1;DATE(2026;3;20))"),
            ("Sheet1", "C3", "=TIEOUT.COST_EFC(A1;A1;5)"),
        ]
    )

    assert _message("SCHED_WORKDAYS", [None, 46101.0]).endswith("is empty")
    assert [found.cell("Sheet1", row, 3) for row in (2, 3)] == [VALUE, 5.0]


def test_an_empty_cell_that_may_be_a_zero_is_refused_and_explained(calc):
    """An empty X in a budget line is once, not never; as a range the cell is told from 0."""
    found = calc.run(
        write=[
            ("Sheet1", "C1", "=TIEOUT.BUD_LINE(5;A1;612.5)"),
            ("Sheet1", "C2", "=TIEOUT.BUD_LINE(5;A1:A1;612.5)"),
            ("Sheet1", "C3", '=TIEOUT.TIEOUT_WHY("BUD_LINE";5;A1;612.5)'),
            ("Sheet1", "B1", "0"),
            ("Sheet1", "C4", "=TIEOUT.BUD_LINE(5;B1:B1;612.5)"),
        ]
    )

    assert found.cell("Sheet1", 1, 3) == VALUE
    assert found.cell("Sheet1", 2, 3) == call("BUD_LINE", [5, None, 612.5]) != 0
    assert found.cell("Sheet1", 3, 3).startswith("x is 0 or an empty cell")
    assert found.cell("Sheet1", 4, 3) == 0


def test_arguments_left_out_are_told_from_empty_ones(calc):
    """Left out in between or at the end, an argument is its default; a needed one is an error."""
    found = calc.run(
        write=[
            ("Sheet1", "A1", "=TIEOUT.COST_EFC(1;;5)"),
            ("Sheet1", "A2", "=TIEOUT.COST_EFC(1)"),
            ("Sheet1", "A3", "=TIEOUT.COST_EFC()"),
        ]
    )

    assert [found.cell("Sheet1", row, 1) for row in (1, 2, 3)] == [6.0, 1.0, VALUE]


def test_a_table_that_is_too_far_below_is_still_read(calc):
    """A long range ends where the sheet ends being used, not before."""
    found = calc.run(
        write=[
            ("Sheet1", "A12000", "'7777"),
            ("Sheet1", "C1", '=TIEOUT.ACCT_OK("7777";A1:A20000)'),
            ("Sheet1", "C2", '=TIEOUT.ACCT_OK("7778";A1:A20000)'),
            ("Sheet1", "C3", '=TIEOUT.ACCT_OK("7778";E100000:E200000)'),
        ]
    )

    assert [found.cell("Sheet1", row, 3) for row in (1, 2)] == [1.0, 0.0]
    assert found.cell("Sheet1", 3, 3) != [504]


def test_what_calc_cannot_hand_over_is_an_error_of_its_own(calc):
    """As the page on Calc says: arrays where a range is needed, errors where one may be left out."""
    found = calc.run(
        write=[
            ("Sheet1", "A1", "=NA()"),
            ("Sheet1", "C1", '=TIEOUT.ACCT_OK("A";{"A";"B"})'),
            ("Sheet1", "C2", "=TIEOUT.SCHED_WORKDAYS(46083;46087;;A1:A2)"),
            ("Sheet1", "C3", "=TIEOUT.SCHED_WORKDAYS(46083;46087;;B1:B2)"),
            ("Sheet1", "C4", '{=TIEOUT.SCHED_WORKDAYS(46083;46087;;IFERROR(A1:A2;""))}'),
        ]
    )

    assert [found.cell("Sheet1", row, 3) for row in (1, 2)] == [[504], [504]]
    assert found.cell("Sheet1", 3, 3) == found.cell("Sheet1", 4, 3) == 5.0


@pytest.mark.parametrize("enter_again", [False, True])
def test_plain_names_in_a_file_from_excel(calc, libreoffice, tmp_path, enter_again):
    """COST_EFC( in an .xlsx works from 25 on; before, once = was replaced by = in all formulas."""
    major = int(version(libreoffice).split(".")[0])
    if 7 < major < 25:
        pytest.skip("not looked at in this version")
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Costs").write_formula("A1", "=SUM(COST_EFC(1,2),4)")
    found = calc.run(path, enter_again=enter_again).cell("Costs", 1, 1)

    assert found == (7.0 if enter_again or major >= 25 else [CODES["#NAME?"]])


def test_a_workbook_that_counts_from_1904_is_no_riddle(calc, tmp_path):
    """Functions with dates refuse it, and the log says why; the others work."""
    path = tmp_path / "old mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Old")
        sheet.write_formula("A1", "=TIEOUT.SCHED_WORKDAYS(DATE(2026,3,2),DATE(2026,3,6))")
        sheet.write_formula("A2", "=TIEOUT.COST_EFC(1,2)")
    before = len(calc.said())
    found = calc.run(path)

    assert [found.cell("Old", row, 1) for row in (1, 2)] == [VALUE, 3.0]
    assert "counts its days from 1904-01-01" in calc.said()[before:]


def test_a_worker_that_was_killed_is_started_again(calc):
    """The next recalculation has its values, and the log says what happened."""
    asked = [("Sheet1", "A1", "=TIEOUT.COST_EFC(1;2)")]
    assert calc.run(write=asked).cell("Sheet1", 1, 1) == 3.0
    (before,) = calc.workers()
    said = len(calc.said())
    os.kill(before, signal.SIGKILL)

    assert calc.run(write=asked).cell("Sheet1", 1, 1) == 3.0
    (after,) = calc.workers()
    assert after != before
    assert "The process ended while it worked out COST_EFC: signal 9." in calc.said()[said:]


def test_a_broken_environment_shows_value_errors_and_says_why(libreoffice, tmp_path):
    """Without its Python the sheet still opens; the log says what to do; nothing is left running."""
    with Calc(libreoffice, python=str(tmp_path / "no-python")) as broken:
        found = broken.run(
            write=[
                *[("Sheet1", f"A{row}", "=TIEOUT.COST_EFC(1;2)") for row in range(1, 201)],
                ("Sheet1", "B1", "=1+1"),
            ]
        )
        said = broken.said()
        assert broken.workers() == []

    assert {str(found.cell("Sheet1", row, 1)) for row in range(1, 201)} == {str(VALUE)}
    assert found.cell("Sheet1", 1, 2) == 2.0
    assert said.count("\n") == 1  # not once for each formula
    assert "no-python did not start" in said
    assert "tieout build calc" in said


def test_the_worker_ends_with_libreoffice(libreoffice):
    """However LibreOffice ends, killed included, no process of ours goes on."""
    with Calc(libreoffice) as short:
        short.run(write=[("Sheet1", "A1", "=TIEOUT.COST_EFC(1;2)")])
        (worker,) = short.workers()
        short.kill()
        until = time.monotonic() + 20
        while _is_there(worker) and time.monotonic() < until:
            time.sleep(0.05)

        assert not _is_there(worker)


def _is_there(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
