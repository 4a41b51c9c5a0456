"""Functions whose value changes by itself, and the formulas that call them."""

from __future__ import annotations

from collections.abc import Iterator

from addin.tables.syntax import Call, Node, walk

VOLATILE = frozenset("TODAY NOW RAND RANDBETWEEN RANDARRAY OFFSET INDIRECT CELL INFO".split())
"""Functions whose value changes though no cell they draw on has. Source: Excel recalculation."""


def volatile_calls(node: Node) -> Iterator[str]:
    """The volatile functions a formula calls."""
    for part in walk(node):
        if isinstance(part, Call) and part.function in VOLATILE:
            yield part.function
