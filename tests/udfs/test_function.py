"""A Python function says everything about the spreadsheet function, or is refused."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import pytest

from addin.domain.money import Money
from addin.tables.table import ErrorValue
from addin.udfs.function import Illegal, function_of
from addin.udfs.kinds import Cell, Column, Kind, Shape, Spill, Table


class Way(StrEnum):
    """Words for a test."""

    UP = "up"
    DOWN = "down"


def try_sum(
    amounts: Column[Money],
    start: dt.date | None = None,
    way: Way = Way.UP,
    kept: Column[Money | ErrorValue] = (),
    block: Table = (),
    anything: Cell = None,
) -> Spill:
    """Add up.

    Args:
        amounts: the amounts,
            in any order.
        start: from this day on.
        way: up or down.
        kept: with errors.
        block: a block.
        anything: whatever.

    Example:
        =TRY_SUM({1;2}) gives 3
        =TRY_SUM({1;2},
            DATE(2026,1,1)) gives {3,"a"}

    Source:
        Arithmetic.
    """
    return [[amounts, start, way, kept, block, anything]]  # type: ignore[list-item]


def test_hints_and_docstring_are_all_that_hosts_need():
    """Kinds, shapes, choices, help and examples are read from the function alone."""
    found = function_of(try_sum, "Test", {})

    assert (found.name, found.category, found.spills) == ("TRY_SUM", "Test", True)
    assert found.usage == "TRY_SUM(amounts, [start], [way], [kept], [block], [anything])"
    assert [(p.kind, p.shape) for p in found.parameters] == [
        (Kind.NUMBER, Shape.COLUMN),
        (Kind.DATE, Shape.CELL),
        (Kind.TEXT, Shape.CELL),
        (Kind.NUMBER, Shape.COLUMN),
        (Kind.ANY, Shape.TABLE),
        (Kind.ANY, Shape.CELL),
    ]
    assert found.parameters[0].help == "the amounts, in any order."
    assert found.parameters[2].choices == ("up", "down")
    assert [(e.formula, e.gives) for e in found.examples] == [
        ("=TRY_SUM({1;2})", "3"),
        ("=TRY_SUM({1;2}, DATE(2026,1,1))", '{3,"a"}'),
    ]
    assert found.source == "Arithmetic."


def _documented(name: str, text: str, **hints: type) -> object:
    def made(a: float) -> float:
        return a

    made.__name__ = name
    made.__doc__ = text
    made.__annotations__.update(hints)
    return made


GOOD = "Double.\n\nArgs:\n    a: a number.\n\nExample:\n    =X_Y(1) gives 2\n"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("day1", GOOD, "noun"),
        ("double", GOOD, "noun"),
        ("x_" + "y" * 40, GOOD, "longer"),
        ("x_y", "", "no docstring"),
        ("x_y", "Double.\n\nExample:\n    =X_Y(1) gives 2\n", "a has no help"),
        ("x_y", "Double.\n\nArgs:\n    a: a number.\n", "example"),
        ("x_y", GOOD.replace(" gives 2", ""), "example"),
        ("x_y", GOOD.replace("Double.", "Double " * 50), "longer than 255"),
    ],
)
def test_what_a_host_would_refuse_is_refused_here(name, text, why):
    """At import, with the reason, instead of late in somebody's Excel."""
    with pytest.raises(Illegal, match=why):
        function_of(_documented(name, text), "Test", {})  # type: ignore[arg-type]


def test_a_hint_that_no_cell_can_hold_is_refused():
    """A function takes and gives what cells hold, nothing else."""
    with pytest.raises(TypeError, match="nothing a cell holds"):
        function_of(_documented("x_y", GOOD, a=complex), "Test", {})  # type: ignore[arg-type]


def test_a_parameter_named_like_a_keyword_of_vba_is_refused():
    """VBA would not compile the wrapper."""

    def x_y(date: float) -> float:
        """Double.

        Args:
            date: a number.

        Example:
            =X_Y(1) gives 2
        """
        return date

    with pytest.raises(Illegal, match="keyword of VBA"):
        function_of(x_y, "Test", {})
