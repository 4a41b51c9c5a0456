"""An answer to a conflict becomes an edit of the workbook, if the question still stands."""

from __future__ import annotations

from addin.sync.answers import answered
from tests.sync.drawn import merged, table

ASKED = merged(table(p=(1, "x")), table(p=(2, "x")), table(p=(3, "x")))
(CONFLICT,) = ASKED.conflicts


def test_keeping_changes_nothing():
    """The sheet's value shows already."""
    done = answered(CONFLICT, "sheet", ASKED.rows, ASKED.rows)

    assert ASKED.rows == done.workbook
    assert done.refused == ""


def test_taking_the_other_is_an_edit():
    """The next sync carries it to the sheet, without a conflict."""
    done = answered(CONFLICT, "workbook", ASKED.rows, ASKED.rows)
    both = merged(ASKED.rows, done.workbook, ASKED.rows)

    assert table(p=(2, "x")) == both.rows
    assert both.conflicts == ()


def test_an_answer_to_another_question_is_refused():
    """The cell was edited since, on either side: nothing is written over it."""
    edited = table(p=(9, "x"))

    assert answered(CONFLICT, "workbook", edited, ASKED.rows).refused
    assert answered(CONFLICT, "workbook", ASKED.rows, edited).refused
    assert answered(CONFLICT, "workbook", edited, ASKED.rows).workbook == edited


def test_taking_the_deletion():
    """A row that stayed because it was edited goes after all; keeping it leaves it."""
    stayed = merged(table(p=(1,)), {}, table(p=(2,)))
    (conflict,) = stayed.conflicts

    assert answered(conflict, "workbook", stayed.rows, stayed.rows).workbook == {}
    assert answered(conflict, "sheet", stayed.rows, stayed.rows).workbook == stayed.rows
    assert answered(conflict, "workbook", stayed.rows, table(p=(7,))).refused
