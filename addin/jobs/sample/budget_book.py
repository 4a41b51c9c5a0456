"""The budget workbook: topsheet, detail by account, globals, fringes and chart of accounts.

As the line producer built it: a row of headings, categories with a total each, everything a
formula that can be one.
"""

from __future__ import annotations

from typing import Final

from addin.jobs.sample.canvas import (
    DATE,
    GRAND,
    GRAND_TEXT,
    HEAD,
    MONEY,
    NUMBER,
    PERCENT,
    SECTION,
    SUBTITLE,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
)
from addin.jobs.sample.show import (
    BALANCE_SHEET,
    COMPANY,
    FRINGES,
    Category,
    Item,
    categories,
    week_ending,
)
from addin.jobs.sample.show import TITLE as SHOW
from addin.tables.blueprint import BookBlueprint, SheetBlueprint
from addin.tables.table import Value, address

BOOK: Final = "Budget v4 LOCKED.xlsx"
_COLUMNS: Final = {
    "account": 1,
    "description": 2,
    "quantity": 3,
    "unit": 4,
    "multiplier": 5,
    "rate": 6,
    "subtotal": 7,
    "fringe_rate": 8,
    "fringes": 9,
    "amount": 10,
}
_HEADINGS: Final = "Acct|Description|Amt|Unit|X|Rate|Subtotal|Fringe %|Fringes|Total".split("|")
_SHOOT_WEEKS: Final = 8
_FRINGE_ROW: Final = 5


def budget_book(spots: Spots) -> BookBlueprint:
    """The locked budget."""
    detail = Canvas(BOOK, "Detail", spots)
    totals = _detail(detail)
    return BookBlueprint(
        f"{SHOW} - budget",
        (
            _topsheet(Canvas(BOOK, "Topsheet", spots), totals),
            detail.done(),
            _globals(Canvas(BOOK, "Globals", spots)),
            _fringes(Canvas(BOOK, "Fringes", spots)),
            _chart(Canvas(BOOK, "Chart of Accounts", spots)),
        ),
    )


def _title(canvas: Canvas, what: str) -> None:
    canvas.put(1, 1, SHOW, TITLE)
    canvas.put(2, 1, f"{what} - version 4, locked 12/19/2025", SUBTITLE)
    canvas.put(3, 1, f"{COMPANY}. All amounts in USD.", SUBTITLE)


def _detail(canvas: Canvas) -> dict[str, int]:
    """Draw every line; category → the row of its total."""
    _title(canvas, "Budget detail")
    canvas.heading(5, _HEADINGS, HEAD, (9, 40, 8, 8, 6, 12, 15, 10, 14, 16))
    canvas.rest |= {"frozen": (6, 3), "repeated_rows": (5, 5), "tab_colour": "1F3A5F"}
    row, totals = 6, {}
    for category in categories():
        row = _category(canvas, category, row)
        totals[category.code] = row - 2
    return totals


def _category(canvas: Canvas, category: Category, row: int) -> int:
    for column in range(1, 11):
        canvas.put(row, column, None, SECTION)
    canvas.put(row, 1, category.code, SECTION)
    canvas.put(row, 2, category.name, SECTION)
    row += 1
    first = row
    for account in category.accounts:
        for item in account.items:
            _item(canvas, row, account.code, item)
            canvas.mark(item, row, _COLUMNS)
            row += 1
    canvas.put(row, 2, f"Total {category.code}", TOTAL_TEXT)
    for column in (7, 9, 10):
        letter = address(1, column)[:-1]
        canvas.work(row, column, f"SUM({letter}{first}:{letter}{row - 1})", TOTAL)
    canvas.mark(f"detail total {category.code}", row, _COLUMNS)
    return row + 2


def _item(canvas: Canvas, row: int, code: str, item: Item) -> None:
    canvas.put(row, 1, code, TEXT)
    canvas.put(row, 2, item.description, TEXT)
    if item.unit == "Week" and item.amount == _SHOOT_WEEKS:
        canvas.work(row, 3, "Globals!$B$6", NUMBER)
    else:
        canvas.put(row, 3, item.amount, NUMBER)
    canvas.put(row, 4, item.unit, TEXT)
    canvas.put(row, 5, item.x, NUMBER)
    canvas.put(row, 6, item.rate, MONEY)
    canvas.work(row, 7, f"ROUND(C{row}*E{row}*F{row},2)", MONEY)
    if item.fringe:
        at = _FRINGE_ROW + list(FRINGES).index(item.fringe)
        canvas.work(row, 8, f"Fringes!$C${at}", PERCENT)
    else:
        canvas.put(row, 8, 0, PERCENT)
    canvas.work(row, 9, f"ROUND(G{row}*H{row},2)", MONEY)
    canvas.work(row, 10, f"G{row}+I{row}", MONEY)


def _topsheet(canvas: Canvas, totals: dict[str, int]) -> SheetBlueprint:
    _title(canvas, "Topsheet")
    canvas.heading(5, ("Acct", "Category", "Page", "Budget"), HEAD, (9, 44, 8, 18))
    columns = {"account": 1, "description": 2, "page": 3, "amount": 4}
    row, sums = 6, []
    section, first = "", 6
    listed = categories()
    for page, category in enumerate(listed, 1):
        if category.section != section:
            section, first = category.section, row
        canvas.put(row, 1, category.code, TEXT)
        canvas.put(row, 2, category.name.capitalize(), TEXT)
        canvas.put(row, 3, 1 + page // 4, NUMBER)
        canvas.work(row, 4, f"Detail!J{totals[category.code]}", MONEY)
        canvas.mark(f"topsheet {category.code}", row, columns)
        row += 1
        if page == len(listed) or listed[page].section != section:
            canvas.put(row, 2, f"Total {section.lower()}", TOTAL_TEXT)
            canvas.work(row, 4, f"SUM(D{first}:D{row - 1})", TOTAL)
            canvas.mark(f"topsheet total {section}", row, columns)
            sums.append(f"D{row}")
            row += 2
    canvas.put(row, 1, None, GRAND_TEXT)
    canvas.put(row, 2, "GRAND TOTAL", GRAND_TEXT)
    canvas.put(row, 3, None, GRAND_TEXT)
    canvas.work(row, 4, "+".join(sums), GRAND)
    canvas.mark("topsheet grand total", row, columns)
    canvas.rest |= {"frozen": (6, 1), "landscape": False, "gridlines": False}
    return canvas.done()


def _globals(canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, "Globals", TITLE)
    canvas.heading(3, ("Name", "Value", "Remark"), HEAD, (28, 12, 44))
    rows: tuple[tuple[str, Value, str], ...] = (
        ("Prep weeks", 6, "Before the first shoot day"),
        ("Prep starts", week_ending(0), "Sunday before week 1"),
        ("Shoot weeks", _SHOOT_WEEKS, "Five-day weeks"),
        ("Shoot days", None, "Weeks times five"),
        ("Post weeks", 22, "To delivery"),
    )
    for row, (name, value, remark) in enumerate(rows, 4):
        canvas.put(row, 1, name, TEXT)
        if value is None:
            canvas.work(row, 2, "B6*5", NUMBER)
        else:
            canvas.put(row, 2, value, NUMBER if isinstance(value, int) else DATE)
        canvas.put(row, 3, remark, TEXT)
        canvas.mark(f"global {name}", row, {"value": 2})
    return canvas.done()


def _fringes(canvas: Canvas) -> SheetBlueprint:
    canvas.put(1, 1, "Fringes", TITLE)
    canvas.put(
        2, 1, "Invented rates for a sample; ask your payroll service for real ones", SUBTITLE
    )
    canvas.heading(4, ("Code", "Who", "Rate"), HEAD, (12, 34, 12))
    who = ("Non-union staff", "Directors' guild", "Crew", "Cast")
    for row, ((code, rate), text) in enumerate(zip(FRINGES.items(), who, strict=True), _FRINGE_ROW):
        canvas.put(row, 1, code, TEXT)
        canvas.put(row, 2, text, TEXT)
        canvas.put(row, 3, float(rate), PERCENT)
        canvas.mark(f"fringe {code}", row, {"rate": 3})
    return canvas.done()


def _chart(canvas: Canvas) -> SheetBlueprint:
    canvas.heading(1, ("Account", "Account Name", "Type"), HEAD, (12, 40, 18))
    rows = [(code, name, "Balance sheet") for code, name in BALANCE_SHEET.items()]
    for category in categories():
        rows.append((category.code, category.name, "Header"))
        rows += [(account.code, account.name, "Cost") for account in category.accounts]
    for row, cells in enumerate(rows, 2):
        for column, text in enumerate(cells, 1):
            canvas.put(row, column, text, TEXT)
        canvas.mark(f"chart {cells[0]}", row, {"account": 1, "account_name": 2, "kind": 3})
    canvas.rest |= {"frozen": (2, 1), "landscape": False}
    return canvas.done()
