"""The add-in's tab in Excel: ``BUTTONS`` → ribbon XML and the VBA that the buttons call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
"""Source: MS-CUSTOMUI2, custom UI of Office 2010 and later."""
LONGEST_TIP: Final = 1024


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the tab: what it says, and the lines of VBA that it runs.

    ``name`` becomes part of names in VBA and in the ribbon; ``image`` is one of Office's own
    pictures (imageMso); ``tip`` says what the button does and whether it changes the workbook.
    """

    name: str
    group: str
    label: str
    image: str
    tip: str
    vba: str

    @property
    def callback(self) -> str:
        """The VBA procedure that the ribbon calls."""
        return f"TieoutRibbon_{self.name}"


BUTTONS: Final = (
    Button(
        "list",
        "Functions",
        "Function list",
        "FunctionWizard",
        "Lists every function, its arguments and an example, in a new workbook.",
        "TieoutDescribe\nTieoutShowList",
    ),
    Button(
        "recalculate",
        "Functions",
        "Recalculate all",
        "CalculateNow",
        "Calculates every formula of the open workbooks again, also those Excel holds for current.",
        "Application.CalculateFull",
    ),
    Button(
        "restart",
        "Python",
        "Restart Python",
        "Refresh",
        "Ends Python, starts it again and calculates every formula: after an update of Tieout, "
        "or when formulas show #NAME?.",
        "TieoutRestart\nApplication.CalculateFull",
    ),
    Button(
        "check",
        "Python",
        "Check",
        "Info",
        "Shows the versions of the add-in and of Python, and what to do if they do not fit.",
        "TieoutDescribe\nTieoutShowState",
    ),
)
"""The buttons from left to right; those of one group stand together."""


def xml(buttons: Iterable[Button] = BUTTONS) -> str:
    """The tab, as Office reads it from the add-in file."""
    groups = "".join(
        f'<group id="tieout_{_identifier(group)}" label={quoteattr(group)}>'
        f"{''.join(map(_button, members))}</group>"
        for group, members in groupby(buttons, key=lambda button: button.group)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}"><ribbon><tabs><tab id="tieout" label="Tieout">'
        f"{groups}</tab></tabs></ribbon></customUI>"
    )


def callbacks(buttons: Sequence[Button] = BUTTONS) -> str:
    """The VBA module that the buttons call.

    An error ends in a message: a button that does nothing tells nobody why.
    """
    return "Option Explicit\n" + "".join(map(_callback, buttons))


def _button(button: Button) -> str:
    shown = {"label": button.label, "imageMso": button.image, "screentip": button.label}
    tips = "".join(f" {key}={quoteattr(text)}" for key, text in shown.items())
    return (
        f'<button id="tieout_{button.name}" size="large"{tips} '
        f'supertip={quoteattr(button.tip)} onAction="{button.callback}"/>'
    )


def _callback(button: Button) -> str:
    lines = "".join(f"    {line}\n" for line in button.vba.splitlines())
    return (
        f"\nPublic Sub {button.callback}(control As IRibbonControl)\n"
        f"    On Error GoTo failed\n{lines}    Exit Sub\nfailed:\n"
        '    MsgBox Err.Description, vbExclamation, "Tieout"\nEnd Sub\n'
    )


def _identifier(group: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in group.lower())
