"""``tieout uninstall``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from addin.cli.install import DRY_RUN, WHICH, chosen_of, home_here, show_and_do


@click.command(short_help="Take back what 'tieout install' did on this computer.")
@WHICH
@DRY_RUN
def uninstall(hosts: Sequence[str], *, dry_run: bool) -> int:
    """Remove what 'tieout install' wrote and put back what it replaced; all of it without a name.

    Files that install did not write stay, and so does one of its files that somebody has changed
    since. Workbooks keep their formulas with the last values.

    Exit status: 0 taken back, or there was nothing; 2 could not run.
    """
    from addin.hosts.catalogue import HOSTS, removal  # noqa: PLC0415 - not for help
    from addin.hosts.install.computer import ThisComputer  # noqa: PLC0415 - with it

    chosen = chosen_of(hosts) or tuple(HOSTS.values())
    steps = removal(home_here(), ThisComputer(), chosen)
    if not steps:
        click.echo("Nothing was installed here by 'tieout install'.")
        return 0
    return show_and_do(steps, dry_run=dry_run)
