"""SCH201 to SCH209: plans in task lists and from planning programs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from addin.domain.critical_path import Link
from addin.domain.project_plan import (
    Assignment,
    Baseline,
    Constraint,
    PlannedTask,
    ProjectPlan,
    Resource,
)
from addin.domain.source import Place
from addin.domain.sourced_plan import SourcedPlan
from addin.importers.ms_project import MS_PROJECT
from addin.rules.rule import Rule, Workpapers
from addin.rules.schedule import (
    plan_circle,
    plan_constraint_conflict,
    plan_dangling,
    plan_lost_link,
    plan_negative_float,
    plan_overload,
    plan_progress,
    plan_slip,
    plan_stale_dates,
)
from addin.tables.recognise import recognise
from tests.grid import book, grid

EVERY = [
    cast("Rule", rule)
    for rule in (
        plan_circle,
        plan_lost_link,
        plan_dangling,
        plan_negative_float,
        plan_constraint_conflict,
        plan_overload,
        plan_progress,
        plan_slip,
        plan_stale_dates,
    )
]
LIST = """
    ID | Task Name   | Duration | Start      | Finish     | Predecessors | Resource Names | % Complete | Critical
    1  | Design set  | 5 days   | 2026-03-02 | 2026-03-06 |              | Ana            | 0          | Yes
    2  | Build set   | 10 days  | {start}    | 2026-03-20 | {links}      | Bo             | 0          | Yes
    3  | Paint set   | 3 days   | 2026-03-23 | 2026-03-25 | 2            | Cy             | 0          | Yes
    4  | Order props | 2 days   | 2026-03-02 | 2026-03-03 |              | {props}        | 0          | {props_critical}
    5  | Dress set   | 1 day    | 2026-03-26 | 2026-03-26 | 3,4FS+2 days | Cy             | 0          | Yes
"""
USUAL = {"start": "2026-03-09", "links": "1", "props": "Di", "props_critical": "No"}
MONDAY = dt.datetime(2026, 3, 2, 8)


def _listed(**changed: str) -> Workpapers:
    sheet = grid(LIST.format(**{**USUAL, **changed}), "Plan")
    one = book(sheet)
    return Workpapers(books=(one,), tables=tuple(recognise(sheet, one.name)))


def _given(*tasks: PlannedTask, status: dt.datetime | None = None, **more) -> Workpapers:
    plan = ProjectPlan("Plan", tasks, start=MONDAY, **more)
    return Workpapers(plans=(SourcedPlan(plan, Place("plan.xml"), status=status),))


def _task(name: str, days: int = 1, *links: str, **more) -> PlannedTask:
    return PlannedTask(name, name, Decimal(days), tuple(map(Link, links)), **more)


def _found(papers: Workpapers) -> list[tuple[str, str]]:
    return [(one.code, one.message) for rule in EVERY for one in rule.check(papers)]


def test_a_sound_plan_has_no_findings():
    """Read from a list as Project exports it, lags and all."""
    papers = _listed()

    assert len(papers.task_networks) == 1
    assert papers.task_networks[0].dates is not None
    assert not _found(papers)


def test_a_list_without_predecessors_is_no_plan():
    """A list of things to do is nobody's network."""
    sheet = grid(LIST.format(**USUAL).replace("Predecessors", "Remarks"), "Plan")
    one = book(sheet)

    assert not Workpapers(books=(one,), tables=tuple(recognise(sheet, one.name))).task_networks


def test_a_circle_is_found_with_its_cells():
    """Build waits for dress."""
    (finding,) = plan_circle.check(_listed(links="1,5"))

    assert [place.cell for place in finding.places] == ["F3", "F4", "F6"]
    assert "wait for one another: " in finding.message
    assert [code for code, _ in _found(_listed(links="1,5"))] == ["SCH201"]


def test_a_task_twice_is_found():
    """By the plan of a program, that has ids."""
    ((code, message),) = _found(_given(_task("A"), _task("A")))

    assert code == "SCH201"
    assert "in the plan twice" in message


def test_a_link_to_nowhere_is_found_in_its_cell():
    """Task 9 was deleted; the rest of the plan still has dates."""
    (finding,) = plan_lost_link.check(_listed(links="1,9"))

    assert (finding.place.cell, finding.message) == (
        "F3", "Build set waits for “9”, which is no task of the plan.",
    )  # fmt: skip


def test_a_task_linked_to_nothing_is_a_note():
    """One of five; a task in a linked summary is linked."""
    linked = [_task(str(at), 1, str(at - 1)) for at in range(1, 5)]
    ((code, message),) = _found(_given(_task("0"), *linked, _task("Clear music")))

    assert code == "SCH203"
    assert "1 of 6 tasks" in message
    held = [_task("All", is_summary=True), _task("Day 1", level=2), _task("Wrap", 1, "All")]
    assert not _found(_given(_task("0"), *linked, *held))
    assert not _found(_given(_task("0"), _task("1", 1, "0"), _task("Clear music")))


def test_a_deadline_that_is_missed_names_what_stands_before_it():
    """Six days of work, five days of time."""
    late = _task("Lock", 1, "Cut", deadline=dt.datetime(2026, 3, 6, 17))
    ((code, message),) = _found(_given(_task("Cut", 5), late))

    assert code == "SCH204"
    assert message == (
        "Lock must keep 2026-03-06, and its links give 2026-03-09: 1 working days too late;"
        " on the way there: Cut."
    )
    assert not _found(_given(_task("Cut", 4), late))


def test_a_date_against_a_link_is_a_conflict():
    """The mix must start before the edit ends: once as a constraint, once typed by hand."""
    forced = _task("Mix", 2, "Edit", constraint=Constraint.START_ON, constraint_date=MONDAY)
    found = _found(_given(_task("Edit", 5), forced))

    assert [code for code, _ in found] == ["SCH205"]
    assert "its links give 2026-03-09 after Edit" in found[0][1]
    typed = _task(
        "Mix", 2, "Edit", is_manual=True, start=MONDAY, finish=dt.datetime(2026, 3, 3, 17)
    )
    assert "SCH205" in [code for code, _ in _found(_given(_task("Edit", 5), typed))]
    later = _task(
        "Mix",
        2,
        "Edit",
        constraint=Constraint.START_ON,
        constraint_date=dt.datetime(2026, 3, 16, 8),
    )
    assert not _found(_given(_task("Edit", 5), later))


def test_one_person_in_two_places_is_found():
    """Half and half is one; two at once are two."""
    people = {"a": Resource("a", "Ana")}
    both = [_task(name, 2, assignments=(Assignment("a"),)) for name in "AB"]
    ((code, message),) = _found(_given(*both, resources=people))

    assert code == "SCH206"
    assert message == "Ana: 2 asked for, 1 there from 2026-03-02 to 2026-03-03: A, B."
    half = [_task(name, 2, assignments=(Assignment("a", Decimal("0.5")),)) for name in "AB"]
    assert not _found(_given(*half, resources=people))
    assert [code for code, _ in _found(_listed(props="Ana"))] == ["SCH206"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"done": Decimal("0.5"), "start": dt.datetime(2026, 3, 16, 8), "finish": dt.datetime(2026, 3, 17, 17)},
         "A: 50 % is done before it starts on 2026-03-16; the status date is 2026-03-09."),
        ({"start": MONDAY, "finish": dt.datetime(2026, 3, 3, 17)},
         "A: it was to be finished on 2026-03-03, and 0 % is done; the status date is 2026-03-09."),
        ({"start": dt.datetime(2026, 3, 6, 8), "finish": dt.datetime(2026, 3, 12, 17)},
         "A: it was to start on 2026-03-06, and nothing is done; the status date is 2026-03-09."),
        ({"actual_start": dt.datetime(2026, 3, 10, 8)},
         "A: its actual start is 2026-03-10; the status date is 2026-03-09."),
        ({"start": MONDAY, "finish": dt.datetime(2026, 3, 3, 17), "done": Decimal(1)}, ""),
        ({"start": dt.datetime(2026, 3, 10, 8), "finish": dt.datetime(2026, 3, 12, 17)}, ""),
        ({"start": MONDAY, "finish": dt.datetime(2026, 3, 12, 17), "done": Decimal("0.1")}, ""),
    ],
)  # fmt: skip
def test_progress_is_held_against_the_status_date(more, message):
    """Done in the future, or not done in the past; as planned is fine."""
    found = list(plan_progress.check(_given(_task("A", 3, **more), status=dt.datetime(2026, 3, 9))))

    assert [one.message for one in found] == ([message] if message else [])
    assert not list(plan_progress.check(_given(_task("A", 3, **more))))


def test_a_slip_is_told_where_it_began_and_at_milestones():
    """Build takes longer; paint only moves with it; the milestone at the end is told again."""

    def promised(name, days, finish, *links, **more):
        start = None if links else MONDAY
        baseline = Baseline(start, dt.datetime(2026, 3, finish, 17))
        return _task(name, days, *links, baseline=baseline, **more)

    late = [
        promised("Build", 5, 4),
        promised("Paint", 2, 6, "Build"),
        promised("Ready", 0, 6, "Paint", is_milestone=True),
    ]
    found = _found(_given(*late))

    assert [code for code, _ in found] == ["SCH208", "SCH208"]
    assert found[0][1] == (
        "Build is 2 working days later than promised: 2026-03-06 instead of 2026-03-04;"
        " it takes longer; 2 other tasks move with it."
    )
    assert found[1][1] == (
        "Ready is 2 working days later than promised: 2026-03-10 instead of 2026-03-06;"
        " it waits for Paint, and Build began it."
    )
    assert not _found(_given(promised("Build", 3, 4), promised("Paint", 2, 6, "Build")))


def test_dates_that_links_do_not_give_are_stale():
    """Build is typed to start before design ends; the critical path is not asked about then."""
    (finding,) = plan_stale_dates.check(_listed(start="2026-03-05"))

    assert [place.cell for place in finding.places] == ["D3", "E2"]
    assert "by its links it starts on 2026-03-09" in finding.message


def test_a_wrong_critical_path_is_found():
    """Props are marked critical and have weeks of float."""
    (finding,) = plan_stale_dates.check(_listed(props_critical="Yes"))

    assert finding.place.cell == "I5"
    assert "marked critical, with float: Order props" in finding.message


@pytest.mark.real
def test_real_plans_have_the_findings_that_are_so(real: Path) -> None:
    """In thirty files: people asked for too much, two slips, and tasks linked to nothing."""
    found: dict[str, set[str]] = {}
    for file in sorted((real / "mpxj").glob("*.xml")):
        plan = MS_PROJECT.read(file.read_bytes(), file.name).plan
        assert plan is not None
        papers = Workpapers(plans=(SourcedPlan(plan, Place(file.name)),))
        codes = {code for code, _ in _found(papers)}
        if codes:
            found[file.name] = codes

    assert found == {
        "mspdiassignmentfields.xml": {"SCH208"},
        "mspditimephasedsegments.xml": {"SCH206"},
        "sample.xml": {"SCH203"},
        "sample1.xml": {"SCH206"},
        "task-baselines-project2007-mspdi.xml": {"SCH208"},
    }
