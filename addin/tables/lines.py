"""Stretches of figures down a column or along a row: where one formula should look like the next.

A text ends a stretch, and so do three empty cells; one or two are the spacing of a layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, repeat

from addin.tables.table import Sheet, Value

WIDEST_GAP = 2

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """Figures in one column or row.

    ``forms`` has None where a number is typed; ``typed`` says how often.
    """

    down: bool
    cells: tuple[Cell, ...]
    forms: tuple[str | None, ...]
    typed: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "typed", self.forms.count(None))

    @property
    def counts(self) -> Counter[str]:
        """How often each formula occurs, in its relative form."""
        found = Counter(self.forms)
        del found[None]
        return found  # type: ignore[return-value]


def is_number(value: Value) -> bool:
    """A number, and not TRUE or FALSE."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def lines(sheet: Sheet, forms: Mapping[Cell, str], *, down: bool) -> Iterator[Line]:
    """The stretches with at least one formula and two figures, in reading order."""
    tracks = sorted({column if down else row for row, column in forms})
    for track in tracks:
        cells = _down(sheet, track) if down else _along(sheet, track)
        yield from _stretches(cells, sheet, forms, down=down)


def _down(sheet: Sheet, column: int) -> Iterator[tuple[Cell, Value]]:
    at = column - 1
    for row, values in enumerate(sheet.rows, 1):
        yield (row, column), values[at] if at < len(values) else None


def _along(sheet: Sheet, row: int) -> Iterator[tuple[Cell, Value]]:
    values = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    beyond = repeat(None, sheet.width - len(values))  # formulas may stand there without a value
    for column, value in enumerate(chain(values, beyond), 1):
        yield (row, column), value


def _stretches(
    cells: Iterable[tuple[Cell, Value]], sheet: Sheet, forms: Mapping[Cell, str], *, down: bool
) -> Iterator[Line]:
    found: list[Cell] = []
    gap = 0
    for cell, value in cells:
        if cell in forms or (is_number(value) and cell not in sheet.formulas):
            found.append(cell)
            gap = 0
            continue
        gap = WIDEST_GAP + 1 if isinstance(value, str) and value.strip() else gap + 1
        if gap > WIDEST_GAP and found:
            yield from _line(found, forms, down=down)
            found = []
    yield from _line(found, forms, down=down)


def _line(found: list[Cell], forms: Mapping[Cell, str], *, down: bool) -> Iterator[Line]:
    if len(found) > 1 and any(cell in forms for cell in found):
        yield Line(down, tuple(found), tuple(forms.get(cell) for cell in found))
