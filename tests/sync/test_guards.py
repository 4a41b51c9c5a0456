"""Each guard stops what it is there to stop, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from addin.ports.binding import Limits, Policy
from addin.ports.sheets import Pulled, SharedRow
from addin.sync.guards import Meeting, stopped
from tests.sync.drawn import bound, merged, stopped_by, table
from tests.sync.shared_sheet import SharedModel, workbook_of

MANY = {f"r{i}": table(p=(i, "x"))["p"] for i in range(40)}


def few(count):
    """The first rows of many."""
    return dict(list(MANY.items())[:count])


def edited(rows, count):
    """The rows, some of them changed."""
    return {
        row: {**cells, **table(p=(-1,))["p"]} if i < count else cells
        for i, (row, cells) in enumerate(rows.items())
    }


def test_nothing_stops_an_ordinary_day():
    """A few edits, a new row and a deleted one stop nothing."""
    sheet = {**few(39), **table(new=(1, "y"))}

    assert stopped_by(MANY, edited(MANY, 3), sheet) == {}


def test_mass_delete_by_share():
    """More than a fifth of the rows gone stops, until a person has looked."""
    assert stopped_by(MANY, MANY, few(32)) == {}
    assert stopped_by(MANY, MANY, few(31)) == {"mass delete": True}


def test_mass_delete_by_number():
    """More rows than the limit stop it, however small a share."""
    binding = bound(limits=Limits(deleted_rows=4))

    assert stopped_by(MANY, MANY, few(36), binding) == {}
    assert stopped_by(MANY, MANY, few(35), binding) == {"mass delete": True}


def test_two_rows_of_a_small_table_may_go():
    """Deleting two of four rows is an ordinary day; three are not."""
    assert stopped_by(few(4), few(4), few(2)) == {}
    assert stopped_by(few(4), few(1), few(4)) == {"mass delete": True}


def test_every_row_changed():
    """Nearly all rows of one side changed: a person looks first. In a small table nobody does."""
    assert stopped_by(MANY, MANY, edited(MANY, 36)) == {}
    assert stopped_by(MANY, MANY, edited(MANY, 37)) == {"all changed": True}
    assert stopped_by(few(19), edited(few(19), 19), few(19)) == {}


def test_values_worked_out_anew_are_no_change():
    """A mirror column that changes in every row is what it is for."""
    binding = bound(Policy.MIRROR, Policy.ASK)

    assert stopped_by(MANY, edited(MANY, 40), MANY, binding) == {}


def test_a_side_that_is_empty_now():
    """A side that had rows and has none is never taken at its word."""
    assert stopped_by(few(2), few(2), {}) == {"emptied": False}
    assert stopped_by(few(2), {}, few(2)) == {"emptied": False}
    assert stopped_by({}, {}, few(2)) == {}


def test_a_key_that_stands_twice():
    """Rows that cannot be told apart stop it for good."""
    doubled = {"1042": (4, 9)}
    book = workbook_of(few(2), doubled=doubled)
    pulled = replace(SharedModel.of(few(2)).pull(), doubled=doubled)

    assert stopped_by(few(2), {}, few(2), book=book) == {"doubled": False}
    assert stopped_by(few(2), few(2), {}, pulled=pulled) == {"doubled": False}


def test_a_row_without_its_key():
    """Where a column is the key, a row without one stops it; with ids of ours it gets one."""
    rows = {"1": table(p=(1, "x"))["p"], "?": table(p=(None, "y"))["p"]}

    assert stopped_by(rows, rows, rows, bound(key="a")) == {"no key": False}
    assert stopped_by(rows, rows, rows) == {}


def test_rows_of_the_sheet_that_a_pull_found_without_key():
    """What the sheet's side left out for want of a key stops it too."""
    pulled = replace(SharedModel.of(few(2)).pull(), keyless=(7,))

    assert stopped_by(few(2), few(2), {}, bound(key="a"), pulled=pulled) == {"no key": False}


def test_a_column_that_is_gone():
    """A bound column that is gone is not a column of blanks."""
    pulled = replace(SharedModel.of(few(2)).pull(), missing=("b",))
    book = workbook_of(few(2), missing=("b",))

    assert stopped_by(few(2), few(2), {}, pulled=pulled) == {"column gone": False}
    assert stopped_by(few(2), {}, few(2), book=book) == {"column gone": False}


def test_another_table():
    """Not one heading as it was: another spreadsheet. One renamed heading stops nothing."""
    plain = SharedModel.of(few(2)).pull()
    other = replace(plain, headers={"a": "Day", "b": "Scene", "c": "Set"})
    one = replace(plain, headers={"a": "Day", "b": "b", "c": "c"})

    assert stopped_by(few(2), few(2), {}, pulled=other) == {"other table": False}
    assert stopped_by(few(2), few(2), {}, pulled=one) == {}


def test_headings_that_changed_places():
    """Two headings exchanged: either the columns or the headings are wrong, and we do not guess."""
    pulled = replace(SharedModel.of(few(2)).pull(), headers={"a": "B", "b": "a", "c": "c"})

    assert stopped_by(few(2), few(2), {}, pulled=pulled) == {"headings exchanged": False}


def test_the_base_is_gone():
    """A binding that was synced before and has no base: a person decides to start over."""
    assert stopped_by(None, few(2), few(2), synced_before=True) == {"base gone": True}
    assert stopped_by(None, few(2), few(2)) == {}


def test_a_first_sync_of_strangers():
    """Two full sides without a row in common are not put together unasked."""
    others = table(x=(1,), y=(2,))

    assert stopped_by(None, few(2), others) == {"nothing in common": True}
    assert stopped_by(None, few(2), {}) == {}


def test_a_first_sync_of_which_nearly_all_rows_differ():
    """As many conflicts as rows: the wrong sheet, or the wrong file."""
    assert stopped_by(None, MANY, edited(MANY, 36)) == {}
    assert stopped_by(None, MANY, edited(MANY, 37)) == {"nearly all differ": True}


def test_the_workbook_was_saved_meanwhile():
    """A plan that a person looked at is only carried out on the workbook it was made from."""
    book = workbook_of(few(2), digest="now")

    assert stopped_by(few(2), {}, few(2), book=book, digest="shown") == {"workbook moved": False}
    assert stopped_by(few(2), {}, few(2), book=book, digest="now") == {}


def test_a_text_too_long():
    """What Excel would cut off is not brought over; what stands on both sides is let be."""
    most, more = table(p=("x" * 32_767,)), table(p=("x" * 32_768,))

    assert stopped_by(None, {}, most) == {}
    assert stopped_by(None, {}, more) == {"too long": False}
    assert stopped_by(more, more, more) == {}
    assert stopped_by(None, table(p=("x" * 50_001,)), {}) == {"too long": False}


def test_what_a_person_may_confirm():
    """Confirming lets many deletions through, never doubled keys; those are told first."""
    pulled = Pulled({"r0": SharedRow(2, MANY["r0"])}, doubled={"7": (3, 4)})
    both = merged(few(4), few(4), few(1))
    meeting = Meeting(bound(), few(4), workbook_of(few(4)), pulled, both)

    assert list(stopped(meeting)) == [
        "The row id must be in one row only; in the sheet it is not: 7 in rows 3, 4.",
        "3 of 4 rows would be deleted (row 3, row 4, row 5).",
    ]
    assert stopped(meeting, confirmed=True) == stopped(meeting)[:1]
