"""Bank: opening + movements = closing, down the page or up it."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.bank import (
    StatementLine,
    balance_breaks,
    closing_balance,
    opening_balance,
    unproved,
)
from addin.domain.money import Money

movements = st.lists(st.integers(-(10**6), 10**6).filter(bool), min_size=1, max_size=20)
START = dt.date(2026, 3, 1)


def statement(opening, amounts):
    """A statement whose balances are right, a movement a day."""
    balances = list(accumulate(amounts, initial=opening))[1:]
    return [
        StatementLine(START + dt.timedelta(days=i), Money(amount), balance=Money(balance))
        for i, (amount, balance) in enumerate(zip(amounts, balances, strict=True))
    ]


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), movements, st.booleans())
def test_a_right_statement_is_proved_in_either_direction(opening, amounts, upwards):
    """Newest first or oldest first, no line breaks and the ends are found."""
    lines = statement(opening, amounts)
    shown = lines[::-1] if upwards else lines

    assert balance_breaks(shown) == ()
    assert opening_balance(shown) == Money(opening)
    assert closing_balance(shown) == Money(opening + sum(amounts))
    assert not unproved(Money(opening), map(Money, amounts), Money(opening + sum(amounts)))


@settings(deadline=None)
@given(st.integers(-(10**6), 10**6), movements, st.data())
def test_a_wrong_balance_is_found_at_its_line(opening, amounts, draw):
    """The line where the balance goes wrong is named, with what it should be."""
    lines = statement(opening, [*amounts, 1])
    at = draw.draw(st.integers(1, len(lines) - 1))
    right = lines[at].balance
    lines[at] = StatementLine(lines[at].date, lines[at].amount, balance=right + Money(7))

    found = balance_breaks(lines)

    assert found[0].line == lines[at]
    assert (found[0].expected, found[0].found) == (right, right + Money(7))
    assert len(found) == (1 if at == len(lines) - 1 else 2)


def test_a_stated_opening_line_and_gaps_in_the_balance_are_understood():
    """'Beginning balance' has no amount; a line without balance is added up to the next."""
    lines = [
        StatementLine(START, None, description="Beginning balance", balance=Money(1000)),
        StatementLine(START, Money(200)),
        StatementLine(START, Money(-50), balance=Money(1150)),
    ]

    assert opening_balance(lines) == Money(1000)
    assert balance_breaks(lines) == ()
    assert opening_balance(lines[1:]) is None
    assert closing_balance([]) is None
