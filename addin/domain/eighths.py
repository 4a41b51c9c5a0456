"""Page counts in eighths: a script page is eight eighths, and a strip counts them.

Whole eighths are kept as an integer, so that a day's total never drifts; they are written as whole
pages and eighths, never reduced: ``1 4/8``, not ``1 1/2``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

PAGE: Final = 8
"""Eighths in a page."""
MOST_PAGES: Final = 9_999
"""More is no page count; a sheet's dates are numbers from 36,526 on."""
_PARTS: Final = (2, 4, 8)
_SIGNS: Final = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
_MONTHS: Final[Mapping[str, int]] = {
    name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_PAGES_WORD = re.compile(r"\s*(?:pgs?|pages?|p)\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"(?:(\d{1,4})(?:\s*[-+&]\s*|\s+))?(\d{1,2})\s*/\s*(\d)")
_DECIMAL = re.compile(r"\d{1,4}(?:\.\d*)?|\.\d+")
_DAY_MONTH = re.compile(r"(\d{1,2})[-. ]([a-z]{3})[a-z]*\.?", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?")
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")


class NoPageCount(ValueError):
    """A cell that holds no page count; the text says what it holds."""

    def __init__(self, given: object, why: str = "") -> None:
        super().__init__(given, why)
        self.given = given
        self.why = why

    def __str__(self) -> str:
        why = f": {self.why}" if self.why else ""
        return f"“{self.given}” is no page count such as 1 3/8{why}"


def eighths_of(given: str | float | Decimal | dt.date) -> int:
    """The eighths that a cell means.

    Text as people write it (``1 3/8``, ``3/8``, ``1-3/8``, ``1⅜``, ``.375``, ``2 pgs``), a number
    of pages, or the date that a spreadsheet makes of a typed ``3/8``: 8 March where the month
    comes first, 3 August where the day does. Only one of the two is a proper fraction, so no guess
    is needed.

    Raises:
        NoPageCount: something else, or no whole number of eighths.

    >>> eighths_of("1 3/8"), eighths_of(".375"), eighths_of(dt.date(2026, 3, 8))
    (11, 3, 3)
    """
    if isinstance(given, bool):
        raise NoPageCount(given)
    if isinstance(given, dt.date):
        return _of_date(given.month, given.day, f"{given:%d %B %Y}")
    if isinstance(given, str):
        return _of_text(given)
    return _of_number(Decimal(str(given)), given)


def eighths_text(eighths: int) -> str:
    """Eighths as pages and eighths, unreduced.

    Raises:
        NoPageCount: fewer than none.

    >>> eighths_text(11), eighths_text(4), eighths_text(16), eighths_text(0)
    ('1 3/8', '4/8', '2', '0')
    """
    if eighths < 0:
        raise NoPageCount(eighths, "pages are not negative")
    pages, rest = divmod(eighths, PAGE)
    if not rest:
        return str(pages)
    return f"{pages} {rest}/{PAGE}" if pages else f"{rest}/{PAGE}"


def _of_number(pages: Decimal, given: object) -> int:
    if not pages.is_finite() or pages < 0:
        raise NoPageCount(given, "pages are not negative")
    if pages > MOST_PAGES:
        raise NoPageCount(given, "too many pages")
    eighths = pages * PAGE
    if eighths != eighths.to_integral_value():
        raise NoPageCount(given, "not a whole number of eighths")
    return int(eighths)


def _of_text(given: str) -> int:
    text = given
    for sign, spelt in _SIGNS.items():
        text = text.replace(sign, f" {spelt}")
    text = _PAGES_WORD.sub("", " ".join(text.split()))
    if match := _FRACTION.fullmatch(text):
        return _of_fraction(int(match[1] or 0), int(match[2]), int(match[3]), given)
    if _DECIMAL.fullmatch(text):
        return _of_number(Decimal(text), given)
    if match := _ISO_DAY.fullmatch(text):
        return _of_date(int(match[1]), int(match[2]), given)
    if match := _NUMERIC_DAY.fullmatch(text):
        return _of_date(int(match[1]), int(match[2]), given)
    if (match := _DAY_MONTH.fullmatch(text)) and match[2].casefold() in _MONTHS:
        return _of_date(_MONTHS[match[2].casefold()], int(match[1]), given)
    raise NoPageCount(given)


def _of_fraction(pages: int, count: int, parts: int, given: object) -> int:
    if parts not in _PARTS:
        raise NoPageCount(given, "pages are counted in eighths")
    if count >= parts and pages:
        raise NoPageCount(given, "the fraction is a page or more")
    return pages * PAGE + count * PAGE // parts


def _of_date(one: int, other: int, given: object) -> int:
    """Of the two numbers of a damaged date, the smaller was typed first: it is a fraction."""
    count, parts = sorted((one, other))
    if parts not in _PARTS or (count == parts and parts != PAGE):
        raise NoPageCount(given, "the date stands for no count of eighths")
    return count * PAGE // parts
