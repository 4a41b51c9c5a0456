"""A production reconciled, settled by a person, and reconciled again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from addin.adapters.database.connected import Connected
from addin.adapters.database.decisions import DatabaseDecisions
from addin.adapters.database.history import DatabaseHistory
from addin.adapters.database.journal import DatabaseJournal
from addin.adapters.memory import Memory
from addin.errors import FileInUse, NothingToDo, UnknownLine
from addin.jobs import decide
from addin.jobs.check import check
from addin.jobs.decide import Verdict
from addin.jobs.reconcile import reconcile
from addin.ports import Kept
from addin.reconcile.statement import Part
from addin.settings.model import Settings
from addin.tables.table import Book
from tests.grid import grid
from tests.jobs.bank_in_memory import bank, books

AT = dt.datetime(2026, 3, 12, 12)
SAID: dict[str, Any] = {"who": "Sam", "why": "one lorry, one payment", "at": AT}


@pytest.fixture
def kept(tmp_path):
    """An empty history in a folder of its own."""
    database = Connected.in_folder(tmp_path)
    yield Kept(DatabaseHistory(database), DatabaseDecisions(database), DatabaseJournal(database))
    database.close()


def reconciled(workbooks=None, **options):
    """The drawn bank and cash book, reconciled."""
    return reconcile(
        workbooks or bank(), Settings(), name="Night Shift", folder="show", at=AT, **options
    )


def lines(report, part):
    """The lines of one part."""
    return [line for one in report.statements for line in one.of(part)]


def test_a_production_is_proved_to_zero():
    """What is open is named; the rest of both lists is matched."""
    report = reconciled().report

    assert report.is_proved
    assert report.open == 3
    assert [len(lines(report, part)) for part in (Part.MATCHED, Part.SUGGESTED)] == [4, 1]


def test_an_accepted_suggestion_is_matched_from_then_on(kept):
    """Also in a check, and after the rows have moved."""
    (asked,) = lines(reconciled(kept=kept).report, Part.SUGGESTED)
    (done,) = decide.settle(
        reconciled(kept=kept).report, kept.decisions, [asked.id[:5]], Verdict.ACCEPT, **SAID
    )
    statement, cash = books()
    sheet = cash.sheets[0]
    moved = replace(cash, sheets=(replace(sheet, rows=[sheet.rows[0], [None], *sheet.rows[1:]]),))
    report = reconciled(Memory(statement, moved), kept=kept).report
    checked = check(bank(), Settings(), name="Night Shift", folder="show", at=AT, kept=kept).report

    assert done.kept.decision.who == "Sam"
    assert lines(report, Part.SUGGESTED) == []
    assert "accepted by Sam" in next(x.why for x in lines(report, Part.MATCHED) if x.id == asked.id)
    assert [m.suggested for m in checked.matched] == [0]


def test_a_rejected_suggestion_never_returns_until_it_is_undone(kept):
    """The two rows are left over, with a reason; undoing brings the suggestion back."""
    before = reconciled(kept=kept).report
    (asked,) = lines(before, Part.SUGGESTED)
    decide.settle(before, kept.decisions, [asked.id], Verdict.REJECT, **SAID)
    after = reconciled(kept=kept).report

    assert asked.id not in {line.id for one in after.statements for line in one.lines}
    assert after.is_proved
    kept.decisions.undo("Night Shift", AT)
    again = reconciled(kept=kept).report
    assert [line.id for line in lines(again, Part.SUGGESTED)] == [asked.id]


def test_a_split_row_is_two_and_still_proves(kept):
    """The parts stand in the statement in the place of the row."""
    report = reconciled(kept=kept).report
    decide.split(report, kept.decisions, "Cash book!D7", ["-1000", "-210.40@3300"], pair="", **SAID)
    after = reconciled(kept=kept).report

    assert after.is_proved
    assert after.statements[0].right_count == report.statements[0].right_count + 1


@pytest.mark.parametrize(
    ("cell", "parts", "why"),
    [
        ("Cash book!D7", ["-1000", "-200"], "come to -1,200.00"),
        ("Cash book!D7", ["a lot"], "is no amount"),
        ("Cash book!D7", ["-1210.401"], "is no amount"),
        ("Cash book!Z9", ["1"], "Nothing was decided"),
    ],
)
def test_a_split_that_does_not_sum_is_refused(kept, cell, parts, why):
    """Nothing is kept, and the message says what is wrong."""
    with pytest.raises((NothingToDo, UnknownLine), match=why):
        decide.split(reconciled(kept=kept).report, kept.decisions, cell, parts, pair="", **SAID)
    assert kept.decisions.log("Night Shift") == ()


def test_an_id_that_is_not_there_decides_nothing_at_all(kept):
    """All ids are looked up before the first is settled."""
    report = reconciled(kept=kept).report
    (asked,) = lines(report, Part.SUGGESTED)

    with pytest.raises(UnknownLine, match="'zzzz'"):
        decide.settle(report, kept.decisions, [asked.id, "zzzz"], Verdict.ACCEPT, **SAID)
    assert kept.decisions.log("Night Shift") == ()


def test_a_row_on_one_side_cannot_be_accepted(kept):
    """There is nothing that it could be the same as."""
    report = reconciled(kept=kept).report
    (alone,) = lines(report, Part.ONLY_LEFT)

    with pytest.raises(NothingToDo, match="only"):
        decide.settle(report, kept.decisions, [alone.id], Verdict.ACCEPT, **SAID)


def test_an_alias_needs_two_names(kept):
    """The same name twice says nothing."""
    log = kept.decisions
    decide.alias("Night Shift", log, "Ridge Lumber", "RLC", who="Sam", at=AT)

    with pytest.raises(NothingToDo, match="two different"):
        decide.alias("Night Shift", log, "Ridge ", "Ridge", who="Sam", at=AT)
    assert len(log.decisions("Night Shift").aliases) == 1


def test_the_statement_is_written_beside_its_list():
    """One sheet, in the workbook of the first list, and nothing else is touched."""
    workbooks = bank()
    done = reconciled(workbooks, write=True)

    assert list(done.report.written) == ["Bank.xlsx"]
    ((name, changes),) = [(n, c) for n, c in workbooks.written]
    assert name == "Bank.xlsx"
    assert [sheet.name for sheet in changes.sheets] == ["Tieout reconciliation"]
    assert not changes.cells


def test_a_workbook_that_is_open_is_refused_by_name():
    """The report is there all the same."""

    class OpenInExcel(Memory):
        """Somebody has the workbook open."""

        def write(self, name, changes, *, digest=""):
            del changes, digest
            raise FileInUse(name)

    done = reconciled(OpenInExcel(*books()), write=True)

    assert [str(error.path) for error in done.refused] == ["Bank.xlsx"]
    assert done.report.open == 3


def test_a_pair_that_nobody_compared_lists_those_there_are():
    """A slip in a word does not look like a clean reconciliation."""
    assert len(reconciled(pair="cash BOOK").report.statements) == 1
    with pytest.raises(NothingToDo, match="Compared: bank and cash book"):
        reconciled(pair="payroll")


def test_a_production_without_two_such_lists_hears_what_there_is():
    """One list alone, or none that is understood: what was read, and what to do."""
    alone = Memory(books()[0])
    with pytest.raises(NothingToDo, match=r"Understood: bank.*tieout adopt"):
        reconciled(alone)
    strange = Memory(Book("Notes.xlsx", (grid("Colour | Mood\nred | calm\nblue | sad", "Notes"),)))
    with pytest.raises(NothingToDo, match=r"no table in it is understood.*tieout adopt"):
        reconciled(strange)
