"""The weekly cost report made from its sources: accounts, ledger, purchase orders, forecasts.

A figure that could not be read makes unknown what follows from it, and nothing else: a report of
two hundred accounts is not lost to one bad cell. Amounts are in the one currency of the workbook,
which nobody needs to name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.coding import by_code, kept_under
from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AccountPosition, compute, roll_up
from addin.domain.money import Money, total, zero
from addin.domain.production import ForecastMode, VarianceSign

_FOLLOWS: Final[Mapping[ForecastMode, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    mode: (
        ("total_cost", ("actual_to_date", "commitments")),
        ("revised_budget", ("budget", "changes")),
        (typed, ("held",)),
        (other, ("held", "total_cost")),
        ("variance", ("revised_budget", "efc")),
        ("variance_change", ("variance", "previous_variance")),
    )
    for mode, typed, other in (
        (ForecastMode.EFC_HELD, "efc", "etc"),
        (ForecastMode.ETC_HELD, "etc", "efc"),
    )
}
"""What each column follows from, in an order that goes through once."""


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One row of the list that a report is made from; without an account it is a heading.

    ``unread`` names the inputs that could not be read: ``budget``, ``held``, ``changes``,
    ``previous_variance``.
    """

    account: str
    description: str
    held: Money | None = None
    budget: Money | None = None
    changes: Money | None = None
    previous_variance: Money | None = None
    mode: ForecastMode | None = None
    group: str = ""
    unread: frozenset[str] = frozenset()

    @property
    def is_blank(self) -> bool:
        """No figure stands in it."""
        known = (self.held, self.budget, self.changes, self.previous_variance)
        return not self.unread and all(amount is None for amount in known)


@dataclass(frozen=True, slots=True)
class Sums:
    """What ledger and orders come to, by account; ``unread``: accounts with a bad cell in them."""

    amounts: Mapping[str, Money]
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report; ``unknown`` are the columns that follow from what was not read."""

    line: CostReportLine
    unknown: frozenset[str] = frozenset()
    heading: bool = False


def weekly_report(
    accounts: Sequence[AccountRow],
    to_date: Sums,
    commitments: Sums,
    period: Sums | None = None,
    mode: ForecastMode = ForecastMode.EFC_HELD,
    sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE,
) -> list[ReportRow]:
    """The report's rows: accounts with their headings and subtotals, the total, and what is left.

    Codes of all sources are written one way. A row without an account, or with an account and no
    figure anywhere, is a heading and begins a group; so does a new ``group``. Rows of the total
    follow; then, where the sources have accounts that the list does not, one row of those.

    Args:
        accounts: the list, in the report's order.
        to_date: cost to date by account.
        commitments: open orders by account.
        period: cost of the period by account; None leaves its column empty.
        mode: which of EFC and ETC ``held`` is, unless a row says otherwise.
        sign: how the variance is shown.
    """
    listed = {row.account for row in accounts if row.account}
    ledger, orders, week = (_kept(sums, listed) for sums in (to_date, commitments, period))
    rows: list[ReportRow] = []
    for row in accounts:
        is_used = any(
            row.account in sums.amounts or row.account in sums.unread for sums in (ledger, orders)
        )
        if not row.account or (row.is_blank and not is_used):
            text = CostReportLine(row.account, row.description)
            rows.append(ReportRow(text, heading=True))
        else:
            rows.append(_account(row, ledger, orders, week if period else None, mode, sign))
    grouped = list(_with_totals(rows, accounts))
    return [*grouped, *_left_over(listed, ledger, orders, week if period else None)]


def _kept(sums: Sums | None, listed: set[str]) -> Sums:
    if sums is None:
        return Sums({})
    where = kept_under({**sums.amounts, **dict.fromkeys(sums.unread, zero())}, listed)
    amounts = by_code((where[code], amount) for code, amount in sums.amounts.items())
    return Sums(amounts, frozenset(where[code] for code in sums.unread))


def _account(
    row: AccountRow,
    ledger: Sums,
    orders: Sums,
    week: Sums | None,
    mode: ForecastMode,
    sign: VarianceSign,
) -> ReportRow:
    own = row.mode or mode
    code = row.account
    unread = set(row.unread)
    if row.held is None and own is ForecastMode.EFC_HELD:
        unread.add("held")  # no ETC means nothing is to come; no EFC means nobody forecast it
    unread |= {
        name
        for name, sums in (
            ("actual_to_date", ledger),
            ("commitments", orders),
            ("actual_period", week),
        )
        if sums is not None and code in sums.unread
    }
    line = compute(
        AccountPosition(
            code,
            row.description,
            (week or Sums({})).amounts.get(code, zero()),
            ledger.amounts.get(code, zero()),
            orders.amounts.get(code, zero()),
            row.held or zero(),
            row.budget or zero(),
            row.changes or zero(),
            row.previous_variance,
            own,
        ),
        sign=sign,
    )
    if week is None:
        line = replace(line, actual_period=None)
    for column, sources in _FOLLOWS[own]:
        if unread.intersection(sources):
            unread.add(column)
    return ReportRow(line, frozenset(unread))


def _with_totals(rows: Sequence[ReportRow], accounts: Sequence[AccountRow]) -> Iterator[ReportRow]:
    """The rows with a total below each group, if there are groups, and one below them all."""
    every = [row for row in rows if not row.heading]
    group: list[ReportRow] = []
    name, is_grouped = "", False
    for row, source in zip(rows, accounts, strict=True):
        begins = row.heading or (source.group and source.group != name)
        if begins:
            is_grouped = True
            if group:
                yield _sum_of(group, f"Total {name}".strip(), 1)
                group = []
            name = row.line.description or row.line.account if row.heading else source.group
        yield row
        if not row.heading:
            group.append(row)
    if is_grouped and group:
        yield _sum_of(group, f"Total {name}".strip(), 1)
    yield _sum_of(every, "Total", 2 if is_grouped else 1)


def _sum_of(rows: Sequence[ReportRow], name: str, level: int) -> ReportRow:
    unknown = frozenset[str]().union(*(row.unknown for row in rows))
    return ReportRow(roll_up((row.line for row in rows), name, level=level), unknown)


def _left_over(
    listed: set[str], ledger: Sums, orders: Sums, week: Sums | None
) -> Iterator[ReportRow]:
    """One row for what the sources have on accounts that are not on the report, if anything."""
    codes = [*ledger.amounts, *orders.amounts, *ledger.unread, *orders.unread]
    other = [code for code in dict.fromkeys(codes) if code not in listed]
    known = [c for c in other if c in ledger.unread | orders.unread or _any(c, ledger, orders)]
    if not known:
        return
    spent, ordered = _sum_over(known, ledger), _sum_over(known, orders)
    columns = {"actual_to_date": ledger, "commitments": orders, "actual_period": week}
    unknown = {
        column
        for column, sums in columns.items()
        if sums is not None and sums.unread.intersection(known)
    }
    if unknown & {"actual_to_date", "commitments"}:
        unknown.add("total_cost")
    named = ", ".join(code or "no account" for code in known[:5])
    more = f" and {len(known) - 5} more" if len(known) > 5 else ""
    line = CostReportLine(
        "",
        f"Not on this report: {named}{more}",
        actual_period=None if week is None else _sum_over(known, week),
        actual_to_date=spent,
        commitments=ordered,
        total_cost=spent + ordered,
    )
    yield ReportRow(line, frozenset(unknown))


def _any(code: str, *sums: Sums) -> bool:
    return any(each.amounts.get(code) for each in sums)


def _sum_over(codes: Iterable[str], sums: Sums) -> Money:
    return total(sums.amounts[code] for code in codes if code in sums.amounts)
