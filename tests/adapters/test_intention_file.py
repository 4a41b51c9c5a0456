"""What a night is about to write is kept whole or not at all, and forgotten once it is done."""

from __future__ import annotations

import datetime as dt

import pytest

from addin import wiring
from addin.adapters.intention_file import FILE_NAME, IntentionFile
from addin.errors import WriteRefused
from addin.ports.intention import Intention
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from tests.nightly.production_at_night import made

MEANT = Intention(
    "refresh_cost_report",
    "4 figures — brought up to date.",
    dt.datetime(2026, 3, 9, 2, 30),
    {"Cost Report.xlsx": "abc"},
    {"Page.html": ""},
)


def intentions(root):
    """Those of a production in a folder."""
    return IntentionFile(root, root / ".tieout")


def test_what_is_meant_is_there_until_it_ended(tmp_path):
    """For whoever looks, in whatever process."""
    intentions(tmp_path).mean(MEANT)
    assert intentions(tmp_path).meant() == MEANT

    intentions(tmp_path).ended()
    assert intentions(tmp_path).meant() is None
    intentions(tmp_path).ended()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"button": 1}', "null", "\x00"])
def test_a_file_that_is_no_intention_is_none(tmp_path, text):
    """Whoever wrote it."""
    (tmp_path / ".tieout").mkdir()
    (tmp_path / ".tieout" / FILE_NAME).write_text(text)

    assert intentions(tmp_path).meant() is None


def test_what_cannot_be_kept_is_refused(tmp_path):
    """Then nothing is written either."""
    (tmp_path / ".tieout").write_text("a file where the folder should be")

    with pytest.raises(WriteRefused):
        intentions(tmp_path).mean(MEANT)


def test_the_backup_of_a_file_is_found_by_what_it_was(tmp_path):
    """Among all its backups; none for another file's digest."""
    show = made(tmp_path / "show")
    workbooks = wiring.workbooks(show)
    before = workbooks.read("Ledger.xlsx").digest
    kept = workbooks.write("Ledger.xlsx", Changes(cells=(CellEdit("Ledger", 2, 1, "x"),)))
    workbooks.write("Ledger.xlsx", Changes(cells=(CellEdit("Ledger", 2, 1, "y"),)))

    assert intentions(show).backup("Ledger.xlsx", before) == kept
    assert intentions(show).backup("Ledger.xlsx", "other") == ""
