"""Which formulas cross, and why the others stay."""

from __future__ import annotations

import pytest

from addin.sync.formulas import common_functions, stays_here
from addin.tables.typed_cell import formula, text

COLUMNS = ("Rate", "Shoot days")


def test_text_is_never_a_formula():
    """What looks like a formula and is text crosses as text."""
    assert stays_here(text("=INDIRECT(A1)"), COLUMNS) == ""


@pytest.mark.parametrize(
    "written",
    ["1+1", "[@Rate]*[@[Shoot days]]", 'IF([@Rate]>0,ROUND([@Rate],2),"")', "TRUE", "sum(1,2)"],
)
def test_these_cross(written):
    """Constants, the own row's synced columns, and functions that mean the same."""
    assert stays_here(formula(written), COLUMNS) == ""


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("XLOOKUP(1,[@Rate],2)", "XLOOKUP"),
        ("C4*2", "position (C4)"),
        ("SUM(C:C)", "position (C:C)"),
        ("Codes!A1", "another sheet"),
        ("vat*2", "defined name (vat)"),
        ("[@Day]*2", "not among the columns"),
        ("Table1[Rate]", "not among the columns"),
        ("SUM({1,2})", "braces"),
        ("@[@Rate]", "sign @"),
        ('"open', "cannot be read"),
    ],
)
def test_these_stay(written, because):
    """Anything that could mean something else there, each with its reason."""
    assert because in stays_here(formula(written), COLUMNS)


def test_a_formula_in_a_text_is_text():
    """Between quotes nothing is a reference."""
    assert stays_here(formula('"A1"&"XLOOKUP(B2)"'), COLUMNS) == ""


def test_the_list_leaves_out_what_differs():
    """UNIQUE knows upper case in one program only; TODAY is another day at the other end."""
    assert {"SUM", "IF", "ROUND"} <= common_functions()
    assert not {"UNIQUE", "TODAY", "TEXT", "INDIRECT", "FILTER"} & common_functions()
