"""``tieout trend``."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import RenderableType

from addin import wiring
from addin.cli import kept_nights
from addin.cli.kept_nights import LookedBack, looked_back, names_of
from addin.cli.terminal import Console
from addin.domain.night import AccountLine, Moment
from addin.errors import NothingToDo


@click.command(short_help="Say how cost reports and findings moved from night to night.")
@kept_nights.place
@click.option("--production", metavar="NAME", help="Only this one, by its name or folder.")
@click.option("--account", metavar="CODE", help="One account of its cost report.")
@click.option("--nights", type=click.IntRange(1), default=60, show_default=True, metavar="N")
@click.option("--csv", "csv_file", metavar="FILE", help="Write the figures as CSV; - prints them.")
def trend(
    place: Path,
    state: str | None,
    studio: str | None,
    production: str | None,
    account: str | None,
    csv_file: str | None,
    *,
    nights: int,
) -> int:
    """Say how estimated final cost, budget, variance and open findings moved from night to night.

    Give the manifest, or a folder: a production's own, or the studio's. Of each day the last night
    counts. Variance is budget less EFC: an over-spend is negative. Two currencies are never added.
    Status 0; 2 could not run.
    """
    from addin.reports import trend_as_text as text  # noqa: PLC0415 - not for help
    from addin.reports.history_as_rows import rows_as_csv  # noqa: PLC0415 - as above

    console = Console()
    plain = not (console.encoding or "").lower().startswith("utf")
    told: RenderableType
    with looked_back(place, state, studio) as found:
        known = found.archive.productions(found.studio)
        folder = found.production(production) if production else found.folder
        folder = folder or (next(iter(known)) if len(known) == 1 else "")
        if account and not folder:
            raise click.UsageError("--account is of one production: say --production NAME.")
        if account:
            lines, currencies = _account(found, folder, account)
            name = names_of(known, folder)
            told = text.accounts_as_text(name, account, lines, currencies, plain_letters=plain)
            rows = list(text.account_rows(name, lines, currencies))
        elif folder:
            moments = found.archive.trend(found.studio, folder, nights)
            name = names_of(known, folder)
            told = text.trend_as_text(name, moments, plain_letters=plain)
            rows = list(text.trend_rows(name, moments))
        else:
            trends = {
                f"{name} ({one})" if list(known.values()).count(name) > 1 else name: (
                    found.archive.trend(found.studio, one, nights)
                )
                for one, name in known.items()
            }
            told = text.studio_as_text(found.studio, trends, plain_letters=plain)
            rows = [row for name, one in trends.items() for row in text.trend_rows(name, one)]
    if not rows:
        raise NothingToDo(f"No night of {found.studio} is kept there.")
    if csv_file == "-":
        click.echo(rows_as_csv(rows).removeprefix("\ufeff"), nl=False)
    else:
        console.print(told)
    if csv_file and csv_file != "-":
        wiring.save_text(Path(csv_file), rows_as_csv(rows))
    return 0


def _account(
    found: LookedBack, folder: str, account: str
) -> tuple[Sequence[tuple[dt.datetime, AccountLine]], dict[dt.datetime, str]]:
    """What is known of an account, and the currency of each line: that of the report that day."""
    lines = found.archive.accounts(found.studio, folder, account)
    if not lines:
        raise NothingToDo(f"No cost report of {Path(folder).name} had an account '{account}'.")
    moments: Sequence[Moment] = found.archive.trend(found.studio, folder, 10**6)
    days = [one.at.date() for one in moments]
    currencies = {}
    for at, _ in lines:
        place = bisect_right(days, at.date()) - 1
        currencies[at] = moments[place].currency if place >= 0 else ""
    return lines, currencies
