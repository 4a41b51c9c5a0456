"""Tieout's own COM server, for computers on which xlwings' way is blocked.

xlwings starts Python through its library and ``cmd.exe``, as a child of Excel; security rules often
forbid just that. This server is registered for the user, Windows starts it when the add-in asks for
``Tieout.Functions``, and it ends when Excel lets go of it. Needs pywin32, which xlwings brings.

    python -m addin.hosts.desktop.com_server --register      once, and after moving Python
    python -m addin.hosts.desktop.com_server --unregister
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import PureWindowsPath
from typing import Any, Final

from addin import __version__
from addin.hosts.desktop.values import Rows, Value, given, sent, up_to_the_last
from addin.hosts.desktop.versions import Versions, advice
from addin.udfs.catalogue import call

CLASS: Final = "{8F0B7E52-5D0E-4C34-9B1A-2C5A7C1F6E90}"
PROGRAM: Final = "Tieout.Functions"
MODULE: Final = "addin.hosts.desktop.com_server"
OF_THE_USER: Final = r"Software\Classes"
"""Under HKEY_CURRENT_USER: no administrator is needed."""


class TieoutFunctions:
    """What the add-in talks to: the one method that its VBA calls."""

    _reg_clsid_ = CLASS
    _reg_progid_ = PROGRAM
    _reg_desc_ = "Tieout functions"
    _public_methods_: Final = ["CallUDF"]

    def CallUDF(  # noqa: N802 - as xlwings' server calls it, so that the add-in's VBA is the same
        self, _module: str, name: str, arguments: Sequence[object]
    ) -> Rows | Value:
        """A function's value: one cell, or rows of cells; an error as a marked text."""
        if name == "tieout_fits":
            return advice(Versions(str(arguments[0]), ""), Versions(__version__, ""))
        if name == "tieout_press":
            # few sessions press a button, and every formula waits for this module
            from addin.hosts.desktop.buttons import pressed_in_excel  # noqa: PLC0415

            return pressed_in_excel(arguments).line
        values = [given(value) for value in up_to_the_last(arguments)]
        rows = sent(lambda: call(name, values))
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def registration(python: PureWindowsPath) -> Mapping[str, str]:
    """The keys below ``OF_THE_USER`` and their values, by which Windows finds the server.

    Args:
        python: the interpreter with Tieout; the server runs in the windowless one beside it.
    """
    command = f'"{python.with_name("pythonw.exe")}" -B -P -m {MODULE}'
    return {
        PROGRAM: TieoutFunctions._reg_desc_,
        rf"{PROGRAM}\CLSID": CLASS,
        rf"CLSID\{CLASS}": TieoutFunctions._reg_desc_,
        rf"CLSID\{CLASS}\ProgID": PROGRAM,
        rf"CLSID\{CLASS}\LocalServer32": command,
        rf"CLSID\{CLASS}\PythonCOM": f"{MODULE}.{TieoutFunctions.__name__}",
    }


def main(arguments: Sequence[str]) -> None:
    """Register, unregister, or serve: Windows calls with ``-Embedding`` when Excel asks."""
    if "--register" in arguments:
        _register(registration(PureWindowsPath(sys.executable)))
        sys.stdout.write(f"{PROGRAM} is registered for you: {sys.executable}\n")
    elif "--unregister" in arguments:
        _unregister(registration(PureWindowsPath(sys.executable)))
        sys.stdout.write(f"{PROGRAM} is no longer registered.\n")
    else:
        importlib.import_module("win32com.server.localserver").serve([CLASS])


def _register(keys: Mapping[str, str]) -> None:
    winreg: Any = importlib.import_module("winreg")
    for key, value in keys.items():
        winreg.SetValue(winreg.HKEY_CURRENT_USER, rf"{OF_THE_USER}\{key}", winreg.REG_SZ, value)


def _unregister(keys: Mapping[str, str]) -> None:
    winreg: Any = importlib.import_module("winreg")
    for key in sorted(keys, key=len, reverse=True):  # a key goes after those below it
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, rf"{OF_THE_USER}\{key}")


if __name__ == "__main__":
    main(sys.argv[1:])
