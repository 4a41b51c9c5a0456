"""``tieout sync``: run, undo, conflicts, log."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from addin import wiring
from addin.cli import options
from addin.cli.saying import say
from addin.cli.terminal import Console
from addin.jobs import sync as job
from addin.jobs.sync import CHOICES, Choice, Outcome, SyncDesk
from addin.reports.check import plural
from addin.reports.sync import conflicts_as_text, sync_as_text
from addin.reports.sync_as_json import conflicts_as_json, syncs_as_json
from addin.sync.sentences import run_said
from addin.sync.tidy import DAYS
from addin.sync.told import spent_told
from addin.wiring.sync_desk import sync_desk_of

F = TypeVar("F", bound=Callable[..., Any])

SOME_FAILED = 3
_RUN = "run"


class _RunUnlessNamed(click.Group):
    """A group of which one command needs no name: ``tieout sync FOLDER`` runs the syncs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name in where none was given."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_RUN, *args]
        return super().parse_args(ctx, args)


only = click.option("--only", metavar="NAME", default="", help="Only the sync of this name.")
address = click.option("--history", metavar="URL", help="Where the history is kept.")
every = click.option("--all", "every", is_flag=True, help="List every row, not the first 8.")
by = click.option("--by", help="Who says so; default: the user of this machine.")


@contextmanager
def desk_of(
    place: Path, history: str | None = None, who: str | None = None, *, at_night: bool = False
) -> Iterator[SyncDesk]:
    """What syncs of a production work with; nobody is asked to sign in before it is needed."""
    folder = wiring.folder_of(place)
    with sync_desk_of(
        folder,
        wiring.workbooks(folder),
        wiring.sync_stores(folder, history),
        options.moment(None),
        who or getpass.getuser(),
        at_night=at_night,
    ) as desk:
        yield desk


@click.group(cls=_RunUnlessNamed, short_help="Sync tables with shared Google Sheets, both ways.")
def sync() -> None:
    """Sync the tables of a production that are tied to Google Sheets, both ways.

    'tieout sync FOLDER' merges what was changed on either side since the last sync, cell by cell.
    Nothing is overwritten: where both sides changed a cell, the sheet's value shows on both and
    'tieout sync conflicts' asks which one is right. 'tieout sheets link' ties a table.
    """


@sync.command(_RUN, short_help="Sync, as 'tieout sync FOLDER' does.")
@options.place
@only
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--confirm", is_flag=True, help="Go on where a sync stops to ask, as before many deletions."
)
@every
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@address
@by
def run(
    place: Path,
    only: str,
    history: str | None,
    by: str | None,
    *,
    dry_run: bool,
    confirm: bool,
    every: bool,
    as_json: bool,
) -> int:
    """Sync every table that is tied, one after the other.

    Exit status: 0 both sides agree, 1 there are conflicts to settle, 2 could not run, 3 some
    tables could not be synced (nothing is lost: run it again).
    """
    with desk_of(place, history, by) as desk:
        done = []
        for one in job.sync_all(desk, only=only, dry_run=dry_run, confirmed=confirm):
            done.append(one)
            if not as_json:
                _say(one, every=every)
        asked = len(job.questions(desk, only=only))
        spent = desk.spent()
    if as_json:
        click.echo(syncs_as_json(map(job.outcome_told, done), spent_told(spent)), nl=False)
    else:
        if spent is not None:
            say(f"{spent.short}.")
        if asked:
            settle = f"tieout sync conflicts {_quoted(place)}"
            say(f"{plural(asked, 'conflict')} to settle: {settle}")
    if any(one.trouble is not None for one in done):
        return SOME_FAILED
    return 1 if asked else 0


@sync.command(short_help="Take the latest sync back, on both sides.")
@options.place
@click.argument("number", type=click.IntRange(1), required=False)
@only
@address
@by
def undo(place: Path, number: int | None, only: str, history: str | None, by: str | None) -> int:
    """Take back the latest sync that changed something, or the one with NUMBER (see the log).

    Each cell that still holds what the sync wrote goes back, on both sides; what was edited since
    stays, and is listed.
    """
    with desk_of(place, history, by) as desk:
        _say(job.undo_last(desk, only=only, run=number or 0))
    return 0


@sync.command(short_help="List what both sides changed; settle it.")
@options.place
@click.option(
    "--answer",
    "answers",
    multiple=True,
    nargs=2,
    type=(click.IntRange(1), click.Choice(CHOICES)),
    metavar="NUMBER keep|take",
    help="Keep what shows, or take the other value; as often as you like.",
)
@every
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@only
@address
@by
def conflicts(
    place: Path,
    answers: tuple[tuple[int, Choice], ...],
    only: str,
    history: str | None,
    by: str | None,
    *,
    every: bool,
    as_json: bool,
) -> int:
    """List the cells that both sides changed differently, or settle them.

    Until somebody answers, both sides show one of the two values; the other one is kept here.
    What is taken is synced at once.

    Exit status: 0 none is open, 1 some are, 2 could not run.
    """
    with desk_of(place, history, by) as desk:
        for one in job.answer_all(desk, dict(answers)) if answers else ():
            _say_answer(one)
        left = job.questions_told(desk, only=only)
    if as_json:
        click.echo(conflicts_as_json(left), nl=False)
    else:
        Console().print(conflicts_as_text(left, every=every), soft_wrap=True)
    return 1 if left else 0


@sync.command(short_help="Remove the blank rows that deletions left in the sheet.")
@options.place
@click.option(
    "--days",
    type=click.IntRange(0),
    default=DAYS,
    show_default=True,
    help="How long a row has to be blank.",
)
@click.option("--dry-run", is_flag=True, help="Only say how many would go.")
@only
@address
@by
def tidy(
    place: Path,
    days: int,
    only: str,
    history: str | None,
    by: str | None,
    *,
    dry_run: bool,
) -> int:
    """Remove rows of the shared sheet that syncs blanked, and that hold nothing in any column.

    A row that was deleted in the workbook is only emptied in the sheet, so that nothing moves under
    people's hands. This removes such rows for good.

    Exit status: 0 done, 2 could not run, 3 some tables could not be tidied.
    """
    failed = False
    with desk_of(place, history, by) as desk:
        for one in job.tidy_all(desk, only=only, days=days, dry_run=dry_run):
            failed = failed or one.trouble is not None
            said = one.trouble if one.tidied is None else one.tidied.sentence
            say(f"{one.binding.name}: {said}", err=one.trouble is not None)
    return SOME_FAILED if failed else 0


@sync.command(short_help="List every sync that was run.")
@options.place
@only
@address
def log(place: Path, only: str, history: str | None) -> int:
    """List every sync that was run, oldest first, with its number for 'tieout sync undo'."""
    with desk_of(place, history) as desk:
        found = job.history(desk, only=only)
    for binding, one in found:
        say(run_said(binding.name, one))
    if not found:
        say("Nothing has been synced yet.")
    return 0


def _say(one: Outcome, *, every: bool = False) -> None:
    if one.trouble is not None:
        say(f"{one.binding.name}: {one.trouble}", err=True)
    else:
        Console().print(sync_as_text(job.outcome_told(one), every=every), soft_wrap=True)


def _say_answer(one: job.Answered) -> None:
    number, where = one.question.kept.number, job.where(one.question.kept.conflict)
    if one.refused:
        say(f"{number}: {where} stays open: {one.refused}.", err=True)
    elif one.choice == "keep":
        say(f"{number}: {where} stays as it shows.")
    else:
        say(f"{number}: {where} has the {one.question.other}'s value now, on both sides.")


def _quoted(place: Path) -> str:
    return f'"{place}"' if " " in str(place) else str(place)
