"""Figures that came from Google Sheets and cannot be renewed."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import google_function
from addin.tables.table import Sheet
from tests.grid import book

WRAPPED = (
    'IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(""https://example.com/d/1"",""Costs!B2"")"),{})'
)


def found(sheet: Sheet) -> list[Finding]:
    """What the rule says of one sheet."""
    return list(google_function.check(Workpapers(books=(book(sheet),))))


def test_an_import_is_a_warning_with_the_value_it_keeps_and_what_draws_on_it():
    """The reader learns that the figure is as old as the export, and how far it reaches."""
    formulas = {(1, 2): WRAPPED.format(48200), (2, 2): "B1*2"}
    (finding,) = found(Sheet("Roll-up", [["Show A", 48200], ["Twice", 96400]], formulas))

    assert finding.severity is Severity.WARNING
    assert finding.place.cell == "B1"
    assert "48,200" in finding.message
    assert "IMPORTRANGE" in finding.message
    assert "1 formula" in finding.message


def test_cells_that_an_arrangement_filled_are_one_note():
    """QUERY and the cells below it that it filled are one matter."""
    formulas = {
        (1, 1): 'IFERROR(__xludf.DUMMYFUNCTION("QUERY(C1:D9,""select C"")"),5)',
        (2, 1): 'IFERROR(__xludf.DUMMYFUNCTION("""COMPUTED_VALUE"""),6)',
    }
    (finding,) = found(Sheet("Sheet1", [[5], [6]], formulas))

    assert finding.severity is Severity.NOTE
    assert "QUERY" in finding.message
    assert [place.cell for place in finding.places] == ["A1", "A2"]


def test_other_formulas_are_left_alone():
    """A column called IMPORTS is no import."""
    assert not found(Sheet("Imports", [[5]], {(1, 1): "SUM(Imports!B1:B2)"}))
