"""The figures of a night, worked out of a production's lists: signs one way, ages, months, days."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from addin.domain.cash_flow import Curve, spread_between
from addin.domain.cost_report import CostReportLine
from addin.domain.money import NO_CURRENCY, Money
from addin.domain.night import AccountLine, AgeLine, CashMonth, ScheduleLine
from addin.domain.production import VarianceSign

AGES: Final = ((30, "0-30"), (60, "31-60"), (90, "61-90"))
OVER: Final = "over 90"
UNDATED: Final = "day not known"
COLUMNS: Final = ("budget", "to_date", "commitments", "etc", "efc", "under")
"""The figures of an account."""
_LONGEST_PAUSE: Final = 6  # months
"""A longer time without any cost is a slip in a date, or another production: it is not filled."""


def usual_currency(amounts: Iterable[Money | None]) -> str:
    """The currency of most amounts; empty where none is known."""
    found = Counter(amount.currency for amount in amounts if amount is not None)
    if not found:
        return ""
    currency = max(sorted(found), key=lambda code: found[code])
    return "" if currency == NO_CURRENCY else currency


def account_line(line: CostReportLine, sign: VarianceSign, currency: str) -> AccountLine:
    """One row of a cost report: costs positive, an over-spend negative whatever the sheet shows.

    Figures in another currency are left out: they are None. The budget is the revised one where
    the report has both.
    """

    def minor(amount: Money | None) -> int | None:
        same = amount is not None and amount.currency == (currency or NO_CURRENCY)
        return amount.minor if amount is not None and same else None

    budget = minor(line.budget if line.revised_budget is None else line.revised_budget)
    efc = minor(line.efc)
    under = minor(line.variance)
    if under is not None and sign is VarianceSign.OVER_IS_POSITIVE:
        under = -under
    if under is None and budget is not None and efc is not None:
        under = budget - efc
    return AccountLine(
        line.account,
        line.description,
        budget,
        minor(line.actual_to_date),
        minor(line.commitments),
        minor(line.etc),
        efc,
        under,
        is_total=line.is_total,
    )


def report_total(
    lines: Sequence[CostReportLine], accounts: Sequence[AccountLine], sign: VarianceSign, code: str
) -> AccountLine | None:
    """The total of a cost report: its own, if one stands above all others, else of its accounts.

    A column is totalled where an account has it. None: it has no account with a figure.
    """
    totals = [line for line in lines if line.is_total]
    highest = max((line.level for line in totals), default=0)
    top = [line for line in totals if line.level == highest]
    if len(top) == 1:
        return account_line(top[0], sign, code)
    sums = {
        name: sum(known)
        for name in COLUMNS
        if (known := [n for one in accounts if (n := getattr(one, name)) is not None])
    }
    return AccountLine("", "Total", **sums, is_total=True) if sums else None


def ages(
    orders: Iterable[tuple[dt.date | None, Money]], today: dt.date, currency: str
) -> tuple[AgeLine, ...]:
    """Open orders, by the day they were written and what is left of each, by age.

    An order of the future counts as new. The amount of a line is None where one of its orders is in
    another currency. Those without a day follow last, if there are any.
    """
    found: dict[str, list[Money]] = {label: [] for label in (*(name for _, name in AGES), OVER)}
    for day, left in orders:
        age = None if day is None else (today - day).days
        label = UNDATED if age is None else next((s for most, s in AGES if age <= most), OVER)
        found.setdefault(label, []).append(left)
    code = currency or NO_CURRENCY
    return tuple(
        AgeLine(
            label,
            len(left),
            sum(one.minor for one in left) if all(one.currency == code for one in left) else None,
        )
        for label, left in found.items()
    )


def cash_months(
    paid: Iterable[tuple[dt.date, int]], planned: Mapping[dt.date, int]
) -> tuple[CashMonth, ...]:
    """Months in order: what was paid in each, and what was planned.

    Months without a cost are listed too, but for more than half a year of them. ``planned`` is by
    the first day of a month; empty: nothing is planned, in no month.
    """
    spent: dict[dt.date, int] = defaultdict(int)
    for day, minor in paid:
        spent[day.replace(day=1)] += minor
    known = sorted(spent.keys() | planned.keys())
    for before, after in pairwise(tuple(known)):
        if _months_between(before, after) <= _LONGEST_PAUSE:
            known += tuple(_months(before, after))[1:-1]
    return tuple(
        CashMonth(month, spent.get(month, 0), planned.get(month, 0) if planned else None)
        for month in sorted(known)
    )


def planned_months(
    budget: Money | None, first: dt.date | None, last: dt.date | None
) -> dict[dt.date, int]:
    """A budget by month, spent from one day to another as productions are: slow, fast, slow.

    Empty where one of the three is not known, or the days are in the wrong order.
    """
    if budget is None or first is None or last is None or last < first:
        return {}
    months = list(_months(first.replace(day=1), last))
    ends = [month.replace(day=monthrange(month.year, month.month)[1]) for month in months]
    parts = spread_between(budget, first, last, ends, Curve.BELL).periods
    return {month: part.minor for month, part in zip(months, parts, strict=True)}


def _months_between(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _months(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    for at in range(_months_between(first, last) + 1):
        year, month = divmod(first.month - 1 + at, 12)
        yield dt.date(first.year + year, month + 1, 1)


def schedule_line(
    days: Mapping[dt.date, int],
    undated: int,
    until: dt.date,
    called: Iterable[tuple[dt.date, dt.date]] = (),
) -> ScheduleLine | None:
    """How far a board is: what is dated up to ``until`` is shot; None without a dated day.

    Args:
        days: eighths by shoot day.
        undated: eighths that stand in no day yet.
        until: the cut-off, itself shot.
        called: for each shoot day with an issued call sheet, when it was called and what day the
            board has for it. The last one called says by how many days the shoot runs behind its
            board, or ahead; all that follows moves with it.
    """
    if not days:
        return None
    dates = sorted(days)
    shot = [day for day in dates if day <= until]
    last_called = max(called, default=None)
    slip = None if last_called is None else (last_called[0] - last_called[1]).days
    last = dates[-1]
    return ScheduleLine(
        days_shot=len(shot),
        days=len(dates),
        eighths_shot=sum(days[day] for day in shot),
        eighths=sum(days.values()) + undated,
        finish=last if slip is None else last + dt.timedelta(days=slip),
        planned_finish=None if slip is None else last,
        slip=slip,
    )
