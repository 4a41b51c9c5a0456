"""excelize, the Go library, through its Python binding."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

import excelize

from benchmarks.writers.drivers.serve import Job, place, serve


def edit(job: Job) -> None:
    """Open, set the cells, save as."""
    book = excelize.open_file(job["source"])
    try:
        for one in job["edits"]:
            if one["kind"] == "formula":
                book.set_cell_formula(job["sheet"], place(one), one["value"])
            else:
                book.set_cell_value(job["sheet"], place(one), one["value"])
        book.save_as(job["target"])
    finally:
        book.close()


if __name__ == "__main__":
    serve(edit)
