"""Which statement and which cash book a reconciliation, or each other, belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from addin.domain.bank import BankLine, CashBookLine, StatementLine, in_time
from addin.domain.money import Money
from addin.domain.production import Production, by_list
from addin.domain.source import Place
from addin.rules.cells_involved import movement_cell
from addin.rules.form import Reconciliation, reconciliation
from addin.rules.rule import Workpapers

OPENING: Final = re.compile(
    r"\b(?:opening|beginning|starting|start|initial|brought forward|b/?f(?:wd)?|carried forward)\b",
    re.IGNORECASE,
)


L = TypeVar("L", StatementLine, CashBookLine)


def lists_of(lines: Sequence[L]) -> tuple[tuple[L, ...], ...]:
    """The lists these lines are from, without those that mix currencies: no balance proves them."""
    return tuple(found for found in by_list(lines) if is_one_currency(found))


def is_one_currency(lines: Sequence[BankLine]) -> bool:
    """All amounts and balances are in one currency."""
    figures = (m for line in lines for m in (line.amount, line.balance))
    return len({m.currency for m in figures if m is not None}) == 1


def nearest_list(
    lists: Sequence[tuple[BankLine, ...]], workbook: str
) -> tuple[BankLine, ...] | None:
    """The list in that workbook, if it is the only one there; else the only one there is."""
    here = [lines for lines in lists if lines[0].source.workbook == workbook]
    if len(here) == 1:
        return here[0]
    return lists[0] if len(lists) == 1 else None


def statement_and_book(
    production: Production,
) -> Iterator[tuple[tuple[StatementLine, ...], tuple[CashBookLine, ...]]]:
    """Each bank statement with the cash book of the same account: the one it shares most with."""
    books = lists_of(production.cash_book)
    for statement in lists_of(production.bank):
        ours = {(line.date, abs(line.amount.minor)) for line in statement if line.amount}
        shared = [
            (len(ours & {(x.date, abs(x.amount.minor)) for x in book if x.amount}), book)
            for book in books
        ]
        if shared:
            count, book = max(shared, key=lambda pair: pair[0])
            if count * 3 >= min(len(statement), len(book)):
                yield statement, book


def opening(papers: Workpapers, lines: Sequence[BankLine]) -> tuple[Money, Place] | None:
    """The balance a list starts from, and the cell that says so."""
    ordered = in_time(lines)
    if not ordered:
        return None
    first = ordered[0]
    cell = first.source.at("balance")
    if first.balance is None:
        says_opening = OPENING.search(f"{first.kind} {first.description}")
        if says_opening and first.amount is not None:
            return _carried(ordered, first.amount), movement_cell(papers, first.source)
        return None
    if first.amount is None or OPENING.search(f"{first.kind} {first.description}"):
        return first.balance, cell
    before = _less(first.balance, first.amount)
    return None if before is None else (before, cell)


def _less(balance: Money, amount: Money) -> Money | None:
    return balance - amount if balance.currency == amount.currency else None


def _carried(ordered: Sequence[BankLine], stated: Money) -> Money:
    """An opening balance typed among the movements; the next balance tells its sign."""
    first = ordered[0]
    following = ordered[1] if len(ordered) > 1 else first
    if following.balance is None or following.amount is None:
        return stated
    before = _less(following.balance, following.amount)
    return before if before is not None and abs(before.minor) == abs(stated.minor) else stated


def closing(lines: Sequence[BankLine]) -> tuple[Money, Place] | None:
    """The last balance of a list, and its cell."""
    for line in reversed(in_time(lines)):
        if line.balance is not None:
            return line.balance, line.source.at("balance")
    return None


def reconciliations(papers: Workpapers) -> Iterator[Reconciliation]:
    """Every sheet that is a bank reconciliation."""
    if not (papers.production.bank or papers.production.cash_book or papers.production.postings):
        return
    for book, sheet in papers.sheets:
        form = reconciliation(book, sheet, papers.production.currency)
        if form is not None:
            yield form
