"""Columns that sort amounts by limits."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import bucket_limits
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(bucket_limits.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def ageing(*tests: str) -> str:
    """Two invoices of 45 and 75 days, and one column for each test on the days."""
    lines = ["Invoice | Balance | Days | " + " | ".join("Bucket" for _ in tests)]
    for row, (balance, days) in enumerate(((50, 45), (70, 75)), 2):
        columns = [f"=IF({test.replace('C', f'C{row}')},B{row},0) -> 0" for test in tests]
        lines.append(f"{row} | {balance} | {days} | " + " | ".join(columns))
    return "\n".join(lines)


def test_an_overlap_and_a_gap_are_named():
    """Two columns that take the same days, and days that no column takes, are one finding."""
    (finding,) = found(ageing("AND(C>30,C<=60)", "AND(C>30,C<=60)", "AND(C>90,C<=120)"))

    assert cells(finding) == ["D2:D3", "E2:E3", "F2:F3"]
    assert Severity.ERROR is finding.severity
    assert "30 < age ≤ 60" in finding.message
    assert "60 < age ≤ 90 falls into no column" in finding.message


def test_limits_that_fit_are_fine():
    """Each column beginning where the one before it ends, or at the next whole day, is right."""
    assert not found(ageing("C<=30", "AND(C>30,C<=60)", "C>60"))
    assert not found(ageing("C<=30", "AND(C>=31,60>=C)", "C>=61"))


def test_the_columns_of_a_real_ageing(real):
    """In a real ageing G and H overlap, and 60 < age ≤ 90 falls into no column before I."""
    path = real / "arjun-accounting" / "AR and Journal Entry1.xlsx"

    (finding,) = bucket_limits.check(Workpapers(books=(read_workbook(path, "AR.xlsx"),)))

    assert cells(finding) == ["G3:G52", "H3:H52", "I3:I52"]
    assert "60 < age ≤ 90 falls into no column" in finding.message
