"""``tieout schedule``: have the computer begin a studio's nights by itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from addin import wiring

if TYPE_CHECKING:
    from addin.nightly.scheduling.schedule import Schedule
    from addin.nightly.scheduling.scheduler import Here, Standing

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
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = here_now()
    wanted = _wanted(here, manifest, options, at, days, variables)
    if only_print and scheduler:
        chosen = catalogue.SCHEDULERS[scheduler]
    else:
        chosen = catalogue.usual(here, scheduler or "")
        for reason in catalogue.passed_over(here, chosen) if not scheduler else ():
            click.echo(f"Not by {reason}")
    if only_print:
        for where, text in chosen.texts(here, wanted):
            click.echo(f"--- {where}\n{text}")
        click.echo("Nothing was done: this only shows what would be installed.")
        return 0
    steps = catalogue.installation(here, chosen, wanted, anyway=anyway)
    for step in steps:
        click.echo(f"  {step.says}")
    catalogue.carry_through(here, steps)
    standing = catalogue.standing(here, wanted_as(wanted, chosen.name), _now())
    click.echo(f"The night of {wanted.studio} begins {wanted.when}, by {chosen.title}.")
    for line in _told(standing):
        click.echo(f"  {line}")
    click.echo(f"  Log: {wanted.log}")
    click.echo(f"  Variables, if there are any: {wanted.variables}")
    click.echo(f"Then: tieout doctor --night {_as_typed(str(wanted.manifest))}")
    return 0


@schedule.command(short_help="Say how the schedules stand, and how the last night went.")
@click.argument("which", required=False, metavar="[MANIFEST|NAME]")
def status(which: str | None) -> int:
    """Show each schedule: when it begins next, when it last did, and how that ended.

    Exit status: 0 all stand as they should, 1 one does not, 2 could not run.
    """
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = here_now()
    chosen = _chosen(here, which)
    if not chosen:
        click.echo("No night is scheduled here. 'tieout schedule install MANIFEST' does it.")
        return 0
    wrong = 0
    for one in chosen:
        standing = catalogue.standing(here, one, _now())
        title = catalogue.SCHEDULERS[one.how].title
        click.echo(f"{one.name}: {one.studio}, {one.when}, by {title}")
        click.echo(f"  Manifest: {one.manifest}")
        for line in _told(standing):
            click.echo(f"  {line}")
        for line in _last_nights(one):
            click.echo(f"  {line}")
        problems = (*_gone(one), *catalogue.SCHEDULERS[one.how].edited(here, one))
        for problem in problems:
            click.echo(f"  Problem: {problem}")
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
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = here_now()
    chosen = _chosen(here, which)
    if not chosen:
        raise click.UsageError(f"Nothing is scheduled here for {which}. Nothing was begun.")
    for one in chosen:
        catalogue.begin_now(here, one)
        click.echo(f"The night of {one.studio} has begun. Log: {one.log}")
    return 0


@schedule.command(short_help="Begin no more nights; take back what was installed.")
@click.argument("which", metavar="MANIFEST|NAME")
@_ANYWAY
def remove(which: str, *, anyway: bool) -> int:
    """Take back what 'tieout schedule install' did; manifest, log, history and variables stay.

    Exit status: 0 taken back, or there was nothing; 2 could not run.
    """
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    here = here_now()
    chosen = _chosen(here, which)
    if not chosen:
        click.echo(f"Nothing is scheduled here for {which}.")
    for one in chosen:
        steps = catalogue.removal(here, one, anyway=anyway)
        for step in steps:
            click.echo(f"  {step.says}")
        catalogue.carry_through(here, steps)
        click.echo(f"The night of {one.studio} begins no more by itself.")
    return 0


def here_now() -> Here:
    """This computer and whoever runs this."""
    import getpass  # noqa: PLC0415 - not for help
    import os  # noqa: PLC0415 - with it

    from addin.hosts.install.computer import ThisComputer  # noqa: PLC0415 - not for help
    from addin.hosts.install.home import this_home  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling.scheduler import Here  # noqa: PLC0415 - not for help

    user = getpass.getuser()
    domain = os.environ.get("USERDOMAIN", "") if os.name == "nt" else ""
    uid = os.getuid() if os.name == "posix" else 0
    return Here(this_home(None), ThisComputer(), f"{domain}\\{user}" if domain else user, uid)


def _as_typed(path: str) -> str:
    import os  # noqa: PLC0415 - not for help
    import shlex  # noqa: PLC0415 - with it
    import subprocess  # noqa: PLC0415 - with it

    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)


def wanted_as(wanted: Schedule, how: str) -> Schedule:
    """A schedule as it is once a scheduler has it."""
    from dataclasses import replace  # noqa: PLC0415 - not for help

    return replace(wanted, how=how)


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a coordinator's own clock


def _wanted(
    here: Here,
    manifest: Path,
    options: tuple[str, ...],
    at: str,
    days: str,
    variables: Path | None,
) -> Schedule:
    """What was asked for, whole: every word is tried before anything is installed."""
    import os  # noqa: PLC0415 - not for help

    from addin.cli.nightly import nightly  # noqa: PLC0415 - heavy
    from addin.nightly.logs import usual_log  # noqa: PLC0415 - not for help
    from addin.nightly.manifest import studio_of  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling import note  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling.schedule import (  # noqa: PLC0415 - not for help
        NotScheduled,
        Schedule,
        days_of,
        name_of,
        time_of,
    )

    place = Path(manifest.absolute())
    studio = studio_of([place], wiring.read_text)
    if studio.home is None:
        raise NotScheduled(
            f"{place} is a folder, and a schedule needs a manifest: a .toml file with "
            'productions = ["shows/*"]. Nothing was installed.'
        )
    name = name_of(studio.key, place)
    private = Path(note.folder_of(here.home)) / f"{name}.env"
    wanted = Schedule(
        studio=studio.key,
        name=name,
        manifest=place,
        python=here.home.python,
        at=time_of(at),
        days=days_of(days),
        log=usual_log(place.parent),
        variables=variables.absolute() if variables else private,
        options=options,
        tieout_home=str(here.home.state) if os.environ.get("TIEOUT_HOME") else "",
    )
    words = wanted.command[wanted.command.index("nightly") + 1 :]
    nightly.make_context("nightly", list(words))  # what it does not know is told now, not at night
    return wanted


def _chosen(here: Here, which: str | None) -> tuple[Schedule, ...]:
    """The schedules of a name or a manifest, which need not be there any more."""
    from addin.nightly.scheduling import catalogue  # noqa: PLC0415 - not for help

    found = catalogue.installed(here)
    if which is None:
        return found
    place = Path(which).absolute()
    return tuple(one for one in found if which == one.name or place == Path(one.manifest))


def _told(standing: Standing) -> list[str]:
    """How a schedule stands with its system, in lines."""
    if not standing.is_there:
        return [f"The system does not know it any more. {standing.says}".strip()]
    lines = [standing.says] if standing.says else []
    if standing.is_enabled is False:
        lines.append("It is switched off in the system.")
    if standing.begins:
        lines.append(f"Next: {standing.begins:%a %Y-%m-%d %H:%M}")
    if standing.began:
        lines.append(f"Last begun: {standing.began:%a %Y-%m-%d %H:%M}")
    if standing.result is not None:
        lines.append(f"It ended with {standing.result}: {MEANINGS.get(standing.result, 'unknown')}")
    return lines


MEANINGS = {
    0: "all clean",
    1: "there are findings",
    2: "it could not run",
    3: "some productions failed",
    4: "another night was under way",
    5: "it was stopped",
}
"""What the exit statuses of a night say."""


def _last_nights(one: Schedule) -> list[str]:
    """The studio's own memory of its last night, in a line."""
    from addin.errors import AddinError  # noqa: PLC0415 - not for help
    from addin.nightly.scheduling.remembered import last_night  # noqa: PLC0415 - heavy

    try:
        night = last_night(one)
    except AddinError as error:
        return [f"The studio's nights cannot be looked at: {error}"]
    if night is None:
        return ["The studio has no night on record."]
    when = f"{night.begun:%a %Y-%m-%d %H:%M}"
    if night.status is None:
        return [f"Last night on record: {when}, cut short or still under way"]
    counts = ", ".join(f"{count} {name}" for name, count in night.counts.items() if count)
    ended = MEANINGS.get(night.status, "unknown")
    return [f"Last night on record: {when}, ended with {night.status} ({ended}): {counts}"]


def _gone(one: Schedule) -> list[str]:
    """What the night needs and is not there any more."""
    return [
        f"{path} is not there any more."
        for path in (one.manifest, one.python)
        if not Path(path).is_file()
    ]
