"""What a spreadsheet function costs: one call, a whole column, and the import before the first.

    python -m benchmarks.functions [--rows 5000] [--repeat 15]

*One call* is ``udfs.catalogue.call`` with values as a host hands them over, beside the Python
function behind it with arguments that are ready: the difference is reading, checking and showing.
*A column* is one call over columns of a ledger as lists of cells, made anew for each run, beside
pandas doing the same sum from the same lists. *In a workbook* are cells of a ledger's sheet, worked
out anew, beside Excel's own functions in the same evaluator. *Import* is a process of its own that
works out one formula, or loads every function, and ends, less one that does nothing. CPU seconds;
the best of several runs, and the median in brackets. The aims are those of the project; nothing
fails when one is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from benchmarks.functions_columns import OVER_COLUMNS, Columns, ledger, production

AIM_CALL, AIM_COLUMN, AIM_IMPORT = 15e-6, 25e-3, 0.150
HEAVY: Final = ("pandas", "numpy", "openpyxl", "sqlalchemy", "rich", "xlwings", "click")
SINGLE: Final[Sequence[tuple[str, tuple[object, ...]]]] = (
    ("COST_EFC", (12000.0, 3500.0, 4500.0)),
    ("COST_VARIANCE", (18000.0, 20000.0)),
    ("PO_OPEN", (1200.0, 300.0)),
    ("SCHED_EIGHTHS", ("2 3/8",)),
    ("FRINGE_PERCENT", (52000.0, 0.062, 45000.0, 10000.0)),
    ("ACT_SUM", ([[100.0], [200.0]], [["2210"], ["2300"]], [["2210"]])),
)
COLD: Final[Sequence[tuple[str, tuple[object, ...]]]] = (
    ("COST_EFC", (12000.0, 3500.0, 4500.0)),
    ("BUD_TOPSHEET", ([["1110"], ["1120"]], [[10.0], [20.0]])),
    ("SCHED_WORKDAYS", (46083.0, 46100.0)),
)
"""Formulas of three nouns of different size, for the import before the first."""


def seconds(work: Callable[[], object], repeat: int, times: int = 1) -> tuple[float, float]:
    """CPU seconds of one run: the best and the median of several."""
    found = []
    for _ in range(repeat):
        start = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - start) / times)
    return min(found), statistics.median(found)


def single(repeat: int) -> None:
    """Calls with single values."""
    from addin.udfs.catalogue import FUNCTIONS, call  # noqa: PLC0415 - its import is measured too

    print(f"One call, microseconds (aim: {AIM_CALL * 1e6:.0f} over the bare function)")
    for name, given in SINGLE:
        found = FUNCTIONS[name]
        ready = [p.read(value) for p, value in zip(found.parameters, given, strict=False)]
        repeating = found.parameters[-1]
        ready += [repeating.read(value) for value in given[len(ready) :]]
        bare, bare_median = seconds(partial(found.python, *ready), repeat, 2000)
        whole, whole_median = seconds(partial(call, name, given), repeat, 2000)
        over = whole - bare
        print(
            f"  {name:24} {whole * 1e6:7.1f} ({whole_median * 1e6:.1f})   bare {bare * 1e6:6.1f}"
            f" ({bare_median * 1e6:.1f})   over {over * 1e6:6.1f}  {_met(over, AIM_CALL)}"
        )


def columns(rows: int, repeat: int) -> None:
    """Calls over whole columns, and pandas beside them."""
    from addin.udfs.catalogue import call  # noqa: PLC0415 - its import is measured too

    print(f"\nOne call over {rows:,} rows, milliseconds (aim: {AIM_COLUMN * 1e3:.0f})")
    base = production(rows)
    for name, given in OVER_COLUMNS:

        def once(name: str = name, given: Callable[[Columns], list[object]] = given) -> float:
            fresh = given({key: [list(row) for row in column] for key, column in base.items()})
            start = time.process_time()
            call(name, fresh)
            return time.process_time() - start

        found = sorted(once() for _ in range(repeat))
        print(
            f"  {name:24} {found[0] * 1e3:7.1f} ({statistics.median(found) * 1e3:.1f})"
            f"   {_met(found[0], AIM_COLUMN)}"
        )
    peer = sorted(with_pandas(base) for _ in range(repeat))
    print(
        f"  {'pandas: ACT_TO_DATE':24} {peer[0] * 1e3:7.1f} ({statistics.median(peer) * 1e3:.1f})"
        "   the same sum from the same cells"
    )


def with_pandas(base: Columns) -> float:
    """CPU seconds of one account's cost to date with pandas, from cells to a number."""
    import pandas as pd  # noqa: PLC0415 - a peer, in no function of ours

    fresh = {key: [list(row) for row in column] for key, column in base.items()}
    start = time.process_time()
    frame = pd.DataFrame(
        {key: [row[0] for row in fresh[key][1:]] for key in ("accounts", "dates", "amounts")}
    )
    frame["dates"] = pd.to_datetime(frame["dates"], unit="D", origin="1899-12-30")
    until = pd.Timestamp(dt.date(1899, 12, 30) + dt.timedelta(days=46150))
    wanted = frame[(frame["accounts"] == "2000") & (frame["dates"] <= until)]
    round(float(wanted["amounts"].sum()), 2)
    return time.process_time() - start


def in_workbooks(rows: int, repeat: int) -> None:
    """Cells that call a function, worked out by Tieout's evaluator beside Excel's own functions."""
    from addin import wiring  # noqa: PLC0415 - its import is no part of the first figures
    from addin.tables.table import Book, Sheet  # noqa: PLC0415

    engine = wiring.engine("own")
    base = ledger(rows)
    cells = [
        [*(base[name][row][0] for name in ("accounts", "dates", "amounts")), 100.0 + row, 20.0, 3.0]
        for row in range(1, rows + 1)
    ]
    areas = [f"${letter}$1:${letter}${rows}" for letter in "ABC"]
    accounts, dates, amounts = areas
    each: dict[str, Callable[[int], str]] = {
        "COST_EFC(D,E,F)": lambda row: f"COST_EFC(D{row},E{row},F{row})",
        "D+E+F": lambda row: f"D{row}+E{row}+F{row}",
    }
    over: dict[str, Callable[[int], str]] = {
        "ACT_TO_DATE": lambda row: f"ACT_TO_DATE({accounts},{dates},{amounts},A{row},46150)",
        "SUMIFS": lambda row: f'SUMIFS({amounts},{accounts},A{row},{dates},"<="&46150)',
    }
    print("\nIn a workbook, milliseconds for all cells")
    for count, formulas in ((rows, each), (60, over)):
        for name, formula in formulas.items():
            texts = {(row, 8): formula(row) for row in range(1, count + 1)}
            sheet = Sheet("Ledger", cells, texts, uncached=frozenset(texts))  # type: ignore[arg-type]
            best, median = seconds(
                partial(engine.recalculate, Book("Book.xlsx", (sheet,)), b""), max(3, repeat // 3)
            )
            print(f"  {count:6,} cells {name:16} {best * 1e3:7.1f} ({median * 1e3:.1f})")


def imports(repeat: int) -> None:
    """A process that works out one formula, or loads all functions, less one that does nothing."""
    check = f"import sys; assert not set({HEAVY!r}) & {{m.partition('.')[0] for m in sys.modules}}"
    base, _ = _processes("pass", repeat)
    pandas, _ = _processes("import pandas", max(3, repeat // 3))
    print(f"\nImport, milliseconds (aim: {AIM_IMPORT * 1e3:.0f}, none of {', '.join(HEAVY)})")
    cold = {f"and {name}": f"call({name!r}, {given!r})" for name, given in COLD}
    for told, code in {**cold, "and every function": "len(FUNCTIONS)"}.items():
        whole, median = _processes(
            f"from addin.udfs.catalogue import FUNCTIONS, call\n{code}\n{check}", repeat
        )
        took = whole - base
        print(f"  the catalogue {told:24} {took * 1e3:7.1f} ({(median - base) * 1e3:.1f})", end=" ")
        print(_met(took, AIM_IMPORT))
    print(f"  {'pandas':38} {(pandas - base) * 1e3:7.1f}")


def _processes(code: str, repeat: int) -> tuple[float, float]:
    """CPU seconds of a process: the best and the median; the first run warms the disk."""
    found = []
    for _ in range(repeat + 1):
        start = _of_children()
        subprocess.run([sys.executable, "-c", code], check=True)
        found.append(_of_children() - start)
    return min(found[1:]), statistics.median(found[1:])


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _met(value: float, aim: float) -> str:
    return "" if value <= aim else f"misses its aim by {value / aim:.1f} times"


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--repeat", type=int, default=15)
    asked = parser.parse_args()
    single(asked.repeat)
    columns(asked.rows, asked.repeat)
    in_workbooks(asked.rows, asked.repeat)
    imports(asked.repeat)


if __name__ == "__main__":
    main()
