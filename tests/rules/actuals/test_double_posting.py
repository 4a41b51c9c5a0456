"""ACT102."""

from __future__ import annotations

import pytest

from addin.findings import Severity
from addin.rules.actuals.double_posting import check
from tests.make import papers, posting, usd


def pair(first=None, second=None):
    """What two postings of one vendor, a few days apart, give."""
    base = {"account": "3320", "amount": 486, "vendor": "Kodiak Rentals", "date": "2026-03-04"}
    records = [posting(**{**base, **(first or {})}), posting(**{**base, **(second or {})})]
    return list(check(papers(postings=records)))


def test_the_same_amount_two_days_apart_without_a_document_is_suspect():
    """One with an invoice number, one without, two days apart: a warning with both cells."""
    (finding,) = pair({"document": "8812"}, {"date": "2026-03-06"})

    assert finding.severity is Severity.WARNING
    assert [place.cell for place in finding.places] == ["M2:M3", "I2:I3"]
    assert finding.impact == usd(486)


@pytest.mark.parametrize(
    "second",
    [
        {"date": "2026-03-11"},  # a weekly charge
        {"date": "2026-04-04"},  # the rent
        {"account": "3330"},
        {"amount": -486},  # its reversal
        {"vendor": "Another House"},
        {"date": None},
    ],
)
def test_what_recurs_or_is_something_else_is_left_alone(second):
    """A week or a month apart, another account, the reversal, another vendor: no finding."""
    assert not pair(second=second)


def test_numbered_instalments_are_two_costs():
    """2 of 3 and 3 of 3 are not one."""
    assert not pair({"description": "Location fee 2 of 3"}, {"description": "Location fee 3 of 3"})


def test_two_documents_are_two_costs():
    """Two invoice numbers speak for themselves."""
    assert not pair({"document": "8812"}, {"document": "8813"})


def test_payroll_repeats_by_nature():
    """Two equal payroll lines are two people, or two days."""
    assert not pair({"kind": "PR"}, {"kind": "PR"})


def test_lines_of_one_entry_are_one_posting():
    """Two lines of one entry are a split."""
    assert not pair({"entry": "JE-4"}, {"entry": "JE-4"})


def test_a_third_equal_charge_makes_it_a_habit():
    """Three equal charges within days are how this vendor charges."""
    days = ("2026-03-04", "2026-03-05", "2026-03-06")
    lines = [posting("3320", 486, vendor="Kodiak Rentals", date=day) for day in days]

    assert not list(check(papers(postings=lines)))
