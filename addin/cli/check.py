"""``tieout check``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.terminal import Console
from addin.findings import Severity
from addin.hosts.engine_of_check import engine_of_check
from addin.jobs.check import Checked
from addin.jobs.check import check as check_job
from addin.jobs.without_pauses import without_pauses
from addin.reports.as_json import as_json
from addin.reports.as_page import as_page
from addin.reports.as_text import as_text


@click.command(short_help="Say what does not tie in a production's workbooks.")
@options.place
@click.option("--write", is_flag=True, help="Put a findings sheet into the workbooks concerned.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option("--html", "html_file", metavar="FILE", help="Write the result as one HTML page.")
@click.option("--fail-at", type=options.severities, help="Lowest severity for exit status 1.")
@click.option("--notes", is_flag=True, help="List notes and suggestions too.")
@click.option("--all", "every", is_flag=True, help="List every finding of a rule, not the first 5.")
@options.history
@options.today
def check(
    place: Path,
    history: str | None,
    json_file: str | None,
    html_file: str | None,
    fail_at: str | None,
    today: dt.datetime | None,
    *,
    write: bool,
    notes: bool,
    every: bool,
    no_history: bool,
) -> int:
    """Say what does not tie in the workbooks of a production, each with the cell it points at.

    FOLDER holds its budget, PO log, ledger, cost report, bank and card statements, in any layout.
    Nothing is changed in a workbook without --write, and then only a findings sheet is added.

    Exit status: 0 clean, 1 findings at or above --fail-at (default: error), 2 could not run.
    """
    checked = run(
        place, history=history, no_history=no_history, today=today, write=write, quiet=False
    )
    report = checked.report
    if json_file == "-":
        click.echo(as_json(report), nl=False)
    else:
        least = Severity.NOTE if notes else Severity.WARNING
        Console(soft_wrap=False).print(as_text(report, least, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), as_json(report))
    if html_file:
        wiring.save_text(Path(html_file), as_page(report))
        click.echo(f"The page is in {html_file}.", err=True)
    for refused in checked.refused:
        click.echo(f"No findings sheet was written: {refused}", err=True)
    settings = wiring.settings_of(place)
    threshold = options.severity(fail_at) if fail_at else settings.fail_at
    worst = report.worst()
    if checked.refused:
        return 2
    return 1 if worst is not None and worst >= threshold else 0


def run(
    place: Path,
    *,
    history: str | None = None,
    no_history: bool = False,
    today: dt.datetime | None = None,
    write: bool = False,
    quiet: bool = True,
) -> Checked:
    """Check one production with everything wired."""
    workbooks = wiring.workbooks(place)
    settings = wiring.settings_of(place)
    name = wiring.production_name(place)
    with wiring.kept(place, history, off=no_history) as kept, without_pauses():
        if kept is None and not no_history and not quiet:
            click.echo("No history is kept: the folder cannot be written to.", err=True)
        return check_job(
            workbooks,
            settings,
            name=name,
            folder=str(place),
            at=options.moment(today),
            kept=kept,
            write=write,
            engine=engine_of_check(settings.recalculation),
        )
