"""The spreadsheet of buttons: all of them, and each at work when it is pressed in LibreOffice."""

from __future__ import annotations

import time

import pytest

from addin import wiring
from addin.hosts.libreoffice.menu import address
from addin.hosts.libreoffice.panel import FILE_NAME, SHEET, panel
from addin.macros.catalogue import BUTTONS
from tests.hosts.snapshots.demo_here import demo


def test_the_same_buttons_are_the_same_bytes():
    """Nothing of the moment is in the file."""
    assert panel(BUTTONS) == panel(BUTTONS)


def test_our_own_reader_finds_every_tip_in_it(tmp_path):
    """It is an .ods like any other."""
    (tmp_path / FILE_NAME).write_bytes(panel(BUTTONS))
    (sheet,) = wiring.workbooks(tmp_path).read(FILE_NAME).sheets
    texts = {value for row in sheet.rows for value in row}

    assert sheet.name == SHEET
    assert {one.tip for one in BUTTONS} <= texts


@pytest.mark.libreoffice
def test_every_button_is_there_and_a_real_press_works_on_the_folder(pressing_calc, tmp_path):
    """Pressed in the panel, Validate lists findings in the workbooks beside it."""
    folder = demo(tmp_path)
    path = folder / FILE_NAME
    path.write_bytes(panel(BUTTONS))
    before = (folder / "PO Log.xlsx").read_bytes()
    pressing_calc.do("open", path)
    try:
        shown = pressing_calc.do("buttons", path)[SHEET]
        pressing_calc.do("click", path, label="Validate", seconds=0)
        until = time.monotonic() + 60
        while (folder / "PO Log.xlsx").read_bytes() == before and time.monotonic() < until:
            time.sleep(0.2)
        told = pressing_calc.press(path, "explain_cell")
    finally:
        pressing_calc.do("close", path)
    findings = wiring.workbooks(folder).read("PO Log.xlsx").sheet("Tieout findings")

    assert [url for _, url in shown] == [address(one.name) for one in BUTTONS]
    assert findings is not None
    assert told["sentence"] != ""
