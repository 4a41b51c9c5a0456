"""Formulas in cells follow, however the sheet is written."""

from __future__ import annotations

import pytest

from addin.adapters.xlsx.following.formula_cells import sheet_cuts
from addin.adapters.xlsx.following.rows_moved import RowsMoved
from addin.adapters.xlsx.following.sheets_renamed import SheetsRenamed
from addin.adapters.xlsx.parts.xml_bytes import spliced
from addin.adapters.xlsx.rows.sheet_survey import surveyed
from addin.adapters.xlsx.rows.totals_move import move_totals
from addin.adapters.xlsx.sheet.sheet_scan import SheetScan
from addin.errors import WriteRefused
from addin.tables.row_shift import RowShift
from addin.tables.table import Area
from tests.adapters.xlsx.packages import MAIN, drafted, package, worksheet

SHIFT = RowShift("Costs", "Orders", Area(1, 1, 6, 3), 2, 5, 6, 2)
GROWN = RowsMoved(SHIFT, ("Costs", "Other"))
RENAMED = SheetsRenamed({"costs": "Kosten"})


def followed(xml: str, follower=GROWN, sheet: str = "Costs", pieces: int = 1_000_000) -> str:
    """A worksheet part after a change, read in pieces of so many bytes."""
    blob = xml.encode()
    cut = [blob[at : at + pieces] for at in range(0, len(blob), pieces)]
    return spliced(blob, sheet_cuts(SheetScan(iter(cut), "sheet1.xml"), sheet, follower)).decode()


ROWS = (
    '<row r="1"><c r="E1"><f>SUM(A2:A5)</f><v>1</v></c><c r="F1"><f ca="1">A6</f></c></row>'
    '<row r="3"><c r="E3"><f t="shared" ref="E3:E5" si="0">A4*2</f><v>1</v></c></row>'
    '<row r="4"><c r="E4"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="5"><c r="E5"><f t="shared" si="0"/><v>1</v></c></row>'
    '<row r="8"><c r="E8"><f t="shared" ref="E8:E9" si="0">B2</f></c></row>'
    '<row r="9"><c r="E9"><f t="shared" si="0"/></c></row>'
)


@pytest.mark.parametrize("pieces", [1, 7, 100, 10_000])
def test_the_size_of_the_pieces_does_not_matter(pieces):
    """A sheet goes by in blocks; shared formulas reach from one to the next."""
    after = followed(worksheet(ROWS), pieces=pieces)

    assert "<f>SUM(A2:A7)</f>" in after
    assert '<f ca="1">A8</f>' in after
    assert '<c r="E3"><f>A4*2</f><v>1</v></c>' in after
    assert '<c r="E5"><f>A8*2</f><v>1</v></c>' in after
    assert '<f t="shared" ref="E8:E9" si="0">B2</f>' in after
    assert '<c r="E9"><f t="shared" si="0"/></c>' in after


def test_prefixed_sheets_follow():
    """Some programs write a prefix before every tag."""
    prefixed = worksheet(ROWS).replace("<f", "<x:f").replace("</f", "</x:f")
    for name in ("row", "c", "v", "worksheet", "sheetData"):
        for mark in ("<", "</"):
            for end in (" ", ">"):
                prefixed = prefixed.replace(f"{mark}{name}{end}", f"{mark}x:{name}{end}")
    after = followed(prefixed.replace("xmlns=", "xmlns:x="))
    assert "<x:f>SUM(A2:A7)</x:f>" in after
    assert "<x:f>A8*2</x:f>" in after


def test_cells_without_addresses_follow():
    """Their place is counted."""
    rows = '<row><c><v>1</v></c></row><row><c/><c><f t="shared" ref="B2:B4" si="1">A4</f></c></row>'
    rows += (
        '<row><c/><c><f t="shared" si="1"/></c></row><row><c/><c><f t="shared" si="1"/></c></row>'
    )
    after = followed(worksheet(rows))
    assert "<f>A4</f>" in after
    assert "<f>A5</f>" in after
    assert "<f>A8</f>" in after


def test_what_if_tables_and_array_formulas_follow():
    """Their input cells and texts; the areas they fill stay."""
    rows = (
        '<row r="20"><c r="F20"><f t="dataTable" ref="F20:F22" dt2D="0" r1="B6"/><v>1</v></c>'
        '<c r="H20"><f t="array" ref="H20:H21">A2:A5*B6</f><v>1</v></c></row>'
    )
    after = followed(worksheet(rows))
    assert '<f t="dataTable" ref="F20:F22" dt2D="0" r1="B8"/>' in after
    assert '<f t="array" ref="H20:H21">A2:A7*B8</f>' in after


def test_a_formula_that_cannot_be_read_is_refused_if_it_may_matter():
    """With its cell; one that names nothing concerned is left alone."""
    with pytest.raises(WriteRefused, match="Costs!E1 holds 'A6§'"):
        followed(worksheet('<row r="1"><c r="E1"><f>A6§</f></c></row>'))
    plain = worksheet('<row r="1"><c r="E1"><f>A99§</f></c></row>')
    assert followed(plain) == plain
    assert followed(plain, RENAMED) == plain


def test_text_in_xml_is_written_as_xml():
    """Signs that XML keeps for itself, in the formula and in the name."""
    rows = '<row r="1"><c r="E1"><f>&apos;P&amp;L&apos;!A1&amp;"&lt;"</f></c></row>'
    after = followed(worksheet(rows), SheetsRenamed({"p&l": "R&D"}))
    assert "<f>'R&amp;D'!A1&amp;\"&lt;\"</f>" in after


def test_other_scripts_follow_in_any_case():
    """Names are compared as Excel does."""
    rows = '<row r="1"><c r="E1"><f>ÜBERSICHT!A1+大道!A1</f></c></row>'
    after = followed(worksheet(rows), SheetsRenamed({"übersicht": "Ü", "大道": "路"}))
    assert "<f>Ü!A1+路!A1</f>" in after


TOTALS = '<c r="A8" s="2"><v>7</v></c><c r="C8"><f>SUM(C2:C5)</f></c>'
NEW_ROW = f'<row r="8">{TOTALS}</row>'


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("", NEW_ROW),
        ('<row r="8"/>', NEW_ROW),
        (
            '<row r="8" spans="4:4" ht="30"><c r="B8" s="1"/><c r="D8"><v>1</v></c></row>',
            f'<row r="8" ht="30">{TOTALS}<c r="D8"><v>1</v></c></row>',
        ),
        ('<row r="9"><c r="A9"/></row>', NEW_ROW + '<row r="9"><c r="A9"/></row>'),
    ],
)
def test_the_totals_go_where_a_row_is_or_is_not(row, expected):
    """Cells beside the table stay in their rows."""
    totals = (
        '<row r="6"><c r="A6" s="2"><v>7</v></c><c r="C6"><f>SUM(C2:C5)</f></c>'
        '<c r="D6"><v>9</v></c></row>'
    )
    draft = drafted(package(worksheet(totals + row)))
    part = "xl/worksheets/sheet1.xml"
    assert move_totals(draft, part, SHIFT) == {(6, 3)}
    assert draft.read(part).decode() == worksheet(
        '<row r="6"><c r="D6"><v>9</v></c></row>' + expected
    )


def test_a_survey_knows_shared_formulas_whose_number_is_given_out_twice():
    """Each cell's formula is that of the last text above it."""
    draft = drafted(package(worksheet(ROWS, namespace=MAIN)))
    seen = surveyed(draft, "xl/worksheets/sheet1.xml", {4, 9})
    assert (seen.cells[4, 5].formula, seen.cells[9, 5].formula) == ("A5*2", "B3")
    assert seen.last == 9
