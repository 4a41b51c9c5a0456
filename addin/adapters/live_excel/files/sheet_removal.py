"""Take a whole sheet out of a workbook file: its part, its tab, the names that are its own."""

from __future__ import annotations

from addin.adapters.xlsx.parts.draft import Draft, relationships_part
from addin.adapters.xlsx.parts.raw_zip import THIS, RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import attribute_bytes, spliced, with_attribute
from addin.errors import WriteRefused

_OWN = frozenset({"hyperlink"})


def without_sheet(blob: bytes, name: str) -> bytes:
    """The bytes of a workbook without one sheet.

    Raises:
        WriteRefused: it is the only sheet, or it has drawings, tables or other parts of its own.
    """
    draft = Draft(RawZip(blob))
    workbook = WorkbookPartEdit(draft)
    entry = next((one for one in workbook.sheets if one.name.casefold() == name.casefold()), None)
    if entry is None:
        raise WriteRefused(THIS, f"it has no sheet {name!r}")
    if len(workbook.sheets) == 1:
        raise WriteRefused(THIS, f"{name!r} is its only sheet")
    if {one.kind for one in draft.relationships(entry.part)} - _OWN:
        raise WriteRefused(THIS, f"{name!r} has drawings, tables or notes of its own")
    for related in draft.relationships(workbook.part):
        if related.target == entry.part:
            draft.unrelate(workbook.part, related)
    _leave_workbook(draft, workbook.part, entry.index)
    if relationships_part(entry.part) in draft:
        draft.drop(relationships_part(entry.part))
    draft.drop(entry.part)
    return b"".join(draft.packed())


def _leave_workbook(draft: Draft, part: str, index: int) -> None:
    """No tab, no names of its own; what counts sheets counts on."""
    xml, root = draft.read(part), draft.outline(part)
    cuts: list[tuple[int, int, bytes]] = []
    sheets = root.first("sheets")
    if sheets is not None:
        tab = list(sheets.all("sheet"))[index]
        cuts.append((tab.start, tab.end, b""))
    names = root.first("definedNames")
    listed = list(names.all("definedName")) if names is not None else []
    gone = [one for one in listed if one.get("localSheetId") == str(index)]
    if names is not None and gone and len(gone) == len(listed):
        cuts.append((names.start, names.end, b""))
    else:
        for one in listed:
            local = one.get("localSheetId")
            if one in gone:
                cuts.append((one.start, one.end, b""))
            elif local and int(local) > index:
                cuts.append(_renumbered(xml, one.start, "localSheetId", int(local) - 1))
    views = root.first("bookViews")
    for view in views.all("workbookView") if views is not None else ():
        for counted in ("activeTab", "firstSheet"):
            stated = int(view.get(counted) or 0)
            if stated >= index and stated:
                cuts.append(_renumbered(xml, view.start, counted, stated - 1))
                break
    draft.write(part, spliced(xml, sorted(cuts)))


def _renumbered(xml: bytes, start: int, attribute: str, number: int) -> tuple[int, int, bytes]:
    end = xml.index(b">", start) + 1
    tag = xml[start:end]
    return start, end, with_attribute(tag, attribute.encode(), attribute_bytes(str(number)))
