"""Formulas without their values."""

from __future__ import annotations

from addin.adapters.xlsx.reading.reader import read_workbook
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import no_cached_value
from addin.tables.calculate import computed
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(no_cached_value.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def test_what_was_worked_out_is_a_note_and_what_was_not_is_a_warning():
    """One finding per sheet counts both, and says why the first unknown one is unknown."""
    made = computed(book(grid("2 | =A1*2"), grid("2 | =A1*2 | =TODAY()", "Other")))

    first, second = no_cached_value.check(Workpapers(books=(made,)))

    assert Severity.NOTE is first.severity
    assert first.numbers == (("formulas without value", 1), ("worked out", 1))
    assert Severity.WARNING is second.severity
    assert second.numbers == (("formulas without value", 2), ("worked out", 1))
    assert "TODAY" in second.message
    assert cells(second) == ["C1"]


def test_a_saved_workbook_is_fine():
    """A workbook that Excel saved holds all its values."""
    assert not found("2 | =A1*2 -> 4")


def test_every_real_procurement_workbook_lacks_its_values(real):
    """All formulas of a real set of exported workbooks are without values."""
    paths = sorted((real / "qoder-procurement").glob("*.xlsx"))
    books = tuple(computed(read_workbook(path, path.name)) for path in paths)

    findings = list(no_cached_value.check(Workpapers(books=books)))

    assert {path.name for path in paths} == {finding.place.workbook for finding in findings}
    assert sum(int(str(dict(f.numbers)["formulas without value"])) for f in findings) == 232
