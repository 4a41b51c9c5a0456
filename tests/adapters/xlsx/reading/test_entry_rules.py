"""What may be typed into cells, and looks that depend on values."""

from __future__ import annotations

import pytest
import xlsxwriter

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.errors import DamagedFile
from addin.tables.beside_cells import ConditionalFormat, Validation
from addin.tables.table import Area
from tests.adapters.handmade import sheet_of


def test_rules_of_entry_say_where_what_and_how_strictly(tmp_path):
    """Lists written out or in cells, numbers, dates and formulas, as Excel's libraries save them."""
    path = tmp_path / "Book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.data_validation("A1:A9", {"validate": "list", "source": ["open", "closed"]})
        sheet.data_validation("B1", {"validate": "list", "source": "=$D$1:$D$4"})
        sheet.data_validation(
            "C1",
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 1.5,
                "error_type": "warning",
                "ignore_blank": False,
                "other_cells": [[3, 2, 5, 2]],
            },
        )
        sheet.data_validation("D1", {"validate": "custom", "value": "=COUNTIF(D:D,D1)=1"})
    found = read_workbook(path, "Book.xlsx").sheets[0].validations

    a, b, d = ((Area.of(area),) for area in ("A1:A9", "B1", "D1"))
    choices = ("open", "closed")
    by = "between"
    assert found == (
        Validation(a, "list", by, '"open,closed"', "", choices, allows_blank=True, stops=True),
        Validation(b, "list", by, "$D$1:$D$4", allows_blank=True, stops=True),
        Validation((Area.of("C1"), Area.of("C4:C6")), "decimal", by, "0", "1.5"),
        Validation(d, "custom", by, "COUNTIF(D:D,D1)=1", allows_blank=True, stops=True),
    )


def test_rules_among_the_extensions_are_read_as_well():
    """Lists on other sheets, and entries with commas, stand where older programs do not look."""
    sheet = sheet_of(
        "",
        after='<dataValidations><dataValidation type="list" sqref="A1"><mc:AlternateContent'
        ' xmlns:mc="m"><mc:Choice Requires="x12ac"><x12ac:list xmlns:x12ac="x">a,"b,c"</x12ac:list>'
        '</mc:Choice><mc:Fallback><formula1>"a,b,c"</formula1></mc:Fallback></mc:AlternateContent>'
        '</dataValidation></dataValidations><extLst><ext><x14:dataValidations xmlns:x14="y"'
        ' xmlns:xm="z"><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1:$A$9</xm:f>'
        "</x14:formula1><xm:sqref>B1 C2:C3</xm:sqref></x14:dataValidation></x14:dataValidations>"
        '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="z">'
        '<x14:cfRule type="expression"><xm:f>Lists!$A$1&gt;0</xm:f></x14:cfRule>'
        "<xm:sqref>D1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
        "</ext></extLst>",
    )

    assert [rule.choices for rule in sheet.validations] == [("a", "b,c"), ()]
    assert sheet.validations[1].formula1 == "Lists!$A$1:$A$9"
    assert sheet.validations[1].areas == (Area.of("B1"), Area.of("C2:C3"))
    assert sheet.conditional_formats == (
        ConditionalFormat((Area.of("D1"),), "expression", ("Lists!$A$1>0",)),
    )


def test_conditional_formats_give_their_formulas():
    """One for each rule over the same cells; areas that no sheet has are left out."""
    sheet = sheet_of(
        "",
        after='<conditionalFormatting sqref="A1:A9 nowhere C1"><cfRule type="cellIs" priority="1">'
        '<formula>$B$1</formula><formula>$B$2</formula></cfRule><cfRule type="expression">'
        "<formula>_xlfn.XLOOKUP(A1,B:B,C:C)</formula></cfRule></conditionalFormatting>",
    )
    areas = Area.of("A1:A9"), Area.of("C1")

    assert sheet.conditional_formats == (
        ConditionalFormat(areas, "cellIs", ("$B$1", "$B$2")),
        ConditionalFormat(areas, "expression", ("XLOOKUP(A1,B:B,C:C)",)),
    )


def test_rule_over_a_million_areas_is_refused():
    """Three bytes of a file must not become a hundred of memory without end."""
    with pytest.raises(DamagedFile, match="areas"):
        sheet_of("", after=f'<conditionalFormatting sqref="{"A1 " * 1_000_001}"/>')
