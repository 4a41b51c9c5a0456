"""Formulas as files spell them and as people see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.tables.formula_prefixes import as_shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("SUM(A1:A9)", "SUM(A1:A9)"),
        ("_xlfn.XLOOKUP(A1,B:B,C:C)", "XLOOKUP(A1,B:B,C:C)"),
        ("_xlfn._xlws.FILTER(A1:A9,B1:B9>0)", "FILTER(A1:A9,B1:B9>0)"),
        ("_xlfn.LET(_xlpm.x,1,_xlpm.x+1)", "LET(x,1,x+1)"),
        ("_xlfn.SINGLE(A1:A9)", "@A1:A9"),
        ("_xlfn.SINGLE(A1:A9+1)", "@(A1:A9+1)"),
        ("_xlfn.SINGLE(_xlfn.SINGLE(A:A))", "@@A:A"),
        ("SUM(_xlfn.ANCHORARRAY('My, Sheet'!E2))", "SUM('My, Sheet'!E2#)"),
        ("_xlfn.SINGLE(INDEX(A1:A9,2))", "@INDEX(A1:A9,2)"),
        ('"_xlfn.A("&_xlfn.CONCAT("_xlfn.SINGLE(",B1)', '"_xlfn.A("&CONCAT("_xlfn.SINGLE(",B1)'),
        ("'_xlfn.S'!A1+_xlfn.STDEV.S(A1:A3)", "'_xlfn.S'!A1+STDEV.S(A1:A3)"),
        ("POs[_xlfn.a]+_xlfn.DAYS(1,2)", "POs[_xlfn.a]+DAYS(1,2)"),
        ("_xlfn.SINGLE(A1", "_xlfn.SINGLE(A1"),
        ("my_xlfn.X+_xlfn.Y()", "my_xlfn.X+Y()"),
    ],
)
def test_prefixes_go_and_texts_stay(stored, shown):
    """Texts, sheets and headings in brackets are not formulas' words."""
    assert as_shown(stored) == shown


pieces = st.lists(st.sampled_from([*"()[]'\"@#,+A1 ", "_xlfn.", "SINGLE("]), max_size=40)


@given(pieces.map("".join))
def test_no_text_stops_it_and_what_is_shown_is_shown_as_it_is(text):
    """Broken formulas too are read; showing twice changes nothing that has no more prefixes."""
    shown = as_shown(text)
    if "_xl" not in shown:
        assert as_shown(shown) == shown
