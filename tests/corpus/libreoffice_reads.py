"""What LibreOffice reads in edited workbooks: every sheet saved as CSV, the edited cells compared."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.writers.libreoffice import saved
from tests.corpus.opened import Cell
from tests.corpus.steps import Step

# Comma, quotes, UTF-8, from the first row on; numbers as they are, not as shown; every sheet.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Edited:
    """An edited workbook, the file it was made from, and what was asked for."""

    original: Path
    result: bytes
    step: Step


def unread(edited: Mapping[str, Edited], folder: Path) -> dict[str, str]:
    """Name → what LibreOffice did not read.

    A file whose original it cannot open is left out, and so is one whose cells it fills itself.
    """
    sources, into = folder / "edited", folder / "csv"
    for place in (sources, into):
        place.mkdir()
    paths = {}
    readable_in_full = {name: one for name, one in edited.items() if not _is_refreshed(one.result)}
    for number, (name, one) in enumerate(readable_in_full.items()):
        path = sources / f"book{number:05}{one.original.suffix}"
        path.write_bytes(one.result)
        paths[path] = name
    done = saved(list(paths), into, EVERY_SHEET)
    failed = [path for path in paths if path not in done]
    readable = _readable([edited[paths[path]].original for path in failed], folder)
    found: dict[str, str] = {}
    for path, name in paths.items():
        if path not in done:
            if edited[name].original in readable:
                found[name] = "LibreOffice cannot open it"
            continue
        missing = list(_missing(edited[name].step, path.stem, into))
        if missing:
            found[name] = "; ".join(missing)
    return found


def _is_refreshed(workbook: bytes) -> bool:
    """Whether LibreOffice fills pivot tables anew, or is told by the file not to compute."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        names = archive.namelist()
        settings = next((name for name in names if name.lower() == "xl/workbook.xml"), "")
        is_manual = bool(settings) and b'calcMode="manual"' in archive.read(settings)
    return is_manual or any("pivottables/" in name.lower() for name in names)


def _readable(originals: list[Path], folder: Path) -> set[Path]:
    """Which of these LibreOffice can open."""
    sources, into = folder / "originals", folder / "originals as csv"
    for place in (sources, into):
        place.mkdir()
    copies = {
        shutil.copyfile(path, sources / f"book{number:05}{path.suffix}"): path
        for number, path in enumerate(originals)
    }
    return {copies[path] for path in saved(list(copies), into, EVERY_SHEET)}


def _missing(step: Step, stem: str, into: Path) -> Iterator[str]:
    wanted: dict[tuple[str, Cell], float | str] = dict(step.results)
    for place, meaning in step.expected.items():
        if meaning[0] == "text":
            wanted[place] = str(meaning[1])
    for (sheet, cell), value in wanted.items():
        exact = into / f"{stem}-{sheet}.csv"
        # A sheet's name may hold what no file's name may: then any sheet will do.
        candidates = [exact] if exact.exists() else sorted(into.glob(f"{stem}-*.csv"))
        if not any(_is(value, _cell(one, cell)) for one in candidates):
            yield f"LibreOffice reads {_cell(candidates[0], cell)!r} for {value!r} in {sheet}{cell}"


def _cell(path: Path, cell: Cell) -> str:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), 1):
            if number == cell[0]:
                return row[cell[1] - 1] if len(row) >= cell[1] else ""
    return ""


def _is(value: float | str, seen: str) -> bool:
    if isinstance(value, str):
        return seen == value
    try:
        return abs(float(seen) - value) < 1e-6
    except ValueError:
        return bool(seen) and not seen[0].isalpha()  # a number in a date's or an hour's format
