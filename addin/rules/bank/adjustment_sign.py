"""BNK104: a reconciliation takes off what its own journal adds, or the other way round.

Why it matters: form and journal correct the same mistake in opposite directions, so after the
journal is posted the account is out by twice the amount.

Example: the form subtracts 180.00 for a deposit booked too low, while the journal debits cash with
180.00.

What to do: find out which way the mistake went (the statement decides), and turn the other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.bank import BankLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.accounts_of_money import lists_of, nearest_list, reconciliations
from addin.rules.cells_involved import amount_cell, movement_cell
from addin.rules.form import ADDED, TAKEN_OFF, FormLine, Reconciliation
from addin.rules.rule import Workpapers

CODE = "BNK104"
_CASH: Final = re.compile(r"\b(?:cash|bank|chequing|checking|current account)\b", re.IGNORECASE)
_NO_CASH: Final = re.compile(r"\b(?:petty|charges?|fees?|interest|expenses?|loan)\b", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per adjustment of the book balance that its journal contradicts."""
    cash = [p for p in papers.production.postings if p.amount and _is_cash(p.account_name)]
    if not cash:
        return
    for form in reconciliations(papers):
        near = [p for p in cash if p.source.workbook == form.book.place.workbook] or cash
        for line in form.items:
            if form.is_of_book(line) and line.amount:
                yield from _contradicted(form, line, near, papers)


def _is_cash(name: str) -> bool:
    return bool(_CASH.search(name)) and not _NO_CASH.search(name)


def _effect(line: FormLine) -> Money | None:
    """What the line does to the balance: its heading says so, else its own sign."""
    if line.amount is None:
        return None
    if TAKEN_OFF.search(line.heading):
        return -abs(line.amount)
    return abs(line.amount) if ADDED.search(line.heading) else line.amount


def _contradicted(
    form: Reconciliation, line: FormLine, cash: Sequence[Posting], papers: Workpapers
) -> Iterator[Finding]:
    effect = _effect(line)
    if effect is None:
        return
    same = [p for p in cash if p.amount and abs(p.amount.minor) == abs(effect.minor)]
    if not same or any(p.amount and p.amount.minor == effect.minor for p in same):
        return
    posting = same[0]
    booked = Money(-effect.minor, effect.currency)
    proof = _proof(form, effect, papers)
    says = "adds" if booked.minor > 0 else "takes off"
    takes = "takes off" if booked.minor > 0 else "adds"
    decides = ""
    if proof:
        statement, book = proof
        decides = (
            f" The statement has {_amount(statement)} where the cash book has {_amount(book)}, so"
            f" the {'journal' if _step(proof) == booked.minor else 'reconciliation'} is right."
        )
    cells: list[Place] = [line.place, amount_cell(posting)]
    cells += [movement_cell(papers, entry.source) for entry in proof or ()]
    yield Finding(
        CODE,
        Severity.ERROR,
        f"The reconciliation {takes} {abs(effect).text()} ({line.label.strip()},"
        f" {line.place.cell}), but the journal in sheet '{posting.source.sheet}' {says} it to"
        f" {posting.account_name} in {amount_cell(posting).cell}.{decides}",
        tuple(cells),
        numbers=(("reconciliation", effect), ("journal", booked), ("difference", booked - effect)),
        advice="The statement decides which way the mistake went; turn the other one.",
        subject=f"{line.label.strip()} in {line.place.sheet}",
        impact=abs(booked - effect),
    )


def _proof(
    form: Reconciliation, effect: Money, papers: Workpapers
) -> tuple[BankLine, BankLine] | None:
    """The statement line and the book line of one day that differ by the adjustment."""
    workbook = form.book.place.workbook
    statement = nearest_list(lists_of(papers.production.bank), workbook)
    book = nearest_list(lists_of(papers.production.cash_book), workbook)
    ours: dict[tuple[object, str], list[BankLine]] = {}
    for entry in book or ():
        ours.setdefault((entry.date, entry.description.casefold()), []).append(entry)
    for entry in statement or ():
        for other in ours.get((entry.date, entry.description.casefold()), ()):
            if abs(_step((entry, other))) == abs(effect.minor):
                return entry, other
    return None


def _step(proof: tuple[BankLine, BankLine]) -> int:
    statement, book = proof
    if statement.amount is None or book.amount is None:
        return 0
    return statement.amount.minor - book.amount.minor


def _amount(line: BankLine) -> str:
    return line.amount.text() if line.amount else ""
