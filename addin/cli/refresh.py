"""``tieout refresh``."""

from __future__ import annotations

from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.saying import say
from addin.jobs.apply import apply_all
from addin.jobs.refresh_cost_report import refresh_cost_report
from addin.udfs.in_formulas import in_formulas


@click.command(short_help="Bring the cost report up to date with ledger and PO log.")
@options.place
@click.option("--sheet", default="", help="Which report, if there are several: its sheet.")
@click.option("--write", is_flag=True, help="Do it; without, it is only shown.")
def refresh(place: Path, sheet: str, *, write: bool) -> int:
    """Bring the cost report up to date: cost of the period, cost to date, commitments.

    Only figures that people type are changed, and what follows from them in the same row. Formulas
    stay and get fresh values. The EFC or ETC that a person holds is never touched. Without --write
    the changes are only shown.

    Exit status: 0 up to date (or brought up to date), 1 something would change, 2 could not run.
    """
    workbooks = wiring.workbooks(place)
    plan = refresh_cost_report(
        workbooks,
        wiring.settings_of(place),
        wiring.production_name(place),
        sheet=sheet,
        functions=in_formulas(),
    )
    for line in plan.report.lines():
        say(f"  {line}")
    say(f"{plan.report.workbook}, {plan.report.told(done=write)}")
    if not plan.report.updates:
        return 0
    if not write:
        say("Nothing was written. --write does it.")
        return 1
    for touched in apply_all(workbooks, (plan.batch,)):
        say(f"Written; as it was: {touched.backup}")
    return 0
