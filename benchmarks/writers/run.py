"""One run: each workbook given to every writer, each result judged beside the same original."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.writers import libreoffice
from benchmarks.writers.child import Child
from benchmarks.writers.judge import Asked, Original, Result, judged
from benchmarks.writers.roster import Writer, prepared
from benchmarks.writers.validator import Validator
from tests.corpus.opened import Unopened
from tests.corpus.sample import sampled

SECONDS = 60.0
MAX_VALIDATED = 150_000
"""Bytes, packed: beyond, the validator in WebAssembly takes minutes."""


def name_of(path: Path) -> str:
    """How results call a file."""
    return f"{path.parent.name}/{path.name}"


class Run:
    """The writers at work, each in a process of its own, and the validator."""

    def __init__(self, folder: Path, tools: Path, stack: ExitStack, *, sdk: bool) -> None:
        self.folder, self.tools, self._stack = folder, tools, stack
        self._children: dict[str, Child] = {}
        self._validator = stack.enter_context(Validator(tools)) if sdk else None

    def on(self, path: Path, writers: Sequence[Writer]) -> Iterator[tuple[Writer, Result]]:
        """What each writer makes of a file; nothing if the file is none that can be judged."""
        try:
            original = Original(path.read_bytes())
        except (Unopened, ValueError):
            return
        if original.asked is None:
            return
        fits = path.stat().st_size <= MAX_VALIDATED
        objections = self._objections(path) if fits else None
        for writer in writers:
            asked = original.asked
            if not writer.makes_cells:
                asked = asked.of_existing(original.cells[asked.sheet])
            if sampled([path], writer.one_in) and asked.edits:
                yield writer, self._edited(path, original, asked, objections, writer)

    def _edited(
        self,
        path: Path,
        original: Original,
        asked: Asked,
        objections: Counter[str] | None,
        writer: Writer,
    ) -> Result:
        # A copy: one of the writers was seen to write into the file it was to read.
        source = Path(shutil.copyfile(path, self.folder / f"source{path.suffix}"))
        target = self.folder / f"{writer.name}{path.suffix}"
        target.unlink(missing_ok=True)
        job = {
            "source": str(source),
            "target": str(target),
            "sheet": asked.sheet,
            "edits": asked.edits,
        }
        if writer.converts:
            times = libreoffice.saved([source], target.parent / "saved")
            saved = target.parent / "saved" / "source.xlsx"
            answer: dict[str, Any] = {"error": "" if times else "it failed"}
            answer["seconds"] = times.get(source, 0.0)
            if times:
                saved.replace(target)
        else:
            answer = self._child(writer).answer(job, SECONDS)
        if answer["error"] or not target.exists():
            found = Result(answer["error"] or "it wrote nothing")
        else:
            found = judged(original, target.read_bytes(), None if writer.converts else asked)
            found.seconds = answer["seconds"]
            if objections is not None:
                found.invalid = sorted(self._objections(target) - objections)
        found.source_changed = source.read_bytes() != original.book.blob
        source.unlink()
        return found

    def _child(self, writer: Writer) -> Child:
        if writer.name not in self._children:
            self._children[writer.name] = self._stack.enter_context(
                Child(*prepared(writer, self.tools))
            )
        return self._children[writer.name]

    def _objections(self, path: Path) -> Counter[str]:
        return self._validator.objections(path) if self._validator else Counter()


def installed(writers: Sequence[Writer], tools: Path) -> list[Writer]:
    """The writers that can be started here; says which cannot."""
    found = []
    for writer in writers:
        try:
            if writer.converts:
                libreoffice.program()
            else:
                prepared(writer, tools)
        except (subprocess.CalledProcessError, FileNotFoundError) as error:
            print(f"{writer.name} does not install here: {error}", file=sys.stderr)
        else:
            found.append(writer)
    return found
