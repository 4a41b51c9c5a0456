"""The relative form of every formula of a sheet, each distinct form read once.

A column of sixty thousand equal formulas is read in its first cell; in the next ones it is enough
that the text is what the first would be there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from addin.tables.formula import FormulaError, relative, tokens
from addin.tables.syntax import parse
from addin.tables.table import MAX_ROW

Cell = tuple[int, int]

REMEMBERED: Final = 4
"""Formulas of a column that the next cell is compared with: lines, and their subtotals."""


def forms(formulas: Mapping[Cell, str]) -> dict[Cell, str]:
    """Each formula in its relative form, in the order given; unreadable ones are left out.

    Equal forms are one object.
    """
    found: dict[Cell, str] = {}
    known: dict[str, str] = {}
    patterns: dict[int, list[_Pattern]] = {}
    for cell, text in formulas.items():
        row, column = cell
        nearby = patterns.setdefault(column, [])
        for at, pattern in enumerate(nearby):
            if pattern.reads(text, row):
                found[cell] = pattern.form
                if at:
                    nearby.insert(0, nearby.pop(at))
                break
        else:
            try:
                form = relative(text, row, column)
                parse(form)
            except FormulaError:
                continue
            found[cell] = form = known.setdefault(form, form)
            nearby.insert(0, _pattern(text, row, form))
            del nearby[REMEMBERED:]
    return found


class _Pattern(NamedTuple):
    """A formula as it reads in any row of its column: ``text`` with each row it moves with."""

    text: str
    steps: tuple[int, ...]
    form: str
    first: int  # the rows in which all those rows are within the sheet
    last: int

    def reads(self, text: str, row: int) -> bool:
        """Whether the formula would read so in a row."""
        if not self.first <= row <= self.last:
            return False
        return self.text % tuple([row + step for step in self.steps]) == text


_ROWS = re.compile(r"(?<=[A-Za-z])\d+|^\d+|(?<=:)\d+")


def _pattern(text: str, row: int, form: str) -> _Pattern:
    """The rows written without a dollar become steps from the formula's own row."""
    steps: list[int] = []

    def step(match: re.Match[str]) -> str:
        steps.append(int(match[0]) - row)
        return "%d"

    parts: list[str] = []
    at = 0
    for kind, piece in tokens(text):
        start = text.index(piece, at)
        parts.append(text[at:start].replace("%", "%%"))
        parts.append(_ROWS.sub(step, piece) if kind == "cells" else piece.replace("%", "%%"))
        at = start + len(piece)
    parts.append(text[at:].replace("%", "%%"))
    first, last = 1 - min(steps, default=0), MAX_ROW - max(steps, default=0)
    return _Pattern("".join(parts), tuple(steps), form, first, last)
