"""Linked workbooks, which Excel spells out and files number."""

from __future__ import annotations

import pytest

from addin.adapters.folder import Folder
from addin.adapters.live_excel.files.engine import file_engine
from addin.adapters.live_excel.link_names import names_a_number, numbered, spelt_out
from addin.adapters.live_excel.workbooks import LiveExcel
from addin.errors import WriteRefused
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from tests.adapters.xlsx.packages import (
    MAIN,
    PACKAGE,
    RELATIONS,
    package,
    part,
    with_parts,
    worksheet,
)

LINKS = ("C:\\Show's\\Ledger.xlsx", "/mnt/Budget v3.xlsx")


@pytest.mark.parametrize(
    ("in_files", "in_excel"),
    [
        ("[1]May!A1", "'C:\\Show''s\\[Ledger.xlsx]May'!A1"),
        ("SUM('[2]Week 1'!A1:B2)*2", "SUM('/mnt/[Budget v3.xlsx]Week 1'!A1:B2)*2"),
        ("Orders[Net]+Orders[[#This Row],[1]]", "Orders[Net]+Orders[[#This Row],[1]]"),
        ('"[1]May!A1"&A1', '"[1]May!A1"&A1'),
    ],
)
def test_a_formula_is_spelt_as_excel_spells_it_and_back(in_files, in_excel):
    """Columns of tables and texts are no links."""
    assert spelt_out(in_files, LINKS) == in_excel
    assert not names_a_number(in_excel)
    again = numbered(in_excel.replace("''", "'"), LINKS)
    assert again.replace("'", "") == in_files.replace("'", "")


@pytest.mark.parametrize("formula", ["[3]May!A1", "'[9]May'!A1", "[1]!Rate"])
def test_a_number_that_cannot_be_spelt_out_is_found(formula):
    """Excel would ask for a workbook of that name."""
    assert names_a_number(spelt_out(formula, LINKS))


@pytest.fixture
def linked(tmp_path):
    """A workbook whose second cell looks into another workbook."""
    sheet = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>[1]May!B1</f><v>5</v></c></row>'
    )
    blob = package(sheet)
    link = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONS}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="May"/></sheetNames></externalBook></externalLink>'
    )
    workbook = part(blob, "xl/workbook.xml").replace(
        "</sheets>",
        '</sheets><externalReferences><externalReference r:id="rId77"/></externalReferences>',
    )
    rels = part(blob, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        f'<Relationship Id="rId77" Type="{RELATIONS}/externalLink" '
        'Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    path = tmp_path / "Report.xlsx"
    path.write_bytes(
        with_parts(
            blob,
            {
                "xl/workbook.xml": workbook,
                "xl/_rels/workbook.xml.rels": rels,
                "xl/externalLinks/externalLink1.xml": link,
                "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{PACKAGE}/'
                f'relationships"><Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" '
                'TargetMode="External" Target="Ledger.xlsx"/></Relationships>',
            },
        )
    )
    return path


def test_links_of_an_open_workbook_are_numbered_as_in_its_file(linked):
    """So the jobs follow them; and a formula that is put back links where it did."""
    with file_engine() as app:
        opened = app.books.open(str(linked))
        live = LiveExcel(linked.parent, lambda: app.books)
        before, of_file = live.read("Report.xlsx"), Folder(linked.parent).read("Report.xlsx")

        assert opened.sheets[0]["B1"].formula == "='[Ledger.xlsx]May'!B1"
        assert before.sheets[0].formulas == {(1, 2): "[1]May!B1"} == of_file.sheets[0].formulas
        assert before.links == of_file.links == {1: "Ledger.xlsx"}
        changes = Changes(
            cells=(
                CellEdit("Costs", 1, 2, 5),
                CellEdit("Costs", 1, 3, "=[1]May!C1", is_formula=True),
            )
        )
        backup = live.write("Report.xlsx", changes, digest=before.digest)
        written = live.read("Report.xlsx")
        assert written.sheets[0].formulas == {(1, 3): "[1]May!C1"}
        live.restore("Report.xlsx", backup, digest=written.digest)
        assert live.read("Report.xlsx").digest == before.digest


def test_a_link_that_nobody_knows_is_refused_before_anything_is_written(linked):
    """Excel would open a file dialog, or link to a workbook called 1."""
    with file_engine() as app:
        app.books.open(str(linked))
        live = LiveExcel(linked.parent, lambda: app.books)
        before = live.read("Report.xlsx")
        edits = (
            CellEdit("Costs", 1, 1, 2),
            CellEdit("Costs", 1, 3, "=[1]!Rate", is_formula=True),
        )

        with pytest.raises(WriteRefused, match="names a linked workbook"):
            live.write("Report.xlsx", Changes(cells=edits), digest=before.digest)
        assert live.read("Report.xlsx") == before
