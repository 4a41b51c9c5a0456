"""Whether what a column holds agrees with what its heading may mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from addin.tables.headings import kind_of_field
from addin.tables.profile import Profile

EMPTY: Final = 0.9
"""An empty column neither speaks for a heading nor against it."""


def fit(field: str, column: Profile) -> float:
    """How well a column's values agree with a field: 1 well, 0 they contradict it."""
    if column.is_empty:
        return EMPTY
    return _FITS[kind_of_field(field)](column)


def _date(column: Profile) -> float:
    when = column.dates + column.times
    if when >= 0.5:
        return 1.0
    return 0.6 if when >= 0.25 else 0.0


def _when(column: Profile) -> float:
    """Dates, times, and the day or week numbers that some plans count in."""
    small = column.numbers > 0.6 and column.whole > 0.9 and column.largest < 400
    return max(_date(column), 0.6 if small else 0.0)


def _money(column: Profile) -> float:
    share = column.numbers
    if column.percents > 0.5 or column.dates > 0.4:
        return 0.2 if column.percents > 0.5 else 0.0
    if share >= 0.5:
        return 1.0
    return 0.6 if share >= 0.25 else 0.0


def _number(column: Profile) -> float:
    share = column.numbers + column.counted + column.times
    if column.dates > 0.4:
        return 0.0
    if share >= 0.5:
        return 0.6 if column.percents > 0.5 else 1.0
    return 0.6 if share >= 0.25 else 0.0


def _percent(column: Profile) -> float:
    if column.numbers < 0.5:
        return 0.4 if column.numbers >= 0.25 else 0.0
    if column.percents > 0.5:
        return 1.0
    return 0.85 if column.largest <= 1.5 else (0.65 if column.largest <= 200 else 0.1)


def _code(column: Profile) -> float:
    if column.dates > 0.4 or (column.numbers > 0.5 and column.whole < 0.8):
        return 0.0
    if column.codes + column.whole * column.numbers >= 0.5:
        return 1.0
    if column.words >= 0.5 and column.codes < 0.2:
        return 0.5 if column.length <= 25 else 0.2
    return 0.8


def _account(column: Profile) -> float:
    if column.dates > 0.4 or (column.numbers > 0.5 and column.whole < 0.8):
        return 0.0
    if column.accounts + column.codes >= 0.5 or column.accounts >= 0.3:
        return 1.0
    return 0.6 if column.words >= 0.5 else 0.2


def _text(column: Profile) -> float:
    if column.words >= 0.5:
        return 1.0
    if column.dates + column.times > 0.5:
        return 0.0
    return 0.7 if column.words >= 0.25 else (0.3 if column.whole > 0.9 else 0.1)


def _status(column: Profile) -> float:
    if column.yes_no > 0.5:
        return 1.0
    if column.words >= 0.5:
        return 1.0 if column.length <= 25 else 0.6
    return 0.35 if column.numbers > 0.5 and column.whole > 0.9 else 0.1


def _email(column: Profile) -> float:
    return 1.0 if column.emails > 0.3 else 0.2


def _phone(column: Profile) -> float:
    return 1.0 if column.phones > 0.3 else (0.5 if column.codes > 0.3 else 0.1)


def _any(_: Profile) -> float:
    return 1.0


_FITS: Final[Mapping[str, Callable[[Profile], float]]] = {
    "date": _date,
    "when": _when,
    "money": _money,
    "number": _number,
    "percent": _percent,
    "code": _code,
    "account": _account,
    "text": _text,
    "name": _text,
    "status": _status,
    "email": _email,
    "phone": _phone,
    "any": _any,
}
KINDS: Final = frozenset(_FITS)
"""The kinds that ``headings.toml`` may name."""
