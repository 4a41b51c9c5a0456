"""A contract's references as cells: ``[Rate]``, ``Detail[Rate]``, ``[Rate above]``.

``Sheet[Column:total]`` is the last total of a column, ``Sheet[Column:3]`` its third line;
``[$Rate]`` keeps its column, ``[Rate heading]`` is the cell of the heading. A table of a page is
named like a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from addin.tables.contract import ContractBroken, SheetContract
from addin.tables.table import Area, column_letters

_REFERENCE: Final = re.compile(r"(?P<sheet>'[^']+'|[A-Za-z_]\w*)?\[(?P<inside>[^\]\[]+)\]")
_TEXT: Final = re.compile(r'("(?:[^"]|"")*")')
_ABOVE: Final = " above"
_HEADING: Final = " heading"
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of one sheet stand."""

    contract: SheetContract
    header: int
    first: int
    last: int
    grand_total: int = 0
    page: str = ""  # the sheet that a table stands on, where it is not its own

    @property
    def quoted(self) -> str:
        """The sheet's name as a formula writes it."""
        name = self.page or self.contract.name
        return name if _PLAIN_NAME.fullmatch(name) else f"'{name}'"


@dataclass(frozen=True, slots=True)
class References:
    """Writes the formulas of a template's sheets."""

    layouts: Mapping[str, Layout]

    def at(self, formula: str, sheet: str, row: int) -> str:
        """The formula as it stands in a row of a sheet.

        Raises:
            ContractBroken: it names a sheet or column that the contract does not have.
        """
        parts = _TEXT.split(formula)  # what stands between quotes is text, not a reference
        return "".join(
            part if part.startswith('"') else self._expanded(part, sheet, row) for part in parts
        )

    def column(self, sheet: str, heading: str) -> Area:
        """The lines of a column."""
        layout = self._layout(sheet)
        column = layout.contract.column(heading)
        return Area(layout.first, column, layout.last, column)

    def _expanded(self, text: str, sheet: str, row: int) -> str:
        def written(match: re.Match[str]) -> str:
            named, inside = match["sheet"], match["inside"]
            if named:
                return self._elsewhere(named, inside)
            return self._here(inside, self._layout(sheet), row)

        return _REFERENCE.sub(written, text)

    def _here(self, inside: str, layout: Layout, row: int) -> str:
        kept = "$" if inside.startswith("$") else ""
        name = inside.removeprefix("$")
        heading = name.removesuffix(_ABOVE).removesuffix(_HEADING)
        letters = kept + column_letters(layout.contract.column(heading))
        if name.endswith(_ABOVE):
            return f"{letters}${layout.header}:{letters}{row - 1}"
        if name.endswith(_HEADING):
            return f"{letters}${layout.header}"
        return f"{letters}{row}"

    def _elsewhere(self, named: str, inside: str) -> str:
        layout = self._layout(named.strip("'"))
        heading, _, part = inside.partition(":")
        letters = column_letters(layout.contract.column(heading))
        if part == "total":
            return f"{layout.quoted}!${letters}${layout.grand_total}"
        if part:
            return f"{layout.quoted}!${letters}${layout.first + int(part) - 1}"
        return f"{layout.quoted}!${letters}${layout.first}:${letters}${layout.last}"

    def _layout(self, sheet: str) -> Layout:
        if sheet not in self.layouts:
            raise ContractBroken(f"a formula names the sheet '{sheet}', which is not there")
        return self.layouts[sheet]
