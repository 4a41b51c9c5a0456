"""``tieout install``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from addin import wiring

if TYPE_CHECKING:
    from addin.hosts.catalogue import Host
    from addin.hosts.install.home import Home
    from addin.hosts.install.steps import Step

NAMES = ("desktop", "web", "calc")
WHICH = click.argument("hosts", nargs=-1, type=click.Choice(NAMES), metavar="[desktop|web|calc]...")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Show the steps and do none of them.")


@click.command(short_help="Put the add-in into Excel or LibreOffice on this computer.")
@WHICH
@DRY_RUN
@click.option(
    "--own-server",
    is_flag=True,
    help="desktop: where Excel may not start programs, have Windows start Python.",
)
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535),
              help="web: where 'tieout serve' will listen.")  # fmt: skip
def install(hosts: Sequence[str], *, dry_run: bool, own_server: bool, port: int) -> int:
    """Install the functions for you alone: desktop (Excel on Windows), web (Excel on the web and on
    the Mac), calc (LibreOffice); without a name, what this computer has.

    No administrator is needed. Each step is shown; what is replaced is kept, and 'tieout uninstall'
    puts it back. If a step fails, those before it are undone. Again after each update of Tieout.

    Exit status: 0 installed, 2 could not run.
    """  # noqa: D205 - the first sentence takes two lines
    from addin.hosts.catalogue import Choices, installation, usual  # noqa: PLC0415 - not for help
    from addin.hosts.install.computer import ThisComputer  # noqa: PLC0415 - with it

    home, computer = home_here(), ThisComputer()
    chosen = chosen_of(hosts) or usual(home)
    steps, notes = installation(home, computer, chosen, Choices(port, own_server))
    click.echo("For " + ", ".join(host.title for host in chosen) + ":")
    status = show_and_do(steps, dry_run=dry_run)
    for note in notes:
        click.echo(f"Then: {note}")
    return status


def home_here() -> Home:
    """The home of whoever runs this."""
    from addin.hosts.install.home import this_home  # noqa: PLC0415 - not for help

    return this_home(wiring.office_program())


def chosen_of(names: Sequence[str]) -> tuple[Host, ...]:
    """The hosts of these names, each once, in their usual order."""
    from addin.hosts.catalogue import HOSTS  # noqa: PLC0415 - not for help

    return tuple(host for host in HOSTS.values() if host.name in names)


def show_and_do(steps: Sequence[Step], *, dry_run: bool) -> int:
    """Show the steps, and do them."""
    from addin.hosts.install.computer import ThisComputer  # noqa: PLC0415 - not for help
    from addin.hosts.install.steps import LeaveAlone, carry_out  # noqa: PLC0415 - with it

    for step in steps:
        click.echo(f"  {step.says}")
    if all(isinstance(step, LeaveAlone) for step in steps):
        click.echo("There is nothing to do.")
    elif dry_run:
        click.echo("Nothing was done: this only shows the steps.")
    else:
        carry_out(steps, ThisComputer())
        click.echo("Done.")
    return 0
