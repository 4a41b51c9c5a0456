"""Slip against a baseline, and what began it; earned value of a plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.baselines import slips
from addin.domain.critical_path import Link
from addin.domain.earned_value import Performance
from addin.domain.money import Money, money
from addin.domain.plan_dates import dates_of
from addin.domain.plan_value import plan_value, whole
from addin.domain.project_plan import Baseline, PlannedTask, ProjectPlan

MONDAY = dt.datetime(2026, 3, 2, 8)


@st.composite
def chains(draw):
    """Tasks one after the other, some longer than promised."""
    count = draw(st.integers(1, 6))
    return [(draw(st.integers(1, 5)), draw(st.integers(0, 3))) for _ in range(count)]


@settings(deadline=None)
@given(chains())
def test_a_chain_is_as_late_as_its_tasks_grew(lengths):
    """Each is late by all that was added up to it; the first that grew began it."""
    links = [(Link(str(at - 1)),) if at else () for at in range(len(lengths))]
    promised = dates_of(
        ProjectPlan(
            "",
            tuple(
                PlannedTask(str(at), "", Decimal(days), links[at])
                for at, (days, _) in enumerate(lengths)
            ),
            start=MONDAY,
        )
    )
    now = tuple(
        PlannedTask(str(at), "", Decimal(days + more), links[at],
                    baseline=Baseline(promised.tasks[at].start, promised.tasks[at].finish))
        for at, (days, more) in enumerate(lengths)
    )  # fmt: skip
    added, first = 0, ""
    for at, one in enumerate(slips(dates_of(ProjectPlan("", now, start=MONDAY)))):
        before, added = added, added + lengths[at][1]
        first = first or (str(at) if added else "")
        assert [one.late, one.start_late, one.longer] == [
            *map(Decimal, (added, before, lengths[at][1]))
        ]
        assert one.cause == (str(at - 1) if before else "")
        if added:
            assert one.root == first


def test_a_summary_and_a_task_without_baseline_have_no_slip():
    """Nothing was promised of them."""
    tasks = (
        PlannedTask("1", "", Decimal(1)),
        PlannedTask("2", "", Decimal(1), baseline=Baseline()),
    )

    assert slips(dates_of(ProjectPlan("", tasks, start=MONDAY))) == ()


def test_value_is_planned_by_working_time_and_earned_by_what_is_done():
    """Two of five days are over, nine tenths done, and the baseline's cost is the budget."""
    baseline = Baseline(MONDAY, dt.datetime(2026, 3, 6, 17), None, Decimal(1000))
    task = PlannedTask("1", "", Decimal(5), done=Decimal("0.9"), cost=Decimal(1200),
                       actual_cost=Decimal(500), baseline=baseline)  # fmt: skip
    later = PlannedTask("2", "", Decimal(5), (Link("1"),), cost=Decimal(300))
    held = PlannedTask("0", "", cost=Decimal(1500), is_summary=True)
    plan = ProjectPlan("", (held, later, task), start=MONDAY, currency="USD")
    found = plan_value(dates_of(plan), dt.datetime(2026, 3, 3, 23, 59))

    assert found["1"] == Performance(*(money(n, "USD") for n in (1000, 400, 900, 500)))
    assert found["2"] == Performance(money(300, "USD"), *[Money(0, "USD")] * 3)
    assert whole(found, "USD").budget == money(1300, "USD")


@settings(deadline=None)
@given(st.integers(0, 30), st.integers(1, 10))
def test_planned_value_never_falls(day, days):
    """From nothing before the start to all of it after the finish."""
    task = PlannedTask("1", "", Decimal(days), cost=Decimal(100))
    dates = dates_of(ProjectPlan("", (task,), start=MONDAY))
    at = MONDAY + dt.timedelta(days=day)
    sooner, later = (
        plan_value(dates, moment)["1"].planned for moment in (at, at + dt.timedelta(1))
    )

    assert money(0) <= sooner <= later <= money(100)
