"""The words in which a function states what it takes and gives: its type hints.

One cell: ``Decimal`` (any number, exact), ``Money`` (an amount, rounded to cents), ``int``,
``float``, ``str``, ``bool``, ``dt.date``, ``dt.datetime``, a ``StrEnum`` (one of its words),
``Cell`` (as it is). With ``| None`` an empty cell is None. A range: ``Column[...]`` of these, or
``Table``. A result: one of these, or ``Spill``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from addin.domain.money import Money

T = TypeVar("T")

Cell = None | bool | int | float | str | dt.date | dt.datetime
"""A cell as it came: dates may be serial numbers, an error cell is an ``ErrorValue``."""

Column = tuple[T | None, ...]
"""A range read cell by cell, row by row, each cell as one kind; None where nothing is.

In a column of numbers or dates the first cell may be a heading: it counts as empty. Any other
cell that cannot be read is ``#VALUE!`` and says where; an error cell is the result, unless the
hint is ``Column[Money | ErrorValue]``.
"""

Table = tuple[tuple[Cell, ...], ...]
"""A range as rows of cells, as they came."""

Answer = None | bool | int | float | str | dt.date | dt.datetime | Decimal | Fraction | Money
"""What a function may put into one cell; None shows as empty, an ``ErrorValue`` as the error."""

Spill = Sequence[Sequence[Answer]]
"""Rows that spill from the cell with the formula."""


class Kind(StrEnum):
    """What a host must know of a value."""

    NUMBER = "number"
    TEXT = "text"
    LOGICAL = "logical"
    DATE = "date"
    ANY = "any"


class Shape(StrEnum):
    """How many cells an argument or a result is."""

    CELL = "cell"
    COLUMN = "column"
    TABLE = "table"
