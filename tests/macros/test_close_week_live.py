"""Close Week on an open workbook: the copy is what Excel shows, and undo takes all of it back."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import openpyxl
import pytest

from addin import wiring
from addin.adapters.live_excel.files.engine import file_engine
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from tests.macros.test_close_week import COPY, SURE, show
from tests.macros.test_live import contents
from tests.macros.test_press import desk


@pytest.fixture
def stack():
    """What is closed at the end of the test."""
    with ExitStack() as opened:
        yield opened


def test_an_open_workbook_is_closed_for_the_week_and_opened_again(tmp_path, stack):
    """What was typed and not saved yet is in the copy too."""
    root = show(tmp_path / "show").root
    app = stack.enter_context(file_engine())
    app.books.open(str(root / "Cost Report.xlsx"))
    app.books["Cost Report.xlsx"].sheets["CR"].range("B4").value = "Lamps"
    workbooks = wiring.open_workbooks(root, lambda: app.books)
    before = contents(workbooks)
    kept = stack.enter_context(wiring.kept(root, None))
    at_work = desk(workbooks, kept, documents=wiring.documents(root))
    at_work = replace(at_work, settings=wiring.settings_of(root))

    pressed = press(BY_NAME["close_week"], at_work, SURE)
    assert pressed.ok, pressed.sentence
    copy = openpyxl.load_workbook(root / COPY)
    assert (copy["CR"]["B4"].value, copy["CR"]["C5"].value) == ("Lamps", 300)
    assert app.books["Cost Report.xlsx"].sheets["CR"].range("C5").value == 0

    undone = press(BY_NAME["undo_last"], at_work)
    assert undone.ok, undone.sentence
    assert contents(workbooks) == before
    assert not (root / COPY).exists()
