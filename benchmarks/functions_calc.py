"""The functions in LibreOffice Calc, beside what a sheet would do without them.

One LibreOffice, everything worked out again and again. *Scalar*: 10,000 cells with a function of
three cells through the worker, beside the same sum in a function in LibreOffice's Basic and as a
native formula. *Range*: one call over 5,000 rows, beside ``SUMIFS`` over them. *Pipe*: what the
message of such a range costs as marshal, as JSON and as pickle. Ratios of medians; figures in
microseconds a cell are of this machine. Run ``python -m benchmarks.functions_calc [CELLS]``.
"""

from __future__ import annotations

import json
import marshal
import pickle
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from addin.hosts.libreoffice.worker import rows
from tests.hosts.libreoffice.office import Calc, Outcome

CELLS, ROWS, TIMES = 10_000, 5_000, 7
_BASIC = """Function BASIC_EFC(a, b, c)
  BASIC_EFC = a + b + c
End Function
"""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
  xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def scalar(calc: Calc, cells: int) -> None:
    """Cell by cell: through the worker, in Basic, native."""
    ways = {
        "worker": "=TIEOUT.COST_EFC(A{0};B{0};C{0})",
        "Basic": "=BASIC_EFC(A{0};B{0};C{0})",
        "native": "=A{0}+B{0}+C{0}",
    }
    figures = [[str(row * step) for step in (2, 3, 5)] for row in range(1, cells + 1)]
    took: dict[str, float] = {}
    for way, formula in ways.items():
        asked = [[formula.format(row)] for row in range(1, cells + 1)]
        found = calc.run(
            write=[
                ("Sheet1", f"A1:C{cells}", figures),
                ("Sheet1", f"D1:D{cells}", asked),
            ],
            times=TIMES,
            basic=_BASIC if way == "Basic" else "",
        )
        if found.cell("Sheet1", cells, 4) != cells * 10.0:
            raise SystemExit(f"{way} gives {found.cell('Sheet1', cells, 4)}: {calc.said()}")
        took[way] = _told(f"{cells} cells, {way}", found, cells)
    print(f"worker : Basic = {took['worker'] / took['Basic']:.2f}")
    print(f"worker : native = {took['worker'] / took['native']:.0f}")


def whole_range(calc: Calc) -> None:
    """One call over a ledger's columns, beside native formulas over them."""
    ledger = [
        [f"'{2200 + row % 40}", str(46000 + row % 300), str(row % 977 + 0.25)]
        for row in range(1, ROWS + 1)
    ]
    ways = {
        "function": f"=TIEOUT.ACT_TO_DATE(A1:A{ROWS};B1:B{ROWS};C1:C{ROWS};2210)",
        "function, whole columns": "=TIEOUT.ACT_TO_DATE(A:A;B:B;C:C;2210)",
        "SUMIFS": f'=SUMIFS(C1:C{ROWS};A1:A{ROWS};"2210";B1:B{ROWS};">=0")',
    }
    took: dict[str, float] = {}
    values = set()
    for way, formula in ways.items():
        found = calc.run(
            write=[("Sheet1", f"A1:C{ROWS}", ledger), ("Sheet1", "E1", formula)], times=TIMES
        )
        values.add(found.cell("Sheet1", 1, 5))
        took[way] = _told(f"{ROWS} rows, {way}", found, 1)
    if len(values) != 1:
        raise SystemExit(f"the ways differ: {values}; {calc.said()}")
    print(f"function : SUMIFS = {took['function'] / took['SUMIFS']:.1f}")
    whole = took["function, whole columns"] / took["function"]
    print(f"whole columns : the rows = {whole:.2f}")


def pipe() -> None:
    """The two messages' own cost, and the function's, without LibreOffice."""
    one: Any = ("COST_EFC", (1.0, 2.0, 3.0))
    table: Any = (
        "ACT_TO_DATE",
        (
            tuple((str(2200 + row % 40),) for row in range(ROWS)),
            tuple((46000.0 + row % 300,) for row in range(ROWS)),
            tuple((row % 977 + 0.25,) for row in range(ROWS)),
            2210.0,
        ),
    )
    for name, message in (("three cells", one), (f"three columns of {ROWS}", table)):
        took = {
            "marshal": _each(partial(_marshalled, message)),
            "json": _each(partial(_as_json, message)),
            "pickle": _each(partial(_pickled, message)),
            "the function itself": _each(partial(rows, *message)),
        }
        shown = ", ".join(f"{way} {seconds * 1e6:,.1f} µs" for way, seconds in took.items())
        print(f"there and back, {name}: {shown}")


def _marshalled(message: Any) -> object:
    return marshal.loads(marshal.dumps(message, 2))  # noqa: S302 - our own bytes


def _as_json(message: Any) -> object:
    return json.loads(json.dumps(message))


def _pickled(message: Any) -> object:
    return pickle.loads(pickle.dumps(message, 5))  # noqa: S301 - our own bytes


def _told(what: str, found: Outcome, count: int) -> float:
    typical = statistics.median(found.seconds[1:])
    print(f"{what}: {typical * 1000:.1f} ms, {typical / count * 1e6:.1f} µs each")
    return typical


def _each(work: Callable[[], object]) -> float:
    """Seconds a time: the median of several goes of a twentieth of a second."""
    work()
    goes = []
    for _ in range(9):
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < 0.05:
            work()
            count += 1
        goes.append((time.perf_counter() - began) / count)
    return statistics.median(goes)


def main() -> None:
    """Print the figures."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise SystemExit("LibreOffice is not installed")
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else CELLS
    print(f"Python {platform.python_version()}, {platform.machine()}")
    pipe()
    with tempfile.TemporaryDirectory(prefix="tieout-") as name:
        profile = Path(name) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        with Calc(office, profile=profile) as calc:
            scalar(calc, cells)
            whole_range(calc)


if __name__ == "__main__":
    main()
