"""wolfxl, in its mode for changing files."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

import wolfxl

from benchmarks.writers.drivers.serve import Job, serve, value


def edit(job: Job) -> None:
    """Load, set the cells, save."""
    macros = job["source"].lower().endswith((".xlsm", ".xltm"))
    book = wolfxl.load_workbook(job["source"], modify=True, keep_vba=macros)
    for one in job["edits"]:
        book[job["sheet"]].cell(one["row"], one["column"]).value = value(one)
    book.save(job["target"])


if __name__ == "__main__":
    serve(edit)
