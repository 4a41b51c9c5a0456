"""Tables in workbooks from real work: grown, filled and shrunk, or refused by name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.adapters.xlsx import patcher
from addin.adapters.xlsx.parts.draft import Draft
from addin.adapters.xlsx.parts.raw_zip import RawZip
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.rows.table_part import TablePart, tables_of
from addin.adapters.xlsx.sheet.look import scanned
from addin.errors import FileError, WriteRefused
from addin.tables.changes import AppendedRows, Changes, SheetRename, TableSize

MAY_CHANGE = re.compile(
    r"xl/(worksheets/|tables/|charts/|pivotCache/pivotCacheDefinition|workbook\.xml|calcChain"
    r"|_rels/workbook|drawings/)|\[Content_Types\]|docProps/app"
)


def _tables(blob: bytes) -> tuple[TablePart, ...]:
    draft = Draft(RawZip(blob))
    return tuple(tables_of(draft, WorkbookPartEdit(draft)))


def _workbooks(folder: Path) -> Iterator[bytes]:
    """One in four of those with tables."""
    found = []
    for path in sorted(folder.rglob("*.xls[xm]")):
        blob = path.read_bytes()
        try:
            if len(blob) < 500_000 and _tables(blob):
                found.append(blob)
        except FileError:
            continue
    yield from found[::4]


def _changed(before: bytes, after: bytes) -> set[str]:
    one, other = zipfile.ZipFile(io.BytesIO(before)), zipfile.ZipFile(io.BytesIO(after))
    kept = set(one.namelist()) & set(other.namelist())
    return {name for name in kept if one.read(name) != other.read(name)}


def _is_in_order(blob: bytes, table: TablePart) -> bool:
    """Rows and cells of its sheet are where they belong; looking at them would say otherwise."""
    draft = Draft(RawZip(blob))
    return all(
        cell.column
        for block in scanned(draft, table.sheet.part).blocks()
        for row in block.rows
        for cell in block.cells(row)
    )


@pytest.mark.real
def test_every_table_gets_the_size_asked_for_or_is_refused(real):
    """More rows, a row of values, fewer rows; nothing changes that has nothing to do with it."""
    done = refused = 0
    for blob in _workbooks(real):
        for table in _tables(blob):
            data = table.last - table.first + 1
            batches = {
                data + 3: Changes(tables=(TableSize(table.name, data + 3),)),
                data - 1: Changes(tables=(TableSize(table.name, data - 1),)),
            }
            for wanted, changes in batches.items():
                try:
                    after = patcher.patched(blob, changes)
                except WriteRefused:
                    refused += 1
                    continue
                done += 1
                new = next(one for one in _tables(after) if one.part == table.part)
                assert new.last - new.first + 1 == wanted
                assert all(map(MAY_CHANGE.match, _changed(blob, after)))
                assert _is_in_order(after, table)
    assert done > refused


@pytest.mark.real
def test_a_row_for_every_table_and_a_new_name_for_its_sheet_in_one_batch(real):
    """Both, or a refusal; the same batch again finds another sheet and is refused."""
    done = 0
    for blob in _workbooks(real):
        table = _tables(blob)[0]
        columns = range(table.area.left, table.area.right + 1)
        typed = next((c for c in columns if not table.column(c).formula), table.area.left)
        changes = Changes(
            rows=(AppendedRows(table.sheet.name, ({typed: 4711},), table.name),),
            renames=(SheetRename(table.sheet.name, "Crew's table"),),
        )
        try:
            after = patcher.patched(blob, changes)
        except WriteRefused:
            continue
        done += 1
        assert next(one for one in _tables(after) if one.part == table.part).sheet.name == (
            "Crew's table"
        )
        with pytest.raises(WriteRefused):
            patcher.patched(after, changes)
    assert done > 5
