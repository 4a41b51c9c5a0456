"""Working dates of a plan: against Project's own, against the plain network, and case by case."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.critical_path import Circle, Link, LinkKind, Task, UnknownTask, critical_path
from addin.domain.plan_dates import NoStart, dates_of
from addin.domain.plan_forward import HeldBy
from addin.domain.project_plan import (
    Assignment,
    Constraint,
    PlannedTask,
    ProjectPlan,
    Resource,
)
from addin.domain.source import Place
from addin.domain.sourced_plan import SourcedPlan
from addin.domain.working_days import WorkingCalendar
from addin.domain.working_hours import CONTINUOUS, EIGHT_TO_FIVE, WorkingHours, seconds_of
from addin.importers.ms_project import MS_PROJECT

MONDAY = dt.datetime(2026, 3, 2, 8)
FRIDAY = dt.datetime(2026, 3, 6, 17)
SPLIT = {("mspdisplittask.xml", "1"), ("mspdisplittask.xml", "2")}
"""The file says in which weeks nobody works on them; the importer does not read that."""
STALE = {
    "mspdiduration.xml": {"1", "2", "3", "4"},
    "mspditimephasedsegments.xml": {str(number) for number in range(2, 20)},
}
"""Floats that do not lead to the end of the plan: Project had not worked them out again."""
TYPED = {"task-links-project2019-mspdi.xml": {"11", "13"}}
"""Dates typed by hand: Project leaves a lag out that it counts for the same links otherwise."""


def _plan(*tasks: PlannedTask, **more) -> ProjectPlan:
    return ProjectPlan("", tasks, start=MONDAY, **more)


def _task(name: str, days: str = "1", *links: Link, **more) -> PlannedTask:
    return PlannedTask(name, name, Decimal(days), links, **more)


def _dates(plan: ProjectPlan, name: str, **more) -> tuple[dt.datetime, dt.datetime]:
    found = dates_of(plan, **more).by_id[name]
    return found.start, found.finish


@pytest.mark.real
def test_dates_are_those_that_project_stored(real: Path) -> None:
    """Every start, and every finish but where a task is split, to the minute of working time."""
    compared = 0
    for file in sorted((real / "mpxj").glob("*.xml")):
        plan = MS_PROJECT.read(file.read_bytes(), file.name).plan
        assert plan is not None
        for one in dates_of(plan, plan.start or MONDAY).tasks:
            compared += 1
            hours = plan.hours.get("", CONTINUOUS)
            assert one.start == one.task.start, (file.name, one)
            if (file.name, one.task.id) not in SPLIT and one.finish != one.task.finish:
                assert one.task.finish is not None
                assert hours.between(seconds_of(one.finish), seconds_of(one.task.finish)) == 0, one
    assert compared == 334


@pytest.mark.real
def test_floats_and_critical_tasks_are_those_that_project_stored(real: Path) -> None:
    """Wherever its own figures lead to its own end of the plan."""
    compared = 0
    for file in sorted((real / "mpxj").glob("*.xml")):
        plan = MS_PROJECT.read(file.read_bytes(), file.name).plan
        assert plan is not None
        for one in dates_of(plan, plan.start or MONDAY).tasks:
            known = {*STALE.get(file.name, ()), *TYPED.get(file.name, ())}
            if one.task.id in known or (file.name, one.task.id) in SPLIT:
                continue
            if one.task.total_float is not None:
                compared += 1
                assert abs(one.total_float - one.task.total_float) < Decimal("0.01"), one
                if not one.task.is_manual:
                    assert one.critical == one.task.critical, one
    assert compared == 286


@st.composite
def networks(draw):
    """Tasks that wait for earlier ones, in every way."""
    count = draw(st.integers(1, 7))
    found = []
    for at in range(count):
        before = draw(st.lists(st.integers(0, at - 1), unique=True, max_size=3)) if at else []
        links = tuple(
            Link(str(one), draw(st.sampled_from(LinkKind)), Decimal(draw(st.integers(-2, 3))))
            for one in before
        )
        found.append(Task(str(at), Decimal(draw(st.integers(0, 4))), links))
    return found


@settings(deadline=None)
@given(networks())
def test_round_the_clock_it_is_the_plain_critical_path(tasks):
    """Without nights and days off both ways of computing agree, floats and all."""
    plan = _plan(
        *(PlannedTask(one.name, one.name, one.duration, one.links) for one in tasks),
        hours={"": CONTINUOUS},
        hours_per_day=Decimal(24),
    )
    for ours, plain in zip(dates_of(plan).tasks, critical_path(tasks), strict=True):
        assert ours.start == MONDAY + dt.timedelta(days=float(plain.early_start))
        assert ours.finish == MONDAY + dt.timedelta(days=float(plain.early_finish))
        assert (ours.total_float, ours.free_float) == (plain.total_float, plain.free_float)
        assert ours.critical == plain.critical


@settings(deadline=None)
@given(networks())
def test_no_link_is_broken_and_no_task_is_later_than_its_latest(tasks):
    """By the working hours of a week, with a holiday."""
    plan = _plan(*(PlannedTask(one.name, one.name, one.duration, one.links) for one in tasks))
    dates = dates_of(plan)
    hours = WorkingHours((EIGHT_TO_FIVE,) * 5 + ((),) * 2)
    for one in dates.tasks:
        assert one.start <= one.late_start or one.total_float == 0
        assert one.free_float <= one.total_float
        assert (
            hours.between(seconds_of(one.start), seconds_of(one.finish))
            == one.task.duration * 28800
        )
        for link in one.task.links:
            before = dates.by_id[link.before]
            from_ = before.finish if link.kind.value[0] == "F" else before.start
            to = one.finish if link.kind.value[1] == "F" else one.start
            assert hours.between(seconds_of(from_), seconds_of(to)) >= link.lag * 28800


def test_a_weekend_lies_between_two_tasks():
    """Friday's work is followed by Monday's."""
    plan = _plan(_task("Build", "5"), _task("Paint", "2", Link("Build")))

    assert _dates(plan, "Build") == (MONDAY, FRIDAY)
    assert _dates(plan, "Paint")[0] == dt.datetime(2026, 3, 9, 8)


def test_an_elapsed_lag_runs_through_the_weekend():
    """Paint dries on Saturday; three working days of waiting do not."""
    dries = Link("Build", lag=Decimal(3), is_elapsed=True)
    plan = _plan(
        _task("Build", "5"), _task("A", "1", dries), _task("B", "1", Link("Build", lag=Decimal(3)))
    )

    assert _dates(plan, "A")[0] == dt.datetime(2026, 3, 9, 8)
    assert _dates(plan, "B")[0] == dt.datetime(2026, 3, 12, 8)


def test_a_milestone_stands_at_the_end_of_what_it_waits_for():
    """And does not jump to the next morning."""
    plan = _plan(_task("Build", "5"), _task("Ready", "0", Link("Build")))

    assert _dates(plan, "Ready") == (FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    ("constraint", "date", "honours", "start"),
    [
        (Constraint.START_NO_EARLIER, (2026, 3, 5, 8), True, (2026, 3, 5, 8)),
        (Constraint.START_NO_EARLIER, (2026, 2, 23, 8), True, (2026, 3, 3, 8)),
        (Constraint.FINISH_NO_EARLIER, (2026, 3, 6, 17), True, (2026, 3, 5, 8)),
        (Constraint.START_ON, (2026, 3, 2, 8), True, (2026, 3, 2, 8)),
        (Constraint.START_ON, (2026, 3, 2, 8), False, (2026, 3, 3, 8)),
        (Constraint.FINISH_ON, (2026, 3, 6, 17), True, (2026, 3, 5, 8)),
        (Constraint.START_NO_LATER, (2026, 3, 2, 8), True, (2026, 3, 2, 8)),
        (Constraint.START_NO_LATER, (2026, 3, 2, 8), False, (2026, 3, 3, 8)),
        (Constraint.FINISH_NO_LATER, (2026, 3, 3, 17), True, (2026, 3, 2, 8)),
        (Constraint.AS_LATE, None, True, (2026, 3, 12, 8)),
        (Constraint.AS_SOON, None, True, (2026, 3, 3, 8)),
    ],
)
def test_each_kind_of_constraint_moves_a_task_as_project_does(constraint, date, honours, start):
    """Two days after one day, beside ten days of something else."""
    plan = _plan(
        _task("Long", "10"),
        _task("First", "1"),
        _task("It", "2", Link("First"), constraint=constraint,
              constraint_date=dt.datetime(*date) if date else None),
        honours_constraints=honours,
    )  # fmt: skip

    assert _dates(plan, "It")[0] == dt.datetime(*start)


def test_a_deadline_that_cannot_be_kept_is_negative_float():
    """Two days late, and critical, though the plan ends much later."""
    plan = _plan(_task("Long", "10"), _task("It", "5", deadline=dt.datetime(2026, 3, 4, 17)))
    found = dates_of(plan).by_id["It"]

    assert (found.total_float, found.critical) == (Decimal(-2), True)
    assert found.finish == FRIDAY


def test_a_summary_spans_its_tasks_and_its_links_bind_them():
    """What waits for a summary waits for the last of its tasks."""
    plan = _plan(
        _task("Shoot", is_summary=True),
        _task("Day 1", "1", level=2),
        _task("Day 2", "1", Link("Day 1"), level=2),
        _task("Wrap", "1", Link("Shoot")),
        _task("Post", "1", Link("Wrap"), is_summary=True),
        _task("Cut", "3", level=2),
    )

    assert _dates(plan, "Shoot") == (MONDAY, dt.datetime(2026, 3, 3, 17))
    assert _dates(plan, "Wrap")[0] == dt.datetime(2026, 3, 4, 8)
    assert _dates(plan, "Cut")[0] == dt.datetime(2026, 3, 5, 8)
    assert dates_of(plan).by_id["Shoot"].critical


def test_what_is_done_stays_and_what_is_left_lies_after_the_status_date():
    """A day late already: the day that is left begins on the status date."""
    plan = _plan(
        _task("Done", "1", done=Decimal(1), actual_start=MONDAY, actual_finish=FRIDAY),
        _task("Half", "2", done=Decimal("0.5"), actual_start=MONDAY),
        _task("Ahead", "1"),
    )
    status = dt.datetime(2026, 3, 9, 8)

    assert _dates(plan, "Done") == (MONDAY, FRIDAY)
    assert _dates(plan, "Half")[1] == dt.datetime(2026, 3, 3, 17)
    assert _dates(plan, "Half", status=status)[1] == dt.datetime(2026, 3, 9, 17)
    assert _dates(plan, "Ahead", status=status)[0] == status
    assert dates_of(plan, status=status).by_id["Ahead"].held_by is HeldBy.STATUS


def test_people_work_by_their_own_calendars():
    """On a Saturday, for somebody who works then; as anybody does where there are two."""
    week = WorkingCalendar(frozenset({0, 1, 2, 3, 4, 6}))
    plan = _plan(
        _task("Rig", "1", assignments=(Assignment("r"),)),
        _task("Both", "6", assignments=(Assignment("r"), Assignment("g"))),
        resources={
            "r": Resource("r", "Rigger", calendar="Saturdays"),
            "g": Resource("g", "Grip", calendar="Week"),
        },
        calendars={"": WorkingCalendar(), "Saturdays": week, "Week": WorkingCalendar()},
    )

    assert _dates(plan, "Rig")[0] == dt.datetime(2026, 3, 7, 8)
    assert _dates(plan, "Both") == (MONDAY, dt.datetime(2026, 3, 7, 17))


def test_what_sets_a_start_is_told():
    """By the link that holds it longest."""
    plan = _plan(_task("A", "1"), _task("B", "3"), _task("C", "1", Link("A"), Link("B")))
    found = dates_of(plan).by_id["C"]

    assert (found.held_by, found.behind) == (HeldBy.LINK, "B")
    assert [one.task.id for one in dates_of(plan).critical_path] == ["B", "C"]


def test_what_makes_no_network_is_told():
    """A circle through a summary, a link to no task, a plan without a date."""
    circle = _plan(
        _task("A", "1", Link("B"), is_summary=True),
        _task("A1", "1", level=2),
        _task("B", "1", Link("A")),
    )
    with pytest.raises(Circle, match="A1"):
        dates_of(circle)
    with pytest.raises(UnknownTask):
        dates_of(_plan(_task("A", "1", Link("Z"))))
    with pytest.raises(NoStart):
        dates_of(ProjectPlan("", (_task("A"),)))


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.decimals(-(10**6), 10**30, allow_nan=False, allow_infinity=False),
            st.sampled_from(Constraint),
            st.none() | st.datetimes(),
            st.decimals(0, 1, places=2),
            st.none() | st.datetimes(),
            st.decimals(-(10**9), 10**9, places=1),
        ),
        max_size=5,
    ),
    st.decimals("0.1", 40, places=1),
    st.none() | st.datetimes(),
)
def test_whatever_a_plan_says_it_has_dates_or_a_reason(tasks, hours, status):
    """Ages of work, dates of the Middle Ages, days of forty hours: never anything else."""
    plan = ProjectPlan(
        "",
        tuple(
            PlannedTask(
                str(at), "", days, (Link(str(at - 1), lag=lag),) if at else (), done=done,
                constraint=constraint, constraint_date=date, actual_start=began,
            )
            for at, (days, constraint, date, done, began, lag) in enumerate(tasks)
        ),
        start=MONDAY,
        hours_per_day=hours,
    )  # fmt: skip
    sourced = SourcedPlan(plan, Place("a.xml"), status=status)

    assert (sourced.dates is None) == (sourced.why_not is not None)
    assert (sourced.by_links is None) <= (sourced.dates is None) or status is not None
