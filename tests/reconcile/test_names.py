"""How alike two names are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.vendors import name_key
from addin.reconcile.names import alikeness


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_mutual_and_full_with_oneself(left, right):
    """From 0 to 100, the same either way round."""
    assert alikeness(left, right) == alikeness(right, left)
    assert 0 <= alikeness(left, right) <= 100
    assert alikeness(left, left) == (100 if name_key(left) else 0)


def test_spellings_of_a_vendor_are_alike_and_vendors_are_not():
    """Legal form, case and word order do not count; another name does."""
    assert alikeness("Panavision", "PANAVISION INC.") == 100
    assert alikeness("Camera House Ltd", "House of Camera") >= 78
    assert alikeness("Northlight Camera", "Harbour Catering") < 78
    assert alikeness("ABC", "Cabcharge Fleet") == 0
