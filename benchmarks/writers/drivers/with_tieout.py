"""Tieout's patcher, as a command uses it: hash check, verified copy, atomic replacement, backup."""

from __future__ import annotations

import shutil
from pathlib import Path

from addin.adapters.xlsx.patcher import write
from addin.tables.changes import Changes
from addin.tables.table import CellEdit
from benchmarks.writers.drivers.serve import Job, serve, value


def edit(job: Job) -> None:
    """Copy, since Tieout writes in place; then write."""
    target = Path(job["target"])
    shutil.copyfile(job["source"], target)
    edits = [
        CellEdit(job["sheet"], one["row"], one["column"], value(one), one["kind"] == "formula")
        for one in job["edits"]
    ]
    try:
        write(target, Changes(tuple(edits)))
    except Exception:
        target.unlink()  # a copy without the edit is no result
        raise


if __name__ == "__main__":
    serve(edit)
