"""The eight things that must hold of a cost report, each a function that returns what disagrees.

They are checked in this order, because a break in one makes the next ones meaningless.

Source: the weekly practice of production accounting; see the glossary for the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.domain.actuals import TrialBalanceLine
from addin.domain.budget_versions import BudgetChange, unbalanced_transfers
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AMOUNTS
from addin.domain.money import Money, total, zero
from addin.domain.production import VarianceSign

Code = Callable[[str], str]


class Invariant(IntEnum):
    """What must hold."""

    COLUMNS = 1  # the columns obey their definitions; totals are the sum of their accounts
    ACTUALS = 2  # cost to date is what the trial balance says; the trial balance sums to zero
    COMMITMENTS = 3  # commitments are the open purchase orders
    BUDGET = 4  # the budget column is the locked version
    FORECAST = 5  # the EFC moved only by recorded changes
    PERIOD = 6  # cost to date moved by the cost of the period
    TRANSFERS = 7  # transfers sum to zero
    ACCOUNTS = 8  # no cost where none may be


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two numbers that must agree and do not.

    ``subject`` is the account or total it is about; ``column`` the field of the cost report to look
    at; ``line`` the row, None when the report as a whole or another list is meant.
    """

    invariant: Invariant
    subject: str
    column: str
    expected: Money | None
    found: Money | None
    line: CostReportLine | None = None

    @property
    def difference(self) -> Money | None:
        """Found less expected."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected


def columns_obey(
    lines: Iterable[CostReportLine],
    sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 1, across: each column that follows from others is what they make it, row by row.

    A column the sheet does not have, or a row with a gap, is passed over: nothing is assumed zero.
    """
    found: list[Disagreement] = []
    for line in lines:
        for column, expected in _definitions(line, sign):
            stated: Money | None = getattr(line, column)
            if stated is not None and expected is not None:
                _compare(found, line, column, expected, stated, tolerance_minor)
    return tuple(found)


def _definitions(line: CostReportLine, sign: VarianceSign) -> tuple[tuple[str, Money | None], ...]:
    committed = _plus(line.actual_to_date, line.commitments)
    cost = line.total_cost if line.total_cost is not None else committed
    revised = line.revised_budget if line.revised_budget is not None else line.budget
    under = _minus(revised, line.efc)
    over = None if under is None else -under
    return (
        ("total_cost", committed),
        ("efc", _plus(cost, line.etc)),
        ("revised_budget", _plus(line.budget, line.changes)),
        ("variance", under if sign is VarianceSign.UNDER_IS_POSITIVE else over),
        ("variance_change", _minus(line.variance, line.previous_variance)),
    )


def totals_obey(
    lines: Sequence[CostReportLine], tolerance_minor: int = 0
) -> tuple[Disagreement, ...]:
    """Invariant 1, down: each total row is the sum of the accounts it stands below.

    A total of level 2 covers every account since the last total of level 2 or more. Accounts whose
    column is empty count as zero; a column that no account fills is passed over.
    """
    found: list[Disagreement] = []
    for i, line in enumerate(lines):
        if not line.is_total:
            continue
        covered = _covered(lines, i)
        for column in AMOUNTS:
            stated: Money | None = getattr(line, column)
            parts = [value for row in covered if (value := getattr(row, column)) is not None]
            if stated is not None and parts:
                expected = total(parts)
                _compare(found, line, column, expected, stated, tolerance_minor)
    return tuple(found)


def _covered(lines: Sequence[CostReportLine], at: int) -> list[CostReportLine]:
    covered: list[CostReportLine] = []
    for line in reversed(lines[:at]):
        if line.is_total and line.level >= lines[at].level:
            break
        if not line.is_total:
            covered.append(line)
    return covered


def actuals_tie(
    lines: Iterable[CostReportLine],
    trial_balance: Sequence[TrialBalanceLine],
    chart: ChartOfAccounts,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 2: cost to date by account is the trial balance, which itself sums to zero.

    Only accounts that the chart calls cost accounts are compared; an account that is on one side
    only counts as zero on the other.
    """
    balances = [line.balance for line in trial_balance if line.balance is not None]
    found: list[Disagreement] = []
    if balances and abs(total(balances).minor) > tolerance_minor:
        net = total(balances)
        found.append(
            Disagreement(Invariant.ACTUALS, "trial balance", "balance", zero(net.currency), net)
        )
    ledger = _sums(
        (chart.mask.normal(line.account), line.balance)
        for line in trial_balance
        if chart.takes_cost(line.account)
    )
    costs = [line for line in lines if chart.takes_cost(line.account)]
    tied = _tie(
        Invariant.ACTUALS, "actual_to_date", costs, ledger, chart.mask.normal, tolerance_minor
    )
    return (*found, *tied)


def commitments_tie(
    lines: Iterable[CostReportLine],
    open_by_account: Mapping[str, Money],
    code: Code = str.strip,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 3: commitments by account are the open purchase orders at the cut-off."""
    return _tie(Invariant.COMMITMENTS, "commitments", lines, open_by_account, code, tolerance_minor)


def budget_ties(
    lines: Iterable[CostReportLine],
    locked: Mapping[str, Money],
    code: Code = str.strip,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 4: the budget column is the locked version, account by account."""
    return _tie(Invariant.BUDGET, "budget", lines, locked, code, tolerance_minor)


def forecast_moved_on_record(
    now: Iterable[CostReportLine],
    before: Iterable[CostReportLine],
    recorded: Mapping[str, Money],
    code: Code = str.strip,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 5: each EFC moved by its recorded, dated changes and by nothing else."""
    return _moved(Invariant.FORECAST, "efc", now, before, recorded, code, tolerance_minor)


def actuals_moved_by_period(
    now: Sequence[CostReportLine],
    before: Iterable[CostReportLine],
    code: Code = str.strip,
    tolerance_minor: int = 0,
) -> tuple[Disagreement, ...]:
    """Invariant 6: cost to date moved by the cost of the period, or closed periods were touched."""
    period = _sums((code(line.account), line.actual_period) for line in now if not line.is_total)
    return _moved(Invariant.PERIOD, "actual_to_date", now, before, period, code, tolerance_minor)


def transfers_balance(
    changes: Iterable[BudgetChange], tolerance_minor: int = 0
) -> tuple[Disagreement, ...]:
    """Invariant 7: the lines of each transfer sum to zero: what one account gains another gives."""
    return tuple(
        Disagreement(Invariant.TRANSFERS, number, "changes", zero(left.currency), left)
        for number, left in unbalanced_transfers(changes).items()
        if abs(left.minor) > tolerance_minor
    )


def accounts_take_cost(
    lines: Iterable[CostReportLine], chart: ChartOfAccounts
) -> tuple[Disagreement, ...]:
    """Invariant 8: no cost on a heading, a closed or an unknown account; no balance-sheet account.

    A row on such an account is reported when it holds cost to date or commitments; one on a
    balance-sheet account always, for it has no place on the report.
    """
    found: list[Disagreement] = []
    for line in lines:
        if line.is_total or not line.account.strip() or chart.takes_cost(line.account):
            continue
        known = chart.find(line.account)
        cost = line.actual_to_date or line.commitments
        if cost or (known is not None and known.kind is AccountKind.BALANCE_SHEET):
            found.append(
                Disagreement(Invariant.ACCOUNTS, line.account, "account", None, cost, line)
            )
    return tuple(found)


def _tie(
    invariant: Invariant,
    column: str,
    lines: Iterable[CostReportLine],
    truth: Mapping[str, Money],
    code: Code,
    tolerance_minor: int,
) -> tuple[Disagreement, ...]:
    """The report's column by account against another list's; rows of one account are added up."""
    rows = [line for line in lines if not line.is_total and line.account.strip()]
    stated = _sums((code(line.account), getattr(line, column)) for line in rows)
    if not stated:
        return ()  # the report has no such column
    shown = {code(line.account): line for line in reversed(rows)}
    found: list[Disagreement] = []
    for account in dict.fromkeys([*stated, *truth]):
        here, there = stated.get(account), truth.get(account)
        nothing = zero((here or there or zero()).currency)
        expected, actual = there or nothing, here or nothing
        if abs((actual - expected).minor) > tolerance_minor:
            row = shown.get(account)
            found.append(Disagreement(invariant, account, column, expected, actual, row))
    return tuple(found)


def _moved(
    invariant: Invariant,
    column: str,
    now: Iterable[CostReportLine],
    before: Iterable[CostReportLine],
    by: Mapping[str, Money],
    code: Code,
    tolerance_minor: int,
) -> tuple[Disagreement, ...]:
    old = _sums((code(line.account), getattr(line, column)) for line in before if not line.is_total)
    truth = _sums([*old.items(), *((code(account), moved) for account, moved in by.items())])
    return _tie(invariant, column, now, truth, code, tolerance_minor)


def _sums(amounts: Iterable[tuple[str, Money | None]]) -> dict[str, Money]:
    found: dict[str, Money] = {}
    for key, amount in amounts:
        if amount is not None:
            found[key] = found[key] + amount if key in found else amount
    return found


def _compare(
    found: list[Disagreement],
    line: CostReportLine,
    column: str,
    expected: Money,
    stated: Money,
    tolerance_minor: int,
) -> None:
    if abs((stated - expected).minor) > tolerance_minor:
        subject = line.account or line.description
        found.append(Disagreement(Invariant.COLUMNS, subject, column, expected, stated, line))


def _plus(left: Money | None, right: Money | None) -> Money | None:
    return None if left is None or right is None else left + right


def _minus(left: Money | None, right: Money | None) -> Money | None:
    return None if left is None or right is None else left - right
