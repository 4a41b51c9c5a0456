"""What a call through xlwings costs above a call of the registry; and what its conversions would.

Excel and COM are not in it: the time from the arguments as COM delivers them to the values as COM
takes them, with xlwings' own ``CallUDF`` (Windows' part is stood in for, see the tests). Each round
times all ways one after the other; the ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from addin.hosts.desktop.vba import PYTHON_MODULE
from addin.udfs.catalogue import call
from tests.hosts.desktop.windows_stand_in import Windows

ROUNDS: Final = 15
ROWS: Final = 5_000
Way = Callable[[], object]


def main() -> None:
    """Print the tables."""
    windows = Windows()
    converted = _with_xlwings_conversions(windows)
    udf = windows.server.CallUDF
    accounts = tuple((float(1100 + at % 90),) for at in range(ROWS))
    days = tuple((46082.0 + at % 28,) for at in range(ROWS))
    amounts = tuple((round(at * 1.37, 2),) for at in range(ROWS))
    for title, name, arguments, times in (
        ("one scalar call", "COST_EFC", (12000.0, 3500.0, 4500.0), 300),
        (f"one call over {ROWS:,} rows", "ACT_TO_DATE", (accounts, days, amounts, 1105.0), 1),
        (f"a scalar function over {ROWS:,} cells", "COST_EFC", (amounts, 1.0, 2.0), 1),
    ):
        _print(
            title,
            {
                "the registry": partial(call, name, arguments),
                "through xlwings, as in the add-in": partial(udf, PYTHON_MODULE, name, arguments),
                "through xlwings, with its conversions": partial(udf, converted, name, arguments),
            },
            times,
        )
    _print_imports()


def _with_xlwings_conversions(windows: Windows) -> str:
    """Our module once more, its functions declared as xlwings' manual shows: ndim=2, err_to_str."""
    module: Any = type(sys)("with_conversions")
    for name in ("COST_EFC", "ACT_TO_DATE"):
        ours = getattr(windows.functions, name)

        def converted(*arguments: object, name: str = name) -> object:
            return call(name, [None if a == [[None]] else a for a in arguments])

        converted.__name__ = name
        converted.__annotations__ = {}
        converted.__signature__ = ours.__signature__  # type: ignore[attr-defined]
        for argument in ours.__xlfunc__["args"]:
            windows.udfs.xlarg(argument["name"], ndim=2, err_to_str=True)(converted)
        setattr(module, name, converted)
    windows.udfs.udf_modules["with_conversions"] = {
        "filename": PYTHON_MODULE, "filetime": None, "module": module,
    }  # fmt: skip
    return "with_conversions"


def _print(title: str, ways: dict[str, Way], times: int) -> None:
    rounds: list[list[float]] = []
    for _ in range(ROUNDS):
        seconds = []
        for way in ways.values():
            begin = time.perf_counter()
            for _ in range(times):
                way()
            seconds.append((time.perf_counter() - begin) / times)
        rounds.append(seconds)
    print(f"\n{title}: microseconds, and times the registry")
    for at, name in enumerate(ways):
        median = statistics.median(each[at] for each in rounds) * 1e6
        ratio = statistics.median(each[at] / each[0] for each in rounds)
        print(f"  {name:40} {median:12,.1f} {ratio:8.2f}")


def _print_imports() -> None:
    """What a cold formula waits for: our module, beside xlwings as it imports itself."""
    print("\nimports in a process of their own: milliseconds, and times ours")
    ours = [_import(PYTHON_MODULE) for _ in range(5)]
    alone = [_import("xlwings") for _ in range(5)]
    for name, seconds in (("our module, with xlwings", ours), ("xlwings alone, as it is", alone)):
        median = statistics.median(seconds)
        print(f"  {name:40} {median * 1e3:12,.0f} {median / statistics.median(ours):8.2f}")


def _import(module: str) -> float:
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
