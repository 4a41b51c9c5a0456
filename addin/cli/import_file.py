"""``tieout import``."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.saying import say
from addin.errors import NothingToDo
from addin.jobs.import_file import Importing
from addin.macros.button import Answers, Desk, Done, Selection
from addin.macros.import_file import BUTTON, done, planned
from addin.macros.press import press as pressed
from addin.reports.schedule_feed import feed
from addin.reports.schedule_page import page

_ORDERS = {"day-first": "day first", "month-first": "month first"}
_KINDS = ", ".join(
    choice for field in BUTTON.asks if field.name == "kind" for choice in field.choices
)


@click.command(
    "import", short_help="Bring an export, a schedule or a plan into the workbooks; nothing twice."
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("place", metavar="[FOLDER|WORKBOOK]", type=click.Path(path_type=Path), default=".")
@click.option(
    "--as", "kind", default="", metavar="KIND", help=f"If it may be of several: {_KINDS}."
)
@click.option("--sheet", default="", help="Of a workbook: the sheet to read.")
@click.option(
    "--into", default="", metavar="SHEET", help="The list it goes into: Sheet or Book!Sheet."
)
@click.option("--dates", type=click.Choice([*_ORDERS]), help="How 3/4/2026 is written in it.")
@click.option("--board", default="", help="Of a schedule with several boards: which.")
@click.option("--call-sheets", is_flag=True, help="A call sheet for each shoot day, too.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a schedule as a page.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write a schedule as a calendar.")
@click.option("--unproved", is_flag=True, help="Take it as it is, although it does not tie.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@options.history
def import_file(
    file: Path,
    place: Path,
    kind: str,
    sheet: str,
    into: str,
    dates: str | None,
    board: str,
    html: Path | None,
    ics: Path | None,
    history: str | None,
    *,
    call_sheets: bool,
    unproved: bool,
    dry_run: bool,
    no_history: bool,
) -> int:
    """Bring FILE, an export of another program, into the workbooks of a production.

    A statement or ledger goes below the list of its kind that is there, without the lines that are
    there already; without such a list it becomes a sheet. A schedule becomes stripboard, one-liner,
    cast list and day-out-of-days in Schedule.xlsx; a stripboard that is there is not overwritten.
    What the file states to prove itself is proved before anything is written. Undo: 'tieout press
    undo_last'.

    Exit status: 0 done, or all of it was there already; 1 not done (the sentence says why); 2 could
    not run.
    """
    given = {
        "file": str(file.absolute()),
        "kind": kind,
        "sheet": sheet,
        "into": into,
        "dates": _ORDERS.get(dates or "", ""),
        "board": board,
        "call_sheets": "yes" if call_sheets else "",
        "unproved": "yes" if unproved else "",
        "confirm": "" if dry_run else "yes",
    }
    plans: list[Importing] = []

    def job(desk: Desk, answers: Answers) -> Done:
        plan = planned(desk, answers)
        if (html or ics) and plan.board is None:
            raise NothingToDo("Only a schedule becomes a page or a calendar. Nothing was written.")
        plans.append(plan)
        return done(plan, desk, answers)

    with wiring.kept(place, history, off=no_history) as kept:
        folder, who = wiring.folder_of(place), getpass.getuser()
        settings = wiring.settings_of(place)
        now = options.moment(None)
        with wiring.pressing(place, who, BUTTON.label, now):
            desk = Desk(
                wiring.workbooks(folder),
                settings,
                settings.name or wiring.production_name(folder),
                str(folder),
                now,
                who,
                Selection(place.name if place != folder else ""),
                kept,
                documents=wiring.documents(folder),
                incoming=wiring.incoming(folder),
            )
            said = pressed(replace(BUTTON, job=job), desk, given)
    say(said.sentence.replace("; confirm to do it.", ". Nothing was written."), err=not said.ok)
    for line in said.detail.splitlines():
        say(f"  {line}")
    for touched in said.touched:
        say(f"{touched.workbook}: {f'as it was, {touched.backup}' if touched.backup else 'new'}")
    if said.ok and not dry_run:
        _write(plans[-1], {"html": html, "ics": ics}, now)
    return 0 if said.ok else 1


def _write(plan: Importing, files: Mapping[str, Path | None], at: dt.datetime) -> None:
    """Page and calendar of the schedule, where they were asked for."""
    if plan.schedule is None or plan.board is None:
        return
    for kind, file in files.items():
        if file is None:
            continue
        told = (
            page(plan.schedule, plan.board, at)
            if kind == "html"
            else feed(plan.schedule, plan.board, at).decode()
        )
        wiring.save_text(file, told)
        say(f"Written: {file}")
