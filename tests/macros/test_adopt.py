"""Adopt This Workbook: the settings are written after a plan, and taken back to the byte."""

from __future__ import annotations

from addin.adapters.beside import Beside
from addin.adapters.memory import Memory
from addin.macros.button import Selection
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.settings.read import settings as settings_in
from addin.tables.table import Role
from tests.jobs.production_in_memory import books
from tests.macros.test_close_week import all_files
from tests.macros.test_press import desk, files, kept  # noqa: F401 - a fixture

ADOPT = BY_NAME["adopt"]


def test_what_is_understood_is_kept_once_confirmed_and_can_be_undone(tmp_path, kept):  # noqa: F811
    """The plan lists the tables; the file reads back as them; undo takes it away."""
    folder = files(tmp_path / "show", books())
    before = all_files(folder.root)
    at_work = desk(folder, kept, documents=Beside(folder.root))

    plan = press(ADOPT, at_work)
    assert (plan.is_plan, all_files(folder.root) == before) == (True, True)
    assert plan.sentence.startswith("Would keep 3 tables of 3 workbooks in production.toml")
    assert "PO Log.xlsx!POs!A1:I5: po log" in plan.detail
    pressed = press(ADOPT, at_work, {"confirm": "yes"})
    assert pressed.sentence == "Kept 3 tables of 3 workbooks in production.toml."
    text = (folder.root / "production.toml").read_text()
    adopted = settings_in(text, "production.toml").tables
    assert {table.role for table in adopted} == {Role.PO_LOG, Role.LEDGER, Role.COST_REPORT}

    assert press(BY_NAME["undo_last"], at_work).ok
    assert all_files(folder.root) == before


def test_the_selected_workbook_alone_is_adopted_behind_what_is_there(tmp_path, kept):  # noqa: F811
    """What a person wrote in the settings stays as written, and comes back with undo."""
    folder = files(tmp_path / "show", books())
    mine = '# ours\n[production]\nname = "Night Shift"\n'
    (folder.root / "production.toml").write_text(mine)
    at_work = desk(folder, kept, documents=Beside(folder.root), selection=Selection("PO Log.xlsx"))
    pressed = press(ADOPT, at_work, {"confirm": "yes"})

    assert pressed.sentence == "Kept 1 table of PO Log.xlsx in production.toml."
    text = (folder.root / "production.toml").read_text()
    assert text.startswith(mine)
    assert [t.workbook for t in settings_in(text, "production.toml").tables] == ["PO Log.xlsx"]
    assert press(BY_NAME["undo_last"], at_work).ok
    assert (folder.root / "production.toml").read_text() == mine


def test_nothing_new_or_nowhere_to_keep_it_is_said():
    """Nothing is written."""
    alone = press(ADOPT, desk(Memory(*books())), {"confirm": "yes"})

    assert not alone.ok
    assert "cannot be kept beside these workbooks. Nothing was written" in alone.sentence


def test_a_workbook_without_tables_is_said(tmp_path):
    """The selected one has nothing that is understood."""
    folder = files(tmp_path / "show", books())
    at_work = desk(folder, documents=Beside(folder.root), selection=Selection("Other.xlsx"))

    assert "no table in Other.xlsx" in press(ADOPT, at_work).sentence
