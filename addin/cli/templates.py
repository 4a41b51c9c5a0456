"""``tieout templates``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from addin import wiring
from addin.jobs.build_templates import Pack, pack_of, template_files

_PACK = "film"


@click.group(short_help="Build the workbook templates from their contracts.")
def templates() -> None:
    """Workbooks to start a production with: budget, PO log, ledger and weekly cost report.

    Formulas are live, in Excel and in LibreOffice; each also comes filled in, as an example.
    """


@templates.command("list")
def listed() -> int:
    """Say which templates there are, and what is in them."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 1, 0))
    for heading in ("Template", "Sheets", "What it is"):
        table.add_column(heading)
    for contract in pack_of(wiring.pack_texts(_PACK)).contracts:
        sheets = ", ".join(sheet.name for sheet in contract.sheets)
        table.add_row(contract.noun, sheets, " ".join(contract.about.split()))
    Console().print(table)
    return 0


@templates.command("build")
@click.option(
    "--to",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path("tieout-templates"),
    help="Where to put them (tieout-templates).",
)
@click.option("--buttons", is_flag=True, help="As .xlsm workbooks with buttons, for Excel.")
@click.option("--replace", is_flag=True, help="Replace workbooks that are already there.")
def build(folder: Path, *, buttons: bool, replace: bool) -> int:
    """Build every template into FOLDER, empty and filled in.

    With --buttons they are .xlsm workbooks whose buttons ask the add-in for Excel on Windows. A
    workbook that is already there is never replaced without --replace: it may be yours.
    """
    pack = pack_of(wiring.pack_texts(_PACK))
    files = with_buttons(pack) if buttons else template_files(pack, wiring.new_workbook)
    wiring.save_new(folder, files, replace=replace)
    for name in files:
        click.echo(folder / name)
    return 0


def with_buttons(pack: Pack) -> dict[str, bytes]:
    """The templates as workbooks with buttons."""
    from addin.hosts.desktop import template_buttons  # noqa: PLC0415 - only with --buttons

    return template_buttons.template_files(pack, wiring.new_workbook)
