"""The workbooks of one production at the end of a week: budget, PO log, ledger, cost report."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from addin.jobs.sample.canvas import (
    DATE,
    HEAD,
    MONEY,
    NUMBER,
    TEXT,
    TOTAL,
    TOTAL_TEXT,
    Canvas,
    Spots,
    dollars,
)
from addin.jobs.sample_studio.slate import WEEKS, Order, Show, week_ending
from addin.tables.blueprint import BookBlueprint, Entry, SheetBlueprint, with_values
from addin.tables.table import cell_at, column_letters

BUDGET: Final = "Budget.xlsx"
ORDERS: Final = "PO Log.xlsx"
LEDGER: Final = "Ledger.xlsx"
REPORT: Final = "Cost Report.xlsx"


def _columns(names: str) -> dict[str, int]:
    return {name: column for column, name in enumerate(names.split(), 1)}


_ORDER_COLUMNS: Final = _columns("po_number date vendor account amount relieved open status")
_LEDGER_COLUMNS: Final = _columns("entry account date vendor document po_number amount")
_REPORT_COLUMNS: Final = _columns(
    "account description actual_to_date commitments total_cost etc efc budget variance"
)


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the ledger; in minor units."""

    account: str
    day: dt.date
    vendor: str
    document: str
    order: str
    amount: int


@dataclass(slots=True)
class State:
    """A production at the end of a week as its lists have it; mistakes are made here.

    ``spoiled`` are the documents of bills in which a mistake was made: one for each at most.
    """

    show: Show
    week: int
    entered: list[Entered]
    relieved: dict[str, int]
    closed: set[str] = field(default_factory=set)
    to_date: Counter[str] = field(default_factory=Counter)
    spots: Spots = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    retyped: dict[tuple[object, str], Entry] = field(default_factory=dict)

    @property
    def orders(self) -> list[Order]:
        """The orders placed by then."""
        return [order for order in self.show.orders if order.week <= self.week]


def state(show: Show, week: int) -> State:
    """What the lists hold when nobody made a mistake."""
    found = State(show, week, [], {})
    for order in found.orders:
        if order.is_billed(week):
            day = week_ending(order.week + order.billed) - dt.timedelta(days=3)
            document = f"INV-{order.number}"
            one = Entered(order.account, day, order.vendor, document, order.number, order.amount)
            found.entered.append(one)
            found.relieved[order.number] = order.amount
    for account in show.accounts:
        for each in range(1, week + 1) if account.weekly else ():
            day, document = week_ending(each), f"PR-{each:02}-{account.code}"
            paid = account.weekly + each
            found.entered.append(Entered(account.code, day, "Payroll", document, "", paid))
    found.entered.sort(key=lambda one: (one.day, one.document))
    for one in found.entered:
        found.to_date[one.account] += one.amount
    return found


def books(now: State) -> dict[str, BookBlueprint]:
    """The four workbooks, every formula with its value."""
    drawn = {BUDGET: _budget(now), ORDERS: _orders(now), LEDGER: _ledger(now), REPORT: _report(now)}
    return {
        name: with_values(BookBlueprint(f"{now.show.name}: {name}", (_retyped(now, canvas),)))
        for name, canvas in drawn.items()
    }


def _retyped(now: State, canvas: Canvas) -> SheetBlueprint:
    """The sheet with what somebody typed over it."""
    for spot, entry in now.retyped.items():
        place = now.spots.get(spot)
        if place is not None and place.workbook == canvas.book:
            at = cell_at(place.cell)
            before = canvas.entries[at]
            canvas.entries[at] = replace(before, value=entry.value, formula=entry.formula)
    return canvas.done()


def _budget(now: State) -> Canvas:
    canvas = Canvas(BUDGET, "Detail", now.spots)
    heads = ("Account", "Description", "Amt", "Unit", "X", "Rate", "Total")
    canvas.heading(1, heads, HEAD, (10, 26, 8, 8, 6, 14, 16))
    for row, account in enumerate(now.show.accounts, 2):
        for column, text in ((1, account.code), (2, account.name), (4, "Week")):
            canvas.put(row, column, text, TEXT)
        canvas.put(row, 3, 10, NUMBER)
        canvas.put(row, 5, 1, NUMBER)
        canvas.put(row, 6, dollars(account.budget // 10), MONEY)
        canvas.work(row, 7, f"C{row}*E{row}*F{row}", MONEY)
        canvas.mark(account, row, {"budgeted": 7})
    last = len(now.show.accounts) + 1
    canvas.put(last + 1, 2, "TOTAL", TOTAL_TEXT)
    canvas.work(last + 1, 7, f"SUM(G2:G{last})", TOTAL)
    canvas.mark("budget", last + 1, {"total": 7})
    canvas.rest["frozen"] = (2, 1)
    return canvas


def _orders(now: State) -> Canvas:
    canvas = Canvas(ORDERS, "PO Log", now.spots)
    heads = ("PO #", "Date", "Vendor", "Account", "PO Amount", "Invoiced", "Open", "Status")
    canvas.heading(1, heads, HEAD, (8, 11, 30, 10, 14, 14, 14, 10))
    for row, order in enumerate(now.orders, 2):
        relieved = now.relieved.get(order.number, 0)
        is_closed = relieved >= order.amount or order.number in now.closed
        canvas.put(row, 1, order.number, TEXT)
        canvas.put(row, 2, week_ending(order.week) - dt.timedelta(days=4), DATE)
        canvas.put(row, 3, order.vendor, TEXT)
        canvas.put(row, 4, order.account, TEXT)
        canvas.put(row, 5, dollars(order.amount), MONEY)
        canvas.put(row, 6, dollars(relieved), MONEY)
        canvas.work(row, 7, f'IF(H{row}="Closed",0,E{row}-F{row})', MONEY)
        canvas.put(row, 8, "Closed" if is_closed else "Open", TEXT)
        canvas.mark(order, row, _ORDER_COLUMNS)
    canvas.rest["frozen"] = (2, 1)
    return canvas


def _ledger(now: State) -> Canvas:
    canvas = Canvas(LEDGER, "Ledger", now.spots)
    heads = ("Trans#", "Account", "Date", "Vendor", "Document", "PO#", "Amount")
    canvas.heading(1, heads, HEAD, (9, 10, 11, 30, 16, 8, 14))
    for row, one in enumerate(now.entered, 2):
        canvas.put(row, 1, f"T{row:05}", TEXT)
        canvas.put(row, 2, one.account, TEXT)
        canvas.put(row, 3, one.day, DATE)
        canvas.put(row, 4, one.vendor, TEXT)
        canvas.put(row, 5, one.document, TEXT)
        canvas.put(row, 6, one.order or None, TEXT)
        canvas.put(row, 7, dollars(one.amount), MONEY)
        canvas.mark(one, row, _LEDGER_COLUMNS)
    canvas.rest["frozen"] = (2, 1)
    return canvas


def _report(now: State) -> Canvas:
    show = now.show
    canvas = Canvas(REPORT, f"CR wk{now.week:02}", now.spots)
    ends = week_ending(now.week)
    canvas.put(1, 1, f"{show.name}: COST REPORT, week ending {ends:%d %B %Y} ({show.currency})")
    heads = "Account|Description|Cost to Date|Commitments|Total Cost|ETC|EFC|Budget|(Over)/Under"
    canvas.heading(3, heads.split("|"), HEAD, (10, 26, *(15,) * 7))
    share = min(now.week / WEEKS, 1.0)
    for row, account in enumerate(show.accounts, 4):
        spent = now.to_date[account.code]
        committed = sum(
            max(order.amount - now.relieved.get(order.number, 0), 0)
            for order in now.orders
            if order.account == account.code and order.number not in now.closed
        )
        held = round(account.budget * (1 + show.drift * share) / 100) * 100
        canvas.put(row, 1, account.code, TEXT)
        canvas.put(row, 2, account.name, TEXT)
        canvas.put(row, 3, dollars(spent), MONEY)
        canvas.put(row, 4, dollars(committed), MONEY)
        canvas.work(row, 5, f"C{row}+D{row}", MONEY)
        canvas.work(row, 6, f"G{row}-E{row}", MONEY)
        canvas.put(row, 7, dollars(max(held, spent + committed)), MONEY)
        canvas.put(row, 8, dollars(account.budget), MONEY)
        canvas.work(row, 9, f"H{row}-G{row}", MONEY)
        canvas.mark(account, row, _REPORT_COLUMNS)
    last = len(show.accounts) + 3
    canvas.put(last + 1, 2, "TOTAL", TOTAL_TEXT)
    for column in range(3, 10):
        letter = column_letters(column)
        canvas.work(last + 1, column, f"SUM({letter}4:{letter}{last})", TOTAL)
    canvas.mark("report", last + 1, _REPORT_COLUMNS)
    canvas.rest["frozen"] = (4, 3)
    return canvas
