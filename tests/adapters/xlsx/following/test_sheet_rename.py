"""Sheets are renamed, and everything that names them follows."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from addin.adapters.xlsx import patcher
from addin.errors import WriteRefused
from addin.tables.changes import Changes, SheetRename
from addin.tables.table import CellEdit
from tests.adapters.xlsx.packages import MAIN, RELATIONS, package, part, parts_of, with_parts

SHEET = "xl/worksheets/sheet1.xml"
NEW = "Crew's costs"
QUOTED = "'Crew''s costs'!"


def renamed(blob: bytes, *pairs: tuple[str, str], **more) -> bytes:
    """A workbook with sheets renamed."""
    return patcher.patched(
        blob, Changes(renames=tuple(SheetRename(*pair) for pair in pairs), **more)
    )


def workbook(**options) -> bytes:
    """Costs and a Report about it, with one of everything that names a sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    costs, report = book.add_worksheet("Costs"), book.add_worksheet("Report")
    costs.write_column("A1", [1, 2, 3])
    costs.print_area("A1:C9")
    report.write_formula("A1", "=SUM(Costs!A1:A3)", None, 6)
    report.write_array_formula("A2:A3", "{=Costs!A1:A2*2}", None, 2)
    report.write_formula("A4", "=A1*2")
    report.write_url("B1", "internal:Costs!A1", string="there")
    report.conditional_format("A1:A9", {"type": "formula", "criteria": "=A1>Costs!$A$1"})
    report.data_validation("C1", {"validate": "list", "source": "=Costs!$A$1:$A$3"})
    report.add_sparkline("D1", {"range": "Costs!A1:A3"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Costs!$A$1:$A$3", "name": "=Costs!$A$1"})
    report.insert_chart("F1", chart)
    report.insert_textbox("F30", "", {"textlink": "=Costs!$A$1"})
    book.define_name("Rate", "=Costs!$A$1")
    book.define_name("Report!Local", "=Costs!$A$2")
    book.close()
    return out.getvalue()


def test_everything_that_names_the_sheet_follows():
    """Formulas, arrays, formats, validations, sparklines, charts, shapes, names, links, titles."""
    before = workbook()
    after = renamed(before, ("costs", NEW))

    for name, content in parts_of(after).items():
        text = part(after, name) if content else ""
        assert not re.search(r"\bCosts!", text), name
        assert "'Costs'!" not in text
    report = part(after, "xl/worksheets/sheet2.xml")
    assert f"<f>SUM({QUOTED}A1:A3)</f>" in report
    assert f"{QUOTED}A1:A2*2</f>" in report
    assert f'location="{QUOTED}A1"' in report
    assert f"<formula>A1&gt;{QUOTED}$A$1</formula>" in report
    assert f"<formula1>{QUOTED}$A$1:$A$3</formula1>" in report
    assert f"<xm:f>{QUOTED}A1:A3</xm:f>" in report
    assert f"<c:f>{QUOTED}$A$1:$A$3</c:f>" in part(after, "xl/charts/chart1.xml")
    assert f'textlink="{QUOTED}$A$1"' in part(after, "xl/drawings/drawing1.xml")
    book = part(after, "xl/workbook.xml")
    assert f'name="{NEW}"' in book
    assert f">{QUOTED}$A$1:$C$9</definedName>" in book
    titles = part(after, "docProps/app.xml")
    assert f"<vt:lpstr>{NEW}</vt:lpstr>" in titles
    assert f"<vt:lpstr>{QUOTED}Print_Area</vt:lpstr>" in titles


def test_only_the_parts_that_name_the_sheet_change():
    """The renamed sheet itself is not touched: it does not know its name."""
    before = workbook()
    after = renamed(before, ("Costs", NEW))

    changed = {
        name for name, content in parts_of(after).items() if parts_of(before)[name] != content
    }
    assert changed == {
        "xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/charts/chart1.xml",
        "xl/drawings/drawing1.xml", "docProps/app.xml",
    }  # fmt: skip


def test_renaming_back_restores_every_part():
    """Nothing else was changed on the way."""
    before = workbook()
    again = renamed(renamed(before, ("Costs", NEW)), (NEW, "Costs"))

    for name, content in parts_of(before).items():
        if name != "xl/workbook.xml":  # which asks for a recalculation now
            assert parts_of(again)[name] == content, name


def test_two_sheets_swap_their_names():
    """Both at once; each formula means the cells it meant."""
    after = renamed(workbook(), ("Costs", "Report"), ("Report", "Costs"))

    assert "<f>SUM(Report!A1:A3)</f>" in part(after, "xl/worksheets/sheet2.xml")
    assert re.findall(r'<sheet name="(\w+)"', part(after, "xl/workbook.xml")) == ["Report", "Costs"]


def test_formulas_of_the_same_batch_follow():
    """They are called as the workbook was read."""
    edit = CellEdit("Report", 9, 1, "=Costs!A2", is_formula=True)
    after = renamed(workbook(), ("Costs", NEW), cells=(edit,))

    assert f"<f>{QUOTED}A2</f>" in part(after, "xl/worksheets/sheet2.xml")


def test_only_the_case_may_change():
    """Excel takes it for the same sheet."""
    assert "<f>SUM(COSTS!A1:A3)</f>" in part(
        renamed(workbook(), ("Costs", "COSTS")), "xl/worksheets/sheet2.xml"
    )


def test_a_name_it_already_has_changes_nothing():
    """Not a byte."""
    before = workbook()
    assert before == renamed(before, ("Costs", "Costs"))


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ([("Nowhere", "X")], "has no sheet 'Nowhere'"),
        ([("Costs", "report")], "another sheet has that name"),
        ([("Costs", "X"), ("Report", "x")], "another sheet has that name"),
        ([("Costs", "X"), ("costs", "Y")], "two names"),
        ([("Costs", "a/b")], "it holds '/'"),
        ([("Costs", "x" * 32)], "32 characters"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(pairs, reason):
    """With the rule it breaks."""
    with pytest.raises(WriteRefused, match=reason):
        renamed(workbook(), *pairs)


@pytest.mark.parametrize(
    "formula", ["INDIRECT(&quot;Costs!A1&quot;)", "INDIRECT(B1&amp;&quot;!A1&quot;)"]
)
def test_a_sheet_named_in_a_text_is_refused_with_the_cell(formula):
    """Excel would rename, and the formula would be an error from then on."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="C3"><f>{formula}</f></c></row>'
        "</sheetData></worksheet>"
    )
    with pytest.raises(WriteRefused, match=r"Costs!C3 cannot follow.*text"):
        renamed(package(sheet), ("Costs", NEW))


def _with_macros(*texts: bytes) -> bytes:
    project = b"compiled:" + b"".join(
        b"\xb9\x00" + len(text).to_bytes(2, "little") + text for text in texts
    )
    blob = workbook()
    rels = part(blob, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rIdM" Target="vbaProject.bin" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>',
    )
    return with_parts(blob, {"xl/vbaProject.bin": project, "xl/_rels/workbook.xml.rels": rels})


@pytest.mark.parametrize("text", [b"COSTS", b"Costs!A1", b"='Costs'!A1"])
def test_a_sheet_that_macros_name_is_refused(text):
    """Worksheets("Costs") would fail from then on."""
    with pytest.raises(WriteRefused, match="its macros name the sheet 'costs'"):
        renamed(_with_macros(b"Done", text), ("Costs", NEW))


def test_macros_that_name_no_sheet_are_no_obstacle():
    """Their part stays as it is."""
    before = _with_macros(b"Done", b"Costs of all", b"Report")
    after = renamed(before, ("Costs", NEW))
    assert parts_of(after)["xl/vbaProject.bin"] == parts_of(before)["xl/vbaProject.bin"]


def test_a_protected_structure_is_respected():
    """Its sheets keep their names in Excel, too."""
    book = part(package("<x/>"), "xl/workbook.xml")
    locked = book.replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    with pytest.raises(WriteRefused, match="structure is protected"):
        renamed(package(sheet, workbook=locked), ("Costs", NEW))


def test_shared_formulas_stay_shared():
    """The first cell holds the text; the others need nothing."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData>'
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">costs!A1*2</f><v>0</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>0</v></c></row>'
        "</sheetData></worksheet>"
    )
    after = part(renamed(package(sheet), ("Costs", "Kosten")), SHEET)
    assert '<f t="shared" ref="B1:B2" si="0">Kosten!A1*2</f>' in after
    assert '<f t="shared" si="0"/>' in after


def test_pivot_sources_controls_and_shape_links_follow():
    """Parts that hold a sheet's name each in their own way."""
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData/>'
        '<drawing r:id="rId1"/></worksheet>'
    )
    rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    blob = with_parts(
        package(sheet),
        {
            "xl/worksheets/_rels/sheet1.xml.rels": f"<Relationships {rels}>"
            f'<Relationship Id="rId1" Type="{RELATIONS}/drawing" Target="../drawings/d1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/ctrlProp" Target="../ctrlProps/c1.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATIONS}/vmlDrawing" Target="../drawings/v1.vml"/>'
            f'<Relationship Id="rId4" Type="{RELATIONS}/pivotCacheDefinition" Target="/xl/p.xml"/>'
            "</Relationships>",
            "xl/drawings/d1.xml": "<d/>",
            "xl/drawings/_rels/d1.xml.rels": f"<Relationships {rels}><Relationship Id='rId1' "
            f"Type='{RELATIONS}/hyperlink' Target='#Costs!A1'/></Relationships>",
            "xl/ctrlProps/c1.xml": '<formControlPr fmlaLink="Costs!$A$1" fmlaRange="$A$1:$A$3"/>',
            "xl/drawings/v1.vml": "<xml xmlns:x='x'><br><x:FmlaLink>Costs!$A$1</x:FmlaLink></xml>",
            "xl/p.xml": '<p><cacheSource type="worksheet"><worksheetSource ref="A1:C9" '
            'sheet="Costs"/></cacheSource></p>',
        },
    )
    after = renamed(blob, ("Costs", "Crew costs"))

    assert "Target='#&apos;Crew%20costs&apos;!A1'" in part(after, "xl/drawings/_rels/d1.xml.rels")
    assert 'fmlaLink="\'Crew costs\'!$A$1" fmlaRange="$A$1:$A$3"' in part(
        after, "xl/ctrlProps/c1.xml"
    )
    assert "<x:FmlaLink>'Crew costs'!$A$1</x:FmlaLink>" in part(after, "xl/drawings/v1.vml")
    assert '<worksheetSource ref="A1:C9" sheet="Crew costs"/>' in part(after, "xl/p.xml")


def test_a_link_into_another_workbook_stays():
    """Its location is a sheet over there, whatever it is called."""
    sheet = (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData/><hyperlinks>'
        '<hyperlink ref="A1" r:id="rId1" location="Costs!A1"/>'
        '<hyperlink ref="A2" location="Costs!A1"/></hyperlinks></worksheet>'
    )
    after = part(renamed(package(sheet), ("Costs", "Kosten")), SHEET)
    assert '<hyperlink ref="A1" r:id="rId1" location="Costs!A1"/>' in after
    assert '<hyperlink ref="A2" location="Kosten!A1"/>' in after


def test_a_formula_that_would_be_too_long_is_refused():
    """Excel holds 8,192 characters; a longer name in many places may go beyond."""
    text = "+".join(["Costs!A1"] * 900)
    sheet = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="B1"><f>{text}</f></c></row>'
        "</sheetData></worksheet>"
    )
    with pytest.raises(WriteRefused, match=r"Costs!B1 cannot follow: .*longer than 8,192"):
        renamed(package(sheet), ("Costs", "A very long name of a sheet"))


@pytest.mark.parametrize(("text", "is_refused"), [("costs!A1", True), ("Costs of all", False)])
def test_an_address_in_a_cell_that_a_formula_reads_is_refused(text, is_refused):
    """INDIRECT(A1) finds the sheet by what A1 says."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    costs = book.add_worksheet("Costs")
    costs.write("A1", text)
    costs.write_formula("B1", "=INDIRECT(A1)")
    book.close()
    if is_refused:
        with pytest.raises(WriteRefused, match="Costs!B1 cannot follow: it reads addresses"):
            renamed(out.getvalue(), ("Costs", NEW))
    else:
        assert NEW in part(renamed(out.getvalue(), ("Costs", NEW)), "xl/workbook.xml")
