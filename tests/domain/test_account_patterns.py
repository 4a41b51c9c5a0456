"""Accounts by code and pattern: what is named, and nothing that only looks alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.account_codes import Mask
from addin.domain.account_patterns import AccountPatterns, patterns_of

codes = st.from_regex(r"[0-9A-C]{1,5}(-[0-9]{2})?", fullmatch=True)


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("1100", ["1100", " 1100 ", "1100-01", "1100.5.2"], ["1110", "11001", "100", ""]),
        ("11*", ["11", "1100", "1190-05"], ["1200", "2110"]),
        ("1?00", ["1100", "1900"], ["1110", "11000"]),
        ("a1", ["A1", "a1-02"], ["A10", "BA1"]),
        ("[x]*", ["[X]1"], ["X1"]),
    ],
)
def test_a_pattern_names_its_accounts_and_no_other(pattern, inside, outside):
    """A code has its details with it, not its neighbours; a star is anything."""
    named = AccountPatterns((pattern,))

    assert [code for code in inside if code not in named] == []
    assert [code for code in outside if code in named] == []


def test_codes_are_compared_as_the_project_writes_them():
    """A zero that Excel dropped and a dash left out do not matter."""
    named = patterns_of(["100", "", None, "220001"], Mask("0000-00"))

    assert "0100-05" in named
    assert "2200-01" in named
    assert "2200-02" not in named


def test_no_pattern_names_nothing():
    """An empty list is false, so that callers can tell it from a list that matches nothing."""
    assert not patterns_of(["", None])
    assert "1100" not in patterns_of([])


@settings(deadline=None)
@given(st.lists(codes, max_size=5), codes)
def test_several_patterns_name_what_any_of_them_names(patterns, code):
    """A list is the union of its patterns."""
    alone = [code in AccountPatterns((pattern,)) for pattern in patterns]

    assert (code in patterns_of(patterns)) is any(alone)


@settings(deadline=None)
@given(st.text("*a?", max_size=40), st.text("a", max_size=200))
def test_stars_in_a_row_take_no_longer(pattern, code):
    """A list of stars, typed by accident, cannot hang the sheet."""
    assert isinstance(code in AccountPatterns((pattern,)), bool)


def test_a_text_longer_than_any_code_is_refused():
    """A cell of notes in the list of accounts is a mistake, not a pattern."""
    with pytest.raises(ValueError, match="256 characters is no account"):
        patterns_of(["1100", "*" * 256])
