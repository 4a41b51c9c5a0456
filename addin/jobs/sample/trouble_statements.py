"""What the bank and the card company have otherwise than the books."""

from __future__ import annotations

import datetime as dt

from addin.jobs.sample.picking import (
    all_of,
    fields_of,
    pick,
)
from addin.jobs.sample.records import BankLine, Charge, Story
from addin.jobs.sample.truth import Plan


def _bank_swapped(told: Story, plan: Plan) -> None:
    """The bank paid a check at another amount: what was written is hard to read."""

    def fits(line: BankLine) -> bool:
        digits = f"{-line.amount // 100}"
        return line.kind == "Check" and len(digits) == 4 and digits[1] > digits[2] > "0"

    line = pick(plan, told.bank[30:], fits)
    text = f"{-line.amount:06}"
    swapped = -int(text[0] + text[2] + text[1] + text[3:])
    book = next(one for one in told.cash_book if one.reference == line.reference)
    lines = [one for one in told.lines if one.reference == line.reference]
    plan.plant(
        "digits swapped between bank and books",
        "E14",
        "REC301",
        f"Check {line.reference} is {-line.amount / 100:,.2f} in the books, "
        f"{-swapped / 100:,.2f} at the bank.",
        *fields_of(line, "amount"),
        *fields_of(book, "amount"),
        *fields_of(lines[0], "amount"),
        follows=(
            *fields_of(line, "date", "description"),
            *fields_of(book, "date", "reference"),
            *all_of(lines[0]),
        ),
    )
    line.amount = swapped


def _receipt_on_card_too(told: Story, plan: Plan) -> None:
    slip = pick(plan, told.slips, lambda s: s.amount > 5000 and s.envelope == "T2")
    charge = Charge(
        slip.date,
        slip.date + dt.timedelta(days=1),
        slip.payee,
        slip.account,
        slip.description,
        slip.amount,
        "Locations 4433",
    )
    at = sum(one.posted <= charge.posted for one in told.charges)
    told.charges.insert(at, charge)
    plan.plant(
        "receipt claimed from petty cash and on the card",
        "E08",
        "BNK107",
        f"{slip.payee} {slip.amount / 100:,.2f} is receipt {slip.number} and a card charge.",
        *fields_of(slip, "amount", "receipt", "date"),
        *fields_of(charge, "amount", "date"),
        follows=(
            *fields_of(charge, "vendor", "posted"),
            *(spot for line in told.lines if line.document == slip.number for spot in all_of(line)),
        ),
    )


def statements_went_wrong(told: Story, plan: Plan) -> None:
    """What the bank and the card company have otherwise than the books."""
    _bank_swapped(told, plan)
    _receipt_on_card_too(told, plan)


def no_receipt(told: Story, plan: Plan) -> None:
    """Card charge without a receipt."""
    charge = pick(plan, told.charges, lambda c: c.merchant == "Dockside Hardware")
    charge.receipt = "No"
    plan.plant(
        "card charge without a receipt",
        "E15",
        "BNK106",
        f"{charge.merchant} on {charge.date:%m/%d}: no receipt.",
        *fields_of(charge, "receipt", "amount"),
    )
