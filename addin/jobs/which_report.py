"""The cost report that a button means: the one that was named, or the one that is current."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from addin.domain.account_codes import learned
from addin.domain.cost_report import CostReportLine
from addin.domain.production import Production, by_list
from addin.errors import NothingToDo
from addin.jobs.load import Loaded
from addin.reconcile.of_accounts import LEDGER, ORDERS, PERIOD, of_report
from addin.tables.table import Area, Book, Sheet, Table

_KINDS = frozenset({LEDGER, ORDERS, PERIOD})


@dataclass(frozen=True, slots=True)
class ChosenReport:
    """One cost report, with the sheet and workbook it stands in; ``code`` writes accounts alike."""

    lines: tuple[CostReportLine, ...]
    sheet: Sheet
    book: Book
    table: Table
    code: Callable[[str], str]

    @property
    def accounts(self) -> tuple[CostReportLine, ...]:
        """Its accounts, without headings' and total rows."""
        return tuple(line for line in self.lines if line.account and not line.is_total)

    def account(self, code: str) -> CostReportLine | None:
        """The row of one account, None if the report has none."""
        wanted = self.code(code)
        return next((line for line in self.accounts if self.code(line.account) == wanted), None)

    def formula(self, line: CostReportLine, field: str) -> str | None:
        """The formula of a figure, the empty text where it is typed; None without the column."""
        if field not in line.source.columns:
            return None
        cell = Area.of(line.source.at(field).cell)
        return self.sheet.formulas.get((cell.top, cell.left), "")


def which_report(loaded: Loaded, wanted: str = "", *, needs: str = "") -> ChosenReport:
    """The report that is named, as ``Workbook!Sheet`` or the sheet alone, else the current one.

    Of several the current one is that which ties best with ledger and PO log. ``needs`` is a column
    that it must have.

    Raises:
        NothingToDo: there is none, or it cannot be told which one is meant.
    """
    return _of(loaded, current_report(loaded.production, wanted, needs=needs))


def current_report(
    production: Production, wanted: str = "", *, needs: str = ""
) -> tuple[CostReportLine, ...]:
    """The rows of the report that ``which_report`` means, whatever kind of file it stands in.

    Raises:
        NothingToDo: there is none, or it cannot be told which one is meant.
    """
    reports = [
        lines
        for lines in by_list(production.cost_report)
        if "account" in lines[0].source.columns and (not needs or needs in lines[0].source.columns)
    ]
    names = [_name(lines) for lines in reports]
    if not reports:
        raise NothingToDo("There is no cost report among the workbooks. Nothing was written.")
    chosen = [
        lines
        for lines, name in zip(reports, names, strict=True)
        if not wanted or wanted in {name, lines[0].source.sheet}
    ]
    if not chosen:
        raise NothingToDo(f"'{wanted}' is none of {', '.join(names)}. Nothing was written.")
    if len(chosen) > 1:
        agreed = sorted(((_agreement(production, one), one) for one in chosen), key=lambda x: -x[0])
        if agreed[0][0] == agreed[1][0]:
            several = ", ".join(map(_name, chosen))
            raise NothingToDo(
                f"Several cost reports come into question: {several}. Nothing was written. "
                "Say which sheet is meant."
            )
        chosen = [agreed[0][1]]
    return chosen[0]


def _of(loaded: Loaded, lines: tuple[CostReportLine, ...]) -> ChosenReport:
    source = lines[0].source
    book = next(book for book in loaded.books if book.name == source.workbook)
    sheet = book.sheet(source.sheet)
    table = next(
        (
            table
            for table in loaded.tables
            if (table.book, table.sheet) == source.table and table.columns == dict(source.columns)
        ),
        None,
    )
    if sheet is None or table is None or book.kind not in {"xlsx", "xlsm"}:
        raise NothingToDo(
            f"{book.name} is a .{book.kind} file. Nothing was written. Save it as .xlsx first."
        )
    chart = loaded.production.chart
    mask = chart.mask if chart else learned(line.account for line in lines if line.account)
    return ChosenReport(lines, sheet, book, table, mask.normal)


def _name(lines: tuple[CostReportLine, ...]) -> str:
    return f"{lines[0].source.workbook}!{lines[0].source.sheet}"


def _agreement(production: Production, lines: tuple[CostReportLine, ...]) -> int:
    tieds = [one for one in of_report(production, lines, 0) if one.lists.kind in _KINDS]
    return sum(len(tied.matches) - len(tied.differences) for tied in tieds)
