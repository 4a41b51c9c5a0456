"""Asking about many cells at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from addin.adapters.live_excel.halving import alike, blocks, marked, without
from addin.tables.table import Area

CELLS = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=40)
AREAS = st.builds(
    lambda top, left, high, wide: Area(top, left, top + high, left + wide),
    st.integers(1, 12), st.integers(1, 6), st.integers(0, 9), st.integers(0, 5),
)  # fmt: skip


@given(CELLS)
def test_blocks_cover_the_cells_and_nothing_else_once(cells):
    """Every cell in one block."""
    found = [cell for block in blocks(cells) for cell in block.cells]

    assert sorted(found) == sorted(cells)


@given(AREAS, CELLS)
def test_alike_areas_cover_the_area_once_and_say_what_is_so(area, cells):
    """What Excel says of an area holds of each of its cells."""

    def ask(one: Area) -> bool | None:
        said = {cell in cells for cell in one.cells}
        return said.pop() if len(said) == 1 else None

    found = {cell: said for one, said in alike(area, ask) for cell in one.cells}
    counted = sum(1 for one, _ in alike(area, ask) for _ in one.cells)

    assert found == {cell: cell in cells for cell in area.cells}
    assert counted == len(found)


@given(AREAS, AREAS)
def test_what_is_left_of_an_area_is_what_the_other_does_not_have(area, taken):
    """Each cell once."""
    found = [cell for piece in without(area, taken) for cell in piece.cells]

    assert sorted(found) == sorted(cell for cell in area.cells if cell not in taken)


def test_marked_areas_are_found_whole():
    """Merged cells beside one another are two, although all of the area is merged."""
    merged = (Area(1, 1, 2, 2), Area(1, 3, 2, 4), Area(9, 2, 9, 5))

    def has(one: Area) -> bool | None:
        said = {any(cell in each for each in merged) for cell in one.cells}
        return said.pop() if len(said) == 1 else None

    def whole(row: int, column: int) -> Area:
        return next(one for one in merged if (row, column) in one)

    assert marked(Area(1, 1, 2, 4), has, whole) == merged[:2]
    assert marked(Area(1, 1, 20, 9), has, whole) == merged
    assert marked(Area(3, 1, 8, 9), has, whole) == ()


def test_a_long_column_that_is_alike_is_asked_once():
    """The point of it all."""
    asked = []

    def ask(one: Area) -> str:
        asked.append(one)
        return "0.00"

    assert list(alike(Area(1, 1, 5000, 1), ask)) == [(Area(1, 1, 5000, 1), "0.00")]
    assert len(asked) == 1
