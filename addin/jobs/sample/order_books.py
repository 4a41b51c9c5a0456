"""The coordinator's own lists: PO log with a two-row heading, invoice log, vendor list."""

from __future__ import annotations

from typing import Final

from addin.jobs.sample.canvas import (
    DATE,
    GROUP,
    HEAD,
    MONEY,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
    dollars,
)
from addin.jobs.sample.records import Bill, Order, Story
from addin.jobs.sample.show import CUTOFF
from addin.jobs.sample.show import TITLE as SHOW
from addin.jobs.sample.suppliers import SUPPLIERS
from addin.tables.blueprint import BookBlueprint, Choice, SheetBlueprint
from addin.tables.table import Area, address

ORDER_BOOK: Final = "PO Log.xlsx"
INVOICE_BOOK: Final = "Invoice log.xlsx"
ORDER_COLUMNS: Final = {
    "po_number": 1,
    "date": 2,
    "vendor": 3,
    "department": 4,
    "account": 5,
    "description": 6,
    "start": 7,
    "end": 8,
    "amount": 9,
    "relieved": 10,
    "open": 11,
    "status": 12,
}
_ORDER_HEADINGS: Final = (
    "PO #|Date|Vendor|Department|Account|Description|From|To|PO Amount|Invoiced|Open|Status"
).split("|")
_FIRST: Final = 6
INVOICE_COLUMNS: Final = {
    "invoice_number": 1,
    "vendor": 2,
    "po_number": 3,
    "date": 4,
    "due_date": 5,
    "subtotal": 6,
    "tax": 7,
    "total": 9,
    "account": 10,
    "status": 11,
    "reference": 12,
}
_INVOICE_HEADINGS: Final = (
    "Invoice No.|Vendor|PO No.|Invoice Date|Due Date|Net|Sales Tax|Freight|Total|Account|Status"
    "|Check No."
).split("|")


def order_book(told: Story, spots: Spots) -> BookBlueprint:
    """The PO log and the vendor list."""
    return BookBlueprint(
        f"{SHOW} - PO log",
        (
            _order_log(told.orders, Canvas(ORDER_BOOK, "PO Log", spots)),
            _vendors(Canvas(ORDER_BOOK, "Vendors", spots)),
        ),
    )


def invoice_book(told: Story, spots: Spots) -> BookBlueprint:
    """The invoice log."""
    return BookBlueprint(
        f"{SHOW} - invoice log",
        (_invoice_log(told.bills, Canvas(INVOICE_BOOK, "Invoices", spots)),),
    )


def _order_log(orders: list[Order], canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, f"{SHOW}: PURCHASE ORDER LOG", TITLE)
    canvas.put(
        2, 1, f"As of {CUTOFF:%B} {CUTOFF.day}, {CUTOFF.year}. Amounts include tax.", SUBTITLE
    )
    for text, left, right in (("ORDER", 1, 6), ("RENTAL", 7, 8), ("MONEY (USD)", 9, 11)):
        for column in range(left, right + 1):
            canvas.put(4, column, text if column == left else None, GROUP)
        canvas.merge(4, left, right)
    canvas.put(4, 12, None, GROUP)
    canvas.heading(5, _ORDER_HEADINGS, HEAD, (8, 10, 34, 22, 10, 36, 10, 10, 14, 14, 14, 10))
    for row, order in enumerate(orders, _FIRST):
        _order(canvas, row, order)
    last = _FIRST + len(orders) - 1
    canvas.put(last + 1, 3, "TOTAL", TOTAL_TEXT)
    for column in (9, 10, 11):
        letter = address(1, column)[:-1]
        canvas.work(last + 1, column, f"SUM({letter}{_FIRST}:{letter}{last})", TOTAL)
    canvas.mark("po log total", last + 1, ORDER_COLUMNS)
    canvas.rest |= {
        "frozen": (_FIRST, 2),
        "repeated_rows": (4, 5),
        "filter_area": Area(5, 1, last, 12),
        "choices": (Choice(Area(_FIRST, 12, last, 12), ("Open", "Partial", "Closed", "Void")),),
    }
    return canvas.done()


def _order(canvas: Canvas, row: int, order: Order) -> None:
    columns = ORDER_COLUMNS
    canvas.put(row, columns["po_number"], order.number, TEXT)
    canvas.put(row, columns["date"], order.date, DATE)
    canvas.put(row, columns["vendor"], order.vendor or None, TEXT)
    canvas.put(row, columns["department"], order.department, TEXT)
    canvas.put(row, columns["account"], order.account, TEXT)
    canvas.put(row, columns["description"], order.description, TEXT)
    canvas.put(row, columns["start"], order.start, DATE)
    canvas.put(row, columns["end"], order.end, DATE)
    canvas.put(row, columns["amount"], dollars(order.amount), MONEY)
    canvas.put(row, columns["relieved"], dollars(order.relieved(CUTOFF)), MONEY)
    canvas.work(
        row,
        columns["open"],
        f'IF(OR(L{row}="Closed",L{row}="Void"),0,MAX(0,I{row}-J{row}))',
        MONEY,
    )
    canvas.put(row, columns["status"], order.state(CUTOFF), TEXT)
    canvas.mark(order, row, columns)


def _invoice_log(bills: list[Bill], canvas: Canvas) -> SheetBlueprint:
    canvas.heading(1, _INVOICE_HEADINGS, HEAD, (16, 32, 9, 12, 12, 13, 12, 11, 14, 10, 11, 10))
    for row, bill in enumerate(sorted(bills, key=lambda one: (one.date, one.number)), 2):
        for column, text in ((1, bill.number), (2, bill.vendor), (3, bill.po)):
            canvas.put(row, column, text or None, TEXT)
        canvas.put(row, 4, bill.date, DATE)
        canvas.put(row, 5, bill.due, DATE)
        for column, amount in ((6, bill.net), (7, bill.tax), (8, bill.freight)):
            canvas.put(row, column, dollars(amount), MONEY)
        canvas.work(row, 9, f"SUM(F{row}:H{row})", MONEY)
        canvas.put(row, 10, bill.account, TEXT)
        canvas.put(row, 11, bill.status, TEXT)
        canvas.put(row, 12, bill.check or None, TEXT)
        canvas.mark(bill, row, INVOICE_COLUMNS)
    canvas.rest |= {"frozen": (2, 1), "filter_area": Area(1, 1, len(bills) + 1, 12)}
    return canvas.done()


def _vendors(canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, "Approved vendors", TITLE)
    canvas.heading(
        3,
        ("Vendor ID", "Vendor Name", "Terms", "W-9 on file", "Status"),
        HEAD,
        (11, 36, 12, 12, 10),
    )
    for row, supplier in enumerate(SUPPLIERS, 4):
        terms = f"Net {supplier.terms}" if supplier.terms else "On receipt"
        for column, text in enumerate((supplier.number, supplier.name, terms, "Yes", "Active"), 1):
            canvas.put(row, column, text, TEXT)
    canvas.rest |= {"frozen": (4, 1), "landscape": False}
    return canvas.done()
