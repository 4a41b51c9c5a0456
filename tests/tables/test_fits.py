"""Whether values agree with what a heading may mean."""

from __future__ import annotations

import pytest

from addin.tables.fits import EMPTY, fit
from addin.tables.profile import profile
from addin.tables.table import Sheet


def _of(*values: object):
    rows = [[value] for value in values]
    return profile(Sheet("s", rows), 1, range(1, len(values) + 1))  # type: ignore[arg-type]


WORDS = _of("Camera package", "Generator", "Lumber")
DATES = _of("3/14/2025", "3/15/2025", "3/16/2025")
MONEY = _of(1250.5, 90.25, -12.75)
CODES = _of("PO-2026-0016", "PO-2026-0017", "PO-2026-0018")
ACCOUNTS = _of("1100-01", "1200-02", "2200-10")


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("date", DATES),
        ("amount", MONEY),
        ("po_number", CODES),
        ("account", ACCOUNTS),
        ("description", WORDS),
    ],
)
def test_values_of_the_right_kind_agree_fully(field, column):
    """Dates are dates, money is money."""
    assert fit(field, column) == 1.0


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("date", WORDS),
        ("date", MONEY),
        ("amount", WORDS),
        ("amount", DATES),
        ("po_number", DATES),
        ("po_number", MONEY),
        ("account", MONEY),
        ("description", DATES),
        ("quantity", DATES),
    ],
)
def test_values_of_another_kind_rule_a_field_out(field, column):
    """A date on a column of words is no match."""
    assert fit(field, column) < 0.3


def test_an_empty_column_speaks_neither_for_nor_against():
    """A log yet to be filled in is still a log."""
    assert fit("date", _of(None, None)) == EMPTY


def test_an_account_may_be_given_by_name():
    """Journals of small companies post to 'Bank charges'."""
    assert 0 < fit("account", WORDS) < 1
