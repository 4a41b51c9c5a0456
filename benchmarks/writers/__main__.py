"""The same edits by every writer: ``python -m benchmarks.writers FOLDER --writers tieout,wolfxl``.

Each writer runs in a process of its own; those that are not ours in throw-away virtualenvs (or a
folder of npm packages) below ``--tools``. ``--json`` keeps the results, and takes up where an
earlier run stopped; ``--tables FILE`` writes them as Markdown.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.writers import libreoffice, tables
from benchmarks.writers.child import Child
from benchmarks.writers.judge import Original, Result, judged
from benchmarks.writers.roster import WRITERS, Writer, prepared, version
from benchmarks.writers.validator import Validator
from tests.corpus.opened import Unopened
from tests.corpus.sample import sampled, workbooks_in

SECONDS = 60.0


class Run:
    """One run over files; the validator and the originals' objections are shared by all writers."""

    def __init__(self, folder: Path, validator: Validator | None) -> None:
        self.folder, self.validator = folder, validator
        self._objections: dict[Path, Counter[str]] = {}

    def result(self, path: Path, target: Path, answer: dict[str, Any], *, converts: bool) -> Result:
        """What a writer made of a file."""
        error = answer["error"] or ("" if target.exists() else "it wrote nothing")
        if error:
            return Result(error)
        found = judged(Original(path.read_bytes()), target.read_bytes(), converts=converts)
        found.seconds = answer["seconds"]
        if self.validator is not None:
            if path not in self._objections:
                self._objections[path] = self.validator.objections(path)
            found.invalid = sorted(self.validator.objections(target) - self._objections[path])
        return found

    def edited(self, writer: Writer, files: Sequence[Path], tools: Path) -> dict[str, Result]:
        """What a writer made of files, one after another."""
        found: dict[str, Result] = {}
        with Child(*prepared(writer, tools)) as child:
            for path in files:
                try:
                    asked = Original(path.read_bytes()).asked
                except (Unopened, ValueError):
                    continue
                if asked is None:
                    continue
                # A copy: one of the writers was seen to write into the file it was to read.
                source = shutil.copyfile(path, self.folder / f"source{path.suffix}")
                target = self.folder / f"{writer.name}{path.suffix}"
                target.unlink(missing_ok=True)
                job = {
                    "source": str(source),
                    "target": str(target),
                    "sheet": asked.sheet,
                    "edits": asked.edits,
                }
                answer = child.answer(job, SECONDS)
                result = self.result(path, target, answer, converts=False)
                result.source_changed = source.read_bytes() != path.read_bytes()
                source.unlink()
                found[name_of(path)] = result
        return found

    def converted(self, files: Sequence[Path]) -> dict[str, Result]:
        """What LibreOffice makes of files."""
        into, sources = self.folder / "saved", self.folder / "sources"
        into.mkdir()
        sources.mkdir()
        copies = {}
        for number, path in enumerate(files):
            copies[shutil.copyfile(path, sources / f"{number:05}{path.suffix}")] = path
        times = libreoffice.saved(list(copies), into)
        found: dict[str, Result] = {}
        for copy, path in copies.items():
            answer = {"error": "" if copy in times else "failed", "seconds": times.get(copy, 0)}
            try:
                target = into / f"{copy.stem}.xlsx"
                found[name_of(path)] = self.result(path, target, answer, converts=True)
            except (Unopened, ValueError):
                continue
        return found


def name_of(path: Path) -> str:
    """How results call a file."""
    return f"{path.parent.name}/{path.name}"


def main() -> int:
    """Run the writers that were asked for, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--writers", default=",".join(one.name for one in WRITERS))
    parser.add_argument("--every", type=int, default=1, help="one file in N, by a fixed rule")
    parser.add_argument("--tools", type=Path, default=Path(tempfile.gettempdir()) / "writers")
    parser.add_argument("--json", type=Path, help="keep results here, and go on from them")
    parser.add_argument("--tables", type=Path, help="write the tables here")
    parser.add_argument("--no-sdk", action="store_true", help="without the Open XML SDK")
    options = parser.parse_args()
    files = [path for folder in options.folders for path in workbooks_in(folder)]
    results: dict[str, dict[str, dict[str, Any]]] = {}
    if options.json and options.json.exists():
        results = json.loads(options.json.read_text("utf-8"))
    chosen = options.writers.split(",")
    for writer in [one for one in WRITERS if one.name in chosen and one.name not in results]:
        mine = sampled(sampled(files, options.every), writer.one_in)
        with tempfile.TemporaryDirectory() as folder:
            validator = None if options.no_sdk else Validator(options.tools)
            run = Run(Path(folder), validator)
            try:
                done = run.converted(mine) if writer.converts else run.edited(
                    writer, mine, options.tools
                )  # fmt: skip
            except (subprocess.CalledProcessError, FileNotFoundError) as error:
                print(f"{writer.name} does not run here: {error}", file=sys.stderr)
                continue
            finally:
                if validator is not None:
                    validator.__exit__(None, None, None)
        results[writer.name] = {name: one.as_dict() for name, one in done.items()}
        if options.json:
            options.json.write_text(json.dumps(results), "utf-8")
    labels = {}
    for writer in WRITERS:
        number = version(writer, options.tools) if writer.name in results else ""
        labels[writer.name] = f"{writer.name} {number}".strip()
    shown = f"{tables.overview(results, labels)}\n\n{tables.by_feature(results, {})}\n"
    print(shown, tables.refusals(results), sep="\n")
    if options.tables:
        options.tables.write_text(shown, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
