"""Field masks."""

from __future__ import annotations

import pytest

from sheets_emulator.errors import ApiError
from sheets_emulator.fields import kept, parsed, updated


@pytest.mark.parametrize(
    ("mask", "tree"),
    [
        ("a", {"a": {}}),
        ("a,b", {"a": {}, "b": {}}),
        ("a.b.c", {"a": {"b": {"c": {}}}}),
        ("a/b", {"a": {"b": {}}}),
        ("a(b,c/d)", {"a": {"b": {}, "c": {"d": {}}}}),
        ("a.b,a.c", {"a": {"b": {}, "c": {}}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
        ("a(b),a(c)", {"a": {"b": {}, "c": {}}}),
        ("a(b),a(b(c))", {"a": {"b": {}}}),
        (" a , b ", {"a": {}, "b": {}}),
    ],
)
def test_a_mask_is_a_tree(mask, tree):
    """Dots, slashes and brackets; a whole swallows its parts."""
    assert tree == parsed(mask)


@pytest.mark.parametrize("mask", ["a(", "a(b", "a)b", ",", "a,,b", "a.", "(a)"])
def test_what_is_no_mask_is_refused(mask):
    """By its text."""
    with pytest.raises(ApiError, match="Invalid field selection"):
        parsed(mask)


def test_a_mask_keeps_what_it_names_in_every_item_of_a_list():
    """And items of which nothing is named stay as empty ones."""
    value = {"sheets": [{"a": 1, "b": 2}, {"b": 3}], "c": 4}

    assert kept(value, parsed("sheets.a")) == {"sheets": [{"a": 1}, {}]}
    assert kept(value, parsed("*")) == value


def test_an_update_changes_what_is_named_and_nothing_else():
    """A field that is named and not given goes."""
    before = {"a": 1, "b": {"c": 2, "d": 3}}

    assert updated(before, {"a": 9, "b": {"c": 8}}, parsed("a")) == {"a": 9, "b": {"c": 2, "d": 3}}
    assert updated(before, {"b": {"c": 8}}, parsed("b.c")) == {"a": 1, "b": {"c": 8, "d": 3}}
    assert updated(before, {}, parsed("b(c,d)")) == {"a": 1}
    assert updated(before, {"b": {"c": 8}}, parsed("*")) == {"b": {"c": 8}}
