"""Which currency a heading or a number format names."""

from __future__ import annotations

import pytest

from addin.tables.currencies import currency_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Total (RM)", "MYR"),
        ("Amount US$", "USD"),
        ("Amount (usd)", "USD"),
        ("[$£-809]#,##0.00", "GBP"),
        ("[$$-409]#,##0.00_);([$$-409]#,##0.00)", "USD"),
        ("[$€-2] #,##0.00", "EUR"),
        ('#,##0 "EUR"', "EUR"),
        ("[$CAD] #,##0", "CAD"),
        ("Price $", None),
        ('"$"#,##0.00', None),
        ("ALL COSTS", None),
        ("TOP SHEET", None),
        ("USD/CAD rate", None),
        ("Form", None),
        ("[$-409]d-mmm-yy", None),
        ("#,##0.00_);[Red](#,##0.00)", None),
    ],
)
def test_only_a_sign_of_one_currency_names_it(text, code):
    """Signs that several currencies share, and words that look like codes, name none."""
    assert code == currency_of(text)
