"""A button works wherever it is pressed, on the production of the workbook in front."""

from __future__ import annotations

import shutil

from addin.hosts.desktop import calling, ribbon
from addin.hosts.desktop.buttons import State, pressed_in_excel


def test_a_formula_presses_no_button(show):
    """Called from a cell, the procedure does nothing: a received workbook cannot press."""
    show.office.screen.caller = show.office.app.sheet(1).sheet.vba_get("Range", ["A1"])

    assert show.click("validate", boxes=()) == []
    assert show.seen() == show.before


def test_a_button_in_a_workbook_presses_the_same(show):
    """Its macro runs TieoutFromWorkbook with a name."""
    show.office.screen.caller = "Button 1"
    show.office.app.interpreter.dialogs.clear()
    show.office.app.run(ribbon.FROM_A_WORKBOOK, "validate")

    assert show.office.app.interpreter.dialogs[0][1].startswith("show: ")
    assert show.entries() == ["validate"]


def test_a_workbook_that_was_never_saved_is_in_no_production():
    """There is no folder to look in."""
    told = pressed_in_excel(("validate", "Book1", "Sheet1", "A1"))

    assert told.state is State.REFUSED
    assert "save the workbook" in told.text


def test_a_workbook_in_the_cloud_alone_is_said_to_be():
    """Excel gives a web address for it."""
    told = pressed_in_excel(("validate", "https://d.docs.live.net/1/Other.xlsx", "S", "A1"))

    assert told.state is State.REFUSED
    assert "Sync its folder to this computer" in told.text


def test_a_button_that_this_version_does_not_have_is_named(show):
    """An add-in of another build."""
    told = pressed_in_excel(("teleport", str(show.root / "PO Log.xlsx"), "POs", "A1"))

    assert told.state is State.REFUSED
    assert "tieout install desktop" in told.text


def test_a_workbook_in_a_folder_below_belongs_to_the_production_above(show):
    """The nearest settings upwards say where a production is."""
    (show.root / "production.toml").write_text('name = "Night Shift"\n')
    below = show.root / "Logs"
    below.mkdir()
    shutil.copy(show.root / "PO Log.xlsx", below / "More.xlsx")
    show.app.books.open(str(below / "More.xlsx"))

    found = calling.caller_of(str(below / "More.xlsx"), show.app.books)
    assert (found.folder, found.name) == (show.root, "Logs/More.xlsx")
