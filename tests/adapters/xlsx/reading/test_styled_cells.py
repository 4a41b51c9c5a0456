"""Number formats looked up by cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.xlsx.reading.styled_cells import StyledCells
from tests.adapters.handmade import sheet_of

FORMATS = {0: "General", 1: "yyyy\\-mm\\-dd;@", 5: "#,##0.00"}

grids = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 4)), st.sampled_from(sorted(FORMATS)), max_size=20
)


@settings(deadline=None)
@given(grids)
def test_each_cell_has_the_format_it_was_saved_with(grid):
    """Rows share what they have in common, and no row lends its formats to another."""
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{"ABCD"[column - 1]}{row}" s="{style}"><v>46095</v></c>'
            for (r, column), style in sorted(grid.items())
            if r == row
        )
        + "</row>"
        for row in sorted({row for row, _ in grid})
    )
    sheet = sheet_of(rows)

    assert {cell: FORMATS[style] for cell, style in grid.items() if style} == dict(sheet.formats)
    assert all(FORMATS[style] == sheet.format_of(*cell) for cell, style in grid.items())
    assert set(sheet.formats.values()) <= sheet.format_codes
    assert bool(sheet.formats) == bool(dict(sheet.formats))


def test_rows_formatted_alike_share_one_entry():
    """The body of a table takes no more room than its first row."""
    row = '<row r="{0}"><c r="A{0}" s="5"><v>{0}</v></c><c r="B{0}" s="1"><v>{0}</v></c></row>'
    formats = sheet_of("".join(map(row.format, range(1, 2000)))).formats

    assert isinstance(formats, StyledCells)
    assert len(formats._starts) == 2
    assert len(formats) == 2 * 1999


def test_place_outside_the_sheet_has_no_format():
    """Asking anywhere is safe."""
    formats = sheet_of('<row r="2"><c r="A2" s="5"><v>1</v></c></row>').formats

    for place in [(0, 0), (1, 1), (2, 2), (3, 1), (-1, 1), (2, 0)]:
        assert place not in formats
        assert formats.get(place, "none") == "none"
    with pytest.raises(KeyError):
        formats[9, 9]
