"""What uses a defined name: formulas, charts, rules, lists, links, pivots.

Parts are gone through in pieces; a name that macros build from text is not seen.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.tables.formula import FormulaError, sheet_of, tokens

OVERLAP = 1 << 17
"""Characters kept from one piece to the next: a formula may be cut in two between them."""

_FORMULA = re.compile(
    r"<(?:[\w.-]+:)?(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula|Fmla\w+|fmla\w+)"
    r"(?:\s[^<>]*)?>([^<]*)</"
    r"|\s(?:location|textlink|fmla\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
    r"|<(?:[\w.-]+:)?worksheetSource\s[^<>]*?\bname\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_CELL = re.compile(r"<(?:[\w.-]+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"']")
_NOT_SEARCHED = frozenset("image hyperlink printerSettings vbaProject package oleObject".split())


@dataclass(frozen=True, slots=True)
class Sought:
    """A defined name; ``sheet`` is the one it belongs to, empty for the whole workbook."""

    name: str
    sheet: str = ""

    def is_used_by(self, formula: str, sheet: str, shadows: frozenset[str]) -> bool:
        """Whether a formula on a sheet means this name.

        ``shadows`` are the sheets, casefolded, that have a name of their own that is called so.
        """
        wanted = self.name.casefold()
        if wanted not in formula.casefold():
            return False
        try:
            found = tokens(formula)
        except FormulaError:
            return True  # it names it, in a way that cannot be read
        before = ""
        for kind, text in found:
            is_it = kind == "name" and text.casefold() == wanted
            if is_it and self._is_meant(before, sheet, shadows):
                return True
            before = text if kind == "sheet" else ""
        return False

    def _is_meant(self, prefix: str, sheet: str, shadows: frozenset[str]) -> bool:
        _, named, _ = sheet_of(prefix)
        where = (named or sheet).casefold()
        if self.sheet:
            return where == self.sheet.casefold()
        return where not in shadows


def first_use(
    draft: Draft, workbook: WorkbookPartEdit, sought: Sought, going: Collection[Sought] = ()
) -> str:
    """Where a name is used, as a person would say it; empty if nothing uses it.

    ``going`` are names, casefolded, that are to go with it: what they use does not count.
    """
    shadows = frozenset(
        sheet.casefold()
        for name, sheet, _ in workbook.defined_names
        if sheet and name.casefold() == sought.name.casefold()
    )
    for name, sheet, formula in workbook.defined_names:
        user = Sought(name.casefold(), sheet.casefold())
        if user not in going and sought.is_used_by(formula, sheet, shadows):
            return f"the name {name}"
    for entry in workbook.sheets:
        seen: set[str] = set()
        for part in _reached(draft, entry.part, seen) if entry.part else ():
            for formula, cell in _formulas(draft, part, sought.name):
                if sought.is_used_by(formula, entry.name, shadows):
                    if part == entry.part:
                        return f"{entry.name}!{cell}" if cell else f"the sheet {entry.name!r}"
                    return f"{part.rpartition('/')[2]} of the sheet {entry.name!r}"
    return ""


def _reached(draft: Draft, part: str, seen: set[str]) -> Iterator[str]:
    """A sheet's part and all that it leads to: tables, charts, controls, pivots."""
    if part in seen or part not in draft:
        return
    seen.add(part)
    yield part
    for relationship in draft.relationships(part):
        if not relationship.is_external and relationship.kind not in _NOT_SEARCHED:
            yield from _reached(draft, relationship.target, seen)


def _formulas(draft: Draft, part: str, name: str) -> Iterator[tuple[str, str]]:
    """What might use a name in a part, with the cell it stands in if it is one's formula."""
    wanted, kept = name.casefold(), ""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    for piece in draft.pieces(part):
        text = kept + decoder.decode(piece)
        if wanted in text.casefold():
            for found in _FORMULA.finditer(text):
                formula = unescape(next(filter(None, found.groups()), ""))
                if wanted in formula.casefold():
                    yield formula.removeprefix("="), _cell_before(text, found.start())
        kept = text[-OVERLAP:]


def _cell_before(text: str, at: int) -> str:
    cells = _CELL.findall(text, max(0, at - 2_000), at)
    return cells[-1] if cells else ""
