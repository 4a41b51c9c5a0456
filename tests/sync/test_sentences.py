"""What people read."""

from __future__ import annotations

import pytest

from addin.sync.sentences import conflict_said, not_synced, said
from addin.tables.typed_cell import error, number, text
from tests.sync.drawn import merged, table


def test_a_text_that_could_be_something_else_stands_in_quotes():
    """Text and number are told apart by reading them."""
    assert [said(text(one)) for one in ("Grip", "0042", "TRUE", "=1", " x", "-")] == [
        "Grip", "'0042'", "'TRUE'", "'=1'", "'x'", "'-'",
    ]  # fmt: skip
    assert said(number(1234.5)) == "1,234.5"
    assert said(error("#N/A")) == "#N/A"
    assert len(said(text("x" * 500))) == 60


def test_a_conflict_tells_all_three_values():
    """Base, workbook and sheet, what shows, and what decided."""
    (one,) = merged(table(p=(1, 5)), table(p=("1", 5)), table(p=(None, 5))).conflicts

    assert (
        conflict_said(one, "PO 1042")
        == "PO 1042, a: both changed it; was 1, workbook '1', sheet (blank). Both show (blank)."
    )


def test_a_row_that_stays():
    """A row conflict has no values of its own."""
    (one,) = merged(table(p=(1,)), {}, table(p=(2,))).conflicts

    assert (
        conflict_said(one, "PO 7")
        == "PO 7: deleted in the workbook, changed in the sheet; the row stays on both sides."
    )


def test_what_is_left_alone_is_said():
    """One sentence a kind, with its number; none for what is not there; unknown names are a bug."""
    assert list(not_synced({"images": 2, "charts": 0}, "PO Log")) == [
        "PO Log has images (2): images stay where they are."
    ]
    with pytest.raises(KeyError):
        not_synced({"sounds": 1}, "PO Log")
