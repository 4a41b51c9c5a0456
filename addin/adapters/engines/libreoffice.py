"""LibreOffice as an engine: it opens a copy, recalculates it, and its values are read back.

A run has its own profile and folder, both removed afterwards. Macros stay off, links are not
updated, and nothing is asked of the network.
"""

from __future__ import annotations

import functools
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from addin.adapters.digest import digest_of
from addin.adapters.engines.calc_names import spelt_for_calc
from addin.adapters.engines.office_profile import make_profile
from addin.adapters.engines.programs import run
from addin.adapters.engines.shown import as_number, as_shown
from addin.adapters.engines.stripped import FORGOTTEN, without_values
from addin.adapters.xlsx.reading.package import Package
from addin.adapters.xlsx.reading.reader import book_of
from addin.errors import EngineFailed, FileError
from addin.ports import Recalculation
from addin.tables.cells_of_arrays import formula_cells
from addin.tables.own_functions import Functions, by_name
from addin.tables.table import Book, ErrorValue, Sheet, Value

Key = tuple[str, int, int]

_ENDINGS: Final = {"xlsx", "xlsm", "xltx", "xltm", "xls", "xlsb", "ods"}
_NOT_RESULTS: Final = {
    str(FORGOTTEN): "LibreOffice did not work it out",
    "#NAME?": "LibreOffice does not know a function or a name in it",
    # what it saves for most of its own errors, where Excel may have another one or a value
    "#VALUE!": "LibreOffice gives an error of its own",
}
_NO_NETWORK: Final = dict.fromkeys(
    ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9"
)


def program() -> str | None:
    """Where LibreOffice is installed; None if it is not."""
    return next((found for found in _candidates() if found), None)


def _candidates() -> Iterator[str | None]:
    yield shutil.which("soffice")
    yield shutil.which("libreoffice")
    usual = {
        "win32": (
            r"C:\Program Files\LibreOffice\program\soffice.com",
            r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
        ),
        "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    }
    yield from (path for path in usual.get(sys.platform, ()) if Path(path).is_file())


@functools.cache
def version(office: str) -> str:
    """Its version, such as ``7.4.7``.

    Raises:
        EngineFailed: it does not start.
    """
    found = re.search(r"\d+\.\d+\.\d+", run("LibreOffice", [office, "--version"], seconds=60).said)
    if found is None:
        raise EngineFailed("LibreOffice", f"{office} does not say its version")
    return found[0]


def command(
    office: str, folder: Path, given: Sequence[Path], extensions: Path | None = None
) -> list[str]:
    """Open files, recalculate them and save them in ``folder/saved``, with a profile of its own.

    ``extensions``: a folder with extensions that it has besides; each is a folder.
    """
    return [
        office,
        *([f"-env:BUNDLED_EXTENSIONS={extensions.as_uri()}"] if extensions else []),
        f"-env:UserInstallation={make_profile(folder / 'profile').as_uri()}",
        *"--headless --norestore --nologo --nodefault --nolockcheck".split(),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML"),
        *("--outdir", str(folder / "saved"), *map(str, given)),
    ]


AddIn = Callable[[Path], None]
"""Puts the extension with our functions into a folder, for LibreOffice to find it there."""


class LibreOffice:
    """The ``Engine`` port over an installed LibreOffice; ``seconds`` is the most a run may take.

    With an ``add_in`` it works out calls of our own ``functions`` too.
    """

    name = "libreoffice"

    def __init__(
        self,
        office: str | None = None,
        *,
        seconds: float = 300,
        functions: Functions | None = None,
        add_in: AddIn | None = None,
    ) -> None:
        self._office = office or program()
        self._seconds = seconds
        self._functions = by_name(functions)
        self._add_in = add_in

    def recalculate(
        self, book: Book, content: bytes, linked: Mapping[str, Book] | None = None
    ) -> Recalculation:
        """Work out every formula anew (see ``ports.Engine``).

        LibreOffice sees the file alone: ``linked`` is not used, and formulas that draw on other
        workbooks take the values that the file keeps of them.
        """
        del linked
        if self._office is None:
            raise EngineFailed("LibreOffice", "it is not installed, or not on the path")
        if not content:
            raise EngineFailed("LibreOffice", f"there is no file behind {book.name}")
        try:
            bare = without_values(book, content)
        except FileError as error:
            raise EngineFailed("LibreOffice", str(error)) from error
        saved = self._saved(book, bare)
        values, unknown = compared(book, saved)
        return Recalculation(f"LibreOffice {version(self._office)}", values, unknown)

    def _saved(self, book: Book, content: bytes) -> Book:
        """The workbook as LibreOffice saves it, recalculated."""
        with tempfile.TemporaryDirectory(prefix="tieout-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            ending = book.kind if book.kind in _ENDINGS else "xlsx"
            given = folder / f"book.{ending}"
            spelt = spelt_for_calc(book, content, self._functions) if self._add_in else None
            given.write_bytes(spelt or content)
            extensions = folder / "extensions"
            if self._add_in and spelt:
                self._add_in(extensions / "tieout")
            ran = run(
                "LibreOffice",
                command(str(self._office), folder, [given], extensions if spelt else None),
                seconds=self._seconds,
                environment={**_NO_NETWORK, "TIEOUT_CALC_LOG": str(folder / "calc.log")},
                folder=folder,
            )
            saved = folder / "saved" / "book.xlsx"
            if not saved.is_file():
                said = ran.said.splitlines()[-1] if ran.said else f"it ended with {ran.status}"
                raise EngineFailed("LibreOffice", f"it saved nothing ({said[:200]})")
            converted = saved.read_bytes()
        try:
            return book_of(Package(converted, "what LibreOffice saved"), digest_of(converted))
        except FileError as error:
            raise EngineFailed("LibreOffice", str(error)) from error


def compared(book: Book, saved: Book) -> tuple[dict[Key, Value], dict[Key, str]]:
    """The values and the unknown cells of a workbook's formulas, out of a recalculated copy."""
    values: dict[Key, Value] = {}
    unknown: dict[Key, str] = {}
    for sheet in book.sheets:
        copy = saved.sheet(sheet.name)
        for row, column in sorted(formula_cells(sheet)):
            key = sheet.name, row, column
            why = "LibreOffice lost the sheet" if copy is None else ""
            if copy is not None:
                value, why = _value(copy, row, column, saved)
                if not why:
                    values[key] = as_shown(book, sheet, row, column, value)
            if why:
                unknown[key] = why
    return values, unknown


def _value(copy: Sheet, row: int, column: int, saved: Book) -> tuple[Value, str]:
    """What a cell holds in the copy, or why that cannot be told."""
    value = copy.value(row, column)
    if value is None:
        return ("", "") if (row, column) in copy.formulas else (None, "LibreOffice gave no value")
    if isinstance(value, ErrorValue) and str(value) in _NOT_RESULTS:
        return None, _NOT_RESULTS[str(value)]
    return as_number(value, date_1904=saved.date_1904), ""
