"""What a spreadsheet function may ask of the formula that calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from addin.tables.operands import Array, Grid, Operand, Scalar
from addin.tables.syntax import Node
from addin.tables.table import Sheet


class Around(Protocol):
    """The calculation around a formula: results worth keeping, and the sheets behind grids."""

    @property
    def kept(self) -> dict[object, object]:
        """Indexes and running sums, by what they were made of."""
        ...

    def sheet(self, grid: Grid) -> Sheet | None:
        """The sheet behind a grid, if the workbook was read."""
        ...


class Frame(Protocol):
    """One formula in its cell. ``arrays``: ranges stand for all their cells, not for one."""

    @property
    def around(self) -> Around:
        """The calculation around it."""
        ...

    @property
    def grid(self) -> Grid:
        """The sheet it stands in."""
        ...

    @property
    def row(self) -> int:
        """Where the formula stands."""
        ...

    @property
    def column(self) -> int:
        """Where the formula stands."""
        ...

    @property
    def arrays(self) -> bool:
        """Whether ranges stand for all their cells."""
        ...

    def value(self, node: Node) -> Operand:
        """What a part of the formula gives."""
        ...

    def scalar(self, node: Node) -> Scalar:
        """What a part of the formula gives, as one value."""
        ...

    def single(self, operand: Operand) -> Scalar:
        """One value of a range."""
        ...

    def with_arrays(self) -> Frame:
        """The same formula where ranges stand for all their cells."""
        ...

    def spread(self, function: Callable[..., Scalar], operands: list[Operand]) -> Scalar | Array:
        """Apply a function of single values, element by element where arrays are wanted."""
        ...
