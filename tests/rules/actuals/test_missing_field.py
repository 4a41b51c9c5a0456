"""ACT109."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.actuals.missing_field import check
from tests.make import papers, posting, usd

FULL = [posting(date="2026-03-01", vendor="Elm") for _ in range(8)]


def test_a_line_without_account_is_found():
    """412.50 with an empty account cell."""
    line = posting("", 412.5, date="2026-03-02", vendor="Elm")
    (finding,) = check(papers(postings=[*FULL, line]))

    assert finding.severity is Severity.ERROR
    assert [place.cell for place in finding.places] == ["A10", "M10"]
    assert finding.impact == usd("412.5")


def test_amount_and_date_are_missed_too():
    """A line with a vendor and no amount; one with an amount and no date."""
    lines = [
        posting(amount=None, vendor="Elm", date="2026-03-02"),
        posting(date=None, vendor="Elm"),
    ]
    found = list(check(papers(postings=[*FULL, *lines])))

    assert [finding.place.cell for finding in found] == ["M10", "C11"]


def test_a_column_that_is_seldom_filled_is_optional():
    """Where most lines have no date, the date is not kept here."""
    lines = [posting(vendor="Elm") for _ in range(5)]

    assert not list(check(papers(postings=lines)))


def test_notes_and_carried_balances_are_no_postings():
    """A line with neither amount nor vendor is a note."""
    assert not list(check(papers(postings=[*FULL, posting("", None, description="see below")])))
