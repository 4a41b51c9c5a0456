"""BNK103: a bank reconciliation starts from balances that are not there, or does not come out.

Why it matters: a reconciliation proves something only when it starts from the very balances of
statement and book, and ends in nothing.

Example: the form says 71,230.00 per statement, while the statement closes at 71,230.75.

What to do: take both balances over to the cent, then look for what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.domain.bank import BankLine
from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.accounts_of_money import closing, lists_of, nearest_list, opening, reconciliations
from addin.rules.discrepancy import slip
from addin.rules.form import FormLine, Reconciliation
from addin.rules.rule import Workpapers

CODE = "BNK103"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield the balances taken over wrongly, then the difference the form ends in."""
    statements: tuple[tuple[BankLine, ...], ...] = lists_of(papers.production.bank)
    books: tuple[tuple[BankLine, ...], ...] = lists_of(papers.production.cash_book)
    for form in reconciliations(papers):
        for line, lists, what in (
            (form.bank, statements, "the statement"),
            (form.book, books, "the cash book"),
        ):
            yield from _balance(line, lists, what, papers.options.tolerance_minor)
        yield from _end(papers, form)


def _balance(
    line: FormLine, lists: Sequence[tuple[BankLine, ...]], what: str, tolerance: int
) -> Iterator[Finding]:
    lines = nearest_list(lists, line.place.workbook)
    last = closing(lines) if lines else None
    if lines is None or last is None or line.amount is None:
        return
    stated = Money(line.amount.minor, last[0].currency)
    difference = stated - last[0]
    if abs(difference.minor) <= tolerance:
        return
    elsewhere = next((x for x in lines if x.balance == stated), None)
    if elsewhere is not None:
        where, severity = elsewhere.source.at("balance"), Severity.WARNING
        remark = f"It is the balance of {where.cell} ({elsewhere.date}), not the last one."
    else:
        where, severity = last[1], Severity.ERROR
        remark = slip(stated, last[0]) or f"No row of {what} has this balance."
    yield Finding(
        CODE,
        severity,
        f"'{line.label}' is {stated} in {line.place.cell}, but {what} closes at {last[0]}:"
        f" {difference} apart. {remark}",
        tuple(dict.fromkeys((line.place, last[1], where))),
        numbers=(("reconciliation", stated), (what, last[0]), ("difference", difference)),
        advice="Take the balance over to the cent.",
        subject=f"{line.label} in {line.place.sheet}",
        impact=abs(difference),
    )


def _end(papers: Workpapers, form: Reconciliation) -> Iterator[Finding]:
    left = _difference(form)
    if left is None:
        return
    amount, place = left
    sides = [line for line in (form.adjusted_bank, form.adjusted_book) if line and line.amount]
    currency = amount.currency
    numbers = [
        (line.label.strip().lower(), Money(line.amount.minor, currency))
        for line in sides
        if line.amount
    ]
    before = _before_the_month(papers, place.workbook)
    remark = f" The opening balances already differ by {abs(before)}." if before else ""
    yield Finding(
        CODE,
        Severity.ERROR,
        f"The reconciliation in sheet '{place.sheet}' ends in a difference of {amount}.{remark}",
        tuple(dict.fromkeys((place, *(line.place for line in sides)))),
        numbers=(*numbers, ("difference", amount)),
        advice="Follow the difference; the account is not reconciled before it is zero.",
        subject=f"difference in {place.sheet}",
        impact=abs(amount),
    )


def _difference(form: Reconciliation) -> tuple[Money, Place] | None:
    """What the form says is left, or what its adjusted balances leave when it says nothing."""
    if form.difference is not None:
        amount = form.difference.amount
        return (amount, form.difference.place) if amount else None
    bank, book = form.adjusted_bank, form.adjusted_book
    if bank is None or book is None or bank.amount is None or book.amount is None:
        return None
    left = book.amount - bank.amount
    return (left, book.place) if left else None


def _before_the_month(papers: Workpapers, workbook: str) -> Money | None:
    statement = nearest_list(lists_of(papers.production.bank), workbook)
    book = nearest_list(lists_of(papers.production.cash_book), workbook)
    if statement is None or book is None:
        return None
    theirs, ours = opening(papers, statement), opening(papers, book)
    if theirs is None or ours is None or theirs[0].currency != ours[0].currency:
        return None
    return ours[0] - theirs[0]
