"""COS112."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.cost_report.variance_sign import check
from tests.make import papers, report_line


def rows(sign: int, count: int = 6, **more):
    """Rows whose variance is budget - EFC, or the other way round."""
    return [
        report_line(str(n), budget=100, efc=100 + n, variance=-n * sign, **more)
        for n in range(1, count + 1)
    ]


def test_the_rows_that_differ_are_named():
    """One row shows EFC - budget, eight show budget - EFC."""
    odd = report_line("9", budget=100, efc=130, variance=30)
    (finding,) = check(papers(cost_report=[*rows(1, 8), odd]))

    assert finding.severity is Severity.ERROR
    assert finding.place.cell == "L10"


def test_either_convention_alone_passes():
    """A workbook may show it as it likes, if it always does."""
    assert not list(check(papers(cost_report=rows(1))))
    assert not list(check(papers(cost_report=rows(-1))))


def test_two_sheets_of_one_production_should_agree():
    """The cost report one way, budget against actual the other: a note."""
    (finding,) = check(papers(cost_report=rows(1), budget_vs_actual=rows(-1)))

    assert finding.severity is Severity.NOTE


def test_income_is_shown_the_other_way_on_purpose():
    """A sheet with income and cost has both signs by right."""
    income = report_line("", "Income", budget=100, efc=130, variance=30)

    assert not list(check(papers(cost_report=[*rows(1), income])))
