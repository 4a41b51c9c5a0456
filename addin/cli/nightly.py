"""``tieout nightly``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from addin import wiring
from addin.cli import night_options, options
from addin.cli.check import run
from addin.cli.sync import desk_of
from addin.findings import Severity
from addin.jobs.sync import sync_told_of
from addin.nightly.logs import NightLog
from addin.nightly.manifest import studio_of
from addin.nightly.runner import night
from addin.nightly.syncs import syncs
from addin.reports.as_page import as_page
from addin.reports.check import CheckReport
from addin.reports.nightly import Night, summary_json, summary_text
from addin.sync.told import SyncTold

SOME_FAILED = 3


@click.command(short_help="Check many productions in turn, with one summary.")
@click.argument("places", metavar="MANIFEST|FOLDER...", nargs=-1, required=True)
@click.option("--write", is_flag=True, help="Put a findings sheet into the workbooks concerned.")
@click.option("--json", "json_file", metavar="FILE", help="Write the summary as JSON; - prints it.")
@click.option("--pages", metavar="FOLDER", help="Write an HTML page per production there.")
@click.option("--fail-at", type=options.severities, default="error", show_default=True)
@click.option("--no-sync", is_flag=True, help="Leave tied Google Sheets alone.")
@options.history
@options.today
@night_options.log
@night_options.variables
def nightly(
    places: tuple[str, ...],
    json_file: str | None,
    pages: str | None,
    fail_at: str,
    history: str | None,
    today: dt.datetime | None,
    log_file: Path | None,
    *,
    write: bool,
    no_history: bool,
    no_sync: bool,
) -> int:
    """Check many productions in turn; one that cannot be checked never stops the next.

    Tables that a production ties to Google Sheets are synced behind its check, except those in
    whose sheet it found an error.

    Give folders, or a manifest: a .toml file with productions = ["shows/*"].

    Exit status: 0 all clean, 1 findings at or above --fail-at, 2 could not run, 3 some productions
    could not be checked, or some tables not synced.
    """
    paths = [Path(place) for place in places]
    wanted = studio_of(paths, wiring.read_text).folders
    log = NightLog(log_file)
    log.note("begun", productions=len(wanted))

    def check(folder: Path) -> CheckReport:
        return run(folder, history=history, no_history=no_history, today=today, write=write).report

    nights = []

    def sync(folder: Path, report: CheckReport) -> Iterator[SyncTold]:
        bindings = wiring.settings_of(folder).syncs
        if not bindings or no_sync:
            return
        with desk_of(folder, history, at_night=True) as desk:
            yield from syncs(bindings, report, lambda binding: sync_told_of(desk, binding))

    for one in night(wanted, check, sync):
        nights.append(one)
        if pages and one.report is not None:
            name = f"{len(nights):03d} {Path(one.folder).name}.html"
            wiring.save_text(wiring.made(Path(pages)) / name, as_page(one.report))
    if json_file == "-":
        click.echo(summary_json(nights), nl=False)
    else:
        Console().print(summary_text(nights))
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), summary_json(nights))
    status = _status(nights, options.severity(fail_at))
    log.note("ended", status=status)
    return status


def _status(nights: Sequence[Night], threshold: Severity) -> int:
    if any(one.report is None or any(told.error for told in one.syncs) for one in nights):
        return SOME_FAILED
    return 1 if any(one.worst is not None and one.worst >= threshold for one in nights) else 0
