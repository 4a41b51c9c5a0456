"""What ``tieout schedule`` is asked for, and what it tells: the parts that need everything."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import shlex
import subprocess
from pathlib import Path
from typing import Final

from addin import wiring
from addin.cli.nightly import nightly
from addin.errors import AddinError
from addin.hosts.install.computer import ThisComputer
from addin.hosts.install.home import this_home
from addin.nightly.logs import usual_log
from addin.nightly.manifest import studio_of
from addin.nightly.scheduling import catalogue, note
from addin.nightly.scheduling.remembered import last_night
from addin.nightly.scheduling.schedule import NotScheduled, Schedule, days_of, name_of, time_of
from addin.nightly.scheduling.scheduler import Here, Standing

MEANINGS: Final = {
    0: "all clean",
    1: "there are findings",
    2: "it could not run",
    3: "not everything could be done",
    4: "another night was under way",
    5: "it was stopped",
}
"""What the exit statuses of a night say."""


def here_now() -> Here:
    """This computer and whoever runs this."""
    user = getpass.getuser()
    domain = os.environ.get("USERDOMAIN", "") if os.name == "nt" else ""
    uid = os.getuid() if os.name == "posix" else 0
    return Here(this_home(None), ThisComputer(), f"{domain}\\{user}" if domain else user, uid)


def now() -> dt.datetime:
    """By the clock on the wall."""
    return dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a coordinator's own clock


def as_typed(path: str) -> str:
    """A path as it is typed."""
    return subprocess.list2cmdline([path]) if os.name == "nt" else shlex.quote(path)


def wanted(
    here: Here,
    manifest: Path,
    options: tuple[str, ...],
    at: str,
    days: str,
    variables: Path | None,
) -> Schedule:
    """What was asked for, whole: every word is tried before anything is installed.

    Raises:
        AddinError: the manifest or a time is none.
        click.UsageError: the night does not know one of the options.
    """
    place = Path(manifest.absolute())
    studio = studio_of([place], wiring.read_text)
    if studio.home is None:
        raise NotScheduled(
            f"{place} is a folder, and a schedule needs a manifest: a .toml file with "
            'productions = ["shows/*"]. Nothing was installed.'
        )
    name = name_of(studio.key, place)
    private = Path(note.folder_of(here.home)) / f"{name}.env"
    made = Schedule(
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
    words = made.command[made.command.index("nightly") + 1 :]
    nightly.make_context("nightly", list(words))  # what it does not know is told now, not at night
    return made


def chosen(here: Here, which: str | None) -> tuple[Schedule, ...]:
    """The schedules of a name or a manifest, which need not be there any more."""
    found = catalogue.installed(here)
    if which is None:
        return found
    place = Path(which).absolute()
    return tuple(one for one in found if which == one.name or place == Path(one.manifest))


def told(standing: Standing) -> list[str]:
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


def last_nights(one: Schedule) -> list[str]:
    """The studio's own memory of its last night, in a line."""
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


def gone(one: Schedule) -> list[str]:
    """What the night needs and is not there any more."""
    return [
        f"{path} is not there any more."
        for path in (one.manifest, one.python)
        if not Path(path).is_file()
    ]
