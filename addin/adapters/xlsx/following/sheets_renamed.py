"""How references follow sheets that get other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from addin.adapters.xlsx.following.follower import CellsStay, mention
from addin.adapters.xlsx.sheet.cell_xml import MAX_FORMULA
from addin.tables.follow import Names, link_renamed, renamed, said_in_text
from addin.tables.row_shift import CannotFollow

_INDIRECT = re.compile(rb"INDIRECT\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetsRenamed(CellsStay):
    """Sheets under new names. ``addressed``: some cell holds the address of one of their cells.

    Then a formula that reads addresses from cells (``INDIRECT(A1)``) may read that one.
    """

    names: Names
    addressed: bool = False
    is_relative: bool = False
    _mentions: re.Pattern[bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = b"|".join(map(mention, self.names))
        object.__setattr__(self, "_mentions", re.compile(pattern, re.IGNORECASE))

    def concerns(self, xml: bytes, sheet: str) -> bool:
        """Whether a name is in there, or a formula that puts names together."""
        del sheet
        return bool(self._mentions.search(xml) or _INDIRECT.search(xml))

    def formula(self, text: str, sheet: str) -> str:
        """The formula with the new names."""
        del sheet
        said = said_in_text(text, self.names) if '"' in text else ""
        if said:
            raise CannotFollow(
                f"it names or may name the sheet {said!r} in a text, and Excel follows no text"
            )
        if self.addressed and _INDIRECT.search(text.encode()):
            raise CannotFollow(
                "it reads addresses from texts, and a text in the workbook names the sheet"
            )
        new = renamed(text, self.names)
        if len(new) > max(MAX_FORMULA, len(text)):
            raise CannotFollow(f"it would be longer than {MAX_FORMULA:,} characters")
        return new

    def name(self, name: str, text: str, sheet: str) -> str:
        """As in any formula."""
        del name
        return self.formula(text, sheet)

    def link(self, text: str, sheet: str) -> str:
        """The link with the new name."""
        del sheet
        return link_renamed(text, self.names)

    def source(self, sheet: str, area: str) -> tuple[str, str]:
        """The sheet's new name."""
        return self.names.get(sheet.casefold(), sheet), area
