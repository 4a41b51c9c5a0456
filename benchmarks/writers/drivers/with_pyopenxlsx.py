"""pyopenxlsx, OpenXLSX in C++."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

import pyopenxlsx

from benchmarks.writers.drivers.serve import Job, serve


def edit(job: Job) -> None:
    """Load, set the cells, save."""
    book = pyopenxlsx.load_workbook(job["source"])
    sheet = book[job["sheet"]]
    for one in job["edits"]:
        cell = sheet.cell(one["row"], one["column"])
        if one["kind"] == "formula":
            cell.formula = one["value"]
        else:
            cell.value = one["value"]
    book.save(job["target"])
    book.close()


if __name__ == "__main__":
    serve(edit)
