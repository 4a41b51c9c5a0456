"""The functions as our own formula evaluator calls them: an error becomes the formula's value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from addin.tables.operands import Failed
from addin.udfs.answers import Shown
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError


def in_formulas() -> Mapping[str, Callable[..., Shown | list[list[Shown]]]]:
    """Every function by its name, for ``tables.calculate.Calculation`` and the engines."""
    return {name: _in_formula(name) for name in FUNCTIONS}


def _in_formula(name: str) -> Callable[..., Shown | list[list[Shown]]]:
    def called(*arguments: object) -> Shown | list[list[Shown]]:
        try:
            return call(name, arguments)
        except CellError as error:
            raise Failed(error.code) from error

    return called
