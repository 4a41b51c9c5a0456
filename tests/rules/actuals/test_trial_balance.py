"""ACT113."""

from __future__ import annotations

from addin.rules.actuals.trial_balance import check
from tests.make import papers, posting, trial_balance_line, usd

BALANCED = [
    trial_balance_line("1000", 900),
    trial_balance_line("2000", -1400),
    trial_balance_line("3300", 500),
]


def test_a_trial_balance_that_is_out_names_its_line():
    """Out by 500.00, which is exactly one line."""
    lines = [*BALANCED, trial_balance_line("3310", 500, account_name="Grip")]
    (finding,) = check(papers(trial_balance=lines))

    assert dict(finding.numbers)["difference"] == usd(500)
    assert "Grip" in finding.message


def test_one_that_sums_to_zero_passes():
    """Debits are credits."""
    assert not list(check(papers(trial_balance=BALANCED)))


def test_lines_without_a_code_are_totals():
    """A check line below the accounts is not one of them."""
    lines = [*BALANCED, trial_balance_line("CHECK:", 123)]

    assert not list(check(papers(trial_balance=lines)))


def test_a_list_of_costs_alone_is_not_expected_to_sum_to_zero():
    """One side alone is an extract."""
    assert not list(check(papers(trial_balance=[trial_balance_line("3300", 500)])))


def test_an_account_that_differs_from_the_ledger():
    """The ledger makes 410.00 where the balance says 500.00; the posting of 90.00 is missing."""
    ledger = [posting("1000", 900), posting("2000", -1400), posting("3300", 410)]
    (finding,) = check(papers(trial_balance=BALANCED, postings=ledger))

    assert [place.cell for place in finding.places] == ["E4", "M4"]
    assert finding.impact == usd(90)


def test_an_extract_of_the_ledger_is_not_compared():
    """A journal of the month does not make the balances of the year."""
    ledger = [posting("1000", 1), posting("2000", -1)]

    assert not list(check(papers(trial_balance=BALANCED, postings=ledger)))
