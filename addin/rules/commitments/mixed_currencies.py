"""CUR101: one column adds several currencies.

Why it matters: Excel adds the bare numbers, so 1,000 GBP and 1,000 USD make 2,000 of nothing.

Example: a PO log in US dollars with two rows in euros, and one total below all of them.

What to do: enter the amounts in the production's currency and keep the foreign amount and its rate
in columns of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together, named
from addin.rules.rule import Workpapers
from addin.tables.currencies import currency_of
from addin.tables.formula import FormulaError, tokens
from addin.tables.records.columns import Columns
from addin.tables.records.currency import stated_formats
from addin.tables.table import Area, Role, RowKind, Sheet, Table

CODE = "CUR101"

_SUMMED: Final = (
    "amount total subtotal debit credit budget efc actual_to_date commitments etc paid balance"
    " relieved open received"
).split()
_RATE: Final = re.compile(
    r"\bf\.?x\b|exchange|conversion|\bconverted\b|\broe\b|equivalent|\bbase (?:amount|currency)\b"
    r"|\bin (?:usd|eur|gbp|cad|aud)\b|\blocal\b|\bhome\b",
    re.IGNORECASE,
)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per column: an error where a plain sum runs over it, else a warning."""
    for table, sheet in papers.tables_of(*(role for role in Role if role is not Role.UNKNOWN)):
        columns = Columns(table, sheet, papers.production.currency)
        rates = {at for at, heading in table.headings.items() if _RATE.search(heading)}
        for name in _SUMMED:
            if not table.fields.get(name) or not rates <= {table.fields[name]}:
                continue
            if _names_currencies(columns, name):
                yield from _of_column(columns, name)


def _names_currencies(columns: Columns, name: str) -> bool:
    """Anything in the column's rows may name a currency: most columns need no second look."""
    if columns.has("currency") or stated_formats(columns.sheet):
        return True
    texts = {value for value in columns.raw(name) if isinstance(value, str)}
    return any(
        currency_of(text) for text in texts if not text[:1].isdecimal() or text[-1:].isalpha()
    )


def _of_column(columns: Columns, name: str) -> Iterator[Finding]:
    table, column = columns.table, columns.table.fields[name]
    currencies = {
        row: amount.currency
        for row, amount in zip(columns.rows, columns.amounts(name), strict=True)
        if amount
    }
    counts = Counter(currencies.values())
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    others = [table.place(row, column) for row, code in currencies.items() if code != usual]
    sums = list(_sums(table, columns.sheet, column, set(currencies)))
    heading = table.headings.get(column, name)
    foreign = ", ".join(f"{count} in {code}" for code, count in counts.most_common()[1:])
    adds = f"; {named(sums)} adds them all up" if sums else ""
    yield Finding(
        CODE,
        Severity.ERROR if sums else Severity.WARNING,
        f"“{heading}” is in {usual} but for {foreign} ({named(drawn_together(others))}), and no"
        f" column has a rate{adds}.",
        drawn_together([*sums, *others]),
        numbers=tuple((code, count) for code, count in counts.most_common()),
        advice="Bring the amounts into one currency; keep the foreign amount and its rate beside.",
        subject=f"{heading} of {table.sheet}",
    )


def _sums(table: Table, sheet: Sheet, column: int, rows: set[int]) -> Iterator[Place]:
    """The cells that add the whole column: its total rows, and sums anywhere on the sheet."""
    for row, kind in table.kinds.items():
        if kind is RowKind.TOTAL and sheet.value(row, column) is not None:
            formula = sheet.formulas.get((row, column), "")
            if "IF" not in formula.upper():  # SUMIF by currency adds like to like
                yield table.place(row, column)
    for (row, at), formula in sheet.formulas.items():
        is_inside = table.kinds.get(row) is RowKind.TOTAL and at == column
        if is_inside or "SUM(" not in formula.upper().replace(" ", ""):
            continue
        if any(
            area.left <= column <= area.right and _covers(area, rows) for area in _areas(formula)
        ):
            yield table.place(row, at)


def _covers(area: Area, rows: set[int]) -> bool:
    return sum(area.top <= row <= area.bottom for row in rows) * 2 > len(rows)


def _areas(formula: str) -> Iterator[Area]:
    """The ranges of the formula's own sheet."""
    try:
        pieces = tokens(formula)
    except FormulaError:
        return
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if piece.kind == "cells" and (before is None or before.kind != "sheet"):
            try:
                yield Area.of(piece.text)
            except ValueError:  # whole rows or columns
                continue
