"""``tieout demo``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from addin import wiring
from addin.cli.check import run
from addin.cli.terminal import Console
from addin.findings import Severity
from addin.jobs.demo import MARK, TODAY, demo_files
from addin.jobs.sample.order_books import ORDER_BOOK
from addin.jobs.sync import SyncDesk
from addin.ports.binding import Binding
from addin.reports.as_text import as_text
from addin.settings.model import FILE_NAME
from addin.settings.write import binding_text


@click.command(short_help="Make a sample production and check it.")
@click.argument(
    "folder", metavar="[FOLDER]", type=click.Path(path_type=Path), required=False, default=None
)
@click.option("--sync", "syncs", is_flag=True, help="Rehearse a sync with a pretend Google.")
@click.option("--studio", "is_studio", is_flag=True, help="Make a studio, and run its nights.")
def demo(folder: Path | None, *, syncs: bool, is_studio: bool) -> int:
    """Make a sample production in FOLDER (tieout-demo) and say what does not tie in it.

    A feature film, nine weeks in: budget, PO log, invoice log, ledger, trial balance, cost report,
    bank, card and petty cash, with some fifty mistakes as they happen. FOLDER must be new or empty,
    or made by this command, which then makes it afresh.

    With --sync, its PO log is synced with a shared sheet instead, step by step: by a pretend Google
    on this computer, without an account.

    With --studio, twenty small productions are made instead (in tieout-studio), as of three
    Mondays, and 'tieout nightly' runs over them on each: one page for the studio, one for each
    production.

    Exit status: 0 clean, 1 errors found, 2 could not run; with --studio as of 'tieout nightly'.
    """
    if syncs and is_studio:
        raise click.UsageError("Choose one: --sync or --studio.")
    if is_studio:
        # only this asks for it
        from addin.cli.demo_studio import three_mondays  # noqa: PLC0415

        return three_mondays(folder or Path("tieout-studio"))
    folder = folder or Path("tieout-demo")
    files = demo_files(wiring.new_workbook)
    wiring.save_new(folder, files, MARK)
    if syncs:
        return _rehearse(folder)
    checked = run(folder, today=TODAY)
    Console(soft_wrap=False).print(as_text(checked.report, Severity.WARNING, every=False))
    click.echo(_next_steps(folder))
    worst = checked.report.worst()
    return 1 if worst is not None and worst >= Severity.ERROR else 0


def _rehearse(folder: Path) -> int:
    """The story of a sync; the pretend Google is gone behind it, and so is what was tied."""
    # only this asks for them
    from addin.cli.sync import desk_of  # noqa: PLC0415
    from addin.jobs.rehearse_sync import Stage, rehearse  # noqa: PLC0415

    with wiring.pretend_google() as google, ExitStack() as stack:
        click.echo(f"A pretend Google answers at {google.address}: nothing leaves this computer.\n")
        settings = folder / FILE_NAME

        account = wiring.sheets_account()

        def desk(binding: Binding) -> SyncDesk:
            wiring.save_text(settings, binding_text(binding))
            made = stack.enter_context(desk_of(folder))
            return replace(made, sheets=lambda one: wiring.shared_sheet(account, one))

        stage = Stage(
            ORDER_BOOK,
            "PO Log",
            "The sample film: PO log",
            account,
            desk,
            google.type_in,
            click.echo,
        )
        rehearse(stage, wiring.workbooks(folder))
        settings.unlink()
    click.echo(_SYNC_STEPS)
    return 0


_SYNC_STEPS = """
The pretend Google has stopped, and nothing is tied any more. The workbook is in the folder as the
story left it. To tie a table of yours to a real sheet:

  tieout sheets login                                   once on this computer
  tieout sheets link "PO Log.xlsx" "PO Log" --new "PO log"
  tieout sync FOLDER --dry-run                          what a sync would do
  tieout sync FOLDER"""


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
