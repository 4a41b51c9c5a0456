"""The same edits by every writer: ``python -m benchmarks.writers FOLDER --writers tieout,wolfxl``.

Each writer runs in a process of its own; those that are not ours in throw-away virtualenvs (or a
folder of npm packages) below ``--tools``. ``--json`` keeps the results, and takes up where an
earlier run stopped; ``--merge`` adds those of other runs; ``--tables`` writes Markdown.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.writers import tables
from benchmarks.writers.roster import WRITERS, version
from benchmarks.writers.run import Run, installed, name_of
from tests.corpus.sample import sampled, workbooks_in

Results = dict[str, dict[str, dict[str, Any]]]  # writer → file → result


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--writers", default=",".join(one.name for one in WRITERS))
    parser.add_argument("--every", type=int, default=1, help="one file in N, by a fixed rule")
    parser.add_argument("--shard", default="1/1", help="the first of two parts: 1/2")
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "writers")
    parser.add_argument("--json", type=Path, help="keep results here, and go on from them")
    parser.add_argument("--merge", type=Path, nargs="*", default=[], help="results of other runs")
    parser.add_argument("--tables", type=Path, help="write the tables here")
    parser.add_argument("--no-sdk", action="store_true", help="without the Open XML SDK")
    return parser.parse_args()


def main() -> int:
    """Run the writers that were asked for, print the tables."""
    options = arguments()
    results: Results = {}
    for path in [*options.merge, *([options.json] if options.json else [])]:
        if path.exists():
            for writer, files in json.loads(path.read_text("utf-8")).items():
                results.setdefault(writer, {}).update(files)
    run(options, results)
    results = {one.name: results[one.name] for one in WRITERS if results.get(one.name)}
    labels = {
        one.name: f"{one.name} {version(one, options.tools)}".strip()
        for one in WRITERS
        if one.name in results
    }
    shown = f"{tables.overview(results, labels)}\n\n{tables.by_feature(results)}\n"
    print(shown, tables.refusals(results), sep="\n")
    if options.tables:
        options.tables.write_text(shown, "utf-8")
    return 0


def run(options: argparse.Namespace, results: Results) -> None:
    """Give each file to the writers, and keep what they made of it."""
    number, _, of = options.shard.partition("/")
    files = [path for folder in options.folders for path in workbooks_in(folder)]
    files = sampled(files, options.every)[int(number) - 1 :: int(of)]
    if not files:
        return
    asked = options.writers.split(",")
    writers = installed([one for one in WRITERS if one.name in asked], options.tools)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "saved").mkdir()
        runner = Run(folder, options.tools, stack, sdk=not options.no_sdk)
        for done, path in enumerate(files, 1):
            name = name_of(path)
            missing = [one for one in writers if name not in results.get(one.name, {})]
            for writer, result in runner.on(path, missing) if missing else ():
                results.setdefault(writer.name, {})[name] = result.as_dict()
            if options.json and (done % 25 == 0 or done == len(files)):
                options.json.write_text(json.dumps(results), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
