"""Microsoft Project's XML: plans of Project 2002 to 2019, and a plan written by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from addin.domain.critical_path import Link, LinkKind, Task, critical_path
from addin.domain.project_plan import Constraint, ProjectPlan
from addin.errors import ImportRefused
from addin.importers.ms_project import MS_PROJECT

NAMESPACE = 'xmlns="http://schemas.microsoft.com/project"'


def _plan(inside: str) -> ProjectPlan:
    plan = MS_PROJECT.read(f"<Project {NAMESPACE}>{inside}</Project>".encode(), "a.xml").plan
    assert plan is not None
    return plan


def _real(real: Path, name: str) -> ProjectPlan:
    plan = MS_PROJECT.read((real / "mpxj" / name).read_bytes(), name).plan
    assert plan is not None
    return plan


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "tasks", "links", "critical"),
    [
        ("task-links-project2003-mspdi.xml", 16, 8, 2),
        ("task-links-project2019-mspdi.xml", 16, 8, 2),
        ("task-durations-project2003-mspdi.xml", 110, 0, 110),
        ("task-baselines-project2007-mspdi.xml", 55, 0, 55),
        ("mspdinulltasks.xml", 5, 0, 5),
        ("mspdirelations.xml", 5, 4, 4),
        ("sample.xml", 19, 6, 2),
        ("sample1.xml", 22, 6, 0),
    ],
)
def test_real_plans_are_read_whole(
    real: Path, name: str, tasks: int, links: int, critical: int
) -> None:
    """Tasks, links and critical tasks are as many as the file holds, blank lines aside."""
    plan = _real(real, name)
    assert len(plan.tasks) == tasks
    assert sum(len(one.links) for one in plan.tasks) == links
    assert sum(bool(one.critical) for one in plan.tasks) == critical


@pytest.mark.real
@pytest.mark.parametrize(
    "name",
    ["task-links-project2003-mspdi.xml", "mspdirelations.xml", "task-costs-project2013-mspdi.xml"],
)
def test_our_critical_path_is_the_one_the_file_states(real: Path, name: str) -> None:
    """Critical tasks and total floats, worked out anew, are those Project stored."""
    leaves = [one for one in _real(real, name).tasks if not one.is_summary]
    network = [Task(one.id, one.duration, one.links) for one in leaves]
    timings = {one.task.name: one for one in critical_path(network)}
    assert {one.id: timings[one.id].total_float for one in leaves} == {
        one.id: one.total_float for one in leaves
    }
    assert [timings[one.id].total_float <= 0 for one in leaves] == [one.critical for one in leaves]


@pytest.mark.real
def test_every_file_of_the_collection_is_read(real: Path) -> None:
    """No real file is refused."""
    files = sorted((real / "mpxj").glob("*.xml"))
    assert len(files) == 30
    for file in files:
        assert MS_PROJECT.knows(file.read_bytes()[:4096], file.name)
        assert MS_PROJECT.read(file.read_bytes(), file.name).plan is not None


def test_durations_and_lags_are_working_days_of_the_plan() -> None:
    """Seven and a half hours are a day where the plan says so; 4,800 tenths of minutes are 8 h."""
    plan = _plan(
        "<MinutesPerDay>450</MinutesPerDay><Tasks>"
        "<Task><UID>1</UID><Name>Build</Name><Duration>PT15H0M0S</Duration></Task>"
        "<Task><UID>2</UID><Name>Paint</Name><Duration>PT7H30M0S</Duration>"
        "<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-02T08:00:00</ConstraintDate>"
        "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>3</Type>"
        "<LinkLag>4500</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task></Tasks>"
    )
    build, paint = plan.tasks
    assert (build.duration, paint.duration) == (Decimal(2), Decimal(1))
    assert paint.links == (Link("1", LinkKind.START_START, Decimal(1)),)
    assert paint.constraint is Constraint.START_NO_EARLIER
    assert paint.constraint_date == dt.datetime(2026, 3, 2, 8)


def test_a_calendar_takes_over_what_its_base_says() -> None:
    """Saturdays worked by the unit, and the holiday of the calendar it is based on."""
    plan = _plan(
        "<Calendars><Calendar><UID>1</UID><Name>House</Name><WeekDays><WeekDay><DayType>0</DayType>"
        "<DayWorking>0</DayWorking><TimePeriod><FromDate>2026-05-01T00:00:00</FromDate>"
        "<ToDate>2026-05-01T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays></Calendar>"
        "<Calendar><UID>2</UID><Name>Unit</Name><BaseCalendarUID>1</BaseCalendarUID><WeekDays>"
        "<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays></Calendar>"
        "</Calendars>"
    )
    unit = plan.calendars["Unit"]
    assert unit.days_off == {6}
    assert not unit.is_worked(dt.date(2026, 5, 1))
    assert unit.is_worked(dt.date(2026, 5, 2))


def test_a_plan_that_nobody_named_is_called_by_its_file_without_the_ending() -> None:
    """Project writes the file's name as the title; a workbook is called by it."""
    assert _plan("<Title>Spring shoot.xml</Title>").title == "Spring shoot"
    assert _plan("<Name>Spring shoot.mpp</Name>").title == "Spring shoot"
    assert _plan("<Title>Block 1.2</Title>").title == "Block 1.2"


def test_a_link_to_nowhere_is_said() -> None:
    """A task that is not in the file is named in a remark, and nothing is guessed."""
    content = (
        f"<Project {NAMESPACE}><Tasks><Task><UID>1</UID><Name>Paint</Name><PredecessorLink>"
        "<PredecessorUID>9</PredecessorUID></PredecessorLink></Task></Tasks></Project>"
    )
    imported = MS_PROJECT.read(content.encode(), "a.xml")
    assert imported.plan is not None
    assert imported.plan.tasks[0].links == ()
    assert "Paint" in imported.remarks[0].text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<Project>", "line 1"),
        ("<Plan></Plan>", "Plan"),
        ('<!DOCTYPE Project [<!ENTITY a "b">]><Project>&a;</Project>', "document type"),
        ("<Project>" + "<a>" * 300 + "</a>" * 300 + "</Project>", "deep"),
    ],
)
def test_what_is_no_plan_is_refused(content: str, reason: str) -> None:
    """A refusal names the line, the root, or the trick."""
    with pytest.raises(ImportRefused, match=reason):
        MS_PROJECT.read(content.encode(), "a.xml")


def test_a_plan_that_is_scheduled_from_its_finish_is_said() -> None:
    """Dates worked out from the start are not what such a plan means, so nobody is left to guess."""
    content = f"<Project {NAMESPACE}><ScheduleFromStart>0</ScheduleFromStart></Project>"
    (remark,) = MS_PROJECT.read(content.encode(), "a.xml").remarks
    assert "from its finish" in remark.text
