"""How what a workbook shows compares with what its formulas give now."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from addin.tables.operands import serial
from addin.tables.table import ErrorValue, Value, address

Key = tuple[str, int, int]
"""Sheet, row, column."""

NEAR: Final = 1e-9
"""Two numbers this close, relative to their size, are one: Excel keeps 15 digits."""
NEAR_ZERO: Final = 1e-7
"""What amounts that cancel leave behind in binary; far below a hundredth of a cent."""
LEAST_TIME: Final = 1e-5
"""Of a day: a reader keeps times to the millisecond."""


def same(shown: Value, gives: Value) -> bool:
    """Whether a formula that shows one value and gives the other is up to date.

    Binary noise is no difference; neither is one error value for another, which depends on the
    program; a formula never gives an empty cell, so nothing shown is an empty text.

    >>> same(0.3, 0.1 + 0.2), same(1, "1"), same(None, ""), same(12, 12.01)
    (True, False, True, False)
    """
    if isinstance(shown, ErrorValue) or isinstance(gives, ErrorValue):
        return isinstance(shown, ErrorValue) and isinstance(gives, ErrorValue)
    if gives is None:
        return shown in {None, "", 0} and not isinstance(shown, bool)
    if shown is None or isinstance(shown, str) or isinstance(gives, str):
        return (shown or "") == gives if isinstance(shown, str | None) else False
    if isinstance(shown, bool) or isinstance(gives, bool):
        return isinstance(shown, bool) and isinstance(gives, bool) and shown == gives
    one, other = _number(shown), _number(gives)
    if isinstance(shown, int | float) and isinstance(gives, int | float):
        return math.isclose(one, other, rel_tol=NEAR, abs_tol=NEAR_ZERO)
    return abs(one - other) <= LEAST_TIME


def _number(value: float | dt.datetime | dt.date | dt.time | dt.timedelta) -> float:
    return float(value if isinstance(value, int | float) else serial(value))


@dataclass(frozen=True, slots=True)
class Fresh:
    """A formula that gives another value than the file shows, or shows none.

    ``begins``: nothing it draws on is out of date, so the trouble begins here.
    """

    sheet: str
    row: int
    column: int
    formula: str
    shown: Value
    gives: Value
    begins: bool = True
    called: str = ""  # the cell in words, of the first ones only

    @property
    def key(self) -> Key:
        """Which cell it is."""
        return self.sheet, self.row, self.column


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A formula that could not be worked out, and why.

    ``shown`` is what the file holds, which stays; ``has_value``: it holds something. ``outdated``:
    it draws on a figure that has changed, so what is shown is certainly old. ``doubted``: there was
    a result, but not one to rely on. ``begins``: all it draws on is known.
    """

    sheet: str
    row: int
    column: int
    formula: str
    reason: str
    shown: Value = None
    has_value: bool = True
    outdated: bool = False
    doubted: bool = False
    begins: bool = True

    @property
    def key(self) -> Key:
        """Which cell it is."""
        return self.sheet, self.row, self.column


@dataclass(frozen=True, slots=True)
class Staleness:
    """One workbook's formulas, sorted by what became of them; cells in reading order.

    ``formulas`` counts them all: ``agree`` show what they give, ``stale`` show something else,
    ``filled`` had no value, ``moving`` differ only because they depend on the day, the time or
    chance, ``unknown`` could not be worked out. ``volatile`` are all cells that depend on such,
    whether they differ or not.
    """

    book: str
    formulas: int = 0
    agree: int = 0
    stale: tuple[Fresh, ...] = ()
    filled: tuple[Fresh, ...] = ()
    moving: tuple[Fresh, ...] = ()
    unknown: tuple[Unanswered, ...] = ()
    volatile: frozenset[Key] = field(default=frozenset(), repr=False)

    @property
    def differs(self) -> bool:
        """Whether the file lacks values or shows old ones that are known now."""
        return bool(self.stale or self.filled)

    @property
    def needs_excel(self) -> bool:
        """Whether a formula is left whose value only a recalculation by Excel will tell."""
        return any(one.outdated or one.doubted or not one.has_value for one in self.unknown)

    @property
    def unsure(self) -> frozenset[Key]:
        """Cells for which no value is known, or only one that is certainly old."""
        return frozenset(
            one.key for one in self.unknown if one.outdated or one.doubted or not one.has_value
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """Formulas that are unknown for one and the same reason."""

    text: str
    cells: tuple[Unanswered, ...]


_PLACE = re.compile(
    r"(?:'[^']*'!|\[[^\]]*\][^!\s]*!|[\w.]+!)?\$?[A-Z]{1,3}\$?[1-9]\d*(?::\$?[A-Z]{1,3}\$?\d+)?\b"
)


def by_reason(unknown: Iterable[Unanswered]) -> tuple[Reason, ...]:
    """Unknown formulas by why, the most frequent reason first; those that only follow come last.

    Reasons that differ only in the cell they name are one: the text is that of the first.
    """
    found: dict[str, list[Unanswered]] = {}
    following: list[Unanswered] = []
    for one in unknown:
        if one.begins:
            found.setdefault(_PLACE.sub("", one.reason), []).append(one)
        else:
            following.append(one)
    ordered = sorted(found.values(), key=lambda cells: -len(cells))
    reasons = tuple(Reason(cells[0].reason, tuple(cells)) for cells in ordered)
    return (*reasons, Reason(FOLLOWS, tuple(following))) if following else reasons


FOLLOWS: Final = "it draws on a formula that could not be worked out"


def where(key: Key) -> str:
    """``Costs!C14``."""
    sheet, row, column = key
    return f"{sheet}!{address(row, column)}"


def plain(value: Value) -> str:
    """A value in a sentence: thousands parted, the digits that a cell would show.

    >>> plain(345000), plain(0.1 + 0.2), plain(1234.5), plain(None), plain("Held")
    ('345,000', '0.3', '1,234.5', 'nothing', "'Held'")
    """
    if value is None or value == "":
        return "nothing"
    if isinstance(value, ErrorValue | bool):
        return str(value).upper()
    if isinstance(value, str):
        return f"'{value if len(value) <= LONGEST else value[: LONGEST - 1] + '…'}'"
    if isinstance(value, int | float):
        return _digits(value)
    at_midnight = isinstance(value, dt.datetime) and value.time() == dt.time()
    return str(value)[:10] if at_midnight else str(value)


def _digits(number: float) -> str:
    text = f"{number:,.6f}" if abs(number) < 1 else f"{number:,.4f}"
    if number and not text.strip("-0."):
        return format(number, ".6g")  # far below what the digits shown can say
    return text.rstrip("0").rstrip(".")


LONGEST: Final = 40
"""Letters of a text that a sentence shows."""
