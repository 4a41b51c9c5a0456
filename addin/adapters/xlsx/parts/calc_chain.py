"""The calculation chain: the list of formula cells; it must not name a cell without one."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import Cut, Element, spliced, tag_at, with_attribute
from addin.tables.table import address, cell_at

Cell = tuple[int, int]


def cells_of(draft: Draft, workbook: WorkbookPartEdit, sheet_id: str) -> set[Cell]:
    """The formula cells of a sheet that the chain lists."""
    relationship = workbook.related("calcChain")
    found: set[Cell] = set()
    sheet = ""
    for link in draft.outline(relationship.target).all("c") if relationship else ():
        sheet = link.get("i") or sheet
        if sheet == sheet_id:
            found.add(cell_at(link.get("r")))
    return found


def forget(draft: Draft, workbook: WorkbookPartEdit, lost: Mapping[str, AbstractSet[Cell]]) -> None:
    """Take the cells (by sheet id) off the chain; an empty chain goes with all that names it."""
    relationship = workbook.related("calcChain")
    if relationship is None:
        return
    gone = {(sheet, address(*cell)) for sheet, cells in lost.items() for cell in cells}
    xml = draft.read(relationship.target)
    links = list(draft.outline(relationship.target).all("c"))
    cuts, kept = _without(xml, links, gone)
    if kept:
        draft.write(relationship.target, spliced(xml, cuts))
    elif links:
        draft.drop(relationship.target)
        draft.unrelate(workbook.part, relationship)


def _without(
    xml: bytes, links: list[Element], gone: AbstractSet[tuple[str, str]]
) -> tuple[list[Cut], int]:
    """The cuts that take links out, and how many stay.

    A link without a sheet (``i``) is on the sheet of the one before it: when that one goes, its
    sheet is handed on.
    """
    cuts: list[Cut] = []
    kept, sheet, orphaned = 0, "", False
    for link in links:
        stated = link.get("i")
        sheet = stated or sheet
        if (sheet, link.get("r").upper()) in gone:
            cuts.append((link.start, link.end, b""))
            orphaned = orphaned or bool(stated)
            continue
        kept += 1
        if orphaned and not stated:
            tag = tag_at(xml, link.start)
            cuts.append((link.start, link.opened, with_attribute(tag, b"i", sheet.encode())))
        orphaned = False
    return cuts, kept
