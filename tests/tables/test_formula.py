"""A formula's pieces, and its form relative to its own cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.tables.formula import FormulaError, reference, relative, sheet_of, tokens
from addin.tables.table import MAX_COLUMN, Area, address

rows = st.integers(1, 1000)
columns = st.integers(1, MAX_COLUMN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("B2-C2", "RC[-2]-RC[-1]"),
        ("SUM($B$2:B1) * rate", "SUM(R2C2:R[-1]C[-2])*rate"),
        ("SUM(C:C,$A:$A,5:7,$2:$2)", "SUM(C[-1]:C[-1],C1:C1,R[3]:R[5],R2:R2)"),
        ("'[2]Cost report'!$A$1+[1]Log!B2", "'[2]Cost report'!R1C1+[1]Log!RC[-2]"),
        ("'It''s'!A1&\"A1\"\"B2\"", "'It''s'!R[-1]C[-3]&\"A1\"\"B2\""),
        ("log10(A2)+Tax2023x", "LOG10(RC[-3])+Tax2023x"),
        ("Orders[[#This Row],[A2]]", "Orders[[#This Row],[A2]]"),
        ("SUM(A1:B2 B1:C3)", "SUM(R[-1]C[-3]:RC[-2] R[-1]C[-2]:R[1]C[-1])"),
        ("#REF!+Old!#REF!", "#REF!+Old!#REF!"),
        ("1.5e3%", "1.5e3%"),
    ],
)
def test_reads_relative_to_its_cell(text, expected):
    """Only cell addresses change; names, texts, tables and functions that look like cells stay."""
    assert expected == relative(text, 2, 4)


@given(rows, columns, st.integers(1, 1000), st.integers(1, 100))
@settings(deadline=None)
def test_the_same_formula_one_row_down_has_the_same_form(row, column, other_row, other_column):
    """Copying a formula down changes its text and not its relative form."""
    here = f"{address(other_row, other_column)}*${address(other_row, 1)[0]}${other_row}"
    below = f"{address(other_row + 1, other_column)}*${address(other_row, 1)[0]}${other_row}"

    assert relative(here, row, column) == relative(below, row + 1, column)


@given(rows, columns, rows, columns, st.booleans(), st.booleans())
@settings(deadline=None)
def test_a_relative_reference_finds_its_way_back(row, column, to_row, to_column, fix, fixed):
    """What is made relative to a cell names the same cells again from that cell."""
    letters = address(1, to_column)[:-1]
    text = f"{'$' if fix else ''}{letters}{'$' if fixed else ''}{to_row}"

    area = reference(relative(text, row, column)).area(row, column)

    assert Area(to_row, to_column, to_row, to_column) == area


@given(st.text(max_size=40))
@settings(deadline=None)
def test_any_text_is_read_or_refused(text):
    """No text whatever raises anything but FormulaError."""
    try:
        found = tokens(text)
    except FormulaError:
        return

    assert all(piece.text for piece in found)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("Log!", ("", "Log", "")),
        ("'[Topsheet v2.xlsx]Cost report'!", ("Topsheet v2.xlsx", "Cost report", "")),
        (r"'C:\Show\[A.xlsx]Jan'!", ("A.xlsx", "Jan", "")),
        ("Jan:Dec!", ("", "Jan", "Dec")),
        ("[3]!", ("3", "", "")),
    ],
)
def test_tells_workbook_and_sheet_apart(prefix, expected):
    """What stands before a reference is split into workbook, sheet and last sheet."""
    assert expected == sheet_of(prefix)


def test_a_range_that_names_its_sheet_twice_is_no_span_of_sheets():
    """Costs!A1:Costs!A9 as some programs write it: two cells with a colon between."""
    kinds = [kind for kind, _ in tokens("Costs!A1:Costs!A9")]
    assert kinds == ["sheet", "cells", "sign", "sheet", "cells"]
    assert relative("Costs!$A$1:Costs!A9", 1, 1) == "Costs!R1C1:Costs!R[8]C"
    assert [kind for kind, _ in tokens("Jan:Dec!A1")] == ["sheet", "cells"]
