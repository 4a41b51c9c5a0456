"""``tieout history``."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from addin import wiring
from addin.cli import kept_nights
from addin.cli.kept_nights import LookedBack, looked_back, names_of
from addin.cli.terminal import Console
from addin.domain.night import ProductionNight
from addin.errors import NothingToDo
from addin.ports.nights import EXPORTED
from addin.wiring.nights import nights_moved

_EVERY = 2**31 - 1
_DEFAULT = "show"


class _Looking(click.Group):
    """A group that shows the nights unless one of its commands is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What does not begin with a command's name is for showing."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order a newcomer meets them."""
        del ctx
        return list(self.commands)


@click.group(
    cls=_Looking, short_help="Look back on the nights of a studio; export, forget old ones."
)
def history() -> None:
    """Look back on the nights of a studio: 'tieout history MANIFEST'.

    With no command, 'show' is meant. 'prune' alone forgets anything.
    """


@history.command(short_help="Nights, one night, or one production's nights.")
@kept_nights.place
@click.option("--night", type=click.IntRange(1), metavar="N", help="This night, by its number.")
@click.option("--production", metavar="NAME", help="Only this one, by its name or folder.")
@click.option("--findings", is_flag=True, help="List what was open: in --night, else in the last.")
@click.option("--most", type=click.IntRange(1), default=30, show_default=True, metavar="N")
@click.option("--json", "json_file", metavar="FILE", help="Write the same as JSON; - prints it.")
def show(
    place: Path,
    state: str | None,
    studio: str | None,
    night: int | None,
    production: str | None,
    json_file: str | None,
    *,
    findings: bool,
    most: int,
) -> int:
    """Show the nights of a studio, the newest first; one night; or one production's nights.

    Give the manifest, or a folder: a production's own, or the studio's. Status 0; 2 could not run.
    """
    from addin.reports import history_as_text as text  # noqa: PLC0415 - not for help

    with looked_back(place, state, studio) as found:
        folder = found.production(production) if production else found.folder
        if night is not None or findings:
            number, ones = _night(found, night, folder)
            told: Any = text.night_as_text(number, ones, findings=findings)
            rows = [_plain(one) for one in ones]
        elif folder:
            moments = found.archive.trend(found.studio, folder, most)
            name = names_of(found.archive.productions(found.studio), folder)
            told = text.moments_as_text(name, moments)
            rows = [_plain(one) for one in reversed(moments)]
        else:
            nights = found.archive.nights(found.studio, most)
            if not nights:
                raise NothingToDo(f"No night of {found.studio} is kept there.")
            told = text.nights_as_text(found.studio, nights)
            rows = [_plain(one) for one in nights]
    if json_file == "-":
        click.echo(_json(rows), nl=False)
    else:
        Console().print(told)
    if json_file and json_file != "-":
        wiring.save_text(Path(json_file), _json(rows))
    return 0


@history.command(short_help="Write a table of all nights as CSV or JSON.")
@click.argument("table", type=click.Choice(EXPORTED))
@kept_nights.place
@click.option("--csv", "csv_file", metavar="FILE", help="Write CSV there; - prints it.")
@click.option("--json", "json_file", metavar="FILE", help="Write JSON there; - prints it.")
def export(
    table: str,
    place: Path,
    state: str | None,
    studio: str | None,
    csv_file: str | None,
    json_file: str | None,
) -> int:
    """Write one TABLE of all that is kept, oldest first: for spreadsheets and other programs.

    Amounts are in whole units of the currency beside them. A text that a spreadsheet would take for
    a formula gets an apostrophe in front.
    """
    from addin.reports.history_as_rows import rows_as_csv, rows_as_json  # noqa: PLC0415 - as above

    if bool(csv_file) == bool(json_file):
        raise click.UsageError("Say one of --csv FILE and --json FILE.")
    with looked_back(place, state, studio) as found:
        rows = list(found.archive.export(found.studio, table))
    text = rows_as_csv(rows) if csv_file else rows_as_json(rows)
    target = csv_file or json_file or "-"
    if target == "-":
        click.echo(text.removeprefix("\ufeff"), nl=False)
    else:
        wiring.save_text(Path(target), text)
        click.echo(f"{len(rows):,} rows are in {target}.", err=True)
    return 0


@history.command(short_help="Forget nights that are older than a studio keeps them.")
@kept_nights.place
@click.option(
    "--keep-days",
    type=click.IntRange(1),
    metavar="N",
    help="Keep so many days; without, as many as the manifest says.",
)
@click.option("--dry-run", is_flag=True, help="Only say how many nights would be forgotten.")
def prune(
    place: Path, state: str | None, studio: str | None, keep_days: int | None, *, dry_run: bool
) -> int:
    """Forget old nights, but for the last of each production and the last that checked it wholly.

    A night does the same at its end. What people did (the audit trail) is never forgotten.
    """
    with looked_back(place, state, studio) as found:
        days = keep_days or found.keep_days
        before = dt.datetime.now().date() - dt.timedelta(days)  # noqa: DTZ005 - their own clock
        forget = found.archive.forgettable if dry_run else found.archive.prune
        gone = forget(found.studio, before)
    would = "would be" if dry_run else "were" if gone != 1 else "was"
    noun = "night" if gone == 1 else "nights"
    click.echo(f"{gone:,} {noun} of {found.studio} from before {before} {would} forgotten.")
    return 0


@history.command(short_help="Copy all nights into another database, as PostgreSQL.")
@kept_nights.place
@click.option("--to", required=True, metavar="URL", help="Where to, as postgresql://… or env:NAME.")
def move(place: Path, state: str | None, studio: str | None, to: str) -> int:
    """Copy all nights into another database, in which none are kept yet; these stay as they are.

    What productions share there ('shared_history') is copied too. Then set 'state' in the manifest.
    Do it while no night runs.
    """
    with looked_back(place, state, studio) as found:
        home, address = found.home, found.address
    count = nights_moved(home, address, to)
    noun = "night" if count == 1 else "nights"
    said = to if to.startswith("env:") else "env:NAME, a variable that holds the address"
    click.echo(f'{count:,} {noun} copied. Now let [studio] of the manifest say: state = "{said}"')
    return 0


@history.command(short_help="Bring productions' own histories into the one that they share.")
@click.argument("manifest", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--state", metavar="URL", help="Where it is shared, if not where the manifest says.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken over.")
def gather(manifest: Path, state: str | None, *, dry_run: bool) -> int:
    """Take over waivers, decisions and journals from every production's own folder.

    Into where they are shared ('shared_history'). What is there already is left as it is, so it may
    be done again; the files in the folders stay as they are. Every night does the same. Status 0; 1
    where something could not be taken over; 2 could not run.
    """
    from addin.cli.gathering import gathered_all  # noqa: PLC0415 - not for help

    return gathered_all(manifest, state or "", is_dry=dry_run)


def _night(
    found: LookedBack, number: int | None, folder: str
) -> tuple[int, Sequence[ProductionNight]]:
    """One night, or how each production ended last; all of them, or one."""
    known = {one.number for one in found.archive.nights(found.studio, _EVERY if number else 1)}
    if not known or (number and number not in known):
        which = f"night {number}" if number else "night"
        raise NothingToDo(f"No {which} of {found.studio} is kept there.")
    archive = found.archive
    some = [folder] if folder else None
    ones = archive.night(number) if number else archive.latest(found.studio, some)
    return number or max(known), [one for one in ones if folder in {"", one.folder}]


def _plain(one: object) -> dict[str, Any]:
    return dataclasses.asdict(one)  # type: ignore[call-overload,no-any-return] # each is one


def _json(rows: Sequence[dict[str, Any]]) -> str:
    import json  # noqa: PLC0415 - as above

    return json.dumps(rows, default=str, ensure_ascii=False, indent=1) + "\n"
