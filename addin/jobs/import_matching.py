"""Which rows of an imported list are in a workbook's list already: nothing is imported twice.

The source's own id decides where both have it. Without one, a movement of money is known by day and
amount, and by words or balance where several are alike; everything else by all that both lists say.
A row of the workbook stands for one row of the file at most: two coffees on one day are two.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from addin.domain.actuals import Posting
from addin.domain.bank import StatementLine
from addin.importers.importer import ImportedTable
from addin.tables.cells import to_date, to_number, to_text
from addin.tables.headings import normal
from addin.tables.parse import Record, parse
from addin.tables.table import Role, Sheet, Table, Value

STATEMENTS: Final = frozenset({Role.BANK, Role.CARD})
_WORDS: Final = ("vendor", "description")
_LEDGER_WORDS: Final = ("entry", "document", "vendor", "description", "po_number")
FIGURES: Final = frozenset({"amount", "debit", "credit", "balance"})
_KEYS: Final = {Role.TASK_LIST: ("task_id", "task")}


@dataclass(frozen=True, slots=True)
class Told:
    """One row, of the file or of the workbook, as far as both can be compared.

    ``amount`` is in the file's sense: money in for a bank, a charge for a card, a cost for a
    ledger. ``row`` is the row of the sheet, or the place in the file's rows from 0.
    """

    row: int
    id: str = ""
    date: dt.date | None = None
    amount: Decimal | None = None
    balance: Decimal | None = None
    words: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows of the file (from 0) that are new, and row of the file → row of the sheet of the others.

    ``otherwise`` are those of the latter that the workbook describes in other words.
    """

    new: tuple[int, ...]
    there: Mapping[int, int]
    otherwise: tuple[int, ...] = ()


def amount_of(row: Sequence[Value], fields: Mapping[str, int], role: Role) -> Decimal | None:
    """The signed amount of an imported row."""
    whole, debit, credit = (
        to_number(row[fields[name]]) if name in fields else None
        for name in ("amount", "debit", "credit")
    )
    if debit is None and credit is None:
        return None if whole is None else Decimal(whole)
    side = Decimal(debit or 0) - Decimal(credit or 0)
    return -side if role is Role.BANK else side


def matched(table: ImportedTable, target: Table, sheet: Sheet) -> Matched:
    """The rows of the file against those of the list."""
    ours = list(_of_file(table, target))
    theirs = list(_of_sheet(table, target, sheet))
    if table.role in STATEMENTS:
        passes: tuple[_Pass, ...] = (_by_id, _by_words, _by_balance, _by_money)
    elif table.role is Role.LEDGER:
        passes = (_by_key,)
    else:
        passes = (_by_id, _by_key)
    there: dict[int, int] = {}
    taken: set[int] = set()
    otherwise: list[int] = []
    for one in passes:
        waiting = defaultdict[Hashable, list[Told]](list)
        for row in theirs:
            key = one(row)
            if key is not None and row.row not in taken:
                waiting[key].append(row)
        for row in ours:
            key = one(row)
            if key is None or row.row in there:
                continue
            fitting = next((each for each in waiting[key] if _may_be(one, row, each)), None)
            if fitting is not None:
                waiting[key].remove(fitting)
                taken.add(fitting.row)
                there[row.row] = fitting.row
                if one is _by_money:
                    otherwise.append(row.row)
    new = tuple(row.row for row in ours if row.row not in there)
    return Matched(new, there, tuple(otherwise))


_Pass = Callable[[Told], Hashable | None]


def _by_id(one: Told) -> Hashable | None:
    return one.id or None


def _by_words(one: Told) -> Hashable | None:
    return _by_money(one) if one.words else None


def _by_balance(one: Told) -> Hashable | None:
    if one.amount is None or one.balance is None:
        return None
    return (one.date, one.amount, one.balance)


def _by_money(one: Told) -> Hashable | None:
    return None if one.amount is None or one.date is None else (one.date, one.amount)


def _by_key(one: Told) -> Hashable | None:
    return (one.date, one.amount, one.key) if any(one.key) else None


def _may_be(by: _Pass, ours: Told, theirs: Told) -> bool:
    """Whether nothing says that they are two: other ids, or other words and other balances."""
    if ours.id and theirs.id:
        return ours.id == theirs.id
    if ours.words & theirs.words:
        return True
    if by is _by_words:
        return False
    if ours.balance is not None and theirs.balance is not None:
        return ours.balance == theirs.balance
    return True


def _of_file(table: ImportedTable, target: Table) -> Iterator[Told]:
    fields = table.fields
    id_at = table.headings.index(table.id_field) if table.id_field else None
    names = _compared(table, target)
    for at, row in enumerate(table.rows):
        balance = to_number(row[fields["balance"]]) if "balance" in fields else None
        yield Told(
            at,
            to_text(row[id_at]) if id_at is not None else "",
            to_date(row[fields["date"]]) if "date" in fields else None,
            _cents(amount_of(row, fields, table.role)),
            _cents(None if balance is None else Decimal(balance)),
            _words(to_text(row[fields[name]]) for name in _WORDS if name in fields),
            tuple(_plain(row[fields[name]]) for name in names),
        )


def _of_sheet(table: ImportedTable, target: Table, sheet: Sheet) -> Iterator[Told]:
    records: dict[int, Record] = {one.source.row: one for one in parse(target, sheet).records}
    id_at = column_called(target, table.id_field) if table.id_field else None
    names = _compared(table, target)
    for row in target.body:
        record = records.get(row)
        date, amount, balance = _money(record)
        cells = {name: sheet.value(row, column) for name, column in target.fields.items()}
        yield Told(
            row,
            to_text(sheet.value(row, id_at)) if id_at is not None else "",
            date if record is not None else to_date(cells.get("date")),
            _cents(amount),
            _cents(balance),
            _words(to_text(cells[name]) for name in _WORDS if name in cells),
            tuple(_plain(cells[name]) for name in names),
        )


def _money(record: Record | None) -> tuple[dt.date | None, Decimal | None, Decimal | None]:
    if isinstance(record, StatementLine):
        balance = record.balance.amount if record.balance is not None else None
        return record.date, record.amount.amount if record.amount is not None else None, balance
    if isinstance(record, Posting):
        return record.date, record.amount.amount if record.amount is not None else None, None
    return None, None, None


def _compared(table: ImportedTable, target: Table) -> tuple[str, ...]:
    """The fields whose texts tell rows of this role apart, as far as both lists have them."""
    both = [name for name in table.fields if name in target.fields]
    if table.role is Role.LEDGER:
        return tuple(name for name in ("account", *_LEDGER_WORDS) if name in both)
    keys = tuple(name for name in _KEYS.get(table.role, ()) if name in both)
    return keys[:1] or tuple(name for name in both if name not in FIGURES)


def column_called(target: Table, heading: str) -> int | None:
    """The column of a list with this heading, whatever its case and punctuation."""
    said = normal(heading)
    return next((c for c, text in target.headings.items() if said and normal(text) == said), None)


def _words(texts: Iterator[str]) -> frozenset[str]:
    return frozenset(" ".join(one.casefold().split()) for one in texts if one)


def _plain(value: Value) -> str:
    date = value.date() if isinstance(value, dt.datetime) else value
    return " ".join(to_text(date).casefold().split())


def _cents(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.01"))
