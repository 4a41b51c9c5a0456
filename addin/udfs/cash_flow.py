"""CASH_: when the money is needed, and whether it is there."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from decimal import Decimal
from typing import Final

from addin.domain.cash_flow import (
    Curve,
    Spread,
    paid_by_period,
    respread,
    spread,
    spread_between,
)
from addin.domain.money import Money, total, zero
from addin.udfs.answers import COLUMNS
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Answer, Cell, Column, Spill, Table
from addin.udfs.laid_out import as_given, laid_out
from addin.udfs.registry import function

CATEGORY: Final = "Cash flow"
NOTHING: Final = Money(0)


@function(CATEGORY)
def cash_spread(
    amount: Money, periods: int = 0, curve: Curve = Curve.EVEN, weights: Table = ()
) -> Spill:
    """An amount, such as an EFC, spread over weeks or periods; the parts sum to it exactly.

    A row of amounts; a column where the weights stand in a column.

    Args:
        amount: what is to be spread.
        periods: over how many equal periods; may be left empty beside weights.
        curve: even; front: most at the start; back: most at the end; bell: most in the middle, the
            S-curve of a production.
        weights: instead of a curve, one weight for each period: shoot days, 5 and 3, or 40 % and 60
            %; an empty cell is 0.

    Example:
        =CASH_SPREAD(100, 3) gives {33.34,33.33,33.33}
        =CASH_SPREAD(1000, 4, "bell") gives {156.25,343.75,343.75,156.25}
        =CASH_SPREAD(1000, , , {5,0,3}) gives {625,0,375}
        =CASH_SPREAD(90, , , {1;2}) gives {30;60}
    """
    if not weights:
        if periods > COLUMNS:
            raise CellError("#NUM!", f"periods is {periods}: a sheet has {COLUMNS} columns")
        return [spread(amount, periods, curve)]
    line = laid_out("weights", weights, Decimal)
    if periods not in (0, len(line.values)):
        raise CellError("#VALUE!", f"periods is {periods}, weights has {len(line.values)} cells")
    parts = amount.allocate([share or Decimal(0) for share in line.values])
    return as_given(parts, is_down=line.is_down)


@function(CATEGORY)
def cash_by_period(
    dates: Column[dt.date],
    amounts: Column[Money],
    period_ends: Table,
    terms: Column[int] = (),
) -> Spill:
    """Dated spend by the period in which it is paid: each date plus its terms, lag or credit.

    One amount for each period, then what is paid later, then what has no date: together all of
    the spend. The first period holds everything up to its end. A row, or a column where the
    periods stand in a column.

    Args:
        dates: when the cost arises: invoice dates, or the last days of pay weeks.
        amounts: the amounts beside them.
        period_ends: the last day of each period, rising: week endings.
        terms: days until it is paid: 30 for terms of a month, 7 for payroll a week behind. One cell
            for all, or one beside each amount; left out, none.

    Example:
        =CASH_BY_PERIOD({46082;46089}, {500;80}, {46089,46096,46103}, 7) gives {500,80,0,0,0}
        =CASH_BY_PERIOD({46082;46089;""}, {500;80;9}, {46089,46096}, {0;30;0}) gives {500,0,80,9}
    """
    ends, is_down = _ends(period_ends)
    for_all = terms[0] if len(terms) == 1 else None
    rows = in_place(amounts=amounts, dates=dates, terms=() if len(terms) == 1 else terms)
    found = paid_by_period(
        (
            (date, amount, (days if for_all is None else for_all) or 0)
            for amount, date, days in rows
            if amount is not None
        ),
        ends,
    )
    return as_given((*found.periods, found.later, found.undated), is_down=is_down)


@function(CATEGORY)
def cash_flow(
    lines: Column[Cell],
    amounts: Column[Money],
    first_days: Column[dt.date],
    last_days: Column[dt.date],
    period_ends: Column[dt.date],
    curves: Column[str] = (),
    lags: Column[int] = (),
) -> Spill:
    """A cash flow in one formula: each line's amount over the days it is spent on, by period.

    Under a heading row, for each line: its name, the periods, Later, No dates, Total; then the
    total and its running sum. Every line's row sums to its amount exactly.

    Args:
        lines: names or accounts of the lines.
        amounts: what each will cost: its EFC.
        first_days: the first day of its spending; together with the last day left empty, the amount
            stands under No dates.
        last_days: the last day; both count.
        period_ends: the last day of each period, rising: week endings.
        curves: even, front, back or bell for each line; left out, even.
        lags: days from cost to payment for each line; left out, none.

    Example:
        =CASH_FLOW({"Crew";"Post"}, {1400;90}, {46076;""}, {46089;""}, {46082;46089}, , {7;0})
            gives {"Line",2026-03-01,2026-03-08,"Later","No dates","Total";
            "Crew",0,700,700,0,1400;"Post",0,0,0,90,90;"Total",0,700,700,90,1490;
            "Cumulative",0,700,1400,1490,""}
    """
    ends = [end for end in period_ends if end is not None]
    rows = in_place(
        amounts=amounts,
        lines=lines,
        first_days=first_days,
        last_days=last_days,
        curves=curves,
        lags=lags,
    )
    table: list[tuple[Answer, ...]] = [("Line", *ends, "Later", "No dates", "Total")]
    sums = [NOTHING] * (len(ends) + 2)
    for at, (amount, name, first, last, curve, lag) in enumerate(rows, 1):
        if amount is None:
            continue
        if (first is None) != (last is None):
            raise CellError("#VALUE!", f"line {at}: first and last day come together")
        if first is None:
            found = Spread(tuple(zero() for _ in ends), NOTHING, amount)
        else:
            found = spread_between(amount, first, last, ends, _curve(curve, at), lag or 0)
        parts = (*found.periods, found.later, found.undated)
        sums = [sum_ + part for sum_, part in zip(sums, parts, strict=True)]
        table.append((name, *parts, amount))
    running = [total(sums[: at + 1]) for at in range(len(sums))]
    return [*table, ("Total", *sums, total(sums)), ("Cumulative", *running)]


def _curve(text: str | None, at: int) -> Curve:
    try:
        return Curve((text or Curve.EVEN).strip().casefold())
    except ValueError:
        known = ", ".join(Curve)
        raise CellError("#VALUE!", f"curves, line {at}: {text} is none of {known}") from None


@function(CATEGORY)
def cash_respread(
    efc: Money,
    plan: Table,
    actuals: Table,
    period_ends: Table,
    cutoff: dt.date,
    curve: Curve | None = None,
) -> Spill:
    """A cash flow brought up to date: past periods are what was paid, the rest of the EFC follows.

    The rest keeps the shape of the plan, or takes a curve; it is negative where more was paid than
    the EFC. The periods sum to the EFC exactly. A row, or a column where the plan is a column.

    Args:
        efc: the estimated final cost now.
        plan: the cash flow so far: one amount for each period.
        actuals: what was paid in each period; an empty cell is 0, those after the cut-off do not
            count.
        period_ends: the last day of each period.
        cutoff: the report's date: periods that end on it or before are past.
        curve: even, front, back or bell for what is left; left out, the plan's shape.

    Example:
        =CASH_RESPREAD(1000, {250,250,250,250}, {400,"","",""}, {46082,46089,46096,46103}, 46082)
            gives {400,200,200,200}
        =CASH_RESPREAD(900, {250,500,250}, {300,"",""}, {46082,46089,46096}, 46085, "even")
            gives {300,300,300}
    """
    line = laid_out("plan", plan, Money)
    planned, paid = line.values, laid_out("actuals", actuals, Money).values
    ends, _ = _ends(period_ends)
    if not len(planned) == len(paid) == len(ends):
        raise CellError(
            "#VALUE!",
            f"plan has {len(planned)} cells, actuals {len(paid)}, period_ends {len(ends)}",
        )
    parts = respread(
        efc,
        [amount or NOTHING for amount in planned],
        [amount or NOTHING for amount in paid],
        bisect_right(ends, cutoff),
        curve,
    )
    return as_given(parts, is_down=line.is_down)


def _ends(table: Table) -> tuple[list[dt.date], bool]:
    line = laid_out("period_ends", table, dt.date)
    for at, day in enumerate(line.values, 1):
        if day is None:
            raise CellError("#VALUE!", f"period_ends, cell {at} is empty")
    return list(line.values), line.is_down
