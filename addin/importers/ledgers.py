"""Ledgers of production accounting programs, and any list with account, day and amount."""

from __future__ import annotations

from typing import Final

from addin.errors import ImportRefused
from addin.importers import printed_ledger
from addin.importers.importer import Imported, Importer, RowReader, RowsOf
from addin.importers.ledger_profiles import fitted, fitted_by_words
from addin.importers.ledger_report import table
from addin.importers.quickbooks_csv import knows_quickbooks, knows_xero
from addin.importers.rows import head_rows, rows_of_text


def knows(rows: RowsOf) -> bool:
    """Whether the headings are a ledger's, and no other program's that has its own importer."""
    if fitted(rows, "ledger") is not None or printed_ledger.knows(rows):
        return True
    others = knows_quickbooks(rows) or knows_xero(rows)
    return not others and fitted_by_words(rows) is not None


def read(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read one report.

    Raises:
        ImportRefused: no row has the headings of a ledger, or its dates read two ways.
    """
    fit = fitted(rows, "ledger") or fitted_by_words(rows)
    if fit is None and not printed_ledger.knows(rows):
        fit = fitted_by_words(rows, is_asked_for=True)
    if fit is not None:
        return Imported("ledger", file_name, (table(rows, fit, file_name, day_first),))
    if printed_ledger.knows(rows):
        printed = printed_ledger.table(rows, file_name, day_first)
        return Imported("ledger", file_name, (printed,))
    raise ImportRefused(file_name, "no row of it has headings for an account, a day and an amount")


_READER: Final = RowReader(knows, read)
LEDGER: Final = Importer(
    "ledger",
    "Ledger report (CSV, Excel)",
    (".csv", ".tsv", ".txt", ".xlsx"),
    lambda head, _: knows(head_rows(head)),
    lambda content, file_name: read(rows_of_text(content, file_name), file_name),
    _READER,
)
