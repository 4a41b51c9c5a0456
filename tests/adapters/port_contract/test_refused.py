"""What cannot be done without risk is refused by name, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from addin.errors import FileChanged, FileError, FileMissing, WriteRefused
from addin.tables.changes import Changes, NameEdit
from addin.tables.table import CellEdit
from tests.adapters.port_contract.places import BOOK, TABLE, WRITING, on

REFUSED = {
    "no such sheet": (Changes(cells=(CellEdit("Nowhere", 1, 1, 1),)), "has no sheet 'Nowhere'"),
    "a locked cell": (Changes(cells=(CellEdit("Locked", 1, 1, "x"),)), "Locked!A1 is locked"),
    "inside merged cells": (
        Changes(cells=(CellEdit("Costs", 8, 2, "x"),)), "inside the merged cells A7:C8",
    ),
    "part of an array": (Changes(cells=(CellEdit("Costs", 3, 8, 1),)), "lies in the array formula"),
    "two things at once": (
        Changes(cells=(CellEdit("Costs", 2, 3, 1), CellEdit("Costs", 2, 3, 2))), "contradict",
    ),
    "outside the sheet": (Changes(cells=(CellEdit("Costs", 0, 1, 1),)), "outside the sheet"),
    "a bad name": (Changes(names=(NameEdit("A1", "Costs!$A$1"),)), "'A1'"),
    "half of it bad": (
        Changes(cells=(CellEdit("Costs", 2, 3, 1), CellEdit("Locked", 1, 1, "x"))), "Locked!A1",
    ),
}  # fmt: skip


@on(*WRITING)
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_by_name_and_nothing_is_written(place, case):
    """The workbook is as it was, and there is nothing to take back."""
    changes, why = REFUSED[case]
    before = place.read()

    with pytest.raises(WriteRefused, match=why) as caught:
        place.workbooks.write(BOOK, changes, digest=before.digest)

    assert Path(BOOK).name in str(caught.value)
    assert place.read() == before


@on(*WRITING)
@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (CellEdit("Orders", 1, 1, "Number"), "is a heading of the table"),
    ],
)
def test_headings_and_totals_of_tables_are_left_alone(place, edit, why):
    """They are the table's, not the cells'."""
    table = place.read(TABLE).sheets[0].list_objects[0]
    sheet = place.read(TABLE).sheets[0].name
    area = table.area
    with pytest.raises(WriteRefused, match=why):
        place.write(TABLE, cells=(replace(edit, sheet=sheet, row=area.top, column=area.left),))
    with pytest.raises(WriteRefused, match="totals row"):
        place.write(TABLE, cells=(replace(edit, sheet=sheet, row=area.bottom, column=area.left),))


@on(*WRITING)
def test_a_workbook_that_is_no_longer_the_one_that_was_read_is_not_written(place):
    """Somebody's work meanwhile is never lost, by writing or by taking back."""
    before = place.read()
    backup = place.write(cells=(CellEdit("Costs", 2, 2, "Theirs"),))
    theirs = place.read()

    with pytest.raises(FileChanged, match="Nothing was written"):
        place.workbooks.write(
            BOOK, Changes(cells=(CellEdit("Costs", 2, 2, "Ours"),)), digest=before.digest
        )
    with pytest.raises(FileChanged):
        place.workbooks.restore(BOOK, backup, digest=before.digest)
    assert place.read() == theirs


@on(*WRITING)
def test_a_backup_that_is_gone_or_of_another_workbook_is_said_to_be_missing(place):
    """And the workbook stays as it is."""
    backup = Path(place.write(cells=(CellEdit("Costs", 2, 2, "x"),)))
    now = place.read()
    elsewhere = backup.with_name(backup.name.replace("2", "3"))

    with pytest.raises(FileMissing):
        place.workbooks.restore(BOOK, str(elsewhere), digest=now.digest)
    with pytest.raises(FileError):
        place.workbooks.restore(TABLE, str(backup), digest=place.read(TABLE).digest)
    assert place.read() == now


@on("memory")
def test_memory_remembers_batches_and_refuses_by_the_digest(place):
    """It is told what to write, and writes nothing itself."""
    place.write(cells=(CellEdit("Costs", 2, 2, "x"),))

    with pytest.raises(FileChanged):
        place.workbooks.write(BOOK, Changes(), digest="another")
    assert place.workbooks.written[0][0] == BOOK
