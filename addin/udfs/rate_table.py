"""Exchange rates as a function takes them: a range of the user's own sheet, or one rate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from addin.domain.exchange import MissingRate, Purpose, Rate, Rates
from addin.tables.currencies import CODES, SYMBOLS
from addin.udfs.arguments import cell_reader
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Table
from addin.udfs.read_once import read_once
from addin.udfs.typed_rows import typed_rows

FIELDS: Final = {
    "from": (str, ("from currency", "base", "base currency", "foreign currency", "currency")),
    "to": (str, ("to currency", "quote", "quote currency", "home currency", "into")),
    "rate": (Decimal, ("exchange rate", "fx rate", "fx")),
    "date": (dt.date, ("from date", "effective from", "effective date", "valid from", "day")),
    "purpose": (Purpose, ("kind", "type", "use", "rate type")),
    "version": (str, ("budget version", "budget")),
}
_read_rate = cell_reader("rates", Decimal)


@lru_cache(maxsize=1024)
def code(name: str, text: str) -> str:
    """A currency as its ISO 4217 code; a sign that stands for one currency only will do.

    Raises:
        CellError: no currency has that code; ``$`` could be one of several.
    """
    shown = text.strip()
    found = SYMBOLS.get(shown, shown.upper())
    if found not in CODES:
        raise CellError("#VALUE!", f"{name}: “{shown}” is no currency code such as USD or GBP")
    return found


def rate_from(
    rates: Table, pair: tuple[str, str], day: dt.date | None, purpose: Purpose, version: str = ""
) -> Fraction:
    """Major units of the second currency for one of the first.

    Raises:
        CellError: the table cannot be read, or a day is needed and missing.
        MissingRate: no rate for this; one of another purpose or version is not taken instead.
        AmbiguousRate: several that differ.
    """
    return _answers(rates)(pair, day, purpose, version)


@read_once
def _answers(rates: Table) -> Callable[[tuple[str, str], dt.date | None, Purpose, str], Fraction]:
    """What a range says, for each question once: a column asks for few rates, many times."""

    @lru_cache(maxsize=4096)
    def of(pair: tuple[str, str], day: dt.date | None, purpose: Purpose, version: str) -> Fraction:
        return _rate_of(rates, pair, day, purpose, version)

    return of


def _rate_of(
    rates: Table, pair: tuple[str, str], day: dt.date | None, purpose: Purpose, version: str
) -> Fraction:
    base, quote = pair
    if is_one_rate(rates):
        return _one_rate(rates, base, quote)
    table = rates_from(rates)
    if purpose is Purpose.BUDGET:
        return _budget_rate(table, base, quote, version.strip())
    if day is None:
        raise CellError("#VALUE!", f"day is missing: which day's {purpose} rate?")
    return (table.actual if purpose is Purpose.ACTUAL else table.spot)(base, quote, day)


def _budget_rate(table: Rates, base: str, quote: str, version: str) -> Fraction:
    try:
        return table.budget(base, quote, version)
    except MissingRate as error:
        known = [each or "no version" for each in table.versions(base, quote)]
        if not known:
            raise
        asked = f"version {version}" if version else "no version"
        raise CellError(
            "#N/A",
            f"there is no budget rate from {base} to {quote} for {asked}, but for"
            f" {', '.join(known)}",
        ) from error


def is_one_rate(rates: Table) -> bool:
    """Whether there is one rate instead of a table of them."""
    return len(rates) == 1 and len(rates[0]) == 1


def _one_rate(rates: Table, base: str, quote: str) -> Fraction:
    rate: Decimal = _read_rate(rates[0][0])
    if rate <= 0:
        raise CellError("#NUM!", f"an exchange rate is greater than zero, not {rate}")
    if base == quote and rate != 1:
        raise CellError("#NUM!", f"{base} into {base} is 1, not {rate}")
    return Fraction(rate)


@read_once
def rates_from(rates: Table) -> Rates:
    """The rates a range holds; rows without a rate are left out, they are still to come.

    Raises:
        CellError: a heading is missing, or a row cannot be read; the message says which.
    """
    rows = typed_rows("rates", rates, FIELDS, ("date", "purpose", "version"))
    return Rates(
        tuple(_rate(at + 1, row) for at, row in enumerate(rows) if row["rate"] is not None)
    )


def _rate(record: int, row: dict[str, Any]) -> Rate:
    try:
        return Rate(
            code("from", row["from"] or ""),
            code("to", row["to"] or ""),
            row["rate"],
            row["purpose"] or Purpose.ACTUAL,
            row["date"],
            (row["version"] or "").strip(),
        )
    except CellError as error:
        raise CellError(error.code, f"rates, record {record}: {error.message}") from error
    except ValueError as error:
        raise CellError("#VALUE!", f"rates, record {record}: {error}") from error
