"""Arguments that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from addin.findings import Severity

F = TypeVar("F", bound=Callable[..., Any])

place = click.argument("place", metavar="FOLDER|FILE", type=click.Path(path_type=Path))

severities = click.Choice([str(severity) for severity in Severity], case_sensitive=False)


def severity(text: str) -> Severity:
    """``error`` → Severity.ERROR."""
    return Severity[text.upper()]


def history(command: F) -> F:
    """``--history`` and ``--no-history``."""
    address = click.option(
        "--history",
        metavar="URL",
        help="Keep the history in this database instead of the production's own folder.",
    )
    none = click.option("--no-history", is_flag=True, help="Neither read nor keep a history.")
    return address(none(command))


today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Check as of this day instead of today.",
)


def moment(today: dt.datetime | None) -> dt.datetime:
    """Now, or the day that was asked for at noon."""
    now = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a coordinator's own clock
    return now if today is None else dt.datetime.combine(today.date(), dt.time(12))
