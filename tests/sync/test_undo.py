"""A run taken back: what it changed and still stands, nothing else."""

from __future__ import annotations

from addin.ports.binding import Policy
from addin.ports.sync_store import CellChange
from addin.sync.undo import inverse
from addin.tables.typed_cell import BLANK, number
from tests.sync.drawn import bound, cell, merged, planned, table


def test_both_sides_go_back():
    """Each side gets back what the run wrote over, and the base what was agreed."""
    base = table(p=(1, 1))
    done = planned(base, table(p=(2, 1)), table(p=(1, 3)))
    back = inverse(done.changes, done.workbook_rows, done.base, done.base, done.conflicts)

    assert table(p=(2, 1)) == back.workbook
    assert table(p=(1, 3)) == back.sheet
    assert base == back.base
    assert back.left == ()


def test_what_was_edited_since_stays():
    """A cell that holds something else by now is listed, and left."""
    changes = [CellChange("sheet", "p", name, number(1), number(2)) for name in "ab"]
    back = inverse(changes, {}, table(p=(2, 7)), table(p=(2, 2)))

    assert table(p=(1, 7)) == back.sheet
    assert [changes[1]] == list(back.left)
    assert [CellChange("sheet", "p", "a", number(2), number(1))] == list(back.undone)


def test_a_text_for_a_number_is_an_edit_since():
    """Types matter: 2 typed as text is no longer what the run wrote."""
    change = CellChange("sheet", "p", "a", number(1), number(2))

    assert [change] == list(inverse([change], {}, table(p=("2",)), {}).left)


def test_a_row_that_was_added_goes():
    """Every cell of it still holds what the run wrote: it is gone again."""
    done = planned({}, table(p=(1, 2)), {})
    back = inverse(done.changes, done.workbook_rows, done.base, done.base)

    assert back.sheet == back.base == {}
    assert table(p=(1, 2)) == back.workbook


def test_a_row_that_was_added_and_typed_into_stays_whole():
    """A fragment of a row helps nobody: all of it is left, and said."""
    done = planned({}, table(p=(1, 2)), {})
    back = inverse(done.changes, done.workbook_rows, table(p=(1, 2, 3)), done.base)

    assert table(p=(1, 2, 3)) == back.sheet
    assert len(back.left) == 2


def test_a_row_that_was_deleted_comes_back():
    """With all its cells, on the side where the run blanked it."""
    base = table(p=(1, 2), q=(3,))
    done = planned(base, table(q=(3,)), base)
    back = inverse(done.changes, done.workbook_rows, done.base, done.base)

    assert base == back.sheet == back.base
    assert table(q=(3,)) == back.workbook


def test_a_conflict_is_a_conflict_again():
    """The base of a conflict comes from the log, so that the next sync asks once more."""
    three = table(p=(1,)), table(p=(2,)), table(p=(3,))
    done = planned(*three, bound(Policy.WORKBOOK))
    back = inverse(done.changes, done.workbook_rows, done.base, done.base, done.conflicts)

    assert three == (back.base, back.workbook, back.sheet)
    assert (
        done.conflicts
        == merged(back.base, back.workbook, back.sheet, bound(Policy.WORKBOOK)).conflicts
    )


def test_filling_a_blank_is_not_adding_a_row():
    """The row was there: only the cell that the run filled is cleared."""
    change = CellChange("sheet", "p", "b", BLANK, cell("x"))
    back = inverse([change], {}, table(p=(1, "x")), table(p=(1, "x")))

    assert table(p=(1,)) == back.sheet
    assert back.left == ()


def test_a_value_worked_out_in_an_added_row_is_no_edit():
    """A table's own formula fills a mirror column of the new row: the row goes all the same."""
    binding = bound(Policy.ASK, Policy.MIRROR)
    done = planned({}, {}, table(p=(1,)), binding)
    back = inverse(done.changes, table(p=(1, 2)), table(p=(1,)), done.base, computed={"b"})

    assert {"p": {"b": number(2)}} == back.workbook
    assert back.left == ()
