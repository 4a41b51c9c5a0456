"""Where the cells of a table that grows or shrinks are found afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.tables.row_shift import CannotFollow, RowShift
from addin.tables.table import Area

FIRST, LAST = 3, 8
COLUMNS = (2, 4)


def shift(by: int, *, totals: bool = True) -> RowShift:
    """A table in B2:D9 (or D8 without totals) that gets so many rows more."""
    bottom = LAST + 1 if totals else LAST
    area = Area(2, COLUMNS[0], bottom, COLUMNS[1])
    return RowShift("Costs", "Orders", area, FIRST, LAST, bottom if totals else 0, by)


rows = st.integers(1, 20)
inside = st.integers(*COLUMNS)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Areas within the table's columns."""
    top, bottom = sorted((draw(rows), draw(rows)))
    left, right = sorted((draw(inside), draw(inside)))
    return Area(top, left, bottom, right)


@given(areas(), st.integers(1, 6))
def test_a_grown_table_leaves_every_reference_with_what_it_named(area, by):
    """The rows it named, the totals where they are now; new rows of data only inside a range."""
    change = shift(by)
    after = change.reference(area)

    before_rows = set(range(area.top, area.bottom + 1))
    after_rows = set(range(after.top, after.bottom + 1))
    fresh = set(range(LAST + 1, change.new_totals))
    blank = set(range(LAST + 2, change.new_totals + 1))  # nothing stood there
    kept = before_rows - blank - {change.totals}
    assert kept == after_rows - fresh - {change.new_totals} - blank
    assert (change.totals in before_rows) == (change.new_totals in after_rows) or (
        area.top > change.totals
    )
    whole = area.top <= FIRST and area.bottom >= LAST
    if whole:
        assert fresh <= after_rows
    if area.bottom < LAST:
        assert after == area


@given(areas(), st.integers(1, 6), st.booleans())
def test_growing_and_shrinking_again_restores_every_reference(area, by, totals):
    """For all references but those that end among the blank cells below the table."""
    change = shift(by, totals=totals)
    end = change.totals or LAST
    if any(end < row <= end + by for row in (area.top, area.bottom)):
        return
    grown = change.reference(area)
    back = RowShift(
        "Costs", "Orders", change.new_area, FIRST, change.new_last, change.new_totals, -by
    )
    assert area == back.reference(grown)


@given(areas(), st.integers(1, 5), st.booleans())
def test_a_shrunk_table_never_puts_its_totals_into_a_range_that_had_none(area, by, totals):
    """Or the reference is refused; without totals nothing new stands in the rows that left."""
    change = shift(-by, totals=totals)
    try:
        after = change.reference(area)
    except CannotFollow:
        assert totals
        assert change.new_last < area.top <= area.bottom <= LAST
        return
    if totals and area.top <= LAST:
        had = area.top <= change.totals <= area.bottom
        assert had == (after.top <= change.new_totals <= after.bottom)
    if not totals and area.bottom != LAST:
        assert after == area


@given(areas(), st.integers(-5, 6).filter(bool), st.booleans())
def test_only_the_rows_said_to_be_sensitive_matter(area, by, totals):
    """A reference that changes begins or ends in one of them: all others need no second look."""
    change = shift(by, totals=totals)
    try:
        changed = change.reference(area) != area
    except CannotFollow:
        changed = True
    assert not changed or area.top in change.sensitive or area.bottom in change.sensitive


@pytest.mark.parametrize("area", [Area(1, 1, 9, 4), Area(9, 1, 9, 2), Area(9, 1, 9, 16384)])
def test_a_reference_to_the_totals_and_to_cells_beside_them_cannot_follow(area):
    """One part moves, the other stays: no single range names both."""
    with pytest.raises(CannotFollow, match="beside the table Orders"):
        shift(2).reference(area)


@pytest.mark.parametrize("area", [Area(1, 1, 8, 4), Area(1, 1, 40, 9), Area(1, 5, 9, 9)])
def test_a_wider_reference_that_keeps_its_meaning_stays(area):
    """Below, beside, or all of it."""
    assert area == shift(2).reference(area)


@given(areas(), st.integers(-5, 6).filter(bool), st.booleans())
def test_formats_beside_the_table_stay_where_they_are(area, by, totals):
    """A format that reaches beyond the table is parted; no cell beside it changes."""
    change = shift(by, totals=totals)
    wide = Area(area.top, 1, area.bottom, 6)
    cells = {cell for part in change.formatted([wide]) for cell in part.cells}
    beside = {(row, column) for row, column in wide.cells if column in {1, 5, 6}}
    assert beside == {(row, column) for row, column in cells if column in {1, 5, 6}}


def test_a_format_of_the_last_rows_grows_with_the_data():
    """Excel goes on with the format of the row above."""
    assert (Area(6, 2, 11, 4),) == shift(3).formatted([Area(6, 2, 8, 4)])
    assert (Area(12, 2, 12, 4),) == shift(3).formatted([Area(9, 2, 9, 4)])
    assert (Area(3, 2, 6, 4),) == shift(-2).formatted([Area(3, 2, 8, 4)])


def test_a_cell_of_a_leaving_row_has_no_new_place():
    """An edit of it is refused with the row."""
    assert shift(2).row(9, 3) == 11
    assert shift(2).row(9, 5) == 9
    with pytest.raises(CannotFollow, match="row 8 leaves the table Orders"):
        shift(-1).row(8, 2)
