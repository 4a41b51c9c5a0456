"""The extension file: complete, the same each time, readable by every LibreOffice from 7.0 on."""

from __future__ import annotations

import ast
import io
import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import addin
from addin.hosts.libreoffice import description
from addin.hosts.libreoffice.build import build_oxt, parts
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.kinds import Shape

ROOT = Path(addin.__file__).parents[1]
OLDEST = (3, 8)
"""The oldest Python that a LibreOffice from 7.0 on brings along."""


def test_the_same_functions_are_the_same_bytes():
    """Two builds in one environment do not differ; another interpreter makes another file."""
    assert build_oxt() == build_oxt(sys.executable)
    assert build_oxt() != build_oxt("/elsewhere/python")


def test_the_file_holds_its_parts_and_nothing_of_the_moment():
    """A zip file of the parts, without dates."""
    with zipfile.ZipFile(io.BytesIO(build_oxt())) as package:
        assert {entry.filename: package.read(entry) for entry in package.infolist()} == parts()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", [name for name in parts() if name.endswith((".xml", ".xcu", ".components"))])  # fmt: skip
def test_its_descriptions_are_well_formed(name):
    """Each is XML that any reader takes."""
    ET.fromstring(parts()[name])  # noqa: S314 - our own


def test_the_manifest_names_parts_that_are_there():
    """What LibreOffice registers is in the file, and what it loads is beside it."""
    there = parts()
    space = "{http://openoffice.org/2001/manifest}"
    named = [
        entry.get(f"{space}full-path")
        for entry in ET.fromstring(there["META-INF/manifest.xml"])  # noqa: S314
    ]

    assert set(named) == {
        "types.idl", "component.components", "CalcAddIns.xcu", "Addons.xcu", "CalcCommands.xcu",
        "ProtocolHandler.xcu",
    }  # fmt: skip
    assert set(named) | {"component.py", "dispatcher.py", "about.txt"} <= set(there)


def test_it_names_the_environment_it_was_built_in():
    """The interpreter, where its Tieout is, and which version: what the component starts."""
    assert json.loads(parts()["environment.json"]) == {
        "python": sys.executable,
        "path": str(ROOT),
        "version": addin.__version__,
    }
    assert json.loads(parts("C:\\Programme\\é\\python.exe")["environment.json"])["python"] == (
        "C:\\Programme\\é\\python.exe"
    )


def test_the_python_in_it_runs_in_old_libreoffices():
    """Their own Python may be 3.8, and has nothing but its standard library."""
    known = {*sys.stdlib_module_names, "uno", "unohelper", "com", "tieout", "tieout_calc"}
    for name, content in parts().items():
        if name.endswith(".py"):
            tree = ast.parse(content, name, feature_version=OLDEST)
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    imported = {each.name.split(".")[0] for each in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    imported = {str(node.module).split(".")[0]}
                else:
                    continue
                assert imported <= known, name


def test_a_range_that_must_be_given_comes_as_a_range():
    """Then its errors reach the function; what may be left out can only be anything."""
    for function in FUNCTIONS.values():
        for each in function.parameters:
            wanted = "any"
            if each.repeating:
                wanted = "sequence<any>"
            elif each.shape is not Shape.CELL and not each.optional:
                wanted = "com::sun::star::table::XCellRange"
            assert description.idl_type(each) == wanted


def test_updates_are_looked_for_only_where_one_says():
    """No address, no question; and the file at the address names this extension."""
    assert b"update-information" not in build_oxt()
    assert b"update-information" not in parts()["description.xml"]
    told = parts(update_from="https://studio.example/a?b=1&c=2")["description.xml"].decode()
    assert 'xlink:href="https://studio.example/a?b=1&amp;c=2"' in told
    announced = description.update("9.9", "https://studio.example/x.oxt")
    assert f'<identifier value="{description.IDENTIFIER}"/>' in announced
    assert '<version value="9.9"/>' in announced
    ET.fromstring(announced)  # noqa: S314


def test_the_licence_goes_with_it():
    """The very text of the project's own."""
    assert parts()["LICENSE"] == (Path(__file__).parents[3] / "LICENSE").read_bytes()
