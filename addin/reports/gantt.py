"""A Gantt chart as shapes: bars by the clock, baselines below them, what is done inside.

Long charts come in pieces of forty rows with an axis each, so that they print.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.critical_path import LinkKind
from addin.domain.plan_dates import TaskDates
from addin.domain.plan_passes import FROM_FINISH, TO_FINISH
from addin.reports.plan import PlanReport

_RIGHT: Final = 56  # pixels for what is said behind the last bar
LABEL: Final = 300  # pixels for the names
WIDTH: Final = 1180
ROW: Final = 22
AXIS: Final = 34
_PIECE: Final = 40
_LETTERS: Final = 46
_STEPS: Final = (1, 7, 14, 28, 91, 182, 365)  # days between marks of the axis
_MARKS: Final = 26
_WEEKENDS: Final = 190  # days: a longer chart does not show them


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the axis: where it stands, and what it says."""

    x: float
    text: str
    is_month: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: its row, its bar, what is done of it, its baseline, what a pointer is told."""

    y: float
    label: str
    indent: int
    x: float
    width: float
    done: float
    kind: str  # task, critical, summary, milestone
    is_critical: bool
    told: str
    baseline: tuple[float, float] | None
    deadline: float | None
    late: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link of the critical path, as a line from bar to bar."""

    path: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One piece of the chart; ``weekends`` are x and width of shaded days."""

    height: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    weekends: tuple[tuple[float, float], ...]
    arrows: tuple[Arrow, ...]
    status: float | None


@dataclass(frozen=True, slots=True)
class _Scale:
    first: dt.datetime
    last: dt.datetime

    def x(self, moment: dt.datetime) -> float:
        """Pixels from the left."""
        whole = (self.last - self.first).total_seconds() or 1
        share = (moment - self.first).total_seconds() / whole
        return round(LABEL + share * (WIDTH - LABEL - _RIGHT), 1)


def charts(report: PlanReport, shown: Sequence[TaskDates]) -> tuple[Chart, ...]:
    """The chart of these tasks, in pieces."""
    if not shown:
        return ()
    scale = _scale(report, shown)
    pieces = [shown[at : at + _PIECE] for at in range(0, len(shown), _PIECE)]
    return tuple(_chart(report, piece, scale) for piece in pieces)


def _scale(report: PlanReport, shown: Sequence[TaskDates]) -> _Scale:
    moments = [moment for one in shown for moment in (one.start, one.finish)]
    moments += [
        moment
        for id_ in (one.task.id for one in shown)
        if (slip := report.slips.get(id_)) is not None
        for moment in (slip.planned_start, slip.planned_finish)
    ]
    moments += [one.task.deadline for one in shown if one.task.deadline is not None]
    if report.sourced.status_date is not None:
        moments.append(report.sourced.status_date)
    room = max((max(moments) - min(moments)) / 60, dt.timedelta(hours=6))
    return _Scale(min(moments) - room, max(moments) + room)


def _chart(report: PlanReport, piece: Sequence[TaskDates], scale: _Scale) -> Chart:
    rows = {one.task.id: AXIS + at * ROW for at, one in enumerate(piece)}
    status = report.sourced.status_date
    return Chart(
        AXIS + len(piece) * ROW + 4,
        tuple(_bar(report, one, rows[one.task.id], scale) for one in piece),
        tuple(_marks(scale)),
        tuple(_weekends(scale)),
        tuple(_arrows(piece, rows, scale)),
        None if status is None else scale.x(status),
    )


def _bar(report: PlanReport, one: TaskDates, y: float, scale: _Scale) -> Bar:
    task = one.task
    x = scale.x(one.start)
    width = max(round(scale.x(one.finish) - x, 1), 1.5)
    slip = report.slips.get(task.id)
    baseline = None
    if slip is not None:
        left = scale.x(slip.planned_start)
        baseline = (left, max(round(scale.x(slip.planned_finish) - left, 1), 1.5))
    kind = "task"
    if task.is_summary:
        kind = "summary"
    elif one.start == one.finish:
        kind = "milestone"
    late = ""
    if slip is not None and slip.late > 0:
        late = f"+{slip.late.normalize():f} d"
    told = f"{task.name}: {one.start:%a %d %b %Y} to {one.finish:%a %d %b %Y}"
    if not task.is_summary:
        told += f", float {one.total_float.normalize() + 0:f} days"
    if task.done:
        told += f", {task.done * 100:.0f} % done"
    if slip is not None:
        told += f", promised {slip.planned_finish:%d %b %Y}"
    name = task.name or task.id
    room = _LETTERS - 2 * min(task.level, 6)
    return Bar(
        y,
        name if len(name) <= room else name[: room - 1] + "…",
        12 * min(max(task.level - 1, 0), 6),
        x,
        width,
        round(width * float(task.done), 1),
        kind,
        one.critical,
        told,
        baseline,
        None if task.deadline is None else scale.x(task.deadline),
        late,
    )


def _marks(scale: _Scale) -> Iterator[Mark]:
    span = (scale.last - scale.first).days + 1
    step = next((step for step in _STEPS if span / step <= _MARKS), span // _MARKS + 1)
    day = scale.first.date() + dt.timedelta(1)
    if step >= 28:
        months = max(step // 28, 1) if step < 91 else {91: 3, 182: 6}.get(step, 12)
        day = day.replace(day=1)
        while dt.datetime.combine(day, dt.time()) < scale.last:
            at = dt.datetime.combine(day, dt.time())
            if at >= scale.first and (day.month - 1) % months == 0:
                text = f"{day:%b %Y}" if day.month == 1 or months > 1 else f"{day:%b}"
                yield Mark(scale.x(at), text, is_month=True)
            day = (day + dt.timedelta(32)).replace(day=1)
        return
    if step >= 7:
        day += dt.timedelta(-day.weekday() % 7)
    while dt.datetime.combine(day, dt.time()) < scale.last:
        at = dt.datetime.combine(day, dt.time())
        yield Mark(scale.x(at), f"{day.day} {day:%b}", is_month=day.day <= step)
        day += dt.timedelta(step)


def _weekends(scale: _Scale) -> Iterator[tuple[float, float]]:
    if (scale.last - scale.first).days > _WEEKENDS:
        return
    day = scale.first.date()
    day += dt.timedelta((5 - day.weekday()) % 7)
    while (at := dt.datetime.combine(day, dt.time())) < scale.last:
        x = scale.x(at)
        yield x, round(min(scale.x(at + dt.timedelta(2)), WIDTH - _RIGHT) - x, 1)
        day += dt.timedelta(7)


def _arrows(
    piece: Sequence[TaskDates], rows: Mapping[str, float], scale: _Scale
) -> Iterator[Arrow]:
    dates = {one.task.id: one for one in piece}
    for one in piece:
        before = dates.get(one.behind)
        if (
            before is None
            or one.behind not in {link.before for link in one.task.links}
            or not (one.critical and before.critical)
        ):
            continue
        kind = next(link.kind for link in one.task.links if link.before == one.behind)
        x = scale.x(before.finish if kind in FROM_FINISH else before.start)
        to_x = scale.x(one.finish if kind in TO_FINISH else one.start)
        y, to_y = rows[before.task.id] + ROW / 2 - 1, rows[one.task.id] + ROW / 2 - 1
        turn = max(x, to_x) + 4 if kind in TO_FINISH else min(x, to_x) - 5
        if kind is LinkKind.FINISH_START and to_x >= x:
            turn = x + 4
        yield Arrow(f"M{x} {y}H{turn:.1f}V{to_y}H{to_x}")
