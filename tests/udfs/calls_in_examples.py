"""The calls that the examples in the functions' help make, for hosts that call without formulas."""

from __future__ import annotations

from addin.tables.calculate import Calculation
from addin.tables.operands import Failed
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError
from tests.grid import book, grid
from tests.udfs.examples import examples


def calls_of_examples():
    """Each call that the examples in the functions' help make, and what Python gives for it."""
    calls: list[tuple[str, tuple[object, ...], object]] = []

    def recording(name):
        def called(*arguments):
            try:
                result = call(name, arguments)
            except CellError as error:
                calls.append((name, arguments, error))
                raise Failed(error.code) from error
            calls.append((name, arguments, result))
            return result

        return called

    drawn = book(grid("1"))
    calculation = Calculation(drawn, functions={name: recording(name) for name in FUNCTIONS})
    for _, example in examples():
        formula = example.formula.removeprefix("=")
        if example.gives.startswith("{"):
            formula = f"ROWS({formula})"
        outcome = calculation.work_out(formula, drawn.sheets[0], 3, 3)
        assert outcome.known, example
    return calls
