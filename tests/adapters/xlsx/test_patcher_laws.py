"""Laws of editing: exactly what was asked for changes, by the word of another program."""

from __future__ import annotations

import datetime as dt
import io
import math
import zipfile
from functools import cache

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from addin.adapters.xlsx.patcher import verify
from addin.adapters.xlsx.sheet.cell_xml import serial
from addin.tables.table import CellEdit, Value
from tests.adapters.xlsx.packages import drafted, patched

SHEETS = ("Costs", "PO Log")
ROWS, COLUMNS = 12, 8

rows, columns = st.integers(1, ROWS), st.integers(1, COLUMNS)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(bool)
moments = st.datetimes(dt.datetime(1930, 1, 1), dt.datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
numbers = st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
values = st.none() | st.booleans() | numbers | texts | moments
formulas = st.sampled_from(["=SUM(A1:B2)", '=A1&"<"', "='PO Log'!B2*2"])
edits = st.builds(CellEdit, st.sampled_from(SHEETS), rows, columns, values) | st.builds(
    CellEdit, st.sampled_from(SHEETS), rows, columns, formulas, is_formula=st.just(value=True)
)
batches = st.lists(edits, max_size=12, unique_by=lambda edit: (edit.sheet, edit.row, edit.column))


@cache
def workbook() -> bytes:
    """A workbook with gaps, formats, formulas, dates, merged cells and a comment."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        sheet = book.create_sheet(name)
        for row in range(1, ROWS, 2):
            for column in range(1, COLUMNS, 1 + row % 3):
                cell = sheet.cell(row, column)
                cell.value = (row * 1.5, f"text {row}", True, None)[(row + column) % 4]
                cell.font = Font(bold=row % 2 == 0, italic=column == 3)
                cell.fill = PatternFill("solid", "FFEE00" if column == 2 else "00EEFF")
                if isinstance(cell.value, float):
                    cell.number_format = "0.000"
        # Dates stand where no edit goes: a number put into one would be read back as a date.
        sheet.cell(3, COLUMNS + 2).value = dt.date(2026, 3, 14)
        sheet["H11"] = "=SUM(A1:A9)"
        sheet.merge_cells("J20:K21")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Look = tuple[object, ...]
Place = tuple[str, int, int]


def cells(blob: bytes) -> dict[Place, tuple[object, Look]]:
    """Every cell of a workbook as openpyxl reads it: value, and how it looks."""
    found: dict[Place, tuple[object, Look]] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(blob)).worksheets:
        assert isinstance(sheet, Worksheet)
        for r in range(1, 26):
            for c in range(1, 16):
                cell = sheet.cell(r, c)
                look = (cell.font.b, cell.font.i, cell.fill.fgColor.rgb, cell.number_format)
                found[sheet.title, r, c] = (cell.value, look)
    return found


BEFORE = cells(workbook())


def reads_as(value: Value, found: object) -> bool:
    """Whether a value read back is the one written; a whole number is no other in Excel."""
    if isinstance(value, dt.datetime) and not isinstance(found, dt.datetime):
        return False
    if isinstance(value, float) and isinstance(found, float):
        return math.isclose(found, value, rel_tol=1e-14)  # days are written with 15 digits
    return found == value and isinstance(found, bool) == isinstance(value, bool)


@given(batches)
@settings(deadline=None, max_examples=60)
def test_exactly_the_edits_change(batch: list[CellEdit]):
    """Each edited cell holds its value; every other cell, and every look, is as before."""
    after = cells(patched(workbook(), edits=batch))
    edited = {(edit.sheet, edit.row, edit.column): edit for edit in batch}

    assert after.keys() == BEFORE.keys()
    for place, (value, look) in after.items():
        old_value, old_look = BEFORE[place]
        if place not in edited:
            assert (value, look) == (old_value, old_look)
            continue
        wanted = edited[place].value
        if isinstance(wanted, dt.datetime) and old_look[3] != "General":
            wanted = serial(wanted)  # the number format stays, as when it is typed in
        assert reads_as(wanted, value), (wanted, value)
        assert look[:3] == old_look[:3]
        if not isinstance(wanted, dt.datetime):
            assert look == old_look


@given(batches)
@settings(deadline=None, max_examples=30)
def test_editing_twice_is_editing_once(batch: list[CellEdit]):
    """The same batch again leaves the very same bytes."""
    once = patched(workbook(), edits=batch)

    assert patched(once, edits=batch) == once


@given(batches)
@settings(deadline=None, max_examples=30)
def test_what_is_written_verifies_and_changes_only_what_it_may(batch: list[CellEdit]):
    """Sheets with edits, the workbook part, the formats; no other part of the package."""
    draft = drafted(workbook(), edits=batch)
    result = b"".join(draft.packed())
    verify(draft, result)
    may = {"xl/workbook.xml", "xl/styles.xml"} | {
        f"xl/worksheets/sheet{SHEETS.index(edit.sheet) + 1}.xml" for edit in batch
    }
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as before,
        zipfile.ZipFile(io.BytesIO(result)) as after,
    ):
        assert after.testzip() is None
        assert before.namelist() == after.namelist()
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}

    assert changed <= may
