"""What a function gives → what every host can put into cells."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import EXPONENTS, NO_CURRENCY, Money, exponent
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import ERRORS, CellError

Shown = bool | int | float | str | dt.date | dt.datetime
"""What a host is given for one cell; an error inside a spill is an ``ErrorValue``."""

LONGEST_TEXT: Final = 32767
ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
_NUMBERS: Final = (Money, int, float, Decimal, Fraction)
_FIRST_DAY: Final = dt.date(1900, 1, 1)
_EXACT: Final = 2**53
_MINOR_UNITS: Final = {code: 10**places for code, places in EXPONENTS.items()}
_USUAL_UNITS: Final = 10 ** exponent(NO_CURRENCY)


def shown(answer: object) -> Shown:
    """One cell's answer.

    Raises:
        CellError: Excel cannot show it: no number, a text too long, a day before 1900.
    """
    if type(answer) is float:
        if not math.isfinite(answer):
            raise CellError("#NUM!", "the result is no number")
        return answer
    if isinstance(answer, bool) or (type(answer) is dt.date and answer >= _FIRST_DAY):
        return answer
    if isinstance(answer, str):
        return _text(answer)
    if answer is None:
        return ""
    if isinstance(answer, _NUMBERS):
        return _number(answer)
    if isinstance(answer, dt.date):
        return _day(answer)
    raise CellError("#VALUE!", f"a {type(answer).__name__} fits in no cell")


def spilled(answer: object) -> list[list[Shown]]:
    """Rows of one length; what Excel cannot show is an error in its own cell.

    Raises:
        CellError: no rows (``#N/A``), or more than a sheet has.
    """
    if not isinstance(answer, list | tuple):
        raise CellError("#VALUE!", "the result is no table")
    width = max((len(row) for row in answer), default=0)
    if width == 0:
        raise CellError("#N/A", "nothing to show")
    if len(answer) > ROWS or width > COLUMNS:
        raise CellError("#NUM!", f"{len(answer)} rows by {width} do not fit on a sheet")
    return [_row(row, width) for row in answer]


def _row(answers: Sequence[object], width: int) -> list[Shown]:
    """A row, filled up; most cells without asking what else they might be."""
    row: list[Shown] = []
    for answer in answers:
        if type(answer) is str and len(answer) <= LONGEST_TEXT:
            row.append(answer)
        elif type(answer) is Money and -_EXACT < answer.minor < _EXACT:
            row.append(answer.minor / _MINOR_UNITS.get(answer.currency, _USUAL_UNITS))
        elif answer is None:
            row.append("")
        elif type(answer) is float and answer - answer == 0:  # finite
            row.append(answer)
        elif isinstance(answer, StrEnum):
            row.append(str.__str__(answer))
        else:
            row.append(_in_spill(answer))
    if len(row) < width:
        row += [""] * (width - len(row))
    return row


def _in_spill(answer: object) -> Shown:
    try:
        return shown(answer)
    except CellError as error:
        return ErrorValue(error.code)


def _number(answer: Money | float | Decimal | Fraction) -> int | float:
    if isinstance(answer, int) and -_EXACT <= answer <= _EXACT:
        return int(answer)
    try:
        if isinstance(answer, Money):  # the float nearest to its amount, as from its Decimal
            number = float(answer.minor / 10 ** exponent(answer.currency))
        elif isinstance(answer, Fraction):
            number = answer.numerator / answer.denominator
        else:
            number = float(answer)
    except (OverflowError, ValueError):
        number = math.inf
    if not math.isfinite(number):
        raise CellError("#NUM!", "the result is no number that Excel holds")
    return number


def _text(answer: str) -> str:
    if isinstance(answer, ErrorValue):
        return answer if str(answer) in ERRORS else ErrorValue("#VALUE!")
    if len(answer) > LONGEST_TEXT:
        raise CellError("#VALUE!", f"the text is longer than {LONGEST_TEXT} characters")
    return str(answer)


def _day(answer: dt.date) -> dt.date:
    if isinstance(answer, dt.datetime):
        answer = answer.replace(tzinfo=None)
        if answer.date() < _FIRST_DAY:
            raise CellError("#NUM!", "Excel has no days before 1900")
    elif answer < _FIRST_DAY:
        raise CellError("#NUM!", "Excel has no days before 1900")
    return answer
