"""ACT111."""

from __future__ import annotations

from addin.findings import Severity
from addin.rules.actuals.usual_account import check
from tests.make import papers, posting

USUAL = [posting("2510", 10 + n, vendor="Elm Lumber") for n in range(11)]


def test_one_posting_off_the_usual_account_is_noted():
    """Eleven on 2510, one on 3300."""
    (finding,) = check(papers(postings=[*USUAL, posting("3300", 99, vendor="ELM LUMBER")]))

    assert finding.severity is Severity.NOTE
    assert [place.cell for place in finding.places] == ["A13", "M13"]


def test_a_slip_of_the_finger_weighs_more():
    """2150 is 2510 with two digits swapped."""
    (finding,) = check(papers(postings=[*USUAL, posting("2150", 99, vendor="Elm Lumber")]))

    assert finding.severity is Severity.WARNING


def test_a_second_habit_is_no_slip():
    """Twice on another account is a second use; so is a vendor all over the chart."""
    twice = [posting("3300", 99, vendor="Elm Lumber") for _ in range(2)]
    spread = [posting(str(2500 + n % 3), n + 1, vendor="Oak") for n in range(12)]

    assert not list(check(papers(postings=[*USUAL, *twice])))
    assert not list(check(papers(postings=spread)))


def test_credits_do_not_count():
    """A credit memo on another account follows its own charge."""
    assert not list(check(papers(postings=[*USUAL, posting("3300", -99, vendor="Elm Lumber")])))
