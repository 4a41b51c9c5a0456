"""BUD104."""

from __future__ import annotations

from addin.findings import Finding, Severity
from addin.rules.budget.topsheet import check
from tests.make import budget_line, papers, topsheet_line, usd

DETAIL = [
    budget_line("3301", "Camera body", 400),
    budget_line("3302", "Lenses", 100),
    budget_line("3400", "Sound", 300),
    budget_line("3600-01", "Location fee", 200),
    budget_line("3600-02", "Parking", 50),
]


def found(*top, detail=DETAIL) -> list[Finding]:
    """What this topsheet gives above the detail."""
    return list(check(papers(topsheet=list(top), budget=detail)))


GOOD = [
    topsheet_line("3300", "Camera", 500),
    topsheet_line("3400", "Sound", 300),
    topsheet_line("3600", "Locations", 250),
    topsheet_line("6900", "Contingency", 105),
]


def test_a_topsheet_that_agrees_is_silent():
    """Detail accounts gather under 3300 by digit and under 3600 by dash; contingency needs none."""
    assert found(*GOOD) == []


def test_a_line_that_differs_is_found():
    """The topsheet's cell and the range of its detail are named, and the line it misses."""
    (finding,) = found(topsheet_line("3300", "Camera", 400), *GOOD[1:])

    assert finding.severity is Severity.ERROR
    assert finding.impact == usd(100)
    assert "Lenses" in finding.message
    assert [place.sheet for place in finding.places] == ["Topsheet", "Budget"]


def test_an_account_the_topsheet_leaves_out_is_found():
    """No line of the topsheet gathers 3400."""
    (finding,) = found(GOOD[0], *GOOD[2:])

    assert "Account 3400" in finding.message


def test_a_topsheet_line_without_detail_is_a_warning():
    """A figure with nothing below it."""
    (finding,) = found(*GOOD, topsheet_line("2900", "Wardrobe", 80))

    assert finding.severity is Severity.WARNING


def test_fringes_posted_elsewhere_are_left_out_of_the_comparison():
    """Where the topsheet takes the lines without their fringes, so does the rule."""
    detail = [
        budget_line("3300", "Operator", 122, subtotal=100, fringes=22),
        budget_line("3400", "Mixer", 244, subtotal=200, fringes=44),
    ]

    assert (
        found(
            topsheet_line("3300", "Camera", 100), topsheet_line("3400", "Sound", 200), detail=detail
        )
        == []
    )


def test_sections_serve_where_there_are_no_codes():
    """A topsheet of names is compared with the sections of that name."""
    detail = [
        budget_line("", "Body", 400, group="CAMERA"),
        budget_line("", "Boom", 30, group="Sound"),
    ]
    (finding,) = found(
        topsheet_line("", "Camera", 400), topsheet_line("", "Sound", 300), detail=detail
    )

    assert finding.impact == usd(270)


def test_another_budgets_topsheet_is_left_alone():
    """Nothing in it has anything to do with the detail."""
    assert found(topsheet_line("10", "Story", 7), topsheet_line("20", "Cast", 9)) == []
    assert found() == []
