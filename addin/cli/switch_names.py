"""``tieout switch-names``."""

from __future__ import annotations

from pathlib import Path

import click

from addin import wiring
from addin.cli.terminal import Console
from addin.jobs.switch_names import switch_names as switch_job
from addin.reports.switched_names import switched_as_json, switched_as_text
from addin.tables.function_names import Spelling
from addin.udfs.catalogue import FUNCTIONS


@click.command(
    name="switch-names", short_help="Spell our functions for another Excel, or for Calc."
)
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--to",
    type=click.Choice([str(one) for one in Spelling], case_sensitive=False),
    help="office: TIEOUT.COST_EFC, for Excel on the web and on the Mac; classic: COST_EFC through"
    " the add-in, for Excel on Windows; plain: COST_EFC and nothing else, for LibreOffice Calc."
    " Without it, the one of office and classic that the workbook does not have.",
)
@click.option("--write", is_flag=True, help="Write it into the workbook, with a backup.")
@click.option("--json", "json_file", metavar="FILE", help="Write the result as JSON; - prints it.")
@click.option(
    "--all", "every", is_flag=True, help="List every formula, not the first 5 of a sheet."
)
def switch_names(
    workbook: Path, to: str | None, json_file: str | None, *, write: bool, every: bool
) -> int:
    """Move a workbook's formulas between COST_EFC and TIEOUT.COST_EFC.

    In cells, defined names, conditional formats, validations and calculated columns; texts and
    other names that look alike stay. Nothing is written without --write.

    Exit status: 0 spelt so already, or written; 1 formulas would change; 2 could not run.
    """
    report = switch_job(
        wiring.workbooks(wiring.folder_of(workbook)),
        workbook.name,
        FUNCTIONS.keys(),
        Spelling(to.lower()) if to else None,
        write=write,
    )
    if json_file == "-":
        click.echo(switched_as_json(report), nl=False)
    else:
        Console(soft_wrap=False).print(switched_as_text(report, every=every))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), switched_as_json(report))
    return 1 if report.respelt and not report.written else 0
