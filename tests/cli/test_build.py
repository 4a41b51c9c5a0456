"""``tieout build``: the files for each spreadsheet program, and none replaced unasked."""

from __future__ import annotations

import importlib.util
import json
import os
import zipfile

import pytest
from click.testing import CliRunner

from addin.cli import tieout
from addin.errors import WriteRefused
from addin.macros.catalogue import BUTTONS
from addin.udfs.catalogue import FUNCTIONS


def run(*words: object):
    """The command line, its status and what it printed."""
    return CliRunner().invoke(tieout, ["build", *map(str, words)], standalone_mode=False)


def test_the_files_for_the_web_name_every_function(tmp_path):
    """And are made for the address that was given."""
    result = run("web", tmp_path, "--url", "https://tools.example.org/tieout/")

    assert result.return_value == 0
    told = json.loads((tmp_path / "functions.json").read_text("utf-8"))
    assert {one["name"] for one in told["functions"]} == set(FUNCTIONS)
    assert "https://tools.example.org/tieout/functions.js" in (
        (tmp_path / "manifest.xml").read_text("utf-8")
    )


def test_the_key_is_read_from_a_file(tmp_path):
    """Typed as an option it would stay in the history of the terminal."""
    token = tmp_path / "token"
    token.write_text("a-key-of-the-office-0123456789abcdef\n", "utf-8")
    token.chmod(0o600)

    run("web", tmp_path / "web", "--url", "https://tools.example.org", "--token-file", token)

    assert "a-key-of-the-office" in (tmp_path / "web" / "manifest.xml").read_text("utf-8")


def test_nothing_is_replaced_unasked(tmp_path):
    """A manifest that is there may be the one that is in use."""
    address = ("--url", "https://tools.example.org")
    run("web", tmp_path, *address)
    again = run("web", tmp_path, *address)

    assert isinstance(again.exception, WriteRefused)
    assert run("web", tmp_path, *address, "--replace").return_value == 0


def test_the_add_in_for_excel_is_a_workbook_with_macros_and_its_notices(tmp_path):
    """The licence of what it contains goes with it."""
    if importlib.util.find_spec("pyopenvba") is None and not os.environ.get("CI"):
        pytest.skip("pyOpenVBA is not installed")

    result = run("desktop", tmp_path)

    assert result.return_value == 0
    with zipfile.ZipFile(tmp_path / "tieout.xlam") as package:
        assert "xl/vbaProject.bin" in package.namelist()
    assert "xlwings" in (tmp_path / "tieout-notices.txt").read_text("utf-8")


def test_the_add_in_for_guarded_computers_asks_another_server(tmp_path):
    """Nothing of xlwings is in it."""
    if importlib.util.find_spec("pyopenvba") is None and not os.environ.get("CI"):
        pytest.skip("pyOpenVBA is not installed")

    result = run("desktop", tmp_path, "--own-server")

    assert result.return_value == 0
    assert [path.name for path in tmp_path.iterdir()] == ["tieout.xlam"]
    with zipfile.ZipFile(tmp_path / "tieout.xlam") as package:
        assert b"XLWINGS VERSION" not in package.read("xl/worksheets/sheet1.xml")


def test_the_extension_for_calc_holds_every_function_and_the_python_it_is_for(tmp_path):
    """A colleague's Python lies elsewhere."""
    result = run("calc", tmp_path, "--python", "/opt/tieout/bin/python")

    assert result.return_value == 0
    with zipfile.ZipFile(tmp_path / "tieout-functions.oxt") as package:
        listed = package.read("CalcAddIns.xcu").decode()
        everything = b"".join(package.read(name) for name in package.namelist())
    assert all(f">{name}<" in listed for name in FUNCTIONS)
    assert b"/opt/tieout/bin/python" in everything


def test_a_sheet_of_buttons_comes_with_the_extension_for_calc(tmp_path):
    """One for each button of the menu, by the address that the extension answers to."""
    run("calc", tmp_path)
    with zipfile.ZipFile(tmp_path / "tieout-buttons.ods") as package:
        content = package.read("content.xml").decode()

    assert all(f'"vnd.org.tieout:press?{one.name}"' in content for one in BUTTONS)
