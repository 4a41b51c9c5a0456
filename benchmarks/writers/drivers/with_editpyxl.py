"""editpyxl."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

from editpyxl import Workbook

from benchmarks.writers.drivers.serve import Job, place, serve


def edit(job: Job) -> None:
    """Open, set the cells, save."""
    book = Workbook()
    book.open(job["source"])
    sheet = book[job["sheet"]]
    for one in job["edits"]:
        cell = sheet.cell(place(one))
        if one["kind"] == "formula":
            cell.formula = one["value"]
        else:
            cell.value = one["value"]
    book.save(job["target"])
    book.close()


if __name__ == "__main__":
    serve(edit)
