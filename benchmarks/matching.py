"""What matching costs and how good it is, beside the bare join, a merge, and linkage libraries.

    python -m benchmarks.matching --rows 10000 100000 --seed 7
    python -m benchmarks.matching --rows 1000000 --only ours limit merge
    python -m benchmarks.matching --rows 10000 --python /path/to/a/python/with/the/libraries

Every figure is of a process of its own: CPU seconds of the work alone (reading is not counted) and
the peak memory of the whole process. *Limit* is one sort and two searches over ready arrays;
*merge* is a pandas merge on amount and currency with the nearest date, one to one, as a user would.
The libraries run untuned: exact amount blocks, names and dates compared, greedy one to one.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from addin.reconcile.columns import Texts, both_of
from addin.reconcile.match import run
from addin.reconcile.outcome import Tolerance
from addin.reconcile.passes import LEDGERS
from benchmarks.matching_problem import HELD_OUT, TUNED_ON, problem
from benchmarks.matching_score import score

Truth = dict[tuple[int, int], str]
Result = dict[str, Any]
SETS: Final = {**TUNED_ON, **HELD_OUT}
DAYS: Final = (1, 7)


def ours(left: Texts, right: Texts, truth: Truth) -> Result:
    """All strategies, from columns of texts to matches."""
    start = time.process_time()
    found, _ = run(both_of(left, right), LEDGERS, Tolerance())
    seconds = time.process_time() - start
    result = score(found, truth)
    return {
        "seconds": seconds,
        "automatic precision": result.precision,
        "automatic recall": result.recall,
        "recall with suggestions": result.recall_with_suggestions,
        "automatic with a rival": result.rivalled,
        "kinds": {kind: list(shares) for kind, shares in result.kinds.items()},
    }


def limit(left: Texts, right: Texts, truth: Truth) -> Result:
    """The join alone: equal amount and currency, inside the window, on ready arrays."""
    import numpy as np  # noqa: PLC0415 - each contender loads its own libraries

    del truth
    codes = {text: at for at, text in enumerate(sorted({*left.currency, *right.currency}))}
    span = 1 << 20

    def places(texts: Texts) -> Any:
        currency = np.array([codes[text] for text in texts.currency])
        return (np.array(texts.minor) * 8 + currency) * span + np.array(texts.day)

    here, there = places(left), places(right)
    start = time.process_time()
    order = np.argsort(there, kind="stable")
    ordered = there[order]
    low = np.searchsorted(ordered, here - DAYS[0], "left")
    count = np.searchsorted(ordered, here + DAYS[1], "right") - low
    row = np.repeat(np.arange(len(low)), count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    candidates = order[np.repeat(low, count) + offset]
    return {"seconds": time.process_time() - start, "candidates": len(candidates)}


def merge(left: Texts, right: Texts, truth: Truth) -> Result:
    """pandas: merge on amount and currency, keep the nearest date, each row once."""
    import pandas as pd  # noqa: PLC0415

    here, there = _frame(pd, left), _frame(pd, right)
    start = time.process_time()
    both = here.merge(there, on=["minor", "currency"], suffixes=("", "_there"))
    both["days"] = both.day_there - both.day
    both = both[(both.days >= -DAYS[0]) & (both.days <= DAYS[1])].sort_values("days")
    both = both.drop_duplicates("row").drop_duplicates("row_there")
    seconds = time.process_time() - start
    return {"seconds": seconds, **_quality(zip(both.row, both.row_there, strict=True), truth)}


def recordlinkage(left: Texts, right: Texts, truth: Truth) -> Result:
    """recordlinkage: block on amount and currency; names and days added up; greedy one to one."""
    import pandas as pd  # noqa: PLC0415
    import recordlinkage as linkage  # noqa: PLC0415

    here, there = _frame(pd, left).set_index("row"), _frame(pd, right).set_index("row")
    start = time.process_time()
    index = linkage.Index()
    index.block(["minor", "currency"])
    compare = linkage.Compare()
    compare.string("name", "name", method="jarowinkler", label="name")
    compare.numeric("day", "day", method="linear", offset=1, scale=4, label="day")
    compare.exact("reference", "reference", label="reference")
    weights = compare.compute(index.index(here, there), here, there).sum(axis=1)
    pairs = _greedily((i, j, weight) for (i, j), weight in weights.items() if weight >= 1.2)
    return {"seconds": time.process_time() - start, **_quality(pairs, truth)}


def splink(left: Texts, right: Texts, truth: Truth) -> Result:
    """Splink on DuckDB: block on amount, or name; trained on the rows; greedy one to one."""
    import pandas as pd  # noqa: PLC0415
    import splink.comparison_library as compare  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    here, there = (
        _frame(pd, texts).rename(columns={"row": "unique_id"}).replace({"reference": {"": None}})
        for texts in (left, right)
    )
    start = time.process_time()
    settings = SettingsCreator(
        link_type="link_only",
        probability_two_random_records_match=1 / len(there),
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.92, 0.8]),
            compare.ExactMatch("minor"),
            compare.ExactMatch("reference"),
        ],
        blocking_rules_to_generate_predictions=[
            "l.minor = r.minor and l.currency = r.currency and r.day - l.day between -1 and 7"
        ],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(here), database.register(there)], settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("minor", "day"))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    rows = zip(found.unique_id_l, found.unique_id_r, found.match_weight, strict=True)
    pairs = _greedily(rows)
    return {"seconds": time.process_time() - start, **_quality(pairs, truth)}


CONTENDERS: Final[dict[str, Callable[[Texts, Texts, Truth], Result]]] = {
    "ours": ours,
    "limit": limit,
    "merge": merge,
    "recordlinkage": recordlinkage,
    "splink": splink,
}


def _frame(pd: Any, texts: Texts) -> Any:  # pandas, wherever it is installed
    return pd.DataFrame(
        {
            "row": range(len(texts.minor)),
            "minor": texts.minor,
            "day": texts.day,
            "currency": texts.currency,
            "reference": texts.reference,
            "name": [name.upper() for name in texts.name],
        }
    )


def _greedily(weighed: Iterable[tuple[int, int, float]]) -> list[tuple[int, int]]:
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    for i, j, _ in sorted(weighed, key=lambda one: (-one[2], one[0], one[1])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            chosen.append((i, j))
    return chosen


def _quality(pairs: Iterable[tuple[int, int]], truth: Truth) -> Result:
    listed = [(int(i), int(j)) for i, j in pairs]
    right = sum(pair in truth for pair in listed)
    return {"precision": right / max(1, len(listed)), "recall": right / len(truth)}


def main() -> None:
    """Make each problem once, and run each contender on it in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=["default"])
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--python", default=sys.executable, help="one that has the libraries")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        _run(*given.run)
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            for name in given.sets:
                made = problem(rows, given.seed, SETS[name])
                path = Path(folder) / "problem"
                path.write_bytes(
                    pickle.dumps((made.ledger, made.statement, dict(made.truth)), protocol=5)
                )
                print(f"\n{rows} rows, seed {given.seed}, {name}: {len(made.truth)} true pairs")
                del made
                for contender in given.only:
                    _measured(contender, path, given.python)


def _measured(contender: str, path: Path, peers: str) -> None:
    mine = contender in {"ours", "limit"}
    command = [sys.executable if mine else peers, "-m", "benchmarks.matching"]
    done = subprocess.run(
        [*command, "--run", contender, str(path)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()  # nothing if it was ended for want of memory
        print(f"  {contender}: not run: {said[-1] if said else f'ended with {done.returncode}'}")
        return
    result = json.loads(done.stdout.splitlines()[-1])
    kinds = result.pop("kinds", {})
    print(f"  {contender}:", ", ".join(f"{key} {value:.4g}" for key, value in result.items()))
    for kind, (automatic, shown) in kinds.items():
        print(f"    {kind:20} automatic {automatic:.3f}, with suggestions {shown:.3f}")


def _run(contender: str, path: str) -> None:
    left, right, truth = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by main
    result = CONTENDERS[contender](left, right, truth)
    used = resource.getrusage(resource.RUSAGE_SELF)
    result["peak MB"] = used.ru_maxrss / 1024
    print(json.dumps(result))


if __name__ == "__main__":
    main()
