"""Statements as one HTML page that opens offline and prints: for a signature on paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from addin.domain.money import Money
from addin.reconcile.outcome import Row
from addin.reconcile.statement import Part
from addin.reports.check import plural
from addin.reports.reconciliation import (
    QUIET,
    SHOWN_FIRST,
    ReconciliationReport,
    amounts_of,
    heading,
    rows_in,
    sides,
    sides_of,
)

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - pages only

    environment = Environment(
        loader=PackageLoader("addin.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        plural=plural,
        sides=sides,
        heading=heading,
        sides_of=sides_of,
        amounts_of=amounts_of,
        parts=tuple(Part),
        shown_first=SHOWN_FIRST,
        quiet=QUIET,
        rows_in=rows_in,
        cells=_cells,
    )
    environment.filters["amount"] = _amount
    return environment.get_template("reconciliation.html.j2")


def reconciliation_as_page(report: ReconciliationReport) -> str:
    """The whole page as text."""
    return _template().render(report=report)


def _amount(money: Money) -> str:
    """Parentheses for what is below zero, as accountants write it."""
    text = abs(money).text()
    return f"({text})" if money.is_negative else text


def _cells(rows: tuple[Row, ...]) -> str:
    shown = ", ".join(f"{row.place.sheet}!{row.place.cell}" for row in rows[:4])
    return f"{shown}, … {len(rows) - 4} more" if len(rows) > 4 else shown
