"""How an imported statement ties to the list it goes below: its balances, and whose list it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from addin.domain.bank import StatementLine, closing_balance
from addin.domain.money import NO_CURRENCY
from addin.importers.importer import ImportedTable
from addin.jobs.import_matching import STATEMENTS, Matched, amount_of
from addin.reports.imported_list import oldest_first
from addin.tables.cells import to_number
from addin.tables.currencies import currency_of
from addin.tables.parse import parse
from addin.tables.records.currency import currency_in
from addin.tables.table import Book, Role, Sheet, Table


def list_tied(table: ImportedTable, into: Table, sheet: Sheet, compared: Matched) -> str:
    """The balance of the workbook's list with the new movements, against the one that is stated."""
    if table.role not in STATEMENTS or table.proof.closing is None:
        return ""
    lines = [one for one in parse(into, sheet).records if isinstance(one, StatementLine)]
    last = closing_balance(lines)
    days = [one.date for one in lines if one.date is not None]
    on = table.proof.closing_on
    if last is None or (on is not None and days and max(days) > on):
        return ""  # the list goes on after the statement: their ends have nothing to say
    new = [amount_of(table.rows[at], table.fields, table.role) for at in compared.new]
    sum_ = sum((one for one in new if one is not None), Decimal(0))
    turn = -1 if table.role is Role.CARD and last.amount * table.proof.closing < 0 else 1
    comes_to = last.amount + turn * sum_
    off = comes_to - turn * table.proof.closing
    if not off:
        return f"; the list then closes with {comes_to:,.2f}, as stated"
    return (
        f"; {table.proof.said}, but the list then closes with {comes_to:,.2f}, "
        f"{abs(off):,.2f} {'more' if off > 0 else 'less'}"
    )


def whose_doubt(
    table: ImportedTable, book: Book, into: Table, sheet: Sheet, compared: Matched
) -> str:
    """Why it is not certain that a statement is of the account whose list this is.

    Certain is what repeats a movement of it, or goes on from its last balance.
    """
    if table.role not in STATEMENTS or compared.there:
        return ""
    lines = [one for one in parse(into, sheet).records if isinstance(one, StatementLine)]
    last = closing_balance(lines)
    if last is None and not lines:
        return ""  # an empty list: there is nothing to mix it with
    if _goes_on(table, into, sheet):
        return ""
    of = f" of {table.account}" if table.account else ""
    return (
        f"Nothing shows that '{sheet.name}' in {book.name} is the list{of}: it names no account, "
        "has none of these movements, and its last balance is not where they begin."
    )


def currency_doubt(
    table: ImportedTable, book: Book, into: Table, sheet: Sheet, compared: Matched, usual: str
) -> str:
    """Why a statement is in another currency than the list it would go below; empty: it is not.

    ``usual`` is the currency of the production: the list's, where that names none and goes on in
    no way from which the statement would be known. What repeats a movement of the list is its own.
    """
    if table.role not in STATEMENTS or not table.currencies or compared.there:
        return ""
    own = currency_in(into, sheet) or currency_of(sheet.name) or ""
    if not own and (usual in {"", NO_CURRENCY} or _goes_on(table, into, sheet)):
        return ""
    if set(table.currencies) == {own or usual}:
        return ""
    where = f"'{sheet.name}' in {book.name}"
    said = f"The statement is in {' and '.join(table.currencies)}, "
    if own:
        return f"{said}{where} is in {own}."
    return f"{said}the production in {usual}, and {where} names no currency."


def _goes_on(table: ImportedTable, into: Table, sheet: Sheet) -> bool:
    """Whether the statement begins where the list ends."""
    lines = [one for one in parse(into, sheet).records if isinstance(one, StatementLine)]
    last = closing_balance(lines)
    return last is not None and any(abs(one) == abs(last.amount) for one in _openings(table))


def _openings(table: ImportedTable) -> Iterable[Decimal]:
    """The balance before the first movement, as far as the file tells it."""
    amounts = [amount_of(row, table.fields, table.role) or Decimal(0) for row in table.rows]
    if table.proof.closing is not None:
        yield table.proof.closing - sum(amounts, Decimal(0))
    if "balance" in table.fields and table.rows:
        order = oldest_first(table, range(len(table.rows)))
        stated = to_number(table.rows[order[0]][table.fields["balance"]])
        if stated is not None:
            yield Decimal(stated) - amounts[order[0]]
