"""IronCalc as an engine: a spreadsheet library that runs in a process of its own.

Its values alone are not to be believed: what it does not know may be caught by an IFERROR and come
out as a plausible number. ``crosschecked`` decides what of it counts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, Final

from addin.adapters.engines.child import ask, serve
from addin.adapters.engines.shown import as_shown
from addin.adapters.engines.stripped import FORGOTTEN, without_values
from addin.errors import EngineFailed, FileError
from addin.ports import Recalculation
from addin.tables.cells_of_arrays import formula_cells
from addin.tables.table import Book, ErrorValue, Value

_RESULTS: Final = frozenset("#N/A #DIV/0! #VALUE! #REF! #NUM! #SPILL! #CALC!".split())
"""Errors that are results; its others say that it does not know."""


def version() -> str:
    """The version that is installed; empty if it is not."""
    try:
        return version_of("ironcalc")
    except PackageNotFoundError:
        return ""


class IronCalc:
    """The ``Engine`` port over the library; ``seconds`` is the most a run may take."""

    name = "ironcalc"

    def __init__(self, *, seconds: float = 120) -> None:
        self._seconds = seconds

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Work out every formula anew (see ``ports.Engine``); ``linked`` is not used."""
        del linked
        if not version():
            raise EngineFailed("IronCalc", "it is not installed; run: pip install ironcalc")
        if not content:
            raise EngineFailed("IronCalc", f"there is no file behind {book.name}")
        try:
            bare = without_values(book, content)
        except FileError as error:
            raise EngineFailed("IronCalc", str(error)) from error
        wanted = [
            (sheet.name, sorted(formula_cells(sheet))) for sheet in book.sheets if sheet.formulas
        ]
        answer = ask("IronCalc", __name__, {"cells": wanted}, bare, seconds=self._seconds)
        values: dict[tuple[str, int, int], Value] = {}
        unknown: dict[tuple[str, int, int], str] = {}
        for (name, cells), found in zip(wanted, answer["values"], strict=True):
            sheet = book.sheet(name)
            for (row, column), given in zip(cells, found, strict=True):
                key = name, row, column
                value, why = _value(given)
                if why or sheet is None:
                    unknown[key] = why
                else:
                    values[key] = as_shown(book, sheet, row, column, value)
        return Recalculation(f"IronCalc {version()}", values, unknown)


def _value(given: Any) -> tuple[Value, str]:
    if given is None:
        return None, "IronCalc gave no value"
    if isinstance(given, list):  # an error value
        error = ErrorValue(given[0])
        if error == FORGOTTEN:
            return None, "IronCalc did not work it out"
        return (error, "") if str(error) in _RESULTS else (None, f"IronCalc says {error}")
    if isinstance(given, float) and given.is_integer() and abs(given) < 1e15:
        return int(given), ""
    return given, ""


def _work(asked: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """In the process of its own: open, evaluate, read the cells that were asked for."""
    import ironcalc  # noqa: PLC0415 - only in this process

    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(content)
        model = ironcalc.load_from_xlsx(str(path), "en", "UTC")
    model.evaluate()
    places = {each["name"]: at for at, each in enumerate(model.get_worksheets_properties())}
    return {
        "values": [
            [_read(ironcalc, model, places.get(name), *cell) for cell in cells]
            for name, cells in asked["cells"]
        ]
    }


def _read(ironcalc: Any, model: Any, sheet: int | None, row: int, column: int) -> Any:
    if sheet is None:
        return None
    value = model.get_cell_value(sheet, row, column)
    if isinstance(value, str) and value.startswith("#"):
        kind = model.get_cell_type(sheet, row, column)
        return [value] if kind == ironcalc.CellType.ErrorValue else value
    return value


if __name__ == "__main__":
    serve(_work)
