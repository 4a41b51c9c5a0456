"""Which currency a table is in, as far as the table says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from addin.tables.cells import currency_of, to_text
from addin.tables.currencies import CODES
from addin.tables.table import Sheet, Table

AMOUNT_FIELDS: Final = frozenset(
    """
    amount subtotal tax total paid balance ordered variance debit credit fringes relieved open
    received rate actual_period actual_to_date commitments total_cost etc efc budget changes
    revised_budget previous_variance variance_change
    """.split()
)
"""Fields that hold money, in any role."""


def stated_formats(sheet: Sheet) -> Mapping[str, str]:
    """The sheet's number formats that name one currency, each with its code."""
    found = ((shown, currency_of(shown)) for shown in sheet.format_codes)
    return {shown: code for shown, code in found if code}


def row_currency(text: str) -> str:
    """What a currency column says in one row: a code, a sign, or nothing known."""
    code = text.strip().upper()
    return code if code in CODES else currency_of(text) or ""


def currency_in(table: Table, sheet: Sheet) -> str | None:
    """The currency most of the table is in; None if it names none.

    Its headings count first, then its currency column, then number formats, then its title.
    """
    columns = {column for name, column in table.fields.items() if name in AMOUNT_FIELDS}
    said = Counter(
        code
        for column, heading in table.headings.items()
        if column in columns and (code := currency_of(heading))
    )
    if not said and (column := table.fields.get("currency")):
        texts = Counter(to_text(sheet.value(row, column)) for row in table.body)
        for text, count in texts.items():
            if code := row_currency(text):
                said[code] += count
    if not said and columns and (stated := stated_formats(sheet)):
        said = Counter(
            stated[shown]
            for row in table.body
            for column in columns
            if (shown := sheet.formats.get((row, column), "")) in stated
        )
    if said:
        return said.most_common(1)[0][0]
    return currency_of(table.title) if table.title else None
