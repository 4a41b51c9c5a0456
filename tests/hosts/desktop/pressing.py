"""Somebody at Excel: the add-in's VBA interpreted, xlwings' server code, workbooks open in the file engine.

What is a stand-in: the interpreter for VBA and Excel's windows, the file engine for Excel's cells.
What is real: all the VBA, xlwings' server and objects, and everything of ours below them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pyopenvba.apps.excel._model import Application  # type: ignore[import-untyped]
from pyopenvba.interpreter import MISSING, VBAInt, method  # type: ignore[import-untyped]
from pyopenvba.interpreter._objects import member, setter  # type: ignore[import-untyped]

from addin.hosts.desktop import vba
from tests.hosts.desktop.excel_stand_in import Answering, Excel

CANCEL = False
YES, NO, CANCEL_BOX, OK, RETRY = 6, 7, 2, 1, 4


class Screen(Application):  # type: ignore[misc]
    """Excel's application object with what the interpreter's model lacks."""

    vba_type_name = "Application"
    cancel_key = 1
    caller: object = ""
    typed: list[object]
    boxes: list[tuple[str, str]]
    on_keys: dict[str, str]
    chosen_file: object = False

    @method
    def InputBox(  # noqa: N802 - Excel's name
        self, Prompt: str, Title: str = "", Default: object = "", Type: int = 2  # noqa: N803
    ) -> object:  # fmt: skip
        """What was typed, or False for Cancel; Default counts where nothing else was said."""
        self.boxes.append((str(Title), str(Prompt)))
        assert len(str(Prompt)) <= 255
        assert Type == 2, "a text: what it is taken for is Python's to say"
        answer = self.typed.pop(0)
        return Default if answer is ... else answer

    @method
    def GetOpenFilename(self, Title: str = "") -> object:  # noqa: N802, N803
        """The file that was chosen, or False."""
        self.boxes.append((str(Title), "file"))
        return self.chosen_file

    @method
    def OnKey(self, Key: str, Procedure: object = MISSING) -> None:  # noqa: N802, N803
        """A shortcut taken, or given back."""
        if Procedure is MISSING:
            self.on_keys.pop(Key)
        else:
            self.on_keys[Key] = str(Procedure)

    @member
    def Caller(self) -> object:  # noqa: N802
        """Who runs the macro: a text for a button on a sheet."""
        return self.caller

    @member
    def EnableCancelKey(self) -> object:  # noqa: N802
        """What Esc does to a macro."""
        return VBAInt(self.cancel_key, "Long")

    @setter("EnableCancelKey")
    def _set_cancel_key(self, value: object) -> None:
        self.cancel_key = int(value)  # type: ignore[call-overload]


class Office(Excel):
    """An Excel with the add-in, and a workbook of a production in front."""

    def __init__(self, answering: Answering, workbook: Path, sheet: str, cell: str) -> None:
        super().__init__(answering)
        self.screen: Any = self.app.application
        self.screen.__class__ = Screen
        self.screen.typed, self.screen.boxes, self.screen.on_keys = [], [], {}
        book = self.app.workbook
        book.path, book.name = str(workbook.parent), workbook.name
        book.sheets_[0].name = sheet
        self.vba(f'Range("{cell}").Select')

    def click(self, callback: str, *typed: object, boxes: Sequence[int] = ()) -> list[str]:
        """Press: what the message boxes said. ``typed`` into input boxes, ``boxes`` clicked."""
        self.screen.typed[:] = typed
        self.app.interpreter.dialogs.clear()
        self.app.interpreter.answers[:] = [VBAInt(one, "Integer") for one in boxes]
        self.app.run(callback, *([self.python] if callback.startswith("TieoutRibbon_") else []))
        assert self.screen.typed == [], "not every answer was asked for"
        assert self.app.interpreter.answers == [], "not every box came up"
        return [text for _, text, _, _ in self.app.interpreter.dialogs]

    @property
    def settings(self) -> tuple[object, ...]:
        """What a press must leave as it was."""
        screen = self.screen
        return (
            screen.screen_updating, screen.enable_events, screen.display_alerts, screen.calculation,
            screen.status_bar, screen.cancel_key,
        )  # fmt: skip


def code_of(name: str) -> str:
    """A module of the add-in as the interpreter takes it."""
    return re.sub(r"(?m)^Attribute .*\r\n", "", vba.modules()[name])
