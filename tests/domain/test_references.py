"""References written alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.references import in_order, is_distinctive, labelled, reference_key


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
