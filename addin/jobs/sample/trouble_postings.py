"""What went wrong in the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Final

from addin.jobs.sample.picking import (
    all_of,
    copied,
    cost_line,
    fields_of,
    order_of,
    pick,
    plain_bill,
)
from addin.jobs.sample.records import Bill, Line, Order, Story
from addin.jobs.sample.show import CUTOFF, PREVIOUS_CUTOFF, WEEK
from addin.jobs.sample.truth import Plan

_WEEK: Final = dt.timedelta(days=7)


def duplicate_document(told: Story, plan: Plan) -> None:
    """Invoice posted twice."""
    bill = plain_bill(told, plan, account="27", state="Closed", least=50000)
    lines = told.posting(bill)
    again = [copied(line, entry="AP-00990", date=min(line.date + _WEEK, CUTOFF)) for line in lines]
    told.lines += again
    order = order_of(told, bill)
    plan.plant(
        "invoice posted twice",
        "E08",
        "ACT101",
        f"{bill.vendor} {bill.number} is in the ledger twice, a week apart.",
        *fields_of(again[0], "document", "amount"),
        *fields_of(lines[0], "document", "amount"),
        follows=(
            *fields_of(again[1], "document", "amount"),
            *fields_of(lines[1], "document", "amount"),
            *fields_of(order, "po_number", "relieved", "amount", "open", "status"),
        ),
    )


def card_posted_twice(told: Story, plan: Plan) -> None:
    """Card charge posted twice."""
    charge = told.charges[61]
    lines = [line for line in told.lines if line.entry == "CC-0062"]
    again = [copied(line, entry="CC-0990", date=line.date + dt.timedelta(days=2)) for line in lines]
    told.lines += again
    plan.plant(
        "card charge posted twice",
        "E08",
        "ACT102",
        f"{charge.merchant} is posted on two days; the card has one charge.",
        *fields_of(again[0], "amount", "account", "date", "vendor"),
        *fields_of(lines[0], "amount"),
        follows=(
            *all_of(again[1]),
            *all_of(lines[1]),
            *fields_of(charge, "amount", "date", "vendor"),
        ),
    )


def _recoded(told: Story, plan: Plan, category: str, wrong: str) -> tuple[Bill, Line, Order, str]:
    bill = plain_bill(told, plan, account=category, state="Closed", least=30000)
    line, right = cost_line(told, bill), bill.account
    line.account = wrong
    return bill, line, order_of(told, bill), right


def near_miss_account(told: Story, plan: Plan) -> None:
    """Account with swapped digits."""
    bill, line, order, right = _recoded(told, plan, "2803", "2830")
    plan.plant(
        "account with swapped digits",
        "E09",
        "ACT103",
        f"{bill.number} is coded to 2830, which does not exist; the order says {right}.",
        *fields_of(line, "account"),
        follows=(
            *all_of(line),
            ("tb 2830", "account"),
            ("tb 2830", "balance"),
            *fields_of(bill, "account"),
            *fields_of(order, "account", "po_number"),
        ),
    )


def header_account(told: Story, plan: Plan) -> None:
    """Cost on a heading."""
    bill, line, order, right = _recoded(told, plan, "3205", "3200")
    plan.plant(
        "cost on a heading",
        "E09",
        "ACT104",
        f"{bill.number} is coded to the heading 3200 instead of {right}.",
        *fields_of(line, "account"),
        follows=(
            *all_of(line),
            ("tb 3200", "account"),
            ("tb 3200", "balance"),
            *fields_of(bill, "account"),
            *fields_of(order, "account", "po_number"),
        ),
    )


def balance_sheet_account(told: Story, plan: Plan) -> None:
    """Cost on a balance-sheet account."""
    bill, line, order, right = _recoded(told, plan, "2205", "0200")
    plan.plant(
        "cost on a balance-sheet account",
        "E09",
        "ACT105 REC108",
        f"{bill.number} is coded to 0200 Deposits instead of {right}.",
        *fields_of(line, "account"),
        follows=(
            *all_of(line),
            *fields_of(bill, "account"),
            *fields_of(order, "account", "po_number"),
        ),
    )


def unbalanced(told: Story, plan: Plan) -> None:
    """Debits and credits differ."""
    lines = [line for line in told.lines if line.entry == "JE-0003"]
    last = lines[-1]
    last.amount = -2203000
    plan.plant(
        "debits and credits differ",
        "E07",
        "ACT106",
        "Journal JE-0003: 22,300.00 debit, 22,030.00 credit; two digits are swapped.",
        *fields_of(last, "amount"),
        *(spot for line in lines for spot in fields_of(line, "amount")),
    )
    plan.plant(
        "trial balance is not zero",
        "E07",
        "ACT113",
        "The trial balance is out by the 270.00 of JE-0003.",
        ("tb total", "debit"),
        ("tb total", "credit"),
        ("tb 0510", "balance"),
    )


def mistyped_order(told: Story, plan: Plan) -> None:
    """PO number mistyped between lists."""
    bill = plain_bill(told, plan, account="29", state="Closed")
    lines, order = told.posting(bill), order_of(told, bill)
    wrong = f"{bill.po[0]}7{bill.po[2:]}"
    for line in lines:
        line.po = wrong
    plan.plant(
        "PO number mistyped between lists",
        "E10",
        "PO304 REC106",
        f"The ledger has PO {wrong} for {bill.number}; the log and the invoice say {bill.po}.",
        *(spot for line in lines for spot in fields_of(line, "po_number")),
        follows=(
            *(spot for line in lines for spot in all_of(line)),
            *fields_of(order, "po_number", "amount", "relieved", "open"),
        ),
    )


def credit_sign(told: Story, plan: Plan) -> None:
    """Credit memo posted as a charge."""
    bill = pick(plan, told.bills, lambda b: b.net < 0 and not b.check)
    lines, order = told.posting(bill), order_of(told, bill)
    for line in lines:
        line.amount = -line.amount
    plan.plant(
        "credit memo posted as a charge",
        "E12",
        "ACT107",
        f"{bill.number} gives back {-bill.total / 100:,.2f}, and is posted as a cost of as much.",
        *fields_of(lines[0], "amount", "document"),
        follows=(
            *fields_of(lines[0], "description"),
            *all_of(lines[1]),
            *fields_of(bill, "total", "invoice_number"),
            *fields_of(order, "po_number", "relieved", "amount"),
        ),
    )


def old_year(told: Story, plan: Plan) -> None:
    """Year not rolled over."""
    bill = plain_bill(told, plan, account="34", least=1000)
    lines = told.posting(bill)
    for line in lines:
        line.shown = f"{line.date:%m/%d}/2025"
    plan.plant(
        "year not rolled over",
        "E16",
        "ACT108 DAT104",
        f"{bill.number} is posted on {lines[0].shown}.",
        *(spot for line in lines for spot in fields_of(line, "date", "period")),
        follows=(spot for line in lines for spot in all_of(line)),
    )


def after_cutoff(told: Story, plan: Plan) -> None:
    """Posted in one period, dated in another."""
    bill = pick(
        plan, told.bills, lambda b: b.posted > PREVIOUS_CUTOFF and b.net > 0 and not b.check
    )
    lines = told.posting(bill)
    for line in lines:
        line.shown = f"{line.date + dt.timedelta(days=28):%m/%d/%Y}"
    plan.plant(
        "posted in one period, dated in another",
        "E16",
        "ACT108",
        f"{bill.number} is in period W{WEEK:02} with the date {lines[0].shown}.",
        *(spot for line in lines for spot in fields_of(line, "date", "period")),
        follows=(spot for line in lines for spot in all_of(line)),
    )


def no_date(told: Story, plan: Plan) -> None:
    """Posting without a date."""
    slips = (line for line in told.lines if line.kind == "PC" and line.amount > 0)
    line = pick(plan, slips, lambda one: one.shown is None)
    line.shown = ""
    plan.plant(
        "posting without a date",
        "E21",
        "ACT109 DAT107",
        f"Receipt {line.document} is posted without a date.",
        *fields_of(line, "date"),
        follows=all_of(line),
    )


def left_out(told: Story, plan: Plan) -> None:
    """Account missing from the ledger extract."""
    code = "4603"
    entries = {line.entry for line in told.lines if line.account == code}
    left = [line for line in told.lines if line.entry in entries]
    for line in left:
        line.exported = False
    bills = [bill for bill in told.bills if bill.account == code]
    orders = [order for order in told.orders if order.account == code]
    plan.plant(
        "account missing from the ledger extract",
        "E20",
        "ACT112",
        f"The extract has no line of {code}; trial balance and cost report have.",
        (f"cr{WEEK} {code}", "actual_to_date"),
        (f"cr{WEEK} {code}", "account"),
        (f"tb {code}", "account"),
        (f"tb {code}", "balance"),
        *(spot for bill in bills for spot in fields_of(bill, "account", "total", "invoice_number")),
        *(
            spot
            for order in orders
            for spot in fields_of(order, "account", "po_number", "relieved")
        ),
        follows=(
            ("tb 0500", "balance"),
            (f"cr{WEEK} {code}", "actual_period"),
            *(
                spot
                for bill in bills
                for line in told.lines
                for spot in all_of(line)
                if line.document == bill.number and line.exported
            ),
            *(spot for order in orders for spot in fields_of(order, "amount", "open", "status")),
        ),
    )
