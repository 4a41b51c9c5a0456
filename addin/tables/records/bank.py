"""Bank and card statements, cash books and petty cash as records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.money import Money
from addin.domain.petty_cash import Receipt
from addin.tables.records.columns import Columns

_IN: Final = re.compile(
    r"deposit|receipt|received|receive|money in|paid in|inflow|\bin\b", re.IGNORECASE
)
_OUT: Final = re.compile(
    r"withdraw|payment|paid out|money out|outflow|disburse|spent|check|cheque|charge|fee|\bout\b",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"(?:opening|beginning|closing|ending|starting)\b.*\bbalance"
    r"|balance (?:brought|carried|b/?f|c/?f)|brought forward|carried forward|^balance$",
    re.IGNORECASE,
)


def bank(columns: Columns) -> list[StatementLine]:
    """The lines of a bank statement; money in is positive."""
    kinds, descriptions = columns.texts("kind"), columns.texts("description")
    balances = columns.amounts("balance")
    amounts = _money_in(columns, kinds, balances, debit_is_in=False)
    _report_missing(columns, kinds, descriptions)
    fields = zip(
        columns.dates("date"),
        amounts,
        columns.sources(),
        descriptions,
        kinds,
        columns.codes("reference"),
        balances,
        columns.dates("posted"),
        columns.texts("category"),
        strict=True,
    )
    found = [StatementLine(*each) for each in fields]
    return [replace(line, column=name) for line, name in zip(found, _where(columns), strict=True)]


def cash_book(columns: Columns) -> list[CashBookLine]:
    """The lines of the production's own book of a bank account; money in is positive."""
    kinds, descriptions = columns.texts("kind"), columns.texts("description")
    balances = columns.amounts("balance")
    amounts = _money_in(columns, kinds, balances, debit_is_in=True)
    _report_missing(columns, kinds, descriptions)
    fields = zip(
        columns.dates("date"),
        amounts,
        columns.sources(),
        descriptions,
        kinds,
        columns.codes("reference"),
        balances,
        strict=True,
    )
    found = [CashBookLine(*each) for each in fields]
    return [replace(line, column=name) for line, name in zip(found, _where(columns), strict=True)]


def card(columns: Columns) -> list[StatementLine]:
    """The lines of a card statement; a charge is positive."""
    amounts = columns.amounts("amount")
    negative = sum(amount.is_negative for amount in amounts if amount)
    if negative and negative * 3 >= 2 * sum(bool(amount) for amount in amounts):
        # a bank's export of a card: what was spent is negative there
        amounts = [None if amount is None else -amount for amount in amounts]
    vendors, descriptions = columns.texts("vendor"), columns.texts("description")
    _report_missing(columns, vendors, descriptions)
    fields = zip(
        columns.dates("date"),
        amounts,
        columns.sources(),
        [" ".join(filter(None, both)) for both in zip(vendors, descriptions, strict=True)],
        columns.texts("kind"),
        columns.codes("reference"),
        columns.amounts("balance"),
        columns.dates("posted"),
        columns.texts("category"),
        columns.texts("holder"),
        columns.texts("receipt"),
        columns.codes("account"),
        columns.texts("notes"),
        strict=True,
    )
    return [StatementLine(*each) for each in fields]


def petty_cash(columns: Columns) -> list[Receipt]:
    """The lines of a petty cash envelope; money spent is positive, money received negative."""
    spent, received = columns.amounts("amount"), columns.amounts("received")
    fields = zip(
        columns.dates("date"),
        [_less(out, back) for out, back in zip(spent, received, strict=True)],
        columns.sources(),
        columns.codes("receipt"),
        columns.texts("vendor"),
        columns.texts("description"),
        columns.codes("account"),
        columns.texts("holder"),
        columns.amounts("balance"),
        strict=True,
    )
    return [Receipt(*each) for each in fields]


def _report_missing(columns: Columns, kinds: Sequence[str], descriptions: Sequence[str]) -> None:
    opening = [
        at
        for at, both in enumerate(zip(kinds, descriptions, strict=True))
        if any(_OPENING.search(text) for text in both)
    ]
    columns.report_missing("how much was moved", "amount", "debit", "credit", besides=opening)
    columns.report_missing("when it was", "date", besides=opening)


def _money_in(
    columns: Columns, kinds: Sequence[str], balances: Sequence[Money | None], *, debit_is_in: bool
) -> list[Money | None]:
    """Amounts with money in positive.

    Banks and books call the same side debit and credit the other way round, and sheets mix them up:
    the running balance decides; without one the headings, then the kinds of the lines, then
    ``debit_is_in``, the custom for such a list.
    """
    if not (columns.has("debit") or columns.has("credit")):
        return columns.amounts("amount")
    debits, credits_ = columns.amounts("debit"), columns.amounts("credit")
    moved = [_less(debit, credit) for debit, credit in zip(debits, credits_, strict=True)]
    votes = _by_balance(moved, balances) or _by_headings(columns) or _by_kinds(moved, kinds)
    inward = debit_is_in if votes == 0 else votes > 0
    amounts = columns.amounts("amount") if columns.has("amount") else [None] * len(moved)
    return [
        amount if move is None else move if inward else -move
        for move, amount in zip(moved, amounts, strict=True)
    ]


def _where(columns: Columns) -> list[str]:
    """Which column holds each row's amount."""
    sides = zip(columns.raw("debit"), columns.raw("credit"), strict=True)
    return ["debit" if debit else "credit" if credit else "amount" for debit, credit in sides]


def _by_balance(moved: Sequence[Money | None], balances: Sequence[Money | None]) -> int:
    votes = 0
    before: Money | None = None
    for move, balance in zip(moved, balances, strict=True):
        if balance is None:
            continue
        if move and before is not None and move.currency == before.currency == balance.currency:
            step = balance - before
            votes += (step == move) - (step == -move)
        before = balance
    return votes


def _by_headings(columns: Columns) -> int:
    def says(name: str) -> int:
        heading = columns.table.headings.get(columns.table.fields.get(name, 0), "")
        return bool(_IN.search(heading)) - bool(_OUT.search(heading))

    return says("debit") - says("credit")


def _by_kinds(moved: Sequence[Money | None], kinds: Sequence[str]) -> int:
    votes = 0
    for move, kind in zip(moved, kinds, strict=True):
        if move and kind:
            inward = bool(_IN.search(kind)) - bool(_OUT.search(kind))
            votes += -inward if move.is_negative else inward
    return votes


def _less(amount: Money | None, other: Money | None) -> Money | None:
    if amount is None or other is None or amount.currency != other.currency:
        if amount is None and other is not None:
            return -other
        return amount
    return amount - other
