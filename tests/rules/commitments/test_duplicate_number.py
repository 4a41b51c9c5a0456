"""PO101."""

from __future__ import annotations

import pytest

from addin.domain.commitments import Status
from addin.findings import Finding, Severity
from addin.rules.commitments.duplicate_number import CODE, check
from addin.tables.table import Role
from tests.make import at, papers, po, usd


def found(*orders) -> list[Finding]:
    """What these lines of one log give."""
    return list(check(papers(purchase_orders=list(orders))))


def test_one_number_for_two_vendors_is_an_error():
    """Both cells of the number and both vendors are named."""
    (finding,) = found(
        po("1042", "Northlight", date="2026-03-03"),
        po("1041", "Other"),
        po("PO 1042", "Hill Catering", 80, date="2026-03-09"),
    )

    assert finding.code == CODE
    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == [
        at(Role.PO_LOG, "po_number", "2"),
        at(Role.PO_LOG, "po_number", "4"),
        at(Role.PO_LOG, "vendor", "2"),
        at(Role.PO_LOG, "vendor", "4"),
    ]
    assert "Northlight and Hill Catering" in finding.message
    assert finding.impact == usd(80)


def test_one_number_on_two_days_may_be_two_orders():
    """The same vendor on another day is worth a look."""
    (finding,) = found(po(date="2026-03-03"), po(date="2026-03-09", description="Lenses"))

    assert finding.severity is Severity.WARNING


def test_the_same_line_twice_is_found():
    """Everything equal on one day: a copied row."""
    (finding,) = found(*[po(date="2026-03-03", description="Lenses", account="3300")] * 2)

    assert "same line twice" in finding.message


@pytest.mark.parametrize(
    "second",
    [
        {"date": "2026-03-03", "description": "Tripod", "amount": 80},
        {"date": "2026-03-03", "vendor": "NORTHLIGHT CAMERA, INC.", "description": "Case"},
        {"vendor": "", "description": "Insurance"},
        {"date": "2026-03-20", "description": "Revised: two more days"},
        {"date": "2026-03-20", "amount": -100, "description": "Less lens"},
        {"vendor": "Other", "status": Status.VOID},
        {"number": "1043", "vendor": "Other"},
    ],
)
def test_lines_changes_and_replacements_are_no_duplicates(second):
    """Several lines of one order, its changes, and a void order are how logs are kept."""
    assert found(po(date="2026-03-03", description="Lenses"), po(**second)) == []
