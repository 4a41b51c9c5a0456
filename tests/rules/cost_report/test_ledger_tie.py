"""COS102."""

from __future__ import annotations

import datetime as dt

from addin.domain.accounts import AccountKind
from addin.findings import Severity
from addin.rules.cost_report.ledger_tie import check
from tests.make import account, chart, papers, posting, report_line, trial_balance_line, usd

LEDGER = [
    posting("2510", 14000, date="2026-03-01"),
    posting("2510", 130, date="2026-03-02", vendor="Elm"),
    posting("2520", 900, date="2026-03-03"),
    posting("3300", 700, date="2026-03-04"),
]


def report(*amounts: float, codes: tuple[str, ...] = ("2510", "2520", "3300")):
    """Cost to date by account."""
    return [report_line(c, actual_to_date=a) for c, a in zip(codes, amounts, strict=True)]


def test_a_report_that_is_the_ledger_passes():
    """Account by account to the cent."""
    assert not list(check(papers(cost_report=report(14130, 900, 700), postings=LEDGER)))


def test_swapped_digits_are_found_with_the_postings():
    """14,310 where the postings make 14,130."""
    (finding,) = check(papers(cost_report=report(14310, 900, 700), postings=LEDGER))

    assert finding.severity is Severity.ERROR
    assert [(p.sheet, p.cell) for p in finding.places] == [
        ("Cost Report", "D2"),
        ("Ledger", "M2:M3"),
    ]
    assert "swapped" in finding.message
    assert finding.impact == usd(180)


def test_a_posting_that_was_forgotten_is_named():
    """The difference is exactly one posting."""
    (finding,) = check(papers(cost_report=report(14000, 900, 700), postings=LEDGER))

    assert "exactly M3 (Elm)" in finding.message


def test_an_account_that_the_report_lacks():
    """Postings on 3310, and no such row."""
    ledger = [*LEDGER, posting("3310", 55)]
    (finding,) = check(papers(cost_report=report(14130, 900, 700), postings=ledger))

    assert "not on the cost report" in finding.message
    assert finding.place.sheet == "Ledger"


def test_postings_after_the_cut_off_do_not_count():
    """Cost to date ends at the cut-off; a report that goes on is told so."""
    cutoff = dt.date(2026, 3, 3)
    assert not list(
        check(papers(cost_report=report(14130, 900, 0), postings=LEDGER, cutoff=cutoff))
    )
    (finding,) = check(papers(cost_report=report(14130, 900, 700), postings=LEDGER, cutoff=cutoff))
    assert "after the cut-off" in finding.message


def test_a_report_by_wider_accounts_takes_the_ledgers_details_up():
    """A ledger in detail accounts ties to a report in main accounts."""
    ledger = [posting("2510-01", 10), posting("2510-02", 20), posting("2520-01", 5)]

    assert not list(
        check(papers(cost_report=report(30, 5, codes=("2510", "2520")), postings=ledger))
    )


def test_bank_and_payables_are_no_cost():
    """By the chart, or by their names where there is none."""
    bank = posting("1000", -15730, account_name="Bank")
    known = chart("2510", "2520", "3300", account("1000", "Bank", AccountKind.BALANCE_SHEET))
    for found in (None, known):
        assert not list(
            check(
                papers(cost_report=report(14130, 900, 700), postings=[*LEDGER, bank], chart=found)
            )
        )


def test_a_stale_report_is_said_once():
    """Where hardly an account agrees, the two are of different dates."""
    lines = report(1, 2, 3, 4, codes=("2510", "2520", "3300", "3310"))
    (finding,) = check(papers(cost_report=lines, postings=LEDGER))

    assert finding.severity is Severity.WARNING
    assert finding.places[0].cell == "D2:D5"


def test_without_a_ledger_the_trial_balance_is_the_truth():
    """Cost accounts only; the chart says which."""
    balances = [
        trial_balance_line("2510", 14130),
        trial_balance_line("2520", 900),
        trial_balance_line("3300", 770),
        trial_balance_line("1000", -15800),
    ]
    (finding,) = check(
        papers(
            cost_report=report(14130, 900, 700),
            trial_balance=balances,
            chart=chart("2510", "2520", "3300"),
        )
    )

    assert finding.impact == usd(70)
