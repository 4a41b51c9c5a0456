"""What the words on a posting say."""

from __future__ import annotations

import pytest

from addin.rules.wording import document_key, is_credit, name_key


@pytest.mark.parametrize(
    "text", ["Credit memo 88", "CR NOTE", "refunded", "Returned lumber", "rebate"]
)
def test_money_that_comes_back(text):
    """Credit memos, refunds, returns, rebates."""
    assert is_credit(text)


@pytest.mark.parametrize(
    "text",
    ["Credit card fee", "Return flight", "return to base, mileage", "refundable", "End credits"],
)
def test_words_that_only_look_so(text):
    """A return trip is a cost."""
    assert not is_credit(text)


def test_one_vendor_has_one_key():
    """Case, accents, punctuation and legal form do not make another vendor."""
    assert name_key("Café Élan, Inc.") == name_key("CAFE ELAN")
    assert name_key("The Company Inc") != ""


def test_one_document_has_one_key():
    """Leading zeros and punctuation do not make another document; words alone name none."""
    assert document_key("INV-0042") == document_key("inv 42")
    assert document_key("see attached") == ""
