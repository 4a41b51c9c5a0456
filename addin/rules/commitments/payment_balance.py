"""INV105: an invoice's payments and balance do not agree with its total.

Why it matters: an invoice paid beyond its total is money to get back; a wrong balance is paid again
or forgotten.

Example: a total of 800.00 with 880.00 paid; or total 800.00, paid 300.00, balance 800.00.

What to do: look up the payments, and compute the balance by a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from addin.domain.commitments import Invoice
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.amounts import above, apart
from addin.rules.orders import is_void
from addin.rules.rule import Workpapers

CODE = "INV105"
_PAID: Final = re.compile(r"^\s*(?:fully |paid in full|paid|settled|cleared)", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per invoice: paid too much, else a wrong balance, else a wrong status."""
    allowed = papers.options.tolerance_minor
    for bills in by_list(papers.production.invoices):
        known = [(bill, due) for bill in bills if (due := _due(bill)) is not None]
        wrong = {id(bill) for bill, due in known if apart(bill.balance, due, allowed)}
        tells = 2 * len(wrong) <= len(known) or len(known) < 3
        for bill in bills:
            if bill.total is None or is_void(bill):
                continue
            over = above(_size(bill.paid), _size(bill.total), allowed)
            due = _due(bill)
            if over is not None:
                yield _overpaid(bill, bill.total, over)
            elif tells and due is not None and id(bill) in wrong:
                yield _wrong_balance(bill, due)
            elif _PAID.match(bill.status_text) and _is_owed(bill):
                yield _not_paid(bill)


def _size(amount: Money | None) -> Money | None:
    return None if amount is None else abs(amount)


def _due(bill: Invoice) -> Money | None:
    """What the balance has to be; None where the list does not say what was paid."""
    if bill.total is None or bill.balance is None or "paid" not in bill.source.columns:
        return None
    if bill.paid is None:
        return bill.total
    return bill.total - bill.paid if bill.total.currency == bill.paid.currency else None


def _is_owed(bill: Invoice) -> bool:
    return bill.balance is not None and bill.balance.minor > 0


def _name(bill: Invoice) -> str:
    return f"Invoice {bill.number or '(no number)'} of {bill.vendor or 'nobody named'}"


def _overpaid(bill: Invoice, total: Money, over: Money) -> Finding:
    return Finding(
        CODE,
        Severity.ERROR,
        f"{_name(bill)} is for {total}, but {bill.paid} was paid: {over} too much.",
        (bill.source.at("paid"), bill.source.at("total")),
        numbers=(("total", total), ("paid", abs(bill.paid or total)), ("too much", over)),
        advice="Look up the payments; ask for the difference back, or for a credit.",
        subject=f"invoice {bill.number} of {bill.vendor}" if bill.number else "",
        impact=over,
    )


def _wrong_balance(bill: Invoice, due: Money) -> Finding:
    balance = bill.balance or due
    paid = f"{bill.paid.text()} paid" if bill.paid is not None else "nothing paid"
    return Finding(
        CODE,
        Severity.ERROR,
        f"{_name(bill)}: of {bill.total} with {paid}, {due.text()} is left, but the balance says"
        f" {balance.text()}.",
        (bill.source.at("balance"), bill.source.at("total"), bill.source.at("paid")),
        numbers=(("balance", balance), ("computed", due), ("difference", balance - due)),
        advice="Look up the payments, and compute the balance by a formula.",
        subject=f"balance of invoice {bill.number} of {bill.vendor}" if bill.number else "",
        impact=abs(balance - due),
    )


def _not_paid(bill: Invoice) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{_name(bill)} is marked “{bill.status_text}”, but {bill.balance} is still open.",
        (bill.source.at("status"), bill.source.at("balance")),
        numbers=(("balance", bill.balance),) if bill.balance else (),
        advice="Record the payment, or correct the status.",
        subject=f"status of invoice {bill.number} of {bill.vendor}" if bill.number else "",
        impact=bill.balance,
    )
