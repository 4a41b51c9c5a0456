"""Which kind of value each Python type is to a host."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from addin.domain.money import Money
from addin.udfs.kinds import Answer, Cell, Kind

KINDS: Final[Mapping[object, Kind]] = {
    Decimal: Kind.NUMBER,
    Fraction: Kind.NUMBER,
    Money: Kind.NUMBER,
    int: Kind.NUMBER,
    float: Kind.NUMBER,
    str: Kind.TEXT,
    bool: Kind.LOGICAL,
    dt.date: Kind.DATE,
    dt.datetime: Kind.DATE,
    Cell: Kind.ANY,
    Answer: Kind.ANY,
}


def kind_of(hint: object) -> Kind:
    """The kind of a type hint.

    Raises:
        TypeError: no cell holds such a value.
    """
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Kind.TEXT
    try:
        return KINDS[hint]
    except (KeyError, TypeError):
        raise TypeError(f"{hint!r} is nothing a cell holds") from None
