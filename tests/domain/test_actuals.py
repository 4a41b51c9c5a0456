"""Actuals: what is posted by when, and what moved in closed periods."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask
from addin.domain.actuals import (
    Posting,
    cost_in_period,
    cost_to_date,
    is_late,
    movement,
    restated,
    restated_sums,
    sum_by_period,
    sum_in_period,
    sum_to_date,
    undated,
)
from addin.domain.money import CurrencyMismatch, Money, total

dates = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
postings = st.builds(
    Posting,
    st.sampled_from(["3300", "3400", " 3300"]),
    st.none() | st.integers(-(10**9), 10**9).map(Money),
    date=dates,
)
ledgers = st.lists(postings, max_size=30)


@settings(deadline=None)
@given(ledgers, dates, dates)
def test_cost_to_date_is_what_was_before_plus_the_period(ledger, one, other):
    """Cost to date now = cost to date then + cost of the period, account by account."""
    then, now = sorted((one, other))

    moved = movement(cost_to_date(ledger, then), cost_to_date(ledger, now))

    period = cost_in_period(ledger, then, now)
    assert {k: v for k, v in moved.items() if v} == {k: v for k, v in period.items() if v}


@settings(deadline=None)
@given(ledgers)
def test_accounts_sum_to_the_ledger(ledger):
    """Splitting by account loses nothing."""
    everything = total(p.amount for p in ledger if p.amount is not None)

    assert total(cost_to_date(ledger).values()) == everything


@settings(deadline=None)
@given(ledgers, postings, dates)
def test_only_a_posting_dated_back_restates_a_closed_period(ledger, late, cutoff):
    """A new posting moves closed periods by its amount if it is dated in them, else not at all."""
    moved = restated(ledger, [*ledger, late], cutoff)

    back_dated = late.date <= cutoff and bool(late.amount)
    assert moved == ({late.account.strip(): late.amount} if back_dated else {})


def test_a_posting_without_a_date_is_to_date_but_in_no_period():
    """It is in the ledger; nobody knows since when."""
    lost = Posting("3300", Money(500))

    assert cost_to_date([lost], dt.date(2026, 1, 1)) == {"3300": Money(500)}
    assert cost_in_period([lost], None, None) == {}
    assert undated([lost]) == (lost,)


def test_codes_are_written_under_the_mask():
    """100 and 0100 are one account where the project says so."""
    found = cost_to_date(
        [Posting("100", Money(1)), Posting("0100", Money(2))], None, Mask("0000").normal
    )

    assert found == {"0100": Money(3)}


lines = st.lists(
    st.tuples(
        st.sampled_from(["3300", "3400", " 3300"]),
        st.none() | dates,
        st.none() | st.integers(-(10**9), 10**9).map(Money),
    ),
    max_size=30,
)
ends = st.sets(dates, min_size=1, max_size=6).map(sorted)


@settings(deadline=None)
@given(lines, ends)
def test_every_posting_is_in_one_period_or_later_or_undated(ledger, marks):
    """The whole of a code's row is all that is posted to it."""
    found = sum_by_period(ledger, marks, str.strip)
    sums = sum_to_date(ledger)

    assert {code: each.total for code, each in found.items()} == sums
    for at, (before, end) in enumerate(zip([None, *marks], marks, strict=False)):
        period = sum_in_period(ledger, before, end)
        assert {c: by.periods[at] for c, by in found.items() if by.periods[at]} == {
            code: amount for code, amount in period.items() if amount
        }


def test_periods_must_rise_and_share_a_currency():
    """A calendar out of order, or dollars beside euros, is no table of periods."""
    day = dt.date(2026, 1, 1)
    with pytest.raises(ValueError, match="must rise"):
        sum_by_period([], [day, day])
    with pytest.raises(CurrencyMismatch):
        sum_by_period([("1", day, Money(1, "USD")), ("2", day, Money(1, "EUR"))], [day])


@settings(deadline=None)
@given(lines, lines, dates)
def test_what_was_restated_is_what_moved(before, now, cutoff):
    """Reported, now and by how much agree; accounts that stand still are not named."""
    found = restated_sums(before, now, cutoff)

    then, today = sum_to_date(before, cutoff), sum_to_date(now, cutoff)
    assert all(a != b for a, b in found.values())
    assert total(b - a for a, b in found.values()) == total(today.values()) - total(then.values())


@pytest.mark.parametrize(
    ("date", "entered", "late"),
    [(10, 11, True), (10, 10, False), (11, 12, False), (9, 12, True), (None, 12, False)],
)
def test_late_is_dated_in_a_reported_period_and_entered_after_it(date, entered, late):
    """The cut-off's own day belongs to the period that it ends."""
    day = None if date is None else dt.date(2026, 3, date)

    assert is_late(day, dt.date(2026, 3, entered), dt.date(2026, 3, 10)) is late
