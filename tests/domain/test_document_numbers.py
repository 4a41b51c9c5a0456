"""PO and invoice numbers are one whatever their label, case, punctuation and leading zeros."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.document_numbers import reference_key


@pytest.mark.parametrize("number", ["PO-0042", "42", "p.o. no. 42", "Purchase Order 00042", "#42"])
def test_one_order_has_one_key(number):
    """People write the same number in many ways."""
    assert reference_key(number) == "42"


@pytest.mark.parametrize("number", ["", "n/a", "verbal", "PO"])
def test_a_text_without_digits_names_no_document(number):
    """So that all verbal orders are not one order."""
    assert reference_key(number) == ""


@settings(deadline=None)
@given(st.text(max_size=20))
def test_a_key_is_its_own_key(number):
    """Written as its key, a number is still itself."""
    assert reference_key(reference_key(number)) == reference_key(number)
