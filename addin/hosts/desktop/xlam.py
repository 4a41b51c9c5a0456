"""``tieout.xlam``: the add-in for Excel on Windows, built on any system, without Excel.

pyOpenVBA puts the VBA into an empty add-in; the sheet and the ribbon are parts of the file. The
same Tieout and the same xlwings give the same bytes on every computer.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from addin import __version__
from addin.errors import AddinError
from addin.hosts.desktop import ribbon, sheet, vba, xlwings_vba
from addin.udfs.catalogue import FUNCTIONS

FILE_NAME: Final = "tieout.xlam"
NOTICES_NAME: Final = "tieout-notices.txt"
RIBBON_PART: Final = "customUI/customUI14.xml"
RIBBON_LINK: Final = (
    '<Relationship Id="rIdTieoutRibbon" Target="customUI/customUI14.xml" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
)
"""Source: MS-CUSTOMUI2, 2.1."""
_MADE: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tieout {version}</dc:title>'
    "<dc:creator>Tieout</dc:creator></cp:coreProperties>"
)


class CannotBuild(AddinError):
    """The add-in cannot be built here; nothing was written."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return f"Nothing was built for Excel: {self.why}"


def build_xlam(*, own_server: bool = False) -> bytes:
    """The add-in file for the installed Tieout and xlwings; save it as ``FILE_NAME``.

    Args:
        own_server: it asks for Tieout's own COM server, where xlwings' way is blocked.

    Raises:
        CannotBuild: pyOpenVBA is not installed, or xlwings is another than the add-in is made for.
    """
    try:
        modules = vba.modules(own_server=own_server)
    except xlwings_vba.XlwingsChanged as changed:
        raise CannotBuild(str(changed)) from changed
    return _with_parts(_with_vba(modules), _settings(own_server=own_server))


def notices() -> str:
    """The licence texts that go with the file; save it beside it as ``NOTICES_NAME``."""
    return (
        f"{FILE_NAME} contains VBA of xlwings {xlwings_vba.version()} (module TieoutPython).\n\n"
        + xlwings_vba.licence()
    )


def _settings(*, own_server: bool) -> dict[str, str]:
    tieout = {"TIEOUT VERSION": __version__, "UDF MODULES": vba.PYTHON_MODULE}
    if own_server:
        return tieout
    return tieout | {"XLWINGS VERSION": xlwings_vba.version(), "NOTICES": notices()}


def with_project(package: bytes, modules: Mapping[str, str]) -> bytes:
    """A macro workbook (``.xlsm``) with a VBA project that holds these modules.

    Raises:
        CannotBuild: pyOpenVBA is not installed.
    """
    excel_file = _pyopenvba()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsm"
        path.write_bytes(package)
        with excel_file(path) as book:
            project = book.add_vba_project()
            for name, code in modules.items():
                project.add_module(name, code)
            book.save()
        with zipfile.ZipFile(path) as made:
            return packed({name: made.read(name) for name in made.namelist()})


def _pyopenvba() -> Any:
    try:
        from pyopenvba import (  # type: ignore[import-untyped] # noqa: PLC0415 - to build, never to run
            ExcelFile,
        )
    except ImportError:
        raise CannotBuild(
            "it needs pyOpenVBA, which only building takes. Install it with: pip install pyopenvba"
        ) from None
    return ExcelFile


def _with_vba(modules: Mapping[str, str]) -> bytes:
    excel_file = _pyopenvba()
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        with excel_file.create_new(path) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            for name, code in modules.items():
                if name == vba.THIS_WORKBOOK:
                    book.set_module(name, book.get_module(name) + code)
                else:
                    project.add_module(name, code)
            book.save()
        return path.read_bytes()


def _with_parts(package: bytes, settings: Mapping[str, str]) -> bytes:
    """The package with our sheet and our ribbon, its parts in the same order each time."""
    cells = sheet.rows(settings, FUNCTIONS.values())
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.xml(cells).encode()
    parts["docProps/core.xml"] = _CORE.format(version=__version__).encode()
    for name in ("xl/workbook.xml", "docProps/app.xml"):
        parts[name] = _once(parts[name], r'(?<=[">])Sheet1(?=["<])', sheet.NAME)
    parts["_rels/.rels"] = _once(
        parts["_rels/.rels"], "</Relationships>", RIBBON_LINK + "</Relationships>"
    )
    parts[RIBBON_PART] = ribbon.xml().encode()
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts; stored as they are, because compression differs between computers."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name, content in parts.items():
            about = zipfile.ZipInfo(name, _MADE)
            about.create_system = 0
            new.writestr(about, content)
    return made.getvalue()


def _once(part: bytes, pattern: str, new: str) -> bytes:
    text, count = re.subn(pattern, lambda _: new, part.decode())
    if count != 1:
        raise CannotBuild(f"pyOpenVBA's empty add-in has {count} places for {new!r}, not one")
    return text.encode()
