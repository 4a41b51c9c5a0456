"""The eight invariants: silent on a report that ties, exact on one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.actuals import TrialBalanceLine
from addin.domain.budget_versions import BudgetChange, ChangeKind
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AccountPosition, compute, roll_up
from addin.domain.invariants import (
    Invariant,
    accounts_take_cost,
    actuals_moved_by_period,
    actuals_tie,
    budget_ties,
    columns_obey,
    commitments_tie,
    forecast_moved_on_record,
    totals_obey,
    transfers_balance,
)
from addin.domain.money import Money

CHART = ChartOfAccounts(
    (
        Account("0100", "Bank", AccountKind.BALANCE_SHEET),
        Account("2000", "Production", AccountKind.HEADER),
        Account("2200", "Art"),
        Account("3300", "Camera"),
        Account("3400", "Sound", AccountKind.CLOSED),
    )
)


def row(account, to_date, open_orders=0, efc=0, budget=0, period=0):
    """A computed row, amounts in minor units."""
    return compute(
        AccountPosition(
            account,
            account,
            Money(period),
            Money(to_date),
            Money(open_orders),
            Money(efc),
            Money(budget),
            Money(0),
        )
    )


ROWS = [row("2200", 100, 20, 200, 250), row("3300", 300, 0, 300, 280)]
REPORT = [*ROWS, roll_up(ROWS, "Total")]


@pytest.mark.parametrize(
    ("column", "expected"),
    [("total_cost", 120), ("efc", 200), ("revised_budget", 250), ("variance", 50)],
)
def test_a_typed_over_column_is_found_with_what_it_should_be(column, expected):
    """Invariant 1, across: the row, the column and both numbers."""
    wrong = replace(ROWS[0], **{column: Money(999)})

    found = {d.column: d for d in columns_obey([wrong])}

    assert found[column].expected == Money(expected)
    assert found[column].found == Money(999)
    assert found[column].line is wrong


def test_gaps_are_not_zero():
    """A column that the sheet does not have disagrees with nothing."""
    assert columns_obey([CostReportLine("2200", "", efc=Money(5), budget=Money(9))]) == ()
    assert totals_obey([CostReportLine("", "Total", efc=Money(5), is_total=True)]) == ()


def test_a_total_that_misses_an_account_is_found():
    """Invariant 1, down: a total of level 2 covers the accounts below totals of level 1."""
    grand = roll_up(ROWS, "Grand total", level=2)
    good = [ROWS[0], roll_up(ROWS[:1], "A"), ROWS[1], roll_up(ROWS[1:], "B"), grand]
    bad = [*good[:-1], replace(grand, actual_to_date=Money(100))]

    assert totals_obey(good) == ()
    (found,) = totals_obey(bad)
    assert (found.column, found.expected, found.found) == (
        "actual_to_date",
        Money(400),
        Money(100),
    )
    assert found.difference == Money(-300)


def test_cost_to_date_is_the_trial_balance():
    """Invariant 2: by account, cost accounts only; and debits equal credits."""
    balance = [
        TrialBalanceLine("2200", Money(100)),
        TrialBalanceLine("3300", Money(290)),
        TrialBalanceLine("0100", Money(-380)),
    ]

    found = actuals_tie(REPORT, balance, CHART)

    assert [(d.subject, d.expected, d.found) for d in found] == [
        ("trial balance", Money(0), Money(10)),
        ("3300", Money(290), Money(300)),
    ]


def test_commitments_and_budget_tie_by_account():
    """Invariants 3 and 4: an account missing on either side counts as zero there."""
    (found,) = commitments_tie(REPORT, {"2200": Money(20), "3300": Money(7)})
    assert (found.invariant, found.subject, found.expected, found.found) == (
        Invariant.COMMITMENTS,
        "3300",
        Money(7),
        Money(0),
    )
    assert budget_ties(REPORT, {"2200": Money(250), "3300": Money(280)}) == ()
    assert [d.subject for d in budget_ties(REPORT, {"2200": Money(250)})] == ["3300"]
    assert budget_ties(REPORT, {"2200": Money(249), "3300": Money(280)}, tolerance_minor=1) == ()


def test_an_efc_moves_only_on_record():
    """Invariant 5: a silent edit shows, a recorded one does not."""
    before = [row("2200", 100, 20, 180, 250), ROWS[1]]

    assert forecast_moved_on_record(REPORT, before, {"2200": Money(20)}) == ()
    (found,) = forecast_moved_on_record(REPORT, before, {})
    assert (found.subject, found.expected, found.found) == ("2200", Money(180), Money(200))


def test_cost_to_date_moves_by_the_period():
    """Invariant 6: a back-dated posting shows."""
    before = [row("2200", 60), row("3300", 300)]
    now = [row("2200", 100, period=40), row("3300", 310, period=0)]

    (found,) = actuals_moved_by_period(now, before)

    assert (found.invariant, found.subject, found.difference) == (
        Invariant.PERIOD,
        "3300",
        Money(10),
    )


def test_transfers_balance_by_number():
    """Invariant 7: a draw-down funds exactly what it is drawn for."""
    changes = [
        BudgetChange("T1", ChangeKind.TRANSFER, "6900", Money(-500)),
        BudgetChange("T1", ChangeKind.TRANSFER, "2200", Money(500)),
        BudgetChange("T2", ChangeKind.TRANSFER, "6900", Money(-500)),
        BudgetChange("T2", ChangeKind.TRANSFER, "2200", Money(400)),
    ]

    (found,) = transfers_balance(changes)

    assert (found.subject, found.found) == ("T2", Money(-100))


def test_no_cost_stands_where_none_may():
    """Invariant 8: headings, closed, unknown and balance-sheet accounts."""
    lines = [
        row("2000", 5),
        row("2200", 5),
        row("3400", 5),
        row("3400", 0),
        row("9999", 5),
        row("0100", 0),
        roll_up(ROWS, "Total"),
    ]

    assert [d.subject for d in accounts_take_cost(lines, CHART)] == ["2000", "3400", "9999", "0100"]
