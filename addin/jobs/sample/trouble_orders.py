"""What went wrong with orders and the bills for them."""

from __future__ import annotations

import datetime as dt

from addin.jobs.sample.picking import (
    all_of,
    copied,
    cost_line,
    fields_of,
    order_of,
    pick,
    plain_bill,
)
from addin.jobs.sample.records import Bill, Order, Story
from addin.jobs.sample.show import CUTOFF
from addin.jobs.sample.truth import Plan


def same_invoice_again(told: Story, plan: Plan) -> None:
    """One invoice logged under two spellings."""
    bill = pick(
        plan,
        told.bills,
        lambda b: (
            "-" in b.number
            and "part delivery" in b.description
            and order_of(told, b).open(CUTOFF) > b.total
        ),
    )
    order = order_of(told, bill)
    plan.used.add(id(order))
    again = Bill(
        bill.number.replace("-", ""),
        bill.vendor,
        bill.po,
        bill.date,
        bill.due,
        bill.net,
        bill.tax,
        bill.posted,
        bill.account,
        bill.description,
    )
    copies = [copied(line, entry="AP-00991", document=again.number) for line in told.posting(bill)]
    told.bills.append(again)
    order.bills.append(again)
    told.lines += copies
    plan.plant(
        "one invoice logged under two spellings",
        "E08",
        "INV101 ACT101",
        f"{bill.vendor} {bill.number} is also logged as {again.number}.",
        *fields_of(again, "invoice_number", "total"),
        *fields_of(bill, "invoice_number", "total"),
        *fields_of(copies[0], "document", "amount"),
        follows=(
            *all_of(copies[1]),
            *all_of(copies[0]),
            *(spot for line in told.posting(bill) for spot in all_of(line)),
            *fields_of(order, "po_number", "amount", "relieved"),
        ),
    )


def over_relieved(told: Story, plan: Plan) -> None:
    """Order invoiced for more than was ordered."""
    bill = plain_bill(told, plan, account="23", state="Closed", least=100000)
    extra = bill.net * 12 // 100
    lines, order = told.posting(bill), order_of(told, bill)
    bill.net += extra
    lines[0].amount += extra
    lines[-1].amount -= extra
    _repay(told, bill, extra)
    plan.plant(
        "order invoiced for more than was ordered",
        "E11",
        "PO201",
        f"{bill.number} asks {extra / 100:,.2f} more than PO {order.number}.",
        *fields_of(order, "po_number", "amount", "relieved", "open"),
        *fields_of(bill, "total"),
        *fields_of(lines[0], "amount"),
    )


def _repay(told: Story, bill: Bill, extra: int) -> None:
    """The check for a bill grows with it."""
    if bill.check:
        paid = [line for line in told.lines if line.entry == f"CK-{bill.check}"]
        next(line for line in paid if line.document == bill.number).amount += extra
        next(line for line in paid if line.account == "0100").amount -= extra


def void_but_invoiced(told: Story, plan: Plan) -> None:
    """Void order with an invoice."""
    bill = plain_bill(told, plan, account="33", state="Closed")
    order = order_of(told, bill)
    order.status = "Void"
    plan.plant(
        "void order with an invoice",
        "E11",
        "PO202",
        f"PO {order.number} is void in the log, and {bill.number} is posted against it.",
        *fields_of(order, "po_number", "status"),
        *fields_of(bill, "po_number", "invoice_number", "total"),
        *fields_of(cost_line(told, bill), "po_number", "amount"),
        follows=fields_of(order, "relieved", "amount", "open"),
    )


def _open_order(told: Story, plan: Plan, least: int = 0, start: int = 40) -> Order:
    def fits(order: Order) -> bool:
        return not order.bills and not order.start and order.amount > least

    return pick(plan, told.orders[start:], fits)


def duplicate_number(told: Story, plan: Plan) -> None:
    """PO number given twice."""
    order = _open_order(told, plan)
    other = next(o for o in told.orders if o.date > order.date and o.vendor != order.vendor)
    again = Order(
        order.number,
        other.date,
        other.vendor,
        other.account,
        f"{other.description}, extra",
        41750,
        department=other.department,
    )
    plan.used |= {id(again), id(other)}
    told.orders.insert(told.orders.index(other) + 1, again)
    plan.plant(
        "PO number given twice",
        "E08",
        "PO101",
        f"PO {order.number} is with {order.vendor} and with {again.vendor}.",
        *fields_of(again, "po_number"),
        *fields_of(order, "po_number"),
    )


def gap(told: Story, plan: Plan) -> None:
    """Number missing from the run of POs."""
    order = _open_order(told, plan, start=150)
    at = told.orders.index(order)
    told.orders.remove(order)
    plan.plant(
        "number missing from the run of POs",
        "E11",
        "PO102",
        f"PO {order.number} is not in the log.",
        *fields_of(told.orders[at], "po_number"),
        *fields_of(told.orders[at - 1], "po_number"),
    )


def late_order(told: Story, plan: Plan) -> None:
    """Order written after its invoice."""
    bill = plain_bill(told, plan, account="36", state="Closed")
    order = order_of(told, bill)
    order.date = bill.date + dt.timedelta(days=9)
    plan.plant(
        "order written after its invoice",
        "E16",
        "PO302",
        f"PO {order.number} is dated nine days after {bill.number}.",
        *fields_of(order, "date", "po_number"),
        *fields_of(bill, "date"),
        *fields_of(cost_line(told, bill), "date"),
    )


def due_before_issue(told: Story, plan: Plan) -> None:
    """Due before it was issued."""
    bill = pick(plan, told.bills, lambda b: b.status == "Paid" and b.due.year == 2026)
    bill.due = bill.due.replace(year=2025)
    plan.plant(
        "due before it was issued",
        "E16",
        "INV102",
        f"{bill.number} falls due in {bill.due:%B %Y}.",
        *fields_of(bill, "due_date", "date"),
    )


def not_relieved(told: Story, plan: Plan) -> None:
    """Order not relieved by its invoice."""
    bill = plain_bill(told, plan, account="30", state="Closed")
    order = order_of(told, bill)
    order.stated_relieved = 0
    plan.plant(
        "order not relieved by its invoice",
        "E11",
        "REC109 PO201 PO305",
        f"PO {order.number} shows nothing invoiced, although {bill.number} is posted against it.",
        *fields_of(order, "relieved", "open", "po_number", "amount"),
        follows=(*fields_of(bill, "total", "po_number"), *all_of(cost_line(told, bill))),
    )


def no_vendor(told: Story, plan: Plan) -> None:
    """Order without a vendor."""
    order = _open_order(told, plan, start=60)
    plan.plant(
        "order without a vendor",
        "E21",
        "PO103 DAT107",
        f"PO {order.number} names no vendor.",
        *fields_of(order, "vendor"),
        follows=fields_of(order, "po_number"),
    )
    order.vendor = ""
