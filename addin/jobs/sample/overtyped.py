"""What went wrong in the sheets themselves: cells typed over, ranges cut short, links left behind.

The sheets are drawn, but nothing is worked out yet: what follows from a wrong cell follows.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, replace
from typing import Final, cast

from addin.domain.source import Place
from addin.jobs.sample.budget_book import BOOK as BUDGET_BOOK
from addin.jobs.sample.canvas import MONEY, Spots, dollars
from addin.jobs.sample.records import Order, Story
from addin.jobs.sample.show import CUTOFF, WEEK, Account, Item, accounts
from addin.jobs.sample.truth import Plan, Spot
from addin.tables.blueprint import BookBlueprint, Entry, SheetBlueprint
from addin.tables.table import ErrorValue, Value, cell_at

STALE: Final = 1850000
"""By how much the fund's summary is behind the cost report, in minor units."""
_EURO: Final = replace(MONEY, name="Euro", number_format="[$€-2] #,##0.00")

Books = MutableMapping[str, BookBlueprint]


@dataclass(slots=True)
class _Desk:
    """The workbooks, their cells by what they hold."""

    books: Books
    told: Story
    spots: Spots
    plan: Plan

    def entries(self, place: Place) -> MutableMapping[tuple[int, int], Entry]:
        sheets = self.books[place.workbook].sheets
        sheet = next(sheet for sheet in sheets if sheet.name == place.sheet)
        return cast("MutableMapping[tuple[int, int], Entry]", sheet.entries)

    def read(self, key: object, name: str) -> Entry:
        place = self.spots[key, name]
        return self.entries(place)[cell_at(place.cell)]

    def type(self, key: object, name: str, value: Value) -> None:
        """Type a value over whatever is there; the look stays."""
        place = self.spots[key, name]
        look = self.read(key, name).look
        self.entries(place)[cell_at(place.cell)] = Entry(value, look=look)

    def work(self, key: object, name: str, formula: str, value: Value = None) -> None:
        """Put another formula in place."""
        place = self.spots[key, name]
        look = self.read(key, name).look
        self.entries(place)[cell_at(place.cell)] = Entry(value, formula, look)

    def number(self, key: object, name: str) -> float:
        value = self.read(key, name).value
        if not isinstance(value, int | float):
            raise TypeError(f"{self.spots[key, name]} holds no number")
        return value

    def row(self, key: object, name: str = "account") -> int:
        return cell_at(self.spots[key, name].cell)[0]

    def order(self, start: int, state: str) -> Order:
        """The first order from a point in the log on that nothing else has spoiled."""
        for order in self.told.orders[start:]:
            if id(order) in self.plan.used or order.state(CUTOFF) != state or order.start:
                continue
            self.plan.used.add(id(order))
            return order
        raise LookupError(state)


def _account(code: str) -> Account:
    return next(account for account in accounts() if account.code == code)


def _item(code: str, at: int = 0) -> Item:
    return _account(code).items[at]


def _cr(code: str) -> str:
    return f"cr{WEEK} {code}"


def _many(key: object, *names: str) -> tuple[Spot, ...]:
    return tuple((key, name) for name in names)


def sheets_went_wrong(books: Books, told: Story, spots: Spots, plan: Plan) -> None:
    """Spoil budget, lists and cost report, writing each error into the plan."""
    desk = _Desk(books, told, spots, plan)
    _budget(desk)
    _lists(desk)
    _cost_report(desk)
    _forecast(desk)


def summary_went_wrong(books: Books, spots: Spots, plan: Plan) -> None:
    """Spoil what the fund sees."""
    desk = _Desk(books, Story(), spots, plan)
    plan.plant(
        "link to another workbook is behind",
        "E19",
        "STR206",
        "The summary's estimated final cost of production is last week's.",
        ("fund Production", "efc"),
        follows=_many("fund Production", "variance", "status"),
    )
    sections = ("Above the line", "Production", "Post-production", "Other")
    for section in sections:
        row = desk.row(f"fund {section}", "efc")
        desk.work(f"fund {section}", "status", f'IF(E{row}>0,"Over budget","On budget")')
    plan.plant(
        "label says the opposite",
        "E13",
        "COS111",
        "The summary calls sections with money left 'Over budget', and overs 'On budget'.",
        *((f"fund {section}", "status") for section in sections),
        follows=((f"fund {section}", "variance") for section in sections),
    )
    desk.type("month Production", "total", 2718281.83)
    plan.plant(
        "totals do not cross-foot",
        "E06",
        "STR106 STR101",
        "Cost by month: a total of a row is typed, so rows and columns differ.",
        *_many("month total", "jan", "feb", "mar", "total"),
        *_many("month Production", "total"),
        follows=_many("month Production", "jan", "feb", "mar"),
    )


def _budget(desk: _Desk) -> None:
    plan = desk.plan
    item = _item("2306")
    desk.type(item, "rate", item.rate + 15)
    desk.type(item, "subtotal", dollars(item.subtotal))
    plan.plant(
        "number typed over a formula",
        "E01",
        "STR101 BUD101",
        f"{item.description}: the rate went up, the typed subtotal did not.",
        *_many(item, "subtotal"),
        follows=_many(item, "rate", "amount", "quantity"),
    )
    total, last = "detail total 3600", _account("3610").items[-1]
    row, first = desk.row(total), desk.row(_item("3601"))
    desk.work(total, "amount", f"SUM(J{first}:J{row - 2})")
    plan.plant(
        "sum stops a row short",
        "E03",
        "STR103",
        f"The total of 3600 leaves out '{last.description}', {last.total / 100:,.2f}.",
        (total, "amount"),
        follows=(
            *_many(last, "amount"),
            *_many("topsheet 3600", "amount"),
            *_many(_cr("total 3600"), "budget"),
        ),
    )
    row = desk.row("topsheet grand total", "amount")
    desk.work("topsheet grand total", "amount", f"SUM(D6:D{row - 1})")
    plan.plant(
        "subtotals counted twice",
        "E05",
        "STR105",
        "The grand total of the topsheet adds the section totals to their own lines.",
        ("topsheet grand total", "amount"),
    )
    hidden = _item("2706")
    _hide(desk.books, BUDGET_BOOK, "Detail", [desk.row(hidden)])
    plan.plant(
        "hidden row counted in a total",
        "E22",
        "STR302",
        f"The row of 2706 '{hidden.description}' is hidden, and its 5,000.00 is in the total.",
        *_many(hidden, "account", "description", "subtotal", "amount"),
    )
    desk.work("global Shoot days", "value", "#REF!*5", ErrorValue("#REF!"))
    plan.plant(
        "reference lost",
        "E23",
        "STR201",
        "Shoot days multiply a cell that was deleted.",
        ("global Shoot days", "value"),
    )
    bare = _item("3302")
    desk.type(bare, "fringe_rate", 0)
    plan.plant(
        "fringes left out",
        "E25",
        "BUD102",
        f"'{bare.description}' has no fringes, unlike the lines around it.",
        *_many(bare, "fringe_rate", "fringes"),
        follows=(
            *_many(bare, "amount"),
            *_many(_cr("3302"), "budget"),
            *_many(_cr("total 3300"), "budget"),
            *_many(bare, "description"),
        ),
    )


def _hide(books: Books, book: str, sheet: str, rows: Iterable[int]) -> None:
    def changed(one: SheetBlueprint) -> SheetBlueprint:
        return replace(one, hidden_rows=frozenset(rows)) if one.name == sheet else one

    books[book] = replace(books[book], sheets=tuple(map(changed, books[book].sheets)))


def _lists(desk: _Desk) -> None:
    plan, told = desk.plan, desk.told
    order = desk.order(20, "Open")
    desk.type(order, "amount", f"{order.amount / 100:,.2f} ")
    plan.plant(
        "number kept as text",
        "E21",
        "STR301 DAT105",
        f"The amount of PO {order.number} is text, so the total of the log leaves it out.",
        (order, "amount"),
        follows=(*_many("po log total", "amount"), *_many(order, "open")),
    )
    foreign = desk.order(45, "Open")
    for name in ("amount", "relieved", "open"):
        place = desk.spots[foreign, name]
        entry = desk.read(foreign, name)
        desk.entries(place)[cell_at(place.cell)] = replace(entry, look=_EURO)
    plan.plant(
        "currencies mixed in one column",
        "E17",
        "CUR101",
        f"PO {foreign.number} is in euros, in a log in dollars with one total.",
        *_many(foreign, "amount", "open", "relieved"),
        follows=(
            *_many("po log total", "amount", "open"),
            *_many(_cr(foreign.account), "commitments"),
        ),
    )
    partial = desk.order(60, "Partial")
    desk.type(partial, "open", dollars(partial.amount))
    plan.plant(
        "open balance typed and wrong",
        "E11",
        "PO104",
        f"PO {partial.number} is partly invoiced, and still shows all of it open.",
        *_many(partial, "open", "relieved", "amount"),
        follows=_many("po log total", "open"),
    )
    charge = told.charges[80]
    desk.type(charge, "amount", f"{charge.amount / 100:.2f}?")
    plan.plant(
        "question left in a cell",
        "E29",
        "STR303 DAT101",
        f"Somebody was not sure of the {charge.amount / 100:.2f} to {charge.merchant}.",
        (charge, "amount"),
        follows=(
            *_many(charge, "date", "vendor"),
            *(
                spot
                for line in told.lines
                if line.entry == "CC-0081"
                for spot in _many(line, "amount", "date", "vendor", "entry", "account")
            ),
        ),
    )
    line = told.bank[70]
    balance = desk.number(line, "balance")
    desk.type(line, "balance", round(balance + 900, 2))
    after = told.bank[71]
    plan.plant(
        "running balance broken",
        "E14",
        "BNK101",
        "A balance of the bank statement was mistyped by 900.00.",
        *_many(line, "balance"),
        *_many(after, "balance"),
        follows=(*_many(line, "amount"), *_many(after, "amount")),
    )


def _cost_report(desk: _Desk) -> None:
    plan = desk.plan
    for name in ("actual_to_date", "actual_period"):
        desk.type(_cr("3301"), name, round(desk.number(_cr("3301"), name) - 2415.75, 2))
    plan.plant(
        "cost report is behind the ledger",
        "E19",
        "COS102",
        "3301: the ledger has 2,415.75 more than the report.",
        *_many(_cr("3301"), "actual_to_date", "account"),
        follows=(
            *_many(_cr("3301"), "actual_period"),
            ("tb 3301", "balance"),
            *_many(f"cr{WEEK} grand total", "actual_to_date"),
        ),
    )
    desk.type(_cr("3304"), "commitments", round(desk.number(_cr("3304"), "commitments") + 11500, 2))
    plan.plant(
        "commitments are not the open orders",
        "E11",
        "COS103",
        "3304: one week of camera package too many in the column of POs.",
        *_many(_cr("3304"), "commitments"),
        follows=_many(f"cr{WEEK} grand total", "commitments"),
    )
    desk.type(_cr("2503"), "budget", desk.number(_cr("2503"), "budget") + 10000)
    desk.type(_cr("2503"), "comment", "One more crane day")
    plan.plant(
        "budget edited after the lock",
        "E26",
        "COS104",
        "2503: the report's budget is 10,000.00 above the locked one.",
        *_many(_cr("2503"), "budget"),
        follows=(
            *_many(_cr("total 2500"), "budget"),
            *_many(_cr("2503"), "variance", "comment"),
            *_many(f"cr{WEEK} grand total", "budget"),
        ),
    )
    row = desk.row(_cr("3102"))
    desk.work(_cr("3102"), "variance", f"I{row}-H{row}")
    plan.plant(
        "formula unlike its neighbours",
        "E04",
        "STR104",
        "3102: the variance is taken from the original budget, not the revised one.",
        *_many(_cr("3102"), "variance"),
    )
    row = desk.row(_cr("3506"))
    desk.work(_cr("3506"), "variance", f"H{row}-K{row}")
    plan.plant(
        "variance with the wrong sign",
        "E13",
        "COS112 COS101",
        "3506: the over-spend shows as money left.",
        *_many(_cr("3506"), "variance"),
        follows=(
            *_many(_cr("3506"), "variance_change", "efc", "comment"),
            *_many(_cr("total 3500"), "variance"),
            *_many(f"cr{WEEK} total Production", "variance"),
            *_many(f"cr{WEEK} grand total", "variance"),
        ),
    )
    desk.type(_cr("4502"), "changes", 540)
    desk.type(_cr("4502"), "comment", "Second safety boat (BC-04)")
    plan.plant(
        "transfer without its other half",
        "E26",
        "COS107",
        "BC-04 takes 5,400.00 from 6901 and gives 4502 540.00.",
        *_many(_cr("4502"), "changes"),
        *_many(f"cr{WEEK} grand total", "changes"),
        follows=(*_many(_cr("6901"), "changes"), *_many(_cr("4502"), "variance", "revised_budget")),
    )


def _forecast(desk: _Desk) -> None:
    plan = desk.plan
    committed = desk.number(_cr("2304"), "actual_to_date") + desk.number(_cr("2304"), "commitments")
    desk.type(_cr("2304"), "efc", round(committed - 6250, 2))
    desk.type(_cr("2304"), "comment", "Gallery built from stock")
    plan.plant(
        "negative estimate to complete",
        "E19",
        "COS109",
        "2304: spent and committed are 6,250.00 above the forecast.",
        *_many(_cr("2304"), "etc", "efc"),
        follows=_many(_cr("2304"), "variance"),
    )
    desk.type(_cr("2901"), "efc", desk.number(_cr("2901"), "efc") + 4500)
    plan.plant(
        "forecast moved without a reason",
        "E26",
        "COS105",
        "2901: 4,500.00 more than last week, and no comment.",
        *_many(_cr("2901"), "efc", "variance_change", "variance", "comment"),
    )
    total = _cr("total 2700")
    codes = [a.code for a in accounts() if a.category == "2700"]
    desk.type(total, "efc", round(sum(desk.number(_cr(c), "efc") for c in codes) - 12000, 2))
    plan.plant(
        "total typed over",
        "E01",
        "COS116 STR101",
        "The EFC of 2700 is typed, 12,000.00 below its accounts.",
        *_many(total, "efc"),
        follows=(
            *_many(total, "etc", "variance", "total_cost"),
            *_many(f"cr{WEEK} total Production", "efc"),
            *_many(f"cr{WEEK} grand total", "efc"),
        ),
    )
