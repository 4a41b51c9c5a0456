"""A cost report is brought up to date where people type it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.adapters.memory import Memory
from addin.errors import NothingToDo
from addin.jobs.after_edits import values_after
from addin.jobs.refresh_cost_report import refresh_cost_report
from addin.settings.model import Settings
from addin.tables.table import Book, CellEdit
from tests.grid import book, grid
from tests.jobs.production_in_memory import LEDGER, PO_LOG, books, production

TYPED = """
    Account | Description | Cost to Date | Commitments | Total | ETC | EFC  | Budget | Variance
    '2510   | Lighting    | 500          | 120         | 620   | 380 | 1000 | 1000   | 0
    '2520   | Catering    | 300          | 500         | 800   | 0   | 800  | 700    | -100
    '2530   | Transport   | 950          | 0           | 950   | 50  | 1000 | 1200   | 200
"""


def refreshed(*sheets, sheet=""):
    """What refreshing these workbooks comes to."""
    found = Memory(*sheets) if sheets else production("500")
    return refresh_cost_report(found, Settings(), "Night Shift", sheet=sheet)


def with_report(*drawn, name="Report"):
    """The lists, and a cost report drawn anew."""
    report = Book(
        "Cost Report.xlsx",
        tuple(grid(text, f"{name}{at or ''}") for at, text in enumerate(drawn)),
        "digest",
    )
    return (
        Book("PO Log.xlsx", (grid(PO_LOG, "POs"),), "digest"),
        Book("Ledger.xlsx", (grid(LEDGER, "Ledger"),), "digest"),
        report,
    )


def cells(plan):
    """The edits as address → value."""
    return {(e.row, e.column): e.value for e in plan.batch.changes.cells}


def test_a_typed_figure_is_replaced_and_formulas_follow():
    """Cost to date 500 becomes 545; total and ETC are formulas and get their fresh values."""
    plan = refreshed()

    assert cells(plan) == {(2, 3): 545.0}
    fresh = {(v.row, v.column): v.value for v in plan.batch.changes.computed}
    assert fresh == {}, "the drawn formulas show what 545 gives already"
    assert plan.batch.changes.recalculate_on_load
    assert plan.report.sentence == "Report: 1 figure of 1 account brought up to date."
    assert plan.report.told(done=False) == "Report: 1 figure of 1 account to bring up to date."


def test_a_report_that_is_up_to_date_is_not_touched():
    """No batch, no backup, no word of change."""
    plan = refreshed(*books("545"))

    assert not plan.batch.changes
    assert plan.report.sentence == "Report is up to date."


def test_typed_figures_of_the_row_follow_and_the_held_one_stays():
    """EFC is held: the total rises by 45, the ETC falls by 45, the EFC stays."""
    plan = refreshed(*with_report(TYPED))

    assert cells(plan) == {(2, 3): 545.0, (2, 5): 665.0, (2, 6): 335.0}


def test_a_formula_that_disagrees_is_left_alone_and_named():
    """It draws on something: a person must say on what."""
    plan = refreshed(*with_report(TYPED.replace("| 500          |", "| =400+100->500 |", 1)))

    assert cells(plan) == {}
    (left,) = plan.report.left_alone
    assert "=400+100" in left.said
    assert "545.00" in left.said


def test_cost_on_an_account_without_a_row_is_named():
    """A new account gets its row, and its EFC, from a person."""
    short = "\n".join(line for line in TYPED.splitlines() if "2530" not in line)
    plan = refreshed(*with_report(short))

    assert [(account, str(amount)) for account, amount in plan.report.missing] == [
        ("2530", "950.00")
    ]


def test_of_two_reports_the_one_that_ties_best_is_refreshed():
    """Last week's stays as it was issued."""
    old = TYPED.replace("| 300 ", "| 100 ").replace("| 950          | 0 ", "| 200          | 0 ")
    plan = refreshed(*with_report(TYPED, old))

    assert plan.report.sheet == "Report"


def test_two_that_tie_equally_are_asked_about():
    """Nothing is changed until somebody says which."""
    both = with_report(TYPED, TYPED)

    with pytest.raises(NothingToDo, match="Say which one"):
        refreshed(*both)
    assert refreshed(*both, sheet="Report1").report.sheet == "Report1"
    with pytest.raises(NothingToDo, match="none of them"):
        refreshed(*both, sheet="Report9")


def test_without_a_report_or_a_list_there_is_nothing_to_do():
    """Each says what is missing."""
    log, ledger, report = books()
    with pytest.raises(NothingToDo, match="no cost report"):
        refreshed(log, ledger)
    with pytest.raises(NothingToDo, match="no ledger or PO log"):
        refreshed(report)
    with pytest.raises(NothingToDo, match="save it as"):
        refreshed(log, ledger, replace(books("500")[2], kind="xls"))


def test_values_after_an_edit_are_those_of_the_formulas_downstream():
    """Through several steps; formulas that do not change are left out; unknown ones stay."""
    drawn = book(
        grid(
            """
            1 | =A1+1 -> 2 | =B1*10 -> 20 | =5+5 -> 10 | =NOSUCH(A1) -> 7
            """
        )
    )
    found = values_after(drawn, [CellEdit("Sheet1", 1, 1, 4)])

    assert [(v.column, v.value) for v in found] == [(2, 5), (3, 50)]
