"""The part of xlwings' VBA that starts Python: from the installed xlwings, word for word.

Its module has more: macros that start any program, read settings from the workbook that happens to
be open, or write into VBA projects. A formula in a workbook from outside could call them, so they
stay out, and what is taken is private. Each cut and each change is checked, so that another xlwings
stops the build, not the user.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

MODULE: Final = "xlwings_custom_addin.bas"
PROCEDURES: Final = ("XLPyLoadDLL", "XLPy", "KillPy", "ParentFolder")
"""What starts and ends Python; the command and the settings are ours."""
EXAMINED: Final = "05b596afa9a7e9610c70f8d2beef9cda7d0b5c33e20160cc454c41669cb62689"
"""SHA-256 of what is taken, with VERSION for the version. Change it after reading the new text."""


class XlwingsChanged(Exception):
    """The installed xlwings differs from what the add-in is built from; nothing was built."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return (
            f"xlwings {version()}: {self.what}. The add-in was not built. "
            "Install the version of xlwings that Tieout asks for."
        )


def version() -> str:
    """The version of the installed xlwings; the add-in fits no other."""
    return distribution("xlwings").version


def starting_python() -> str:
    """VBA that starts Python through the library of the installed xlwings, under its notice.

    Raises:
        XlwingsChanged: its module is not the one that was examined.
    """
    return taken_from(_file(f"xlwings/{MODULE}"), version())


def taken_from(module: str, of_version: str) -> str:
    """What the add-in takes of xlwings' VBA module.

    Raises:
        XlwingsChanged: it differs from what was examined, by more than its version.
    """
    head, found, rest = module.replace("\r\n", "\n").partition("Public Function RunPython(")
    if not found:
        raise XlwingsChanged(f"{MODULE} begins otherwise")
    head = _changed(head, r'Attribute VB_Name = "xlwings"\n', "", 1)
    head = _changed(head, r".*system Lib .*\n", "", 2)
    head = _changed(head, r".*XLPyDLL(?:NDims|Version) Lib .*\n", "", 6)
    head = _changed(head, r"(?m)^( *)(Declare PtrSafe Function XLPyDLL)", r"\1Private \2", 2)
    head = _changed(head, r"Public Const .*\n|#Const .*\n|'Attribute .*\n", "", 4)
    head = _changed(head, r" +#If Mac Then\n +#End If\n", "", 2)
    pieces = [_private(_procedure(rest, name)) for name in PROCEDURES]
    taken = "Option Explicit\nOption Private Module\n" + head.rstrip() + "\n\n" + "\n".join(pieces)
    digest = sha256(taken.replace(of_version, "VERSION").encode()).hexdigest()
    if digest != EXAMINED:
        raise XlwingsChanged(f"what starts Python in {MODULE} was changed (now {digest})")
    return taken


def licence() -> str:
    """The notice of xlwings, which goes with the add-in: BSD 3-clause."""
    for path in distribution("xlwings").files or ():
        if path.name == "LICENSE.txt":
            notice = path.read_text(encoding="utf-8").replace("\r\n", "\n").strip()
            if "BSD 3-clause" in notice and notice.endswith("SUCH DAMAGE."):
                return notice + "\n"
    raise XlwingsChanged("its licence reads otherwise")


def _file(path: str) -> str:
    return Path(str(distribution("xlwings").locate_file(path))).read_text(encoding="utf-8")


def _procedure(text: str, name: str) -> str:
    pattern = rf"(?ms)^(?:Private |Public )?(Function|Sub) {name}\(.*?^End \1\n"
    found = [match.group(0) for match in re.finditer(pattern, text)]
    if len(found) != 1:
        raise XlwingsChanged(f"{len(found)} procedures {name} in {MODULE}")
    return found[0]


def _private(procedure: str) -> str:
    return "Private " + procedure.removeprefix("Private ").removeprefix("Public ")


def _changed(text: str, pattern: str, new: str, times: int) -> str:
    changed, count = re.subn(pattern, new, text)
    if count != times:
        raise XlwingsChanged(f"{count} lines {pattern!r} in {MODULE}, not {times}")
    return changed
