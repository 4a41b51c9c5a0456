"""Switch Formula Names: a plan, the same switch as the command's, and back."""

from __future__ import annotations

from addin.macros.button import Selection
from addin.macros.catalogue import BY_NAME
from addin.macros.press import press
from addin.tables.table import Book
from tests.grid import grid
from tests.macros.test_press import desk, everything, files, kept  # noqa: F401 - a fixture

SWITCH = BY_NAME["switch_names"]
COSTS = """
    To date | POs | ETC | EFC
    100     | 20  | 5   | =TIEOUT.COST_EFC(A2,B2,C2)->125
    200     | 10  | 0   | =TIEOUT.COST_EFC(A3,B3,C3)->210
"""


def test_formulas_are_spelt_for_another_host_once_confirmed_and_back(tmp_path, kept):  # noqa: F811
    """Undo Last to the byte."""
    folder = files(tmp_path / "show", [Book("Costs.xlsx", (grid(COSTS, "Costs"),))])
    before = everything(folder)
    at_work = desk(folder, kept, selection=Selection("Costs.xlsx"))

    plan = press(SWITCH, at_work, {"to": "plain"})
    assert plan.sentence == "Would spell 2 formulas of Costs.xlsx plain; confirm to do it."
    assert "Costs!D2: =TIEOUT.COST_EFC(A2,B2,C2) → =COST_EFC(A2,B2,C2)" in plan.detail
    assert everything(folder) == before
    pressed = press(SWITCH, at_work, {"to": "plain", "confirm": "yes"})
    assert pressed.sentence == "Spelt 2 formulas of Costs.xlsx plain."
    assert folder.read("Costs.xlsx").sheets[0].formulas[2, 4] == "COST_EFC(A2,B2,C2)"

    again = press(SWITCH, at_work, {"to": "plain", "confirm": "yes"})
    assert (again.ok, "are spelt plain already" in again.sentence) == (False, True)
    assert press(BY_NAME["undo_last"], at_work).ok
    assert everything(folder) == before


def test_without_a_workbook_nothing_is_switched(tmp_path):
    """It says what to select."""
    folder = files(tmp_path / "show", [Book("Costs.xlsx", (grid(COSTS, "Costs"),))])

    assert "Select a workbook first" in press(SWITCH, desk(folder)).sentence
