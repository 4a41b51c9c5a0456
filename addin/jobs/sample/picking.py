"""Which record an error is planted in, and what of it a finding may point at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import TypeVar

from addin.jobs.sample.records import Bill, Line, Order, Story
from addin.jobs.sample.show import CUTOFF
from addin.jobs.sample.truth import Plan, Spot

R = TypeVar("R")


def pick(plan: Plan, among: Iterable[R], fits: Callable[[R], bool]) -> R:
    """The first record that fits and is not spoiled yet."""
    found = next(one for one in among if id(one) not in plan.used and fits(one))
    plan.used.add(id(found))
    return found


def copied(line: Line, **changed: object) -> Line:
    """The line once more, with some fields changed."""
    values = {each.name: getattr(line, each.name) for each in fields(line)}
    return Line(**(values | changed))


def plain_bill(
    told: Story, plan: Plan, *, account: str = "", state: str = "", least: int = 0
) -> Bill:
    """A plain bill: one order, no freight, no credit."""
    orders = {order.number: order for order in told.orders}

    def fits(bill: Bill) -> bool:
        order = orders[bill.po]
        return (
            id(order) not in plan.used
            and not bill.freight
            and bill.net > least
            and all(one.net > 0 for one in order.bills)
            and bill.account.startswith(account)
            and (not state or (order.state(CUTOFF) == state and len(order.bills) == 1))
        )

    bill = pick(plan, told.bills, fits)
    plan.used.add(id(orders[bill.po]))
    return bill


def order_of(told: Story, bill: Bill) -> Order:
    """The order that a bill names."""
    return next(order for order in told.orders if order.number == bill.po)


def cost_line(told: Story, bill: Bill) -> Line:
    """The line of the ledger that holds a bill's cost."""
    return told.posting(bill)[0]


def fields_of(record: object, *names: str) -> tuple[Spot, ...]:
    """Fields of one record."""
    return tuple((record, name) for name in names)


def all_of(line: Line) -> tuple[Spot, ...]:
    """Everything of a posting that a finding may point at."""
    return fields_of(line, "account", "date", "document", "po_number", "amount", "entry", "vendor")
