"""A cost report in a block of cells, read as the rows of a report."""

from __future__ import annotations

from dataclasses import replace

from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import AMOUNTS
from addin.domain.money import Money
from addin.tables.cells import to_text
from addin.tables.table import ErrorValue, Role
from addin.udfs.by_role import Block, by_role
from addin.udfs.kinds import Table


def report_block(name: str, table: Table, *needed: str) -> Block:
    """A report under its heading row; it has an account and, unless asked otherwise, a forecast.

    Raises:
        CellError: a needed column is missing.
    """
    return by_role(name, table, Role.COST_REPORT, ("account", *(needed or (("efc", "variance"),))))


def lines_of(block: Block) -> list[CostReportLine]:
    """A report's rows; a cell that cannot be read counts as empty: see ``errors_of``."""
    names = zip(block.cells("account"), block.cells("description"), strict=True)
    rows = [CostReportLine(to_text(account), to_text(name)) for account, name in names]
    for column in AMOUNTS:
        cells = block.column(column, Money)
        rows = [
            row if cell is None or isinstance(cell, ErrorValue) else replace(row, **{column: cell})
            for row, cell in zip(rows, cells, strict=True)
        ]
    return rows


def errors_of(block: Block) -> list[ErrorValue | None]:
    """The first error of each row, None where there is none."""
    columns = [block.column(name, Money) for name in AMOUNTS if name in block]
    return [
        next((cell for cell in cells if isinstance(cell, ErrorValue)), None)
        for cells in zip(*columns, strict=True)
    ]
