"""Records with sensible defaults, so that a test states only what it is about.

Amounts may be given as numbers; dates as 2026-03-14. Each record stands in a row of its own sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, TypeVar

from addin.domain.accounts import Account, AccountKind, ChartOfAccounts
from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.cost_report import CostReportLine
from addin.domain.day_out_of_days import code_of
from addin.domain.money import Money, money
from addin.domain.petty_cash import Receipt
from addin.domain.production import Production
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.domain.source import Source
from addin.domain.stock import StockLine
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import Vendor
from addin.rules.rule import Options, Workpapers
from addin.tables.table import Role, column_letters
from addin.tables.vocabulary import FIELDS

CURRENCY: Final = "USD"

_AMOUNTS: Final = frozenset(
    """
    amount tax relieved open total subtotal paid balance ordered debit credit fringes actual_period
    actual_to_date commitments total_cost etc efc budget changes revised_budget variance
    previous_variance variance_change
    """.split()
)
_DATES: Final = frozenset("date due start end posted".split())
_RATES: Final = frozenset("quantity multiplier rate fringe_rate".split())

R = TypeVar("R")


def columns(role: Role) -> Mapping[str, str]:
    """Every field of a role in a column of its own, in the vocabulary's order: A, B, C and on."""
    return _COLUMNS[role]


def at(role: Role, field: str, rows: int | str) -> str:
    """The cell, or with ``2:4`` the range, in which a record made here has a field."""
    letters = _COLUMNS[role][field]
    return ":".join(f"{letters}{row}" for row in str(rows).split(":"))


_COLUMNS: Final = {
    role: {name: column_letters(number) for number, name in enumerate(names, 1)}
    for role, names in FIELDS.items()
}


def usd(amount: float | str | Decimal) -> Money:
    """An amount in the currency of the tests."""
    return money(amount, CURRENCY)


def po(
    number: str = "1042", vendor: str = "Northlight Camera", amount: Any = 500, **more: Any
) -> PurchaseOrder:
    """A purchase order, or one line of it."""
    return _record(
        PurchaseOrder(number, vendor, None), Role.PO_LOG, "PO Log", {"amount": amount, **more}
    )


def invoice(
    number: str = "INV-7", vendor: str = "Northlight Camera", total: Any = 500, **more: Any
) -> Invoice:
    """A line of the invoice tracker."""
    return _record(
        Invoice(number, vendor, None), Role.INVOICE_LOG, "Invoices", {"total": total, **more}
    )


def posting(account: str = "3300", amount: Any = 500, **more: Any) -> Posting:
    """A ledger line; debit less credit."""
    return _record(Posting(account, None), Role.LEDGER, "Ledger", {"amount": amount, **more})


def trial_balance_line(account: str = "3300", balance: Any = 500, **more: Any) -> TrialBalanceLine:
    """A line of the trial balance; debit less credit."""
    return _record(
        TrialBalanceLine(account, None),
        Role.TRIAL_BALANCE,
        "Trial Balance",
        {"balance": balance, **more},
    )


def budget_line(
    account: str = "3300", description: str = "Camera package", amount: Any = 500, **more: Any
) -> BudgetLine:
    """A line of the budget."""
    return _record(
        BudgetLine(account, description, None), Role.BUDGET, "Budget", {"amount": amount, **more}
    )


def topsheet_line(
    account: str = "3300", description: str = "Camera", amount: Any = 500, **more: Any
) -> BudgetLine:
    """A line of the topsheet."""
    return _record(
        BudgetLine(account, description, None),
        Role.TOPSHEET,
        "Topsheet",
        {"amount": amount, **more},
    )


def report_line(account: str = "3300", description: str = "Camera", **more: Any) -> CostReportLine:
    """A row of the cost report; columns that are not given are None."""
    return _record(CostReportLine(account, description), Role.COST_REPORT, "Cost Report", more)


def statement_line(date: Any = "2026-03-14", amount: Any = -500, **more: Any) -> StatementLine:
    """A line of a bank statement: money in is positive."""
    return _record(
        StatementLine(None, None), Role.BANK, "Bank", {"date": date, "amount": amount, **more}
    )


def card_line(date: Any = "2026-03-14", amount: Any = 500, **more: Any) -> StatementLine:
    """A line of a card statement: a charge is positive."""
    return _record(
        StatementLine(None, None), Role.CARD, "Card", {"date": date, "amount": amount, **more}
    )


def cash_book_line(date: Any = "2026-03-14", amount: Any = -500, **more: Any) -> CashBookLine:
    """A line of the cash book: money in is positive."""
    return _record(
        CashBookLine(None, None),
        Role.CASH_BOOK,
        "Cash Book",
        {"date": date, "amount": amount, **more},
    )


def receipt(amount: Any = 20, **more: Any) -> Receipt:
    """A line of a petty cash envelope: money spent is positive."""
    return _record(Receipt(None, None), Role.PETTY_CASH, "Petty Cash", {"amount": amount, **more})


def vendor(name: str = "Northlight Camera", **more: Any) -> Vendor:
    """A line of the vendor list."""
    return _record(Vendor(name), Role.VENDOR_LIST, "Vendors", more)


def timecard(person: str = "Ruth Alder", hours: Any = 10, **more: Any) -> TimecardLine:
    """A line of a time sheet."""
    given = {"hours": Decimal(str(hours)) if hours is not None else None, **more}
    return _record(TimecardLine(person), Role.TIMESHEET, "Time cards", given)


def stock_line(item: str = "C-stand", quantity: Any = 12, **more: Any) -> StockLine:
    """A line of a stock list."""
    given = {"quantity": Decimal(str(quantity)), **more}
    return _record(StockLine(item), Role.INVENTORY, "Stock", given)


def strip(scene: str = "1", eighths: Any = 8, **more: Any) -> StripLine:
    """A scene of a stripboard; ``cast="1, 2"``."""
    if isinstance(more.get("cast"), str):
        more["cast"] = tuple(more["cast"].replace(",", " ").split())
    return _record(StripLine(scene), Role.STRIPBOARD, "Stripboard", {"eighths": eighths, **more})


def cast_line(number: str = "1", character: str = "Anna", **more: Any) -> CastLine:
    """A part of the cast list."""
    return _record(CastLine(number), Role.CAST_LIST, "Cast", {"character": character, **more})


def crew_line(person: str = "Ruth Alder", position: str = "Gaffer", **more: Any) -> CrewLine:
    """A person of the crew list."""
    return _record(CrewLine(person), Role.CREW_LIST, "Crew", {"position": position, **more})


def dood_line(
    number: str = "1", codes: str = "", first: str = "2026-03-02", **more: Any
) -> DoodLine:
    """A row of a day-out-of-days: ``codes="SW H . WF"`` from a day on; ``.`` is blank."""
    day, told = dt.date.fromisoformat(first), codes.split()
    days = [day + dt.timedelta(days=at) for at in range(len(told))]
    found = {at: code_of(code) for at, code in zip(days, told, strict=True) if code != "."}
    columns = {at: column_letters(8 + number) for number, at in enumerate(days)}
    line = _record(DoodLine(number), Role.DOOD, "DOOD", {"codes": found, "columns": columns})
    return replace(line, **more)


def account(
    code: str = "3300", name: str = "Camera", kind: AccountKind = AccountKind.COST, **more: Any
) -> Account:
    """An account of the chart."""
    return _record(
        Account(code), Role.CHART_OF_ACCOUNTS, "Chart", {"name": name, "kind": kind, **more}
    )


def chart(*accounts: Account | str) -> ChartOfAccounts:
    """A chart of these accounts; a code alone is a cost account."""
    return ChartOfAccounts(tuple(account(a) if isinstance(a, str) else a for a in accounts))


def in_rows(records: Iterable[R], first: int = 2, **where: str) -> tuple[R, ...]:
    """The records in rows one below the other; ``workbook=`` and ``sheet=`` say where."""
    return tuple(
        replace(record, source=replace(record.source, row=row, **where))  # type: ignore[type-var,attr-defined]
        for row, record in enumerate(records, first)
    )


def papers(today: str = "", tolerance_minor: int = 0, **lists: Any) -> Workpapers:
    """What a rule is given: ``papers(purchase_orders=[po(), po()])``, lists in rows 2, 3 and on."""
    placed: dict[str, Any] = {
        name: in_rows(records) if isinstance(records, list | tuple) else records
        for name, records in lists.items()
    }
    production = replace(Production(currency=CURRENCY), **placed)
    options = Options(tolerance_minor=tolerance_minor)
    if today:
        options = replace(options, today=dt.date.fromisoformat(today))
    return Workpapers(production, options=options)


def _record(blank: R, role: Role, sheet: str, given: Mapping[str, Any]) -> R:
    source = Source("Show.xlsx", sheet, 2, _COLUMNS[role])
    read = {name: _value(name, value) for name, value in given.items()}
    return replace(blank, **{"source": source, **read})  # type: ignore[type-var]


def _value(name: str, value: Any) -> Any:
    if name in _AMOUNTS and isinstance(value, int | float | str | Decimal):
        return usd(value)
    if name in _DATES and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if name in _RATES and isinstance(value, int | float | str):
        return Decimal(str(value))
    return value
