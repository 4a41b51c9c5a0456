"""Each line of the truth table in docs/sync-merge.md."""

from __future__ import annotations

from addin.ports.binding import Policy
from addin.ports.conflicts import ConflictKind
from tests.sync.drawn import bound, merged, table, values


def test_nothing_changed():
    """What is the same on both sides stays."""
    rows = table(p=(1, "x"))

    assert table(p=(1, "x")) == merged(rows, rows, rows).rows


def test_changed_on_one_side():
    """An edit on one side goes to the other, unasked; so do edits of two cells of one row."""
    both = merged(table(p=(1, "x")), table(p=(2, "x")), table(p=(1, "y")))

    assert table(p=(2, "y")) == both.rows
    assert both.conflicts == ()


def test_changed_to_the_same():
    """Two people who type the same have no conflict."""
    both = merged(table(p=(1,)), table(p=(2,)), table(p=(2,)))

    assert table(p=(2,)) == both.rows
    assert both.conflicts == ()


def test_changed_differently_asks():
    """The sheet's value shows on both sides; all three are kept, and it is open."""
    both = merged(table(p=(1,)), table(p=(2,)), table(p=(3,)))

    assert table(p=(3,)) == both.rows
    assert [values(one) for one in both.conflicts] == [(1, 2, 3, 3)]
    assert both.conflicts[0].kind is ConflictKind.BOTH_CHANGED
    assert both.conflicts[0].settled == ""


def test_a_policy_settles_a_conflict_and_logs_it():
    """Excel wins, the sheet wins, or the side saved last; the loser's value is in the log."""
    three = table(p=(1,)), table(p=(2,)), table(p=(3,))

    def kept(policy, newer=None):
        both = merged(*three, bound(policy), newer)
        (one,) = both.conflicts
        return values(one)[3], bool(one.settled)

    assert kept(Policy.WORKBOOK) == (2, True)
    assert kept(Policy.SHEET) == (3, True)
    assert kept(Policy.NEWER, newer=True) == (2, True)
    assert kept(Policy.NEWER, newer=False) == (3, True)
    assert kept(Policy.NEWER) == (3, False)


def test_types_matter():
    """The text 1 typed over the number 1 is an edit, and so is TRUE."""
    both = merged(table(p=(1, 1)), table(p=("1", 1)), table(p=(1, True)))

    assert table(p=("1", True)) == both.rows


def test_a_cleared_cell_is_an_edit():
    """A blank on one side clears the other's cell."""
    both = merged(table(p=(1, "x")), table(p=(1, None)), table(p=(1, "x")))

    assert table(p=(1,)) == both.rows


def test_deleted_and_untouched_goes():
    """A row deleted on one side and untouched on the other is gone, from either side."""
    row = table(p=(1,))

    assert merged(row, {}, row).rows == merged(row, row, {}).rows == {}
    assert merged(row, table(p=(None,)), row).rows == {}


def test_deleted_and_edited_stays():
    """The edit keeps the row, with all its cells, and both directions are told apart."""
    base, edited = table(p=(1, "x")), table(p=(2, "x"))
    in_workbook, in_sheet = merged(base, {}, edited), merged(base, edited, {})

    assert in_workbook.rows == in_sheet.rows == edited
    assert [one.kind for one in in_workbook.conflicts] == [ConflictKind.DELETED_IN_WORKBOOK]
    assert [one.kind for one in in_sheet.conflicts] == [ConflictKind.DELETED_IN_SHEET]
    assert in_sheet.conflicts[0].column == ""


def test_new_on_both_under_one_key():
    """Cell by cell: a blank takes the other's value, two values are a conflict."""
    both = merged({}, table(p=(1, "x")), table(p=(1, "y", "z")))

    assert table(p=(1, "y", "z")) == both.rows
    assert [values(one) for one in both.conflicts] == [(None, "x", "y", "y")]


def test_first_sync_is_a_union():
    """Without a base nothing goes: rows of both sides, the sheet's in front, differences asked."""
    both = merged(None, table(p=(1,), q=(2,)), table(r=(3,), q=(5,)))

    assert list(both.rows) == ["r", "q", "p"]
    assert [(one.row, one.column) for one in both.conflicts] == [("q", "a")]


def test_a_strict_row_is_one_thing():
    """Two cells of one row changed on two sides: the sheet's row, and both cells in the log."""
    three = table(p=(1, 1)), table(p=(2, 1)), table(p=(1, 2))
    both = merged(*three, bound(strict=True))

    assert table(p=(1, 2)) == both.rows
    assert [values(one) for one in both.conflicts] == [(1, 2, 1, 1), (1, 1, 2, 2)]
    assert merged(*three).conflicts == ()


def test_one_way_columns_put_back():
    """An edit where it may not be is put back, and logged with all three values."""
    binding = bound(Policy.PUSH, Policy.PULL, Policy.MIRROR)
    both = merged(table(p=(1, 1, 1)), table(p=(1, 2, 5)), table(p=(3, 1, 4)), binding)

    assert table(p=(1, 1, 5)) == both.rows
    assert [values(c) for c in both.conflicts] == [(1, 1, 3, 1), (1, 2, 1, 1), (1, 5, 4, 5)]
    assert {ConflictKind.NOT_YOURS_TO_CHANGE} == {one.kind for one in both.conflicts}


def test_an_edit_where_it_may_not_be_keeps_no_row():
    """A deleted row goes though the other side changed what it may not; that is in the log."""
    binding = bound(Policy.ASK, Policy.PUSH)
    both = merged(table(p=(1, 1)), {}, table(p=(1, 2)), binding)

    assert both.rows == {}
    assert [values(one) for one in both.conflicts] == [(1, None, 2, None)]
    assert both.conflicts[0].settled


def test_a_mirrored_value_keeps_no_row():
    """A formula worked out anew is no edit: the row that the sheet deleted goes."""
    binding = bound(Policy.ASK, Policy.MIRROR)

    assert merged(table(p=(1, 1)), table(p=(1, 2)), {}, binding).rows == {}
    assert merged(table(p=(1, 1)), table(p=(None, 0)), table(p=(1, 1)), binding).rows == {}


def test_what_is_never_synced_is_not_looked_at():
    """A column that is never synced is in no merged row and no conflict."""
    binding = bound(Policy.ASK, Policy.NEVER)
    both = merged(table(p=(1, 1)), table(p=(1, 2)), table(p=(1, 3)), binding)

    assert table(p=(1,)) == both.rows
    assert both.conflicts == ()


def test_a_formula_that_cannot_cross_stays():
    """Each side keeps its own cell: no value is written over the formula, and it is not copied."""
    three = table(p=(1, 5)), table(p=(1, "=VLOOKUP(A2,Codes!A:B,2)")), table(p=(1, 5))
    both = merged(*three)

    assert table(p=(1, 5)) == both.rows
    assert [(one.row, one.column, one.side) for one in both.held] == [("p", "b", "workbook")]
    assert both.conflicts == ()


def test_a_formula_crosses_as_a_formula():
    """One that means the same in both programs goes as text, not as its value."""
    both = merged(table(p=(1, 5)), table(p=(1, "=ROUND([@a]*2,0)")), table(p=(1, 5)))

    assert table(p=(1, "=ROUND([@a]*2,0)")) == both.rows
    assert both.held == ()


def test_a_renamed_key_is_a_row_deleted_and_a_row_new():
    """A key is never guessed: the row under the old one goes, that under the new one comes."""
    before = {"1042": table(p=("1042", 5))["p"]}
    after = {"1043": table(p=("1043", 5))["p"]}
    both = merged(before, after, before, bound(key="a"))

    assert after == both.rows
    assert both.conflicts == ()
