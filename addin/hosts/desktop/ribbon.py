"""The add-in's tab in Excel: ``BUTTONS`` → ribbon XML, and the VBA that buttons and keys call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from xml.sax.saxutils import quoteattr

from addin.macros.button import Button as Job
from addin.macros.catalogue import BUTTONS as JOBS

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
"""Source: MS-CUSTOMUI2, custom UI of Office 2010 and later."""
LONGEST_TIP: Final = 1024
SPACE: Final = "urn:tieout:ribbon"
TAB: Final = "tab"
"""By its qualified name, so that workbooks with buttons put their group on the same tab."""
TAB_KEY: Final = "K"
"""Alt+K opens the tab: no tab of Excel's own begins so, and none of its old menus."""
LETTERS: Final = 2
"""Of every key tip below the tab's."""
FROM_A_WORKBOOK: Final = "TieoutFromWorkbook"
"""What the buttons inside workbooks run in the add-in, with a button's name."""
_KEYS: Final = {"^": "Ctrl", "+": "Shift", "%": "Alt"}


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the tab: what it says, and the lines of VBA that it runs.

    ``name`` becomes part of names in VBA and in the ribbon; ``image`` is one of Office's own
    pictures (imageMso); ``tip`` says what the button does and whether it changes the workbook;
    ``shortcut`` is written as Excel's ``OnKey`` has it, empty for none.
    """

    name: str
    group: str
    label: str
    image: str
    tip: str
    vba: str
    shortcut: str = ""

    @property
    def callback(self) -> str:
        """The VBA procedure that the ribbon calls."""
        return f"TieoutRibbon_{self.name}"

    @property
    def key_procedure(self) -> str:
        """The VBA procedure that the keyboard shortcut runs."""
        return f"TieoutKey_{self.name}"


def shown_keys(shortcut: str) -> str:
    """A shortcut as people read it.

    >>> shown_keys("^+K")
    'Ctrl+Shift+K'
    """
    return "+".join([*(_KEYS[sign] for sign in shortcut[:-1]), shortcut[-1:].upper()])


def _of_job(job: Job) -> Button:
    tip = f"{job.tip} {shown_keys(job.shortcut)}." if job.shortcut else job.tip
    lines = f'TieoutPress "{job.name}"'
    return Button(job.name, job.group, job.label, job.icon, tip, lines, job.shortcut)


BUTTONS: Final = (
    *map(_of_job, JOBS),
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
    """The tab, as Office reads it from the add-in file; the first of each group is large."""
    known = tuple(buttons)
    tips = key_tips(known)
    groups = "".join(
        f'<group id="tieout_group_{_identifier(group)}" label={quoteattr(group)}>'
        + "".join(_button(one, tips[one.name], large=not at) for at, one in enumerate(members))
        + "</group>"
        for group, members in groupby(known, key=lambda button: button.group)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}" xmlns:t="{SPACE}"><ribbon><tabs>'
        f'<tab idQ="t:{TAB}" label="Tieout" keytip="{TAB_KEY}">'
        f"{groups}</tab></tabs></ribbon></customUI>"
    )


def key_tips(buttons: Iterable[Button]) -> dict[str, str]:
    """Two letters for each button, pressed after the tab's: of its words, if they are free.

    All have two, because Office would not wait for the second letter where one alone is taken.
    """
    tips: dict[str, str] = {}
    for button in buttons:
        words = re.findall(r"[A-Z0-9]+", button.label.upper())
        letters = "".join(words)
        initials = words[0][0] + (words[1][0] if len(words) > 1 else letters[1:2])
        others = (
            letters[0] + other for other in [*letters[1:], *"1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        )
        free = (
            tip for tip in (initials, *others) if len(tip) == LETTERS and tip not in tips.values()
        )
        tips[button.name] = next(free)
    return tips


def callbacks(buttons: Sequence[Button] = BUTTONS) -> str:
    """The VBA module that the buttons of the tab, of workbooks, and the shortcuts call.

    An error ends in a message: a button that does nothing tells nobody why.
    """
    of_keys = "".join(
        _procedure(f"{one.key_procedure}()", one.vba) for one in buttons if one.shortcut
    )
    return (
        "Option Explicit\n"
        + "".join(
            _procedure(f"{one.callback}(control As IRibbonControl)", one.vba) for one in buttons
        )
        + of_keys
        + _procedure(f"{FROM_A_WORKBOOK}(ByVal button As String)", "TieoutPress button")
    )


def keys(buttons: Sequence[Button] = BUTTONS) -> str:
    """The VBA module that takes the shortcuts when the add-in opens, and gives them back."""
    of_key = [(one.shortcut.lower(), one.key_procedure) for one in buttons if one.shortcut]
    taken = "".join(
        f"""    Application.OnKey "{key}", "'" & ThisWorkbook.Name & "'!{procedure}"\n"""
        for key, procedure in of_key
    )
    given_back = "".join(f'    Application.OnKey "{key}"\n' for key, _ in of_key)
    return (
        "Option Explicit\nOption Private Module\n\n"
        f"Public Sub TieoutTakeKeys()\n{taken}End Sub\n\n"
        f"Public Sub TieoutGiveKeysBack()\n{given_back}End Sub\n"
    )


def _button(button: Button, key_tip: str, *, large: bool) -> str:
    shown = {"label": button.label, "imageMso": button.image, "screentip": button.label}
    tips = "".join(f" {key}={quoteattr(text)}" for key, text in shown.items())
    return (
        f'<button id="tieout_{button.name}" size="{"large" if large else "normal"}"{tips} '
        f'supertip={quoteattr(button.tip)} keytip="{key_tip}" onAction="{button.callback}"/>'
    )


def _procedure(head: str, vba: str) -> str:
    lines = "".join(f"    {line}\n" for line in vba.splitlines())
    return (
        f"\nPublic Sub {head}\n"
        f"    On Error GoTo failed\n{lines}    Exit Sub\nfailed:\n"
        '    MsgBox Err.Description, vbExclamation, "Tieout"\nEnd Sub\n'
    )


def _identifier(group: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in group.lower())
