"""An empty cell in a column of formulas."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import blank_in_formulas
from addin.tables.table import Area, ListObject
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(blank_in_formulas.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


ROWS = """
    PO | Net | Tax
    1  | 10  | =B2*0.1 -> 1
    2  | 20  | {gap}
    3  | 30  | =B4*0.1 -> 3
    4  | 40  | =B5*0.1 -> 4
    5  | 50  | =B6*0.1 -> 5
    6  | 60  | =B7*0.1 -> 6
"""


def test_the_empty_cell_is_named_with_what_it_would_hold():
    """A gap in a column of an Excel table is reported with the value of the missing formula."""
    table = ListObject("Orders", Area.of("A1:C7"), ("PO", "Net", "Tax"))

    (finding,) = found(ROWS.format(gap=""), list_objects=(table,))

    assert cells(finding) == ["C3"]
    assert Severity.WARNING is finding.severity
    assert finding.numbers == (("formula gives", 2),)


def test_rows_without_input_may_be_empty():
    """Where the formula has nothing to read, or the row is no line of the table, a gap is fine."""
    assert not found(ROWS.format(gap="").replace("2  | 20 ", "Section | "))
    assert not found(ROWS.format(gap="5"))


def test_the_first_row_of_a_real_ageing(real):
    """In a real ageing F3 is empty where the column has a formula."""
    path = real / "arjun-accounting" / "AR and Journal Entry1.xlsx"

    (finding,) = blank_in_formulas.check(Workpapers(books=(read_workbook(path, "AR.xlsx"),)))

    assert cells(finding) == ["F3"]
