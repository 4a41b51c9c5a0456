"""Spire.XLS Free: a commercial library's free edition."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

from spire.xls import ExcelVersion, Workbook

from benchmarks.writers.drivers.serve import Job, serve


def edit(job: Job) -> None:
    """Load, set the cells, save."""
    book = Workbook()
    try:
        book.LoadFromFile(job["source"])
        sheet = book.Worksheets[job["sheet"]]
        for one in job["edits"]:
            cell = sheet.Range[one["row"], one["column"]]
            if one["kind"] == "formula":
                cell.Formula = f"={one['value']}"
            elif one["kind"] == "number":
                cell.NumberValue = one["value"]
            else:
                cell.Text = one["value"]
        book.SaveToFile(job["target"], ExcelVersion.Version2016)
    finally:
        book.Dispose()


if __name__ == "__main__":
    serve(edit)
