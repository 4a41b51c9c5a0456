"""What one cell holds, read as a number, an amount, a date, a text or a code.

People type amounts and dates as text, programs export them so, and Excel keeps codes as numbers.
Each reader here returns None for what it cannot read and never guesses: whether that is a mistake
is for the caller to say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from addin.domain.money import NO_CURRENCY, Money, exponent, money
from addin.tables.currencies import AMBIGUOUS, CODES, SYMBOLS
from addin.tables.currencies import currency_of as currency_of  # noqa: PLC0414 - part of this module
from addin.tables.table import ErrorValue, Value

NOTHING: Final = frozenset(
    ("", "-", "--", "–", "—", "null", "none", "nil", "n/a", "na", "#n/a", "n.a.")  # noqa: RUF001
)
"""What people and programs write in a cell to say that nothing is there, in lower case."""


def is_nothing(value: Value) -> bool:
    """Empty, blanks, a dash, ``null``, ``n/a``: nothing is there, and nothing is wrong.

    An error value is not nothing.
    """
    if value is None:
        return True
    if not isinstance(value, str) or isinstance(value, ErrorValue):
        return False
    text = value.strip()
    return len(text) < 5 and text.casefold() in NOTHING


# ---- numbers

_MARKS = "|".join(
    re.escape(mark)
    for mark in sorted((*SYMBOLS, *AMBIGUOUS, *CODES, "R"), key=lambda mark: (-len(mark), mark))
)
_AMOUNT = re.compile(
    rf"""(?P<before>[-+(]*) (?:{_MARKS})? (?P<inner>[-+(]*)
         (?P<digits>\d[\d.,' ]*|\.\d+) (?P<power>[eE][-+]\d+)?
         (?P<percent>%?) \)? (?P<trailing>-?) (?:{_MARKS})? (?P<side>(?:cr|dr)?) \)?""",
    re.VERBOSE | re.IGNORECASE,
)
_SIMPLE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?", re.ASCII)
_BLANKS = re.compile(r"\s+")
_GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",.' "}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}")  # 1,00,000


def to_number(value: Value) -> Decimal | int | None:
    """The number in a cell, also where it was typed as text; None if there is none.

    Parentheses, a trailing minus and ``CR`` make it negative; ``12.5%`` is 0.125. A comma or dot
    is a thousands separator where three digits follow, else the decimal mark; one dot alone is
    always a decimal mark, one comma with three digits behind it never. What fits neither is None.

    >>> to_number("$1,250.00 "), to_number("(1.250,00)"), to_number("300 CR"), to_number("12.5%")
    (Decimal('1250.00'), Decimal('-1250.00'), -300, Decimal('0.125'))
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        return _number_of(value)
    return None


@lru_cache(maxsize=16384)
def _number_of(text: str) -> Decimal | int | None:
    simple = _SIMPLE.fullmatch(text)
    if simple:  # as programs write it: the common case at speed
        plain = text.replace(",", "")
        return Decimal(plain) if simple[1] else int(plain)
    return _marked_number(text)


def _marked_number(text: str) -> Decimal | int | None:
    """A number with currencies, signs, per cent, or separators of other customs."""
    shown = _BLANKS.sub(" ", text.replace("\u2212", "-").replace("\u2019", "'")).strip()
    if len(shown) > 40 or not any(map(str.isdigit, shown)):
        return None
    match = _AMOUNT.fullmatch(_tight(shown))
    if match is None:
        return None
    signs = match["before"] + match["inner"]
    if signs.count("(") != match[0].count(")") or len(signs) > 1:
        return None
    digits = _plain(match["digits"].strip())
    if digits is None:
        return None
    number = Decimal(digits + (match["power"] or ""))
    if match["percent"]:
        number = number.scaleb(-2)
    marks = [
        "-" in signs,
        "(" in signs,
        bool(match["trailing"]),
        match["side"].casefold() == "cr",
    ]
    if sum(marks) > 1:
        return None  # "-(5)" or "-5 CR": nobody can say what is meant
    number = -number if any(marks) else number
    return int(number) if "." not in digits and number == number.to_integral_value() else number


def _tight(text: str) -> str:
    """Without the blanks that are not between two digits."""
    return re.sub(r"(?<!\d) | (?!\d)", "", text)


def _plain(digits: str) -> str | None:
    """Digits with a dot for the decimal mark and nothing between thousands; None if unclear."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return _ungrouped(digits)
    mark = digits[last]
    whole, fraction = digits[:last], digits[last + 1 :]
    once = digits.count(mark) == 1
    if once and mark == "," and len(fraction) == 3 and "." not in whole:
        return _ungrouped(digits)
    if not once:
        return _ungrouped(digits)
    if fraction and not fraction.isdecimal():
        return None
    if mark == "," and not any(other in whole for other in ".' ") and len(fraction) > 2:
        return None  # 12,5000: neither thousands nor cents
    units = _ungrouped(whole) if whole else "0"
    return None if units is None else f"{units}.{fraction or '0'}"


def _ungrouped(digits: str) -> str | None:
    if digits.isdecimal():
        return digits if digits.isascii() else None
    for mark, pattern in _GROUPED.items():
        if mark in digits and pattern.fullmatch(digits):
            return digits.replace(mark, "")
    return digits.replace(",", "") if _INDIAN.fullmatch(digits) else None


def to_money(value: Value, currency: str = NO_CURRENCY) -> Money | None:
    """The amount in a cell, in ``currency``; None where ``to_number`` has none."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Money(value * 10 ** exponent(currency), currency)
    if isinstance(value, float):
        scaled = value * 10 ** exponent(currency)
        if abs(scaled) < 1e13:  # the common case at speed; ``money`` has the rest
            near = round(scaled)
            if abs(scaled - near) < 1e-4:
                return Money(near, currency)
        return money(value, currency) if value - value == 0 else None
    number = to_number(value)
    return None if number is None else money(number, currency)


# ---- dates

_MONTHS: Final = {
    name[:length]: number
    for number, name in enumerate(
        "january february march april may june july august september october november"
        " december".split(),
        1,
    )
    for length in range(3, len(name) + 1)
} | {"sept": 9}
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_TIME = (
    r"(?:[T,\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(rf"((?:19|20)\d\d)([-/.]?)(\d\d?)\2(\d\d?){_TIME}", re.IGNORECASE)
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[-\s./]*([a-z]{{3,9}})[-\s./,]*"
    rf"(\d{{4}}|'?\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})[-\s.]*(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[-\s]+)"
    rf"(\d{{4}}|'\d{{2}}){_TIME}",
    re.IGNORECASE,
)


def to_date(
    value: Value,
    day_first: bool | None = None,  # noqa: FBT001 - the order of the column, not a switch
    *,
    serials: bool = False,
    date_1904: bool = False,
) -> dt.date | None:
    """The date in a cell, also where it was typed as text; None if there is none.

    ``day_first`` says how the *column* writes 3/4/2026 (see ``day_first_of``); with None, a date
    that reads both ways is None. With dots the day always comes first. ``serials``: a plain number
    counts days as Excel does. Two-digit years up to 29 are 20xx. Source: Excel's reading of years.

    >>> to_date("3/14/2025 4:05 PM"), to_date("14.3.26"), to_date("3/4/2026")
    (datetime.date(2025, 3, 14), datetime.date(2026, 3, 14), None)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and not isinstance(value, ErrorValue):
        return _date_of(value, day_first)
    if serials and isinstance(value, int | float) and not isinstance(value, bool):
        return _of_serial(float(value), date_1904=date_1904)
    return None


@lru_cache(maxsize=16384)
def _date_of(text: str, day_first: bool | None) -> dt.date | None:  # noqa: FBT001 - as to_date
    text = _BLANKS.sub(" ", text).strip()
    if not 6 <= len(text) <= 40 or not any(map(str.isdigit, text)):
        return None
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        return _in_order(first, second, year, True if match[2] == "." else day_first)
    if match := _DAY_MONTH.fullmatch(text):
        return _day(_year(match[3]), _MONTHS.get(match[2].casefold(), 0), int(match[1]))
    if match := _MONTH_DAY.fullmatch(text):
        return _day(_year(match[3]), _MONTHS.get(match[1].casefold(), 0), int(match[2]))
    return None


def _in_order(first: int, second: int, year: int, day_first: bool | None) -> dt.date | None:  # noqa: FBT001 - as to_date
    if first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    if day_first is None:
        return None
    return _day(year, second, first) if day_first else _day(year, first, second)


def _year(digits: str) -> int:
    number = int(digits.lstrip("'"))
    if number >= 100:
        return number
    return number + (2000 if number < 30 else 1900)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _of_serial(serial: float, *, date_1904: bool) -> dt.date | None:
    if not 1 <= serial < 110_000:  # to the year 2201; beyond, it is no date of a production
        return None
    # Excel counts 29 February 1900, a day that never was
    epoch = dt.date(1904, 1, 1) if date_1904 else dt.date(1899, 12, 30 if serial > 60 else 31)
    return epoch + dt.timedelta(days=int(serial))


def day_first_of(values: Iterable[Value]) -> bool | None:
    """Whether a column writes the day before the month (True) or after it (False).

    One date that reads only one way decides for its column; failing that, the order in which the
    dates run in time does. None: no text dates, no evidence, or evidence for both.
    """
    seen = [match for value in values if (match := _numeric(value))]
    days = any(match[2] == "." or int(match[1]) > 12 for match in seen)
    months = any(match[2] != "." and int(match[3]) > 12 for match in seen)
    if days != months:
        return days
    if days:
        return None
    readings = {
        order: [_in_order(int(m[1]), int(m[3]), _year(m[4]), order) for m in seen]
        for order in (True, False)
    }
    rising = [order for order, dates in readings.items() if _rises(dates)]
    return rising[0] if len(rising) == 1 else None


def _numeric(value: Value) -> re.Match[str] | None:
    return _NUMERIC.fullmatch(value.strip()) if isinstance(value, str) else None


def _rises(dates: list[dt.date | None]) -> bool:
    known = [date for date in dates if date is not None]
    return len(known) > 2 and known == sorted(known) and known[0] != known[-1]


# ---- texts and codes

_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff")


def to_text(value: Value) -> str:
    """A cell as text: blanks of any kind become one blank, whole numbers have no ``.0``.

    Error values stay as they are, so that a reader sees them; dates are 2026-03-14.
    """
    if not isinstance(value, str):
        return _written(value)
    if value.isascii() and value.isprintable() and "  " not in value:
        return str(value).strip()
    return " ".join(str(value).translate(_INVISIBLE).split())


def to_code(value: Value) -> str:
    """An account, PO or invoice number: text exactly as written apart from outer blanks.

    A code that Excel made a number of is written without ``.0``; leading zeros that Excel dropped
    are gone.
    """
    if not isinstance(value, str):
        return _written(value)
    return (value if value.isascii() else str(value).translate(_INVISIBLE)).strip()


def _written(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return str(value)  # a date reads 2026-03-14, a time 09:30:00
