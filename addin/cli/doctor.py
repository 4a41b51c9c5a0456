"""``tieout doctor``."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addin import __version__, wiring
from addin.cli.install import WHICH, chosen_of, home_here
from addin.cli.saying import say

if TYPE_CHECKING:
    from addin.hosts.install.check import Check

PROBLEMS = 1


@click.command(short_help="Say whether the add-in works on this computer, and what to do if not.")
@WHICH
@click.option("--night", type=click.Path(path_type=Path), metavar="MANIFEST",
              help="Look at the nights of this manifest instead.")  # fmt: skip
@click.option("--json", "json_file", metavar="FILE", help="Write the checks as JSON; - prints it.")
def doctor(hosts: Sequence[str], night: Path | None, json_file: str | None) -> int:
    """Look at everything between your spreadsheet program and the functions; change nothing.

    A line for each thing: ok, note (nothing wrong, but worth knowing) or problem, with what to do
    next. Without a name it looks at what was installed here, at what this computer has, and at the
    nights that 'tieout schedule' has it begin.

    Exit status: 0 nothing is wrong, 1 there is a problem, 2 could not run.
    """
    from addin.hosts.install.check import State  # noqa: PLC0415 - not for help

    checks: tuple[Check, ...] = ()
    if hosts or night is None:
        checks += _of_programs(hosts)
    if night is not None or not hosts:
        checks += _of_nights(night)
    problems = sum(check.state is State.PROBLEM for check in checks)
    if json_file == "-":
        click.echo(_as_json(checks))
        return PROBLEMS if problems else 0
    if json_file:
        wiring.save_text(Path(json_file), _as_json(checks) + "\n")
    say(f"Tieout {__version__}, Python {platform.python_version()}, {sys.executable}")
    for host in dict.fromkeys(check.host for check in checks):
        say(f"\n{_title(host)}")
        for check in checks:
            if check.host == host:
                say(_as_line(check))
    noun = "problem" if problems == 1 else "problems"
    say(f"\n{problems} {noun}." if problems else "\nNothing is wrong.")
    return PROBLEMS if problems else 0


def _of_programs(names: Sequence[str]) -> tuple[Check, ...]:
    from addin.hosts.catalogue import examination  # noqa: PLC0415 - not for help
    from addin.hosts.install.computer import ThisComputer  # noqa: PLC0415 - with it

    return examination(home_here(), ThisComputer(), chosen_of(names))


def _of_nights(manifest: Path | None) -> tuple[Check, ...]:
    """The nights scheduled here, or those of a manifest; most computers have none."""
    import os  # noqa: PLC0415 - not for help

    from addin.cli import schedule_asked as asked  # noqa: PLC0415 - not for help
    from addin.nightly.doctor.schedules import nights  # noqa: PLC0415 - with it

    return tuple(nights(asked.here_now(), asked.now(), os.environ, manifest))


def _title(host: str) -> str:
    from addin.hosts.catalogue import HOSTS  # noqa: PLC0415 - not for help

    return HOSTS[host].title if host in HOSTS else f"The {host}"


def _as_line(check: Check) -> str:
    advice = f" {check.advice}" if check.advice else ""
    return f"  {check.state:<9}{check.says}{advice}"


def _as_json(checks: Sequence[Check]) -> str:
    about: dict[str, Any] = {
        "tieout": __version__,
        "python": sys.executable,
        "checks": [
            {"host": c.host, "state": str(c.state), "says": c.says, "advice": c.advice}
            for c in checks
        ],
    }
    return json.dumps(about, indent=2, ensure_ascii=False)
