"""The add-in's VBA: a wrapper for every function, the buttons, and what carries calls to Python.

Wrappers, buttons and what they ask are generated, the rest stands in ``modules`` as VBA.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from addin import __version__
from addin.hosts.desktop import asking, ribbon, xlwings_vba
from addin.macros.catalogue import BUTTONS
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function, Parameter

PYTHON_MODULE: Final = "addin.hosts.desktop.functions"
"""What Python is asked for; nothing in a workbook can name another."""
THIS_WORKBOOK: Final = "ThisWorkbook"
LONGEST_LINE: Final = 1000
"""VBA takes 1,023 characters. Source: VBA language reference, “Line too long”."""
_IN_A_FILE: Final = "cp1252"
"""The code page of the add-in's VBA project."""
_PLAIN: Final = str.maketrans(
    {"“": "'", "”": "'", "„": "'", "→": "->", "≤": "<=", "≥": ">=", "\N{MINUS SIGN}": "-"}
)


def modules(*, own_server: bool = False) -> Mapping[str, str]:
    """Every module of the add-in by its name, with Windows' line ends.

    Args:
        own_server: Python is Tieout's own COM server, and xlwings is not used.

    Raises:
        XlwingsChanged: the installed xlwings is not what the add-in is built from.
    """
    return {
        **wrappers(),
        "TieoutHost": _module("TieoutHost"),
        "TieoutPython": _module("TieoutOwnServer")
        if own_server
        else crlf(xlwings_vba.starting_python() + _file("TieoutPython")),
        "TieoutHelp": _module("TieoutHelp"),
        "TieoutRibbon": crlf(ribbon.callbacks()),
        "TieoutKeys": crlf(ribbon.keys()),
        "TieoutPressing": _module("TieoutPressing"),
        "TieoutAsk": _module("TieoutAsk"),
        "TieoutFields": crlf(asking.questions(BUTTONS, quoted)),
        "TieoutBuild": build(own_server=own_server),
        THIS_WORKBOOK: _module(THIS_WORKBOOK),
    }


def build(*, own_server: bool = False) -> str:
    """What the add-in was built from, for the VBA that compares it with the Python it finds."""
    xlwings = "" if own_server else xlwings_vba.version()
    through = "its own server" if own_server else f"xlwings {xlwings}"
    return crlf(
        "Option Explicit\nOption Private Module\n"
        f'Public Const PYTHON_MODULE As String = "{PYTHON_MODULE}"\n'
        f'Public Const TIEOUT_BUILD As String = "{__version__}"\n'
        f'Public Const XLWINGS_BUILD As String = "{xlwings}"\n'
        f'Public Const THROUGH As String = "{through}"\n'
    )


def wrappers() -> Mapping[str, str]:
    """The modules with the functions: one for each category, because VBA fails with large ones."""
    categories = dict.fromkeys(found.category for found in FUNCTIONS.values())
    return {
        f"Functions{_name(category)}": functions(
            found for found in FUNCTIONS.values() if found.category == category
        )
        for category in categories
    }


def _name(category: str) -> str:
    return "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", category))


def functions(catalogue: Iterable[Function]) -> str:
    """A public VBA function for each function, with its help for the function wizard."""
    return crlf("Option Explicit\n" + "".join(map(_wrapper, catalogue)))


def _wrapper(found: Function) -> str:
    """``=COST_EFC(...)`` in a cell runs this; all it does is hand the arguments over."""
    fixed = [p for p in found.parameters if not p.repeating]
    signature = [f"{_optional(found, p)}ByVal {p.name} As Variant" for p in fixed]
    arguments = f"Array({', '.join(p.name for p in fixed)})"
    body = []
    if rest := found.repeating:
        signature.append(f"ParamArray {rest.name}() As Variant")
        body = ["    Dim tieoutRest As Variant", f"    tieoutRest = {rest.name}"]
        arguments = f"TieoutJoined({arguments}, tieoutRest)"
    return "\n".join(
        [
            "",
            _folded(f"Public Function {found.name}(", signature, ") As Variant"),
            f'Attribute {found.name}.VB_Description = "{quoted(found.summary)}"',
            f'Attribute {found.name}.VB_ProcData.VB_Invoke_Func = " \\n14"',
            *body,
            f'    {found.name} = TieoutAnswer("{found.name}", {arguments})',
            "End Function",
            "",
        ]
    )


def _optional(found: Function, parameter: Parameter) -> str:
    """Any argument but the first may be left out between commas; what is then missing, Python says.

    VBA takes no optional argument beside repeating ones.
    """
    is_needed = parameter is found.parameters[0] and not parameter.optional
    return "" if found.repeating or is_needed else "Optional "


def _folded(before: str, parts: list[str], after: str) -> str:
    """A list in one line, or in several if it is longer than VBA takes."""
    line = before + ", ".join(parts) + after
    if len(line) <= LONGEST_LINE:
        return line
    middle = (len(parts) + 1) // 2
    return _folded(before, parts[:middle], ", _\n") + _folded("    ", parts[middle:], after)


def quoted(text: str) -> str:
    """A text as it may stand between VBA's quotes, in letters that a VBA project holds."""
    plain = text.translate(_PLAIN).replace("\n", " ").replace('"', '""')
    return plain.encode(_IN_A_FILE, "replace").decode(_IN_A_FILE)


def crlf(text: str) -> str:
    """A text with the line ends of VBA."""
    return "\r\n".join(text.splitlines()) + "\r\n"


def _module(name: str) -> str:
    return crlf(_file(name))


def _file(name: str) -> str:
    return files("addin.hosts.desktop").joinpath("modules", f"{name}.bas").read_text("utf-8")
