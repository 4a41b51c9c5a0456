"""``tieout schedule``: have the computer begin a studio's nights by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from addin.cli.saying import say

NAMES = ("systemd", "cron", "launchd", "windows")
PROBLEMS = 1

_ANYWAY = click.option(
    "--anyway", is_flag=True, help="Even if somebody has changed what was installed."
)


@click.group(short_help="Have the computer begin a studio's nights by itself.")
def schedule() -> None:
    """Begin nights by systemd, cron, launchd or Windows' Task Scheduler; look how they stand.

    Everything is this user's own: no administrator is needed. docs/schedule-nights.md tells what
    each system does when the computer was off, and how a night's end is shown.
    """


@schedule.command(short_help="Begin the night of a manifest at a time.")
@click.argument("manifest", type=click.Path(path_type=Path))
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[-- OPTIONS OF NIGHTLY]")
@click.option("--at", default="02:30", show_default=True, metavar="TIME",
              help="When, by the clock on the wall.")  # fmt: skip
@click.option("--days", default="mon-fri", show_default=True, metavar="DAYS",
              help="On which mornings: mon-fri, mon,thu, daily.")  # fmt: skip
@click.option("--with", "scheduler", type=click.Choice(NAMES),
              help="By which scheduler; else by what this computer has.")  # fmt: skip
@click.option("--variables", type=click.Path(path_type=Path), metavar="FILE",
              help="A private file of environment variables for the night.")  # fmt: skip
@click.option("--print", "only_print", is_flag=True, help="Show all that is written; do nothing.")
@_ANYWAY
def install(
    manifest: Path,
    options: tuple[str, ...],
    at: str,
    days: str,
    scheduler: str | None,
    variables: Path | None,
    *,
    only_print: bool,
    anyway: bool,
) -> int:
    """Have this computer run 'tieout nightly MANIFEST'; a second time replaces the first.

    What follows -- is given to the night, as in: tieout schedule install studio.toml -- --no-sync

    Secrets, such as the addresses of alerts, go into the file of variables, a line NAME=value
    each, which nobody but you may read.

    Exit status: 0 installed, 2 could not run; nothing was changed then.
    """
    from addin.cli import schedule_asked as asked  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = asked.here_now()
    wanted = asked.wanted(here, manifest, options, at, days, variables)
    if only_print and scheduler:
        chosen = catalogue.SCHEDULERS[scheduler]
    else:
        chosen = catalogue.usual(here, scheduler or "")
        for reason in catalogue.passed_over(here, chosen) if not scheduler else ():
            say(f"Not by {reason}")
    if only_print:
        for where, text in chosen.texts(here, wanted):
            say(f"--- {where}\n{text}")
        say("Nothing was done: this only shows what would be installed.")
        return 0
    steps = catalogue.installation(here, chosen, wanted, anyway=anyway)
    for step in steps:
        say(f"  {step.says}")
    catalogue.carry_through(here, steps)
    standing = catalogue.standing(here, replace(wanted, how=chosen.name), asked.now())
    say(f"The night of {wanted.studio} begins {wanted.when}, by {chosen.title}.")
    for line in asked.told(standing):
        say(f"  {line}")
    say(f"  Log: {wanted.log}")
    say(f"  Variables, if there are any: {wanted.variables}")
    say(f"Then: tieout doctor --night {asked.as_typed(str(wanted.manifest))}")
    return 0


@schedule.command(short_help="Say how the schedules stand, and how the last night went.")
@click.argument("which", required=False, metavar="[MANIFEST|NAME]")
def status(which: str | None) -> int:
    """Show each schedule: when it begins next, when it last did, and how that ended.

    Exit status: 0 all stand as they should, 1 one does not, 2 could not run.
    """
    from addin.cli import schedule_asked as asked  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = asked.here_now()
    chosen = asked.chosen(here, which)
    if not chosen:
        say("No night is scheduled here. 'tieout schedule install MANIFEST' does it.")
        return 0
    wrong = 0
    for one in chosen:
        standing = catalogue.standing(here, one, asked.now())
        title = catalogue.SCHEDULERS[one.how].title
        say(f"{one.name}: {one.studio}, {one.when}, by {title}")
        say(f"  Manifest: {one.manifest}")
        for line in asked.told(standing):
            say(f"  {line}")
        for line in asked.last_nights(one):
            say(f"  {line}")
        problems = (*asked.gone(one), *catalogue.SCHEDULERS[one.how].edited(here, one))
        for problem in problems:
            say(f"  Problem: {problem}")
        off = not standing.is_there or standing.is_enabled is False
        wrong += bool(problems) or off
    return PROBLEMS if wrong else 0


@schedule.command("run-now", short_help="Have the system begin a night now, to see that it can.")
@click.argument("which", metavar="MANIFEST|NAME")
def run_now(which: str) -> int:
    """Begin a night as the system will begin it by itself: with its rights, without your windows.

    It does not wait for the end; 'tieout schedule status' tells it.

    Exit status: 0 begun, 2 could not run.
    """
    from addin.cli import schedule_asked as asked  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = asked.here_now()
    chosen = asked.chosen(here, which)
    if not chosen:
        raise click.UsageError(f"Nothing is scheduled here for {which}. Nothing was begun.")
    for one in chosen:
        catalogue.begin_now(here, one)
        say(f"The night of {one.studio} has begun. Log: {one.log}")
    return 0


@schedule.command(short_help="Begin no more nights; take back what was installed.")
@click.argument("which", metavar="MANIFEST|NAME")
@_ANYWAY
def remove(which: str, *, anyway: bool) -> int:
    """Take back what 'tieout schedule install' did; manifest, log, history and variables stay.

    Exit status: 0 taken back, or there was nothing; 2 could not run.
    """
    from addin.cli import schedule_asked as asked  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = asked.here_now()
    chosen = asked.chosen(here, which)
    if not chosen:
        say(f"Nothing is scheduled here for {which}.")
    for one in chosen:
        steps = catalogue.removal(here, one, anyway=anyway)
        for step in steps:
            say(f"  {step.says}")
        catalogue.carry_through(here, steps)
        say(f"The night of {one.studio} begins no more by itself.")
    return 0
