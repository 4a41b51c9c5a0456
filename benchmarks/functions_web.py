"""One recalculation of 10,000 formulas through Office.js: Node, our script, our server over HTTP.

    python -m benchmarks.functions_web [--calls 10000] [--column-calls 1000] [--repeat 3]

*Single cells*: 10,000 ``COST_EFC``, each with its own three cells. *One column*: 1,000
``ACT_BELOW`` filled down, each with its own account and the same two columns of a ledger. The
script runs in Node, which stands in for Excel's runtime; the server is the one that ``tieout
serve`` starts, over http on this computer. Beside it, in the same run and with the same server,
what is done without batches: a request for each formula, six on their way at once as in browsers;
and batches without the ranges that formulas share. Wall seconds from the first call to the last
answer, the best of several runs, and the median in brackets. What Excel itself adds is not in
them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

from addin.hosts.web.description import Place
from addin.hosts.web.metadata import metadata
from addin.hosts.web.script import functions_js
from addin.udfs.catalogue import FUNCTIONS
from tests.hosts.web.serving_here import running

RUN: Final = Path(__file__).parents[1] / "tests" / "hosts" / "web" / "run.cjs"
LEDGER_ROWS: Final = 2_000
SINGLE: Final = ("COST_EFC", "i", "i / 4", "100")
COLUMN: Final = ("ACT_BELOW", "accounts", "null", "amounts", "1000 + i % 60")
RECALCULATION: Final = """
const accounts = Array.from({length: given.rows}, (_, i) => [1000 + i % 60]);
const amounts = Array.from({length: given.rows}, (_, i) => [i + 0.25]);
const found = [];
for (let run = 0; run <= given.repeat; run += 1) {
  const began = performance.now();
  const answers = await Promise.all(Array.from({length: given.calls}, (_, i) => CALL));
  if (run > 0) found.push((performance.now() - began) / 1000); // the first warms up
  if (answers.some((one) => typeof one !== "number")) throw new Error("no number: " + answers[0]);
}
return found;
"""
WAYS: Final = {
    "Tieout": "",
    "without shared ranges": "tieoutKnown = () => undefined;",
    "a request each": "TIEOUT.calls = 1; TIEOUT.wait = 0; tieoutLimit.posts = 6;",
}


def measured(place: Place, way: str, call: tuple[str, ...], calls: int, repeat: int) -> list[float]:
    """Seconds of each recalculation."""
    name, *given = call
    given += ["null"] * (len(FUNCTIONS[name].parameters) - len(given))
    asking = f"tieoutTest.functions.{name}({', '.join(given)}, {{}})"
    asked = {
        "script": functions_js(place),
        "metadata": metadata(place),
        "given": {"calls": calls, "repeat": repeat, "rows": LEDGER_ROWS},
        "then": way + RECALCULATION.replace("CALL", asking),
    }
    done = subprocess.run(
        ["node", str(RUN), "page"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    found: list[float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--column-calls", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    with running() as server:
        place = Place(server.base, server.key)
        for title, call, calls in (
            ("single cells", SINGLE, asked.calls),
            (f"one column over {LEDGER_ROWS:,} rows", COLUMN, asked.column_calls),
        ):
            print(f"{calls:,} formulas, {title}")
            ours = 0.0
            for name, way in WAYS.items():
                found = measured(place, way, call, calls, asked.repeat)
                best, median = min(found), statistics.median(found)
                ours = ours or best
                each = best / calls * 1e6
                print(
                    f"  {name:24} {best:7.2f} s ({median:.2f})   {each:7.1f} µs a formula"
                    f"   {best / ours:6.1f} times"
                )


if __name__ == "__main__":
    main()
