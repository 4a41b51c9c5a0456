"""The figures of a night: signs one way, every order in one age, months that add up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from addin.domain.cost_report import CostReportLine
from addin.domain.money import NO_CURRENCY, Money
from addin.domain.night import ScheduleLine
from addin.domain.night_facts import (
    OVER,
    UNDATED,
    account_line,
    ages,
    cash_months,
    planned_months,
    report_total,
    schedule_line,
    usual_currency,
)
from addin.domain.production import VarianceSign

UNDER, OVER_IS_POSITIVE = VarianceSign
DAY = dt.date(2026, 3, 9)
days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
minors = st.integers(-(10**9), 10**9)


def eur(minor: int) -> Money:
    """An amount in the production's currency."""
    return Money(minor, "EUR")


def line(**figures) -> CostReportLine:
    """An account of a cost report."""
    money: Any = {name: eur(value) for name, value in figures.items()}
    return CostReportLine("2200", "Art", **money)


@given(minors, minors, st.sampled_from(VarianceSign))
def test_an_over_spend_is_negative_whatever_sign_the_sheet_shows(budget, efc, sign):
    """Also where the sheet shows no variance at all."""
    under = budget - efc
    shown = under if sign is UNDER else -under

    with_variance = account_line(line(budget=budget, efc=efc, variance=shown), sign, "EUR")
    without = account_line(line(budget=budget, efc=efc), sign, "EUR")

    assert with_variance.under == without.under == under


def test_the_revised_budget_is_the_budget_where_there_is_one():
    """It is what money is held against."""
    assert account_line(line(budget=5, revised_budget=7), UNDER, "EUR").budget == 7


def test_figures_in_another_currency_are_not_mixed_in():
    """They are not known, as is what a report has no column for."""
    found = account_line(replace(line(budget=5), efc=Money(9, "USD")), UNDER, "EUR")

    assert (found.budget, found.efc, found.etc) == (5, None, None)


def test_a_production_without_a_currency_has_figures_too():
    """Its currency is the empty text."""
    plain = CostReportLine("1", "a", budget=Money(5, NO_CURRENCY))

    assert usual_currency([plain.budget]) == ""
    assert account_line(plain, UNDER, "").budget == 5


def test_the_currency_of_most_amounts_counts():
    """Of as many of each, the first by name."""
    assert usual_currency([eur(1), Money(1, "USD"), eur(2), None]) == "EUR"
    assert usual_currency([Money(1, "USD"), eur(1)]) == "EUR"


def test_the_total_of_a_report_is_the_one_above_all_others():
    """As the sheet shows it, right or wrong: rules say whether it is."""
    rows = [
        line(budget=3),
        replace(line(budget=3), is_total=True, level=1),
        replace(line(budget=99), is_total=True, level=2, description="GRAND TOTAL"),
    ]
    total = report_total(rows, [account_line(rows[0], UNDER, "EUR")], UNDER, "EUR")

    assert total is not None
    assert (total.description, total.budget, total.is_total) == ("GRAND TOTAL", 99, True)


def test_without_one_total_above_all_the_accounts_are_added():
    """Two sections each with their own total are no total of the report."""
    section = replace(line(budget=3), is_total=True, level=1)
    rows = [line(budget=3, efc=4), section, line(budget=5), section]
    accounts = [account_line(row, UNDER, "EUR") for row in rows if not row.is_total]

    total = report_total(rows, accounts, UNDER, "EUR")

    assert total is not None
    assert (total.budget, total.efc, total.etc) == (8, 4, None)
    assert report_total([], [], UNDER, "EUR") is None


@given(st.lists(st.tuples(st.none() | days, st.integers(1, 10**6).map(eur))), days)
def test_every_open_order_is_of_one_age(orders, today):
    """Counts and amounts add up; the four ages are always there."""
    found = ages(orders, today, "EUR")

    assert sum(one.count for one in found) == len(orders)
    assert sum(one.amount or 0 for one in found) == sum(left.minor for _, left in orders)
    assert [one.label for one in found][:4] == ["0-30", "31-60", "61-90", OVER]
    assert (UNDATED in {one.label for one in found}) == any(day is None for day, _ in orders)


def test_ages_end_with_their_last_day():
    """Thirty days old is not yet 31; an order of tomorrow is new."""
    old = [(DAY - dt.timedelta(days=n), eur(1)) for n in (-1, 30, 31, 60, 61, 90, 91)]

    assert [one.count for one in ages(old, DAY, "EUR")] == [2, 2, 2, 1]


def test_an_age_with_an_order_in_another_currency_has_no_amount():
    """It is counted all the same."""
    found = ages([(DAY, eur(5)), (DAY, Money(5, "USD"))], DAY, "EUR")

    assert (found[0].count, found[0].amount) == (2, None)


@given(st.lists(st.tuples(days, minors)))
def test_months_add_up_to_what_was_paid(paid):
    """They rise, each once; nothing is planned where there is no plan."""
    found = cash_months(paid, {})

    assert sum(one.spent for one in found) == sum(minor for _, minor in paid)
    months = [one.month for one in found]
    assert months == sorted(set(months))
    assert {one.planned for one in found} <= {None}


def test_months_without_a_cost_are_listed_but_not_for_years():
    """A date with a slip in its year makes no years of empty months."""
    paid = [(dt.date(2026, 1, 5), 1), (dt.date(2026, 4, 5), 1), (dt.date(2062, 1, 5), 1)]

    assert [(one.month.year, one.month.month) for one in cash_months(paid, {})] == [
        (2026, 1),
        (2026, 2),
        (2026, 3),
        (2026, 4),
        (2062, 1),
    ]


@given(st.integers(0, 10**9), days, st.integers(0, 900))
def test_a_planned_budget_is_spent_to_the_last_cent(budget, first, length):
    """From the month of its first day to that of its last."""
    last = first + dt.timedelta(days=length)
    found = planned_months(eur(budget), first, last)

    assert sum(found.values()) == budget
    assert (min(found), max(found)) == (first.replace(day=1), last.replace(day=1))


def test_what_is_not_known_is_not_planned():
    """No budget, no end, or an end before the beginning."""
    assert planned_months(None, DAY, DAY) == {}
    assert planned_months(eur(5), DAY, None) == {}
    assert planned_months(eur(5), DAY, DAY - dt.timedelta(days=1)) == {}


def test_a_board_is_shot_up_to_the_cut_off():
    """The day of the cut-off is shot; what stands in no day counts among all pages."""
    board = {DAY: 8, DAY + dt.timedelta(days=1): 6, DAY + dt.timedelta(days=4): 5}

    assert schedule_line(board, 3, DAY + dt.timedelta(days=1)) == ScheduleLine(
        2, 3, 14, 22, DAY + dt.timedelta(days=4)
    )


def test_the_last_call_sheet_says_how_late_a_shoot_is():
    """All that follows moves with it."""
    board = {DAY + dt.timedelta(days=n): 8 for n in range(5)}
    called = [(DAY, DAY), (DAY + dt.timedelta(days=3), DAY + dt.timedelta(days=1))]

    found = schedule_line(board, 0, DAY, called)

    assert found is not None
    assert (found.slip, found.planned_finish) == (2, DAY + dt.timedelta(days=4))
    assert found.finish == DAY + dt.timedelta(days=6)


def test_a_board_without_a_date_tells_nothing():
    """How many of its days are shot cannot be known."""
    assert schedule_line({}, 40, DAY) is None
