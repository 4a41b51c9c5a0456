"""References and names written alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.references import in_order, is_distinctive, labelled, reference_key
from addin.domain.vendors import name_key
from addin.reconcile.names import alikeness


@pytest.mark.parametrize(
    "written", ["PO-2026-0016", "po 2026/16", "P.O. 2026-16"[3:], "2026-0016", " PO#2026.16 "]
)
def test_one_number_in_many_spellings_is_one_reference(written):
    """Prefix, punctuation, case and leading zeros do not count."""
    assert reference_key(written) == "2026.16"


@pytest.mark.parametrize("written", ["", "n/a", "TBD", "verbal", "0", "000"])
def test_what_names_no_document_is_no_reference(written):
    """Two rows without a number do not match for it."""
    assert reference_key(written) == ""


def test_parts_of_a_number_stay_apart():
    """2026-16 is not 202616, and 7A is not 7B."""
    assert len({reference_key(w) for w in ("2026-16", "202616", "7A", "7B", "7")}) == 5


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_has_a_key_that_sorts(text):
    """Whatever a cell holds, nothing breaks."""
    key = reference_key(text)

    assert in_order(key) == in_order(reference_key(text))
    assert isinstance(is_distinctive(key), bool)


def test_numbers_sort_as_people_count():
    """9 before 10."""
    assert sorted(["2026.10", "2026.9", "7", "a.1"], key=in_order) == [
        "7",
        "2026.9",
        "2026.10",
        "a.1",
    ]
    assert [labelled("1042"), labelled(" po 7")] == ["PO 1042", "po 7"]


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
