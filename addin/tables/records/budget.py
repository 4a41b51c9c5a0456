"""Budgets and topsheets as records."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from addin.domain.budget import BudgetLine
from addin.tables.records.actuals import accounts
from addin.tables.records.columns import Columns

_PERCENT: Final = Decimal("1.5")
"""A fringe rate above this was typed as a percentage: 22 for 22 %."""


def budget(columns: Columns) -> list[BudgetLine]:
    """The lines of a budget or of a topsheet."""
    codes, names = accounts(columns)
    rates = columns.numbers("fringe_rate")
    known = [abs(rate) for rate in rates if rate is not None]
    if known and max(known) > _PERCENT:
        rates = [None if rate is None else rate.scaleb(-2) for rate in rates]
    fields = zip(
        codes,
        [text or name for text, name in zip(columns.texts("description"), names, strict=True)],
        columns.amounts("amount"),
        columns.sources(),
        columns.numbers("quantity"),
        columns.texts("unit"),
        columns.numbers("multiplier"),
        columns.numbers("rate"),
        columns.amounts("subtotal"),
        rates,
        columns.amounts("fringes"),
        columns.groups,
        strict=True,
    )
    return [BudgetLine(*each) for each in fields]
