"""Amounts by code, and wider codes that gather details."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask
from addin.domain.coding import below, by_code, gathered, kept_under
from addin.domain.money import CurrencyMismatch, Money, total

codes = st.sampled_from(["2210", "2210-01", "2210-02", "2215", "3300", "9999", ""])
amounts = st.integers(-(10**6), 10**6).map(Money)


@settings(deadline=None)
@given(st.lists(st.tuples(codes, st.none() | amounts)))
def test_every_amount_is_in_exactly_one_sum(lines):
    """The sums of all codes come to what all lines come to."""
    assert total(by_code(lines).values()) == total(a for _, a in lines if a is not None)


def test_codes_written_differently_are_one():
    """The mask decides what is one code; the order is that of appearance."""
    lines = [("100", Money(1)), ("200", Money(2)), ("0100", Money(3))]

    assert by_code(lines, Mask("0000").normal) == {"0100": Money(4), "0200": Money(2)}


def test_two_currencies_under_one_code_are_an_error():
    """A sum across currencies is a wrong number, never an amount."""
    with pytest.raises(CurrencyMismatch):
        by_code([("1", Money(1, "USD")), ("1", Money(1, "EUR"))])


@settings(deadline=None)
@given(st.dictionaries(codes, amounts), st.sets(codes))
def test_gathering_loses_nothing(sums, kept):
    """Under wider codes or not, the whole stays the whole."""
    assert total(gathered(sums, kept).values()) == total(sums.values())


def test_details_go_to_a_wider_code_only_where_the_list_is_kept_so():
    """With most codes in the list, one that is missing is missing, and not its neighbour's."""
    assert kept_under(["2210-01", "2210-02", "2215"], {"2210", "2215"}) == {
        "2210-01": "2210",
        "2210-02": "2210",
        "2215": "2215",
    }
    assert kept_under(["2210", "2215", "2215-01"], {"2210", "2215"})["2215-01"] == "2215-01"
    assert kept_under(["2215", "2215-01"], {"2215"})["2215-01"] == "2215-01"


@settings(deadline=None)
@given(codes, codes)
def test_what_is_below_a_code_is_not_above_it(one, other):
    """Two different codes are never below each other."""
    assert below(one, one)
    assert one == other or not (below(one, other) and below(other, one))
