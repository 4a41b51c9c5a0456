"""Workbooks that other programs made: after an edit and a new sheet, all else is byte for byte.

Every tenth file by default; all of them with ``TIEOUT_CORPUS=all``. ``-s`` prints the counts.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import struct
import subprocess
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from addin.adapters.xlsx.patcher import verify
from addin.errors import FileError
from addin.tables.table import Area, CellEdit, NewCell, NewSheet, Style
from tests.adapters.xlsx.packages import drafted, patched

NUMBER, TEXT = 8_671.25, " Tieout <wrote> this "
MAY_CHANGE = re.compile(
    r"\[Content_Types\]\.xml|.*/?_rels/workbook[^/]*\.rels|.*workbook[^/]*\.xml|.*styles[^/]*\.xml"
    r"|.*calcChain\.xml",
    re.IGNORECASE,
)


NOT_READ_BACK = {"ClosedXML.Tests_Resource_TryToLoad_DrawingSizeInPx.xlsx"}
"""openpyxl takes two minutes for a million rows without a cell; the patcher a tenth of a second."""


def files(corpus: Path) -> list[Path]:
    """The workbooks to try."""
    found = sorted(path for path in corpus.rglob("*") if path.suffix in {".xlsx", ".xlsm"})
    return found if os.environ.get("TIEOUT_CORPUS") == "all" else found[::10]


def findings(link_to: str) -> NewSheet:
    """A findings sheet with links, filter and formats."""
    heading = Style(bold=True, wrap=True, fill="1F3864", colour="FFFFFF")
    rows = (
        tuple(NewCell(text, heading) for text in ("Code", "Message", "Impact")),
        (
            NewCell("PO202"),
            NewCell("PO 1042 is relieved twice", Style(wrap=True), f"#{link_to}!A1"),
            NewCell(-120.5, Style(number_format="#,##0.00;[Red]-#,##0.00")),
        ),
        (NewCell("STR101"), NewCell("Manual", link="https://example.org/rules#STR101")),
    )
    return NewSheet("Tieout findings", rows, (12, 60, 14), 1, Area(1, 1, 3, 3), "C00000")


def opened(blob: bytes, *, values: bool = False) -> Workbook | None:
    """The workbook as openpyxl reads it; None when it cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(blob), data_only=values)
        except Exception:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
            return None


@dataclass(frozen=True)
class Target:
    """Where to write in a workbook: a cell with a number, if there is one, and an empty cell."""

    sheet: str
    number: tuple[int, int]
    text: tuple[int, int]

    @property
    def edits(self) -> list[CellEdit]:
        """A number and a new text."""
        return [
            CellEdit(self.sheet, *self.number, NUMBER),
            CellEdit(self.sheet, *self.text, TEXT),
        ]


def target(book: Workbook) -> Target | None:
    """The first plain number of the first worksheet, and a cell below everything."""
    sheet = next(iter(book.worksheets), None)
    if sheet is None:
        return None
    below = max([sheet.max_row, *(area.max_row for area in sheet.merged_cells.ranges)]) + 2
    number = next(plain_numbers(sheet), (below, 3))
    return Target(sheet.title, number, (below + 1, 2))


def plain_numbers(sheet: Worksheet) -> Iterator[tuple[int, int]]:
    """Cells with a number that is no date and no part of an array."""
    tables = [Area.of(table.ref) for table in sheet.tables.values()]
    # Only the cells there are: a sheet may be formatted out to its last row and column.
    for place, cell in sorted(sheet._cells.items()):
        if not isinstance(cell, Cell) or isinstance(cell.value, bool) or cell.is_date:
            continue
        if isinstance(cell.value, int | float) and not any(place in one for one in tables):
            yield place


def differing(before: bytes, after: bytes) -> set[str]:
    """Entries whose header or compressed bytes differ, and those lost. Read without our code."""
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        new = {entry.filename: record(after, entry) for entry in two.infolist()}
        return {
            entry.filename
            for entry in one.infolist()
            if record(before, entry) != new.get(entry.filename)
        }


def record(blob: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Local header and compressed bytes, as they lie."""
    start = entry.header_offset
    name, extra = struct.unpack_from("<HH", blob, start + 26)
    return blob[start : start + 30 + name + extra + entry.compress_size]


def checked(path: Path) -> str:
    """What became of a file: kept, refused by name, or what went wrong."""
    blob = path.read_bytes()
    book = opened(blob) if path.name not in NOT_READ_BACK else None
    where = target(book) if book else None
    sheet = findings(where.sheet if where else "Sheet1")
    try:
        draft = drafted(blob, edits=where.edits if where else (), sheets=[sheet])
        result = b"".join(draft.packed())
        verify(draft, result)
    except FileError as error:
        return "refused: " + kind_of_refusal(error)
    try:
        wrong = differing(blob, result) - touched(blob, where)
    except zipfile.BadZipFile:
        return "WRONG: no zip that Python opens"
    if wrong:
        return f"WRONG: changed {sorted(wrong)}"
    again = patched(result, edits=where.edits if where else (), sheets=[sheet])
    if again != result:
        return "WRONG: a second run changes something"
    if book is None or where is None:
        return "kept (not read back: openpyxl cannot open the original, or takes minutes)"
    return read_back(result, where) or read_by_calamine(blob, result, where) or "kept"


def kind_of_refusal(error: FileError) -> str:
    """The reason without the names that are in it."""
    reason = error.reason or type(error).__name__
    without_cell = re.sub(r"^.*![A-Z]+\d+ ", "a cell ", reason)
    short = re.sub(r" (of the table|the pivot table) .*", r" \1", without_cell)
    unplaced = re.sub(r" [A-Z]+\d+:[A-Z]+\d+.*", "", short)
    return re.sub(r"part \S+", "part", unplaced)


def touched(blob: bytes, where: Target | None) -> set[str]:
    """The entries that may change: the edited sheet, and those of the workbook as a whole."""
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        names = archive.namelist()
        allowed = {name for name in names if MAY_CHANGE.fullmatch(name.replace("\\", "/"))}
        if where is not None:
            # One worksheet, whichever it is: all others must be identical.
            sheets = [name for name in names if re.search(r"sheet[^/]*\.xml$", name, re.IGNORECASE)]
            draft = drafted(blob, edits=where.edits)
            changed = {name for name in sheets if name.lower() in draft.changed}
            assert len(changed) <= 1
            allowed |= changed
    return allowed


def read_back(result: bytes, where: Target) -> str:
    """What other programs fail to read of the edit and the new sheet; empty if nothing."""
    book = opened(result)
    if book is None:
        return "WRONG: openpyxl cannot open the result"
    sheet, new = book[where.sheet], book.worksheets[-1]
    link, page = new["B2"].hyperlink, new["B3"].hyperlink
    seen = (
        as_number(sheet.cell(*where.number).value),
        sheet.cell(*where.text).value,
        new["C2"].value,
        new["A1"].font.b,
        new["A1"].fill.fgColor.rgb,
        new.auto_filter.ref,
        new.freeze_panes,
        link.location if link else None,
        page.target if page else None,
    )
    quoted = "'" + where.sheet.replace("'", "''") + "'!A1"
    wanted = (
        NUMBER, TEXT, -120.5, True, "FF1F3864", "A1:C3", "A2", quoted,
        "https://example.org/rules",
    )  # fmt: skip
    if seen != wanted:
        return f"WRONG: openpyxl reads {seen}"
    return ""


def as_number(value: object) -> object:
    """A number that is read as a date, since its column has a date's format."""
    return to_excel(value) if isinstance(value, dt.datetime) else value


def read_by_calamine(blob: bytes, result: bytes, where: Target) -> str:
    """The same by a reader written in another language, if it can read the original."""
    try:
        CalamineWorkbook.from_filelike(io.BytesIO(blob))
    except CalamineError:
        return ""
    book = CalamineWorkbook.from_filelike(io.BytesIO(result))
    sheet = book.get_sheet_by_name(where.sheet)
    top, left = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    seen = [rows[row - 1 - top][column - 1 - left] for row, column in (where.number, where.text)]
    new = book.get_sheet_by_index(len(book.sheet_names) - 1).to_python()
    if [as_number(value) for value in seen] != [NUMBER, TEXT] or new[1][:3] != [
        "PO202",
        "PO 1042 is relieved twice",
        -120.5,
    ]:
        return f"WRONG: calamine reads {seen}"
    return ""


@pytest.mark.corpus
def test_every_workbook_keeps_what_nobody_touched_or_is_refused_by_name(corpus: Path):
    """A number, a text and a findings sheet go in; every other part is byte for byte the same."""
    outcomes = {path.name: checked(path) for path in files(corpus)}
    counts = Counter(outcomes.values())
    print(*(f"{count:6} {outcome}" for outcome, count in counts.most_common()), sep="\n")  # noqa: T201

    assert {name: what for name, what in outcomes.items() if what.startswith("WRONG")} == {}
    assert sum(count for what, count in counts.items() if what.startswith("kept")) > (
        0.9 * len(outcomes)
    )


VARIED = (
    "chart_bar01 chart_combined02 table02 comment01 image01 rich_string01 button01 macro01 "
    "cond_format01 data_validation01 sparkline01 outline01 merge_cells01 shared_strings01 "
    "autofilter01 hyperlink01 date_1904_01 protect01 textbox01 header_image01 defined_name01"
).split()


@pytest.mark.corpus
@pytest.mark.libreoffice
def test_libreoffice_opens_the_result_and_shows_the_edit(
    corpus: Path, libreoffice: str, tmp_path: Path
):
    """Another office program reads edit and findings sheet in workbooks of every kind."""
    wanted: dict[str, Target] = {}
    for name in VARIED:
        for path in corpus.rglob(f"*_{name}.xls[xm]"):
            blob = path.read_bytes()
            book = opened(blob)
            where = target(book) if book else None
            if where is None:
                continue
            try:
                result = patched(blob, edits=where.edits, sheets=[findings(where.sheet)])
            except FileError:
                continue
            (tmp_path / f"{name}{path.suffix}").write_bytes(result)
            wanted[name] = where
    assert len(wanted) >= 12
    convert(libreoffice, sorted(tmp_path.glob("*.xls[xm]")), tmp_path)

    for name, where in wanted.items():
        text = (tmp_path / f"{name}-{where.sheet}.csv").read_text("utf-8")
        assert TEXT in text, name
        assert any(shown in text for shown in ("8671.25", "8,671.25", "8671")), name
        new = (tmp_path / f"{name}-Tieout findings.csv").read_text("utf-8")
        assert "PO 1042 is relieved twice" in new, name
        assert "-120.50" in new, name


def convert(libreoffice: str, sources: list[Path], folder: Path) -> None:
    """Every sheet of the workbooks as CSV, in a profile of this test's own."""
    subprocess.run(
        [
            libreoffice,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1",
            "--outdir",
            str(folder),
            *map(str, sources),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
