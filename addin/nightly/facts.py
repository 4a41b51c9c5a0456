"""The figures of one production in one night, from what was read and worked out already."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from addin.domain.accounts import AccountKind
from addin.domain.cost_report import CostReportLine
from addin.domain.money import NO_CURRENCY, Money
from addin.domain.night import AccountLine, AgeLine, CashMonth, Facts, PairLine
from addin.domain.night_facts import (
    COLUMNS,
    account_line,
    ages,
    cash_months,
    planned_months,
    report_total,
    usual_currency,
)
from addin.domain.production import Production, VarianceSign
from addin.errors import NothingToDo
from addin.jobs.load import Loaded
from addin.jobs.which_report import current_report
from addin.nightly.planned_days import PlannedDays, planned_days
from addin.nightly.spent_budgets import spent_budget
from addin.nightly.table_roles import TableRoles
from addin.reconcile.statement import ASKS_A_PERSON, Part, Statement
from addin.reports.check import CheckReport
from addin.rules.journal import is_balance_sheet_name, is_income_name
from addin.rules.open_orders import left_of, relieved_by_order, tells_open
from addin.rules.orders import order_lists

_FIGURES: Final = ("budget", "revised_budget", "actual_to_date", "commitments", "efc", "variance")
_OUTLIERS: Final = 100
"""One date in so many may be a slip: of the ledger's first day, not the very first counts."""


def facts_of(
    loaded: Loaded, report: CheckReport | None, statements: Iterable[Statement], today: dt.date
) -> Facts:
    """What the production's lists come to.

    Args:
        loaded: the production as it was read.
        report: its check, for how many records there are of each kind; None: there was none.
        statements: how its lists tie.
        today: the day that ages are counted to, and the cut-off where the production has none.
    """
    show = loaded.production
    rows, name, sign = _costs(loaded)
    currency = usual_currency(getattr(row, name) for row in rows for name in _FIGURES)
    if not rows:
        currency = "" if show.currency == NO_CURRENCY else show.currency
    every = [(row, account_line(row, sign, currency)) for row in rows]
    accounts = tuple(
        line for row, line in every if row.account and not row.is_total and _has_figures(line)
    )
    total = report_total(rows, accounts, sign, currency)
    planned = planned_days(loaded, show.cutoff or today)
    budget = _budget(show, total, currency)
    return Facts(
        currency=currency,
        report=name,
        cutoff=show.cutoff,
        total=total,
        accounts=accounts,
        pairs=_pairs(statements, TableRoles(loaded.books, loaded.tables)),
        open_orders=_open_orders(show, today, currency),
        cash=_cash(show, budget, planned),
        schedule=planned.schedule,
        records=() if report is None else _records(report),
    )


def _has_figures(line: AccountLine) -> bool:
    """Whether it is an account: a heading has its code and name alone."""
    return any(getattr(line, name) is not None for name in COLUMNS)


def _costs(loaded: Loaded) -> tuple[tuple[CostReportLine, ...], str, VarianceSign]:
    """The rows of the cost report, failing which of a budget with what was spent of it."""
    show = loaded.production
    try:
        rows = current_report(show)
    except NothingToDo:
        if show.cost_report:  # several: which one is meant is not known
            return (), "", show.variance_sign
        budget = spent_budget(loaded)
        return budget.rows, budget.name, VarianceSign.UNDER_IS_POSITIVE
    return rows, "!".join(rows[0].source.table), show.variance_sign


def _budget(show: Production, total: AccountLine | None, currency: str) -> Money | None:
    """The budget as a whole: the cost report's, failing which the sum of the only budget."""
    code = currency or NO_CURRENCY
    if total is not None and total.budget is not None:
        return Money(total.budget, code)
    amounts = [line.amount for line in show.budget if line.amount is not None]
    if not amounts or any(amount.currency != code for amount in amounts):
        return None
    return Money(sum(amount.minor for amount in amounts), code)


def _pairs(statements: Iterable[Statement], roles: TableRoles) -> tuple[PairLine, ...]:
    found = list(statements)
    plain = Counter(str(one.lists) for one in found)
    named = Counter(f"{one.lists}, {one.lists.kind}" for one in found)

    def name(one: Statement) -> str:
        if plain[str(one.lists)] == 1:
            return str(one.lists)
        longer = f"{one.lists}, {one.lists.kind}"
        return longer if named[longer] == 1 else f"{longer}, {one.currency}"

    return tuple(
        PairLine(
            name(one),
            difference=one.closing.minor,
            role=roles.of_lists(one.lists.left, one.lists.right),
            **_counts(one),
        )
        for one in found
    )


def _counts(one: Statement) -> dict[str, int]:
    """Each line once. ``suggested`` is what a person can accept or reject, and nothing else.

    Two accounts at other amounts are no suggestion: nobody can decide them away. They have not
    found their equal, and count on the left; those that agree in the amount are matched.
    """
    undecided = [line for line in one.lines if line.part in ASKS_A_PERSON and not one.asks(line)]
    agree = sum(line.part is Part.DISAGREES for line in undecided)
    right = sum(not line.left for line in undecided)
    return {
        "matched": len(one.of(Part.MATCHED)) + len(one.of(Part.PARTLY)) + agree,
        "suggested": sum(map(one.asks, one.lines)),
        "left_over": len(one.of(Part.ONLY_LEFT)) + len(undecided) - agree - right,
        "right_over": len(one.of(Part.ONLY_RIGHT)) + right,
    }


def _open_orders(show: Production, today: dt.date, currency: str) -> tuple[AgeLine, ...]:
    """Orders that still commit something, by the same words as the rule that finds old ones."""
    relieved = relieved_by_order(show)
    logs = [orders for orders in order_lists(show) if orders and tells_open(orders, relieved)]
    if not logs:
        return ()
    left = [
        (order.date, still)
        for orders in logs
        for key, order in orders.items()
        if (still := left_of(order, relieved.get(key))) is not None and still.minor > 0
    ]
    return ages(left, today, currency)


def _cash(show: Production, budget: Money | None, planned: PlannedDays) -> tuple[CashMonth, ...]:
    """What cost accounts were charged by month, beside the budget's spread if its end is known."""
    code = budget.currency if budget is not None else show.currency
    paid = sorted(_paid(show, code))
    if not paid:
        return ()
    begun = paid[len(paid) // _OUTLIERS][0]
    first = begun if planned.first is None else min(begun, planned.first)
    return cash_months(paid, planned_months(budget, first, planned.last))


def _paid(show: Production, currency: str) -> Iterator[tuple[dt.date, int]]:
    chart = show.chart

    @cache
    def is_cost(code: str, name: str) -> bool:
        account = chart.find(code) if chart else None
        if account is not None:
            return account.kind not in {AccountKind.BALANCE_SHEET, AccountKind.INCOME}
        return not (is_balance_sheet_name(name) or is_income_name(name))

    for one in show.postings:
        if one.date is None or one.amount is None or one.amount.currency != currency:
            continue
        if is_cost(one.account, one.account_name):
            yield one.date, one.amount.minor


def _records(report: CheckReport) -> tuple[tuple[str, int], ...]:
    return tuple((str(tally.role), tally.records) for tally in report.tallies)
