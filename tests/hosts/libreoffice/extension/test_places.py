"""Cells and areas by name and by number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.hosts.libreoffice.extension.places import Area, area, letters, name
from addin.tables.table import address

rows, columns = st.integers(0, 1_048_575), st.integers(0, 16_383)


@given(rows, columns)
def test_a_cell_is_called_as_everywhere_else(row, column):
    """Counted from 0 here, from 1 there."""
    assert name(row, column) == address(row + 1, column + 1)


@given(rows, columns, rows, columns)
def test_an_area_and_its_name_are_one(top, left, bottom, right):
    """Read back, the name is the area."""
    one = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    assert area(str(one)) == one
    assert one.holds(one.top, one.right)
    assert not one.holds(one.bottom + 1, one.left)


def test_dollars_and_small_letters_change_nothing():
    """As formulas and people write them."""
    assert area("$b$4:C9") == Area(3, 1, 8, 2)
    assert (area("B4").height, area("B4:C9").width) == (1, 2)
    assert letters(26) == "AA"


@pytest.mark.parametrize("text", ["", "4B", "B", "Sheet1.B4", "B4 C9"])
def test_what_names_no_cell_is_an_error(text):
    """It says what was read."""
    with pytest.raises(ValueError, match="names no cell"):
        area(text)
