"""``tieout demo``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from addin import wiring
from addin.cli.check import run
from addin.findings import Severity
from addin.jobs.demo import MARK, TODAY, demo_files
from addin.reports.as_text import as_text


@click.command(short_help="Make a sample production and check it.")
@click.argument(
    "folder", metavar="[FOLDER]", type=click.Path(path_type=Path), default=Path("tieout-demo")
)
def demo(folder: Path) -> int:
    """Make a sample production in FOLDER (tieout-demo) and say what does not tie in it.

    A feature film, nine weeks in: budget, PO log, invoice log, ledger, trial balance, cost report,
    bank, card and petty cash, with some fifty mistakes as they happen. FOLDER must be new or empty,
    or made by this command, which then makes it afresh.

    Exit status: 0 clean, 1 errors found, 2 could not run.
    """
    files = demo_files(wiring.new_workbook)
    wiring.save_new(folder, files, MARK)
    checked = run(folder, today=TODAY)
    Console(soft_wrap=False).print(as_text(checked.report, Severity.WARNING, every=False))
    click.echo(_next_steps(folder))
    worst = checked.report.worst()
    return 1 if worst is not None and worst >= Severity.ERROR else 0


def _next_steps(folder: Path) -> str:
    place = f'"{folder}"' if " " in str(folder) else str(folder)
    day = f"--today {TODAY:%Y-%m-%d}"
    return f"""
The sample production is in {place}. Open its workbooks beside this list, then try:

  tieout check {place} {day} --html findings.html    the same as a page
  tieout check {place} {day} --write                 a findings sheet in each workbook
  tieout explain "{folder / "Cost Report wk09.xlsx"}" "CR wk09!H7"
  tieout adopt {place}                               what each table is taken for

Then point 'tieout check' at a folder of yours."""
