"""The records of all tables as one production."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from addin.domain.account_codes import learned
from addin.domain.accounts import Account, ChartOfAccounts
from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.cost_report import CostReportLine
from addin.domain.money import NO_CURRENCY, Money
from addin.domain.petty_cash import Receipt
from addin.domain.production import ForecastMode, Production, VarianceSign
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.domain.stock import StockLine
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import Vendor
from addin.tables.parse import Parsed
from addin.tables.table import Role, Sheet, Table

R = TypeVar("R")


def assemble(
    name: str,
    currency: str,
    parsed: Iterable[Parsed],
    sheets: Iterable[tuple[Table, Sheet]] = (),
) -> Production:
    """One production from all its tables, in the order they were read.

    How the cost report shows variances and which of EFC and ETC it holds is read off its figures,
    and off its formulas where ``sheets`` has its tables; where both are silent, a positive variance
    is money left and EFC is held.
    """
    tables = tuple(parsed)

    def of(kind: type[R], *roles: Role) -> tuple[R, ...]:
        return tuple(
            record
            for table in tables
            if table.role in roles
            for record in table.records
            if isinstance(record, kind)
        )

    report = of(CostReportLine, Role.COST_REPORT)
    plan = of(CostReportLine, Role.BUDGET_VS_ACTUAL)
    accounts = of(Account, Role.CHART_OF_ACCOUNTS)
    return Production(
        name=name,
        currency=_currency(tables) if currency == NO_CURRENCY else currency,
        variance_sign=variance_sign(report)
        or variance_sign(plan)
        or VarianceSign.UNDER_IS_POSITIVE,
        forecast_mode=forecast_mode(sheets) or ForecastMode.EFC_HELD,
        chart=ChartOfAccounts(accounts, learned(a.code for a in accounts)) if accounts else None,
        budget=of(BudgetLine, Role.BUDGET),
        topsheet=of(BudgetLine, Role.TOPSHEET),
        purchase_orders=of(PurchaseOrder, Role.PO_LOG),
        invoices=of(Invoice, Role.INVOICE_LOG),
        postings=of(Posting, Role.LEDGER),
        trial_balance=of(TrialBalanceLine, Role.TRIAL_BALANCE),
        cost_report=report,
        budget_vs_actual=plan,
        bank=of(StatementLine, Role.BANK),
        cards=of(StatementLine, Role.CARD),
        cash_book=of(CashBookLine, Role.CASH_BOOK),
        petty_cash=of(Receipt, Role.PETTY_CASH),
        vendors=of(Vendor, Role.VENDOR_LIST),
        timecards=of(TimecardLine, Role.TIMESHEET),
        stock=of(StockLine, Role.INVENTORY),
        strips=of(StripLine, Role.STRIPBOARD),
        cast=of(CastLine, Role.CAST_LIST),
        crew=of(CrewLine, Role.CREW_LIST),
        dood=of(DoodLine, Role.DOOD),
    )


def _currency(tables: Iterable[Parsed]) -> str:
    named = Counter(table.currency for table in tables if table.records)
    named.pop(NO_CURRENCY, None)
    return named.most_common(1)[0][0] if named else NO_CURRENCY


def variance_sign(lines: Iterable[CostReportLine]) -> VarianceSign | None:
    """How a cost report shows money that is left, by what most of its rows show; None: no row says.

    A row says so when its variance is the budget less the final cost (or less the cost so far), or
    the reverse.
    """
    votes = 0
    for line in lines:
        for under in _left(line):
            if under and line.variance and under.currency == line.variance.currency:
                agrees = (under == line.variance) - (-under == line.variance)
                votes += agrees
                if agrees:
                    break
    if votes == 0:
        return None
    return VarianceSign.UNDER_IS_POSITIVE if votes > 0 else VarianceSign.OVER_IS_POSITIVE


def _left(line: CostReportLine) -> Iterator[Money]:
    """What is left of a row's budget, by each reading its columns allow."""
    for budget in (line.revised_budget, line.budget):
        for cost in (line.efc, line.total_cost, line.actual_to_date, line.actual_period):
            if budget is not None and cost is not None and budget.currency == cost.currency:
                yield budget - cost


_HELD: Final = {"etc": ForecastMode.ETC_HELD, "efc": ForecastMode.EFC_HELD}


def forecast_mode(sheets: Iterable[tuple[Table, Sheet]]) -> ForecastMode | None:
    """Which of ETC and EFC people type in the cost report; None if its cells do not tell.

    The one that is typed is held, the one that is a formula follows.
    """
    votes: Counter[ForecastMode] = Counter()
    for table, sheet in sheets:
        if table.role is not Role.COST_REPORT or not {"etc", "efc"} <= table.fields.keys():
            continue
        for row in table.body:
            typed = [
                name
                for name in _HELD
                if (row, table.fields[name]) not in sheet.formulas
                and sheet.value(row, table.fields[name]) is not None
            ]
            if len(typed) == 1:
                votes[_HELD[typed[0]]] += 1
    return votes.most_common(1)[0][0] if votes else None
