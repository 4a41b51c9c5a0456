"""From what day to what day a production is planned, by the first source that says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.adapters.memory import Memory
from addin.domain.production_report import ProductionReport
from addin.domain.source import Source
from addin.jobs.load import load
from addin.nightly.facts import facts_of
from addin.nightly.planned_days import planned_days
from addin.settings.model import Settings
from tests.grid import book, grid

TODAY = dt.date(2026, 3, 3)
BOARD = """
    Day | Date | Scene | I/E | Set | D/N | Pages | Cast | Location
    1 | 2026-03-02 | 12A | INT | KITCHEN | D | 2.375 | 1,2 | Stage 4
    1 | 2026-03-02 | 14 | INT | KITCHEN | N | 1 | 1 | Stage 4
    2 | 2026-03-05 | 3 | EXT | PARK | D | 3.5 | 1,2,5 | High Park
"""
UNDATED = BOARD.replace("2026-03-02", "").replace("2026-03-05", "")
DOOD = """
    No. | Character | 2026-03-09 | 2026-03-10 | 2026-04-20 | 2026-05-21 | Work | Hold
    1 | ADA | SW | H | WF | | 2 | 1
    2 | BEN | TR | SW | WF | | 2 | 0
    5 | INSPECTOR | SWF | | | H | 1 | 0
"""
PLAN = """
    ID | Task | Start | Finish | Predecessors
    1 | Script | 2026-01-05 | 2026-02-06 |
    2 | Animatic | 2026-02-09 | 2026-04-17 | 1
    3 | Render | 2026-04-20 | 2026-09-30 | 2
"""
LEDGER = """
    Date | Entry | Account | Account name | Debit | Credit
    2026-02-02 | 1 | 5100 | Grip and electric | 1200 |
    2026-02-02 | 1 | 1000 | Cash | | 1200
    2026-03-02 | 2 | 5200 | Catering | 300 |
    2026-03-02 | 2 | 1000 | Cash | | 300
"""
BUDGET = """
    Category | Budget | Actual | Variance
    Grip | 9000 | 1200 | 7800
    Catering | 1000 | 300 | 700
"""


def loaded(**sheets):
    """A production with these sheets."""
    drawn = (grid(text, name.replace("_", " ")) for name, text in sheets.items())
    return load(Memory(book(*drawn)), Settings(), "Show")


def days(**sheets):
    """Its first and last planned day."""
    found = planned_days(loaded(**sheets), TODAY)
    return found.first, found.last


def test_the_board_comes_before_all_others():
    """It alone says how far the shoot is."""
    found = planned_days(loaded(Board=BOARD, DOOD=DOOD, Plan=PLAN), TODAY)

    assert (found.first, found.last) == (dt.date(2026, 3, 2), dt.date(2026, 3, 5))
    assert found.schedule is not None
    assert (found.schedule.days_shot, found.schedule.days) == (1, 2)


def test_without_a_dated_board_the_cast_s_work_days_count():
    """Travel and holds are no shoot; pages of days that have no date are not made up."""
    found = planned_days(loaded(Board=UNDATED, DOOD=DOOD, Plan=PLAN), TODAY)

    assert (found.first, found.last) == (dt.date(2026, 3, 9), dt.date(2026, 4, 20))
    assert found.schedule is None


def test_without_a_shoot_the_plan_of_tasks_counts():
    """As in animation, advertising and events."""
    assert days(Plan=PLAN) == (dt.date(2026, 1, 5), dt.date(2026, 9, 30))


def test_of_several_plans_none_is_known_to_be_the_whole():
    """One may be a part of the other."""
    assert days(Plan=PLAN, Other=PLAN.replace("2026", "2027")) == (None, None)


@pytest.mark.parametrize(
    "plan", [PLAN.replace("2026-", "week "), PLAN.replace("Predecessors", "Notes")]
)
def test_a_list_without_dates_or_without_an_order_is_no_plan(plan):
    """Tasks to be done are not what the production is."""
    assert days(Plan=plan) == (None, None)


def test_the_budget_is_spread_to_the_last_planned_day():
    """From the first cost, and the whole of it."""
    facts = facts_of(loaded(Ledger=LEDGER, Budget=BUDGET, DOOD=DOOD), None, (), TODAY)

    assert [(one.month.month, one.spent) for one in facts.cash][:2] == [(2, 1200_00), (3, 300_00)]
    assert [one.month.month for one in facts.cash if one.planned] == [2, 3, 4]
    assert sum(one.planned or 0 for one in facts.cash) == 10_000_00


def test_a_production_report_says_how_late_the_shoot_is():
    """Its day was shot on its date, whether a call sheet is there or not."""
    read = loaded(Board=BOARD)
    report = ProductionReport(Source("DPR.xlsx", "DPR", 1), dt.date(2026, 3, 8), 2)
    late = replace(read, production=replace(read.production, production_reports=(report,)))

    line = planned_days(late, TODAY).schedule

    assert line is not None
    assert (line.slip, line.finish, line.planned_finish) == (
        3,
        dt.date(2026, 3, 8),
        dt.date(2026, 3, 5),
    )
