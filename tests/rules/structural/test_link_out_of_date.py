"""Links to other workbooks."""

from __future__ import annotations

from dataclasses import replace

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.structural import link_out_of_date
from tests.grid import book, grid


def found(text: str, **more: object) -> list[Finding]:
    """What the rule says of one drawn sheet."""
    return list(link_out_of_date.check(Workpapers(books=(book(grid(text, **more)),))))  # type: ignore[arg-type]


def cells(finding: Finding) -> list[str]:
    """The cells of a finding."""
    return [place.cell for place in finding.places]


def linked(kept: int, there: int) -> list[Finding]:
    """A roll-up that keeps one value of a show's workbook, which holds another."""
    rollup = replace(
        book(grid(f"Show A | =[1]Cost!$B$2 -> {kept}", "Roll-up"), name="rollup.xlsx"),
        links={1: "shows/Show%20A.xlsx"},
        linked_values={1: {("Cost", "B2"): kept}},
    )
    show = book(grid(f"Total | EFC\nAll | {there}", "Cost"), name="shows/Show A.xlsx")
    return list(link_out_of_date.check(Workpapers(books=(rollup, show))))


def test_an_old_value_is_an_error_with_both_cells():
    """The roll-up's cell, the show's cell and the difference are named."""
    (finding,) = linked(5000, 6200)

    expected = [("rollup.xlsx", "Roll-up", "B1"), ("shows/Show A.xlsx", "Cost", "B2")]
    assert expected == [(place.workbook, place.sheet, place.cell) for place in finding.places]
    assert Severity.ERROR is finding.severity
    assert dict(finding.numbers)["difference"] == -1200


def test_an_up_to_date_link_is_fine():
    """Equal values on both sides are no finding."""
    assert not linked(5000, 5000)


def test_a_missing_workbook_is_one_note():
    """All formulas that read a workbook which is not at hand are one note."""
    lonely = replace(
        book(grid("=[1]Cost!A1 -> 1 | =[1]Cost!A2 -> 2")), links={1: "file:///C:\\Gone.xlsx"}
    )

    (finding,) = link_out_of_date.check(Workpapers(books=(lonely,)))

    assert cells(finding) == ["A1:B1"]
    assert "gone.xlsx" in finding.message
