"""A row and its cells as a worksheet's XML has them."""

from __future__ import annotations

from typing import NamedTuple


class CellXml(NamedTuple):
    """One cell as the XML has it. All texts are still escaped; empty means absent."""

    letters: str
    row: str
    style: str
    kind: str
    formula_attributes: str
    formula: str
    text: str


class RowXml(NamedTuple):
    """One row that has cells, or is hidden. ``level`` is how deep it is grouped, 0 if it is not."""

    number: int
    hidden: bool
    cells: list[tuple[str, ...]]  # each a CellXml in all but name: a million names take a second
    xml: str
    level: int = 0
