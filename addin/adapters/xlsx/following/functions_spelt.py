"""How formulas follow our functions to the spelling of another host."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from addin.adapters.xlsx.following.follower import CellsStay
from addin.adapters.xlsx.sheet.cell_xml import MAX_FORMULA
from addin.tables.function_names import Spelling, switched
from addin.tables.row_shift import CannotFollow


@dataclass(frozen=True, slots=True)
class FunctionsSpelt(CellsStay):
    """Calls of ``names``, spelt for another host.

    ``links`` are the numbers of the links that lead to our add-in, as formulas have them;
    ``bare_stays``: see ``switched``.
    """

    to: Spelling
    names: frozenset[str]
    links: frozenset[str]
    bare_stays: bool = True
    is_relative: bool = False
    _mentions: re.Pattern[bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = "|".join(sorted(map(re.escape, self.names))) or "(?!)"
        pattern = re.compile(rf"(?:{names})\(".encode(), re.IGNORECASE)
        object.__setattr__(self, "_mentions", pattern)

    def concerns(self, xml: bytes, sheet: str) -> bool:
        """Whether one of the names stands in there, before a bracket."""
        del sheet
        return self._mentions.search(xml) is not None

    def formula(self, text: str, sheet: str) -> str:
        """The formula with its calls in the new spelling."""
        if not self.concerns(text.encode(), sheet):
            return text
        equals = "=" if text.startswith("=") else ""
        new = equals + switched(
            text.removeprefix("="), self.to, self.names, self.links, bare_stays=self.bare_stays
        )
        if len(new) > max(MAX_FORMULA, len(text)):
            raise CannotFollow(f"it would be longer than {MAX_FORMULA:,} characters")
        return new

    def name(self, name: str, text: str, sheet: str) -> str:
        """As in any formula."""
        del name
        return self.formula(text, sheet)

    def link(self, text: str, sheet: str) -> str:
        """No link calls a function."""
        del sheet
        return text

    def source(self, sheet: str, area: str) -> tuple[str, str]:
        """Cells stay where they are."""
        return sheet, area
