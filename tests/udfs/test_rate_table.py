"""A coordinator's own rate table, read."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from addin.domain.exchange import Purpose
from addin.udfs.cell_error import CellError
from addin.udfs.rate_table import code, rate_from, rates_from

MAY = dt.date(2026, 5, 1)
CAD = ("CAD", "USD")


@pytest.mark.parametrize(("written", "currency"), [("usd ", "USD"), ("£", "GBP"), ("C$", "CAD")])
def test_a_currency_is_its_code_or_a_sign_of_its_own(written, currency):
    """In any case."""
    assert code("currency", written) == currency


@pytest.mark.parametrize("written", ["$", "kr", "", "XXX", "dollars"])
def test_a_sign_of_several_currencies_is_none(written):
    """Nobody can say whose dollars are meant."""
    with pytest.raises(CellError, match="no currency code"):
        code("currency", written)


def test_headings_may_be_spelt_as_people_do():
    """Columns in any order, blank rows between, purposes in any case."""
    table = (
        ("FX Rate", "Effective Date", "Foreign Currency", "Home Currency", "Rate type"),
        (0.75, MAY, "cad", "usd", None),
        (None, None, None, None, None),
        (0.74, MAY, "CAD", "USD", "SPOT"),
    )

    assert rate_from(table, CAD, MAY, Purpose.ACTUAL) == Fraction(3, 4)
    assert rate_from(table, CAD, MAY, Purpose.SPOT) == Fraction(37, 50)


def test_a_table_is_read_once_for_all_cells():
    """Five thousand conversions ask for the same table."""
    table = (("From", "To", "Rate"), ("CAD", "USD", 0.75))

    assert rates_from(table) is rates_from(table)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ((("From", "Rate"), ("CAD", 0.75)), "no column “to”"),
        ((("From", "To", "Rate"), ("CAD", "USD", "n/k")), "record 1"),
        ((("From", "To", "Rate"), ("CAD", None, 0.75)), "record 1: to"),
        ((("From", "To", "Rate"), ("CAD", "USD", -0.75)), "greater than zero"),
        (((0,),), "greater than zero"),
    ],
)
def test_what_is_no_rate_table_is_an_error(table, says):
    """The row or the heading is named."""
    with pytest.raises(CellError, match=says):
        rate_from(table, CAD, MAY, Purpose.ACTUAL)


def test_one_rate_serves_one_pair():
    """And a currency into itself is 1."""
    assert rate_from(((0.75,),), CAD, None, Purpose.ACTUAL) == Fraction(3, 4)
    assert rate_from(((1,),), ("USD", "USD"), None, Purpose.ACTUAL) == 1
    with pytest.raises(CellError, match="USD into USD is 1"):
        rate_from(((0.75,),), ("USD", "USD"), None, Purpose.ACTUAL)


def test_a_budget_rate_of_another_version_is_named_and_not_taken():
    """Who forgets the version is told which there are."""
    table = (
        ("From", "To", "Rate", "Purpose", "Version"),
        ("CAD", "USD", 0.8, "budget", "Original"),
        ("CAD", "USD", 0.78, "budget", "Rev 1"),
    )

    assert rate_from(table, CAD, None, Purpose.BUDGET, "Rev 1") == Fraction(39, 50)
    with pytest.raises(CellError, match="for no version, but for Original, Rev 1") as raised:
        rate_from(table, CAD, None, Purpose.BUDGET)
    assert raised.value.code == "#N/A"
