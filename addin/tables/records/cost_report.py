"""Cost reports, and plan against actual, as records: total rows too, since they must tie out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from addin.domain.cost_report import CostReportLine
from addin.tables.records.actuals import accounts
from addin.tables.records.columns import Columns
from addin.tables.records.headings import row_text
from addin.tables.table import RowKind, Sheet, Table

ROWS: Final = (RowKind.BODY, RowKind.TOTAL)

_AMOUNTS: Final = (
    "actual_period actual_to_date commitments total_cost etc efc budget changes revised_budget"
    " variance previous_variance variance_change"
).split()
_GRAND: Final = re.compile(r"\b(?:grand|overall)\b", re.IGNORECASE)
_WHOLE: Final = re.compile(r"\b(?:report|production|project|show|film|all|budget)\b", re.IGNORECASE)


def cost_report(columns: Columns) -> list[CostReportLine]:
    """The rows of a cost report, with the level of each total."""
    codes, names = accounts(columns)
    totals = levels(columns.table, columns.sheet)
    fields = zip(
        codes,
        [text or name for text, name in zip(columns.texts("description"), names, strict=True)],
        columns.sources(),
        *(columns.amounts(name) for name in _AMOUNTS),
        columns.texts("status"),
        columns.texts("comment"),
        strict=True,
    )
    return list(_with_totals((CostReportLine(*each) for each in fields), totals, columns))


def _with_totals(
    lines: Iterator[CostReportLine], totals: dict[int, int], columns: Columns
) -> Iterator[CostReportLine]:
    for line in lines:
        row = line.source.row
        if row in totals:
            name = line.description or row_text(columns.table, columns.sheet, row)
            yield replace(line, description=name, is_total=True, level=totals[row])
        else:
            yield line


def levels(table: Table, sheet: Sheet) -> dict[int, int]:
    """The level of each total row: 1 sums accounts, 2 sums those totals, and so on.

    A total right below another sums such totals. One that calls itself a grand total sums all, and
    so does the last one when it is named for the whole report.
    """
    found: dict[int, int] = {}
    rows = [row for row, kind in table.kinds.items() if kind is RowKind.TOTAL]
    since, last = 0, 0
    for row, kind in table.kinds.items():
        if kind is RowKind.BODY:
            since += 1
        elif kind is RowKind.TOTAL:
            says = row_text(table, sheet, row)
            top = max(found.values(), default=0)
            if _GRAND.search(says) or (row == rows[-1] and _WHOLE.search(says)):
                last = top + 1
            elif since == 0 and last:
                last += 1
            else:
                last = 1
            found[row] = last
            since = 0
    return found
