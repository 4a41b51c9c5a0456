"""Task lists read as plans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from addin.domain.critical_path import Link, LinkKind
from addin.domain.project_plan import Constraint
from addin.domain.sourced_plan import SourcedPlan
from addin.tables.recognise import recognise
from addin.tables.records.plans import plan_of
from tests.grid import grid


def _plan(text: str) -> SourcedPlan | None:
    sheet = grid(text, "Plan")
    return next(
        (plan for table in recognise(sheet, "Book.xlsx") if (plan := plan_of(table, sheet))), None
    )


def test_what_project_exports_is_read_whole():
    """Outline levels make summaries; units, constraints, deadlines, elapsed lags, percentages."""
    found = _plan("""
        ID | Outline Level | Task Name | Duration | Predecessors      | Resource Names    | % Complete | Constraint Type       | Constraint Date | Deadline   | Baseline Finish | Cost
        1  | 1             | Build     | 6 days   |                   |                   | 50         |                       |                 |            |                 |
        2  | 2             | Frame     | 4 days?  |                   | Grips[50%];Rigger | 100        | Start No Earlier Than | 2026-03-04      |            | 2026-03-06      | 1000
        3  | 2             | Cover     | 2 days   | 2FS+1 eday        | Grips             | 0          |                       |                 | 2026-03-12 |                 | 250
        4  | 1             | Ready     | 0 days   | 3,2SS-4 hrs       |                   | 0          |                       |                 |            |                 |
    """)
    assert found is not None
    build, frame, cover, ready = found.plan.tasks
    assert [one.is_summary for one in found.plan.tasks] == [True, False, False, False]
    assert (frame.duration, frame.done, frame.cost) == (Decimal(4), Decimal(1), Decimal(1000))
    assert [(one.resource, one.units) for one in frame.assignments] == [
        ("Grips", Decimal("0.5")), ("Rigger", Decimal(1)),
    ]  # fmt: skip
    assert frame.constraint is Constraint.START_NO_EARLIER
    assert frame.constraint_date == dt.datetime(2026, 3, 4, 8)
    assert frame.baseline is not None
    assert frame.baseline.finish == dt.datetime(2026, 3, 6, 17)
    assert cover.links == (Link("2", LinkKind.FINISH_START, Decimal(3), is_elapsed=True),)
    assert cover.deadline == dt.datetime(2026, 3, 12, 17)
    assert ready.links == (Link("3"), Link("2", LinkKind.START_START, Decimal("-0.5")))
    assert (ready.is_milestone, build.done) == (True, Decimal("0.5"))
    assert found.place(cover, "deadline").cell == "J4"


def test_tasks_are_named_where_there_are_no_numbers():
    """In any case, with lags; a name that is none is lost, and said."""
    found = _plan("""
        Task       | Depends on            | Start      | End
        Script     |                       | 2026-03-02 | 2026-03-06
        Casting    | script                | 2026-03-09 | 2026-03-13
        Shoot      | Casting FS+2; Permits | 2026-03-18 | 2026-03-20
        Wrap party | Shoot                 | 2026-03-20 | 2026-03-20
    """)
    assert found is not None
    assert [one.links for one in found.plan.tasks] == [
        (), (Link("Script"),), (Link("Casting", lag=Decimal(2)),), (Link("Shoot"),),
    ]  # fmt: skip
    assert found.lost == (("Shoot", "Permits"),)
    assert [int(one.duration) for one in found.plan.tasks] == [5, 5, 3, 1]


@pytest.mark.parametrize("heading", ["Notes", "Predecessors"])
def test_a_list_that_says_no_predecessor_is_no_plan(heading):
    """Neither without the column nor with an empty one."""
    text = f"""
        Task   | Owner | Start      | End        | {heading}
        Script | Ana   | 2026-03-02 | 2026-03-06 |
        Cast   | Bo    | 2026-03-09 | 2026-03-13 |
        Shoot  | Cy    | 2026-03-16 | 2026-03-20 |
    """
    assert _plan(text) is None


def test_a_row_twice_and_blank_rows_are_left_out():
    """A list that repeats itself for print is read once."""
    found = _plan("""
        No | Task   | Duration | Predecessors
        1  | Script | 5        |
        2  | Cast   | 5        | 1
        2  | Cast   | 5        | 1
        3  | Shoot  | 5        | 2
    """)
    assert found is not None
    assert [one.name for one in found.plan.tasks] == ["Script", "Cast", "Shoot"]
