"""``tieout templates``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.table import Table

from addin import wiring
from addin.cli.terminal import Console
from addin.jobs.build_templates import Pack, chosen, pack_of, template_files


@click.group(short_help="Build the workbook templates from their contracts.")
def templates() -> None:
    """Workbooks to start a production with, from the budget to the call sheet, for seven trades.

    Formulas are live, in Excel and in LibreOffice; each also comes filled in, as an example.
    """


@templates.command("list")
def listed() -> int:
    """Say which templates there are, and what is in them."""
    for trade, pack in _packs().items():
        table = Table(box=None, header_style="bold", padding=(0, 2, 1, 0), title_justify="left")
        table.title = f"{pack.trade} ({trade})"
        for heading in ("Template", "Sheets", "What it is"):
            table.add_column(heading, no_wrap=heading == "Template")
        for contract in pack.contracts:
            sheets = ", ".join(sheet.name for sheet in contract.sheets)
            table.add_row(contract.noun, sheets, " ".join(contract.about.split()))
        Console().print(table)
    return 0


@templates.command("build")
@click.argument("names", nargs=-1, metavar="[NAME]...")
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
def build(names: tuple[str, ...], folder: Path, *, buttons: bool, replace: bool) -> int:
    """Build templates into FOLDER, each empty and filled in.

    NAME is a template (call_sheet) or a trade (film), as 'tieout templates list' shows them;
    without one, every template is built. With --buttons they are .xlsm workbooks whose buttons
    ask the add-in for Excel on Windows. A workbook that is already there is never replaced
    without --replace: it may be yours.
    """
    files: dict[str, bytes] = {}
    for pack, nouns in chosen(_packs(), names):
        files |= _built(pack, nouns, buttons=buttons)
    wiring.save_new(folder, files, replace=replace)
    for name in files:
        click.echo(folder / name)
    return 0


def _packs() -> Mapping[str, Pack]:
    return {name: pack_of(wiring.pack_texts(name)) for name in wiring.pack_names()}


def _built(pack: Pack, nouns: Sequence[str], *, buttons: bool) -> dict[str, bytes]:
    if not buttons:
        return template_files(pack, wiring.new_workbook, nouns)
    from addin.hosts.desktop import template_buttons  # noqa: PLC0415 - only with --buttons

    return template_buttons.template_files(pack, wiring.new_workbook, nouns)
