"""Percentages as a person types them, told from whole numbers."""

from __future__ import annotations

from decimal import Decimal

from addin.udfs.cell_error import CellError


def share(name: str, given: Decimal) -> Decimal:
    """A percentage of something, 0.1 for 10 %.

    Raises:
        CellError: below 0 or above 1: ten per cent is 0.1 or ``10%`` in a cell, never 10.
    """
    if not 0 <= given <= 1:
        raise CellError(
            "#NUM!", f"{name} is {given}: write a percentage as 10% or 0.1, from 0 to 1"
        )
    return given
