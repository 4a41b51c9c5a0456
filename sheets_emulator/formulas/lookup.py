"""Finding: VLOOKUP, XLOOKUP, INDEX, MATCH and where a cell stands."""

from __future__ import annotations

from sheets_emulator.formulas.conditions import wildcard
from sheets_emulator.formulas.conversion import Argument, Grid, Problem, compared, grid_of
from sheets_emulator.formulas.evaluator import Arguments, Evaluator, known, known_lazily
from sheets_emulator.formulas.places import Area
from sheets_emulator.formulas.tree import BadFormula, Name, Node, Reference, read
from sheets_emulator.value import (
    BAD_NUMBER,
    BAD_VALUE,
    NOT_AVAILABLE,
    REF,
    CellError,
    Value,
)


def _line(grid: Grid) -> list[Value]:
    """The values of one row or one column."""
    if grid.width == 1:
        return [grid.at(i, 0) for i in range(grid.height)]
    return [grid.at(0, i) for i in range(grid.width)]


def _alike(value: Value, wanted: Value) -> bool:
    """Whether they are of one kind, so that they can be told equal or ordered."""
    if value is None or isinstance(value, CellError):
        return False
    kinds = [
        bool if isinstance(v, bool) else str if isinstance(v, str) else float
        for v in (value, wanted)
    ]
    return kinds[0] is kinds[1]


def exact(line: list[Value], wanted: Value, *, wild: bool = True, last: bool = False) -> int | None:
    """The first (or last) place of a value, texts whatever their case and with wildcards."""
    pattern = wildcard(wanted) if wild and isinstance(wanted, str) else None
    places = range(len(line) - 1, -1, -1) if last else range(len(line))
    for i in places:
        value = line[i]
        if _alike(value, wanted) and (
            bool(pattern.match(value))
            if pattern and isinstance(value, str)
            else compared(value, wanted) == 0
        ):
            return i
    return None


def sorted_place(line: list[Value], wanted: Value) -> int | None:
    """The last place of a rising line that is not greater."""
    found = None
    for i, value in enumerate(line):
        if _alike(value, wanted):
            if compared(value, wanted) > 0:
                break
            found = i
    return found


def nearest(line: list[Value], wanted: Value, *, above: bool) -> int | None:
    """The place of the smallest value above, or the greatest below, in a line in any order."""
    best = None
    for i, value in enumerate(line):
        side = compared(value, wanted) if _alike(value, wanted) else 0
        if (side > 0) if above else (side < 0):
            closer = best is None or (compared(value, line[best]) < 0) == above
            if closer and (best is None or compared(value, line[best]) != 0):
                best = i
    return best


def _missing(call: Arguments, wanted: Value) -> Problem:
    return Problem(
        NOT_AVAILABLE, f"Did not find value '{_shown(wanted)}' in {call.name} evaluation."
    )


def _shown(value: Value) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


def _table(call: Arguments, *, down: bool) -> Argument:
    wanted, grid = call.value(0), call.grid(1)
    wanted = 0 if wanted is None else wanted
    index = call.integer(2)
    size = grid.width if down else grid.height
    if index < 1:
        raise Problem(BAD_VALUE, f"Function {call.name} parameter 3 value is {index}.")
    if index > size:
        raise Problem(REF, f"{call.name} evaluates to an out of bounds range.")
    count = grid.height if down else grid.width
    line = [grid.at(i, 0) if down else grid.at(0, i) for i in range(count)]
    rising = call.truth(3, default=True)
    place = sorted_place(line, wanted) if rising else exact(line, wanted)
    if place is None:
        raise _missing(call, wanted)
    return grid.at(place, index - 1) if down else grid.at(index - 1, place)


@known("VLOOKUP", least=3, most=4, grids=True)
def _vlookup(call: Arguments) -> Argument:
    return _table(call, down=True)


@known("HLOOKUP", least=3, most=4, grids=True)
def _hlookup(call: Arguments) -> Argument:
    return _table(call, down=False)


@known("MATCH", least=2, most=3, grids=True)
def _match(call: Arguments) -> Argument:
    wanted, grid, kind = call.value(0), call.grid(1), call.number(2, 1)
    if grid.height > 1 and grid.width > 1:
        raise Problem(NOT_AVAILABLE, "MATCH range must be a single row or a single column.")
    line = _line(grid)
    if kind == 0:
        place = exact(line, wanted)
    elif kind > 0:
        place = sorted_place(line, wanted)
    else:
        place = _falling_place(line, wanted)
    if place is None:
        raise _missing(call, wanted)
    return place + 1


def _falling_place(line: list[Value], wanted: Value) -> int | None:
    found = None
    for i, value in enumerate(line):
        if _alike(value, wanted):
            if compared(value, wanted) < 0:
                break
            found = i
    return found


@known("XLOOKUP", least=3, most=6, grids=True)
def _xlookup(call: Arguments) -> Argument:
    wanted, keys, results = call.value(0), call.grid(1), call.grid(2)
    down = keys.width == 1
    if keys.width > 1 and keys.height > 1:
        raise Problem(NOT_AVAILABLE, "XLOOKUP's lookup range must be one row or column.")
    if (results.height if down else results.width) != max(keys.height, keys.width):
        raise Problem(NOT_AVAILABLE, "Array arguments to XLOOKUP are of different size.")
    place = _crossed(_line(keys), wanted, call.integer(4), last=call.integer(5, 1) < 0)
    if place is None:
        if len(call) > 3 and call.values[3] is not None:
            return call.values[3]
        raise _missing(call, wanted)
    if down:
        return grid_of([[results.at(place, i) for i in range(results.width)]])
    return grid_of([[results.at(i, place)] for i in range(results.height)])


def _crossed(line: list[Value], wanted: Value, mode: int, *, last: bool) -> int | None:
    place = exact(line, wanted, wild=mode == 2, last=last)
    if place is None and mode in (-1, 1):
        return nearest(line, wanted, above=mode == 1)
    return place


@known("XMATCH", least=2, most=4, grids=True)
def _xmatch(call: Arguments) -> Argument:
    wanted = call.value(0)
    last = call.integer(3, 1) < 0
    place = _crossed(_line(call.grid(1)), wanted, call.integer(2), last=last)
    if place is None:
        raise _missing(call, wanted)
    return place + 1


@known("LOOKUP", least=2, most=3, grids=True)
def _lookup(call: Arguments) -> Argument:
    wanted, grid = call.value(0), call.grid(1)
    tall = grid.height >= grid.width
    keys = [grid.at(i, 0) if tall else grid.at(0, i) for i in range(max(grid.height, grid.width))]
    place = sorted_place(keys, wanted)
    if place is None:
        raise _missing(call, wanted)
    if len(call) > 2:
        return _line(call.grid(2))[place]
    return grid.at(place, grid.width - 1) if tall else grid.at(grid.height - 1, place)


@known("INDEX", least=1, most=3, grids=True)
def _index(call: Arguments) -> Argument:
    grid, row, column = call.grid(0), call.integer(1), call.integer(2)
    if grid.height == 1 and len(call) == 2:
        row, column = 0, row
    if row < 0 or column < 0:
        raise Problem(BAD_NUMBER, "Function INDEX parameter value must not be negative.")
    if row > grid.height or column > grid.width:
        raise Problem(
            NOT_AVAILABLE if grid.area is None else REF,
            f"Function INDEX parameter {2 if row > grid.height else 3} value is out of range.",
        )
    rows = range(row - 1, row) if row else range(grid.height)
    columns = range(column - 1, column) if column else range(grid.width)
    values = [[grid.at(r, c) for c in columns] for r in rows]
    if len(rows) == len(columns) == 1:
        return values[0][0]
    found = grid_of(values)
    if grid.area is None:
        return found
    top, left = grid.area.top + rows[0], grid.area.left + columns[0]
    area = Area(grid.area.sheet, top, left, top + len(rows), left + len(columns))
    return Grid(found.rows, found.height, found.width, area)


def _where(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Area:
    """The cells that an argument refers to; the formula's own cell without one."""
    if not nodes:
        at = evaluator.at
        return Area(at.sheet, at.row, at.column, at.row + 1, at.column + 1)
    node = nodes[0]
    if isinstance(node, Reference):
        return evaluator.area(node)
    found = evaluator.argument(node)
    if isinstance(found, Grid) and found.area is not None:
        return found.area
    raise Problem(NOT_AVAILABLE, "Argument must be a range.")


@known_lazily("ROW", most=1)
def _row(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    area = _where(evaluator, nodes)
    if evaluator.spreads:
        return grid_of([[i + 1] for i in range(area.top, area.bottom)])
    return area.top + 1


@known_lazily("COLUMN", most=1)
def _column(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    area = _where(evaluator, nodes)
    if evaluator.spreads:
        return grid_of([[i + 1 for i in range(area.left, area.right)]])
    return area.left + 1


@known("ROWS", least=1, most=1, grids=True)
def _rows(call: Arguments) -> Argument:
    return call.grid(0).height


@known("COLUMNS", least=1, most=1, grids=True)
def _columns(call: Arguments) -> Argument:
    return call.grid(0).width


@known_lazily("INDIRECT", least=1, most=2)
def _indirect(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    text = Arguments("INDIRECT", (evaluator.value(nodes[0]),), evaluator).text(0)
    try:
        node = read(f"={text}", evaluator.cells.locale)
    except BadFormula:
        node = None
    if not isinstance(node, Reference | Name):
        raise Problem(
            REF,
            f"Function INDIRECT parameter 1 value is '{text}'. It is not a valid cell/range "
            "reference.",
        )
    return evaluator.argument(node)


@known_lazily("OFFSET", least=3, most=5)
def _offset(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    area = _where(evaluator, nodes)
    values = tuple(evaluator.value(node) for node in nodes[1:])
    call = Arguments("OFFSET", (None, *values), evaluator)
    top, left = area.top + call.integer(1), area.left + call.integer(2)
    height = call.integer(3, area.bottom - area.top)
    width = call.integer(4, area.right - area.left)
    size = evaluator.cells.size(area.sheet) or (0, 0)
    inside = top >= 0 and left >= 0 and top + height <= size[0] and left + width <= size[1]
    if not inside or height < 1 or width < 1:
        raise Problem(REF, "Function OFFSET evaluates to an out of bounds range.")
    return evaluator.range(Area(area.sheet, top, left, top + height, left + width))
