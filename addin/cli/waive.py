"""``tieout waive``."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

import click

from addin import wiring
from addin.cli import options
from addin.cli.saying import say
from addin.errors import HistoryUnusable


@click.command(short_help="Judge a finding fine: it stays out until it changes.")
@options.place
@click.argument("finding")
@click.option("--reason", required=True, help="Why it is fine; kept with the finding.")
@click.option("--by", help="Who says so; default: the user of this machine.")
@options.history
@options.today
def waive(
    place: Path,
    finding: str,
    reason: str,
    by: str | None,
    history: str | None,
    today: dt.datetime | None,
    *,
    no_history: bool,
) -> int:
    """Judge a finding fine: it stays out of later reports until its numbers change.

    FINDING is the id that stands behind each finding of 'tieout check', or its beginning.
    """
    if no_history:
        raise click.UsageError("A waiver is kept in the history; drop --no-history.")
    if not reason.strip():
        raise click.UsageError("Say why it is fine: --reason 'agreed with the vendor on 3 May'.")
    settings = wiring.settings_of(place)
    name = settings.name or wiring.production_name(place)
    with wiring.kept(place, history) as kept:
        if kept is None:
            raise HistoryUnusable(str(place), "the folder cannot be written to")
        who = by or getpass.getuser()
        kept_now = kept.history.waive(name, finding, reason.strip(), who, options.moment(today))
    waived = kept_now.finding
    say(f"Waived: {waived.code} {waived.message} ({waived.place})")
    say("It comes back if its numbers change.")
    return 0
