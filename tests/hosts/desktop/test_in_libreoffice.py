"""The add-in's VBA in LibreOffice: a second program that compiles it, and runs it from cells.

It is no Excel: it knows no ``Value2`` and sends no whole columns. What it runs here is how a
wrapper, the host and an answer fit together, in a language that is nearly VBA.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pyopenvba import ExcelFile, VBAModuleKind  # type: ignore[import-untyped]

from addin.hosts.desktop import vba
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.libreoffice.office import uno_python

pytestmark = pytest.mark.libreoffice

JOB = Path(__file__).with_name("basic_job.py")
ONE = "\nPublic Function One() As Long\n    One = 1\nEnd Function\n"
BROKEN = "Option Explicit\nSub A()\n    If 1 Then\nEnd Sub\n"
EVERY = {
    (own, name): text for own in (False, True) for name, text in vba.modules(own_server=own).items()
}
STARTED = """Option Explicit
Public Function TieoutServer() As Object
    Set TieoutServer = New Answers
End Function
Public Sub TieoutStopServer()
End Sub
Public Function TieoutServerAdvice() As String
End Function
"""
ANSWERS = """VERSION 1.0 CLASS
BEGIN
  MultiUse = -1  'True
END
Attribute VB_Name = "Answers"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = False
Attribute VB_Exposed = False
Option Explicit
Public Function CallUDF(ByVal package As String, ByVal called As String, ByVal given As Variant) As Variant
    Dim table(1, 1) As Variant, block As Variant
    If called = "tieout_fits" Then
        CallUDF = ""
    ElseIf called = "PO_OPEN" Then
        table(0, 0) = "open"
        table(0, 1) = 2.5
        table(1, 0) = given(0)
        table(1, 1) = "last"
        CallUDF = table
    ElseIf IsArray(given(0)) Then
        block = given(0)
        CallUDF = block(1, 1) + block(1, 2)
    ElseIf given(0) = 0 Then
        CallUDF = Chr$(1) & "#N/A"
    Else
        CallUDF = given(0) + given(1)
    End If
End Function
"""
FORMULAS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
    '<c r="C1"><f>COST_EFC(A1,B1)</f></c><c r="D1"><f>COST_EFC(5,6)</f></c>'
    '<c r="E1"><f>COST_EFC(0)</f></c><c r="F1"><f>COST_EFC(A1:B1)</f></c></row>'
    '<row r="2"><c r="A2" t="str"><f t="array" ref="A2:B3">PO_OPEN(B1)</f></c></row>'
)


@pytest.fixture(scope="module")
def told(libreoffice, tmp_path_factory) -> Any:
    """What one LibreOffice says of every module, of a broken one, and of a workbook's cells."""
    folder = tmp_path_factory.mktemp("basic")
    pipe = f"tieout{os.getpid()}basic"
    job = {
        "compile": [*(basic(text) for text in EVERY.values()), BROKEN + ONE],
        "open": str(workbook(folder / "book.xlsm")),
        "cells": ["C1", "D1", "E1", "F1", "A2", "B2", "A3", "B3"],
    }
    python = uno_python()
    profile = (folder / "profile").as_uri()  # not that of the engines, which runs no macro
    command = [libreoffice, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    office = subprocess.Popen(
        [*command, f"--accept=pipe,name={pipe};urp"],
        process_group=0,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        done = subprocess.run(
            [python, str(JOB), pipe],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        found = json.loads(done.stdout)
        assert "error" not in found, found
        return found
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGTERM)
        office.wait(30)


def basic(text: str) -> str:
    """A module as LibreOffice takes it, with a function that is there if all of it compiles."""
    text = re.sub(r"(?m)^Attribute .*\r\n", "", text).replace("Option Private Module\r\n", "")
    return text.replace("\r\n", "\n") + ONE


def workbook(path: Path) -> Path:
    """A workbook with the add-in's VBA, a stand-in for Python in VBA, and formulas."""
    modules = dict(vba.modules())
    modules["Functions"] = vba.functions([FUNCTIONS["COST_EFC"], FUNCTIONS["PO_OPEN"]])
    modules["TieoutPython"] = vba.crlf(STARTED)
    modules["TieoutHost"] = modules["TieoutHost"].replace(".Value2", ".Value")
    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        for name in ("Functions", "TieoutHost", "TieoutPython", "TieoutBuild"):
            project.add_module(name, modules[name])
        project.add_module("Answers", vba.crlf(ANSWERS), kind=VBAModuleKind.other)
        book.save()
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert "<sheetData/>" in sheet
    rows = f"<sheetData>{FORMULAS}</sheetData>"
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData/>", rows).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_every_module_compiles(told):
    """Of the add-in and of the one with its own server."""
    refused = [which for which, one in zip(EVERY, told["compiled"], strict=False) if one != 1]

    assert refused == []


def test_a_broken_module_does_not(told):
    """So that the test above can fail."""
    assert told["compiled"][-1] != 1


def test_formulas_get_their_values(told):
    """From cells and constants, through wrapper, host and server, as a value, an error, a table."""
    assert told["shown"] == ["3", "11", "Error 2042", "3", "open", "2.5", "2", "last"]
