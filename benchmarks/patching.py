"""Writing into a large workbook: our patcher beside openpyxl's load and save.

One workbook of 100,000 rows and 30 columns. Each task runs in a process of its own, so that its
peak memory is its own. Run ``python -m benchmarks.patching [ROWS]``.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROWS, COLUMNS = 100_000, 30


def make(path: Path, rows: int) -> None:
    """A workbook as a ledger export is: numbers, texts, dates and one formula in each row."""
    import xlsxwriter  # noqa: PLC0415 - each task loads only its own library

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Ledger")
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


def edit_with_tieout(path: Path) -> None:
    """One number in the middle."""
    from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
    from addin.tables.changes import Changes  # noqa: PLC0415
    from addin.tables.table import CellEdit  # noqa: PLC0415

    write(path, Changes(cells=(CellEdit("Ledger", 50, 3, time.time()),)))


def add_with_tieout(path: Path) -> None:
    """A findings sheet of 500 rows with links."""
    from addin.adapters.xlsx.patcher import write  # noqa: PLC0415
    from addin.tables.changes import Changes  # noqa: PLC0415
    from addin.tables.table import Area, NewCell, NewSheet, Style  # noqa: PLC0415

    rows = tuple(
        (
            NewCell("PO202", Style(bold=True)),
            NewCell(f"Row {row} does not tie", Style(wrap=True), f"#Ledger!C{row}"),
            NewCell(time.time(), Style(number_format="#,##0.00")),
        )
        for row in range(1, 501)
    )
    sheet = NewSheet("Findings", rows, (10, 60, 14), 1, Area(1, 1, 500, 3))
    write(path, Changes(sheets=(sheet,)))


def edit_with_openpyxl(path: Path) -> None:
    """One number in the middle, all the rest read and written again."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(path)
    book["Ledger"].cell(50, 3, time.time())
    book.save(path)


def add_with_openpyxl(path: Path) -> None:
    """A sheet of 500 rows with links, all the rest read and written again."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Findings")
    for row in range(1, 501):
        sheet.append(["PO202", f"Row {row} does not tie", time.time()])
        sheet.cell(row, 2).hyperlink = f"#Ledger!C{row}"
    book.save(path)


TASKS: dict[str, Callable[[Path], None]] = {
    "edit one cell, Tieout": edit_with_tieout,
    "edit one cell, openpyxl": edit_with_openpyxl,
    "add a findings sheet, Tieout": add_with_tieout,
    "add a findings sheet, openpyxl": add_with_openpyxl,
}


def peak_megabytes() -> float:
    """The most memory this process has had, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1024 if sys.platform != "darwin" else kilobytes / 1024**2


def run(task: str, path: Path) -> None:
    """One task; prints seconds, seconds of CPU (which a busy machine does not change), memory."""
    start, busy = time.perf_counter(), time.process_time()
    TASKS[task](path)
    seconds = time.perf_counter() - start
    print(f"{seconds:.2f} {time.process_time() - busy:.2f} {peak_megabytes():.0f}")


def main(rows: int) -> None:
    """Make the workbook, run every task on a fresh copy of it, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "ledger.xlsx"
        make(original, rows)
        size = original.stat().st_size / 1e6
        version = platform.python_version()
        print(f"{rows:,} rows x {COLUMNS} columns, {size:.0f} MB, Python {version}")
        print(f"{'task':34} {'seconds':>9} {'of CPU':>9} {'peak MB':>9}")
        for task in TASKS:
            path = Path(folder) / "copy.xlsx"
            path.write_bytes(original.read_bytes())
            command = [sys.executable, "-m", "benchmarks.patching", task, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds, busy, peak = done.stdout.split()
            print(f"{task:34} {seconds:>9} {busy:>9} {peak:>9}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else ROWS)
