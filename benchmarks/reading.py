"""Reading a workbook of 100,000 x 30 cells, against the libraries a script would use.

``python -m benchmarks.reading`` makes a ledger-like workbook (a third of the cells numbers, the
rest texts, dates and formulas), reads it with each contender in a process of its own, several times
in turn, and prints the best times, the peak memory, and the ratios to ours.

What each yields is not the same. Ours: values, formulas, number formats, merged areas, notes and
the rest of ``Sheet``. openpyxl yields values *or* formulas, so that both take two readings;
python-calamine and pandas yield values alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from addin.tables.table import column_letters

_SELF = [sys.executable, "-m", "benchmarks.reading"]
_FIGURES = ("seconds", "CPU s", "peak MB")
ACCOUNTS = [f"{category}-{line:02d}" for category in range(11, 61) for line in range(1, 21)]


def make(path: Path, rows: int, columns: int) -> None:
    """A ledger: each six columns an account, a vendor, a date, a count, an amount and a formula."""
    xlsxwriter = importlib.import_module("xlsxwriter")

    chance = random.Random(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    sheet = book.add_worksheet("Ledger")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    vendors = [f"Vendor {number} & Sons" for number in range(4000)]
    sheet.write_row(0, 0, [f"Heading {column + 1}" for column in range(columns)])
    for row in range(1, rows):
        for column in range(columns):
            match column % 6:
                case 0:
                    sheet.write_string(row, column, chance.choice(ACCOUNTS))
                case 1:
                    sheet.write_string(row, column, chance.choice(vendors))
                case 2:
                    when = dt.datetime(2026, 1, 1) + dt.timedelta(chance.randrange(365))
                    sheet.write_datetime(row, column, when, day)
                case 3:
                    sheet.write_number(row, column, chance.randrange(1000))
                case 4:
                    sheet.write_number(row, column, chance.randrange(1, 10**7) / 100, money)
                case _:
                    _formula(sheet, row, column, money, chance)
    book.close()


def _formula(
    sheet: Any,
    row: int,
    column: int,
    money: Any,
    chance: random.Random,
) -> None:
    """A tenth of the last columns' cells are formulas with a value; the others hold an amount."""
    amount = chance.randrange(1, 10**8) / 100
    if row % 10:
        sheet.write_number(row, column, amount, money)
    else:
        count = f"{column_letters(column - 1)}{row + 1}"
        price = f"{column_letters(column)}{row + 1}"
        sheet.write_formula(row, column, f"={count}*{price}", money, amount)


def ours(path: str) -> object:
    """Values, formulas and everything else, in one pass."""
    reader = importlib.import_module("addin.adapters.xlsx.reading.reader")
    return reader.read_workbook(Path(path), path)


def ours_streamed(path: str) -> object:
    """The same row by row, none kept."""
    reader = importlib.import_module("addin.adapters.xlsx.reading.reader")
    book = reader.open_workbook(Path(path), path)
    return sum(len(row.values) for name in book.sheet_names for row in book.rows(name))


def openpyxl_values(path: str) -> object:
    """openpyxl, normal mode: values."""
    openpyxl = importlib.import_module("openpyxl")

    return openpyxl.load_workbook(path, data_only=True)


def openpyxl_both(path: str) -> object:
    """openpyxl, normal mode, read twice: values and formulas."""
    openpyxl = importlib.import_module("openpyxl")

    return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)


def openpyxl_read_only(path: str) -> object:
    """openpyxl, read-only mode: values, as rows."""
    openpyxl = importlib.import_module("openpyxl")

    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def openpyxl_read_only_both(path: str) -> object:
    """openpyxl, read-only mode, read twice: values and formulas, as rows."""
    openpyxl = importlib.import_module("openpyxl")

    book = openpyxl.load_workbook(path, read_only=True)
    formulas = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    return openpyxl_read_only(path), formulas


def calamine(path: str) -> object:
    """python-calamine: values."""
    python_calamine = importlib.import_module("python_calamine")

    book = python_calamine.CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def pandas_openpyxl(path: str) -> object:
    """pandas.read_excel with its usual engine: values as a frame."""
    pd = importlib.import_module("pandas")

    return pd.read_excel(path, sheet_name=None)


CONTENDERS: dict[str, Callable[[str], object]] = {
    "ours (values + formulas + formats)": ours,
    "ours, row by row": ours_streamed,
    "openpyxl normal, values": openpyxl_values,
    "openpyxl normal, values + formulas": openpyxl_both,
    "openpyxl read-only, values": openpyxl_read_only,
    "openpyxl read-only, values + formulas": openpyxl_read_only_both,
    "python-calamine, values": calamine,
    "pandas.read_excel, values": pandas_openpyxl,
}


def run(name: str, path: str) -> None:
    """One contender, in this process; imports count for neither time nor memory before."""
    contender = CONTENDERS[name]
    _import(name)
    start, worked = time.perf_counter(), time.process_time()
    kept = contender(path)
    took, work = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    del kept
    sys.stdout.write(json.dumps({"seconds": took, "cpu": work, "peak": peak}))


def _import(name: str) -> None:
    """Import what the contender needs, so that only reading is timed."""
    module = next(
        module
        for key, module in {
            "ours": "addin.adapters.xlsx.reading.reader",
            "openpyxl": "openpyxl",
            "python-calamine": "python_calamine",
            "pandas": "pandas",
        }.items()
        if name.startswith(key)
    )
    importlib.import_module(module)


def measure(name: str, path: Path, repeats: int) -> tuple[float, float, float]:
    """Best seconds, best CPU seconds and least peak of megabytes, in processes of their own.

    CPU seconds compare fairly on a machine that is busy with other work, too.
    """
    seconds, work, peaks = [], [], []
    for _ in range(repeats):
        command = [*_SELF, "--run", name, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        figures = json.loads(done.stdout)
        seconds.append(figures["seconds"])
        work.append(figures["cpu"])
        peaks.append(figures["peak"] / 1024)
    return min(seconds), min(work), min(peaks)


def main() -> None:
    """Make the workbook, run all, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--columns", type=int, default=30)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--only", default="", help="contenders whose name begins so")
    parser.add_argument("--make", metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--run", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        make(Path(asked.make), asked.rows, asked.columns)
        return
    if asked.run:
        run(*asked.run)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        # in a process of its own, too: on Linux a child's peak begins with its parent's
        size = ["--rows", str(asked.rows), "--columns", str(asked.columns)]
        subprocess.run([*_SELF, "--make", str(path), *size], check=True)
        print(
            f"{asked.rows:,} x {asked.columns} cells, {path.stat().st_size / 1e6:.1f} MB; "
            f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
            f"best of {asked.repeats}, a process each; ratio = theirs / ours"
        )
        print(f"{'':40}" + "".join(f"{what:>9}{'ratio':>7}" for what in _FIGURES))
        base: tuple[float, ...] | None = None
        for name in CONTENDERS:
            if not name.startswith(asked.only or ""):
                continue
            figures = measure(name, path, asked.repeats)
            base = base or figures
            shown = (
                f"{own:9.2f}{own / ours_:7.2f}" for own, ours_ in zip(figures, base, strict=True)
            )
            print(f"{name:40}" + "".join(shown), flush=True)


if __name__ == "__main__":
    main()
