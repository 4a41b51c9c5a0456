"""PO_: lists of purchase orders that spill: relief by invoices, ageing, open orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

from addin.domain.commitments import (
    LoggedOrder,
    OrderLine,
    counts_by,
    logged,
    still_open,
)
from addin.domain.money import Money, total
from addin.domain.relief import LineBilled, LineOrdered, ageing, standings
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.commitments import CATEGORY, number_key, status_of
from addin.udfs.kinds import Answer, Column, Spill
from addin.udfs.registry import function

LIMITS: Final = (30, 60, 90)
"""The usual buckets of an ageing, in days."""


@function(CATEGORY)
def po_relief(
    po_numbers: Column[str],
    ordered: Column[Money],
    invoice_po_numbers: Column[str],
    invoice_amounts: Column[Money],
    statuses: Column[str] = (),
    invoice_dates: Column[dt.date] = (),
    cutoff: dt.date | None = None,
) -> Spill:
    """Every order of a PO log with what its invoices relieved, what is open and what is in excess.

    Five columns under a heading row: PO, Ordered, Relieved, Open, Excess. An order with several
    lines is one row. Invoices are taken by date; one that asks more than is open relieves what is
    open, the rest is excess. Orders that the log calls closed or void keep nothing open. A number
    that only invoices have stands at the end, all of it excess.

    Args:
        po_numbers: the PO log's numbers; PO-0042, 42 and po 42 are one.
        ordered: its amounts.
        invoice_po_numbers: the PO column of the invoice list or ledger.
        invoice_amounts: the amounts beside it; credit memos negative.
        statuses: the PO log's statuses, if it has them.
        invoice_dates: the invoices' dates; those without one come last.
        cutoff: the last invoice date that counts; without one all count.

    Example:
        =PO_RELIEF({"PO-1";"PO-2"}, {500;800}, {1;1;7}, {300;320;45})
            gives {"PO","Ordered","Relieved","Open","Excess";"PO-1",500,500,0,120;
            "PO-2",800,0,800,0;"7","",0,0,45}
    """
    log = in_place(po_numbers=po_numbers, ordered=ordered, statuses=statuses)
    bills = in_place(
        invoice_po_numbers=invoice_po_numbers,
        invoice_amounts=invoice_amounts,
        invoice_dates=invoice_dates,
    )
    found = standings(
        (
            LineOrdered(number, amount, status_of(status))
            for number, amount, status in _numbered(log, "po_numbers")
        ),
        (
            LineBilled(number, amount, date)
            for number, amount, date in bills
            if number is not None and amount is not None and counts_by(date, cutoff)
        ),
        number_key,
    )
    return [("PO", "Ordered", "Relieved", "Open", "Excess"), *found]


@function(CATEGORY)
def po_ageing(
    po_numbers: Column[str],
    order_dates: Column[dt.date],
    ordered: Column[Money],
    today: dt.date,
    relieved: Column[Money] = (),
    statuses: Column[str] = (),
    limits: Column[int] = (),
) -> Spill:
    """Open purchase orders by age: how many and how much, for each bucket of days.

    Three columns under a heading row: Days, Orders, Open; the last row is the total. An order's age
    is counted from its first line. Each line's open amount is that of PO_OPEN.

    Args:
        po_numbers: the PO log's numbers; an order with several lines repeats its number.
        order_dates: its dates.
        ordered: its amounts.
        today: the day on which the age is counted: the report's date, or TODAY().
        relieved: its column of what was invoiced, if it has one.
        statuses: its column of statuses, if it has one.
        limits: the last day of each bucket, rising; left out: 30, 60, 90.

    Example:
        =PO_AGEING({1;2}, {46082;46000}, {500;800}, DATE(2026,3,31), {100;0}, , {30;60})
            gives {"Days","Orders","Open";"up to 30",1,400;"31-60",0,0;"over 60",1,800;
            "no date",0,0;"Total",2,1200}
    """
    orders = _logged(po_numbers, order_dates, ordered, relieved, statuses)
    edges = tuple(limit for limit in limits if limit is not None) or LIMITS
    buckets = ageing(orders, today, edges)
    rows: list[tuple[Answer, ...]] = [("Days", "Orders", "Open")]
    rows += [(name, len(found), total(o.open for o in found)) for name, found in buckets]
    every = [order for _, found in buckets for order in found]
    return [*rows, ("Total", len(every), total(order.open for order in every))]


@function(CATEGORY)
def po_list_open(
    po_numbers: Column[str],
    order_dates: Column[dt.date],
    ordered: Column[Money],
    today: dt.date,
    relieved: Column[Money] = (),
    statuses: Column[str] = (),
    vendors: Column[str] = (),
    older_than: int = -1,
) -> Spill:
    """The purchase orders that are still open, oldest first, those without a date last.

    Seven columns under a heading row: PO, Vendor, Date, Days, Ordered, Relieved, Open.

    Args:
        po_numbers: the PO log's numbers; an order with several lines is one row.
        order_dates: its dates.
        ordered: its amounts.
        today: the day on which the age is counted: the report's date, or TODAY().
        relieved: its column of what was invoiced, if it has one.
        statuses: its column of statuses, if it has one.
        vendors: its column of vendors, if it has one.
        older_than: show only orders older than so many days; left out, all.

    Example:
        =PO_LIST_OPEN({1;2;3}, {46082;46000;46001}, {500;800;90}, DATE(2026,3,31), {100;0;90})
            gives {"PO","Vendor","Date","Days","Ordered","Relieved","Open";
            "2","",2025-12-09,112,800,0,800;"1","",2026-03-01,30,500,100,400}
    """
    orders = [
        o for o in _logged(po_numbers, order_dates, ordered, relieved, statuses, vendors) if o.open
    ]
    orders.sort(key=lambda order: order.date or dt.date.max)
    rows: list[tuple[Answer, ...]] = [
        ("PO", "Vendor", "Date", "Days", "Ordered", "Relieved", "Open")
    ]
    for o in orders:
        days = None if o.date is None else (today - o.date).days
        if days is None or days > older_than or older_than < 0:
            rows.append((o.number, o.vendor, o.date, days, o.ordered, o.relieved, o.open))
    return rows


def _logged(
    po_numbers: Column[str],
    order_dates: Column[dt.date],
    ordered: Column[Money],
    relieved: Column[Money],
    statuses: Column[str],
    vendors: Column[str] = (),
) -> tuple[LoggedOrder, ...]:
    rows = in_place(
        po_numbers=po_numbers,
        ordered=ordered,
        order_dates=order_dates,
        relieved=relieved,
        statuses=statuses,
        vendors=vendors,
    )
    return logged(
        (
            OrderLine(
                number,
                date,
                amount,
                invoiced,
                still_open(amount, invoiced, None, status_of(status)),
                vendor or "",
            )
            for number, amount, date, invoiced, status, vendor in _numbered(rows, "po_numbers")
        ),
        number_key,
    )


def _numbered(rows: Iterable[tuple[Any, ...]], name: str) -> Iterator[tuple[Any, ...]]:
    """The rows with an amount in their second column, which must have a number in the first.

    Raises:
        CellError: an amount beside no number: a total row, as a rule.
    """
    for at, row in enumerate(rows):
        if row[1] is None:
            continue
        if row[0] is None:
            raise CellError(
                "#VALUE!",
                f"{name}, cell {at + 1} is empty beside an amount of {row[1]}: leave total rows"
                " out of the ranges",
            )
        yield row
