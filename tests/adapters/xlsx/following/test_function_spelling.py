"""Calls of our functions spelt for another host, in every formula of a workbook's file."""

from __future__ import annotations

import datetime as dt
import io
import subprocess

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.digest import digest_of
from addin.adapters.xlsx.patcher import drafted, patched, verify
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import FileError, WriteRefused
from addin.tables.changes import Changes, FunctionSpelling
from addin.tables.function_names import Spelling
from addin.tables.table import Book
from tests.adapters.xlsx.packages import package, part, parts_of, rows_of, with_parts, worksheet

NAMES = frozenset({"COST_EFC", "PO_OPEN"})
OFFICE = "_xldudf_TIEOUT_COST_EFC"
SHEET = "xl/worksheets/sheet1.xml"
TABLE = "xl/tables/table1.xml"


def spelt(blob: bytes, to: Spelling, names: frozenset[str] = NAMES) -> bytes:
    """The workbook in another spelling, as it would be written and verified."""
    draft = drafted(blob, Changes(functions=FunctionSpelling(to, names)))
    after = b"".join(draft.packed())
    verify(draft, after)
    return after


def read(blob: bytes) -> Book:
    """A workbook as Tieout reads it."""
    return book_of(Package(blob, "Book.xlsx"), digest_of(blob))


def workbook() -> bytes:
    """A workbook with a call in every kind of place, and with what only looks like one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.set_properties({"created": dt.datetime(2026, 3, 2)})  # the same bytes at every call
    costs, other = book.add_worksheet("Costs"), book.add_worksheet("COST_EFC(1)")
    costs.write_row("A1", ["Line", "Net", "EFC"])
    costs.write_row("A2", [1, 100])
    costs.write_row("A3", [2, 200])
    table = {
        "name": "Lines",
        "columns": [
            {"header": "Line"},
            {"header": "Net"},
            {"header": "EFC", "formula": "COST_EFC(Lines[[#This Row],[Net]])"},
        ],
    }
    costs.add_table("A1:C3", table)
    costs.write_formula("E1", '=IFERROR(COST_EFC(B2),"COST_EFC(B2)")', None, 100)
    costs.write_formula("E2", "='COST_EFC(1)'!A1+COST_EFC_OLD(1)+SUM(Lines[Net])", None, 300)
    costs.write_array_formula("E3:E4", "{=COST_EFC(B2:B3,PO_OPEN(1))}", None, 7)
    costs.write_string("E5", "=COST_EFC(B2)")
    costs.conditional_format("B2:B9", {"type": "formula", "criteria": "=COST_EFC(B2)>Limit"})
    costs.data_validation("D1", {"validate": "custom", "value": "=COST_EFC(D1)>0"})
    book.define_name("Forecast", "=COST_EFC(Costs!$B$2,5)")
    book.define_name("Limit", "=1000")
    other.write_formula("A1", "=Forecast*2", None, 210)
    book.close()
    return out.getvalue()


def formulas(blob: bytes) -> dict[str, str]:
    """Every formula by its place, as a file holds it."""
    read_ = read(blob)
    sheet = read_.sheets[0]
    found = {f"E{row}": sheet.formulas[row, 5] for row in (1, 2, 3)}
    found["table cell"] = sheet.formulas[2, 3]
    found["format"] = sheet.conditional_formats[0].formulas[0]
    found["validation"] = sheet.validations[0].formula1
    found["name"] = read_.names["Forecast"]
    return found


def test_calls_change_in_every_place_and_look_alikes_stay():
    """Cells, arrays, columns of tables, formats, validations, names; not texts, sheets, others."""
    after = spelt(workbook(), Spelling.OFFICE)

    assert formulas(after) == {
        "E1": 'IFERROR(TIEOUT.COST_EFC(B2),"COST_EFC(B2)")',
        "E2": "'COST_EFC(1)'!A1+COST_EFC_OLD(1)+SUM(Lines[Net])",
        "E3": "TIEOUT.COST_EFC(B2:B3,TIEOUT.PO_OPEN(1))",
        "table cell": "TIEOUT.COST_EFC(Lines[[#This Row],[Net]])",
        "format": "TIEOUT.COST_EFC(B2)>Limit",
        "validation": "TIEOUT.COST_EFC(D1)>0",
        "name": "TIEOUT.COST_EFC(Costs!$B$2,5)",
    }
    assert f"{OFFICE}(Lines[" in part(after, TABLE)
    assert OFFICE in part(after, SHEET)
    assert "TIEOUT." not in part(after, SHEET)
    assert read(after).sheets[0].value(5, 5) == "=COST_EFC(B2)"


def test_values_shown_stay():
    """Nothing is computed here: each cell shows what it showed."""
    before, after = read(workbook()), read(spelt(workbook(), Spelling.OFFICE))

    assert [sheet.rows for sheet in after.sheets] == [sheet.rows for sheet in before.sheets]


def test_there_and_back_gives_every_part_as_it_was():
    """Whatever else is in the file was never touched."""
    before = workbook()
    there = spelt(before, Spelling.OFFICE)
    back = spelt(there, Spelling.PLAIN)
    changed = {name for name, xml in parts_of(before).items() if parts_of(there)[name] != xml}

    assert parts_of(back) == parts_of(before)
    assert changed == {SHEET, TABLE, "xl/workbook.xml"}


def test_a_workbook_spelt_so_already_is_not_written():
    """No byte changes."""
    there = spelt(workbook(), Spelling.OFFICE)

    assert spelt(there, Spelling.OFFICE) == there
    assert spelt(workbook(), Spelling.PLAIN) == workbook()


def test_classic_calls_go_through_a_link_to_the_addin_in_the_start_up_folder():
    """As Excel stores them; the link is numbered behind those that there are, and used again."""
    office = spelt(workbook(), Spelling.OFFICE)
    once = spelt(office, Spelling.CLASSIC)
    again = spelt(spelt(once, Spelling.OFFICE), Spelling.CLASSIC)

    assert "[1]!COST_EFC(Lines[" in part(once, TABLE)
    assert read(once).links == {1: "tieout.xlam"}
    rels = part(once, "xl/externalLinks/_rels/externalLink1.xml.rels")
    assert "xlExternalLinkPath/xlStartup" in rels
    assert 'TargetMode="External"' in rels
    assert parts_of(again) == parts_of(once)
    assert parts_of(spelt(once, Spelling.OFFICE)) == parts_of(office)
    assert parts_of(spelt(once, Spelling.PLAIN)) == parts_of(workbook())


@pytest.mark.parametrize("other", ["[1]!SOMETHING_ELSE(1)", "[1]Sheet1!A1"])
def test_a_link_that_other_formulas_need_stays(other):
    """Another function of the add-in, or a cell of it."""
    once = spelt(workbook(), Spelling.CLASSIC)
    sheet = part(once, SHEET).replace("COST_EFC_OLD(1)", other)
    needed = with_parts(once, {SHEET: sheet})

    after = spelt(needed, Spelling.OFFICE)

    assert read(after).links == {1: "tieout.xlam"}
    assert other in part(after, SHEET)


def test_bare_calls_get_the_link_unless_macros_may_be_meant():
    """A workbook with macros may have a COST_EFC of its own."""
    sheet = worksheet('<row r="1"><c r="A1"><f>COST_EFC(B1)</f><v>1</v></c></row>')
    plain = package(sheet)
    relations = part(plain, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    with_macros = with_parts(
        plain, {"xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": b"none"}
    )

    assert "[1]!COST_EFC(B1)" in rows_of(spelt(plain, Spelling.CLASSIC))
    assert spelt(with_macros, Spelling.CLASSIC) == with_macros


def test_macros_that_write_such_a_formula_are_a_reason_to_refuse():
    """No macro would be changed, and would go on writing the old spelling."""
    text = b"=COST_EFC(B2)"
    project = b"\xb9\x00" + len(text).to_bytes(2, "little") + text
    plain = package(worksheet('<row r="1"><c r="A1"><f>COST_EFC(B1)</f><v>1</v></c></row>'))
    relations = part(plain, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/'
        'vbaProject" Target="vbaProject.bin"/></Relationships>',
    )
    with_macros = with_parts(
        plain, {"xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": project}
    )

    with pytest.raises(WriteRefused, match="macros write the formula"):
        spelt(with_macros, Spelling.OFFICE)


def test_a_shared_formula_changes_in_its_first_cell_for_all():
    """Its other cells hold only its number."""
    sheet = worksheet(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">COST_EFC(B1)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )

    after = read(spelt(package(sheet), Spelling.OFFICE)).sheets[0]

    assert after.formulas == {(1, 1): "TIEOUT.COST_EFC(B1)", (2, 1): "TIEOUT.COST_EFC(B2)"}


def test_a_name_that_the_workbook_defines_itself_keeps_its_calls():
    """A LAMBDA called COST_EFC is the workbook's own."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.define_name("COST_EFC", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")
        book.add_worksheet().write_formula("A1", "=COST_EFC(1)+PO_OPEN(2)", None, 2)

    after = read(spelt(out.getvalue(), Spelling.OFFICE)).sheets[0]

    assert after.formulas[1, 1] == "COST_EFC(1)+TIEOUT.PO_OPEN(2)"


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("COST_EFC(B1)+'unclosed", "cannot be read"),
        ("COST_EFC(B1)" + "+1" * 4089, "longer than"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_cell(formula, why):
    """And nothing is written."""
    sheet = worksheet(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')

    with pytest.raises(WriteRefused, match=f"Costs!A1.*{why}"):
        patched(package(sheet), Changes(functions=FunctionSpelling(Spelling.OFFICE, NAMES)))


def test_an_unreadable_formula_without_a_call_is_none_of_our_business():
    """It stays, and the others change."""
    sheet = worksheet(
        '<row r="1"><c r="A1"><f>1+\'unclosed</f><v>1</v></c>'
        '<c r="B1"><f>COST_EFC(1)</f><v>1</v></c></row>'
    )

    after = rows_of(spelt(package(sheet), Spelling.OFFICE))

    assert "<f>1+'unclosed</f>" in after
    assert f"<f>{OFFICE}(1)</f>" in after


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["COST_EFC(B1)", "po_open(1)", '"COST_EFC("', "'A&amp;B'!C1", 'SUM(D1:D9)&amp;"&lt;"']
        ),
        min_size=1,
        max_size=6,
    )
)
def test_only_names_before_brackets_change(parts):
    """Everything between the calls is the same bytes."""
    text = "+".join(parts)
    sheet = worksheet(f'<row r="1"><c r="A1"><f>{text}</f><v>1</v></c></row>')
    calls = {"COST_EFC(B1)": f"{OFFICE}(B1)", "po_open(1)": "_xldudf_TIEOUT_PO_OPEN(1)"}
    expected = "+".join(calls.get(one, one) for one in parts)

    after = rows_of(spelt(package(sheet), Spelling.OFFICE))

    assert after == f'<row r="1"><c r="A1"><f>{expected}</f><v>1</v></c></row>'


@pytest.mark.libreoffice
@pytest.mark.parametrize("to", list(Spelling))
def test_libreoffice_opens_what_was_written(to, libreoffice, tmp_path):
    """Every sheet, name and formula is there, and cells without a call show their values."""
    there = spelt(spelt(workbook(), Spelling.OFFICE), to)
    (tmp_path / "book.xlsx").write_bytes(there)
    profile = (tmp_path / "profile").as_uri()
    command = [libreoffice, f"-env:UserInstallation={profile}", "--headless"]

    subprocess.run(
        [*command, "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "book.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )

    opened = (tmp_path / "book.fods").read_text("utf-8")
    assert 'table:name="Costs"' in opened
    assert 'table:name="COST_EFC(1)"' in opened
    assert "&quot;COST_EFC(B2)&quot;" in opened  # the text of E1
    spelling = {
        Spelling.OFFICE: "_xldudf_tieout_cost_efc(",
        Spelling.CLASSIC: "[1]!cost_efc(",
        Spelling.PLAIN: "=iferror(cost_efc(",
    }
    assert spelling[to] in opened.lower()


@pytest.mark.real
def test_real_workbooks_come_back_as_they_were(real):
    """Excel's own functions stand in for ours: what people really write around their names."""
    names = frozenset({"SUM", "IF", "SUMIFS", "VLOOKUP", "INDEX", "ROUND"})
    changed = 0
    for path in sorted(real.rglob("*.xlsx")):
        if path.stat().st_size > 300_000:
            continue
        before = path.read_bytes()
        try:
            there = spelt(before, Spelling.OFFICE, names)
        except FileError:
            continue  # protected, damaged: refused by name, as for any edit
        if there == before:
            continue
        changed += 1
        assert parts_of(spelt(there, Spelling.PLAIN, names)) == parts_of(before), path.name

    assert changed > 15
