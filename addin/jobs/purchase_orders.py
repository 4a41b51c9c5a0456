"""New purchase orders, and invoices that relieve them, written where the production keeps them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.commitments import PurchaseOrder
from addin.domain.money import Money
from addin.domain.references import reference_key
from addin.domain.source import Place
from addin.errors import NothingToDo
from addin.jobs.apply import Batch
from addin.jobs.load import Loaded, load
from addin.ports import Workbooks
from addin.settings.model import Settings
from addin.tables.changes import AppendedRows, Changes
from addin.tables.formula_template import FormulaTemplate
from addin.tables.table import Area, Book, CellEdit, Role, Sheet, Table, Value, address

_NUMBER: Final = re.compile(r"(.*?)(\d+)(\D*)")


@dataclass(frozen=True, slots=True)
class NewOrder:
    """What a coordinator knows of an order that is to be placed; amounts in the log's currency."""

    vendor: str
    amount: Money
    account: str = ""
    description: str = ""
    date: dt.date | None = None
    number: str = ""  # empty: the next one


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be written, in one sentence, and where to look."""

    sentence: str
    batch: Batch
    place: Place


def new_order(
    workbooks: Workbooks, settings: Settings, name: str, order: NewOrder, *, log: str = ""
) -> Planned:
    """A line below the PO log: the next number, the look and the formulas of the line above.

    ``log`` is the sheet, where there are several logs.

    Raises:
        NothingToDo: there is no log, or several; the number is taken; the account is not in the
            chart.
    """
    loaded = load(workbooks, settings, name)
    book, sheet, table = _only(loaded, Role.PO_LOG, log, "PO log")
    mine = [
        o for o in loaded.production.purchase_orders if o.source.table == (book.name, sheet.name)
    ]
    number = order.number.strip() or next_number(one.number for one in mine)
    taken = next((o for o in mine if reference_key(o.number) == reference_key(number)), None)
    if taken is not None:
        raise NothingToDo(
            f"PO {number} is taken: {taken.source.at('po_number')} ({taken.vendor}). "
            "Nothing was written."
        )
    _require_account(loaded, order.account)
    given: dict[str, Value] = {
        "po_number": _like_the_others(number, mine, sheet),
        "date": order.date,
        "vendor": order.vendor,
        "account": order.account,
        "description": order.description,
        _amount_field(table): float(order.amount.amount),
    }
    batch, place = _appended(book, sheet, table, given)
    told = " ".join(
        filter(None, (f"on {order.account}" if order.account else "", order.description))
    )
    return Planned(
        f"PO {number} to {order.vendor} over {order.amount.text()}{f' {told}' if told else ''}.",
        batch,
        place,
    )


def next_number(numbers: Iterable[str]) -> str:
    """The number after the highest of the log's usual kind: PO-1045 after PO-1044.

    Raises:
        NothingToDo: no number of the log ends in digits.

    >>> next_number(["PO-0998", "PO-0999", "CC-7"])
    'PO-1000'
    """
    found = [match for number in numbers if (match := _NUMBER.fullmatch(number.strip()))]
    if not found:
        raise NothingToDo("The log has no number to count on from: say which it is.")
    kinds = Counter((match[1], match[3]) for match in found)
    kind = max(kinds, key=lambda kind: (kinds[kind], kind))
    last = max((m for m in found if (m[1], m[3]) == kind), key=lambda m: int(m[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}{last[3]}"


def relieve_order(
    workbooks: Workbooks,
    settings: Settings,
    name: str,
    *,
    number: str,
    amount: Money,
    invoice: str = "",
    date: dt.date | None = None,
    over: bool = False,
) -> Planned:
    """Book an invoice against an order.

    With an invoice list it becomes a line there. Otherwise the log's own figures are changed where
    people type them: what is relieved, and what is open if that followed from it.

    Args:
        workbooks: the production's.
        settings: its settings.
        name: the production.
        number: the order.
        amount: what is invoiced; a credit memo is negative.
        invoice: the invoice's own number.
        date: of the invoice.
        over: book it although it is more than is open.

    Raises:
        NothingToDo: no such order; it has several lines; the invoice is more than is open, or there
            already; the log has no figure that could be changed.
    """
    loaded = load(workbooks, settings, name)
    order = _order(loaded, number)
    _require_new(loaded, order, invoice)
    open_now = _open(order)
    if open_now is not None and amount > open_now and not over:
        raise NothingToDo(
            f"PO {order.number} has {open_now.text()} open, and the invoice is "
            f"{amount.text()}: {(amount - open_now).text()} more. Nothing was written."
        )
    said = f"PO {order.number} relieved by {amount.text()}"
    lists = [table for table in loaded.tables if table.role is Role.INVOICE_LOG]
    with_orders = [table for table in lists if "po_number" in table.fields]
    if with_orders:
        book, sheet, table = _only(loaded, Role.INVOICE_LOG, "", "invoice list")
        given: dict[str, Value] = {
            "invoice_number": invoice,
            "date": date,
            "vendor": order.vendor,
            "po_number": _raw(loaded, order),
            "account": order.account,
            "total" if "total" in table.fields else "subtotal": float(amount.amount),
        }
        batch, place = _appended(book, sheet, table, given)
        return Planned(f"{said}: a line on the invoice list.", batch, place)
    edits, place = _relieved_cells(loaded, order, amount)
    book = _book(loaded, order.source.workbook)
    return Planned(
        f"{said}; {(open_now - amount).text() if open_now is not None else 'the rest'} stays open.",
        Batch(book.name, Changes(cells=tuple(edits), recalculate_on_load=True), book.digest),
        place,
    )


def _only(loaded: Loaded, role: Role, wanted: str, what: str) -> tuple[Book, Sheet, Table]:
    tables = [table for table in loaded.tables if table.role is role]
    chosen = [t for t in tables if not wanted or wanted in {t.sheet, f"{t.book}!{t.sheet}"}]
    if not tables:
        raise NothingToDo(f"There is no {what} among the workbooks. Nothing was written.")
    if len(chosen) != 1:
        names = ", ".join(f"{table.book}!{table.sheet}" for table in tables)
        raise NothingToDo(f"Say which {what} it belongs into: {names}. Nothing was written.")
    (table,) = chosen
    book = _book(loaded, table.book)
    sheet = book.sheet(table.sheet)
    if sheet is None or book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(f"{book.name} is no .xlsx workbook: nothing can be added to it.")
    return book, sheet, table


def _book(loaded: Loaded, name: str) -> Book:
    return next(book for book in loaded.books if book.name == name)


def _amount_field(table: Table) -> str:
    for field in ("amount", "total"):
        if field in table.fields:
            return field
    raise NothingToDo(f"{table.name} has no column for the amount. Nothing was written.")


def _appended(
    book: Book, sheet: Sheet, table: Table, given: Mapping[str, Value]
) -> tuple[Batch, Place]:
    """One more row, with the formulas of the last one where nothing is given."""
    last = max(table.body, default=0)
    if not last:
        raise NothingToDo(f"{table.name} has no line to take the looks of. Nothing was written.")
    row: dict[int, Value] = {
        table.fields[field]: value
        for field, value in given.items()
        if field in table.fields and value not in {None, ""}
    }
    known = next((one for one in sheet.list_objects if (last, table.area.left) in one.area), None)
    formulas: set[int] = set()
    if known is None:  # a table that Excel knows fills its columns itself
        for column in range(table.area.left, table.area.right + 1):
            text = sheet.formulas.get((last, column))
            if text and column not in row:
                row[column] = f"={FormulaTemplate(text, last, column).at(last + 1, column)}"
                formulas.add(column)
    added = AppendedRows(
        sheet.name,
        (row,),
        table=known.name if known else "",
        after=0 if known else last,
        formulas=frozenset(formulas),
    )
    place = Place(book.name, sheet.name, address(last + 1, table.area.left))
    return Batch(book.name, Changes(rows=(added,), recalculate_on_load=True), book.digest), place


def _like_the_others(number: str, orders: Sequence[PurchaseOrder], sheet: Sheet) -> Value:
    """A number where the log keeps its numbers as such."""
    cells = [Area.of(order.source.at("po_number").cell) for order in orders]
    values = [sheet.value(cell.top, cell.left) for cell in cells]
    numeric = sum(isinstance(value, int | float) for value in values)
    return int(number) if number.isdecimal() and numeric * 2 > len(values) else number


def _require_account(loaded: Loaded, account: str) -> None:
    chart = loaded.production.chart
    if account and chart is not None and chart.find(account) is None:
        raise NothingToDo(f"Account {account} is not in the chart. Nothing was written.")


def _order(loaded: Loaded, number: str) -> PurchaseOrder:
    key = reference_key(number)
    lines = [o for o in loaded.production.purchase_orders if reference_key(o.number) == key]
    if not lines:
        raise NothingToDo(f"There is no PO {number} in the log. Nothing was written.")
    if len(lines) > 1:
        cells = ", ".join(str(line.source.at("po_number")) for line in lines)
        raise NothingToDo(
            f"PO {number} has {len(lines)} lines ({cells}): relieve them by hand. "
            "Nothing was written."
        )
    return lines[0]


def _require_new(loaded: Loaded, order: PurchaseOrder, invoice: str) -> None:
    for one in loaded.production.invoices:
        same = reference_key(one.number) == reference_key(invoice)
        if invoice and same and reference_key(one.po_number) == reference_key(order.number):
            where = one.source.at("invoice_number")
            raise NothingToDo(f"Invoice {invoice} is there already: {where}. Nothing was written.")


def _open(order: PurchaseOrder) -> Money | None:
    if order.open is not None:
        return order.open
    if order.amount is None:
        return None
    return order.amount if order.relieved is None else order.amount - order.relieved


def _raw(loaded: Loaded, order: PurchaseOrder) -> Value:
    """The order's number as its cell holds it."""
    cell = Area.of(order.source.at("po_number").cell)
    sheet = _book(loaded, order.source.workbook).sheet(order.source.sheet)
    return sheet.value(cell.top, cell.left) if sheet is not None else order.number


def _relieved_cells(
    loaded: Loaded, order: PurchaseOrder, amount: Money
) -> tuple[list[CellEdit], Place]:
    sheet = _book(loaded, order.source.workbook).sheet(order.source.sheet)
    columns = order.source.columns
    place = order.source.at("relieved")
    at = Area.of(place.cell)
    if sheet is None or "relieved" not in columns or (at.top, at.left) in sheet.formulas:
        raise NothingToDo(
            f"PO {order.number} has no figure of what is relieved that could be changed "
            f"({place}). Nothing was written."
        )
    before = Money(0, amount.currency) if order.relieved is None else order.relieved
    edits = [CellEdit(sheet.name, at.top, at.left, float((before + amount).amount))]
    if "open" in columns and order.open is not None and order.amount is not None:
        cell = Area.of(order.source.at("open").cell)
        if (cell.top, cell.left) not in sheet.formulas and order.amount - before == order.open:
            left = float((order.open - amount).amount)
            edits.append(CellEdit(sheet.name, cell.top, cell.left, left))
    return edits, place
