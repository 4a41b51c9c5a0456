"""BUD107."""

from __future__ import annotations

import pytest

from addin.findings import Finding, Severity
from addin.rules.budget.repeated_line import check
from tests.make import budget_line, papers, usd


def found(*lines) -> list[Finding]:
    """What these lines give."""
    return list(check(papers(budget=list(lines))))


def test_a_copied_row_is_found():
    """Everything equal but case and punctuation."""
    (finding,) = found(
        budget_line(), budget_line("3400"), budget_line(description="camera package!")
    )

    assert finding.severity is Severity.WARNING
    assert finding.impact == usd(500)
    assert "twice" in finding.message


def test_crew_may_be_several_people():
    """Two grips at one rate are a question, no mistake."""
    (finding,) = found(*[budget_line(description="Grip", quantity=10, rate=50)] * 2)

    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "other",
    [
        budget_line(amount=501),
        budget_line("3310"),
        budget_line(description="Lens package"),
        budget_line(group="Second unit"),
        budget_line(quantity=2),
    ],
)
def test_lines_that_differ_in_anything_are_two(other):
    """Another amount, account, text, section or quantity."""
    assert found(budget_line(), other) == []
