"""Formulas that draw on a cell, found by runs."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.contents import CellKey
from addin.tables.dependencies import Dependencies
from addin.tables.table import Area, Book, ListObject, Sheet

PIECES = (
    "A{r}", "A{p}", "$A$3", "SUM(A$2:A{r})", "SUM(A{p}:B{n})", "SUM(A{r}:A$4)", "SUM(B:B)", "B:B",
    "SUM({p}:{r})", "Other!A{r}", "SUM(Other!$A$1:$A$3)", "rate", "SUM(lines)", "[1]Sheet1!A1",
    "Nowhere!A1", "Orders[@Amount]", "SUM(Orders[Amount])", "SUM(A1:CZ{r})", "5",
)  # fmt: skip
NAMES = {"rate": "Other!$A$1", "lines": "Main!$B$2:$B$5", "moving": "Main!A1"}
TABLE = ListObject("Orders", Area(1, 2, 8, 3), ("Key", "Amount"))


def _book(written: list[tuple[int, int, list[str]]]) -> Book:
    formulas = {
        (row, column): "+".join(pieces).format(r=row, p=max(1, row - 1), n=row + 1)
        for row, column, pieces in sorted(written)
    }
    rows = [[1, 2, 3, 4]] * 8
    main = Sheet("Main", rows, formulas=formulas, list_objects=(TABLE,))
    return Book("B.xlsx", (main, Sheet("Other", rows, formulas={(2, 1): "Main!A2"})), names=NAMES)


def _naming(graph: Dependencies, sheet: str, row: int, column: int) -> Iterator[CellKey]:
    for each in graph.book.sheets:
        for at in each.formulas:
            named = graph.of(each.name, *at)
            if any(t.sheet == sheet and not t.book and (row, column) in t.area for t in named):
                yield each.name, *at


BOOKS = st.lists(
    st.tuples(
        st.integers(2, 8), st.integers(1, 4), st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)
    ),
    max_size=20,
    unique_by=lambda each: each[:2],
).map(_book)  # fmt: skip
CELLS = st.tuples(st.sampled_from(["Main", "Other"]), st.integers(1, 9), st.integers(1, 5))


@given(BOOKS, CELLS)
@settings(deadline=None)
def test_a_cell_is_drawn_on_by_the_formulas_that_name_it(book: Book, cell: CellKey) -> None:
    """Whatever the form, a formula draws on the cells that it names, and on no other."""
    graph = Dependencies(book)
    expected = set(_naming(graph, *cell))

    assert set(graph.drawing_on(*cell)) == expected


@given(BOOKS, st.lists(CELLS, min_size=1, max_size=3))
@settings(deadline=None)
def test_all_that_depends_is_reached_step_by_step(book: Book, cells: list[CellKey]) -> None:
    """What depends on cells is what names them, and what names those, once each."""
    graph = Dependencies(book)
    expected: set[CellKey] = set()
    wave = set(cells)
    while wave:
        wave = {user for cell in wave for user in _naming(graph, *cell)} - expected
        expected |= wave

    found = graph.all_drawing_on(cells)

    assert set(found) == expected
    assert len(found) == len(expected)


def test_running_totals_are_found_without_looking_at_each_again() -> None:
    """Twenty thousand running totals over one another are followed in a moment."""
    formulas = {(row, 2): f"SUM(A$1:A{row})" for row in range(1, 20_001)}
    formulas |= {(row, 1): f"C{row}*2" for row in range(1, 20_001)}
    graph = Dependencies(Book("B.xlsx", (Sheet("Main", [], formulas=formulas),)))
    start = [("Main", row, 3) for row in range(1, 20_001)]

    assert len(graph.all_drawing_on(start)) == 40_000
