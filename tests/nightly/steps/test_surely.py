"""A press that a power cut ended is entered by the next night: once, with what it wrote."""

from __future__ import annotations

from pathlib import Path

from addin import wiring
from addin.ports.intention import Intention
from addin.settings.studio import StepName, Writes
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from addin.wiring.intention import intentions
from tests.adapters.test_intention_file import MEANT
from tests.nightly.production_at_night import AT, made, night

PUBLISH = (StepName.PUBLISH,)


def meant(show, **workbooks):
    """A night was about to write these."""
    intentions(show).mean(Intention(MEANT.button, "Done.", AT, workbooks))


def entries(show):
    """What the journal knows."""
    with wiring.kept(show, None) as kept:
        assert kept is not None
        return kept.journal.entries("Passage")


def write(show, name):
    """Write into a workbook, as a button would; its digest before."""
    workbooks = wiring.workbooks(show)
    before = workbooks.read(name).digest
    sheet = workbooks.read(name).sheets[0].name
    workbooks.write(name, Changes(cells=(CellEdit(sheet, 1, 9, "x"),)))
    return before


def test_what_was_written_is_entered_with_its_backup(tmp_path):
    """So that it can be undone as if nothing had happened."""
    show = made(tmp_path / "show")
    meant(show, **{"Ledger.xlsx": write(show, "Ledger.xlsx")})

    night(show, steps=PUBLISH)

    (entry,) = entries(show)
    assert (entry.button, entry.sentence, entry.at) == (MEANT.button, "Done.", AT)
    (touched,) = entry.touched
    assert (show / "Ledger.xlsx").read_bytes() != Path(touched.backup).read_bytes()
    assert intentions(show).meant() is None


def test_what_was_not_written_is_no_entry(tmp_path):
    """It was killed before: nothing happened."""
    show = made(tmp_path / "show")
    meant(show, **{"Ledger.xlsx": wiring.workbooks(show).read("Ledger.xlsx").digest})

    night(show, steps=PUBLISH)

    assert entries(show) == ()
    assert intentions(show).meant() is None


def test_what_was_written_in_part_says_so(tmp_path):
    """Of two workbooks, one."""
    show = made(tmp_path / "show")
    other = wiring.workbooks(show).read("Budget.xlsx").digest
    meant(show, **{"Ledger.xlsx": write(show, "Ledger.xlsx"), "Budget.xlsx": other})

    night(show, steps=PUBLISH)

    (entry,) = entries(show)
    assert entry.sentence == "Done. It was cut short: only Ledger.xlsx was written."


def test_a_button_that_did_not_write_leaves_nothing_behind(tmp_path):
    """One that was refused, as one that was done."""
    show = made(tmp_path / "show")
    (show / ".~lock.Cost Report.xlsx#").write_text("Ada,ada,host,now,file:///x;")
    night(show, {Writes.COST_REPORT, Writes.PAGES})

    assert intentions(show).meant() is None
    assert [one.button for one in entries(show)] == ["publish_report"]
