"""Levelling of whole plans, by their calendars, and of public instances."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.critical_path import Link, LinkKind
from addin.domain.levelling_problem import NeedsTooMuch
from addin.domain.plan_dates import dates_of
from addin.domain.plan_levelling import levelled
from addin.domain.plan_loads import overloads
from addin.domain.project_plan import Assignment, PlannedTask, ProjectPlan, Resource
from addin.domain.working_days import WorkingCalendar
from addin.importers.psplib import PSPLIB

MONDAY = dt.datetime(2026, 3, 2, 8)
PEOPLE = {
    "r": Resource("r", "Rigger", Decimal(1)),
    "g": Resource("g", "Grips", Decimal(2), calendar="Six"),
}
CALENDARS = {"": WorkingCalendar(), "Six": WorkingCalendar(frozenset({6}))}


@st.composite
def plans(draw):
    """Tasks with links of any kind, a summary, people who work on Saturdays."""
    count = draw(st.integers(1, 7))
    tasks = []
    for at in range(count):
        before = draw(st.lists(st.integers(0, at - 1), unique=True, max_size=2)) if at else []
        tasks.append(
            PlannedTask(
                str(at),
                f"Task {at}",
                Decimal(draw(st.integers(0, 8))) / 2,
                tuple(
                    Link(
                        str(one), draw(st.sampled_from(LinkKind)), Decimal(draw(st.integers(-1, 2)))
                    )
                    for one in before
                ),
                level=2,
                assignments=tuple(
                    Assignment(who, Decimal(draw(st.sampled_from(["0.5", "1"]))))
                    for who in draw(st.sets(st.sampled_from(["r", "g"])))
                ),
            )
        )
    whole = PlannedTask("s", "All", is_summary=True)
    return ProjectPlan("", (whole, *tasks), PEOPLE, CALENDARS, start=MONDAY)


@settings(deadline=None, max_examples=60)
@given(plans())
def test_nobody_is_asked_for_more_than_there_is(plan):
    """No capacity is broken, no link, and no task comes sooner than before."""
    found = levelled(plan)

    assert not list(overloads(found.after))
    for was, now in zip(found.before.tasks, found.after.tasks, strict=True):
        assert now.start >= was.start
        if now.task.id in found.delays:  # a milestone may pass over a lunch break, and is no later
            assert now.start > was.start
    floors = {one.task.id: one.start for one in found.after.tasks if not one.task.is_summary}
    assert dates_of(plan, not_before=floors).tasks == found.after.tasks


def test_two_tasks_of_one_rigger_come_one_after_the_other():
    """The critical one first; a weekend lies between."""
    plan = ProjectPlan(
        "",
        (
            PlannedTask("1", "Stage", Decimal(5), assignments=(Assignment("r"),)),
            PlannedTask("2", "Backlot", Decimal(3), assignments=(Assignment("r"),)),
            PlannedTask("3", "Shoot", Decimal(2), (Link("1"),)),
        ),
        PEOPLE,
        start=MONDAY,
    )
    found = levelled(plan)

    assert found.delays == {"2": Decimal(5)}
    assert found.after.by_id["2"].start == dt.datetime(2026, 3, 9, 8)
    assert [one.load for one in overloads(found.before)] == [2]
    assert [each.task.id for each in next(overloads(found.before)).tasks] == ["2", "1"]


def test_what_has_begun_is_not_put_off():
    """Even where two have begun that need the same person."""
    task = PlannedTask(
        "1", "Stage", Decimal(5), assignments=(Assignment("r"),), actual_start=MONDAY
    )
    plan = ProjectPlan("", (task, replace(task, id="2")), PEOPLE, start=MONDAY)

    assert not levelled(plan).delays
    assert len(list(overloads(levelled(plan).after))) == 1


def test_a_task_for_more_people_than_there_are_is_told():
    """By its name, the resource's, and both figures."""
    plan = ProjectPlan(
        "",
        (PlannedTask("1", "Rig", Decimal(1), assignments=(Assignment("r", Decimal(2)),)),),
        PEOPLE,
        start=MONDAY,
    )
    with pytest.raises(NeedsTooMuch, match="Rig needs 2 of Rigger, of which there are 1"):
        levelled(plan)


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "path", "best"),
    [("j301_1.sm", 38, 43), ("m11_1.mm", 34, 40), ("RG300_1.rcp", 44, 88), ("Jall1_1.mm", 16, 30)],
)
def test_public_instances_are_levelled_to_known_lengths(real: Path, name, path, best) -> None:
    """Critical path and levelled length in periods; 43 is the best known of j301_1."""
    plan = PSPLIB.read((real / "psplib" / name).read_bytes(), name).plan
    assert plan is not None
    found = levelled(plan, MONDAY)

    assert (found.before.finish - found.before.start).days == path
    assert (found.after.finish - found.after.start).days <= best
    assert not list(overloads(found.after))
