"""What a person types to pick rows, as in SUMIFS: an account, a pattern, a comparison."""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from addin.domain.account_codes import Mask, cleaned
from addin.tables.cells import to_date, to_number, to_text
from addin.tables.table import ErrorValue
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Cell, Column

CRITERION: Final = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_ORDER: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_DAY_ZERO: Final = dt.datetime(1899, 12, 30)
_DAY: Final = dt.timedelta(days=1)


def picks_code(wanted: str, mask: Mask) -> Callable[[str], bool]:
    """Whether a code, written as the mask has it, is the wanted one; ``*`` and ``?`` as in Excel.

    ``22*`` is every code that starts with 22, ``*`` all of them.
    """
    if _is_pattern(wanted):
        matches = _pattern(cleaned(wanted)).fullmatch
        return lambda code: matches(code) is not None
    own = mask.normal(wanted)
    return lambda code: code == own


def written_codes(
    cells: Column[Cell], code: Callable[[str], str]
) -> tuple[tuple[str | None, ...], dict[str, Cell]]:
    """A column of codes as texts, and for each code the cell to show for it.

    That is the sheet's own cell, so that a number stays one and can be looked up; the code as
    ``code`` writes it where that differs.
    """
    texts: dict[Cell, str] = {
        cell: to_text(cell) for cell in dict.fromkeys(cells) if cell is not None
    }
    first: dict[str, Cell] = {}
    for cell, text in texts.items():
        key = code(text)
        first.setdefault(key, cell if key == text else key)
    return tuple(None if cell is None else texts[cell] for cell in cells), first


def picks(wanted: Cell) -> Callable[[Cell], bool]:
    """Whether a cell is what was asked for, by SUMIFS's rules: text without case, ``*``, ``>=5``.

    A number and the same number typed as text are one, for codes come as either. ``=`` alone picks
    empty cells, ``<>`` alone the others; nothing asked for picks every cell.

    Raises:
        CellError: what is asked for is an error.
    """
    if wanted is None:
        return lambda _: True
    if isinstance(wanted, ErrorValue):
        raise CellError(wanted, f"what is asked for is {wanted}")
    sign, rest = "", to_text(wanted)
    if isinstance(wanted, str):
        found = CRITERION.fullmatch(rest)
        sign, rest = (found[1] or "", found[2].strip()) if found else ("", rest)
    if sign in _ORDER:
        return _compared(_ORDER[sign], rest)
    same = _same(rest)
    return (lambda cell: not same(cell)) if sign == "<>" else same


def _compared(order: Callable[[Any, Any], bool], rest: str) -> Callable[[Cell], bool]:
    limit = _amount(rest)
    if limit is None:
        word = _key(rest)
        return lambda cell: cell is not None and _amount(cell) is None and order(_key(cell), word)

    def within(cell: Cell) -> bool:
        amount = _amount(cell)
        return amount is not None and order(amount, limit)

    return within


def _same(rest: str) -> Callable[[Cell], bool]:
    if _is_pattern(rest):
        matches = _pattern(_key(rest)).fullmatch
        return lambda cell: matches(_key(cell)) is not None
    key = _key(rest)
    day = to_date(rest)
    if day is None:
        return lambda cell: _key(cell) == key
    amount = _amount(rest)
    return lambda cell: _key(cell) == key or _amount(cell) == amount


def _amount(cell: Cell) -> float | None:
    """A number, also typed as text; a date as its serial number."""
    if isinstance(cell, dt.datetime):
        return (cell - _DAY_ZERO) / _DAY
    if isinstance(cell, dt.date):
        return float((cell - _DAY_ZERO.date()).days)
    number = to_number(cell)
    if number is None and isinstance(cell, str):
        day = to_date(cell)
        return None if day is None else _amount(day)
    return None if number is None else float(number)


def _key(cell: Cell) -> str:
    return _folded(cell) if isinstance(cell, str) else to_text(cell).casefold()


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return to_text(text).casefold()


def _is_pattern(text: str) -> bool:
    return "*" in text or "?" in text


@lru_cache(maxsize=256)
def _pattern(wanted: str) -> re.Pattern[str]:
    """``*`` any characters, ``?`` one, ``~`` before either the character itself."""
    parts = re.findall(r"~[*?~]|.", wanted, re.DOTALL)
    marks = {"*": ".*", "?": "."}
    return re.compile(
        "".join(marks[part] if part in marks else re.escape(part[-1]) for part in parts), re.DOTALL
    )
