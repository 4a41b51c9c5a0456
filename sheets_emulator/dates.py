"""Dates, times of day and lengths of time as people type them, by locale."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from sheets_emulator.locales import Locale, locale_of
from sheets_emulator.moments import EPOCH
from sheets_emulator.value import NumberFormat

_ISO = re.compile(r"^[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}$")
_NUMERIC = re.compile(r"^([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?$")
_EAST = re.compile(r"^([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日$")
_CLOCK = re.compile(
    r"^(?P<h>[0-9]{1,5}):(?P<m>[0-9][0-9])(?::(?P<s>[0-9][0-9])(?:[.,](?P<ms>[0-9]{1,3}))?)?"
    r"(?P<half> ?[ap]\.?m\.?)?$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"^(?P<h>[0-9]{1,2})(?P<half> ?[ap]\.?m\.?)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+\.?|[0-9]+")
_PIVOT = 30  # 29 is 2029, 30 is 1930
_FILLERS = ("de", "of")

Today = Callable[[], dt.date]
"""Asked only for a date without a year."""


def date_typed(typed: str, locale: Locale, today: Today) -> tuple[int | float, NumberFormat] | None:
    """The serial and the format of a date, a time, both or a length of time; None if it is none.

    >>> date_typed("11/22/2026", locale_of("en_US"), dt.date.today)
    (46348, {'type': 'DATE', 'pattern': 'm/d/yyyy'})
    """
    if clock := _time(typed):
        return clock[0], {"type": "TIME", "pattern": clock[1]}
    if day := _day(typed, locale, today):
        return day[0], {"type": "DATE", "pattern": day[1]}
    for space in re.finditer(r"\s+", typed):
        day = _day(typed[: space.start()].rstrip(","), locale, today)
        clock = _time(typed[space.end() :])
        if day and clock and clock[0] < 1:
            pattern = f"{day[1]} {clock[1]}"
            return day[0] + clock[0], {"type": "DATE_TIME", "pattern": pattern}
    return None


def _time(typed: str) -> tuple[int | float, str] | None:
    """A time of day, or a length of time from 24 hours on, as a part of a day."""
    found = _CLOCK.match(typed) or _HOUR.match(typed)
    if found is None:
        return None
    parts = found.groupdict()
    hours, half = int(parts["h"]), (parts["half"] or "").strip().lower()
    minutes, seconds = int(parts.get("m") or 0), int(parts.get("s") or 0)
    if minutes > 59 or seconds > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    thousandths = int((parts.get("ms") or "0").ljust(3, "0"))
    total = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    return (total / 86_400_000 or 0), _clock_pattern(parts, hours)


def _clock_pattern(parts: dict[str, str | None], hours: int) -> str:
    pattern = "hh" if (parts["h"] or "").startswith("0") and len(parts["h"] or "") == 2 else "h"
    if hours >= 24:
        pattern = "[h]"
    if parts.get("m"):
        pattern += ":mm"
    if parts.get("s"):
        pattern += ":ss"
    if parts.get("ms"):
        pattern += "." + "0" * len(parts["ms"] or "")
    return pattern + " am/pm" if parts["half"] else pattern


def _day(typed: str, locale: Locale, today: Today) -> tuple[int, str] | None:
    """A calendar day."""
    if iso := _ISO.match(typed):
        mark = iso[1]
        year, month, day = (int(part) for part in typed.split(mark))
        plain = locale.date if locale.date == f"yyyy{mark}mm{mark}dd" else None
        return _serial(year, month, day, plain or f"yyyy{mark}mm{mark}dd")
    if east := _EAST.match(typed):
        return _serial(int(east[1]), int(east[2]), int(east[3]), 'yyyy"年"m"月"d"日"')
    return _numeric_day(typed, locale, today) or _worded_day(typed, locale, today)


def _numeric_day(typed: str, locale: Locale, today: Today) -> tuple[int, str] | None:
    found = _NUMERIC.match(typed)
    if found is None:
        return None
    first, mark, second, third = found.groups()
    if mark == "." and "." not in locale.date and locale.decimal == ".":
        return None
    if third is None:
        order = locale.order.replace("y", "")
        pattern = mark.join(order)
        parts = dict(zip(order, (first, second), strict=True)) | {"y": str(today().year)}
    elif locale.order == "ymd" and len(third) == 2:
        pattern = mark.join(("yy", "mm", "dd"))
        parts = {"y": first, "m": second, "d": third}
    else:
        order = "dmy" if locale.order == "ymd" else locale.order
        parts = dict(zip(order, (first, second, third), strict=True))
        pattern = _spelt(order, mark, locale, short=len(third) == 2)
    return _serial(_year(parts["y"]), int(parts["m"]), int(parts["d"]), pattern)


def _spelt(order: str, mark: str, locale: Locale, *, short: bool) -> str:
    """The locale's own way of writing a date if it is this one, else the plain one."""
    own = locale.date
    if mark not in own or locale.order != order:
        own = mark.join(letter if letter != "y" else "yyyy" for letter in order)
    return own.replace("yyyy", "yy") if short else own


def _worded_day(typed: str, locale: Locale, today: Today) -> tuple[int, str] | None:
    """A day with its month in letters: `Nov 22, 2026`, `22. November 2026`, `22-Nov`."""
    words = [(match, match[0].lower().rstrip(".")) for match in _WORDS.finditer(typed)]
    parts: dict[str, int] = {}
    spans: list[tuple[int, int, str]] = []
    for match, word in words:
        letter, number, token = _role(word, parts, locale)
        if not letter:
            return None
        if letter != "filler":
            parts[letter] = number
        end = match.end()
        if letter in "dy" or (letter == "m" and not _abbreviates(match[0], locale)):
            end = match.start() + len(match[0].rstrip("."))
        spans.append((match.start(), end, token))
    if "m" not in parts or len(parts) < 2 or not ("d" in parts or "y" in parts):
        return None
    if re.sub(r"[\s,./-]", "", _WORDS.sub("", typed)):
        return None
    return _serial(
        parts["y"] if "y" in parts else today().year,
        parts["m"],
        parts.get("d", 1),
        _as_typed(typed, spans),
    )


def _abbreviates(word: str, locale: Locale) -> bool:
    """Whether the full stop belongs to the month's short name."""
    return word.lower() in (name.lower() for name in locale.short_months)


def _role(word: str, parts: dict[str, int], locale: Locale) -> tuple[str, int, str]:
    """What a word is in a date: its letter, its number, its place in the pattern; "" for none."""
    if word.isascii() and word.isdigit():
        return _numeric_role(word, parts)
    months, days = _names(locale.name)
    if word in months and "m" not in parts:
        return "m", *months[word]
    if word in days and not parts:
        return "w", 0, days[word]
    return ("filler", 0, f'"{word}"') if word in _FILLERS and parts else ("", 0, "")


def _numeric_role(word: str, parts: dict[str, int]) -> tuple[str, int, str]:
    if len(word) == 4 and "y" not in parts:
        return "y", int(word), "yyyy"
    if len(word) <= 2 and "d" not in parts:
        return "d", int(word), "dd" if word.startswith("0") else "d"
    if len(word) == 2 and "y" not in parts and "m" in parts:
        return "y", _year(word), "yy"
    return "", 0, ""


def _as_typed(typed: str, spans: list[tuple[int, int, str]]) -> str:
    """The pattern that writes the date as it was typed."""
    out, at = [], 0
    for start, end, token in spans:
        out += [typed[at:start], token]
        at = end
    return "".join(out) + typed[at:]


@lru_cache(maxsize=64)
def _names(name: str) -> tuple[dict[str, tuple[int, str]], dict[str, str]]:
    """The words for months (number, pattern) and days (pattern), the locale's before English."""
    months: dict[str, tuple[int, str]] = {}
    days: dict[str, str] = {}
    for locale in (locale_of("en_US"), locale_of(name)):
        for names, token in ((locale.months, "mmmm"), (locale.short_months, "mmm")):
            months |= {
                each.lower().rstrip("."): (i, token) for i, each in enumerate(names, start=1)
            }
        for names, token in ((locale.days, "dddd"), (locale.short_days, "ddd")):
            days |= {each.lower().rstrip("."): token for each in names}
    months["sept"] = months.get("sept", (9, "mmm"))
    return months, days


def _year(typed: str) -> int:
    number = int(typed)
    if len(typed) > 2:
        return number
    return number + (2000 if number < _PIVOT else 1900)


def _serial(year: int, month: int, day: int, pattern: str) -> tuple[int, str] | None:
    try:
        return (dt.datetime(year, month, day) - EPOCH).days, pattern
    except ValueError:
        return None
