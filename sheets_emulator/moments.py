"""Serial days shown as dates, times and lengths of time, in a locale's words."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from sheets_emulator.locales import Locale
from sheets_emulator.patterns import Section, Token

EPOCH = dt.datetime(1899, 12, 30)
"""Serial day 0."""

_DAY = 86_400_000
_UNITS = {"h": 3_600_000, "m": 60_000, "s": 1_000}


@dataclass(frozen=True, slots=True)
class _Moment:
    """A serial split up; ``milliseconds`` is the whole of it."""

    at: dt.datetime
    milliseconds: int
    twelve: bool


def shown_moment(serial: float, section: Section, locale: Locale) -> str | None:
    """The serial as this section writes it; None before the year 1 or after 9999."""
    try:
        milliseconds = math.floor(serial * _DAY + 0.5)
        at = EPOCH + dt.timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    moment = _Moment(at, milliseconds, section.has("half"))
    tokens = _minutes_told(section.tokens)
    return "".join(_part(token, moment, locale) for token in tokens)


def _minutes_told(tokens: tuple[Token, ...]) -> list[Token]:
    """The tokens with each ``m`` told apart: minutes after hours or before seconds, else months."""
    told = list(tokens)
    clocks = [i for i, token in enumerate(told) if token.kind in ("date", "elapsed")]
    for place, i in enumerate(clocks):
        if told[i].text[0] not in "mM" or told[i].kind == "elapsed":
            continue
        before = told[clocks[place - 1]].text[0].lower() if place else ""
        after = told[clocks[place + 1]].text[0].lower() if place + 1 < len(clocks) else ""
        if len(told[i].text) < 3 and (before == "h" or after == "s"):
            told[i] = Token("minute", told[i].text)
    return _fractions_told(told)


def _fractions_told(tokens: list[Token]) -> list[Token]:
    """The zeros after ``s.`` joined into one token: tenths, hundredths, thousandths of a second."""
    told: list[Token] = []
    for token in tokens:
        if token.kind == "digit" and told and told[-1].kind in ("point", "thousandths"):
            zeros = told[-1].text if told[-1].kind == "thousandths" else ""
            if told[-1].kind == "point":
                told[-1] = Token("decimal", ".")
                told.append(Token("thousandths", token.text))
            else:
                told[-1] = Token("thousandths", zeros + token.text)
        else:
            told.append(token)
    return told


def _part(token: Token, moment: _Moment, locale: Locale) -> str:
    match token.kind:
        case "date":
            part = _calendar(token.text.lower(), moment, locale)
        case "minute":
            part = str(moment.at.minute).zfill(len(token.text))
        case "elapsed":
            whole = abs(moment.milliseconds) // _UNITS[token.text[0]]
            part = ("-" if moment.milliseconds < 0 else "") + str(whole).zfill(len(token.text))
        case "half":
            part = _half(token.text, moment.at.hour >= 12)
        case "decimal":
            part = locale.decimal
        case "thousandths":
            part = f"{moment.at.microsecond // 1000:03}"[: len(token.text)]
        case _:
            part = token.text
    return part


def _half(text: str, afternoon: bool) -> str:  # noqa: FBT001 - one of two halves of a day
    if len(text) > 3:
        return "PM" if afternoon else "AM"
    return text[2] if afternoon else text[0]


def _calendar(text: str, moment: _Moment, locale: Locale) -> str:
    at, width = moment.at, len(text)
    if text[0] == "y":
        return f"{at.year:04}" if width > 2 else f"{at.year % 100:02}"
    if text[0] == "m":
        return _named(at.month, width, locale.short_months, locale.months)
    if text[0] == "d":
        if width < 3:
            return str(at.day).zfill(width)
        return (locale.short_days if width == 3 else locale.days)[at.weekday()]
    number = at.second
    if text[0] == "h":
        number = (at.hour % 12 or 12) if moment.twelve else at.hour
    return str(number).zfill(min(width, 2))


def _named(month: int, width: int, short: tuple[str, ...], full: tuple[str, ...]) -> str:
    if width < 3:
        return str(month).zfill(width)
    if width == 3:
        return short[month - 1]
    return full[month - 1][0] if width == 5 else full[month - 1]
