"""What a text becomes when a person types it into a cell (USER_ENTERED), by locale."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache

from sheets_emulator.dates import Today, date_typed
from sheets_emulator.locales import SPACES, SYMBOLS, TICK, Locale, locale_of
from sheets_emulator.value import NumberFormat

_DIGIT = re.compile("[0-9]")
_LARGEST_POWER = 400  # of ten, that is still tried as a number


@dataclasses.dataclass(frozen=True, slots=True)
class Entered:
    """A typed text as the cell keeps it.

    Attributes:
        value: the constant; None when the cell is emptied or holds a formula.
        formula: the formula with its `=`, else None.
        number_format: the number format that the text implies (`5%`, `$3`, a date), else None.

    """

    value: bool | int | float | str | None = None
    formula: str | None = None
    number_format: NumberFormat | None = None


def parsed(text: str, locale: str, today: Today = dt.date.today) -> Entered:
    """What `text` becomes in a spreadsheet of `locale` (`en_US`, `de_DE`); "" empties the cell.

    A date without a year is in the year of `today` (by default the machine's).

    >>> parsed("$1,234.50", "en_US").value, parsed("1.234,50 €", "de_DE").value
    (1234.5, 1234.5)
    """
    if text.startswith("=") and len(text) > 1:
        return Entered(formula=text)
    if text.startswith("'"):
        return Entered(text[1:])
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and len(typed) < 16:
        return Entered(int(typed))
    habits = locale_of(locale)
    truth = _truth(typed, habits)
    if truth is not None:
        return Entered(truth)
    found = None
    if _DIGIT.search(typed):  # most texts have no digit, and nothing that is counted has none
        found = _number(typed, habits) or date_typed(typed, habits, today)
    return Entered(found[0], number_format=found[1]) if found else Entered(text or None)


def _truth(typed: str, locale: Locale) -> bool | None:
    word = typed.upper()
    if word in ("TRUE", locale.yes_no[0]):
        return True
    return False if word in ("FALSE", locale.yes_no[1]) else None


def _number(typed: str, locale: Locale) -> tuple[int | float, NumberFormat | None] | None:
    """A number with its sign, thousands, currency, per cent or exponent."""
    bare, negative = _sign(typed)
    bare, symbol, leading = _currency(bare, locale)
    if not negative:
        bare, negative = _sign(bare)
    bare, percent = _percent(bare)
    if percent and symbol:
        return None
    found = _shape_of_numbers(locale.decimal, locale.group).match(bare)
    if found is None or not (found["whole"] or found["rest"]):
        return None
    whole = re.sub(f"[{re.escape(locale.group)}{SPACES}'{TICK}]", "", found["whole"] or "0")
    grouped = whole != (found["whole"] or "0")
    power = int(found["power"] or 0)
    if abs(power) > _LARGEST_POWER:
        return None  # it stays a text
    exact = Decimal(f"{whole}.{found['rest'] or '0'}").scaleb(power - (2 if percent else 0))
    value = _plain(-exact if negative else exact)
    if value is None:
        return None
    if symbol:
        return value, _money(symbol, leading, bool(found["rest"]), locale)
    return value, _format(percent, grouped, found)


def _plain(exact: Decimal) -> int | float | None:
    """A cell's number: whole ones as such; None if it is too large for one."""
    number = float(exact)
    if math.isinf(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _sign(typed: str) -> tuple[str, bool]:
    """The text without its sign, and whether it is negative: `-5`, `(5)`, a real minus."""
    if typed.startswith("(") and typed.endswith(")") and len(typed) > 2:
        return typed[1:-1].strip(SPACES), True
    if typed[:1] in "-\u2212" and typed:
        return typed[1:].lstrip(SPACES), True
    return (typed[1:].lstrip(SPACES) if typed.startswith("+") else typed), False


def _percent(typed: str) -> tuple[str, bool]:
    if typed.endswith("%"):
        return typed[:-1].rstrip(SPACES), True
    return (typed[1:].lstrip(SPACES), True) if typed.startswith("%") else (typed, False)


def _currency(typed: str, locale: Locale) -> tuple[str, str, bool]:
    """The text without its currency, the currency ("" for none) and whether it stood in front."""
    for symbol in (locale.symbol, *SYMBOLS):
        if typed.startswith(symbol):
            return typed[len(symbol) :].lstrip(SPACES), symbol, True
        if typed.endswith(symbol):
            return typed[: -len(symbol)].rstrip(SPACES), symbol, False
    return typed, "", True


@lru_cache(maxsize=64)
def _shape_of_numbers(decimal: str, group: str) -> re.Pattern[str]:
    """Digits in threes or without groups, decimals, an exponent."""
    spaces = SPACES if group in SPACES else ""
    apostrophes = f"'{TICK}" if group == TICK else ""
    groups = f"[{re.escape(group)}{spaces}{apostrophes}]"
    return re.compile(
        rf"^(?P<whole>[0-9]{{1,3}}(?:{groups}[0-9]{{3}})+|[0-9]*)"
        rf"(?:{re.escape(decimal)}(?P<rest>[0-9]*))?(?:[eE](?P<power>[-+]?[0-9]+))?$"
    )


def _format(percent: bool, grouped: bool, found: re.Match[str]) -> NumberFormat | None:  # noqa: FBT001 - two facts of one text
    """The format of a number without a currency; a bare one has none."""
    pattern = ("#,##0" if grouped else "0") + (".00" if found["rest"] else "")
    if percent:
        return {"type": "PERCENT", "pattern": pattern + "%"}
    if found["power"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return {"type": "NUMBER", "pattern": pattern} if grouped else None


def _money(symbol: str, leading: bool, decimals: bool, locale: Locale) -> NumberFormat:  # noqa: FBT001 - as above
    """The locale's own pattern for its own currency; another's stands where it was typed."""
    pattern = locale.currency
    if symbol != locale.symbol:
        pattern = f"[${symbol}]#,##0.00" if leading else f"#,##0.00[$ {symbol}]"
    return {"type": "CURRENCY", "pattern": pattern if decimals else pattern.replace(".00", "")}
