"""What stands in the templates: chart and defaults when empty, or four weeks of the sample film.

All examples tell one story, so the cost report's figures stand in the other three workbooks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.jobs.sample.canvas import dollars
from addin.jobs.sample.records import Story
from addin.jobs.sample.show import TITLE, Account, Item, accounts, week_ending
from addin.jobs.sample.story import story
from addin.jobs.sample.suppliers import SUPPLIERS
from addin.jobs.template_budget import by_account, charges
from addin.tables.contract import Contract
from addin.tables.filling import Filling, Row
from addin.tables.table import Value

WEEK: Final = 4
_CUTOFF: Final = week_ending(WEEK)
_LAST_REPORT: Final = week_ending(WEEK - 1)
GLOBALS: Final[tuple[Row, ...]] = (
    {"Name": "Prep_weeks", "Value": 6, "Meaning": "Before the first shoot day"},
    {"Name": "Shoot_weeks", "Value": 8, "Meaning": "Principal photography, five-day weeks"},
    {"Name": "Wrap_weeks", "Value": 2, "Meaning": "After the last shoot day"},
    {"Name": "Post_weeks", "Value": 22, "Meaning": "To delivery"},
)
FRINGES: Final[tuple[Row, ...]] = tuple(
    {"Code": code, "Who": who, "Rate": rate, "Capped Rate": 0.062, "Cut-off": 45000}
    for code, who, rate in (
        ("STAFF", "Non-union staff", 0.056),
        ("GUILD", "Directors' guild", 0.183),
        ("CREW", "Crew", 0.2255),
        ("CAST", "Cast", 0.169),
    )
)
"""Invented rates, low enough a cut-off for the example to reach it."""
_MOVES: Final = (
    (_LAST_REPORT, "2300", 14500, "Lantern room is built, not found"),
    (_LAST_REPORT, "2700", -6400, "Harbour office dressed from stock"),
    (_CUTOFF, "2800", 2200, "Hero lamp remade after the tests"),
    (_CUTOFF, "3600", -1500, "One police day fewer"),
    (_CUTOFF, "6900", -12500, "Given to 2300 (BC-01)"),
)
_CHARGED: Final = ("6900", "6950")
"""Accounts that are charges of the topsheet, worked out there and not line by line."""
_SHOWN_KINDS: Final = {
    AccountKind.COST: "cost",
    AccountKind.HEADER: "header",
    AccountKind.BALANCE_SHEET: "balance sheet",
    AccountKind.INCOME: "income",
    AccountKind.CLOSED: "closed",
}


def empty(noun: str, chart: ChartOfAccounts) -> Filling:
    """What an empty template already holds: the chart, and lists made from it."""
    return Filling(lines=_standing(noun, chart))


def example(noun: str, chart: ChartOfAccounts, budget: Contract) -> Filling:
    """A template filled in with four weeks of the sample film; ``budget`` says its charges."""
    if noun == "cost_report":
        return _cost_report(chart, locked_budget(chart, budget))
    return _EXAMPLES[noun](chart)


def locked_budget(chart: ChartOfAccounts, contract: Contract) -> dict[str, int]:
    """The example budget by account, charges included, in minor units."""
    lines = _budget(chart).lines["Detail"]
    values = {str(row["Name"]): row["Value"] for row in GLOBALS}
    amounts = by_account(lines, FRINGES, values)
    amounts |= charges(contract, amounts, chart)
    return {code: amount.minor for code, amount in amounts.items()}


def _standing(noun: str, chart: ChartOfAccounts) -> dict[str, tuple[Row, ...]]:
    lines: dict[str, tuple[Row, ...]] = {"Chart": chart_lines(chart)}
    if noun == "budget":
        lines |= {"Globals": GLOBALS, "Fringes": FRINGES}
    elif noun == "ledger":
        lines["Trial Balance"] = tuple(
            {"Account": a.code, "Account Name": a.name}
            for a in chart.accounts
            if a.kind is not AccountKind.HEADER
        )
    elif noun == "cost_report":
        lines["Locked Topsheet"] = tuple(
            {"Account": a.code, "Category": a.name}
            for a in chart.accounts
            if a.kind is AccountKind.COST
        )
    return lines


def chart_lines(chart: ChartOfAccounts) -> tuple[Row, ...]:
    """The chart of accounts as the lines of a sheet."""
    return tuple(
        {
            "Account": account.code,
            "Account Name": account.name,
            "Type": _SHOWN_KINDS[account.kind],
            "Section": account.section,
        }
        for account in chart.accounts
    )


def category(code: str, chart: ChartOfAccounts) -> str:
    """The chart's account for one of the sample film's: 2205 under 2200, 6951 under 6950."""
    wider = (code, f"{code[:3]}0", f"{code[:2]}00")
    return next(one for one in wider if chart.find(one))


@cache
def _told() -> Story:
    return story()


def _budget(chart: ChartOfAccounts) -> Filling:
    lines = tuple(
        _detail(category(account.code, chart), account, item)
        for account in accounts()
        for item in account.items
        if category(account.code, chart) not in _CHARGED
    )
    return Filling(TITLE, {**_standing("budget", chart), "Detail": lines})


def _detail(code: str, account: Account, item: Item) -> Row:
    labour = account.weeks is not None
    named = labour and not item.description.startswith(account.name)
    text = f"{account.name}: {item.description.lower()}" if named else item.description
    amount: Value = item.amount
    if item.unit == "Week" and item.amount == 8:
        amount = "=Shoot_weeks"
    return {
        "Account": code,
        "Description": text,
        "Amt": amount,
        "Unit": item.unit,
        "X": item.x if item.x > 1 else None,
        "Rate": item.rate,
        "Fringe Code": item.fringe or None,
        "Person": account.name if item.fringe else None,
    }


def _po_log(chart: ChartOfAccounts) -> Filling:
    told = _told()
    orders = tuple(
        {
            "PO": order.number,
            "Date": order.date,
            "Vendor": order.vendor,
            "Account": category(order.account, chart),
            "Description": order.description,
            "Department": order.department,
            "Requested By": "Department head",
            "Approved By": "Line producer",
            "From": order.start,
            "To": order.end,
            "Amount": dollars(order.amount),
            "Status": order.state(_CUTOFF),
        }
        for order in told.orders
        if order.date <= _CUTOFF
    )
    bills = tuple(
        {
            "Invoice No.": bill.number,
            "Vendor": bill.vendor,
            "PO": bill.po,
            "Invoice Date": bill.date,
            "Due Date": bill.due,
            "Net": dollars(bill.net),
            "Tax": dollars(bill.tax),
            "Freight": dollars(bill.freight) or None,
            "Payment Date": bill.paid if bill.paid and bill.paid <= _CUTOFF else None,
        }
        for bill in told.bills
        if bill.posted <= _CUTOFF
    )
    vendors = tuple(
        {
            "Vendor ID": one.number,
            "Vendor": one.name,
            "Terms": f"Net {one.terms}" if one.terms else "On receipt",
            "W-9 on File": "Yes",
            "Insurance on File": "n/a",
        }
        for one in SUPPLIERS
    )
    lines: dict[str, tuple[Row, ...]] = {
        "PO Log": orders,
        "Invoices": bills,
        "Vendors": vendors,
    }
    return Filling(TITLE, {**_standing("po_log", chart), **lines}, {"As_of": _CUTOFF})


def _ledger(chart: ChartOfAccounts) -> Filling:
    lines = tuple(
        {
            "Entry": line.entry,
            "Type": line.kind,
            "Date": line.date,
            "Account": category(line.account, chart),
            "Vendor": line.vendor or None,
            "Description": line.description,
            "Document No.": line.document or None,
            "PO": line.po or None,
            "Payment No.": line.reference or None,
            "Debit": dollars(line.amount) if line.amount > 0 else None,
            "Credit": dollars(-line.amount) if line.amount < 0 else None,
        }
        for line in _told().lines
        if line.date <= _CUTOFF
    )
    return Filling(
        TITLE,
        {**_standing("ledger", chart), "Ledger": lines},
        {"Posted_up_to": _CUTOFF},
    )


def _cost_report(chart: ChartOfAccounts, budget: Mapping[str, int]) -> Filling:
    told = _told()
    moves = tuple(_moves(told, budget, chart))
    changes = [change for change in told.changes if change.date <= _CUTOFF]
    lines: dict[str, tuple[Row, ...]] = {
        "Ledger": tuple(_posted(told, chart)),
        "POs": tuple(_open(told, chart)),
        "Locked Topsheet": tuple(
            {**row, "Budget": dollars(budget.get(str(row["Account"]), 0))}
            for row in _standing("cost_report", chart)["Locked Topsheet"]
        ),
        "Budget Changes": tuple(
            {
                "Change": change.number,
                "Date": change.date,
                "Kind": change.kind,
                "Account": category(change.account, chart),
                "Amount": dollars(change.amount),
                "Reason": change.reason,
            }
            for change in changes
        ),
        "Forecast Log": moves,
    }
    reasons = {str(row["Account"]): {"Comments": row["Reason"]} for row in moves}
    return Filling(
        TITLE,
        {**_standing("cost_report", chart), **lines},
        {"Week_ending": _CUTOFF, "Last_report": _LAST_REPORT},
        {"Cost Report": reasons},
    )


def _posted(told: Story, chart: ChartOfAccounts) -> Iterator[Row]:
    for line in told.lines:
        if line.date <= _CUTOFF:
            yield {
                "Entry": line.entry,
                "Type": line.kind,
                "Date": line.date,
                "Account": category(line.account, chart),
                "Vendor": line.vendor or None,
                "Description": line.description,
                "Document No.": line.document or None,
                "PO": line.po or None,
                "Amount": dollars(line.amount),
            }


def _open(told: Story, chart: ChartOfAccounts) -> Iterator[Row]:
    for order in told.orders:
        if order.date <= _CUTOFF:
            yield {
                "PO": order.number,
                "Date": order.date,
                "Vendor": order.vendor,
                "Account": category(order.account, chart),
                "Description": order.description,
                "Amount": dollars(order.amount),
                "Open": dollars(order.open(_CUTOFF)),
            }


def _moves(told: Story, budget: Mapping[str, int], chart: ChartOfAccounts) -> Iterable[Row]:
    """The forecast log; an account that has already cost more than its forecast gets a line."""
    moved: dict[str, int] = {}
    for _, code, amount, _ in _MOVES:
        moved[code] = moved.get(code, 0) + amount * 100
    cost: dict[str, int] = {}
    for line in told.lines:
        if line.date <= _CUTOFF:
            code = category(line.account, chart)
            cost[code] = cost.get(code, 0) + line.amount
    for order in told.orders:
        code = category(order.account, chart)
        cost[code] = cost.get(code, 0) + order.open(_CUTOFF)
    found = [_move(*move) for move in _MOVES]
    for code, held in budget.items():
        short = cost.get(code, 0) - held - moved.get(code, 0)
        if short > 0:
            rounded = -(-short // 50000) * 500
            found.append(_move(_CUTOFF, code, rounded, "Over: orders placed above the budget"))
    return found


def _move(day: dt.date, code: str, amount: int, reason: str) -> Row:
    return {"Date": day, "Account": code, "Change": amount, "Reason": reason}


_EXAMPLES: Final[dict[str, Callable[[ChartOfAccounts], Filling]]] = {
    "budget": _budget,
    "po_log": _po_log,
    "ledger": _ledger,
}
