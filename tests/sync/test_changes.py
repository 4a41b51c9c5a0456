"""What a side did: rows that are there, keys renamed, ids found again."""

from __future__ import annotations

from addin.ports.binding import Policy
from addin.sync.changes import Renamed, alive, named_again, renamed_keys
from tests.sync.drawn import bound, table
from tests.sync.shared_sheet import workbook_of


def test_rows_of_blanks_are_not_there():
    """A row without anything in it is a deleted row; blanks are left out of the others."""
    assert table(p=(1,)) == alive(table(p=(1, None), q=(None, None)), bound())


def test_a_computed_value_makes_no_row():
    """A mirrored formula still shows 0 in a row that was emptied. Alone, it is all there is."""
    binding = bound(Policy.ASK, Policy.MIRROR)

    assert alive(table(p=(None, 0)), binding) == {}
    assert table(p=(0,)) == alive(table(p=(0,)), bound(Policy.MIRROR))


def test_columns_never_synced_make_no_row():
    """Notes of one side, beside blanks, are no row of the table."""
    assert alive(table(p=(None, "note")), bound(Policy.ASK, Policy.NEVER)) == {}


def keyed(**rows):
    """Rows under their key, which is their first column."""
    return {row: table(x=(row, *values))["x"] for row, values in rows.items()}


def test_a_renamed_key_is_suspected():
    """One row went, one came, and all else is the same."""
    before, after = keyed(A1=(5, "x"), A2=(6,)), keyed(B1=(5, "x"), A2=(6,))

    assert (Renamed("A1", "B1"),) == renamed_keys(before, after, bound(key="a"))


def test_a_renamed_key_is_not_guessed():
    """Two rows alike, a row with other content, or rows with nothing else: nothing is said."""
    binding = bound(key="a")

    assert renamed_keys(keyed(A1=(5,), A2=(5,)), keyed(B1=(5,), B2=(5,)), binding) == ()
    assert renamed_keys(keyed(A1=(5,)), keyed(B1=(6,)), binding) == ()
    assert renamed_keys(keyed(A1=()), keyed(B1=()), binding) == ()
    assert renamed_keys(table(p=(1,)), table(q=(1,)), bound()) == ()


def test_rows_without_ids_get_those_of_a_run_that_died():
    """Equal content, in order, each id once; what the run never saw keeps its fresh id."""
    now = workbook_of(table(n1=(1,), n2=(1,), n3=(2,), old=(3,)), unnamed=("n1", "n2", "n3"))
    found = named_again(now, table(u1=(1,), u2=(1,), old=(1,)))

    assert table(u1=(1,), u2=(1,), n3=(2,), old=(3,)) == found.rows
    assert found.at == {"u1": 2, "u2": 3, "n3": 4, "old": 5}
    assert found.unnamed == ("u1", "u2", "n3")
