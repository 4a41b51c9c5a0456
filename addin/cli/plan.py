"""``tieout plan``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.terminal import Console
from addin.domain.levelling import level
from addin.domain.levelling_problem import Levelled, Problem
from addin.errors import FileMissing
from addin.findings import Severity
from addin.jobs.plan import Wanted, with_dates
from addin.jobs.plan import plan as plan_job
from addin.reports.plan_as_json import plan_as_json
from addin.reports.plan_as_text import plan_as_text
from addin.reports.plan_page import plan_page

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(short_help="Date a plan: critical path, float, slip, levelling, a Gantt page.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--start", type=_DAY, metavar="DATE", help="When it begins, if not as it says.")
@click.option("--status", type=_DAY, metavar="DATE", help="Progress is as of the end of this day.")
@click.option("--level", "is_levelled", is_flag=True, help="Put work off until people are free.")
@click.option(
    "--solve",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="Level with the solver, for so long at most (needs tieout[solver]).",
)
@click.option("--html", "html_file", metavar="FILE", help="Write a page with a Gantt chart.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option("--write", is_flag=True, help="Put the dates into the workbook, as a sheet.")
@click.option("--fail-at", type=options.severities, help="Lowest severity for exit status 1.")
@click.option("--all", "every", is_flag=True, help="List everything, not the first dozen.")
def plan(
    file: Path,
    start: dt.datetime | None,
    status: dt.datetime | None,
    solve: float | None,
    html_file: str | None,
    json_file: str | None,
    fail_at: str | None,
    *,
    is_levelled: bool,
    write: bool,
    every: bool,
) -> int:
    """Work out when each task of a plan runs, what is critical, and what is later than promised.

    FILE is a plan of Microsoft Project (XML), or a workbook with a task list that has a column of
    predecessors (3, 5FS+2 days). Links of all four kinds with lags, calendars, constraints,
    deadlines, actual dates and progress count as in Microsoft Project. --level puts tasks off so
    that nobody is asked for more than there is. Nothing is changed in a workbook without --write,
    and then only a sheet “Tieout plan” is added, and one of what is late.

    Exit status: 0 no findings at or above --fail-at (default: error), 1 some, 2 could not run.
    """
    if not file.is_file():
        raise FileMissing(str(file))
    settings = wiring.settings_of(file)
    wanted = Wanted(
        None if start is None else dt.datetime.combine(start.date(), dt.time(8)),
        None if status is None else dt.datetime.combine(status.date(), dt.time(23, 59)),
        is_levelled or solve is not None,
        level if solve is None else _solver(solve),
        settings.off,
    )
    workbooks = wiring.workbooks(file)
    report = plan_job(workbooks, file.name, wanted, options.moment(None))
    if json_file == "-":
        click.echo(plan_as_json(report), nl=False)
    else:
        Console(soft_wrap=False).print(plan_as_text(report, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), plan_as_json(report))
    if html_file:
        wiring.save_text(Path(html_file), plan_page(report))
        click.echo(f"The page is in {html_file}.", err=True)
    if write:
        backup = with_dates(workbooks, report)
        click.echo(f"The dates are in {file.name}; the file as it was: {backup}.", err=True)
    least = options.severity(fail_at) if fail_at else Severity.ERROR
    return 1 if any(one.severity >= least for one in report.findings) else 0


def _solver(seconds: float) -> Callable[[Problem], Levelled]:
    """A search that begins with the quick one and improves on it."""
    solver = wiring.levelling_solver()

    def search(problem: Problem) -> Levelled:
        return solver.solve(problem, level(problem), seconds)

    return search
