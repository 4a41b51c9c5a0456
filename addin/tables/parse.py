"""A table as records of the trade, and what in it could not be read. Never raises for bad data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from addin.domain.accounts import Account
from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.cost_report import CostReportLine
from addin.domain.money import NO_CURRENCY
from addin.domain.petty_cash import Receipt
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.domain.stock import StockLine
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import Vendor
from addin.findings import Finding
from addin.tables.records import actuals, bank, budget, commitments, cost_report, lists, schedule
from addin.tables.records.columns import Columns
from addin.tables.records.currency import currency_in
from addin.tables.table import Role, RowKind, Sheet, Table

Record = (
    Account
    | BudgetLine
    | CashBookLine
    | CastLine
    | CostReportLine
    | CrewLine
    | DoodLine
    | Invoice
    | Posting
    | PurchaseOrder
    | Receipt
    | StatementLine
    | StockLine
    | StripLine
    | TimecardLine
    | TrialBalanceLine
    | Vendor
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One table's records, in the order of its rows, and what could not be read.

    ``currency`` is the table's own, or the one it was given for want of its own.
    """

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    role: Role = Role.UNKNOWN
    currency: str = NO_CURRENCY


_READERS: Final[dict[Role, Callable[[Columns], Sequence[Record]]]] = {
    Role.BUDGET: budget.budget,
    Role.TOPSHEET: budget.budget,
    Role.BUDGET_VS_ACTUAL: cost_report.cost_report,
    Role.COST_REPORT: cost_report.cost_report,
    Role.PO_LOG: commitments.purchase_orders,
    Role.INVOICE_LOG: commitments.invoices,
    Role.LEDGER: actuals.postings,
    Role.TRIAL_BALANCE: actuals.trial_balance,
    Role.CHART_OF_ACCOUNTS: lists.chart,
    Role.BANK: bank.bank,
    Role.CASH_BOOK: bank.cash_book,
    Role.CARD: bank.card,
    Role.PETTY_CASH: bank.petty_cash,
    Role.VENDOR_LIST: lists.vendors,
    Role.TIMESHEET: lists.timecards,
    Role.INVENTORY: lists.stock,
    Role.CREW_LIST: schedule.crew,
    Role.CAST_LIST: schedule.cast,
    Role.STRIPBOARD: schedule.strips,
    Role.DOOD: schedule.dood,
}
"""Roles whose rows are records; tables in other roles are left as they are."""

SURE: Final = 0.65
"""From this confidence on, what stands in the wrong column is a mistake of the sheet."""

_ROWS: Final = {
    Role.COST_REPORT: cost_report.ROWS,
    Role.BUDGET_VS_ACTUAL: cost_report.ROWS,
    Role.CHART_OF_ACCOUNTS: lists.CHART_ROWS,
    Role.STRIPBOARD: schedule.STRIP_ROWS,
}


def parse(table: Table, sheet: Sheet, currency: str = NO_CURRENCY) -> Parsed:
    """The records of a table; ``currency`` is for amounts where the table names none.

    Headings, totals, blank rows and notes are no records, except that a cost report's totals are
    records with ``is_total``. What cannot be read is None in its record, and a finding, unless it
    is not sure enough what the table is to say what belongs in it.
    """
    reader = _READERS.get(table.role)
    if reader is None:
        return Parsed((), (), table.role, currency)
    wanted = _ROWS.get(table.role, (RowKind.BODY,))
    rows = [row for row, kind in table.kinds.items() if kind in wanted]
    columns = Columns(table, sheet, currency, rows)
    records = tuple(reader(columns))
    findings = tuple(columns.findings) if table.confidence >= SURE else ()
    return Parsed(records, findings, table.role, columns.currency)


def parse_all(
    tables: Iterable[tuple[Table, Sheet]], currency: str = NO_CURRENCY
) -> tuple[Parsed, ...]:
    """Every table's records; a table that names no currency is in that of the production.

    The production's currency is ``currency``, or else the one that most of its tables name.
    """
    pairs = tuple(tables)
    if currency == NO_CURRENCY:
        named = Counter(
            code
            for table, sheet in pairs
            if table.role in _READERS and (code := currency_in(table, sheet))
        )
        currency = named.most_common(1)[0][0] if named else NO_CURRENCY
    return tuple(parse(table, sheet, currency) for table, sheet in pairs)
