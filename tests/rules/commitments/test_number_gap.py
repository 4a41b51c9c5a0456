"""PO102."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.commitments.number_gap import check
from addin.tables.table import Role
from tests.make import at, papers, po


def found(*numbers: str) -> list[Finding]:
    """What a log with these numbers gives."""
    return list(check(papers(purchase_orders=[po(number) for number in numbers])))


def test_missing_numbers_are_one_note():
    """Single numbers and runs are named, at the order after each gap."""
    numbers = [f"PO-{n}" for n in range(1001, 1031) if n not in (1007, 1020, 1021, 1022)]
    (finding,) = found(*numbers)

    assert finding.severity is Severity.NOTE
    assert "PO-1007, PO-1020 to 1022" in finding.message
    assert finding.numbers[0] == ("missing", 4)
    assert [place.cell for place in finding.places] == [
        at(Role.PO_LOG, "po_number", "8"),
        at(Role.PO_LOG, "po_number", "20"),
    ]


def test_a_run_without_gaps_is_fine_in_any_order():
    """Order and repeats do not matter."""
    assert found(*(str(n) for n in (5, 3, 1, 2, 4, 7, 6, 6))) == []


def test_each_series_runs_for_itself():
    """Two departments with a series each have no gap between them."""
    assert found(*(f"A-{n}" for n in range(10, 18)), *(f"C-{n}" for n in range(50, 58))) == []


def test_numbers_that_do_not_run_have_no_gaps():
    """Scattered numbers were never meant to be complete."""
    assert found("12", "480", "77", "3001", "650", "9", "1204") == []
