"""INV104: amounts with tax are compared with amounts without.

Why it matters: every line differs by the tax, so real differences drown in it.

Example: a variance column takes the total including 6 % tax less the PO amount, which excludes it.

What to do: compare the subtotal with the PO amount, or add the tax to the PO amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from addin.domain.money import Money
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.amounts import sum_of
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers
from addin.tables.formula import FormulaError, tokens
from addin.tables.records.columns import Columns
from addin.tables.table import Role, cell_at

CODE = "INV104"
_MOST: Final = 0.6
"""The share of rows that must agree before a column's meaning counts as known."""
_WITHOUT: Final = re.compile(
    r"\b(?:excl\w*|ex\.?|net|before tax|pre.?tax|without tax)\b", re.IGNORECASE
)
_WITH: Final = re.compile(r"\b(?:incl\w*|gross|after tax|with tax)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """One invoice's figures as far as this rule needs them; all in one currency."""

    row: int
    net: Money
    tax: Money
    total: Money
    ordered: Money
    variance: Money | None


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per list that compares so, with the columns it compares."""
    for table, sheet in papers.tables_of(Role.INVOICE_LOG):
        if not {"total", "tax", "ordered", "variance"} <= table.fields.keys():
            continue
        columns = Columns(table, sheet, papers.production.currency)
        rows = [row for row in _rows(columns) if row.tax]
        if rows and _compares_total(columns, rows) and _is_without_tax(columns, rows):
            yield _finding(columns, rows)


def _rows(columns: Columns) -> Iterator[_Row]:
    names = ("subtotal", "tax", "total", "ordered", "variance")
    amounts = (columns.amounts(name) for name in names)
    for row, subtotal, tax, total, ordered, variance in zip(columns.rows, *amounts, strict=True):
        if tax is None or total is None or ordered is None:
            continue
        if not (tax.currency == total.currency == ordered.currency):
            continue
        net = total - tax
        if subtotal is not None and subtotal.currency == tax.currency:
            net = subtotal
        said = variance if variance is not None and variance.currency == tax.currency else None
        yield _Row(row, net, tax, total, ordered, said)


def _compares_total(columns: Columns, rows: list[_Row]) -> bool:
    """The variance column is the total less the order: by its formulas, else by its figures."""
    fields, formulas = columns.table.fields, columns.sheet.formulas
    wanted = {fields["total"], fields["ordered"]}
    count = 0
    for row in rows:
        formula = formulas.get((row.row, fields["variance"]))
        by_formula = formula is not None and _columns_in(formula, row.row) == wanted
        by_figures = row.variance is not None and abs(row.variance) == abs(row.total - row.ordered)
        count += by_formula or by_figures
    return count >= _MOST * len(rows)


def _columns_in(formula: str, row: int) -> set[int]:
    """The columns of this row that a formula names; empty where it names other cells too."""
    try:
        cells = [piece.text for piece in tokens(formula) if piece.kind == "cells"]
        found = [cell_at(text) for text in cells]
    except (FormulaError, ValueError):
        return set()
    return {column for _, column in found} if all(r == row for r, _ in found) else set()


def _is_without_tax(columns: Columns, rows: list[_Row]) -> bool:
    """The order's amount excludes tax: its heading says so, or it is nearer to the subtotal."""
    heading = columns.table.headings.get(columns.table.fields["ordered"], "")
    if _WITH.search(heading):
        return False
    if _WITHOUT.search(heading):
        return True
    nearer = sum(abs(row.net - row.ordered) < abs(row.total - row.ordered) for row in rows)
    return nearer >= _MOST * len(rows)


def _finding(columns: Columns, rows: list[_Row]) -> Finding:
    table = columns.table
    heading = {name: table.headings.get(table.fields[name], name) for name in table.fields}
    tax = sum_of(row.tax for row in rows)
    cells = [table.place(row.row, table.fields["variance"]) for row in rows]
    tops: list[Place] = [
        table.place(table.header_rows[-1] if table.header_rows else rows[0].row, table.fields[name])
        for name in ("total", "tax", "ordered")
    ]
    column = drawn_together(cells)
    return Finding(
        CODE,
        Severity.WARNING,
        f"“{heading['variance']}” in {column[0].cell} compares “{heading['total']}”, which includes"
        f" tax, with “{heading['ordered']}”, which excludes it: each line is off by its tax"
        f"{f', {tax} in all' if tax else ''}.",
        (*column, *tops),
        numbers=(("rows", len(rows)), *((("tax", tax),) if tax else ())),
        advice="Compare the subtotal with the ordered amount, or add the tax to what was ordered.",
        subject=f"{heading['variance']} of {table.sheet}",
        impact=abs(tax) if tax else None,
    )
