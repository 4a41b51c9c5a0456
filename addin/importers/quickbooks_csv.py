"""Reports of QuickBooks Online and Xero: journals, ledgers, transactions by account.

What their columns are called stands in ``ledger_profiles.toml``.
"""

from __future__ import annotations

from typing import Final

from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, RowReader, RowsOf
from addin.importers.ledger_profiles import fitted
from addin.importers.ledger_report import table
from addin.importers.rows import head_rows, rows_of_text

_QUICKBOOKS: Final = "quickbooks-csv"
_XERO: Final = "xero-csv"


def knows_quickbooks(rows: RowsOf) -> bool:
    """Whether a row has the headings of one of QuickBooks' reports."""
    return fitted(rows, _QUICKBOOKS) is not None


def knows_xero(rows: RowsOf) -> bool:
    """Whether a row has the headings of one of Xero's reports."""
    return fitted(rows, _XERO) is not None


def read_quickbooks(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read a report of QuickBooks Online.

    Raises:
        ImportRefused: no row has the headings of one, or its dates read two ways.
    """
    return _read(_QUICKBOOKS, rows, file_name, day_first)


def read_xero(rows: RowsOf, file_name: str, day_first: bool | None = None) -> Imported:  # noqa: FBT001 - as RowReader
    """Read a report of Xero.

    Raises:
        ImportRefused: as above.
    """
    return _read(_XERO, rows, file_name, day_first)


def _read(name: str, rows: RowsOf, file_name: str, day_first: bool | None) -> Imported:  # noqa: FBT001 - as RowReader
    fit = fitted(rows, name)
    if fit is None:
        raise ImportRefused(file_name, "no row of it has the headings of one of its reports")
    return Imported(name, file_name, (table(rows, fit, file_name, day_first),))


def _importer(name: str, title: str, reader: RowReader) -> Importer:
    return Importer(
        name,
        title,
        (".csv", ".xlsx"),
        lambda head, _: reader.knows(head_rows(head)),
        lambda content, file_name: reader.read(rows_of_text(content, file_name), file_name, None),
        reader,
    )


QUICKBOOKS_CSV: Final = _importer(
    _QUICKBOOKS,
    "QuickBooks Online report (CSV, Excel)",
    RowReader(knows_quickbooks, read_quickbooks),
)
XERO_CSV: Final = _importer(_XERO, "Xero report (CSV, Excel)", RowReader(knows_xero, read_xero))
