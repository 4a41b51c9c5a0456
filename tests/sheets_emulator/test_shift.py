"""Laws of inserted, deleted and moved rows."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from sheets_emulator.shift import Deleted, Inserted, Moved, of_grid_range

SIZE = 12
indexes = st.integers(0, SIZE - 1)


@st.composite
def spans(draw):
    """A start and a later end."""
    start = draw(indexes)
    return start, draw(st.integers(start + 1, SIZE))


@st.composite
def moves(draw):
    """A move as the service takes it: its target not within what moves."""
    start, end = draw(spans())
    targets = [to for to in range(SIZE + 1) if not start <= to <= end]
    assume(targets)
    return Moved(start, end, draw(st.sampled_from(targets)))


def as_list(shift) -> list[int | None]:
    """What `shift` does to a list of numbered rows, done by hand."""
    rows: list[int | None] = list(range(SIZE))
    if isinstance(shift, Inserted):
        return [*rows[: shift.at], *[None] * shift.count, *rows[shift.at :]]
    if isinstance(shift, Deleted):
        return [*rows[: shift.start], *rows[shift.end :]]
    block, rest = rows[shift.start : shift.end], [*rows[: shift.start], *rows[shift.end :]]
    to = shift.to - len(block) if shift.to > shift.end else shift.to
    return [*rest[:to], *block, *rest[to:]]


shifts = st.one_of(
    st.builds(Inserted, indexes, st.integers(1, 4)),
    spans().map(lambda span: Deleted(*span)),
    moves(),
)


@given(shifts)
def test_an_index_goes_where_its_row_goes(shift):
    """The arithmetic says what moving the rows of a list does."""
    after = as_list(shift)

    expected = {row: after.index(row) for row in range(SIZE) if row in after}
    assert expected == {
        row: shift.index(row) for row in range(SIZE) if shift.index(row) is not None
    }


@given(st.one_of(st.builds(Inserted, indexes, st.integers(1, 4)), spans().map(lambda s: Deleted(*s))), spans())  # fmt: skip
def test_a_span_holds_what_it_held(shift, span):
    """Inserting and deleting: a span still begins and ends with its own rows."""
    kept = [shift.index(row) for row in range(*span) if shift.index(row) is not None]
    after = shift.span(*span)

    assert after == ((kept[0], kept[-1] + 1) if kept else None)


@given(moves(), spans())
def test_a_span_that_moved_as_a_whole_keeps_its_rows(move, span):
    """And one that nothing moved out of keeps at least its own rows."""
    start, end = move.span(*span)
    places = {move.index(row) for row in range(*span)}
    inside = move.start <= span[0] and span[1] <= move.end
    apart = span[1] <= move.start or move.end <= span[0]

    assert 0 <= start < end <= SIZE
    if inside:
        assert places == set(range(start, end))
    elif apart:
        assert places <= set(range(start, end))


def test_open_ends_stay_open():
    """A range of whole columns has no rows to shift."""
    assert of_grid_range({"startColumnIndex": 2}, "ROWS", Deleted(0, 5)) == {"startColumnIndex": 2}
    assert of_grid_range({"startRowIndex": 3}, "ROWS", Inserted(0, 2)) == {"startRowIndex": 5}


def test_a_range_all_of_whose_rows_are_gone_is_gone():
    """Nothing is left of it."""
    whole = {"startRowIndex": 3, "endRowIndex": 5}
    assert of_grid_range(whole, "ROWS", Deleted(2, 6)) is None
