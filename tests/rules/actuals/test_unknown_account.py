"""ACT103."""

from __future__ import annotations

from addin.domain.account_codes import Mask
from addin.domain.accounts import ChartOfAccounts
from addin.findings import Severity
from addin.rules.actuals.unknown_account import check
from tests.make import account, card_line, chart, papers, posting, usd

CHART = chart(account("2510", "Lumber"), "2520", "2600", "3300", "3320", "4000")
GOOD = [posting(code) for code in ("2520", "2600", "3300", "3320", "4000")]


def test_swapped_digits_are_recognised():
    """2150 where the chart has 2510: an error that names the account meant."""
    (finding,) = check(papers(chart=CHART, postings=[*GOOD, posting("2150", 1240)]))

    assert finding.severity is Severity.ERROR
    assert "Did you mean 2510 Lumber?" in finding.message
    assert [place.cell for place in finding.places] == ["A7", "M7"]
    assert finding.impact == usd(1240)


def test_all_lines_of_one_unknown_account_are_one_finding():
    """Three lines on one unknown account are one finding with all their cells."""
    lines = [*GOOD, *(posting("9999", 10) for _ in range(3))]
    (finding,) = check(papers(chart=CHART, postings=lines))

    assert [place.cell for place in finding.places] == ["A7:A9", "M7:M9"]


def test_a_code_that_lost_its_zeros_or_dashes_is_known():
    """The chart's mask reads what Excel made of a code."""
    masked = ChartOfAccounts((account("0100-10"), account("2510-00")), Mask("0000-00"))

    assert not list(check(papers(chart=masked, postings=[posting("100-10"), posting("251000")])))


def test_without_a_chart_nothing_is_unknown():
    """No chart, no finding."""
    assert not list(check(papers(postings=[posting("1")])))


def test_another_chart_is_said_once():
    """When hardly a code is known, list and chart belong apart: one note, not a page of errors."""
    lines = [posting(code) for code in ("71", "72", "73", "74", "75")]
    (finding,) = check(papers(chart=CHART, postings=lines))

    assert finding.severity is Severity.NOTE
    assert finding.places[0].cell == "A2:A6"


def test_card_coding_is_read_too():
    """A card charge coded to an unknown account is found."""
    (finding,) = check(
        papers(chart=CHART, cards=[card_line(account="2530"), card_line(account="3300")])
    )

    assert "2530" in finding.message
