"""Close Week, pressed on files: a plan first, then all of it, and taken back to the byte."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.beside import Beside
from addin.adapters.folder import Folder
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.settings.read import settings as settings_in
from tests.jobs.test_close_week import REPORT, report
from tests.macros.test_press import desk, files, kept  # noqa: F401 - a fixture

CLOSE, UNDO = BY_NAME["close_week"], BY_NAME["undo_last"]
SAID = {"date": "2026-03-07", "reasons": "2520=Second meals"}
SURE = SAID | {"confirm": "yes"}
COPY = "Closed weeks/Cost Report 2026-03-07.xlsx"
TOML = '[production]\nname = "Night Shift"\ncutoff = 2026-03-07\n'


def all_files(root: Path) -> dict[str, bytes]:
    """Everything people see in a folder, by its path."""
    found = (path for path in root.rglob("*") if path.is_file() and ".tieout" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def at(folder: Folder, kept=None):  # noqa: F811 - handed on
    """Somebody at the production, with its settings as they are now."""
    known = settings_in((folder.root / "production.toml").read_text(), "production.toml")
    return replace(desk(folder, kept, documents=Beside(folder.root)), settings=known)


def show(root: Path, text=REPORT) -> Folder:
    """A production with settings."""
    folder = files(root, [report(text)])
    (folder.root / "production.toml").write_text(TOML)
    return folder


def test_the_plan_is_said_first_and_nothing_is_written(tmp_path, kept):  # noqa: F811
    """No file, no copy, no entry in the journal."""
    folder = show(tmp_path / "show")
    before = all_files(folder.root)
    pressed = press(CLOSE, at(folder, kept), SAID)

    assert pressed.ok
    assert pressed.is_plan
    assert pressed.sentence.startswith("Would close the week ending 2026-03-07 of CR: a copy in")
    assert pressed.sentence.endswith("the next week ends 2026-03-14; confirm to do it.")
    assert all_files(folder.root) == before
    assert kept.journal.entries("Night Shift") == ()


def test_a_week_is_closed_once_and_undone_to_the_byte(tmp_path, kept):  # noqa: F811
    """The copy is the workbook as it was; the second close is refused; undo takes the copy away."""
    folder = show(tmp_path / "show")
    before = all_files(folder.root)
    pressed = press(CLOSE, at(folder, kept), SURE)
    assert pressed.ok, pressed.sentence
    now = all_files(folder.root)
    assert set(now) - set(before) == {COPY}
    assert now[COPY] == before["Cost Report.xlsx"]
    page = openpyxl.load_workbook(folder.root / "Cost Report.xlsx")["CR"]
    assert [page[cell].value for cell in ("A2", "C5", "H5", "K5", "L5")] == [
        "Week ending 03/14/2026", 0, 900, -200, "=J5-K5",
    ]  # fmt: skip
    assert b"cutoff = 2026-03-14" in now["production.toml"]
    assert folder.names() == ["Cost Report.xlsx"]

    again = press(CLOSE, at(folder, kept), SURE)
    assert not again.ok
    assert "is closed up to 2026-03-07" in again.sentence
    assert "not over" in press(CLOSE, at(folder, kept), {"confirm": "yes"}).sentence
    assert all_files(folder.root) == now

    assert press(UNDO, at(folder, kept)).ok
    assert all_files(folder.root) == before
    assert press(CLOSE, at(folder, kept), SURE).ok


def test_the_next_week_compares_with_the_copy(tmp_path, kept):  # noqa: F811
    """An EFC that nobody explains stops the close a week later, and goes on the same list."""
    folder = show(tmp_path / "show")
    assert press(CLOSE, at(folder, kept), SURE).ok
    book = openpyxl.load_workbook(folder.root / "Cost Report.xlsx")
    book["CR"]["H4"] = 1100
    book.save(folder.root / "Cost Report.xlsx")
    later = replace(at(folder, kept), at=dt.datetime(2026, 3, 16, 9))

    refused = press(CLOSE, later, {"confirm": "yes"})
    assert "2510 Lighting +100.00 (Cost Report.xlsx!CR!H4)" in refused.sentence
    pressed = press(CLOSE, later, {"confirm": "yes", "reason": "Night shoot"})
    assert pressed.ok, pressed.sentence
    page = openpyxl.load_workbook(folder.root / "Cost Report.xlsx")["EFC Changes"]
    assert [cell.value for cell in page[3]] == [
        dt.datetime(2026, 3, 14), "2510", "Lighting", 1000, 1100, "=E3-D3", "Night shoot",
    ]  # fmt: skip


def test_a_refused_workbook_leaves_no_copy(tmp_path, kept):  # noqa: F811
    """Excel has it open: no half a close."""
    folder = show(tmp_path / "show")
    (folder.root / "~$Cost Report.xlsx").write_bytes(b"\x03Sam" + bytes(161))
    before = all_files(folder.root)
    pressed = press(CLOSE, at(folder, kept), SURE)

    assert not pressed.ok
    assert "open in another program" in pressed.sentence
    assert all_files(folder.root) == before


def test_a_run_that_was_cut_short_after_the_copy_is_gone_on_with(tmp_path, kept):  # noqa: F811
    """The copy is of the workbook as it still is: nothing was closed."""
    whole, cut = show(tmp_path / "whole"), show(tmp_path / "cut")
    (cut.root / "Cost Report.xlsx").write_bytes((whole.root / "Cost Report.xlsx").read_bytes())
    assert press(CLOSE, at(whole), SURE).ok
    Beside(cut.root).save(COPY, (cut.root / "Cost Report.xlsx").read_bytes())

    pressed = press(CLOSE, at(cut, kept), SURE)
    assert pressed.ok, pressed.sentence
    assert all_files(cut.root) == all_files(whole.root)
    assert not press(CLOSE, at(cut, kept), SURE).ok


@settings(deadline=None, max_examples=6)
@given(efc=st.integers(0, 5000), last=st.integers(-5000, 5000), week=st.integers(-300, 300))
def test_close_then_undo_is_nothing(efc, last, week):
    """Whatever the figures, to the byte; and the same week twice is refused."""
    text = REPORT.replace("| 900  |", f"| {efc} |").replace("| -100      |", f"| {last} |")
    text = text.replace("| 300       |", f"| {week} |")
    from addin.adapters.database.connected import Connected  # noqa: PLC0415 - as the fixture
    from addin.adapters.database.decisions import DatabaseDecisions  # noqa: PLC0415
    from addin.adapters.database.history import DatabaseHistory  # noqa: PLC0415
    from addin.adapters.database.journal import DatabaseJournal  # noqa: PLC0415
    from addin.ports import Kept  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        database = Connected.in_folder(Path(place) / "state")
        mine = Kept(
            DatabaseHistory(database), DatabaseDecisions(database), DatabaseJournal(database)
        )
        folder = show(Path(place) / "show", text)
        before = all_files(folder.root)
        said = {"date": "2026-03-07", "reason": "Looked at", "confirm": "yes"}
        assert press(CLOSE, at(folder, mine), said).ok
        assert not press(CLOSE, at(folder, mine), said).ok
        assert press(UNDO, at(folder, mine)).ok
        database.close()

        assert all_files(folder.root) == before
