"""PO301: an order is still open although its time is over.

Why it matters: a rental past its end date is either kept, and then costs more than was ordered, or
returned, and then its commitment is too high. Old orders that nobody closes inflate commitments.

Example: a generator ordered up to 14 March, on 2 April still open for 1,900.00.

What to do: extend the rental, or close the order and release the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from addin.domain.money import Money
from addin.domain.production import Production
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together
from addin.rules.open_orders import left_of, relieved_by_order, tells_open
from addin.rules.orders import Order, order_lists
from addin.rules.rule import Workpapers

CODE = "PO301"
_NAMED: Final = 6
_AFTER_LAST_ENTRY: Final = 7


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield a finding per order past its end, and one per log for those that are merely old.

    Without a date of today, nothing is old. Lists that nobody has written in for long are judged
    by the week after their last entry.
    """
    if papers.options.today == dt.date.max:
        return
    today = _as_of(papers.production, papers.options.today)
    relieved = relieved_by_order(papers.production)
    for orders in order_lists(papers.production):
        if not tells_open(orders, relieved):
            continue
        old: list[tuple[Order, Money]] = []
        for key, order in orders.items():
            left = left_of(order, relieved.get(key))
            if left is None or left.minor <= 0:
                continue
            end = max((line.end for line in order.lines if line.end), default=None)
            if end is not None:
                if end < today:
                    yield _past_end(order, end, today, left)
            elif order.date and (today - order.date).days > papers.options.open_days:
                old.append((order, left))
        by_currency = groupby(sorted(old, key=lambda o: o[1].currency), lambda o: o[1].currency)
        for _, same in by_currency:
            yield _merely_old(list(same), papers.options.open_days)


def _as_of(production: Production, today: dt.date) -> dt.date:
    written = [
        *(order.date for order in production.purchase_orders),
        *(bill.date for bill in production.invoices),
        *(posting.date for posting in production.postings),
    ]
    days = sorted(day for day in written if day and day <= today)
    # a few dates in the future or in another year are slips, not entries of that day
    last = days[-1 - len(days) // 100] if days else today
    return min(today, last + dt.timedelta(days=_AFTER_LAST_ENTRY))


def _past_end(order: Order, end: dt.date, today: dt.date, left: Money) -> Finding:
    days = (today - end).days
    return Finding(
        CODE,
        Severity.WARNING,
        f"PO {order.number} to {order.vendor or 'nobody named'} ended on {end} and is still open"
        f" for {left}, {days} day{'s' if days > 1 else ''} later.",
        (order.at("end"), order.at("open", "amount", "total")),
        numbers=(("open", left), ("ended", end)),
        advice="Extend the rental, or close the order and release the rest.",
        subject=f"PO {order.number}",
        impact=left,
    )


def _merely_old(old: Sequence[tuple[Order, Money]], days: int) -> Finding:
    open_ = sum_of(left for _, left in old)
    numbers = ", ".join(order.number for order, _ in old[:_NAMED])
    more = f" and {len(old) - _NAMED} more" if len(old) > _NAMED else ""
    are = "orders are" if len(old) > 1 else "order is"
    sheet = old[0][0].lines[0].source.sheet
    return Finding(
        CODE,
        Severity.NOTE,
        f"{len(old)} {are} open for more than {days} days, {open_} in all: PO {numbers}{more}.",
        drawn_together(order.at("date") for order, _ in old),
        numbers=(("orders", len(old)), *((("open", open_),) if open_ else ())),
        advice="Ask the departments; close what is finished and release the rest.",
        subject=f"old orders of {sheet}",
        impact=open_,
    )
