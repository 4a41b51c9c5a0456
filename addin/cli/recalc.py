"""``tieout recalc``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from addin import wiring
from addin.cli import options
from addin.cli.terminal import Console
from addin.hosts.libreoffice.on_demand import add_in
from addin.jobs.recalculate import Writing
from addin.jobs.recalculate import recalculate as recalculate_job
from addin.reports.recalc_as_json import recalc_as_json
from addin.reports.recalc_as_text import recalc_as_text


def _listed(context: click.Context, parameter: click.Parameter, asked: object) -> None:
    """Print the engines and end, whatever else was typed."""
    del parameter
    if not asked or context.resilient_parsing:
        return
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for heading in ("Engine", "What it is", "Version", ""):
        table.add_column(heading)
    for one in wiring.engines():
        said = "used by default" if one.is_default else one.advice
        table.add_row(one.name, one.title, one.version or "not here", said)
    Console().print(table)
    context.exit()


@click.command(short_help="Say which formulas show old numbers; put fresh ones in.")
@options.place
@click.option("--write", is_flag=True, help="Put fresh values into the workbooks that need them.")
@click.option("--on-load", is_flag=True, help="Only have Excel compute them when it opens them.")
@click.option("--engine", "engine_name", metavar="NAME", help="What works the formulas out.")
@click.option(
    "--engines",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_listed,
    help="List the engines, and end.",
)
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option("--all", "every", is_flag=True, help="List every cell, not the first 5 of a kind.")
def recalc(
    place: Path,
    engine_name: str | None,
    json_file: str | None,
    *,
    write: bool,
    on_load: bool,
    every: bool,
) -> int:
    """Work out every formula of a production without Excel; say which show old numbers or none.

    Nothing is written without --write or --on-load. --write keeps every formula, puts the values
    that are known beside them, backs each file up, and has Excel compute everything once more when
    it opens it. A workbook whose values all agree is not touched; a value that could not be worked
    out stays as it is.

    Exit status: 0 all numbers shown are current, 1 some are old or missing (and still are), 2 could
    not run, or a workbook could not be recalculated or written.
    """
    if write and on_load:
        raise click.UsageError("Choose one: --write puts values in, --on-load leaves it to Excel.")
    settings = wiring.settings_of(place)
    report = recalculate_job(
        wiring.workbooks(wiring.folder_of(place)),
        wiring.engine(engine_name or settings.recalculation.engine, add_in),
        name=settings.name or wiring.production_name(place),
        folder=str(place),
        only="" if place.is_dir() else place.name,
        ignored=settings.left_out,
        writing=Writing.VALUES if write else Writing.ON_LOAD if on_load else Writing.NOTHING,
    )
    if json_file == "-":
        click.echo(recalc_as_json(report), nl=False)
    else:
        Console(soft_wrap=False).print(recalc_as_text(report, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), recalc_as_json(report))
    if report.failed:
        return 2
    return 1 if report.open else 0
