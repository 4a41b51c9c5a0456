"""Tasks as columns of a list give them: names, durations, predecessors."""

from __future__ import annotations

from decimal import Decimal

from addin.domain.critical_path import Task
from addin.domain.task_links import links_of
from addin.tables.cells import to_text
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Cell, Column


def tasks_given(
    tasks: Column[str], durations: Column[Decimal], predecessors: Column[Cell]
) -> list[Task]:
    """The tasks of three columns; the first row may be headings.

    Raises:
        CellError: a row without a task.
        NoLink: a predecessor that cannot be read.
    """
    return [task for task, _ in tasks_beside(tasks, durations, predecessors, ())]


def tasks_beside(
    tasks: Column[str], durations: Column[Decimal], predecessors: Column[Cell], beside: Column[Cell]
) -> list[tuple[Task, Cell]]:
    """The tasks as in ``tasks_given``, each with the cell of one more column in its row.

    Raises:
        CellError: a row without a task.
        NoLink: a predecessor that cannot be read.
    """
    longest = max(len(tasks), len(durations), len(predecessors))
    padded = (*beside, *(None,) * (longest - len(beside)))
    rows = list(
        side_by_side(tasks=tasks, durations=durations, predecessors=predecessors, beside=padded)
    )
    if len(rows) > 1 and is_heading(rows[0][:3]):
        rows = rows[1:]
    names = {name for name, *_ in rows if name is not None}
    found: list[tuple[Task, Cell]] = []
    for name, duration, before, cell in rows:
        if name is None:
            raise CellError("#VALUE!", "tasks: a row with a duration or predecessors has no task")
        links = links_of(to_text(before), names)
        found.append((Task(name, duration or Decimal(0), links), cell))
    return found


def is_heading(row: tuple[str | None, Decimal | None, Cell]) -> bool:
    """A row of words: no duration, and predecessors that say what they are."""
    return (
        row[1] is None
        and isinstance(row[2], str)
        and row[2].casefold().startswith(("pred", "after", "depend", "waits", "link"))
    )
