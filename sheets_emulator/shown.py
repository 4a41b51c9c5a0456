"""What a cell shows (FORMATTED_VALUE): its value by its number format, in a locale."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from sheets_emulator.locales import Locale, locale_of
from sheets_emulator.moments import shown_moment
from sheets_emulator.numbers import rounds_to_nothing, shown_number
from sheets_emulator.patterns import Section, sections
from sheets_emulator.value import CellError, NumberFormat, Value

_DIGITS = 10  # that an unformatted number shows
_PLAIN = 10**15  # and the size from which it shows an exponent
_HASHES = "###"  # a date that no calendar has


def shown(value: Value, number_format: NumberFormat | None, locale: str) -> str:
    """The text that FORMATTED_VALUE gives; "" for nothing.

    >>> shown(1234.5, {"type": "CURRENCY", "pattern": '"$"#,##0.00'}, "en_US")
    '$1,234.50'
    >>> shown(0.125, {"type": "PERCENT", "pattern": "0.0%"}, "de_DE")
    '12,5%'
    """
    habits = locale_of(locale)
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.shown
    if isinstance(value, bool):
        return habits.yes_no[0 if value else 1]
    pattern = pattern_of(number_format, habits)
    if isinstance(value, str):
        return _text(value, pattern)
    return by_pattern(value, pattern, habits) if pattern else plain(value, habits)


def pattern_of(number_format: NumberFormat | None, locale: Locale) -> str:
    """The format's own pattern, or the locale's for its type; empty for none."""
    if not number_format:
        return ""
    kind = number_format.get("type", "")
    defaults = {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency,
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": f"{locale.date} {locale.time}",
        "SCIENTIFIC": "0.00E+00",
    }
    return number_format.get("pattern") or defaults.get(kind, "")


def by_pattern(number: float, pattern: str, locale: Locale) -> str:
    """A number as this pattern writes it."""
    chosen, sign_is_said = _chosen(number, sections(pattern))
    if chosen.is_date:
        told = shown_moment(number, chosen, locale)
        return _HASHES if told is None else told
    if chosen.has("general", "text") and not chosen.has("digit"):
        told = plain(abs(number), locale)
        out = "".join(
            told if token.kind in ("general", "text") else token.text for token in chosen.tokens
        )
    elif chosen.has("digit"):
        out = shown_number(number, chosen, locale)
    else:
        return "".join(token.text for token in chosen.tokens)
    minus = number < 0 and not sign_is_said and not _is_nothing(number, chosen)
    return f"-{out}" if minus else out


def _is_nothing(number: float, section: Section) -> bool:
    return section.has("digit") and rounds_to_nothing(number, section)


def _chosen(number: float, parts: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section for this number, and whether choosing it already says that it is negative."""
    numeric = parts[:3]
    if any(part.condition for part in numeric):
        for part in numeric:
            if part.condition is None or part.holds(number):
                return part, False
        return numeric[-1], False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], False


def _text(text: str, pattern: str) -> str:
    parts = sections(pattern) if pattern else ()
    part = parts[3] if len(parts) > 3 else parts[-1] if parts else None
    if part is None or not part.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in part.tokens)


def plain(number: float, locale: Locale) -> str:
    """A number without a format: up to ten digits, an exponent from a thousand million million on.

    >>> plain(2 / 3, locale_of("fr_FR"))
    '0,6666666667'
    """
    size = abs(number)
    if size >= _PLAIN or 0 < size < 1e-5:
        text = re.sub(r"\.?0+E", "E", f"{number:.5E}") if size < 1 else f"{number:.2E}"
    else:
        text = _rounded_text(number, size)
    return text.replace(".", locale.decimal)


def _rounded_text(number: float, size: float) -> str:
    whole_digits = len(str(math.floor(size))) if size >= 1 else 0
    places = max(_DIGITS - whole_digits, 0) if size >= 1 else _DIGITS
    exact = Decimal(repr(number))
    text = f"{exact:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
