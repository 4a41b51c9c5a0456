"""Writing into a large workbook: our patcher beside what people would use instead.

One workbook of 100,000 rows and 30 columns, a fresh copy for every task and every writer, each in
a process of its own, so that its peak memory is its own. Run
``python -m benchmarks.patching [ROWS] [WRITER,WRITER...]``; a writer that is not installed is left
out. ``pandas`` reads the sheet and writes a new file through XlsxWriter: formulas, formats and
every other sheet are gone afterwards.
"""

from __future__ import annotations

import importlib.util
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS, COLUMNS = 100_000, 30
SHEET = "Ledger"

Task = Callable[[Path, int], None]
"""Does its work to a workbook with that many rows."""


def make(path: Path, rows: int) -> None:
    """A workbook as a ledger export is: numbers, texts, dates and one formula in each row."""
    import xlsxwriter  # noqa: PLC0415 - each task loads only its own library

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(rows):
            for column in range(COLUMNS):
                if column % 5 == 0:
                    sheet.write_string(row, column, f"Vendor {row % 977}")
                elif column % 5 == 1:
                    sheet.write_number(row, column, 46_000 + row % 300, date)
                elif column == COLUMNS - 1:
                    sheet.write_formula(row, column, f"=C{row + 1}*2", None, row * 2.5)
                else:
                    sheet.write_number(row, column, row * 1.25 + column)


def edited_rows(rows: int, edits: int) -> range:
    """Which rows get an edit, spread over the sheet."""
    return range(1, rows + 1, max(1, rows // edits))[:edits]


def tieout_edits(edits: int) -> Task:
    """That many numbers, in one batch."""

    def task(path: Path, rows: int) -> None:
        from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
        from addin.tables.changes import Changes  # noqa: PLC0415
        from addin.tables.table import CellEdit  # noqa: PLC0415

        now = time.time()
        cells = tuple(CellEdit(SHEET, row, 3, now + row) for row in edited_rows(rows, edits))
        write(path, Changes(cells=cells))

    return task


def tieout_append(path: Path, rows: int) -> None:
    """A thousand rows below the last."""
    from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
    from addin.tables.changes import AppendedRows, Changes  # noqa: PLC0415

    row = {column: column * 1.5 for column in range(1, COLUMNS + 1)}
    write(path, Changes(rows=(AppendedRows(SHEET, (row,) * 1000, after=rows),)))


def tieout_findings(path: Path, _rows: int) -> None:
    """A findings sheet of 500 rows with links."""
    from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
    from addin.tables.changes import Changes  # noqa: PLC0415
    from addin.tables.table import Area, NewCell, NewSheet, Style  # noqa: PLC0415

    rows = tuple(
        (
            NewCell("PO202", Style(bold=True)),
            NewCell(f"Row {row} does not tie", Style(wrap=True), f"#{SHEET}!C{row}"),
            NewCell(time.time(), Style(number_format="#,##0.00")),
        )
        for row in range(1, 501)
    )
    sheet = NewSheet("Findings", rows, (10, 60, 14), 1, Area(1, 1, 500, 3))
    write(path, Changes(sheets=(sheet,)))


def tieout_values(path: Path, rows: int) -> None:
    """A fresh cached value for every formula."""
    from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
    from addin.tables.changes import Changes, ComputedValue  # noqa: PLC0415

    fresh = tuple(ComputedValue(SHEET, row, COLUMNS, row * 2.75) for row in range(1, rows + 1))
    write(path, Changes(computed=fresh))


def library_edits(library: str, edits: int) -> Task:
    """The same with a library that speaks as openpyxl does."""

    def task(path: Path, rows: int) -> None:
        book = opened(library, path)
        sheet = book[SHEET]
        for row in edited_rows(rows, edits):
            sheet.cell(row, 3).value = time.time() + row
        book.save(path)

    return task


def library_append(library: str) -> Task:
    """The same with a library that speaks as openpyxl does."""

    def task(path: Path, rows: int) -> None:
        book = opened(library, path)
        sheet = book[SHEET]
        for row in range(rows + 1, rows + 1001):
            for column in range(1, COLUMNS + 1):
                sheet.cell(row, column).value = column * 1.5
        book.save(path)

    return task


def library_findings(library: str) -> Task:
    """The same with a library that speaks as openpyxl does."""

    def task(path: Path, _rows: int) -> None:
        book = opened(library, path)
        sheet = book.create_sheet("Findings")
        for row in range(1, 501):
            sheet.append(["PO202", f"Row {row} does not tie", time.time()])
            sheet.cell(row, 2).hyperlink = f"#{SHEET}!C{row}"
        book.save(path)

    return task


def opened(library: str, path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """A workbook to be changed and saved again."""
    if library == "wolfxl":
        import wolfxl  # noqa: PLC0415

        return wolfxl.load_workbook(path, modify=True)
    import openpyxl  # noqa: PLC0415

    return openpyxl.load_workbook(path)


def pandas_edits(edits: int) -> Task:
    """Read the values, change them, write a new file."""

    def task(path: Path, rows: int) -> None:
        import pandas as pd  # noqa: PLC0415

        frame = pd.read_excel(path, sheet_name=SHEET, header=None, engine="calamine")
        frame.iloc[[row - 1 for row in edited_rows(rows, edits)], 2] = time.time()
        frame.to_excel(path, sheet_name=SHEET, header=False, index=False, engine="xlsxwriter")

    return task


def pandas_append(path: Path, _rows: int) -> None:
    """Read the values, add rows, write a new file."""
    import pandas as pd  # noqa: PLC0415

    frame = pd.read_excel(path, sheet_name=SHEET, header=None, engine="calamine")
    more = pd.DataFrame([[column * 1.5 for column in range(1, COLUMNS + 1)]] * 1000)
    whole = pd.concat([frame, more])
    whole.to_excel(path, sheet_name=SHEET, header=False, index=False, engine="xlsxwriter")


def write_new(path: Path, rows: int) -> None:
    """The whole file anew from what a script knows: what XlsxWriter is for."""
    make(path, rows)


TASKS: dict[str, dict[str, Task]] = {
    "1 edit": {
        "tieout": tieout_edits(1),
        "openpyxl": library_edits("openpyxl", 1),
        "wolfxl": library_edits("wolfxl", 1),
        "pandas": pandas_edits(1),
    },
    "1,000 edits": {
        "tieout": tieout_edits(1_000),
        "openpyxl": library_edits("openpyxl", 1_000),
        "wolfxl": library_edits("wolfxl", 1_000),
        "pandas": pandas_edits(1_000),
    },
    "50,000 edits": {
        "tieout": tieout_edits(50_000),
        "openpyxl": library_edits("openpyxl", 50_000),
        "wolfxl": library_edits("wolfxl", 50_000),
        "pandas": pandas_edits(50_000),
    },
    "append 1,000 rows": {
        "tieout": tieout_append,
        "openpyxl": library_append("openpyxl"),
        "wolfxl": library_append("wolfxl"),
        "pandas": pandas_append,
    },
    "add a findings sheet": {
        "tieout": tieout_findings,
        "openpyxl": library_findings("openpyxl"),
        "wolfxl": library_findings("wolfxl"),
    },
    "fresh values for 100,000 formulas": {"tieout": tieout_values},
    "write the file anew": {"XlsxWriter": write_new},
}


def peak_megabytes() -> float:
    """The most memory this process has had, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024 if sys.platform != "darwin" else kilobytes / 1024**2


def run(task: str, writer: str, path: Path, rows: int) -> None:
    """One task; prints seconds, seconds of CPU (which a busy machine does not change), memory."""
    start, busy = time.perf_counter(), time.process_time()
    TASKS[task][writer](path, rows)
    seconds = time.perf_counter() - start
    print(f"{seconds:.2f} {time.process_time() - busy:.2f} {peak_megabytes():.0f}")


def main(rows: int, writers: set[str]) -> None:
    """Make the workbook, run every task on a fresh copy of it, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "ledger.xlsx"
        make(original, rows)
        size = original.stat().st_size / 1e6
        version = platform.python_version()
        print(f"{rows:,} rows x {COLUMNS} columns, {size:.0f} MB, Python {version}")
        print(f"{'task':34} {'writer':10} {'seconds':>9} {'of CPU':>9} {'peak MB':>9}")
        for task, by in TASKS.items():
            for writer in by:
                if writers and writer not in writers:
                    continue
                shown = _measured(task, writer, original, rows)
                print(f"{task:34} {writer:10} {shown}", flush=True)


def _measured(task: str, writer: str, original: Path, rows: int) -> str:
    module = {"tieout": "addin", "XlsxWriter": "xlsxwriter"}.get(writer, writer)
    if importlib.util.find_spec(module) is None:
        return "not installed"
    path = original.with_name("copy.xlsx")
    path.write_bytes(original.read_bytes())
    command = [sys.executable, "-m", "benchmarks.patching", task, writer, str(path), str(rows)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return f"failed: {done.stderr.strip().splitlines()[-1]}"
    seconds, busy, peak = done.stdout.split()
    return f"{seconds:>9} {busy:>9} {peak:>9}"


if __name__ == "__main__":
    if len(sys.argv) == 5:
        run(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        asked = sys.argv[2].split(",") if len(sys.argv) > 2 else []
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS, set(asked))
