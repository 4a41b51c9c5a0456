"""What an example or an empty template holds, as it is drawn in a text file.

``example.toml`` beside a contract: ``production``, ``[cells]`` by name, and ``[lines]``, in which a
sheet's lines are drawn as a table: its headings and then a line for each row, with ``|`` between
the cells. Dates are written 2026-03-02, times 07:30, pages 1 3/8, shares 0.15.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from addin.domain.eighths import eighths_of
from addin.tables.contract import Contract, ContractBroken, SheetContract, Type
from addin.tables.filling import Filling, Row
from addin.tables.table import Value

_KEYS: Final = {"production", "cells", "lines"}
_WORDS: Final = frozenset({Type.TEXT, Type.CODE, Type.MARK})


def drawn(contract: Contract, told: Mapping[str, Any], standing: Filling) -> Filling:
    """The filling that a file describes, on top of what the empty template holds already.

    A line whose key the empty template has is that line filled in; any other comes below.

    Raises:
        ContractBroken: it names a sheet, a column or a cell that the contract does not have.
    """
    strange = told.keys() - _KEYS
    if strange:
        raise ContractBroken(f"{contract.noun}: unknown keys {', '.join(sorted(strange))}")
    cells = dict(told.get("cells", {}))
    for name in cells.keys() - set(_named(contract)):
        raise ContractBroken(f"'{contract.noun}' has no cell named {name}")
    lines = dict(standing.lines)
    for name, text in told.get("lines", {}).items():
        sheet = contract.sheet(name)
        lines[name] = merged(standing.lines.get(name, ()), tuple(_rows(sheet, text)), sheet.key)
    return Filling(told.get("production", ""), lines, {**standing.cells, **cells})


def _named(contract: Contract) -> Iterator[str]:
    for sheet in contract.sheets:
        yield from (cell.name for cell in sheet.cells if not cell.formula)


def merged(standing: Sequence[Row], lines: Sequence[Row], key: Sequence[str]) -> tuple[Row, ...]:
    """Lines that stand there already, filled in by those of the same key; then the others."""
    if not standing or not key:
        return (*standing, *lines)
    filled = {tuple(row.get(name) for name in key): row for row in lines}
    found: list[Row] = []
    for row in standing:
        typed = filled.pop(tuple(row.get(name) for name in key), {})
        found.append({**row, **{name: cell for name, cell in typed.items() if cell is not None}})
    return (*found, *filled.values())


def _rows(sheet: SheetContract, text: str) -> Iterator[Row]:
    """The lines of a drawn table.

    Raises:
        ContractBroken: a heading is none of the sheet's, or a cell does not hold what it should.
    """
    drawn_lines = [line for line in text.strip().splitlines() if line.strip()]
    headings = [part.strip() for part in drawn_lines[0].split("|")]
    types = {column.heading: column.type for column in sheet.columns if not column.formula}
    for heading in headings:
        if heading not in types:
            raise ContractBroken(f"sheet '{sheet.name}' has no column '{heading}' to type into")
    for line in drawn_lines[1:]:
        cells = [part.strip() for part in line.split("|")]
        if len(cells) > len(headings):
            raise ContractBroken(f"sheet '{sheet.name}': more cells than headings in: {line}")
        try:
            yield {
                heading: _typed(cell, types[heading])
                for heading, cell in zip(headings, cells, strict=False)
            }
        except ValueError as error:
            raise ContractBroken(f"sheet '{sheet.name}': {error} in: {line}") from None


def _typed(text: str, kind: Type) -> Value:
    """What a drawn cell holds; text that begins with ``=`` stays a formula."""
    if not text:
        return None
    if text.startswith("=") or kind in _WORDS:
        return text
    if kind is Type.DATE:
        return dt.date.fromisoformat(text)
    if kind is Type.TIME:
        return dt.time.fromisoformat(text)
    if kind is Type.PAGES:
        return eighths_of(text) / 8
    number = float(text.replace(",", ""))
    return int(number) if number.is_integer() else number
