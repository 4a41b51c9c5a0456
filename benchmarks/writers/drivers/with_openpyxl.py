"""openpyxl's load and save; also paper-xlsx, which takes its name."""

from __future__ import annotations

import warnings

import openpyxl

from benchmarks.writers.drivers.serve import Job, serve, value


def edit(job: Job) -> None:
    """Load, set the cells, save."""
    macros = job["source"].lower().endswith((".xlsm", ".xltm"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(job["source"], keep_vba=macros)
        for one in job["edits"]:
            book[job["sheet"]].cell(one["row"], one["column"]).value = value(one)
        book.save(job["target"])


if __name__ == "__main__":
    serve(edit)
