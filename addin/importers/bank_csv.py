"""Bank and card statements as lists: no two banks write them alike.

The headings are understood, not known beforehand. What money is in and what is out is decided by
the file: by a sign, by columns for each side, by a column of marks (D and C), and proved by the
running balance where there is one. A file that does not show it is refused, or said; never guessed.

A bank's amounts are given with money in positive, a card's with a charge positive.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import (
    Imported,
    ImportedTable,
    Importer,
    Remark,
    RowReader,
    RowsOf,
)
from addin.importers.rows import (
    account_in,
    amount,
    as_cell,
    begins_another,
    dates_of,
    head_rows,
    rows_of_text,
    text,
    value,
)
from addin.importers.signs import Movement, in_and_out, proved
from addin.importers.statement_currency import currencies_of
from addin.importers.statement_headings import Statement, knows_bank, knows_card, understood
from addin.tables.headings import normal
from addin.tables.table import Role, Value

_ACCOUNT: Final = frozenset({"account no", "iban", "card no", "account id"})
_MARKS: Final = {
    **dict.fromkeys(("d", "dr", "debit", "dbit", "s", "-", "out", "soll", "withdrawal"), -1),
    **dict.fromkeys(("c", "cr", "credit", "crdt", "h", "+", "in", "haben", "deposit"), 1),
}
_TOTAL: Final = re.compile(r"^(?:sub ?)?totals?\b|^sum\b", re.IGNORECASE)
_PENDING: Final = re.compile(r"\bpending\b", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"(?:opening|beginning|starting|closing|ending|previous)\b.*\bbalance|brought forward"
    r"|carried forward|^balance$",
    re.IGNORECASE,
)
_SIDES: Final = ("amount", "debit", "credit")
_SHOWN: Final = 80  # letters of a line in a remark
HEADINGS: Final = (
    "Date", "Type", "Description", "Reference", "Amount", "Balance", "Category", "Notes", "Bank id",
)  # fmt: skip
CARD_HEADINGS: Final = (
    "Date", "Posted", "Merchant", "Description", "Category", "Holder", "Amount", "Balance",
    "Reference", "Notes", "Bank id",
)  # fmt: skip
_BANK_FIELDS: Final = (
    "date", "kind", "description", "reference", "amount", "balance", "category", "notes",
)  # fmt: skip
_CARD_FIELDS: Final = (
    "date", "posted", "vendor", "description", "category", "holder", "amount", "balance",
    "reference", "notes",
)  # fmt: skip


def read_bank(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read a bank's statement.

    Raises:
        ImportRefused: no row has the headings of one, its dates read two ways, or nothing says
            which amounts are money in.
    """
    return _read(rows, file_name, Role.BANK, day_first)


def read_card(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read a card's statement.

    Raises:
        ImportRefused: as for a bank's.
    """
    return _read(rows, file_name, Role.CARD, day_first)


def _read(rows: RowsOf, file_name: str, role: Role, day_first: bool | None) -> Imported:  # noqa: FBT001 - as RowReader
    sheet = understood(rows, role)
    if sheet is None:
        raise ImportRefused(
            file_name, "no row of it has headings for a date, an amount and what it was for"
        )
    _of_one_account(sheet, file_name)
    lines = _body(sheet, file_name, day_first)
    moved = in_and_out(lines.found, of_card=role is Role.CARD)
    remarks = (*lines.left_out, *map(Remark, filter(None, (moved.said,))))
    unread = (*lines.unread, *moved.unclear)
    proof = proved(moved.movements, unread, of_card=role is Role.CARD)
    currencies = currencies_of(sheet)
    shown = [one for one in moved.movements if not one.is_balance and one.moved is not None]
    table = ImportedTable(
        f"{'Card' if role is Role.CARD else 'Bank'} statement{_in_brackets(currencies)}",
        role,
        *_shown(sheet, shown),
        tuple(one.line for one in shown),
        id_field="Bank id" if sheet.id_column is not None else "",
        account=account_in(
            " ".join(text(row, at) for row in rows[: sheet.headed.at] for at in range(len(row)))
        ),
        proof=proof,
        currencies=currencies,
    )
    name = "card-csv" if role is Role.CARD else "bank-csv"
    return Imported(name, file_name, (table,), remarks=remarks)


def _in_brackets(currencies: Sequence[str]) -> str:
    """The one currency of a list, so that the sheet it becomes is known to be in it."""
    return f" ({currencies[0]})" if len(currencies) == 1 else ""


def _of_one_account(sheet: Statement, file_name: str) -> None:
    """Several accounts in one list have no common balance, and belong into lists of their own.

    Raises:
        ImportRefused: it holds several. Cards of one account may be several.
    """
    said = [normal(heading) for heading in sheet.headed.headings]
    at = next((place for place, name in enumerate(said) if name in _ACCOUNT), None)
    if at is None or sheet.role is Role.CARD:
        return
    held = list(
        dict.fromkeys(filter(None, (text(r, at) for r in sheet.rows[sheet.headed.at + 1 :])))
    )
    if len(held) > 1:
        shown = ", ".join(f"…{one[-4:]}" for one in held[:5])
        raise ImportRefused(
            file_name,
            f"it holds movements of {len(held)} accounts ({shown}): export each by itself",
        )


def _body(
    sheet: Statement,
    file_name: str,
    day_first: bool | None,  # noqa: FBT001 - as RowReader
) -> _Lines:
    """The movements as written, sides apart; and lines that hold money but cannot be read."""
    rows = list(enumerate(sheet.rows[sheet.headed.at + 1 :], sheet.headed.at + 2))
    day = sheet.fields.get("date", sheet.fields.get("posted"))
    days = dates_of([value(row, day) for _, row in rows], file_name, day_first)
    lines = _Lines(sheet, _marks(sheet, [row for _, row in rows]))
    for (line, row), date in zip(rows, days, strict=True):
        if begins_another(sheet.headed.headings, row):
            lines.left_out.append(Remark("another list begins here, and was left out", line))
            break
        lines.take(line, row, date)
    return lines


class _Lines:
    """The lines of a statement: movements, what cannot be read, what was left out."""

    def __init__(self, sheet: Statement, marks: int | None) -> None:
        self._sheet, self._fields, self._marks = sheet, sheet.fields, marks
        self._headings = [heading.casefold() for heading in sheet.headed.headings]
        self.found: list[Movement] = []
        self.unread: list[Remark] = []
        self.left_out: list[Remark] = []

    def take(self, line: int, row: Sequence[Value], date: dt.date | None) -> None:
        """One more line."""
        words = [text(row, at) for at in range(len(row))]
        said = " ".join(filter(None, words))[:_SHOWN]
        first = next(filter(None, words), "")
        if not first or _TOTAL.match(first) or [w.casefold() for w in words] == self._headings:
            return
        amounts, debit, credit = (amount(row, self._fields.get(name)) for name in _SIDES)
        balance = amount(row, self._fields.get("balance"))
        moves = [one for one in (amounts, debit, credit) if one is not None]
        is_opening = any(map(_OPENING.search, words))
        if is_opening and balance is None and len(moves) == 1:
            balance = abs(moves[0])  # a book that states it in the column of a side
        is_balance = balance is not None and (is_opening or not moves)
        if not is_balance and (not moves or date is None):
            self._refused(Remark(said, line), words, row, date, has_amount=bool(moves))
            return
        mark = _MARKS.get(text(row, self._marks).casefold(), 0)
        self.found.append(
            Movement(
                line, date, tuple(row), amounts, debit, credit, balance, mark, is_balance=is_balance
            )
        )

    def _refused(
        self,
        what: Remark,
        words: Sequence[str],
        row: Sequence[Value],
        date: dt.date | None,
        *,
        has_amount: bool,
    ) -> None:
        """A line without a day or an amount: money that cannot be read, or no money at all."""
        if has_amount and any(map(_PENDING.search, words)):
            self.left_out.append(Remark(f"not posted yet, left out: {what.text}", what.line))
        elif has_amount:
            self.unread.append(Remark(f"no day can be read: {what.text}", what.line))
        elif any(text(row, self._fields.get(name)) for name in _SIDES) and date is not None:
            self.unread.append(Remark(f"no amount can be read: {what.text}", what.line))
        elif date is not None:
            self.left_out.append(Remark(f"no amount, left out: {what.text}", what.line))


def _marks(sheet: Statement, rows: Iterable[Sequence[Value]]) -> int | None:
    """The column that says for every line with a mark whether it is money in or out."""
    listed = list(rows)
    for at in range(len(sheet.headed.headings)):
        said = [one for row in listed if (one := text(row, at).casefold())]
        if said and len(said) * 10 >= len(listed) * 9 and all(one in _MARKS for one in said):
            return at
    return None


def _shown(
    sheet: Statement, movements: Sequence[Movement]
) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...], dict[str, int]]:
    """Headings, rows and fields: the columns of which anything is filled."""
    is_card = sheet.role is Role.CARD
    names = _CARD_FIELDS if is_card else _BANK_FIELDS
    headings = CARD_HEADINGS if is_card else HEADINGS
    full = [_row(sheet, one, names) for one in movements]
    kept = [
        at
        for at in range(len(headings))
        if (at < len(names) and names[at] in {"date", "amount"})
        or any(row[at] is not None for row in full)
    ]
    fields = {names[at]: place for place, at in enumerate(kept) if at < len(names)}
    return (
        tuple(headings[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in full),
        fields,
    )


def _row(sheet: Statement, one: Movement, names: Sequence[str]) -> tuple[Value, ...]:
    fields = sheet.fields
    told: dict[str, Value] = {
        name: text(one.row, fields[name]) or None for name in names if name in fields
    }
    told |= {"date": one.date, "amount": as_cell(one.moved), "balance": as_cell(one.balance)}
    if "posted" in told:
        told["posted"] = one.posted(fields.get("posted"))
    return (*(told.get(name) for name in names), text(one.row, sheet.id_column) or None)


def _importer(name: str, title: str, reader: RowReader) -> Importer:
    return Importer(
        name,
        title,
        (".csv", ".tsv", ".txt", ".xlsx"),
        lambda head, _: reader.knows(head_rows(head)),
        lambda content, file_name: reader.read(rows_of_text(content, file_name), file_name, None),
        reader,
    )


BANK_CSV: Final = _importer(
    "bank-csv", "Bank statement (CSV, Excel)", RowReader(knows_bank, read_bank)
)
CARD_CSV: Final = _importer(
    "card-csv", "Card statement (CSV, Excel)", RowReader(knows_card, read_card)
)
