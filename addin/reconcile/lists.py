"""Records as rows for matching: which amount, which reference, which name."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from addin.domain.account_codes import ANY_MASK, Mask
from addin.domain.actuals import Posting
from addin.domain.bank import BankLine, StatementLine
from addin.domain.commitments import Invoice, PurchaseOrder, Status
from addin.domain.money import Money
from addin.domain.petty_cash import Receipt
from addin.domain.references import labelled, payment_key, reference_key
from addin.reconcile.outcome import Row

Code = Callable[[str], str]

_OPENING: Final = re.compile(
    r"\b(?:opening|beginning|starting|closing|ending|brought forward|carried forward"
    r"|[bc]/?f(?:wd)?)\b"
    r"(?:\s+(?:\w+\s+)?balance)?\s*$|\bbalance (?:b/?f|c/?f|forward|brought|carried)\b",
    re.IGNORECASE,
)
_COMMITMENT: Final = re.compile(r"^(?:po|enc\w*|commit\w*)$", re.IGNORECASE)
"""Ledger lines of this kind are the order itself, kept in the ledger: not yet a cost."""


def code_of(mask: Mask | None) -> Code:
    """How this production writes an account code."""
    return cache((mask or ANY_MASK).normal)  # a ledger repeats few codes many times


def orders(lines: Iterable[PurchaseOrder], code: Code) -> Iterator[Row]:
    """Lines of a PO log by PO number; lines without a number are left out."""
    for order in lines:
        key = reference_key(order.number)
        if key:
            yield Row(
                order.source,
                order.amount,
                order.date,
                key,
                order.vendor,
                code(order.account),
                labelled(order.number),
                order.description,
                ("amount", "total"),
                order,
            )


def live(rows: Iterable[Row]) -> Iterator[Row]:
    """Orders that were placed: not void, not a draft."""
    for row in rows:
        if not (
            isinstance(row.record, PurchaseOrder)
            and row.record.status in (Status.VOID, Status.DRAFT, Status.REQUESTED)
        ):
            yield row


def invoices_by_order(lines: Iterable[Invoice], code: Code) -> Iterator[Row]:
    """Invoices by the PO they name; those that name none are left out."""
    for row in _invoices(lines, code):
        invoice = row.record
        if isinstance(invoice, Invoice) and (key := reference_key(invoice.po_number)):
            yield replace(row, reference=key)


def invoices_by_number(lines: Iterable[Invoice], code: Code) -> Iterator[Row]:
    """Invoices by their own number."""
    for row in _invoices(lines, code):
        if isinstance(row.record, Invoice):
            yield replace(row, reference=reference_key(row.record.number))


def _invoices(lines: Iterable[Invoice], code: Code) -> Iterator[Row]:
    for invoice in lines:
        yield Row(
            invoice.source,
            invoice.total,
            invoice.date,
            "",
            invoice.vendor,
            code(invoice.account),
            f"invoice {invoice.number}",
            invoice.description,
            ("total", "subtotal", "balance"),
            invoice,
        )


def postings_by_order(lines: Iterable[Posting], code: Code) -> Iterator[Row]:
    """Ledger lines by the PO they name."""
    for posting in lines:
        key = reference_key(posting.po_number) if posting.po_number else ""
        if not _COMMITMENT.match(posting.kind):
            yield _posting(posting, key, code)


def postings_by_document(lines: Iterable[Posting], code: Code) -> Iterator[Row]:
    """Ledger lines by the invoice they book."""
    for posting in lines:
        key = reference_key(posting.document) if posting.document else ""
        if not _COMMITMENT.match(posting.kind):
            yield _posting(posting, key, code)


def postings_by_payment(lines: Iterable[Posting], code: Code) -> Iterator[Row]:
    """Ledger lines of a bank account by cheque or payment number, money in positive."""
    for posting in lines:
        key = payment_key(posting.reference, posting.description)
        yield _posting(posting, key, code, with_account=False)


def _posting(posting: Posting, reference: str, code: Code, *, with_account: bool = True) -> Row:
    return Row(
        posting.source,
        posting.amount,
        posting.date,
        reference,
        posting.vendor or posting.description,
        code(posting.account) if with_account else "",
        _posting_label(posting),
        posting.description,
        ("credit", "amount") if posting.credit and not posting.debit else ("debit", "amount"),
        posting,
    )


def _posting_label(posting: Posting) -> str:
    if posting.document:
        return f"posting of invoice {posting.document}"
    return f"posting {posting.entry}" if posting.entry else "posting"


def bank_lines(lines: Iterable[BankLine]) -> Iterator[Row]:
    """Movements of a statement or cash book by cheque number; balances are left out."""
    for line in lines:
        if line.amount is None or _OPENING.search(f"{line.kind} {line.description}".strip()):
            continue
        number = f" {line.reference}" if line.reference else ""
        yield Row(
            line.source,
            line.amount,
            line.date,
            payment_key(line.reference, f"{line.kind} {line.description}"),
            line.description,
            "",
            f"{line.kind or 'line'}{number}".strip().lower(),
            line.description,
            _bank_cell(line),
            line,
        )


def _bank_cell(line: BankLine) -> tuple[str, ...]:
    """Where the list says; else by custom: money out is a bank's debit, a cash book's credit."""
    if line.column:
        return (line.column, "amount")
    is_out = line.amount is not None and line.amount.is_negative
    first = "debit" if is_out == isinstance(line, StatementLine) else "credit"
    return ("amount", first, "credit", "debit")


def card_lines(lines: Iterable[StatementLine], code: Code) -> Iterator[Row]:
    """Charges of a card statement, refunds negative."""
    for line in lines:
        if line.amount is not None and not _OPENING.search(f"{line.kind} {line.description}"):
            yield Row(
                line.source,
                line.amount,
                line.date,
                "",
                line.description,
                code(line.account),
                "card charge" if not line.amount.is_negative else "card refund",
                line.note,
                ("amount",),
                line,
            )


def receipts(lines: Iterable[Receipt], code: Code) -> Iterator[Row]:
    """Receipts of an envelope; money handed to the holder is none."""
    for line in lines:
        if line.amount is not None and not line.amount.is_negative:
            number = f" {line.number}" if line.number else ""
            yield Row(
                line.source,
                line.amount,
                line.date,
                "",
                line.payee or line.description,
                code(line.account),
                f"receipt{number}",
                line.description,
                ("amount",),
                line,
            )


_MONEY_ACCOUNT: Final = re.compile(
    r"\b(?:bank|cash at|cash on|cash account|che(?:ck|que)ing|payables?|creditors|clearing"
    r"|floats?)\b|^cash$",
    re.IGNORECASE,
)


def is_money_account(name: str) -> bool:
    """An account of money held or owed, by its name: no cost."""
    return bool(_MONEY_ACCOUNT.search(name.strip()))


def sizes(amounts: Iterable[Money | None]) -> Counter[int]:
    """How often each size of amount occurs: two lists of one account share most of them."""
    return Counter(abs(amount.minor) for amount in amounts if amount)


def taxes_of(rows: Iterable[Row]) -> list[Money]:
    """Amounts of tax that the records state of themselves, one by one and together."""
    stated = [
        row.record.tax
        for row in rows
        if isinstance(row.record, PurchaseOrder | Invoice) and row.record.tax
    ]
    if len({tax.currency for tax in stated}) != 1:
        return stated
    return [*stated, Money(sum(tax.minor for tax in stated), stated[0].currency)]


def latest(*lists: Iterable[Row]) -> dt.date | None:
    """The last day that all of these lists reach: ages are counted from there."""
    ends = [max((row.date for row in rows if row.date), default=None) for rows in lists]
    known = [end for end in ends if end is not None]
    return min(known, default=None)
