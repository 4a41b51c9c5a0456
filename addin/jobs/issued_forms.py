"""Call sheets and production reports among the workbooks: forms that were issued, no lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from addin.domain.issued_call_sheet import IssuedCallSheet
from addin.domain.production_report import ProductionReport
from addin.tables.records.call_sheets import call_sheet, is_call_sheet
from addin.tables.records.production_reports import production_report
from addin.tables.table import Book


@dataclass(frozen=True, slots=True)
class IssuedForms:
    """Every such form, and the sheets they stand on: (workbook, sheet)."""

    call_sheets: tuple[IssuedCallSheet, ...] = ()
    production_reports: tuple[ProductionReport, ...] = ()

    @property
    def sheets(self) -> frozenset[tuple[str, str]]:
        """Their sheets; a list on one of them is a part of the form."""
        calls = {one.source.table for one in self.call_sheets}
        return frozenset(calls | {one.source.table for one in self.production_reports})


def issued_forms(books: Iterable[Book]) -> IssuedForms:
    """The forms, by workbook and sheet."""
    calls: list[IssuedCallSheet] = []
    reports: list[ProductionReport] = []
    for book in books:
        for sheet in book.sheets:
            if is_call_sheet(sheet):
                called = call_sheet(sheet, book.name)
                if called is not None:
                    calls.append(called)
            else:
                reported = production_report(sheet, book.name)
                if reported is not None:
                    reports.append(reported)
    return IssuedForms(tuple(calls), tuple(reports))
