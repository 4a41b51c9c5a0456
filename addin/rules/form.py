"""A sheet that is a form rather than a table: labels with an amount beside them, under headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.domain.money import Money
from addin.domain.source import Place
from addin.tables.cells import to_money
from addin.tables.table import Book, ErrorValue, Sheet, Value, address

MOST_ROWS: Final = 400
MOST_COLUMNS: Final = 30
"""A form is for people to read: beyond this a sheet is no form."""

BANK_BALANCE: Final = re.compile(
    r"\bbank\b.*\bbalance\b|\bstatement\b.*\bbalance\b"
    r"|\bbalance\b.*\b(?:bank|statement)\b",
    re.IGNORECASE,
)
BOOK_BALANCE: Final = re.compile(
    r"\b(?:(?:cash ?)?books?|ledger|g/?l)\b.*\bbalance\b"
    r"|\bbalance\b.*\b(?:(?:cash ?)?books?|ledger|g/?l)\b",
    re.IGNORECASE,
)
ADJUSTED: Final = re.compile(r"\b(?:adjusted|corrected|true|reconciled)\b", re.IGNORECASE)
DIFFERENCE: Final = re.compile(
    r"^\W*(?:unreconciled |remaining |total )?(?:difference|out of balance|unreconciled amount)\b",
    re.IGNORECASE,
)
IN_TRANSIT: Final = re.compile(
    r"\b(?:deposits?|lodge?ments?|receipts?)\b.*\b(?:in[- ]transit|outstanding|not yet credited)\b"
    r"|\boutstanding (?:deposits?|lodge?ments?)\b",
    re.IGNORECASE,
)
OUTSTANDING: Final = re.compile(
    r"\b(?:outstanding|unpresented|uncleared)\b.*\b(?:checks?|cheques?|payments?|items?)\b",
    re.IGNORECASE,
)
TAKEN_OFF: Final = re.compile(r"\b(?:subtract|less|deduct|minus)\b", re.IGNORECASE)
ADDED: Final = re.compile(r"\b(?:add|plus)\b", re.IGNORECASE)
TOTAL: Final = re.compile(r"\b(?:sub-?)?totals?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormLine:
    """One row of a form: its words, the amount to their right, and the heading above it."""

    row: int
    label: str
    before: str  # what stands left of the label: a cheque number, a date
    amount: Money | None
    place: Place  # the amount's cell; the label's without an amount
    heading: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A bank reconciliation: the lines of the form, and those that are known by their label."""

    lines: tuple[FormLine, ...]
    bank: FormLine
    book: FormLine
    adjusted_bank: FormLine | None
    adjusted_book: FormLine | None
    difference: FormLine | None

    @property
    def items(self) -> Iterator[FormLine]:
        """What is added or taken off between the balances, without the totals."""
        last = self.difference.row if self.difference else self.lines[-1].row
        first = min(self.bank.row, self.book.row)
        known = {
            id(line) for line in (self.bank, self.book, self.adjusted_bank, self.adjusted_book)
        }
        for line in self.lines:
            is_item = line.amount and not TOTAL.search(line.label) and id(line) not in known
            if is_item and first < line.row < last and not ADJUSTED.search(line.label):
                yield line

    def is_of_book(self, line: FormLine) -> bool:
        """The line adjusts the book balance, not the bank's."""
        if self.book.row > self.bank.row:
            return line.row > self.book.row
        return self.book.row < line.row < self.bank.row


def form_lines(book: Book, sheet: Sheet, currency: str) -> Iterator[FormLine]:
    """The rows of a sheet that have words, from the top."""
    heading = ""
    for r, cells in enumerate(sheet.rows[:MOST_ROWS], 1):
        at = next((c for c, value in enumerate(cells) if _is_word(value)), None)
        if at is None:
            continue
        label = str(cells[at]).strip()
        found = [
            (c, amount)
            for c, value in enumerate(cells[at + 1 : MOST_COLUMNS], at + 2)
            if not isinstance(value, str) and (amount := to_money(value, currency)) is not None
        ]
        if not found:
            is_row_of_headings = sum(_is_word(value) for value in cells) > 1
            heading = heading if is_row_of_headings else label
            yield FormLine(
                r, label, "", None, Place(book.name, sheet.name, address(r, at + 1)), heading
            )
            continue
        column, amount = found[-1]
        before = " ".join(str(value) for value in cells[:at] if value is not None)
        place = Place(book.name, sheet.name, address(r, column))
        yield FormLine(r, label, before, amount, place, heading)


def _is_word(value: Value) -> bool:
    return (
        isinstance(value, str)
        and not isinstance(value, ErrorValue)
        and sum(c.isalpha() for c in value) >= 2
    )


def reconciliation(book: Book, sheet: Sheet, currency: str) -> Reconciliation | None:
    """The bank reconciliation that a sheet is; None if it is none."""
    if len(sheet.rows) > MOST_ROWS or not _speaks_of_balances(sheet):
        return None
    lines = tuple(form_lines(book, sheet, currency))
    stated = [line for line in lines if line.amount is not None and not TOTAL.search(line.label)]
    raw = [line for line in stated if not ADJUSTED.search(line.label)]
    bank = next((x for x in raw if BANK_BALANCE.search(x.label) and not _is_book(x.label)), None)
    own = next((x for x in raw if _is_book(x.label)), None)
    if bank is None or own is None:
        return None
    adjusted = [line for line in stated if ADJUSTED.search(line.label)]
    return Reconciliation(
        lines,
        bank,
        own,
        next((x for x in adjusted if not _is_book(x.label)), None),
        next((x for x in adjusted if _is_book(x.label)), None),
        next((x for x in stated if DIFFERENCE.search(x.label)), None),
    )


def _speaks_of_balances(sheet: Sheet) -> bool:
    """Whether any text says so: no balance of bank or books is called anything else."""
    return any(
        isinstance(value, str) and "balance" in value.casefold()
        for cells in sheet.rows
        for value in cells
    )


def _is_book(label: str) -> bool:
    return bool(BOOK_BALANCE.search(label))
