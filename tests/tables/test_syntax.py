"""The tree of a formula."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.formula import FormulaError
from addin.tables.syntax import (
    Braces,
    Call,
    Chain,
    Literal,
    Name,
    Sign,
    Structured,
    parse,
    syntax_of,
    walk,
)


def test_signs_bind_as_in_excel():
    """A minus before a number binds more tightly than a power, a power more than a product."""
    expected = Chain(Literal(3), (("*", Chain(Sign("-", Literal(2)), (("^", Literal(2)),))),))

    assert expected == parse("3*-2^2")


def test_an_argument_left_out_is_empty():
    """``IF(x,,1)`` has three arguments, the second of them empty."""
    tree = parse("IF(x,,1)")

    assert Call("IF", (Name("x"), Literal(None), Literal(1))) == tree


def test_new_functions_lose_their_prefix():
    """The prefix of functions younger than the file format is not part of their name."""
    tree = parse("_xlfn._xlws.SORT(_xlfn.XLOOKUP(1,x,y))")

    assert [part.function for part in walk(tree) if isinstance(part, Call)] == ["SORT", "XLOOKUP"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orders[Amount]", Structured("Orders", (), ("Amount",))),
        ("Orders[@Amount]", Structured("Orders", ("#This Row",), ("Amount",))),
        ("Orders[[#This Row],[Net]:[Tax]]", Structured("Orders", ("#This Row",), ("Net", "Tax"))),
        ("Orders[#All]", Structured("Orders", ("#All",), ())),
        ("Orders['#1 price]", Structured("Orders", (), ("#1 price",))),
        ("[@[Due date]]", Structured("", ("#This Row",), ("Due date",))),
    ],
)
def test_reads_structured_references(text, expected):
    """A structured reference is its table, its parts and its headings."""
    assert expected == parse(text)


def test_reads_arrays():
    """An array keeps its rows, and the signs of its numbers."""
    assert Braces(((1, -2), ("a", True))) == parse('{1,-2;"a",TRUE}')


@pytest.mark.parametrize("text", ["", "1+", "SUM(1", "(1", "1 2", ")", "{A1}", "IF(1;2)", "'x"])
def test_refuses_what_is_no_formula(text):
    """A broken formula is refused with an error that says so."""
    with pytest.raises(FormulaError):
        syntax_of(text, 1, 1)


def test_deep_nesting_is_refused_not_fatal():
    """Brackets nested beyond what Excel allows are refused instead of exhausting the stack."""
    with pytest.raises(FormulaError):
        parse("(" * 5000 + "1" + ")" * 5000)


def test_long_sums_are_fine():
    """A sum of two thousand terms is one chain, however long."""
    tree = parse("+".join(["1"] * 2000))

    assert isinstance(tree, Chain)
    assert len(tree.rest) == 1999


@given(st.text(alphabet="A1$:+-*/^&=<>(){},;\"'![]#% RCSUMIF.", max_size=30))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text):
    """No text made of a formula's letters raises anything but FormulaError."""
    try:
        tree = syntax_of(text, 5, 5)
    except FormulaError:
        return

    assert list(walk(tree))
