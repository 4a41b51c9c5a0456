"""ACT_: the ledger asked for one account, and for any coding."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.udfs.cell_error import CellError
from tests.udfs.called import called

cents = st.integers(-(10**7), 10**7).map(lambda minor: minor / 100)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
codes = st.sampled_from(["2210", 2210.0, "2210-05", "3300", ""])
ledgers = st.lists(st.tuples(codes, st.just("") | days, cents), min_size=1, max_size=15)


def columns(rows):
    """Each column of some rows as a range."""
    return [[[cell] for cell in column] for column in zip(*rows, strict=True)]


def minor(amount):
    """An amount in cents."""
    return round(100 * amount)


@settings(deadline=None)
@given(ledgers, days, days)
def test_to_date_is_what_was_before_plus_the_period(ledger, one, other):
    """ACT_TO_DATE moves by ACT_PERIOD, account by account and for all of them."""
    before, now = sorted((one, other))
    dated = columns([row for row in ledger if row[1]] or [("2210", before, 0)])

    for account in ("2210", "*"):
        then, today = (called("ACT_TO_DATE", *dated, account, cutoff) for cutoff in (before, now))
        period = called("ACT_PERIOD", *dated, account, before, now)
        assert minor(today) - minor(then) == minor(period)


@settings(deadline=None)
@given(ledgers)
def test_a_column_of_accounts_gives_what_each_account_gives(ledger):
    """One formula that spills, or one in each row: the same cents."""
    ranges = columns(ledger)
    wanted = ["2210", "3300", "2210-05", "9999"]

    spilled = called("ACT_TO_DATE", *ranges, [[account] for account in wanted])

    assert spilled == [[called("ACT_TO_DATE", *ranges, account)] for account in wanted]


@settings(deadline=None)
@given(ledgers)
def test_what_rolls_up_into_an_account_is_the_account_and_its_details(ledger):
    """2210 with 2210-05 is what is below 2200."""
    ranges = columns(ledger)

    parts = (called("ACT_TO_DATE", *ranges, account) for account in ("2210", "2210-05"))
    assert minor(called("ACT_BELOW", *ranges, "2200")) == sum(map(minor, parts))


@settings(deadline=None)
@given(ledgers)
def test_a_sum_by_coding_is_the_sum_by_account(ledger):
    """ACT_SUM with the account for its only coding is ACT_TO_DATE."""
    accounts, _, amounts = columns(ledger)

    for account in ("2210", "3300", "22*"):
        own = called("ACT_TO_DATE", accounts, "", amounts, account)
        assert called("ACT_SUM", amounts, accounts, account) == own


def test_every_pair_of_coding_must_match():
    """Set and episode and a date: one posting has them all."""
    amounts = [[1], [10], [100], [1000]]
    sets, episodes = [["A"], ["A"], ["B"], ["A"]], [["E1"], ["E2"], ["E1"], ["E1"]]
    dates = [[dt.date(2026, 3, day)] for day in (1, 2, 3, 20)]

    assert called("ACT_SUM", amounts, sets, "a", episodes, "E1", dates, "<=2026-03-14") == 1
    assert called("ACT_SUM", amounts, sets, "", episodes, "E1") == 1101
    assert called("ACT_SUM", amounts) == 1111


def test_true_and_one_are_two_codings():
    """A flag is no number, though to the computer they are equal."""
    assert called("ACT_SUM", [[1], [10]], [[True], [1.0]], "TRUE") == 1


@pytest.mark.parametrize(
    ("coding", "message"),
    [
        ([[["A"]]], "pairs"),
        ([[["A", "B"], ["C", "D"]], "A"], "not a block"),
        ([[["A"]], [["A"], ["B"]]], "one cell says"),
        ([[["A"], ["B"]], "A"], "has 2 cells, amounts 1"),
    ],
)
def test_coding_that_does_not_fit_says_so(coding, message):
    """Ranges of different length would pair the wrong rows."""
    with pytest.raises(CellError, match=message):
        called("ACT_SUM", [[5]], *coding)


def test_ranges_of_different_length_are_an_error():
    """A range that ends early would leave postings out in silence."""
    with pytest.raises(CellError, match="accounts has 1 cells, amounts has 2"):
        called("ACT_TO_DATE", [["2210"]], "", [[5], [7]], "2210")


def test_an_error_in_the_ledger_is_the_result():
    """A sum over a cell that failed is not known."""
    with pytest.raises(CellError, match="#REF! amounts, cell 2"):
        called("ACT_TO_DATE", [["2210"], ["2210"]], "", [[5], ["#REF!"]], "2210")
