"""Rows on pages, before anything is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from addin.reports.paper import (
    FOOT,
    HEAD,
    MARGIN,
    Document,
    Line,
    PaperSize,
    Section,
    Words,
    cells_with_widths,
    paged,
)

AT = dt.datetime(2026, 3, 1, 18)
HIGH = 5.0


def height_of(line: Line, widths: Sequence[float]) -> float:
    """Each row is as high as its words say, 5 mm where they say nothing."""
    del widths
    text = line.cells[0].text
    return float(text.split()[-1]) if text.startswith("high") else HIGH


def rows(number: int, keeps: int = 0) -> tuple[Line, ...]:
    """Numbered rows."""
    return tuple(Line((Words(str(at)),), keeps=keeps) for at in range(number))


def document(*sections: Section, **more: object) -> Document:
    """A document of these."""
    return Document("Title", AT, sections, **more)  # type: ignore[arg-type]


sections = st.lists(
    st.builds(
        lambda number, keeps, heads, new: Section(
            (1.0,),
            rows(number, keeps),
            heads=tuple(Line((Words(f"head {at}"),)) for at in range(heads)),
            on_new_page=new,
        ),
        st.integers(0, 120),
        st.integers(0, 3),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


@given(sections, st.sampled_from(PaperSize), st.booleans())
def test_every_row_is_printed_once_in_order_and_inside_its_page(made, paper, lies):
    """Nothing is lost at a page break, nothing runs over the foot, no two rows overlap."""
    told = document(*made, paper=paper, is_landscape=lies)
    pages = paged(told, height_of)
    body = [
        row.line.cells[0].text
        for page in pages
        for row in page
        if not row.line.cells[0].text.startswith("head")
    ]
    assert body == [line.cells[0].text for one in made for line in one.lines]
    bottom = told.page[1] - MARGIN - FOOT
    for page in pages:
        edges = [(row.top, row.top + row.height) for row in page]
        assert all(top >= MARGIN + HEAD and end <= bottom + 1e-9 for top, end in edges)
        assert all(end <= top + 1e-9 for (_, end), (top, _) in pairwise(edges))


@given(st.integers(1, 200), st.integers(1, 3))
def test_headings_stand_on_every_page_of_their_section(number, heads):
    """Whoever gets page 3 alone can read its columns."""
    head = tuple(Line((Words(f"head {at}"),)) for at in range(heads))
    pages = paged(document(Section((1.0,), rows(number), heads=head)), height_of)
    for page in pages:
        assert [row.line for row in page[:heads]] == list(head)


def test_a_page_of_a4_holds_about_forty_rows():
    """297 mm less margins, head and foot, in rows of 6 mm."""
    lines = tuple(Line((Words("high 6"),)) for _ in range(100))
    first = paged(document(Section((1.0,), lines)), height_of)[0]
    assert 38 <= len(first) <= 44


def test_a_row_stays_with_those_it_keeps():
    """A day's bar never stands alone at the foot of a page."""
    most = len(paged(document(Section((1.0,), rows(100))), height_of)[0])
    lines = (*rows(most - 1), Line((Words("bar"),), keeps=2), *rows(5))
    first, second = paged(document(Section((1.0,), lines)), height_of)
    assert len(first) == most - 1
    assert second[0].line.cells[0].text == "bar"


def test_a_row_higher_than_a_page_gets_one_and_stops_nothing():
    """Somebody pasted a contract into the notes."""
    lines = (*rows(3), Line((Words("high 900"),)), *rows(3))
    pages = paged(document(Section((1.0,), lines)), height_of)
    assert [len(page) for page in pages] == [3, 1, 3]


def test_cells_take_the_columns_they_span():
    """Left edges and widths add up to the table."""
    line = Line((Words("a", span=2), Words("b")))
    assert [(w.text, left, width) for w, left, width in cells_with_widths(line, (1, 2, 4))] == [
        ("a", 0, 3),
        ("b", 3, 4),
    ]
