"""A value that its formula does not give."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import stale_value
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(stale_value.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_only_the_cell_whose_own_formula_disagrees_is_named():
    """A total over a stale value agrees with what it reads, and is not reported with it."""
    (finding,) = found("""
        100 | 40 | =A1-B1 -> 55 | =C1*2 -> 110
    """)

    assert cells(finding) == ["C1"]
    assert Severity.ERROR is finding.severity
    assert finding.numbers == (("shows", 55), ("formula gives", 60), ("difference", -5))


def test_what_is_not_certain_is_not_reported():
    """Volatile, unsupported and merely rounded values are left alone."""
    assert not found("""
        =TODAY() -> 5 | =NOSUCH(1) -> 5 | =0.1+0.2 -> 0.30000000000000004 | =A1+1 -> 6
    """)


def test_what_excel_saved_is_never_stale(real):
    """In workbooks that Excel saved, a thousand values agree with their formulas."""
    names = ("finrpt00", "inc_exp", "financial-notes", "Annexure%20(Audited%2#A7E05")
    books = tuple(
        read_workbook(real / "excelint" / f"{name}.xlsx", f"{name}.xlsx") for name in names
    )

    assert sum(len(sheet.formulas) for made in books for sheet in made.sheets) > 1000
    assert not list(stale_value.check(Workpapers(books=books)))
