"""The cells whose value a formula gives: formulas, and the areas that array formulas fill."""

from __future__ import annotations

from collections.abc import Mapping

from addin.tables.table import Sheet

Cell = tuple[int, int]

LARGEST_ARRAY = 2_000_000
"""Cells of one array that are told apart; a larger area is a damaged or hostile file."""


def filled_by(sheet: Sheet) -> Mapping[Cell, Cell]:
    """Each cell that an array formula fills beside its own → the cell of that formula.

    A cell in the area that has a formula of its own belongs to that one.
    """
    found: dict[Cell, Cell] = {}
    for anchor, area in sheet.arrays.items():
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if anchor not in sheet.formulas or size > LARGEST_ARRAY:
            continue
        for cell in area.cells:
            if cell != anchor and cell not in sheet.formulas:
                found[cell] = anchor
    return found


def formula_cells(sheet: Sheet) -> frozenset[Cell]:
    """Every cell whose value a formula gives."""
    if not sheet.arrays:
        return frozenset(sheet.formulas)
    return frozenset(sheet.formulas).union(filled_by(sheet))
