"""What the add-in takes of xlwings' VBA, and what no workbook can make of it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication  # type: ignore[import-untyped]
from pyopenvba.exceptions import VBARuntimeError  # type: ignore[import-untyped]

from addin.hosts.desktop import vba, xlwings_vba

TEXT = vba.modules()["TieoutPython"]
PROJECT = Path(__file__).parents[3] / "pyproject.toml"
WINDOWS = r"""
Public Function Environ(ByVal named As String) As String
    If named = "USERPROFILE" Then Environ = "C:\Users\Ann Lee"
    If named = "LOCALAPPDATA" Then Environ = "C:\Users\Ann Lee\Local"
End Function
Public Function LoadLibrary(ByVal path As String) As Long
    Debug.Print path
    LoadLibrary = IIf(InStr(path, "Scripts") > 0, 0, 1)
End Function
Public Function XLPyDLLActivateAuto(ByRef result As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
    Debug.Print command
    Set result = New Collection
End Function
"""
"""What Windows and xlwings' library would do."""


def started(settings: str) -> list[str]:
    """What is asked of Windows when Python starts with these lines of settings."""
    app: Any = ExcelApplication()
    app.add_workbook()
    ours = re.sub(r"(?m)^.*Declare .*\r\n", "", TEXT)
    ours = re.sub(r"(?s)Private Function SettingsLines.*?End Function\r\n", "", ours)
    lines = settings.replace('"', '""').replace("\n", '" & vbLf & "')
    app.add_module(ours, name="TieoutPython")
    app.add_module(vba.build(), name="TieoutBuild")
    app.add_module(WINDOWS, name="Windows")
    app.add_module(
        f'Public Function SettingsLines() As String\nSettingsLines = "{lines}"\nEnd Function\n',
        name="Lines",
    )
    assert app.evaluate("TypeName(TieoutServer())") == "Collection"
    return list(app.console)


def test_the_library_is_that_of_the_installed_xlwings():
    """A file of another version finds no library of its name."""
    names = set(re.findall(r"xlwings(?:32|64)-([\d.]+)\.dll", TEXT))

    assert names == {version("xlwings")}


def test_the_project_asks_for_exactly_that_xlwings():
    """With another one installed the add-in would be built for it, and tested with none."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]

    assert [one for one in project["dependencies"] if one.startswith("xlwings")] == [
        f"xlwings=={version('xlwings')}"
    ]


def test_python_is_started_from_the_users_settings():
    """By its whole path, without the current folder on Python's path, with our module loaded."""
    asked = started(
        '"SHOW CONSOLE","False"\n"INTERPRETER_WIN","%LOCALAPPDATA%\\Tieout\\Scripts\\python.exe"\n'
    )

    python = r"C:\Users\Ann Lee\Local\Tieout\Scripts\python.exe"
    code = "import addin.hosts.desktop.functions, xlwings; xlwings.serve('$(CLSID)')"
    assert asked == [
        rf"C:\Users\Ann Lee\Local\Tieout\Scripts\xlwings64-{version('xlwings')}.dll",
        rf"C:\Users\Ann Lee\Local\Tieout\xlwings64-{version('xlwings')}.dll",
        f'cmd.exe  /K ""{python}" -B -P -c "{code}""',
    ]


def test_a_console_can_be_asked_for():
    """To see what Python says when it does not start."""
    asked = started('"SHOW CONSOLE","True"\n"INTERPRETER_WIN","C:\\Tieout\\python.exe"\n')

    assert asked[-1].startswith("cmd.exe /showconsole /K ")


@pytest.mark.parametrize(
    "setting",
    ["", "python", "pythonw.exe", "Tieout\\python.exe", "C:python.exe", "..\\x\\python.exe"],
)
def test_python_is_not_looked_for(setting):
    """Without a whole path Windows would look beside the workbook: then nothing is started."""
    with pytest.raises(VBARuntimeError, match="no INTERPRETER_WIN in C:"):
        started(f'"INTERPRETER_WIN","{setting}"\n')


@pytest.mark.parametrize(
    "word",
    [
        "ActiveWorkbook",
        "Sheets",
        "CreateObject",
        "WScript",
        "Shell",
        "VBProject",
        "Kill ",
        "FileCopy",
        "LICENSE_KEY",
        "Exec",
    ],
)
def test_nothing_reads_the_open_workbook_or_starts_other_programs(word):
    """Only the user's own settings choose what is started; the rest of xlwings' module stays out."""
    assert word not in TEXT.replace("/showconsole", "")


def test_nothing_of_xlwings_can_be_called_from_a_formula():
    """In its own module every function is public, also the one that runs any Python code."""
    public = re.findall(r"(?m)^ *(?:Public )?(?:Function|Sub|Declare|Const) (\w+)", TEXT)

    assert sorted(public) == [
        "TieoutServer",
        "TieoutServerAdvice",
        "TieoutStopServer",
        "XLPyDLLName",
    ]
    assert "Private Declare PtrSafe Function XLPyDLLActivateAuto" in TEXT
    assert not re.search(r"(?m)^ *Declare ", TEXT)


def test_the_notice_of_xlwings_goes_with_its_code():
    """BSD 3-clause asks for it, in source and in binary form."""
    assert "Redistribution and use in source and binary forms" in TEXT
    assert "Copyright (C) 2014" in xlwings_vba.licence()
    assert "PRO License" not in xlwings_vba.licence()


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("Sub XLPyLoadDLL()", "Sub XLPyLoadLibrary()"),
        ("XLPyDLLActivateAuto Lib", "XLPyDLLActivate Lib"),
        ("'* Redistributions", "'* No redistributions"),
        ("Public Function RunPython(", "Public Function Run_Python("),
        ("XLPyCommand, 1)", "XLPyCommand, 2)"),
    ],
)
def test_another_module_of_xlwings_stops_the_build(there, instead):
    """A cut that no longer fits would leave out, or let in, what nobody looked at."""
    installed = version("xlwings")
    module = xlwings_vba._file(f"xlwings/{xlwings_vba.MODULE}")

    assert xlwings_vba.taken_from(module, installed)
    assert there in module
    with pytest.raises(xlwings_vba.XlwingsChanged, match="add-in was not built"):
        xlwings_vba.taken_from(module.replace(there, instead), installed)


def test_a_newer_xlwings_with_the_same_code_is_taken():
    """Only its version differs: the file then names the newer library."""
    module = xlwings_vba._file(f"xlwings/{xlwings_vba.MODULE}").replace(version("xlwings"), "9.9.9")

    assert "xlwings64-9.9.9.dll" in xlwings_vba.taken_from(module, "9.9.9")
