"""Bank statement and cash book, card statement, petty cash envelopes: four hands, four layouts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from addin.jobs.sample.canvas import (
    DATE,
    HEAD,
    MONEY,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
    dollars,
)
from addin.jobs.sample.records import BankLine, Slip, Story
from addin.jobs.sample.show import COMPANY, CUTOFF, FIRST_DAY
from addin.jobs.sample.show import TITLE as SHOW
from addin.tables.blueprint import BookBlueprint, Look, SheetBlueprint
from addin.tables.table import Area

BANK_BOOK: Final = "Bank and cash book.xlsx"
CARD_BOOK: Final = "Card statement Feb-Mar.xlsx"
PETTY_CASH_BOOK: Final = "Petty cash.xlsx"
BANK_COLUMNS: Final = {"date": 1, "description": 2, "debit": 3, "credit": 4, "balance": 5}
CASH_COLUMNS: Final = {
    "date": 1,
    "kind": 2,
    "reference": 3,
    "description": 4,
    "debit": 5,
    "credit": 6,
    "balance": 7,
}
CARD_COLUMNS: Final = {
    "date": 1,
    "posted": 2,
    "holder": 3,
    "vendor": 4,
    "description": 5,
    "account": 6,
    "amount": 7,
    "receipt": 8,
}
SLIP_COLUMNS: Final = {
    "date": 1,
    "receipt": 2,
    "vendor": 3,
    "description": 4,
    "account": 5,
    "received": 6,
    "amount": 7,
    "balance": 8,
}
_PLAIN_HEAD: Final = Look("Plain heading", bold=True, edges="b", edge_colour="000000")
_BAND_HEAD: Final = Look("Green heading", bold=True, fill="DDE8D8", edges="tb", wrap=True)


def bank_book(told: Story, spots: Spots) -> BookBlueprint:
    """Statement and cash book on two sheets."""
    return BookBlueprint(
        f"{SHOW} - bank",
        (
            _bank(told.bank, Canvas(BANK_BOOK, "Bank statement", spots)),
            _cash_book(told.cash_book, Canvas(BANK_BOOK, "Cash book", spots)),
        ),
    )


def _bank(lines: Sequence[BankLine], canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, "ANCHOR BANK", TITLE)
    canvas.put(2, 1, f"Account 0417-2290  {COMPANY}", SUBTITLE)
    canvas.put(3, 1, f"Statement {FIRST_DAY:%m/%d/%Y} to {CUTOFF:%m/%d/%Y}", SUBTITLE)
    headings = ("Date", "Transaction", "Money Out", "Money In", "Balance")
    canvas.heading(5, headings, _PLAIN_HEAD, (12, 44, 16, 16, 17))
    canvas.put(6, 1, FIRST_DAY, DATE)
    canvas.put(6, 2, "Opening balance", TEXT)
    canvas.put(6, 5, 0, MONEY)
    balance = 0
    for row, line in enumerate(lines, 7):
        balance += line.amount
        canvas.put(row, 1, line.date, DATE)
        canvas.put(row, 2, line.description, TEXT)
        canvas.put(row, 3 if line.amount < 0 else 4, dollars(abs(line.amount)), MONEY)
        canvas.put(row, 5, dollars(balance), MONEY)
        columns = dict(BANK_COLUMNS, amount=3 if line.amount < 0 else 4)
        canvas.mark(line, row, columns)
    canvas.rest |= {"frozen": (6, 1), "landscape": False}
    return canvas.done()


def _cash_book(lines: Sequence[BankLine], canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, f"{SHOW} - cash book, account 0100", TITLE)
    headings = ("Date", "Type", "Check No.", "Payee", "Paid", "Received", "Balance")
    canvas.heading(3, headings, HEAD, (11, 10, 12, 38, 15, 15, 17))
    for row, line in enumerate(lines, 4):
        canvas.put(row, 1, line.date, DATE)
        for column, text in ((2, line.kind), (3, line.reference), (4, line.description)):
            canvas.put(row, column, text or None, TEXT)
        canvas.put(row, 5 if line.amount < 0 else 6, dollars(abs(line.amount)), MONEY)
        if row == 4:
            canvas.work(row, 7, "F4-E4", MONEY)
        else:
            canvas.work(row, 7, f"G{row - 1}+F{row}-E{row}", MONEY)
        columns = dict(CASH_COLUMNS, amount=5 if line.amount < 0 else 6)
        canvas.mark(line, row, columns)
    canvas.rest |= {"frozen": (4, 1), "landscape": False}
    return canvas.done()


def card_book(told: Story, spots: Spots) -> BookBlueprint:
    """The card statement as the coordinator pasted it: dates are text."""
    canvas = Canvas(CARD_BOOK, "Card", spots)
    canvas.put(1, 1, "Company card log", TITLE)
    canvas.put(2, 1, "Paste the statement, then fill in account and receipt", SUBTITLE)
    headings = (
        "Trans Date", "Post Date", "Cardholder", "Merchant", "What for", "Account", "Amount",
        "Receipt",
    )  # fmt: skip
    canvas.heading(4, headings, _BAND_HEAD, (14, 14, 18, 26, 26, 10, 13, 9))
    for row, charge in enumerate(told.charges, 5):
        canvas.put(row, 1, f"{charge.date:%b} {charge.date.day}, {charge.date.year}", TEXT)
        canvas.put(row, 2, f"{charge.posted:%b} {charge.posted.day}, {charge.posted.year}", TEXT)
        cells = (charge.holder, charge.merchant, charge.description, charge.account)
        for column, text in enumerate(cells, 3):
            canvas.put(row, column, text, TEXT)
        canvas.put(row, 7, dollars(charge.amount), MONEY)
        canvas.put(row, 8, charge.receipt, TEXT)
        canvas.mark(charge, row, CARD_COLUMNS)
    last = 4 + len(told.charges)
    canvas.put(last + 1, 4, "Total charges", TOTAL_TEXT)
    canvas.work(last + 1, 7, f"SUM(G5:G{last})", TOTAL)
    canvas.rest |= {"frozen": (5, 1)}
    return BookBlueprint(f"{SHOW} - card", (canvas.done(),))


def petty_cash_book(told: Story, spots: Spots) -> BookBlueprint:
    """One sheet for each envelope."""
    envelopes: dict[str, list[Slip]] = {}
    for slip in told.slips:
        envelopes.setdefault(slip.envelope, []).append(slip)
    sheets = [
        _envelope(slips, Canvas(PETTY_CASH_BOOK, f"{name} {slips[0].holder}"[:31], spots))
        for name, slips in sorted(envelopes.items())
    ]
    return BookBlueprint(f"{SHOW} - petty cash", tuple(sheets))


def _envelope(slips: Sequence[Slip], canvas: Canvas) -> SheetBlueprint:
    first = slips[0]
    canvas.put(1, 1, f"Petty cash envelope {first.envelope}", TITLE)
    canvas.put(2, 1, f"Holder: {first.holder}", SUBTITLE)
    headings = ("Date", "Receipt", "Paid to", "For", "Account", "Cash in", "Cash out", "Balance")
    canvas.heading(4, headings, _BAND_HEAD, (11, 10, 24, 26, 10, 12, 12, 13))
    for row, slip in enumerate(slips, 5):
        canvas.put(row, 1, slip.date, DATE)
        cells = (slip.number, slip.payee, slip.description, slip.account)
        for column, text in enumerate(cells, 2):
            canvas.put(row, column, text or None, TEXT)
        canvas.put(row, 6 if slip.amount < 0 else 7, dollars(abs(slip.amount)), MONEY)
        above = "" if row == 5 else f"H{row - 1}+"
        canvas.work(row, 8, f"{above}F{row}-G{row}", MONEY)
        columns = SLIP_COLUMNS if slip.amount > 0 else dict(SLIP_COLUMNS, amount=6)
        canvas.mark(slip, row, columns)
    last = 4 + len(slips)
    canvas.put(last + 1, 4, "Total", TOTAL_TEXT)
    for column, letter in ((6, "F"), (7, "G")):
        canvas.work(last + 1, column, f"SUM({letter}5:{letter}{last})", TOTAL)
    canvas.put(last + 2, 4, "Cash to return", TOTAL_TEXT)
    canvas.work(last + 2, 7, f"F{last + 1}-G{last + 1}", TOTAL)
    canvas.mark(f"envelope {first.envelope}", last + 1, {"received": 6, "amount": 7})
    canvas.rest |= {"frozen": (5, 1), "print_area": Area(1, 1, last + 2, 8)}
    return canvas.done()
