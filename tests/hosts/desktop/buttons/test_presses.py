"""Buttons in Excel: ribbon → VBA → Python → the open workbooks → a message box."""

from __future__ import annotations

import pytest

from addin import wiring
from addin.domain.source import Place
from addin.hosts.desktop import asking, calling
from addin.macros.button import Kind, Selection
from addin.macros.catalogue import BUTTONS, BY_NAME
from addin.macros.press import press
from tests.hosts.desktop.buttons.noted import noting
from tests.hosts.desktop.pressing import NO, OK
from tests.macros.test_press import desk


def test_a_button_of_the_ribbon_does_its_job_and_says_so(show):
    """The sentence in a message box, the sheet in the open workbook, an entry in the journal."""
    (said,) = show.click("validate")

    assert said.startswith("show: ")
    assert show.seen() != show.before
    assert show.entries() == ["validate"]


@pytest.mark.parametrize("button", BUTTONS, ids=lambda one: one.name)
def test_every_button_of_the_catalogue_gets_from_the_ribbon_to_its_job(show, button, monkeypatch):
    """Its answers arrive by their names, and what it says is shown."""
    seen = noting(monkeypatch)
    fields = asking.asked(button)
    required = [field for field in fields if not field.optional]
    show.office.screen.chosen_file = "text of file"  # from Excel's own window
    typed = [one for one in required if one.kind not in {Kind.YES_NO, Kind.FILE}]
    said = show.click(
        button.name,
        *[f"text of {field.name}" for field in typed],
        *[... for field in fields if field.optional and len(fields) - len(required) == 1],
        boxes=(*([NO] if len(fields) - len(required) > 1 else []), OK),
    )

    assert said[-1] == f"{button.label} was here."
    expected = {field.name: f"text of {field.name}" for field in required}
    assert seen == [(button.name, expected, Selection("PO Log.xlsx", "POs", "H3"))]


@pytest.mark.parametrize("button", [one.name for one in BUTTONS if one.shortcut])
def test_a_shortcut_presses_its_button(show, button, monkeypatch):
    """Through the procedure that the add-in gives to Excel's OnKey, and gives back on closing."""
    seen = noting(monkeypatch)
    show.office.app.run("TieoutTakeKeys")
    one = BY_NAME[button]
    procedure = show.office.screen.on_keys[one.shortcut.lower()].rpartition("!")[2]
    optional = len(asking.asked(one))
    show.office.click(procedure, *[...] * (optional == 1), boxes=(*[NO] * (optional > 1), OK))

    assert [name for name, _, _ in seen] == [button]
    show.office.app.run("TieoutGiveKeysBack")
    assert show.office.screen.on_keys == {}


def test_the_cell_to_look_at_is_selected(show):
    """Next Finding: its workbook comes to the front, the cell is selected."""
    (said,) = show.click("show_finding")
    expected = press(BY_NAME["show_finding"], desk(wiring.workbooks(show.root), None)).goto

    assert expected is not None
    chosen = show.app.selection
    assert said
    assert (chosen.sheet.book.name, chosen.sheet.name) == (expected.workbook, expected.sheet)
    assert chosen.get_address(row_absolute=False, column_absolute=False) == expected.cell


def test_a_cell_in_a_workbook_that_is_not_open_is_named(show):
    """Nothing is opened behind somebody's back."""
    place = Place("Ledger.xlsx", "Postings", "B2")
    show.app.books["Ledger.xlsx"].close()

    said = calling.show(place, show.root, show.app.books)
    assert said == "It is in Ledger.xlsx, which is not open."
    assert "no sheet 'Nix'" in calling.show(Place("PO Log.xlsx", "Nix"), show.root, show.app.books)
