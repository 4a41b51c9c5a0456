"""A project plan as a task list."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from addin.domain.critical_path import Link, LinkKind
from addin.domain.project_plan import Assignment, PlannedTask, ProjectPlan
from addin.importers.ms_project import MS_PROJECT
from addin.reports.plan_as_list import as_list
from addin.tables.table import Role

PLAN = ProjectPlan(
    "Lantern",
    (
        PlannedTask("1", "Prep", is_summary=True),
        PlannedTask(
            "2", "Scout", Decimal("2.5"), start=dt.datetime(2026, 3, 2, 8), level=2,
            done=Decimal("0.5"), assignments=(Assignment("Kim"), Assignment("Ola")),
        ),
        PlannedTask(
            "A-3", "Build", Decimal(4),
            (Link("2"), Link("1", LinkKind.START_START, Decimal(1))), level=2,
        ),
    ),
)  # fmt: skip


def test_tasks_with_what_is_known_of_them() -> None:
    """Ids as numbers where they are, children set in, links in words; empty columns left out."""
    table = as_list(PLAN)

    assert (table.title, table.role, table.id_field) == ("Lantern", Role.TASK_LIST, "Task ID")
    assert table.headings == (
        "Task ID", "Task", "Owner", "Start", "Duration", "% Complete", "Waits for",
    )  # fmt: skip
    assert table.rows == (
        (1, "Prep", None, None, None, None, None),
        (2, "  Scout", "Kim, Ola", dt.date(2026, 3, 2), 2.5, 0.5, None),
        ("A-3", "  Build", None, None, 4, None, "Scout, Prep SS +1 d"),
    )
    assert table.fields["percent"] == 5


@pytest.mark.real
def test_every_real_plan_is_a_list(real: Path) -> None:
    """As many rows as tasks, each as wide as the headings."""
    files = sorted((real / "mpxj").glob("*.xml"))
    assert files
    for file in files:
        plan = MS_PROJECT.read(file.read_bytes(), file.name).plan
        assert plan is not None
        table = as_list(plan)
        assert len(table.rows) == len(plan.tasks)
        assert all(len(row) == len(table.headings) for row in table.rows)
