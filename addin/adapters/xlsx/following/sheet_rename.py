"""Sheets get other names, and everything that names them follows.

Formulas of all sheets, defined names, formats, validations, charts, shapes, controls, links, pivot
sources and the list of titles in the document's properties. Macros cannot: one that is seen to call
the sheet by its name (``Worksheets("Costs")``) is a reason to refuse. Code names are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from addin.adapters.xlsx.following.formula_places import with_text
from addin.adapters.xlsx.following.macro_texts import texts_in
from addin.adapters.xlsx.following.references_follow import follow_everywhere
from addin.adapters.xlsx.following.sheets_renamed import SheetsRenamed
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import (
    Cut,
    Element,
    tag_at,
    text_bytes,
)
from addin.errors import WriteRefused
from addin.tables.changes import SheetRename
from addin.tables.follow import renamed
from addin.tables.formula import FormulaError
from addin.tables.sheet_names import fault_of


def rename_sheets(draft: Draft, workbook: WorkbookPartEdit, renames: Sequence[SheetRename]) -> None:
    """Rename sheets, all at once: two may swap their names. The last thing done to a draft.

    Raises:
        WriteRefused: no such sheet, a name that Excel does not take, or something that names a
            sheet in a way that cannot follow.
    """
    names = _names(workbook, renames)
    if not names:
        return
    if workbook.is_locked:
        raise WriteRefused(THIS, "its structure is protected, so no sheet can be renamed")
    _require_no_macro(draft, workbook, names)
    addressed = _is_addressed(draft, workbook, names)
    follow_everywhere(draft, workbook, SheetsRenamed(names, addressed=addressed))
    _rename_tabs(draft, workbook, names)
    _rename_titles(draft, names)


def _names(workbook: WorkbookPartEdit, renames: Sequence[SheetRename]) -> dict[str, str]:
    """Old name in ``casefold`` → new name, of the sheets that really get another."""
    tabs = {sheet.name.casefold(): sheet.name for sheet in workbook.sheets}
    names: dict[str, str] = {}
    for rename in renames:
        key = rename.sheet.casefold()
        if key not in tabs:
            raise WriteRefused(THIS, f"it has no sheet {rename.sheet!r}")
        if names.setdefault(key, rename.name) != rename.name:
            raise WriteRefused(THIS, f"the sheet {rename.sheet!r} is to get two names")
        fault = fault_of(rename.name)
        if fault:
            raise WriteRefused(THIS, f"no sheet can be called {rename.name!r}: {fault}")
    after = [names.get(key, name).casefold() for key, name in tabs.items()]
    for key, name in names.items():
        if after.count(name.casefold()) > 1:
            raise WriteRefused(
                THIS, f"{tabs[key]!r} cannot be called {name!r}: another sheet has that name"
            )
    return {key: name for key, name in names.items() if name != tabs[key]}


def _require_no_macro(draft: Draft, workbook: WorkbookPartEdit, names: dict[str, str]) -> None:
    macros = workbook.related("vbaProject")
    for text in texts_in(draft.package.read(macros.target)) if macros else ():
        said = text.casefold()
        for name in names:
            if said == name or f"{name}!" in said or f"'{name}'!" in said:
                raise WriteRefused(
                    THIS,
                    f"its macros name the sheet {name!r} in the text {text!r}, and no macro "
                    "would find it under another name",
                )


def _is_addressed(draft: Draft, workbook: WorkbookPartEdit, names: dict[str, str]) -> bool:
    """Whether one of the workbook's shared texts holds ``Costs!`` or ``'Costs'!``."""
    texts = workbook.related("sharedStrings")
    if texts is None:
        return False
    written = b"|".join(re.escape(text_bytes(name.replace("'", "''"))) for name in names)
    pattern = re.compile(rb"(?:" + written + rb")(?:'|&apos;)?!", re.IGNORECASE)
    rest = b""
    for piece in draft.pieces(texts.target):
        if pattern.search(rest + piece):
            return True
        rest = piece[-400:]  # longer than any name
    return False


def _rename_tabs(draft: Draft, workbook: WorkbookPartEdit, names: dict[str, str]) -> None:
    xml, holder = draft.read(workbook.part), draft.outline(workbook.part).first("sheets")
    cuts: list[Cut] = []
    for element in holder.all("sheet") if holder else ():
        new = names.get(element.get("name").casefold())
        if new is not None:
            tag = with_text(tag_at(xml, element.start), b"name", new)
            cuts.append((element.start, element.opened, tag))
    draft.cut(workbook.part, cuts)


def _rename_titles(draft: Draft, names: dict[str, str]) -> None:
    """The titles that Explorer shows: sheets first, then names such as ``Costs!Print_Area``."""
    for relationship in draft.relationships(""):
        if relationship.kind != "extended-properties" or relationship.target not in draft:
            continue
        titles = draft.outline(relationship.target).first("TitlesOfParts")
        waiting = dict(names)
        cuts = []
        for element in _texts(titles) if titles else ():
            new = waiting.pop(element.text.casefold(), None)
            if new is None and "!" in element.text:
                new = _title(element.text, names)
            if new is not None and new != element.text:
                cuts.append((element.opened, element.closed, text_bytes(new)))
        draft.cut(relationship.target, cuts)


def _texts(element: Element) -> list[Element]:
    """The elements below that hold text."""
    found = [] if element.children else [element]
    for child in element.children:
        found += _texts(child)
    return found


def _title(text: str, names: dict[str, str]) -> str:
    try:
        return renamed(unescape(text), names)
    except FormulaError:
        return text
