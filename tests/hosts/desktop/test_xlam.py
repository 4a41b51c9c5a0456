"""The add-in file, judged by readers that are not Excel and not the program that wrote it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pyopenvba import ExcelFile  # type: ignore[import-untyped]
from pyopenvba.integrity import check_file  # type: ignore[import-untyped]

from addin import __version__
from addin.hosts.desktop import ribbon, sheet, vba, xlwings_vba
from addin.hosts.desktop.xlam import CannotBuild, build_xlam, notices
from addin.udfs.catalogue import FUNCTIONS
from addin.wiring import workbooks


def plain(code: str) -> str:
    """Code without the lines that say what a module is, in one kind of line ends."""
    return re.sub(r"(?m)^Attribute VB_\w+ = .*\n", "", code.replace("\r\n", "\n")).strip()


def test_the_same_tieout_and_xlwings_give_the_same_bytes(xlam):
    """So a file can be compared with what it should be."""
    assert build_xlam() == xlam.read_bytes()


def test_nothing_in_the_file_depends_on_the_computer(xlam):
    """No compression, which differs between versions of zlib; no system, no moment."""
    with zipfile.ZipFile(xlam) as package:
        about = {
            (i.compress_type, i.create_system, i.date_time, i.external_attr >> 16)
            for i in package.infolist()
        }

    assert about == {(zipfile.ZIP_STORED, 0, (1980, 1, 1, 0, 0, 0), 0o600)}


@pytest.fixture(scope="module")
def examined(xlam) -> Any:
    """What olevba, a reader made for the examination of macros, finds in the file."""
    command = [sys.executable, "-W", "ignore", "-m", "oletools.olevba", "--json", str(xlam)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    return next(part for part in json.loads(done.stdout) if "macros" in part)


def test_olevba_reads_every_module_as_it_was_written(examined):
    """Word for word, and no module that nobody wrote."""
    found = {
        macro["vba_filename"].rsplit(".", 1)[0]: plain(macro["code"])
        for macro in examined["macros"]
    }

    assert found.pop("Sheet1") == ""
    assert found == {name: plain(code) for name, code in vba.modules().items()}


def test_what_olevba_suspects_is_what_starting_python_takes(examined):
    """Programs that guard computers look for such words; xlwings' whole module has twenty-nine."""
    kinds = {"Suspicious", "AutoExec"}
    found = {each["keyword"] for each in examined["analysis"] if each["type"] in kinds}
    helps = "".join(
        [*vba.wrappers().values(), vba.modules()["TieoutFields"]]
    ).lower()  # names and texts of functions and questions hold some of the words too
    found = {word.lower() for word in found if word.lower() not in helps}

    assert found <= {
        "workbook_open", "workbook_beforeclose", "environ", "environment", "open", "binary", "command", "call", "lib", "chr",
        "hex strings", "base64 strings",
    }  # fmt: skip


def test_pyopenvba_finds_no_fault_with_the_package(xlam):
    """Its own check of parts, relationships and VBA project."""
    report = check_file(xlam)

    assert report.complete
    assert report.issues == ()


def analysed(path: Path) -> tuple[int, str]:
    """What an analyser of VBA says of a file: nothing here compiles VBA."""
    tool = Path(sys.executable).with_name("pyvbaanalysis")
    command = [str(tool), "--fail-level", "error", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    return done.returncode, done.stdout


def test_vba_has_no_errors_for_an_analyser(xlam):
    """Names are declared, calls fit, no keyword is a name."""
    status, said = analysed(xlam)

    assert status == 0, said


def test_the_analyser_would_find_errors(xlam, tmp_path):
    """In the same file, with one more module: a name, a parameter and a call that are wrong."""
    broken = tmp_path / "broken.xlam"
    shutil.copy(xlam, broken)
    planted = (
        "Option Explicit\r\nSub A()\r\n    undeclaredName = 1\r\nEnd Sub\r\n"
        "Sub B(call As Variant)\r\nEnd Sub\r\n"
        "Function C()\r\n    C = TieoutAnsver(1)\r\nEnd Function\r\n"
    )
    with ExcelFile(broken) as book:
        book.vba_project().add_module("Planted", planted)
        book.save()

    status, said = analysed(broken)

    assert status != 0
    assert [
        word for word in ("'undeclaredName'", "'call'", "'TieoutAnsver'") if word not in said
    ] == []


def test_the_ribbon_is_in_the_file_and_linked(xlam):
    """Office finds it by the relationship."""
    with zipfile.ZipFile(xlam) as package:
        assert package.read("customUI/customUI14.xml").decode() == ribbon.xml()
        links = package.read("_rels/.rels").decode()

    assert 'Target="customUI/customUI14.xml"' in links
    assert 'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"' in links


def test_the_file_names_nobody_and_no_moment(xlam):
    """The empty add-in that it starts from carries a person's name and a day."""
    with zipfile.ZipFile(xlam) as package:
        core = package.read("docProps/core.xml").decode()

    assert f"<dc:title>Tieout {__version__}</dc:title>" in core
    assert "created" not in core


def test_the_sheet_tells_versions_and_every_function(xlam, tmp_path):
    """Read back by our own reader of workbooks, under a workbook's name."""
    copy = tmp_path / "tieout.xlsm"
    shutil.copy(xlam, copy)
    (only,) = workbooks(copy).read("tieout.xlsm").sheets
    cells = [
        [only.value(row, column) for column in range(1, 5)] for row in range(1, len(FUNCTIONS) + 2)
    ]

    assert only.name == sheet.NAME
    assert {str(row[0]): row[1] for row in cells[:3]} == {
        "TIEOUT VERSION": __version__,
        "XLWINGS VERSION": xlwings_vba.version(),
        "UDF MODULES": vba.PYTHON_MODULE,
    }
    assert [row[3] for row in cells] == ["Function", *FUNCTIONS]


def test_notices_go_with_the_file():
    """The licence of xlwings asks for it."""
    assert xlwings_vba.version() in notices()
    assert "Redistribution and use in source and binary forms" in notices()


def test_without_pyopenvba_the_error_says_what_to_install(monkeypatch):
    """It is needed to build, not to use."""
    monkeypatch.setitem(sys.modules, "pyopenvba", None)

    with pytest.raises(CannotBuild, match="pip install pyopenvba"):
        build_xlam()


@pytest.mark.libreoffice
def test_libreoffice_reads_the_modules(xlam, tmp_path, libreoffice):
    """A third reader, with its own idea of VBA projects."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # 7.4 does not recognise an add-in by itself
    how = [
        "--headless",
        "--infilter=Calc MS Excel 2007 VBA XML",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run(
        [libreoffice, profile, *how, str(xlam)], check=True, capture_output=True, timeout=180
    )

    with zipfile.ZipFile(tmp_path / "tieout.ods") as package:
        names = {
            Path(name).stem for name in package.namelist() if name.startswith("Basic/VBAProject/")
        }
        functions = "".join(
            package.read(f"Basic/VBAProject/{name}.xml").decode() for name in vba.wrappers()
        )
        content = package.read("content.xml").decode()
    assert set(vba.modules()) <= names
    assert [name for name in FUNCTIONS if f"Function {name}(" not in functions] == []
    assert "Estimated final cost" in content
