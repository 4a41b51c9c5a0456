"""Which currency a statement is in, as far as its headings and its column of currencies say."""

from __future__ import annotations

from typing import Final

from addin.importers.rows import text
from addin.importers.statement_headings import Statement
from addin.tables.currencies import CODES, currency_of
from addin.tables.headings import normal
from addin.tables.table import Role

_COLUMN: Final = frozenset({"currency", "ccy", "currency code", "account currency"})
_AMOUNTS: Final = frozenset({"amount", "debit", "credit", "balance"})


def currencies_of(statement: Statement) -> tuple[str, ...]:
    """Codes of the currencies its amounts are in, in the order they come; none where it is silent.

    The headings of its amounts count first (*Money out (GBP)*), then its column of currencies. A
    card's column with several tells what was paid in, not what the card is charged in.
    """
    headings = statement.headed.headings
    said = {
        code: None
        for field, at in statement.fields.items()
        if field in _AMOUNTS and (code := currency_of(headings[at]))
    }
    if said:
        return tuple(said)
    column = next((at for at, one in enumerate(headings) if normal(one) in _COLUMN), None)
    if column is None:
        return ()
    rows = statement.rows[statement.headed.at + 1 :]
    found = dict.fromkeys(code for row in rows if (code := text(row, column).upper()) in CODES)
    return () if len(found) > 1 and statement.role is Role.CARD else tuple(found)
