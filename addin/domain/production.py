"""Everything known of one production at one moment: what rules and reports are given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Protocol, TypeVar

from addin.domain.accounts import ChartOfAccounts
from addin.domain.actuals import Posting, TrialBalanceLine
from addin.domain.bank import CashBookLine, StatementLine
from addin.domain.budget import BudgetLine
from addin.domain.commitments import Invoice, PurchaseOrder
from addin.domain.cost_report import CostReportLine
from addin.domain.issued_call_sheet import IssuedCallSheet
from addin.domain.money import NO_CURRENCY
from addin.domain.petty_cash import Receipt
from addin.domain.production_report import ProductionReport
from addin.domain.schedule_lines import CastLine, CrewLine, DoodLine, StripLine
from addin.domain.source import Source
from addin.domain.stock import StockLine
from addin.domain.timecards import TimecardLine
from addin.domain.vendors import Vendor


class VarianceSign(StrEnum):
    """How a workbook shows money that is left: a property of the workbook, detected or said."""

    UNDER_IS_POSITIVE = "under is positive"  # variance = budget - estimated final cost
    OVER_IS_POSITIVE = "over is positive"  # variance = estimated final cost - budget


class ForecastMode(StrEnum):
    """Which of the two a person types, and which follows."""

    EFC_HELD = "EFC-held"  # ETC = EFC - cost to date - commitments
    ETC_HELD = "ETC-held"  # EFC = cost to date + commitments + ETC


class _HasSource(Protocol):
    @property
    def source(self) -> Source: ...


R = TypeVar("R", bound=_HasSource)


@dataclass(frozen=True, slots=True)
class Production:
    """One production: its lists, in the order they were read.

    A production may keep several lists of one kind (two PO logs, a bank and a cash book for each
    account): every record carries its source, and ``by_list`` splits them again.
    """

    name: str = ""
    currency: str = NO_CURRENCY
    variance_sign: VarianceSign = VarianceSign.UNDER_IS_POSITIVE
    forecast_mode: ForecastMode = ForecastMode.EFC_HELD
    previous_cutoff: dt.date | None = None
    cutoff: dt.date | None = None
    chart: ChartOfAccounts | None = None
    budget: tuple[BudgetLine, ...] = ()
    topsheet: tuple[BudgetLine, ...] = ()
    purchase_orders: tuple[PurchaseOrder, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    postings: tuple[Posting, ...] = ()
    trial_balance: tuple[TrialBalanceLine, ...] = ()
    cost_report: tuple[CostReportLine, ...] = ()
    budget_vs_actual: tuple[CostReportLine, ...] = ()
    bank: tuple[StatementLine, ...] = ()
    cards: tuple[StatementLine, ...] = ()
    cash_book: tuple[CashBookLine, ...] = ()
    petty_cash: tuple[Receipt, ...] = ()
    vendors: tuple[Vendor, ...] = ()
    timecards: tuple[TimecardLine, ...] = ()
    stock: tuple[StockLine, ...] = ()
    strips: tuple[StripLine, ...] = ()
    cast: tuple[CastLine, ...] = ()
    crew: tuple[CrewLine, ...] = ()
    dood: tuple[DoodLine, ...] = ()
    call_sheets: tuple[IssuedCallSheet, ...] = ()
    production_reports: tuple[ProductionReport, ...] = ()


_sheet = attrgetter("source.workbook", "source.sheet")
_columns = attrgetter("source.columns")


def by_list(records: Iterable[R]) -> tuple[tuple[R, ...], ...]:
    """Records of each list together: one tuple per workbook, sheet and table, in reading order."""
    every = tuple(records)
    # a dozen rules ask this of the same 60,000 postings, which as a rule are one list: nothing
    # here takes a step of Python for each of them
    tables = set(map(id, map(_columns, every)))
    if len(tables) == 1 == len(set(map(_sheet, every))):
        return (every,)

    def which(record: R) -> tuple[str, str, int]:
        source = record.source
        return (*source.table, id(source.columns))

    return tuple(tuple(group) for _, group in groupby(every, key=which))
