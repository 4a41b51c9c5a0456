"""ANIM_: where shots stand, how much comes back, and when a department is through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from addin.domain.animation import NoQuota
from addin.domain.shot_tracking import Status, Task, delivery, retake_rates, status_grid, status_of
from addin.udfs.cell_error import CellError
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.registry import function

CATEGORY = "Animation"
SHOWS: Final[Mapping[type[Exception], str]] = {NoQuota: "#DIV/0!"}


@function(CATEGORY, shows=SHOWS)
def anim_delivery(left: Decimal, quota: Decimal, artists: Decimal, start: dt.date) -> dt.date:
    """The day by which a department is through with what is left, if it keeps its quota.

    Weeks have seven days; a day that is begun counts.

    Args:
        left: frames, seconds or complexity points that are left.
        quota: what one artist does in a week, in the same unit.
        artists: how many work on it, full time.
        start: the day on which that begins.

    Example:
        =ANIM_DELIVERY(900, 75, 4, DATE(2026,3,2)) gives 2026-03-23
        =ANIM_DELIVERY(0, 75, 4, DATE(2026,3,2)) gives 2026-03-02
    """
    return delivery(Fraction(left), Fraction(quota), Fraction(artists), start)


@function(CATEGORY)
def anim_retake_rate(statuses: Column[str], retakes: Column[Decimal] = ()) -> Fraction:
    """Retakes for each task that was shown: done, waiting for approval, or a retake.

    Without a count of retakes, each task that is a retake now counts as one. 0 where nothing was
    shown yet.

    Args:
        statuses: where each task stands, as Kitsu or ShotGrid write it: wip, wfa, retake, done.
        retakes: how often each came back, side by side with statuses; may be left out.

    Example:
        =ANIM_RETAKE_RATE({"done";"retake";"wip";"wfa";"done"}) gives 0.25
        =ANIM_RETAKE_RATE({"done";"done"}, {3;0}) gives 1.5
    """
    counts = retakes or (None,) * len(statuses)
    tasks = [
        Task(at, "", "", _status(text, at), retakes=None if count is None else int(count))
        for at, (text, count) in enumerate(side_by_side(statuses=statuses, retakes=counts), 1)
    ]
    rates = retake_rates(tasks)
    return rates[0].rate if rates else Fraction(0)


@function(CATEGORY)
def anim_status_grid(shots: Column[str], departments: Column[str], statuses: Column[str]) -> Spill:
    """Where each department stands on each shot: shots down, departments across.

    Spills a heading row and one row for each shot, in the order of the list. Of several tasks of
    one department on a shot the least advanced is shown. Statuses are shown in full words.

    Args:
        shots: the shot of each task; where names repeat from sequence to sequence, both in one
            cell.
        departments: its task type.
        statuses: where it stands, as Kitsu or ShotGrid write it: todo, wip, wfa, retake, done.

    Example:
        =ANIM_STATUS_GRID({"SH1";"SH1";"SH2"}, {"Anim";"Comp";"Anim"}, {"done";"wip";"todo"}) gives
            {"Shot","Anim","Comp";"SH1","done","in work";"SH2","to do",""}
    """
    rows = [
        (at, shot, department, status)
        for at, (shot, department, status) in enumerate(
            side_by_side(shots=shots, departments=departments, statuses=statuses), 1
        )
        if shot and department
    ]
    tasks = [
        Task(at, shot, department, _status(status, at)) for at, shot, department, status in rows
    ]
    if not tasks:
        raise CellError("#N/A", "shots holds no task")
    across = tuple(dict.fromkeys(task.department for task in tasks))
    found: list[tuple[Answer, ...]] = [("Shot", *across)]
    for shot, there in status_grid(tasks).items():
        found.append((shot, *(there[name].value if name in there else "" for name in across)))
    return found


def _status(text: str | None, at: int) -> Status | None:
    if not text:
        return None
    known = status_of(text)
    if known is None and at > 1:  # the first may be the heading
        raise CellError("#VALUE!", f"statuses, cell {at}: nobody knows the status {text}")
    return known
