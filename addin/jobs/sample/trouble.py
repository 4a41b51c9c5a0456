"""What went wrong with orders, bills and postings: the mistakes people make in a busy week.

Each is made where the records are, before the lists are drawn, so that everything taken from the
wrong record is wrong with it, as in life.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Final, TypeVar

from addin.jobs.sample.records import BankLine, Bill, Charge, Line, Order, Story
from addin.jobs.sample.show import CUTOFF, PREVIOUS_CUTOFF, WEEK
from addin.jobs.sample.truth import Plan, Spot

R = TypeVar("R")
_WEEK: Final = dt.timedelta(days=7)


def went_wrong(plan: Plan) -> Callable[[Story], None]:
    """What spoils a story, writing each error into the plan."""

    def spoil(told: Story) -> None:
        for one in _TROUBLE:
            one(told, plan)
        told.lines.sort(key=lambda line: (line.date, line.entry))

    return spoil


def _first(plan: Plan, among: Iterable[R], fits: Callable[[R], bool]) -> R:
    """The first record that fits and is not spoiled yet."""
    found = next(one for one in among if id(one) not in plan.used and fits(one))
    plan.used.add(id(found))
    return found


def _copy(line: Line, **changed: object) -> Line:
    values = {each.name: getattr(line, each.name) for each in fields(line)}
    return Line(**(values | changed))  # type: ignore[arg-type]


def _bill(told: Story, plan: Plan, *, account: str = "", state: str = "", least: int = 0) -> Bill:
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

    bill = _first(plan, told.bills, fits)
    plan.used.add(id(orders[bill.po]))
    return bill


def _order_of(told: Story, bill: Bill) -> Order:
    return next(order for order in told.orders if order.number == bill.po)


def _cost(told: Story, bill: Bill) -> Line:
    return told.posting(bill)[0]


def _row(record: object, *names: str) -> tuple[Spot, ...]:
    return tuple((record, name) for name in names)


def _whole(line: Line) -> tuple[Spot, ...]:
    return _row(line, "account", "date", "document", "po_number", "amount", "entry", "vendor")


def _duplicate_document(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="27", state="Closed", least=50000)
    lines = told.posting(bill)
    again = [_copy(line, entry="AP-00990", date=min(line.date + _WEEK, CUTOFF)) for line in lines]
    told.lines += again
    order = _order_of(told, bill)
    plan.plant(
        "invoice posted twice", "E08", "ACT101",
        f"{bill.vendor} {bill.number} is in the ledger twice, a week apart.",
        *_row(again[0], "document", "amount"), *_row(lines[0], "document", "amount"),
        follows=(*_row(again[1], "document", "amount"), *_row(lines[1], "document", "amount"),
                 *_row(order, "po_number", "relieved", "amount", "open", "status")),
    )  # fmt: skip


def _same_invoice_again(told: Story, plan: Plan) -> None:
    bill = _first(
        plan, told.bills,
        lambda b: "-" in b.number and "part delivery" in b.description
        and _order_of(told, b).open(CUTOFF) > b.total,
    )  # fmt: skip
    order = _order_of(told, bill)
    plan.used.add(id(order))
    again = Bill(
        bill.number.replace("-", ""), bill.vendor, bill.po, bill.date, bill.due, bill.net, bill.tax,
        bill.posted, bill.account, bill.description,
    )  # fmt: skip
    copies = [_copy(line, entry="AP-00991", document=again.number) for line in told.posting(bill)]
    told.bills.append(again)
    order.bills.append(again)
    told.lines += copies
    plan.plant(
        "one invoice logged under two spellings", "E08", "INV101 ACT101",
        f"{bill.vendor} {bill.number} is also logged as {again.number}.",
        *_row(again, "invoice_number", "total"), *_row(bill, "invoice_number", "total"),
        *_row(copies[0], "document", "amount"),
        follows=(*_whole(copies[1]), *_whole(copies[0]),
                 *(spot for line in told.posting(bill) for spot in _whole(line)),
                 *_row(order, "po_number", "amount", "relieved")),
    )  # fmt: skip


def _card_posted_twice(told: Story, plan: Plan) -> None:
    charge = told.charges[61]
    lines = [line for line in told.lines if line.entry == "CC-0062"]
    again = [_copy(line, entry="CC-0990", date=line.date + dt.timedelta(days=2)) for line in lines]
    told.lines += again
    plan.plant(
        "card charge posted twice", "E08", "ACT102",
        f"{charge.merchant} is posted on two days; the card has one charge.",
        *_row(again[0], "amount", "account", "date", "vendor"), *_row(lines[0], "amount"),
        follows=(*_whole(again[1]), *_whole(lines[1]), *_row(charge, "amount", "date", "vendor")),
    )  # fmt: skip


def _recoded(told: Story, plan: Plan, category: str, wrong: str) -> tuple[Bill, Line, Order, str]:
    bill = _bill(told, plan, account=category, state="Closed", least=30000)
    line, right = _cost(told, bill), bill.account
    line.account = wrong
    return bill, line, _order_of(told, bill), right


def _near_miss_account(told: Story, plan: Plan) -> None:
    bill, line, order, right = _recoded(told, plan, "2803", "2830")
    plan.plant(
        "account with swapped digits", "E09", "ACT103",
        f"{bill.number} is coded to 2830, which does not exist; the order says {right}.",
        *_row(line, "account"),
        follows=(*_whole(line), ("tb 2830", "account"), ("tb 2830", "balance"),
                 *_row(bill, "account"), *_row(order, "account", "po_number")),
    )  # fmt: skip


def _header_account(told: Story, plan: Plan) -> None:
    bill, line, order, right = _recoded(told, plan, "3205", "3200")
    plan.plant(
        "cost on a heading", "E09", "ACT104",
        f"{bill.number} is coded to the heading 3200 instead of {right}.",
        *_row(line, "account"),
        follows=(*_whole(line), ("tb 3200", "account"), ("tb 3200", "balance"),
                 *_row(bill, "account"), *_row(order, "account", "po_number")),
    )  # fmt: skip


def _balance_sheet_account(told: Story, plan: Plan) -> None:
    bill, line, order, right = _recoded(told, plan, "2205", "0200")
    plan.plant(
        "cost on a balance-sheet account", "E09", "ACT105 REC108",
        f"{bill.number} is coded to 0200 Deposits instead of {right}.",
        *_row(line, "account"),
        follows=(*_whole(line), *_row(bill, "account"), *_row(order, "account", "po_number")),
    )  # fmt: skip


def _unbalanced(told: Story, plan: Plan) -> None:
    lines = [line for line in told.lines if line.entry == "JE-0003"]
    last = lines[-1]
    last.amount = -2203000
    plan.plant(
        "debits and credits differ", "E07", "ACT106",
        "Journal JE-0003: 22,300.00 debit, 22,030.00 credit; two digits are swapped.",
        *_row(last, "amount"), *(spot for line in lines for spot in _row(line, "amount")),
    )  # fmt: skip
    plan.plant(
        "trial balance is not zero", "E07", "ACT113",
        "The trial balance is out by the 270.00 of JE-0003.",
        ("tb total", "debit"), ("tb total", "credit"), ("tb 0510", "balance"),
    )  # fmt: skip


def _mistyped_order(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="29", state="Closed")
    lines, order = told.posting(bill), _order_of(told, bill)
    wrong = f"{bill.po[0]}7{bill.po[2:]}"
    for line in lines:
        line.po = wrong
    plan.plant(
        "PO number mistyped between lists", "E10", "PO304 REC106",
        f"The ledger has PO {wrong} for {bill.number}; the log and the invoice say {bill.po}.",
        *(spot for line in lines for spot in _row(line, "po_number")),
        follows=(*(spot for line in lines for spot in _whole(line)),
                 *_row(order, "po_number", "amount", "relieved", "open")),
    )  # fmt: skip


def _over_relieved(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="23", state="Closed", least=100000)
    extra = bill.net * 12 // 100
    lines, order = told.posting(bill), _order_of(told, bill)
    bill.net += extra
    lines[0].amount += extra
    lines[-1].amount -= extra
    _repay(told, bill, extra)
    plan.plant(
        "order invoiced for more than was ordered", "E11", "PO201",
        f"{bill.number} asks {extra / 100:,.2f} more than PO {order.number}.",
        *_row(order, "po_number", "amount", "relieved", "open"), *_row(bill, "total"),
        *_row(lines[0], "amount"),
    )  # fmt: skip


def _repay(told: Story, bill: Bill, extra: int) -> None:
    """The check for a bill grows with it."""
    if bill.check:
        paid = [line for line in told.lines if line.entry == f"CK-{bill.check}"]
        next(line for line in paid if line.document == bill.number).amount += extra
        next(line for line in paid if line.account == "0100").amount -= extra


def _void_but_invoiced(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="33", state="Closed")
    order = _order_of(told, bill)
    order.status = "Void"
    plan.plant(
        "void order with an invoice", "E11", "PO202",
        f"PO {order.number} is void in the log, and {bill.number} is posted against it.",
        *_row(order, "po_number", "status"), *_row(bill, "po_number", "invoice_number", "total"),
        *_row(_cost(told, bill), "po_number", "amount"),
        follows=_row(order, "relieved", "amount", "open"),
    )  # fmt: skip


def _open_order(told: Story, plan: Plan, least: int = 0, start: int = 40) -> Order:
    def fits(order: Order) -> bool:
        return not order.bills and not order.start and order.amount > least

    return _first(plan, told.orders[start:], fits)


def _duplicate_number(told: Story, plan: Plan) -> None:
    order = _open_order(told, plan)
    other = next(o for o in told.orders if o.date > order.date and o.vendor != order.vendor)
    again = Order(
        order.number, other.date, other.vendor, other.account, f"{other.description}, extra",
        41750, department=other.department,
    )  # fmt: skip
    plan.used |= {id(again), id(other)}
    told.orders.insert(told.orders.index(other) + 1, again)
    plan.plant(
        "PO number given twice", "E08", "PO101",
        f"PO {order.number} is with {order.vendor} and with {again.vendor}.",
        *_row(again, "po_number"), *_row(order, "po_number"),
    )  # fmt: skip


def _gap(told: Story, plan: Plan) -> None:
    order = _open_order(told, plan, start=150)
    at = told.orders.index(order)
    told.orders.remove(order)
    plan.plant(
        "number missing from the run of POs", "E11", "PO102",
        f"PO {order.number} is not in the log.",
        *_row(told.orders[at], "po_number"), *_row(told.orders[at - 1], "po_number"),
    )  # fmt: skip


def _late_order(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="36", state="Closed")
    order = _order_of(told, bill)
    order.date = bill.date + dt.timedelta(days=9)
    plan.plant(
        "order written after its invoice", "E16", "PO302",
        f"PO {order.number} is dated nine days after {bill.number}.",
        *_row(order, "date", "po_number"), *_row(bill, "date"), *_row(_cost(told, bill), "date"),
    )  # fmt: skip


def _due_before_issue(told: Story, plan: Plan) -> None:
    bill = _first(plan, told.bills, lambda b: b.status == "Paid" and b.due.year == 2026)
    bill.due = bill.due.replace(year=2025)
    plan.plant(
        "due before it was issued", "E16", "INV102",
        f"{bill.number} falls due in {bill.due:%B %Y}.",
        *_row(bill, "due_date", "date"),
    )  # fmt: skip


def _credit_sign(told: Story, plan: Plan) -> None:
    bill = _first(plan, told.bills, lambda b: b.net < 0 and not b.check)
    lines, order = told.posting(bill), _order_of(told, bill)
    for line in lines:
        line.amount = -line.amount
    plan.plant(
        "credit memo posted as a charge", "E12", "ACT107",
        f"{bill.number} gives back {-bill.total / 100:,.2f}, and is posted as a cost of as much.",
        *_row(lines[0], "amount", "document"),
        follows=(*_row(lines[0], "description"), *_whole(lines[1]), *_row(bill, "total", "invoice_number"),
                 *_row(order, "po_number", "relieved", "amount")),
    )  # fmt: skip


def _old_year(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="34", least=1000)
    lines = told.posting(bill)
    for line in lines:
        line.shown = f"{line.date:%m/%d}/2025"
    plan.plant(
        "year not rolled over", "E16", "ACT108 DAT104",
        f"{bill.number} is posted on {lines[0].shown}.",
        *(spot for line in lines for spot in _row(line, "date", "period")),
        follows=(spot for line in lines for spot in _whole(line)),
    )  # fmt: skip


def _after_cutoff(told: Story, plan: Plan) -> None:
    bill = _first(
        plan, told.bills, lambda b: b.posted > PREVIOUS_CUTOFF and b.net > 0 and not b.check
    )
    lines = told.posting(bill)
    for line in lines:
        line.shown = f"{line.date + dt.timedelta(days=28):%m/%d/%Y}"
    plan.plant(
        "posted in one period, dated in another", "E16", "ACT108",
        f"{bill.number} is in period W{WEEK:02} with the date {lines[0].shown}.",
        *(spot for line in lines for spot in _row(line, "date", "period")),
        follows=(spot for line in lines for spot in _whole(line)),
    )  # fmt: skip


def _no_date(told: Story, plan: Plan) -> None:
    slips = (line for line in told.lines if line.kind == "PC" and line.amount > 0)
    line = _first(plan, slips, lambda one: True)
    line.shown = ""
    plan.plant(
        "posting without a date", "E21", "ACT109 DAT107",
        f"Receipt {line.document} is posted without a date.",
        *_row(line, "date"), follows=_whole(line),
    )  # fmt: skip


def _no_vendor(told: Story, plan: Plan) -> None:
    order = _open_order(told, plan, start=60)
    plan.plant(
        "order without a vendor", "E21", "PO103 DAT107",
        f"PO {order.number} names no vendor.", *_row(order, "vendor"),
        follows=_row(order, "po_number"),
    )  # fmt: skip
    order.vendor = ""


def _left_out(told: Story, plan: Plan) -> None:
    code = "4603"
    entries = {line.entry for line in told.lines if line.account == code}
    left = [line for line in told.lines if line.entry in entries]
    for line in left:
        line.exported = False
    bills = [bill for bill in told.bills if bill.account == code]
    orders = [order for order in told.orders if order.account == code]
    plan.plant(
        "account missing from the ledger extract", "E20", "ACT112",
        f"The extract has no line of {code}; trial balance and cost report have.",
        (f"cr{WEEK} {code}", "actual_to_date"), (f"cr{WEEK} {code}", "account"),
        (f"tb {code}", "account"), (f"tb {code}", "balance"),
        *(spot for bill in bills for spot in _row(bill, "account", "total", "invoice_number")),
        *(spot for order in orders for spot in _row(order, "account", "po_number", "relieved")),
        follows=(("tb 0500", "balance"), (f"cr{WEEK} {code}", "actual_period"),
                 *(spot for bill in bills for line in told.lines for spot in _whole(line)
                   if line.document == bill.number and line.exported),
                 *(spot for order in orders for spot in _row(order, "amount", "open", "status"))),
    )  # fmt: skip


def _not_relieved(told: Story, plan: Plan) -> None:
    bill = _bill(told, plan, account="30", state="Closed")
    order = _order_of(told, bill)
    order.stated_relieved = 0
    plan.plant(
        "order not relieved by its invoice", "E11", "REC109 PO201 PO305",
        f"PO {order.number} shows nothing invoiced, although {bill.number} is posted against it.",
        *_row(order, "relieved", "open", "po_number", "amount"),
        follows=(*_row(bill, "total", "po_number"), *_whole(_cost(told, bill))),
    )  # fmt: skip


def _no_receipt(told: Story, plan: Plan) -> None:
    charge = _first(plan, told.charges, lambda c: c.merchant == "Dockside Hardware")
    charge.receipt = "No"
    plan.plant(
        "card charge without a receipt", "E15", "BNK106",
        f"{charge.merchant} on {charge.date:%m/%d}: no receipt.", *_row(charge, "receipt", "amount"),
    )  # fmt: skip


def _bank_swapped(told: Story, plan: Plan) -> None:
    """The bank paid a check at another amount: what was written is hard to read."""

    def fits(line: BankLine) -> bool:
        digits = f"{-line.amount // 100}"
        return line.kind == "Check" and len(digits) == 4 and digits[1] > digits[2] > "0"

    line = _first(plan, told.bank[30:], fits)
    text = f"{-line.amount:06}"
    swapped = -int(text[0] + text[2] + text[1] + text[3:])
    book = next(one for one in told.cash_book if one.reference == line.reference)
    lines = [one for one in told.lines if one.reference == line.reference]
    plan.plant(
        "digits swapped between bank and books", "E14", "REC301",
        f"Check {line.reference} is {-line.amount / 100:,.2f} in the books, "
        f"{-swapped / 100:,.2f} at the bank.",
        *_row(line, "amount"), *_row(book, "amount"), *_row(lines[0], "amount"),
        follows=(*_row(line, "date", "description"), *_row(book, "date", "reference"),
                 *_whole(lines[0])),
    )  # fmt: skip
    line.amount = swapped


def _receipt_on_card_too(told: Story, plan: Plan) -> None:
    slip = _first(plan, told.slips, lambda s: s.amount > 5000 and s.envelope == "T2")
    charge = Charge(
        slip.date, slip.date + dt.timedelta(days=1), slip.payee, slip.account, slip.description,
        slip.amount, "Locations 4433",
    )  # fmt: skip
    at = sum(one.posted <= charge.posted for one in told.charges)
    told.charges.insert(at, charge)
    plan.plant(
        "receipt claimed from petty cash and on the card", "E08", "BNK107",
        f"{slip.payee} {slip.amount / 100:,.2f} is receipt {slip.number} and a card charge.",
        *_row(slip, "amount", "receipt", "date"), *_row(charge, "amount", "date"),
        follows=(*_row(charge, "vendor", "posted"),
                 *(spot for line in told.lines if line.document == slip.number
                   for spot in _whole(line))),
    )  # fmt: skip


def statements_went_wrong(told: Story, plan: Plan) -> None:
    """What the bank and the card company have otherwise than the books."""
    _bank_swapped(told, plan)
    _receipt_on_card_too(told, plan)


_TROUBLE: Final = (
    _duplicate_document,
    _same_invoice_again,
    _card_posted_twice,
    _near_miss_account,
    _header_account,
    _balance_sheet_account,
    _unbalanced,
    _mistyped_order,
    _over_relieved,
    _void_but_invoiced,
    _late_order,
    _due_before_issue,
    _credit_sign,
    _old_year,
    _after_cutoff,
    _no_date,
    _left_out,
    _not_relieved,
    _no_receipt,
    _no_vendor,
    _duplicate_number,
    _gap,
)
