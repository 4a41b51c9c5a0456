"""Templates, add-ins and workbooks with macros: each stays of its kind, whatever is done to it."""

from __future__ import annotations

import subprocess

import pytest

from addin.adapters.xlsx import patcher
from addin.tables.changes import Changes, NameEdit, NoteEdit
from addin.tables.table import CellEdit, NewCell, NewSheet, Style
from tests.adapters.xlsx.packages import (
    CONTENT_TYPES,
    SHEET_ML,
    package,
    part,
    parts_of,
    relationships,
    with_parts,
    worksheet,
)

KINDS = {
    "xlsx": f"{SHEET_ML}.sheet.main+xml",
    "xltx": f"{SHEET_ML}.template.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
CHANGES = Changes(
    cells=(
        CellEdit("Costs", 1, 1, 2),
        CellEdit("Costs", 2, 1, 0.5, like=(1, 1)),
        CellEdit("Costs", 3, 1, 12.5, number_format='0.00 "USD"'),
    ),
    notes=(NoteEdit("Costs", 1, 1, "From the ledger"),),
    sheets=(NewSheet("Findings", ((NewCell("Code", Style(bold=True)),),), frozen_rows=1),),
    names=(NameEdit("Grand_Total", "Costs!$A$1"),),
)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_can_be_done_to_every_kind_of_workbook(kind: str):
    """Content type and macros stay as they are; the same changes again change nothing."""
    types = CONTENT_TYPES.replace(KINDS["xlsx"], KINDS[kind])
    types = types.replace(
        "<Override",
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
        1,
    )
    blob = package(worksheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>'), content_types=types)
    related = relationships(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("vbaProject", "vba.bin")
    )
    blob = with_parts(blob, {"xl/vba.bin": b"\0macros", "xl/_rels/workbook.xml.rels": related})
    result = patcher.patched(blob, CHANGES)

    assert f'PartName="/xl/workbook.xml" ContentType="{KINDS[kind]}"' in part(
        result, "[Content_Types].xml"
    )
    assert parts_of(result)["xl/vba.bin"] == b"\0macros"
    for expected in ("Findings", "Grand_Total"):
        assert expected in part(result, "xl/workbook.xml")
    sheet = part(result, "xl/worksheets/sheet1.xml")
    assert '<c r="A2" s="1"><v>0.5</v></c>' in sheet
    assert '<c r="A3" s="3"><v>12.5</v></c>' in sheet
    assert "From the ledger" in part(result, "xl/comments1.xml")
    assert patcher.patched(result, CHANGES) == result


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xlsm", "xltx"])
def test_libreoffice_reads_what_was_done(kind: str, libreoffice: str, tmp_path):
    """Another program opens the file and finds values, formats, notes and names in it."""
    types = CONTENT_TYPES.replace(KINDS["xlsx"], KINDS[kind])
    blob = package(worksheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>'), content_types=types)
    source = tmp_path / f"book.{kind}"
    source.write_bytes(patcher.patched(blob, CHANGES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [libreoffice, profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = (tmp_path / "book.fods").read_text("utf-8")

    assert "From the ledger" in read
    assert "12.50 USD" in read
    assert 'table:name="Grand_Total"' in read
    assert 'table:name="Findings"' in read
