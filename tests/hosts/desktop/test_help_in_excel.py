"""The functions as people find them in Excel: the wizard, the list, and how things stand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]
from pyopenvba.interpreter import VBAObject, method  # type: ignore[import-untyped]
from pyopenvba.interpreter._values import error  # type: ignore[import-untyped]

from addin.hosts.desktop import vba
from addin.hosts.desktop.sheet import HEADINGS
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.desktop.excel_stand_in import STARTING_PYTHON, StandIn


class Wizard(VBAObject):  # type: ignore[misc]
    """Excel's function wizard, as ``Application.MacroOptions`` tells it; notes what it is told."""

    vba_type_name = "Wizard"

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, tuple[str, str, list[str]]] = {}
        self.refuses = False
        self.refuses_one = "!no function"

    @method
    def MacroOptions(  # noqa: N802 - Excel's name
        self, Macro: str, Description: str = "", Category: str = "", ArgumentDescriptions: Any = None  # noqa: N803
    ) -> None:  # fmt: skip
        """Excel's own order of arguments differs; ours are all named."""
        if self.refuses or Macro.endswith(self.refuses_one):
            raise error(1004, "Cannot edit a macro on a hidden workbook.")
        texts = [str(each) for each in ArgumentDescriptions.items] if ArgumentDescriptions else []
        self.told[Macro] = (Description, Category, texts)


def replaced(code: str) -> str:
    """A module without what the interpreter or its Excel does not know."""
    code = re.sub(r"(?m)^Attribute .*\r\n", "", code)
    code = code.replace("Set host = Application", "Set host = Wizard")
    code = code.replace("Application.CalculateFull", "StandIn.Calculated")
    return code.replace("As IRibbonControl", "As Variant")


@pytest.fixture
def opened(xlam):
    """The built add-in open in the interpreter's Excel, its VBA loaded; and the wizard."""
    app: Any = ExcelApplication.open(str(xlam), with_vba=False)
    python, wizard = StandIn(lambda _module, _name, _arguments: ""), Wizard()
    host = app.interpreter.host
    others = host.global_object
    host.global_object = lambda name: (
        {"standin": python, "wizard": wizard}.get(name) or others(name)
    )
    app.add_module(STARTING_PYTHON, name="TieoutPython")
    for name, code in vba.modules().items():
        if name not in {"TieoutPython", "ThisWorkbook"}:
            app.add_module(replaced(code), name=name)
    app.python, app.wizard = python, wizard
    return app


def test_the_wizard_is_told_category_and_every_argument(opened):
    """What the file's VBA cannot carry, Excel is told when the add-in opens."""
    opened.run("TieoutDescribe")

    assert {name.rpartition("!")[2]: said for name, said in opened.wizard.told.items()} == {
        name: (found.summary, f"Tieout: {found.category}", [p.help for p in found.parameters])
        for name, found in FUNCTIONS.items()
    }
    assert next(iter(opened.wizard.told)).startswith("'tieout.xlam'!")


def test_the_wizard_is_told_once(opened):
    """And again only if Excel refused, as it does while no workbook is open."""
    opened.wizard.refuses = True
    opened.run("TieoutDescribe")
    assert opened.wizard.told == {}

    opened.wizard.refuses = False
    opened.run("TieoutDescribe")
    assert set(opened.wizard.told)

    opened.wizard.told.clear()
    opened.run("TieoutDescribe")
    assert opened.wizard.told == {}


def test_what_the_wizard_does_not_take_of_one_function_leaves_the_others(opened):
    """One text that Excel finds fault with must not cost all that follow."""
    second = list(FUNCTIONS)[1]
    opened.wizard.refuses_one = f"!{second}"

    opened.run("TieoutDescribe")

    assert {name.rpartition("!")[2] for name in opened.wizard.told} == set(FUNCTIONS) - {second}


def test_the_list_is_a_new_workbook(opened):
    """Every function with how to type it and an example; the add-in's own sheet stays hidden."""
    opened.run("TieoutRibbon_list", "")

    sheet = opened.sheet(1)
    assert sheet.name == "Tieout functions"
    assert [sheet.value(f"{letter}1") for letter in "ABCDEF"] == list(HEADINGS)
    assert [sheet.value(f"A{row}") for row in range(2, len(FUNCTIONS) + 2)] == list(FUNCTIONS)
    efc = FUNCTIONS["COST_EFC"]
    row = list(FUNCTIONS).index("COST_EFC") + 2
    assert sheet.value(f"C{row}") == efc.usage
    assert sheet.value(f"E{row}") == efc.examples[0].formula


def test_check_shows_versions_and_that_python_answers(opened):
    """All is well."""
    opened.run("TieoutRibbon_check", "")

    (shown,) = [dialog[1] for dialog in opened.dialogs]
    assert "Python answers." in shown
    assert "through xlwings" in shown


def test_check_shows_why_python_does_not_start_and_what_to_do(opened):
    """The person who sees #NAME? finds the reason here."""
    opened.python.broken = "Could not load the library"

    opened.run("TieoutRibbon_check", "")

    (shown,) = [dialog[1] for dialog in opened.dialogs]
    assert "Could not load the library" in shown
    assert "look at the settings" in shown


def test_restart_starts_python_again_and_calculates(opened):
    """So that cells which showed #NAME? show their values."""
    opened.run("TieoutRibbon_restart", "")

    assert (opened.python.stops, opened.python.starts, opened.python.calculations) == (1, 1, 1)


def test_recalculate_calculates(opened):
    """Everything, also what Excel holds for current."""
    opened.run("TieoutRibbon_recalculate", "")

    assert opened.python.calculations == 1


def test_what_fails_in_a_button_is_shown(opened):
    """A button that does nothing tells nobody why."""
    failing = 'Public Sub TieoutDescribe()\nErr.Raise 1004, , "no window"\nEnd Sub\n'
    opened.add_module(failing, name="TieoutHelp")

    opened.run("TieoutRibbon_check", "")

    assert [dialog[1] for dialog in opened.dialogs] == ["no window"]
