"""Running a function: the host's values in, what a host can show out, or ``CellError``."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence

from addin.tables.table import ErrorValue
from addin.udfs.answers import COLUMNS, ROWS, Shown, shown, spilled
from addin.udfs.arguments import rows_of
from addin.udfs.cell_error import CellError
from addin.udfs.function import Function, Parameter
from addin.udfs.kinds import Shape

Rows = Sequence[Sequence[object]]


def run(found: Function, given: Sequence[object]) -> Shown | list[list[Shown]]:
    """A function's value for the arguments that a host hands over.

    A parameter of one cell takes a range too: the function is then run cell by cell and spills, as
    Excel's own functions do, and an error stays in its cell.

    Raises:
        CellError: and nothing else, whatever the arguments are.
    """
    if not gc.isenabled() or not any(isinstance(each, list | tuple) for each in given):
        return _run(found, given)
    # A range makes thousands of values, none of which points in a circle: looking for circles
    # meanwhile, Python would go through the whole host's memory again and again.
    gc.disable()
    try:
        return _run(found, given)
    finally:
        gc.enable()


def _run(found: Function, given: Sequence[object]) -> Shown | list[list[Shown]]:
    try:
        parameters = _parameters(found, len(given))
        values: list[object] = []
        wide: dict[int, Rows] = {}
        for at, (parameter, value) in enumerate(zip(parameters, given, strict=False)):
            if isinstance(value, list | tuple) and parameter.shape is Shape.CELL:
                rows = rows_of(value)
                if sum(map(len, rows)) > 1:
                    wide[at] = rows
                    values.append(None)
                    continue
                value = next((cell for row in rows for cell in row), None)  # noqa: PLW2901 - the same cell, unwrapped
            values.append(_of_one(parameter, value))
        values += [parameter.default for parameter in parameters[len(given) :]]
        if wide:
            return _cell_by_cell(found, parameters, values, wide)
        return _once(found, values)
    except CellError:
        raise
    except Exception as error:
        raise _in_a_cell(error) from error


def _of_one(parameter: Parameter, value: object) -> object:
    if (value is None or value == "") and parameter.optional and not parameter.repeating:
        return parameter.default
    return parameter.read(value)


def _parameters(found: Function, count: int) -> Sequence[Parameter]:
    """The parameter of each argument; those left out follow."""
    parameters = found.parameters
    if parameters and parameters[-1].repeating:
        repeated = max(count - len(parameters) + 1, 0)
        parameters = (*parameters[:-1], *(parameters[-1],) * repeated)
    elif count > len(parameters):
        raise CellError("#VALUE!", f"{found.name} takes at most {len(parameters)} arguments")
    for parameter in parameters[count:]:
        if not parameter.optional:
            raise CellError("#VALUE!", f"{parameter.name} is missing: {found.usage}")
    return parameters


def _once(found: Function, values: Sequence[object]) -> Shown | list[list[Shown]]:
    try:
        answer = found.python(*values)
    except CellError:
        raise
    except Exception as error:
        for kind, code in found.shown.items():
            if isinstance(error, kind):
                raise CellError(code, str(error)) from error
        raise _in_a_cell(error) from error
    return spilled(answer) if found.spills else shown(answer)


def _in_a_cell(error: Exception) -> CellError:
    """The domain's own words where it has some, and the error that Excel would show."""
    if isinstance(error, ZeroDivisionError):
        return CellError("#DIV/0!", "there is nothing to divide by")
    if isinstance(error, ArithmeticError):
        return CellError("#NUM!", f"no number fits ({type(error).__name__})")
    if isinstance(error, ValueError) and str(error):
        return CellError("#VALUE!", str(error))
    return CellError("#VALUE!", f"{type(error).__name__}: {error}")


def _cell_by_cell(
    found: Function,
    parameters: Sequence[Parameter],
    values: Sequence[object],
    ranges: Mapping[int, Rows],
) -> list[list[Shown]]:
    """One run for each cell of the ranges; a single row or column goes with all of the others.

    Raises:
        CellError: the function spills by itself, or the ranges differ in size.
    """
    if found.spills:
        names = ", ".join(parameters[at].name for at in ranges)
        raise CellError("#VALUE!", f"{names}: one cell expected, not a range")
    height = max(len(rows) for rows in ranges.values())
    width = max(len(row) for rows in ranges.values() for row in rows)
    for at, rows in ranges.items():
        if len(rows) not in {1, height} or {len(row) for row in rows} not in ({1}, {width}):
            size = f"{len(rows)} by {len(rows[0])} cells, not {height} by {width}"
            raise CellError("#VALUE!", f"{parameters[at].name} is {size}")
    if height > ROWS or width > COLUMNS:
        raise CellError("#NUM!", f"{height} rows by {width} do not fit on a sheet")

    own = [*values]
    reading = [(at, parameters[at].read) for at in ranges]
    answers: list[Shown] = []
    for cells in zip(*(_spread(rows, height, width) for rows in ranges.values()), strict=True):
        try:
            for (at, read), cell in zip(reading, cells, strict=True):
                own[at] = read(cell)
            answer = _once(found, own)
        except CellError as error:
            answer = ErrorValue(error.code)
        answers.append(answer if not isinstance(answer, list) else ErrorValue("#VALUE!"))
    return [answers[at : at + width] for at in range(0, len(answers), width)]


def _spread(rows: Rows, height: int, width: int) -> list[object]:
    """The cells of a range row by row; one row stands for all of them, and so does one column."""
    lines = rows if len(rows) > 1 else [rows[0]] * height
    return [cell for line in lines for cell in (line if len(line) > 1 else [line[0]] * width)]
