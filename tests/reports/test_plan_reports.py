"""A plan on the terminal, as a page, as JSON, as sheets: one made-up commercial."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from addin.domain.critical_path import Link, LinkKind
from addin.domain.plan_levelling import levelled
from addin.domain.project_plan import Assignment, Baseline, PlannedTask, ProjectPlan, Resource
from addin.domain.source import Place
from addin.domain.sourced_plan import SourcedPlan
from addin.findings import Finding, Severity
from addin.reports.check import plural
from addin.reports.gantt import LABEL, WIDTH, charts
from addin.reports.plan import PlanReport
from addin.reports.plan_as_json import plan_as_json
from addin.reports.plan_as_text import plan_as_text
from addin.reports.plan_page import plan_page
from addin.reports.plan_sheets import PLAN, SLIP, plan_sheets

AT = dt.datetime(2026, 3, 9, 12)
MONDAY = dt.datetime(2026, 3, 2, 8)


def _task(id_: str, name: str, days: int, *links: Link, **more) -> PlannedTask:
    return PlannedTask(id_, name, Decimal(days), links, **more)


def _report(*, levels: bool = False, status: dt.datetime | None = None) -> PlanReport:
    crew = {"c": Resource("c", "Crew")}
    plan = ProjectPlan(
        "Spot <30>",
        (
            _task("0", "Shoot & wrap", 0, is_summary=True),
            _task("1", "Build", 5, level=2, assignments=(Assignment("c"),), cost=Decimal(1000),
                  baseline=Baseline(MONDAY, dt.datetime(2026, 3, 4, 17), None, Decimal(900)),
                  done=Decimal("0.5"), actual_start=MONDAY, actual_cost=Decimal(700)),
            _task("2", "Rig", 2, level=2, assignments=(Assignment("c"),)),
            _task("3", "Shoot", 2, Link("1"), level=2, assignments=(Assignment("c"),),
                  baseline=Baseline(None, dt.datetime(2026, 3, 6, 17))),
            _task("4", "Delivered", 0, Link("3", LinkKind.FINISH_FINISH), is_milestone=True,
                  deadline=dt.datetime(2026, 3, 9, 17),
                  baseline=Baseline(None, dt.datetime(2026, 3, 6, 17))),
        ),
        crew, start=MONDAY, currency="USD",
    )  # fmt: skip
    sourced = SourcedPlan(plan, Place("spot.xml"), status=status)
    found = (Finding("SCH204", Severity.ERROR, "Delivered is late.", (Place("spot.xml"),)),)
    after = levelled(plan, status=status) if levels else None
    return PlanReport("spot.xml", sourced, found, AT, ("one remark",), after)


def _text(report: PlanReport) -> str:
    out = io.StringIO()
    Console(file=out, width=160).print(plan_as_text(report))
    return out.getvalue()


def test_the_terminal_shows_path_slip_worth_and_findings():
    """With the task that began a slip, and the indices."""
    text = _text(_report(status=dt.datetime(2026, 3, 6, 23, 59), levels=True))

    assert "4 tasks, Mon 02 Mar 2026 to" in text
    assert re.search(r"Delivered ◆\s+06 Mar 2026", text)
    assert "Build" in text.split("Later than the baseline")[1]
    assert "planned 900.00, earned 450.00, spent 700.00" in text
    assert "SPI 0.50, CPI 0.64" in text
    assert re.search(r"Levelled: 1 task moves", text)
    assert "error SCH204 Delivered is late." in text


def test_the_page_is_well_formed_and_escapes_names():
    """Every bar is drawn; a name with a bracket stays a name."""
    page = plan_page(_report(status=dt.datetime(2026, 3, 6, 23, 59), levels=True))

    assert "Spot &lt;30&gt;" in page
    svg = ET.fromstring("<svg" + page.split('<svg class="gantt"')[1].split("</svg>")[0] + "</svg>")  # noqa: S314 - our own
    assert [one.findtext("text") for one in svg.findall("g")] == [
        "Shoot & wrap", "Build", "Rig", "Shoot", "Delivered",
    ]  # fmt: skip
    assert svg.find("line[@class='status']") is not None
    assert "://" not in page


def test_json_says_all_of_every_task():
    """Dates in ISO form, floats as numbers, causes by id."""
    told = json.loads(plan_as_json(_report()))

    assert [one["id"] for one in told["tasks"]] == ["0", "1", "2", "3", "4"]
    assert told["critical_path"] == ["1", "3", "4"]
    shoot = told["tasks"][3]
    assert (shoot["start"], shoot["days_late"], shoot["because_of"]) == (
        "2026-03-09T08:00", 2.0, "1",
    )  # fmt: skip
    assert told["findings"][0]["places"] == ["spot.xml"]


def test_sheets_hold_every_task_and_what_is_late():
    """One row a task below two titles and the headings."""
    plan, slip = plan_sheets(_report())

    assert (plan.name, slip.name) == (PLAN, SLIP)
    assert [row[0].value for row in plan.rows[3:]] == ["0", "1", "2", "3", "4"]
    assert [row[0].value for row in slip.rows[3:]] == ["Build", "Shoot", "Delivered"]


def test_a_plan_without_dates_says_why():
    """A circle: no chart, no sheet, and the reason in each form."""
    tasks = (_task("1", "A", 1, Link("2")), _task("2", "B", 1, Link("1")))
    sourced = SourcedPlan(ProjectPlan("", tasks, start=MONDAY), Place("a.xml"))
    report = PlanReport("a.xml", sourced, (), AT)

    assert "wait for one another" in _text(report)
    assert "wait for one another" in plan_page(report)
    assert json.loads(plan_as_json(report))["tasks"] == []
    assert plan_sheets(report) == ()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 40)), min_size=1, max_size=60),
    st.sampled_from(LinkKind),
)
def test_no_bar_and_no_mark_leaves_the_chart(tasks, kind):
    """However long the plan is, and in however many pieces it comes."""
    plan = ProjectPlan(
        "",
        tuple(
            _task(str(at), f"T{at}", days, *([Link(str(at - 1), kind, Decimal(lag))] if at else []))
            for at, (lag, days) in enumerate(tasks)
        ),
        start=MONDAY,
    )
    report = PlanReport("a.xml", SourcedPlan(plan, Place("a.xml")), (), AT)
    assert report.dates is not None
    pieces = charts(report, report.dates.tasks)

    assert sum(len(piece.bars) for piece in pieces) == len(tasks)
    for piece in pieces:
        assert all(LABEL <= bar.x <= bar.x + bar.width <= WIDTH for bar in piece.bars)
        assert len(piece.marks) <= 60
        assert all(LABEL <= mark.x <= WIDTH for mark in piece.marks)
        assert all(x >= LABEL - 20 for x, _ in piece.weekends)


@pytest.mark.parametrize("count", [401, 900])
def test_long_plans_show_what_matters(count):
    """The critical tasks are all there, and what is left out is counted."""
    tasks = [_task(str(at), f"T{at}", 1 + (at % 7 == 0)) for at in range(count)]
    sourced = SourcedPlan(ProjectPlan("", tuple(tasks), start=MONDAY), Place("a.xml"))
    page = plan_page(PlanReport("a.xml", sourced, (), AT))
    left = plural(count - 400, "task")

    assert f"{left} neither critical nor late" in page
