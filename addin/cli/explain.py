"""``tieout explain``."""

from __future__ import annotations

from pathlib import Path

import click

from addin import wiring
from addin.cli.terminal import Console
from addin.jobs.explain import explain as explain_job
from addin.reports.as_text import explanation_as_text


@click.command(short_help="Say where the number in a cell comes from.")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("cell")
@click.option("--depth", default=4, show_default=True, help="How many steps to follow.")
def explain(file: Path, cell: str, depth: int) -> int:
    """Say where the number in CELL of FILE comes from, across sheets and workbooks.

    CELL is an address such as C14, or 'Cost Report!C14' for another sheet than the first.
    """
    workbooks = wiring.workbooks(wiring.folder_of(file))
    explanation = explain_job(workbooks, file.name, cell, depth)
    Console().print(explanation_as_text(explanation))
    return 0
