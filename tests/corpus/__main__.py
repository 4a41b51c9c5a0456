"""Run the battery over folders of workbooks: ``python -m tests.corpus FOLDER...``.

Prints what became of every edit, and each failure. ``--json FILE`` keeps the outcomes and takes up
where an earlier run stopped, ``--keep FOLDER`` keeps the edited workbooks, ``--every N`` takes one
file in N by a fixed rule, ``--shard 1/2`` the first of two parts.
"""

# ruff: noqa: T201 - a program that prints
from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tests.corpus.battery import judged
from tests.corpus.sample import sampled, workbooks_in

Outcomes = dict[str, dict[str, str]]  # file → edit → what became of it


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
    outcomes = run(
        sampled(files, chosen.every)[int(number) - 1 :: int(of)], chosen.json, chosen.keep
    )
    return printed(outcomes)


def run(files: list[Path], results: Path | None, keep: Path | None) -> Outcomes:
    """The battery on every file; what went wrong is printed at once."""
    outcomes: Outcomes = {}
    if results and results.exists():
        outcomes = json.loads(results.read_text("utf-8"))
    for done, path in enumerate(files, 1):
        name = f"{path.parent.name}/{path.name}"
        if name not in outcomes:
            verdict = judged(path.read_bytes())
            outcomes[name] = dict(verdict.outcomes)
            for step, outcome in verdict.wrong.items():
                print(f"{name}: {step}: {outcome}", flush=True)
            if keep and verdict.result:
                (keep / f"{path.parent.name}__{path.name}").write_bytes(verdict.result)
        if results and (done % 25 == 0 or done == len(files)):
            results.write_text(json.dumps(outcomes, indent=1), "utf-8")
    return outcomes


def printed(outcomes: Mapping[str, Mapping[str, str]]) -> int:
    """Print how often each outcome was; 1 when something went wrong."""
    tally: dict[str, Counter[str]] = {}
    for steps in outcomes.values():
        for step, outcome in steps.items():
            tally.setdefault(step, Counter())[outcome.partition(": ")[0]] += 1
            tally[step][outcome] += not outcome.startswith(("kept", "WRONG"))
    for step, counts in tally.items():
        print(f"\n{step}")
        print(*(f"{count:7} {outcome}" for outcome, count in counts.most_common()), sep="\n")
    wrong = sum(counts["WRONG"] for counts in tally.values())
    print(f"\n{len(outcomes)} files, {wrong} edits wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
