"""Ids that cells give, and cells that are too long."""

from __future__ import annotations

from addin.sync.cells import key_of, too_long_for_excel, too_long_for_sheets
from addin.tables.typed_cell import BLANK, error, formula, number, text, truth


def test_a_number_and_its_text_are_one_key():
    """PO 1042 is one PO however it was typed; a leading zero makes another."""
    assert key_of(number(1042)) == key_of(text("1042 ")) == "1042"
    assert key_of(text("01042")) == "01042"
    assert key_of(number(4500123456)) == "4500123456"


def test_what_is_no_key():
    """A blank, a truth, a formula and an error tell no row apart."""
    assert {""} == {key_of(one) for one in (BLANK, truth(True), formula("A1"), error("#N/A"))}


def test_limits_of_both_programs():
    """A text of 32,767 characters and a formula of 8,192 fit Excel, one of 50,000 Google Sheets."""
    assert not too_long_for_excel(text("x" * 32_767))
    assert too_long_for_excel(text("x" * 32_768))
    assert not too_long_for_excel(formula("1" * 8_191))
    assert too_long_for_excel(formula("1" * 8_192))
    assert not too_long_for_sheets(text("x" * 50_000))
    assert too_long_for_sheets(text("x" * 50_001))
    assert not too_long_for_excel(number(1e300))
