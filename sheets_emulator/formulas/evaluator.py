"""The value of a formula's tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sheets_emulator.formulas.conversion import (
    Argument,
    Grid,
    Problem,
    as_grid,
    grid_of,
    number,
    text,
    truth,
)
from sheets_emulator.formulas.places import Area, At, Cells
from sheets_emulator.formulas.tree import Call, Literal, Name, Node, Reference, Table
from sheets_emulator.value import BAD_VALUE, NAME, NOT_AVAILABLE, REF, CellError, Value

Lazy = Callable[["Evaluator", tuple[Node, ...]], Argument]
"""A function that decides itself which of its arguments it looks at."""

Eager = Callable[["Arguments"], Argument]
"""A function of values. One that takes scalars is given the cell of its own row for a range."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function: how it is called and with how many arguments (None: any number)."""

    run: Eager | None
    lazy: Lazy | None
    least: int
    most: int | None
    grids: bool
    """Whether it takes ranges as they are; else it is applied to one value, or to each."""


FUNCTIONS: dict[str, Function] = {}
_SMALL = 256  # cells that are read without asking first how far the sheet is used


def known(
    *names: str, least: int = 0, most: int | None = None, grids: bool = False
) -> Callable[[Eager], Eager]:
    """Register a function under these names."""

    def register(run: Eager) -> Eager:
        for name in names:
            FUNCTIONS[name] = Function(run, None, least, most, grids)
        return run

    return register


def known_lazily(*names: str, least: int = 0, most: int | None = None) -> Callable[[Lazy], Lazy]:
    """Register a function that evaluates its own arguments."""

    def register(run: Lazy) -> Lazy:
        for name in names:
            FUNCTIONS[name] = Function(None, run, least, most, grids=True)
        return run

    return register


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call's evaluated arguments, with what they may be asked as."""

    name: str
    values: tuple[Argument, ...]
    evaluator: Evaluator

    def __len__(self) -> int:
        return len(self.values)

    @property
    def locale(self) -> str:
        """The spreadsheet's."""
        return self.evaluator.cells.locale

    def value(self, i: int, default: Value = None) -> Value:
        """One argument as it is; an error in it is the call's error."""
        found = self.values[i] if i < len(self.values) else None
        if isinstance(found, Grid):
            found = self.evaluator.scalar(found)
        if isinstance(found, CellError):
            raise Problem(found)
        return default if found is None else found

    def number(self, i: int, default: float = 0) -> float:
        """One argument as a number."""
        return number(self.value(i, default), self.locale, self.name, i + 1)

    def integer(self, i: int, default: int = 0) -> int:
        """One argument as a whole number, cut off."""
        return int(self.number(i, default))

    def text(self, i: int, default: str = "") -> str:
        """One argument as a text."""
        return text(self.value(i, default), self.locale)

    def truth(self, i: int, *, default: bool = False) -> bool:
        """One argument as true or false."""
        return truth(self.value(i, default), self.name, i + 1)

    def grid(self, i: int) -> Grid:
        """One argument as rows of values."""
        found = self.values[i]
        if isinstance(found, CellError):
            raise Problem(found)
        return as_grid(found)


class Evaluator:
    """Evaluates one formula where it stands.

    Attributes:
        cells: the spreadsheet.
        at: where the formula stands.
        spreads: whether operators work on whole ranges (inside ARRAYFORMULA and the like).

    """

    def __init__(self, cells: Cells, at: At, *, spreads: bool = False) -> None:
        self.cells = cells
        self.at = at
        self.spreads = spreads

    def value(self, node: Node) -> Value:
        """One value."""
        return self.scalar(self.argument(node))

    def argument(self, node: Node) -> Argument:
        """A value or a range."""
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Reference):
            return self.range(self.area(node))
        if isinstance(node, Call):
            return self._called(node)
        if isinstance(node, Table):
            return self._table(node)
        return self._named(node)

    def safely(self, node: Node) -> Argument:
        """The same, an error being a value."""
        try:
            return self.argument(node)
        except Problem as problem:
            return problem.error

    def scalar(self, found: Argument) -> Value:
        """The cell of a range that stands in the formula's own row or column."""
        if not isinstance(found, Grid):
            return found
        if found.height == found.width == 1 or found.area is None:
            return found.at(0, 0)
        area = found.area
        if found.width == 1 and area.top <= self.at.row < area.bottom:
            return found.at(self.at.row - area.top, 0)
        if found.height == 1 and area.left <= self.at.column < area.right:
            return found.at(0, self.at.column - area.left)
        raise Problem(BAD_VALUE, "An array value could not be found.")

    def area(self, node: Reference) -> Area:
        """The rectangle that a reference means.

        Raises:
            Problem: there is no such sheet, or it lies outside of the grid.

        """
        sheet = self.at.sheet if node.sheet is None else node.sheet
        size = self.cells.size(sheet)
        if size is None:
            raise Problem(REF, f"Unresolved sheet name '{sheet}'.")
        bottom = size[0] if node.bottom is None else node.bottom
        right = size[1] if node.right is None else node.right
        top, left = node.top or 0, node.left or 0
        if top >= size[0] or left >= size[1]:
            raise Problem(REF, "Reference does not exist.")
        return Area(sheet, top, left, min(bottom, size[0]), min(right, size[1]))

    def range(self, area: Area) -> Grid:
        """The values of a rectangle of cells, computed."""
        bottom, right = area.bottom, area.right
        if (bottom - area.top) * (right - area.left) > _SMALL:
            used = self.cells.used(area.sheet)
            bottom, right = min(bottom, used[0]), min(right, used[1])
        rows = []
        for row in range(area.top, bottom):
            values = []
            for column in range(area.left, right):
                values.append(self.cells.value(area.sheet, row, column))  # noqa: PERF401 - a frame less for each cell of a chain
            rows.append(tuple(values))
        return Grid(tuple(rows), area.bottom - area.top, area.right - area.left, area)

    def _named(self, node: Name) -> Argument:
        area = self.cells.named(node.text)
        if area is None:
            raise Problem(NAME, f"Unknown range name: '{node.text.upper()}'.")
        return self.range(area)

    def _table(self, node: Table) -> Argument:
        if len({len(row) for row in node.rows}) > 1:
            raise Problem(
                BAD_VALUE,
                "In ARRAY_LITERAL, an Array Literal was missing values for one or more rows.",
            )
        return grid_of([[self.value(each) for each in row] for row in node.rows])

    def _called(self, node: Call) -> Argument:
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise Problem(NAME, f"Unknown function: '{node.name}'.")
        self._counted(node, function)
        if function.lazy is not None:
            return function.lazy(self, node.arguments)
        values = []
        for each in node.arguments:
            values.append(self.safely(each))  # noqa: PERF401 - a frame less for each cell of a chain
        if function.run is None:
            raise Problem(NAME)
        if not function.grids and self.spreads and any(isinstance(v, Grid) for v in values):
            return self._spread(node.name, function.run, values)
        return function.run(Arguments(node.name, tuple(values), self))

    @staticmethod
    def _counted(node: Call, function: Function) -> None:
        given, most = len(node.arguments), function.most
        if function.least <= given and (most is None or given <= most):
            return
        wanted = str(function.least)
        if most is None:
            wanted = f"at least {wanted}"
        elif most > function.least:
            wanted = f"between {wanted} and {most}"
        raise Problem(
            NOT_AVAILABLE,
            f"Wrong number of arguments to {node.name}. Expected {wanted} arguments, but got "
            f"{given} arguments.",
        )

    def _spread(self, name: str, run: Eager, values: list[Argument]) -> Grid:
        """A function of single values applied to each place of its ranges."""
        grids = [each for each in values if isinstance(each, Grid)]
        height, width = max(g.height for g in grids), max(g.width for g in grids)
        height = min(height, max(max(len(g.rows), 1) for g in grids))
        width = min(width, max(max(map(len, g.rows), default=1) for g in grids))
        rows: list[list[Value]] = []
        for row in range(height):
            rows.append([])
            for column in range(width):
                single = tuple(_place(each, row, column) for each in values)
                try:
                    rows[-1].append(self.scalar(run(Arguments(name, single, self))))
                except Problem as problem:
                    rows[-1].append(problem.error)
        return grid_of(rows)


def _place(found: Argument, row: int, column: int) -> Value:
    """The value that belongs to a place: a single row or column is used for all."""
    if not isinstance(found, Grid):
        return found
    if (row >= found.height > 1) or (column >= found.width > 1):
        return NOT_AVAILABLE
    return found.at(row if found.height > 1 else 0, column if found.width > 1 else 0)
