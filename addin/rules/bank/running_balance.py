"""BNK101: a running balance does not follow from the row before it.

Why it matters: from that row on every balance is wrong, and the closing balance with them.

Example: a balance of 6,230.75 after 6,580.75 and a cheque of 450.00: it should be 6,130.75.

What to do: correct the amount or the balance of the row. A row that was left out shows as a break
at the row that follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from addin.domain.bank import (
    BalanceBreak,
    BankLine,
    CashBookLine,
    StatementLine,
    balance_breaks,
    in_time,
)
from addin.domain.money import Money
from addin.domain.petty_cash import Receipt
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.accounts_of_money import is_one_currency
from addin.rules.cells_involved import movement_cell
from addin.rules.discrepancy import culprit, slip
from addin.rules.rule import Workpapers
from addin.tables.cells import to_money
from addin.tables.table import column_number

CODE = "BNK101"
RUNS = 0.6
"""A column in which fewer rows follow from the one before is no running balance."""
SURELY = 0.8


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per break, list by list, oldest first."""
    production = papers.production
    lists: list[tuple[BankLine, ...]] = [
        *by_list(production.bank),
        *by_list(production.cash_book),
        *by_list(production.cards),
        *(_as_book(lines) for lines in by_list(production.petty_cash)),
    ]
    for lines in lists:
        if is_one_currency(lines):
            yield from _breaks(papers, lines)


def _as_book(receipts: Sequence[Receipt]) -> tuple[CashBookLine, ...]:
    """An envelope as a book of its cash: what is spent goes out."""
    return tuple(
        CashBookLine(
            receipt.date,
            None if receipt.amount is None else -receipt.amount,
            receipt.source,
            receipt.payee or receipt.description,
            balance=receipt.balance,
        )
        for receipt in receipts
    )


def _breaks(papers: Workpapers, lines: Sequence[BankLine]) -> Iterator[Finding]:
    balances = sum(line.balance is not None for line in lines)
    if balances < 3:
        return
    found = balance_breaks(lines)
    mirrored = tuple(_negated(line) for line in lines)
    if len(found) * 2 > balances:  # a card that shows what is owed as negative, and the like
        found = min(found, balance_breaks(mirrored), key=len)
    if len(found) > (1 - RUNS) * balances:
        return
    certain = len(found) <= (1 - SURELY) * balances
    ordered = in_time(lines)
    mended: BalanceBreak | None = None
    for gap, following in zip_longest(found, found[1:]):
        if gap is mended:
            continue
        difference = gap.found - gap.expected
        is_small = abs(difference.minor) <= papers.options.tolerance_minor
        if is_small or _is_in_row(papers, gap.line, difference):
            continue
        line = gap.line
        before = _before(ordered, line)
        cells = [line.source.at("balance"), movement_cell(papers, line.source)]
        if before is not None:
            cells.append(before.source.at("balance"))
        amount = [(f"the row's amount {abs(line.amount)}", line.amount)] if line.amount else []
        if following and following.found - following.expected == -difference:
            mended = following  # one wrong balance: the row below goes on from the right one
        back = mended is following and following is not None
        again = f" Row {following.line.source.row} brings it back." if following and back else ""
        cause = slip(gap.found, gap.expected) or culprit(difference, amount)
        yield Finding(
            CODE,
            Severity.ERROR if certain else Severity.WARNING,
            f"The balance in row {line.source.row} of sheet '{line.source.sheet}'"
            f" ({line.description or line.kind or line.date}) is {gap.found}, but the balance"
            f" before it and the row's amount make {gap.expected}: {difference} apart."
            f"{' ' if cause else ''}{cause}{again}",
            tuple(cells),
            numbers=(
                ("balance", gap.found),
                ("expected", gap.expected),
                ("difference", difference),
            ),
            advice="Correct the row's amount or balance, or enter the row that was left out.",
            subject=f"balance of {line.source.sheet} {line.date} {line.description} {line.amount}",
            impact=abs(difference),
        )


def _is_in_row(papers: Workpapers, line: BankLine, difference: Money) -> bool:
    """Another column of the row, a fee beside the amount, is what the balance has moved by."""
    taken = {column_number(letters) for letters in line.source.columns.values()}
    for book, sheet in papers.sheets:
        if (book.name, sheet.name) == line.source.table:
            others = (
                to_money(value, difference.currency)
                for column, value in enumerate(sheet.rows[line.source.row - 1], 1)
                if column not in taken and not isinstance(value, str)
            )
            return any(other and abs(other.minor) == abs(difference.minor) for other in others)
    return False


def _negated(line: BankLine) -> BankLine:
    amount = None if line.amount is None else -line.amount
    return StatementLine(
        line.date, amount, line.source, line.description, line.kind, balance=line.balance
    )


def _before(ordered: Sequence[BankLine], line: BankLine) -> BankLine | None:
    found: BankLine | None = None
    for other in ordered:
        if other.source.row == line.source.row:
            return found
        if other.balance is not None:
            found = other
    return found
