"""The examples in the functions' help as Excel would send them: a function and its arguments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from addin.tables.calculate import Calculation
from addin.udfs.in_formulas import in_formulas
from tests.grid import book, grid
from tests.udfs.examples import Given, cells, examples

Argument = Given | None | list[list[Given | None]]
"""One cell's value, rows of them, or None for an argument that is left out."""


@dataclass(frozen=True)
class Typed:
    """A formula that is one call, as a person types it."""

    formula: str
    name: str
    arguments: tuple[Argument, ...]
    gives: list[list[Given]]


@cache
def typed() -> tuple[Typed, ...]:
    """Every example that is a call of its function, and nothing around it."""
    return tuple(_typed())


def _typed() -> Iterator[Typed]:
    for name, example in examples():
        inner = example.formula.removeprefix(f"={name}(")
        parts = list(_parts(inner.removesuffix(")")))
        if inner != example.formula and example.formula.endswith(")") and parts is not None:
            arguments = tuple(_argument(part) for part in parts)
            yield Typed(example.formula, name, arguments, cells(example.gives))


def _parts(text: str) -> Iterator[str]:
    """What stands between the commas, but for those within quotes, brackets and braces."""
    depth, start, quoted = 0, 0, False
    for at, letter in enumerate(text):
        quoted ^= letter == '"'
        if not quoted:
            depth += (letter in "({") - (letter in ")}")
            if letter == "," and depth == 0:
                yield text[start:at].strip()
                start = at + 1
    if text.strip():
        yield text[start:].strip()


def _argument(text: str) -> Argument:
    if not text:
        return None
    if text.startswith("{"):
        return [[None if cell == "" else cell for cell in row] for row in cells(text)]
    drawn = book(grid("1"))
    outcome = Calculation(drawn, functions=in_formulas()).work_out(text, drawn.sheets[0], 3, 3)
    assert outcome.known, (text, outcome)
    value = outcome.value
    assert isinstance(value, bool | int | float | str), text
    return value if isinstance(value, bool | str) else float(value)
