"""``tieout reconcile``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.terminal import Console
from addin.jobs.reconcile import Reconciled
from addin.jobs.reconcile import reconcile as reconcile_job
from addin.ports import Kept
from addin.reports.reconciliation_as_json import reconciliation_as_json
from addin.reports.reconciliation_as_text import reconciliation_as_text


@click.command(short_help="Tie two lists out, row by row, to a difference of zero.")
@options.place
@click.option("--pair", metavar="WORDS", default="", help="Only lists or pairs that these name.")
@click.option("--write", is_flag=True, help="Put the statements onto a sheet of the workbooks.")
@click.option("--all", "every", is_flag=True, help="List every open line, not the first ones.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option("--html", "html_file", metavar="FILE", help="Write the result as one HTML page.")
@options.history
@options.today
def reconcile(
    place: Path,
    pair: str,
    json_file: str | None,
    html_file: str | None,
    history: str | None,
    today: dt.datetime | None,
    *,
    write: bool,
    every: bool,
    no_history: bool,
) -> int:
    """Tie every two lists of a production out: orders and invoices, bank and books, cards.

    Each pair begins with the difference of its totals and ends at zero: matched, suggested, at
    another amount, on one side only. Nothing is changed in a workbook without --write, and then
    only a sheet is added. 'tieout decide' accepts or rejects suggestions.

    Exit status: 0 every row has its partner, 1 lines are open, 2 could not run.
    """
    with wiring.kept(place, history, off=no_history) as kept:
        done = run(place, kept, pair=pair, today=today, write=write)
    report = done.report
    if json_file == "-":
        click.echo(reconciliation_as_json(report), nl=False)
    else:
        Console(soft_wrap=False).print(reconciliation_as_text(report, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), reconciliation_as_json(report))
    if html_file:
        # jinja2 only where a page is made
        from addin.reports.reconciliation_as_page import reconciliation_as_page  # noqa: PLC0415

        wiring.save_text(Path(html_file), reconciliation_as_page(report))
        click.echo(f"The page is in {html_file}.", err=True)
    for refused in done.refused:
        click.echo(f"No reconciliation sheet was written: {refused}", err=True)
    if done.refused:
        return 2
    return 1 if report.open else 0


def run(
    place: Path,
    kept: Kept | None,
    *,
    pair: str = "",
    today: dt.datetime | None = None,
    write: bool = False,
) -> Reconciled:
    """Reconcile one production with everything wired."""
    return reconcile_job(
        wiring.workbooks(place),
        wiring.settings_of(place),
        name=wiring.production_name(place),
        folder=str(place),
        at=options.moment(today),
        kept=kept,
        pair=pair,
        write=write,
    )
