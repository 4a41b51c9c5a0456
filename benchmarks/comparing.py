"""Comparing two versions of a large workbook: tieout diff beside what people do instead.

100,000 rows and 30 columns with one formula in each row; the newer version has 500 edited cells
and 20 rows put in. Each way runs in a process of its own, so that its peak memory is its own, and
says how many edits and rows it found: a way that takes every row below the first new one for
changed is no help. ``daff`` runs if it is installed (``pip install daff``). Run
``python -m benchmarks.comparing [ROWS]``.
"""

from __future__ import annotations

import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.patching import peak_megabytes

ROWS, COLUMNS, EDITS, ADDED = 100_000, 30, 500, 20
KEY = 0


def lines(rows: int, *, newer: bool) -> Iterator[list[object]]:
    """The lines of a ledger, by a document number; the newer version with its edits."""
    chance = random.Random(5)
    places = {
        (chance.randrange(rows), chance.randrange(2, COLUMNS - 1)) for _ in range(min(EDITS, rows))
    }
    edited: dict[int, list[int]] = {}
    for row, column in places:
        edited.setdefault(row, []).append(column)
    added = set(chance.sample(range(rows), min(ADDED, rows)))
    for row in range(rows):
        if newer and row in added:
            yield [f"N{row:06}", *_figures(row, 0.5)]
        line = [f"D{row:06}", *_figures(row, 0)]
        for column in edited.get(row, ()) if newer else ():
            line[column] = "recoded" if column % 5 == 0 else 7.5 + row
        yield line


def _figures(row: int, more: float) -> list[object]:
    return [
        f"Vendor {row % 977}" if column % 5 == 0 else row * 1.25 + column + more
        for column in range(1, COLUMNS - 1)
    ]


def make(path: Path, rows: int, *, newer: bool) -> None:
    """One version as a workbook."""
    import xlsxwriter  # noqa: PLC0415 - each way loads only its own library

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Ledger")
        sheet.write_row(0, 0, ["Document", *(f"Column {n}" for n in range(2, COLUMNS + 1))])
        for number, line in enumerate(lines(rows, newer=newer), 1):
            sheet.write_row(number, 0, line)
            figure = line[2]
            value = figure * 2 if isinstance(figure, float) else 0
            sheet.write_formula(number, COLUMNS - 1, f"=C{number + 1}*2", None, value)


def with_tieout(older: Path, newer: Path) -> str:
    """Rows by key or in sequence, values and formulas, cause and consequence."""
    from addin.adapters.opening import open_book  # noqa: PLC0415
    from addin.tables.compare.compare import compare  # noqa: PLC0415

    found = compare(open_book(older, older.name), open_book(newer, newer.name)).sheets[0]
    return f"{len(found.causes)} edits, {len(found.results)} results, {len(found.rows_added)} rows"


def with_pandas_by_key(older: Path, newer: Path) -> str:
    """A script that knows the key: read both, join, compare column by column; values alone."""
    import pandas as pd  # noqa: PLC0415

    a, b = (pd.read_excel(path, engine="calamine").set_index("Document") for path in (older, newer))
    both = a.index.intersection(b.index)
    x, y = a.loc[both], b.loc[both]
    apart = (x != y) & ~(x.isna() & y.isna())
    return f"{int(apart.to_numpy().sum())} cells, {len(b.index.difference(a.index))} rows"


def with_pandas_by_place(older: Path, newer: Path) -> str:
    """A script that does not: row 2 with row 2; all below the first new row differs."""
    import pandas as pd  # noqa: PLC0415

    a, b = (pd.read_excel(path, engine="calamine") for path in (older, newer))
    size = min(len(a), len(b))
    apart = a.iloc[:size].to_numpy() != b.iloc[:size].to_numpy()
    return f"{int(apart.sum())} cells, {len(b) - len(a)} rows"


def with_openpyxl(older: Path, newer: Path) -> str:
    """Formulas cell by cell with openpyxl, rows by their first cell."""
    import openpyxl  # noqa: PLC0415

    sides = []
    for path in (older, newer):
        sheet = openpyxl.load_workbook(path, read_only=True)["Ledger"]
        sides.append({row[KEY]: row for row in sheet.iter_rows(values_only=True)})
    cells = sum(
        x != y
        for key, row in sides[0].items()
        if key in sides[1]
        for x, y in zip(row, sides[1][key], strict=False)
    )
    return (
        f"{cells} cells (moved formulas among them), {len(sides[1].keys() - sides[0].keys())} rows"
    )


def with_daff(older: Path, newer: Path) -> str:
    """The table differ daff, over values read by calamine."""
    import daff  # noqa: PLC0415
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    tables = [
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        for path in (older, newer)
    ]
    views = [daff.PythonTableView(table) for table in tables]
    flags = daff.CompareFlags()
    alignment = daff.compareTables(*views, flags).align()
    shown: list[list[object]] = []
    daff.TableDiff(alignment, flags).hilite(daff.PythonTableView(shown))
    added = sum(row[0] == "+++" for row in shown)
    return f"{sum(str(row[0]).endswith('>') for row in shown)} rows changed, {added} rows"


WAYS: dict[str, Callable[[Path, Path], str]] = {
    "tieout diff": with_tieout,
    "pandas, key known": with_pandas_by_key,
    "pandas, row by row": with_pandas_by_place,
    "openpyxl, key known": with_openpyxl,
    "daff": with_daff,
}


def run(way: str, older: Path, newer: Path) -> None:
    """One way; prints seconds, seconds of CPU, memory, and what it found."""
    start, busy = time.perf_counter(), time.process_time()
    found = WAYS[way](older, newer)
    seconds = time.perf_counter() - start
    print(f"{seconds:.2f}\t{time.process_time() - busy:.2f}\t{peak_megabytes():.0f}\t{found}")


def main(rows: int) -> None:
    """Make both versions, compare them in every way, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        older, newer = Path(folder) / "older.xlsx", Path(folder) / "newer.xlsx"
        make(older, rows, newer=False)
        make(newer, rows, newer=True)
        print(f"{rows:,} rows x {COLUMNS} columns, Python {platform.python_version()}")
        print(f"{'way':22} {'seconds':>9} {'of CPU':>9} {'peak MB':>9}  found")
        for way in WAYS:
            if way == "daff" and find_spec("daff") is None:
                print(f"{way:22} is not installed")
                continue
            command = [sys.executable, "-m", "benchmarks.comparing", way, str(older), str(newer)]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                print(f"{way:22} failed: {done.stderr.strip().splitlines()[-1]}")
                continue
            seconds, busy, peak, found = done.stdout.strip().split("\t")
            print(f"{way:22} {seconds:>9} {busy:>9} {peak:>9}  {found}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else ROWS)
