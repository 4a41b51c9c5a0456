"""Rows of one amount on one account, near in time."""

from __future__ import annotations

import pytest

from addin.reconcile.match import match
from addin.reconcile.outcome import Tier, Tolerance
from addin.reconcile.strategies import amount_and_account
from tests.reconcile.rows import row, rows_of

NAME = "Northlight Camera"


def test_alone_with_a_name_that_is_alike_is_confirmed():
    """One amount, one account, two days, one vendor in two spellings."""
    left = [row(2, "512.40", 0, name=NAME, account="3300")]
    right = [row(2, "512.40", 2, sheet="Right", name="NORTHLIGHT CAMERA LTD", account="3300")]

    (found,), _ = match(left, right, (amount_and_account.pair,), Tolerance())

    assert found.tier is Tier.CONFIRMED
    assert found.evidence == (
        "amount equal (512.40 USD)",
        "2 days later",
        "account equal (3300)",
        "name equal",
        "no other candidate",
    )
    assert str(found).startswith("Show.xlsx!Left!C2 ↔ Show.xlsx!Right!C2: amount equal")


@pytest.mark.parametrize(
    "other",
    [
        {"amount": "512.41"},
        {"amount": "-512.40"},
        {"day": 8},
        {"day": -2},
        {"account": "3400"},
        {"name": "Harbour Catering"},
    ],
    ids=["a cent off", "a credit", "too late", "too early", "other account", "other vendor"],
)
def test_what_contradicts_a_pair_keeps_it_apart(other):
    """Amount, sign, window, account and name all have to fit."""
    left = [row(2, "512.40", 0, name=NAME, account="3300")]
    base = {"amount": "512.40", "day": 0, "name": NAME, "account": "3300"} | other
    right = [row(2, sheet="Right", **base)]

    assert match(left, right, (amount_and_account.pair,), Tolerance())[0] == ()


def test_recurring_equal_charges_tie_as_a_set():
    """Two rents of one month on both lists are two pairs, whichever belongs to which."""
    left = [row(at, "1200", at, name=NAME) for at in (2, 3)]
    right = [row(at, "1200", at, sheet="Right", name=NAME) for at in (3, 4)]

    (found,), _ = match(left, right, (amount_and_account.pair,), Tolerance(days_before=7))

    assert rows_of(found) == (frozenset({2, 3}), frozenset({3, 4}), "confirmed")
    assert found.evidence[-1] == "2 equal rows on each side"


def test_two_for_one_is_suggested_by_date_and_one_is_left():
    """The nearest day is the likelier one; nobody confirms it but a person."""
    left = [row(2, "1200", 0, name=NAME)]
    right = [
        row(2, "1200", 3, sheet="Right", name=NAME),
        row(3, "1200", 1, sheet="Right", name=NAME),
    ]

    (found,), pool = match(left, right, (amount_and_account.pair,), Tolerance())

    assert rows_of(found) == (frozenset({2}), frozenset({3}), "suggested")
    assert found.rivals == 1
    assert [r.source.row for r in pool.right] == [2]


def test_without_a_name_or_a_date_nothing_is_confirmed():
    """An amount alone proves little."""
    undated = match(
        [row(2, "512.40", None, name=NAME)],
        [row(2, "512.40", 0, sheet="Right", name=NAME)],
        (amount_and_account.pair,),
        Tolerance(),
    )[0]
    nameless = match(
        [row(2, "512.40", 0, name="DEPOSIT")],
        [row(2, "512.40", 0, sheet="Right", name=NAME)],
        (amount_and_account.pair, amount_and_account.pair_whatever_name),
        Tolerance(),
    )[0]

    assert [one.tier for one in (*undated, *nameless)] == [Tier.SUGGESTED, Tier.SUGGESTED]
