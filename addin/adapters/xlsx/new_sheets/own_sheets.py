"""Sheets that Tieout adds to a workbook, and how it knows them again.

A hidden defined name, such as ``_tieout_Findings_1f0a33c2``, covers the whole sheet. Excel carries
a defined name along when the tab is renamed or moved and when the workbook is saved, does not take
it over to a copy of the sheet, and turns it into ``#REF!`` when the sheet is deleted. So

* a sheet that the name points at is ours, whatever its tab says now: its content is replaced;
* a sheet that somebody has given notes, drawings or tables is theirs from then on;
* any other sheet of that name is somebody's own: ours becomes ``Findings (2)``.

The new sheet stands behind all others, so that what counts sheets (``localSheetId``) stays right;
its heading is repeated on every printed page.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from itertools import count

from addin.adapters.xlsx.formats.styles_part import StylesPart
from addin.adapters.xlsx.names.name_rules import PRINT_TITLES
from addin.adapters.xlsx.new_sheets.new_sheet import (
    links_of,
    numbered_name,
    outside,
    sheet_xml,
    tab_name,
)
from addin.adapters.xlsx.parts import calc_chain
from addin.adapters.xlsx.parts.draft import (
    Draft,
    Relationship,
    relationships_part,
    relationships_xml,
)
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import (
    ListedSheet,
    WorkbookPartEdit,
    quoted_sheet,
    sheet_in,
)
from addin.errors import WriteRefused
from addin.tables.table import Area, NewSheet

WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
FILTER_NAME = "_xlnm._FilterDatabase"
_OURS = {"hyperlink", "printerSettings"}
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")


def marker_of(name: str) -> str:
    """The defined name by which a sheet asked for under this name is known again."""
    digest = hashlib.blake2b(name.casefold().encode(), digest_size=4).hexdigest()
    return f"_tieout_{_NOT_IN_A_NAME.sub('_', name)[:40]}_{digest}"


def put_sheet(
    draft: Draft, workbook: WorkbookPartEdit, styles: StylesPart, sheet: NewSheet
) -> None:
    """Add a sheet, or replace the one that was written under the same name before.

    Raises:
        WriteRefused: the workbook's structure is locked, or the sheet holds what Excel cannot.
    """
    entry = own_sheet(draft, workbook, sheet.name)
    formulas = {
        (row, column)
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if cell.is_formula
    }
    if entry is None:
        entry = _appended(draft, workbook, sheet.name)
    else:
        _forget_formulas(draft, workbook, entry, formulas)
    _fill(draft, workbook, styles, sheet, entry)
    if formulas:
        workbook.recalculate_on_load()
    marker, whole = marker_of(sheet.name), f"{quoted_sheet(entry.name)}$1:$1048576"
    if sheet_in(workbook.defined_name(marker)) != entry.name:
        workbook.define(marker, whole)
    filtered = _fixed(sheet.filter_area) if sheet.filter_area else ""
    _define(workbook, entry, FILTER_NAME, filtered, hidden=True)
    repeated = f"$1:${sheet.frozen_rows}" if sheet.frozen_rows else ""
    _define(workbook, entry, PRINT_TITLES, repeated, hidden=False)


def _forget_formulas(
    draft: Draft, workbook: WorkbookPartEdit, entry: ListedSheet, stay: set[tuple[int, int]]
) -> None:
    """Take formulas that our sheet had, and will have no more, off the calculation chain."""
    if any(b"<f>" in piece or b"<f " in piece for piece in draft.pieces(entry.part)):
        listed = calc_chain.cells_of(draft, workbook, entry.sheet_id)
        calc_chain.forget(draft, workbook, {entry.sheet_id: listed - stay})


def _define(
    workbook: WorkbookPartEdit, entry: ListedSheet, name: str, cells: str, *, hidden: bool
) -> None:
    """Set a name of one of our sheets; no cells take it away."""
    if cells:
        workbook.define(name, quoted_sheet(entry.name) + cells, entry.index, hidden=hidden)
    else:
        workbook.undefine(name, entry.index)


def _fixed(area: Area) -> str:
    """An area as names write it: ``$A$1:$F$90``."""
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", str(area))


def own_sheet(draft: Draft, workbook: WorkbookPartEdit, name: str) -> ListedSheet | None:
    """The sheet written under this name before, if it still is ours."""
    marked = sheet_in(workbook.defined_name(marker_of(name))).casefold()
    for entry in workbook.sheets:
        if marked and entry.name.casefold() == marked and entry.kind == "worksheet":
            kinds = {relationship.kind for relationship in draft.relationships(entry.part)}
            return entry if kinds <= _OURS else None
    return None


def _appended(draft: Draft, workbook: WorkbookPartEdit, wanted: str) -> ListedSheet:
    if workbook.is_locked:
        raise WriteRefused(
            THIS, "its structure is protected, so no sheet can be added; unprotect the workbook"
        )
    taken = {entry.name.casefold() for entry in workbook.sheets}
    name = tab_name(wanted)
    names = (name if n == 1 else numbered_name(name, n) for n in count(1))
    free = next(one for one in names if one.casefold() not in taken)
    folder = posixpath.join(posixpath.dirname(workbook.part), "worksheets")
    parts = (posixpath.join(folder, f"sheet{n}.xml") for n in count(len(taken) + 1))
    part = next(one for one in parts if one not in draft)
    draft.write(part, b"")
    draft.declare(part, WORKSHEET_TYPE)
    identity = draft.relate(workbook.part, "worksheet", part, strict=workbook.is_strict)
    return workbook.add_sheet(free, identity)


def _fill(
    draft: Draft,
    workbook: WorkbookPartEdit,
    styles: StylesPart,
    sheet: NewSheet,
    entry: ListedSheet,
) -> None:
    strict = workbook.is_strict
    links = links_of(sheet)
    kept = tuple(
        Relationship(
            one.id,
            one.kind,
            one.target if one.is_external else "/" + one.target,
            one.is_external,
            one.type,
        )
        for one in draft.relationships(entry.part)
        if one.kind != "hyperlink"
    )
    taken = [int(digits[0]) for one in kept if (digits := re.findall(r"\d+$", one.id))]
    added = outside(links, strict=strict, first=max(taken, default=0) + 1)
    ids = {one.target: one.id for one in added}
    xml = sheet_xml(
        sheet, styles, links=links, ids=ids, strict=strict, date_1904=workbook.date_1904
    )
    draft.write(entry.part, xml)
    relations = relationships_part(entry.part)
    if kept or added:
        draft.write(relations, relationships_xml((*kept, *added)))
    elif relations in draft:
        draft.write(relations, relationships_xml(()))
