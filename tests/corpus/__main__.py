"""Run the battery over folders of workbooks: ``python -m tests.corpus FOLDER... [--shard 1/2]``.

Prints what became of every edit, and each failure. ``--json FILE`` keeps the outcomes,
``--keep FOLDER`` the edited workbooks, ``--every N`` takes one file in N by a fixed rule.
"""

# ruff: noqa: T201 - a program that prints
from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from tests.corpus.battery import judged
from tests.corpus.sample import sampled, workbooks_in


def main() -> int:
    """Run and print; 1 when something went wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--shard", default="1/1")
    options.add_argument("--every", type=int, default=1)
    options.add_argument("--json", type=Path)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    number, _, of = chosen.shard.partition("/")
    files = [path for folder in chosen.folders for path in workbooks_in(folder)]
    files = sampled(files, chosen.every)[int(number) - 1 :: int(of)]
    tally: dict[str, Counter[str]] = {}
    kept: dict[str, dict[str, str]] = {}
    start, wrong = time.perf_counter(), 0
    for path in files:
        verdict = judged(path.read_bytes())
        kept[f"{path.parent.name}/{path.name}"] = dict(verdict.outcomes)
        for step, outcome in verdict.outcomes.items():
            tally.setdefault(step, Counter())[outcome] += 1
        for step, outcome in verdict.wrong.items():
            wrong += 1
            print(f"{path.parent.name}/{path.name}: {step}: {outcome}", flush=True)
        if chosen.keep and verdict.result:
            (chosen.keep / f"{path.parent.name}__{path.name}").write_bytes(verdict.result)
    for step, outcomes in tally.items():
        print(f"\n{step}")
        for outcome, count in outcomes.most_common():
            if not outcome.startswith("WRONG"):
                print(f"{count:7} {outcome}")
    print(f"\n{len(files)} files, {wrong} edits wrong, {time.perf_counter() - start:.0f} s")
    if chosen.json:
        chosen.json.write_text(json.dumps(kept, indent=1), "utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
