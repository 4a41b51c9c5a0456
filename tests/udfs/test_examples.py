"""Every example in a function's help is true, in a formula."""

from __future__ import annotations

import pytest

from addin.tables.calculate import Calculation
from addin.udfs.in_formulas import in_formulas
from tests.grid import book, grid
from tests.udfs.examples import cells, examples

CASES = [pytest.param(example, id=f"{name}: {example.formula}") for name, example in examples()]


@pytest.mark.parametrize("example", CASES)
def test_an_example_gives_what_it_says(example):
    """The help shows a formula and its result; a person who types it sees that result."""
    wanted = cells(example.gives)
    formula = example.formula.removeprefix("=")
    drawn = book(grid("1"))
    calculation = Calculation(drawn, functions=in_formulas())

    def value(text: str) -> object:
        outcome = calculation.work_out(text, drawn.sheets[0], 3, 3)
        assert outcome.known, outcome
        return outcome.value

    if example.gives.startswith("{"):
        assert (value(f"ROWS({formula})"), value(f"COLUMNS({formula})")) == (
            len(wanted),
            len(wanted[0]),
        )
        found = [
            [value(f"INDEX({formula},{row},{column})") for column in range(1, len(wanted[0]) + 1)]
            for row in range(1, len(wanted) + 1)
        ]
    else:
        found = [[value(formula)]]
    for row, wanted_row in zip(found, wanted, strict=True):
        for one, other in zip(row, wanted_row, strict=True):
            if isinstance(other, float):
                assert one == pytest.approx(other, rel=1e-12, abs=1e-9)
            else:
                assert one == other
                assert type(one) is type(other)
