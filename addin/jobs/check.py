"""Check one production: read, run the rules, tie the lists, write findings sheets if asked."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from addin.domain.decisions import NONE
from addin.domain.eighths import eighths_of
from addin.domain.money import Money, exponent
from addin.domain.production import Production
from addin.domain.source import Place
from addin.errors import FileError
from addin.findings import Finding, Severity, in_order
from addin.jobs.apply import Batch, write_each
from addin.jobs.load import Loaded, load, missing_sheets
from addin.ports import Engine, Kept, Workbooks
from addin.reconcile.outcome import Reconciliation
from addin.reconcile.pairings import reconcile, reconciled_findings, summary
from addin.reports.as_sheet import findings_sheet
from addin.reports.check import CheckReport, Tally, without_history
from addin.reports.meanings import titles
from addin.rules.catalogue import RULES
from addin.rules.rule import Options, Workpapers, run
from addin.settings.model import Settings
from addin.tables.changes import Changes
from addin.tables.table import SURE, Area, Role, Table
from addin.udfs.on_demand import functions_on_demand


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and what it stood on."""

    report: CheckReport
    loaded: Loaded
    refused: tuple[FileError, ...] = ()  # workbooks that could not be written, and why
    reconciliation: Reconciliation = field(default_factory=Reconciliation)  # how its lists tie


def check(
    workbooks: Workbooks,
    settings: Settings,
    *,
    name: str,
    folder: str,
    at: dt.datetime,
    kept: Kept | None = None,
    write: bool = False,
    engine: Engine | None = None,
    loaded: Loaded | None = None,
    night: str = "",
) -> Checked:
    """Everything that does not tie in a production, worst first.

    Writes nothing but the history, unless ``write``: then a findings sheet goes into each
    workbook that a finding touches. ``engine`` works formulas out anew where the settings ask for
    it. ``loaded`` is the production where it was read already. ``night`` names a night: a
    second check in it is no second run.

    Raises:
        NothingToDo: no workbook can be read.
        HistoryUnusable: the history cannot be opened.
    """
    started = time.perf_counter()
    loaded = loaded or load(workbooks, settings, name, engine)
    options = options_of(settings, at, loaded.production)
    papers = Workpapers(
        loaded.production, loaded.books, loaded.tables, options, functions_on_demand()
    )
    decided = kept.decisions.decisions(loaded.production.name) if kept else NONE
    reconciliation = reconcile(loaded.production, options, decided)
    findings: list[Finding] = [
        *loaded.findings,
        *missing_sheets(loaded.books, settings),
        *run(RULES, papers),
        *reconciled_findings(reconciliation),
    ]
    ordered = in_order(
        no_surer_than_its_table(finding, loaded.tables)
        for finding in findings
        if finding.code not in settings.off
    )
    standpoints = (
        kept.history.record(loaded.production.name, ordered, at, night)
        if kept
        else without_history(ordered)
    )
    report = CheckReport(
        production=loaded.production.name,
        folder=folder,
        at=at,
        standpoints=tuple(standpoints),
        workbooks=tuple(book.name for book in loaded.books),
        tallies=tuple(_tallies(loaded)),
        matched=summary(reconciliation),
        not_understood=tuple(t for t in loaded.tables if t.role is Role.UNKNOWN),
        adopted=settings.is_adopted,
        seconds=time.perf_counter() - started,
        titles=titles(),
        recalculated=loaded.recalculated,
    )
    if not write:
        return Checked(report, loaded, reconciliation=reconciliation)
    return replace(_written(report, loaded, workbooks), reconciliation=reconciliation)


def no_surer_than_its_table(finding: Finding, tables: Iterable[Table]) -> Finding:
    """An error is for what is certain: not for a list whose role nobody confirmed and is not sure.

    Findings about formulas and files (STR, FIL) hold whatever the table is.
    """
    if finding.severity is not Severity.ERROR or finding.code.startswith(("STR", "FIL")):
        return finding
    for table in tables:
        if table.role is Role.UNKNOWN or table.confidence >= SURE:
            continue
        if any(_in_table(place, table) for place in finding.places):
            role = table.role.replace("_", " ")
            doubt = f"It is not sure that {table.sheet}!{table.area} is a {role}: see tieout adopt."
            advice = f"{finding.advice} {doubt}".strip()
            return replace(finding, severity=Severity.WARNING, advice=advice)
    return finding


def _in_table(place: Place, table: Table) -> bool:
    if (place.workbook, place.sheet) != (table.book, table.sheet) or not place.cell:
        return False
    area = Area.of(place.cell)
    return (area.top, area.left) in table.area or (area.bottom, area.right) in table.area


def options_of(settings: Settings, at: dt.datetime, production: Production) -> Options:
    """What the settings say about comparing figures, in the production's own currency."""
    minor = Decimal(settings.tolerance).scaleb(exponent(production.currency))
    return Options(
        today=at.date(),
        tolerance_minor=int(minor),
        open_days=settings.open_days,
        off=settings.off,
        most_eighths=eighths_of(settings.schedule.pages_a_day or "0"),
        most_moves=settings.schedule.company_moves,
        territory=settings.schedule.territory,
        agreement=settings.schedule.agreement,
        cast_agreement=settings.schedule.cast_agreement,
    )


def _written(report: CheckReport, loaded: Loaded, workbooks: Workbooks) -> Checked:
    """The report, with what was written and what was refused."""
    backups, refused = write_each(workbooks, findings_batches(report, loaded))
    return Checked(replace(report, written=backups), loaded, refused)


def findings_batches(report: CheckReport, loaded: Loaded) -> Iterable[Batch]:
    """The findings sheet of each workbook that has findings, or that had one before."""
    for book in loaded.books:
        if book.kind in {"xlsx", "xlsm"} and (
            report.touching(book.name) or book.name in loaded.reported_before
        ):
            sheet = findings_sheet(report, book.name)
            yield Batch(book.name, Changes(sheets=(sheet,)), book.digest)


def _tallies(loaded: Loaded) -> Iterable[Tally]:
    show = loaded.production
    lists = (
        (Role.BUDGET, show.budget),
        (Role.TOPSHEET, show.topsheet),
        (Role.BUDGET_VS_ACTUAL, show.budget_vs_actual),
        (Role.PO_LOG, show.purchase_orders),
        (Role.INVOICE_LOG, show.invoices),
        (Role.LEDGER, show.postings),
        (Role.TRIAL_BALANCE, show.trial_balance),
        (Role.COST_REPORT, show.cost_report),
        (Role.BANK, show.bank),
        (Role.CASH_BOOK, show.cash_book),
        (Role.CARD, show.cards),
        (Role.PETTY_CASH, show.petty_cash),
        (Role.CHART_OF_ACCOUNTS, show.chart.accounts if show.chart else ()),
        (Role.VENDOR_LIST, show.vendors),
        (Role.TIMESHEET, show.timecards),
        (Role.INVENTORY, show.stock),
        (Role.STRIPBOARD, show.strips),
        (Role.CAST_LIST, show.cast),
        (Role.CREW_LIST, show.crew),
        (Role.DOOD, show.dood),
    )
    for role, records in lists:
        if records:
            tables = sum(1 for table in loaded.tables if table.role is role)
            amounts = [getattr(record, "amount", None) for record in records]
            yield Tally(role, tables, len(records), _sum_of(amounts))


def _sum_of(amounts: Iterable[Money | None]) -> str:
    known = [amount for amount in amounts if amount is not None]
    if not known or len({amount.currency for amount in known}) > 1:
        return ""
    return str(Money(sum(amount.minor for amount in known), known[0].currency))
