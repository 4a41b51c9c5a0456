"""IronCalc: an engine that can save what it computed."""
# mypy: disable-error-code="import-not-found, import-untyped"
# The library is in an environment of its own only.

from __future__ import annotations

import ironcalc

from benchmarks.writers.drivers.serve import Job, serve, value


def edit(job: Job) -> None:
    """Load, set the cells, compute, save."""
    model = ironcalc.load_from_xlsx(job["source"], "en", "UTC", "en")
    names = [one["name"] for one in model.get_worksheets_properties()]
    sheet = names.index(job["sheet"])
    for one in job["edits"]:
        write = getattr(model, f"update_cell_with_{one['kind']}")
        write(sheet, one["row"], one["column"], value(one))
    model.evaluate()
    model.save_to_xlsx(job["target"])


if __name__ == "__main__":
    serve(edit)
