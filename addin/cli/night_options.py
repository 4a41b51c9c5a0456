"""Options of ``tieout nightly`` that a schedule uses: where it logs, what its environment is."""

from __future__ import annotations

import os
from pathlib import Path

import click

log = click.option(
    "--log",
    "log_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write what happens into this log, which never grows without end.",
)


def _set(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    """Read the variables before anything looks at the environment; not where options are tried."""
    del param
    if value is None or ctx.resilient_parsing:
        return
    from addin.nightly.scheduling.variables import variables_in  # noqa: PLC0415 - few runs need it

    os.environ.update(variables_in(value))


def _move(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    """Say where Tieout's own folder is, before anything looks for it."""
    del param
    if value is not None and not ctx.resilient_parsing:
        os.environ["TIEOUT_HOME"] = str(value)


tieout_home = click.option(
    "--tieout-home",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Tieout's own folder for this user, as TIEOUT_HOME names it.",
    callback=_move,
    is_eager=True,
    expose_value=False,
)
"""Of a schedule: the variable is set where it was installed, and nowhere at night."""

variables = click.option(
    "--variables",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Set the environment variables of this file first, NAME=value a line; yours alone.",
    callback=_set,
    is_eager=True,
    expose_value=False,
)
