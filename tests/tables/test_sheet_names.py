"""Names of sheets: what Excel takes, and how formulas write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.tables.formula import sheet_of, tokens
from addin.tables.sheet_names import fault_of, needs_quotes, prefix_of

names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=31).filter(
    lambda name: not fault_of(name)
)


@given(names)
def test_a_name_is_read_back_as_it_was_written(name):
    """Whatever a sheet is called, a formula that names it names that sheet."""
    assert ("", name, "") == sheet_of(prefix_of(name))
    assert [kind for kind, _ in tokens(prefix_of(name) + "A1")] == ["sheet", "cells"]


@given(names, names)
def test_a_span_of_sheets_is_read_back(first, last):
    """Both ends of Jan:Dec!A1, between one pair of apostrophes if either needs them."""
    assert ("", first, last) == sheet_of(prefix_of(first, last))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "blank"),
        ("   ", "blank"),
        ("x" * 32, "32 characters"),
        ("🎬" * 16, "32 characters"),
        ("a/b", "'/'"),
        ("a:b", "':'"),
        ("[a]", "'\\['"),
        ("what?", r"'\?'"),
        ("'Costs", "apostrophe"),
        ("Costs'", "apostrophe"),
        ("history", "History"),
        ("a\nb", "holds"),
        ("\ud800", "half a character"),
    ],
)
def test_a_name_that_excel_refuses_is_refused_with_the_reason(name, fault):
    """Each of Excel's rules by itself."""
    assert re.search(fault, fault_of(name))


@pytest.mark.parametrize("name", ["x" * 31, "🎬" * 15, "Crew's", "P&L", "Kosten (Ü)", "1", "a'b"])
def test_a_name_that_excel_takes_has_no_fault(name):
    """Apostrophes inside, signs, other scripts."""
    assert fault_of(name) == ""


@pytest.mark.parametrize(
    "name", ["A1", "xfd1048576", "R1C1", "RC", "r", "C", "R2", "2026", "a b", "a-b", "TRUE", "🎬"]
)
def test_names_that_could_be_read_as_something_else_are_quoted(name):
    """Addresses in both notations, numbers, signs."""
    assert needs_quotes(name)


@pytest.mark.parametrize("name", ["Costs", "XFE1", "A1048577", "Rate", "_x", "Übersicht", "a.b"])
def test_plain_names_stay_plain(name):
    """As Excel writes them."""
    assert not needs_quotes(name)
