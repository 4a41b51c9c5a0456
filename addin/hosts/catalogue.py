"""The spreadsheet programs that take the functions, and what is installed for each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from addin.hosts.install.check import Check
from addin.hosts.install.computer import Computer
from addin.hosts.install.home import Home, System
from addin.hosts.install.planning import plan, plan_removal
from addin.hosts.install.receipt import receipt_of
from addin.hosts.install.steps import Step
from addin.hosts.install.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen at an installation.

    Args:
        port: where ``tieout serve`` will listen, which manifests name.
        own_server: Excel on Windows asks Tieout's own COM server.
    """

    port: int = 8765
    own_server: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """A spreadsheet program, or one way into it.

    Args:
        name: what it is called on the command line.
        title: what people call it.
        systems: where it runs.
        usual: whether it is installed on this computer when nobody chooses.
        wanted: what is to be on the computer.
        examine: whether it is, and works.
        over: whether its programs have nothing to take back any more.
    """

    name: str
    title: str
    systems: frozenset[System]
    usual: Callable[[Home], bool]
    wanted: Callable[[Home, Computer, Choices], Wanted]
    examine: Callable[[Home, Computer], Iterable[Check]]
    over: Callable[[Home, Computer], bool] = lambda _home, _computer: False


def _desktop(home: Home, computer: Computer, choices: Choices) -> Wanted:
    from addin.hosts.desktop.install import wanted  # noqa: PLC0415 - builds the add-in

    del computer
    return wanted(home, own_server=choices.own_server)


def _web(home: Home, computer: Computer, choices: Choices) -> Wanted:
    from addin.hosts.web.install import wanted  # noqa: PLC0415 - only this host

    return wanted(home, computer, choices.port)


def _calc(home: Home, computer: Computer, choices: Choices) -> Wanted:
    from addin.hosts.libreoffice.install import wanted  # noqa: PLC0415 - only this host

    del choices
    return wanted(home, computer)


def _examine_desktop(home: Home, computer: Computer) -> Iterable[Check]:
    from addin.hosts.desktop.doctor import examine  # noqa: PLC0415 - builds the add-in

    return examine(home, computer)


def _examine_web(home: Home, computer: Computer) -> Iterable[Check]:
    from addin.hosts.web.doctor import examine  # noqa: PLC0415 - only this host

    return examine(home, computer, dt.datetime.now(dt.UTC))


def _examine_calc(home: Home, computer: Computer) -> Iterable[Check]:
    from addin.hosts.libreoffice.doctor import examine  # noqa: PLC0415 - only this host

    return examine(home, computer)


def _calc_over(home: Home, computer: Computer) -> bool:
    from addin.hosts.libreoffice.install import installed_in  # noqa: PLC0415 - only this host

    return installed_in(home, computer) is None


HOSTS: Final = {
    host.name: host
    for host in (
        Host(
            "desktop",
            "Excel on Windows",
            frozenset({System.WINDOWS}),
            lambda home: home.system is System.WINDOWS,
            _desktop,
            _examine_desktop,
        ),
        Host(
            "web",
            "Excel on the web and on the Mac",
            frozenset(System),
            lambda home: home.system is System.MACOS,
            _web,
            _examine_web,
        ),
        Host(
            "calc",
            "LibreOffice Calc",
            frozenset(System),
            lambda home: home.unopkg is not None or home.system is System.LINUX,
            _calc,
            _examine_calc,
            _calc_over,
        ),
    )
}
"""By name, in the order in which they are shown."""


def usual(home: Home) -> tuple[Host, ...]:
    """The hosts to install on a computer when nobody chooses."""
    return tuple(host for host in HOSTS.values() if host.usual(home))


def installation(
    home: Home, computer: Computer, hosts: Iterable[Host], choices: Choices
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps that install hosts, and what the user has to do or should know afterwards.

    Raises:
        AddinError: a host cannot be installed here, or it cannot be told what is there.
    """
    wanted = [host.wanted(home, computer, choices) for host in hosts]
    notes = tuple(note for each in wanted for note in each.notes)
    return plan(home, computer, wanted), notes


def examination(home: Home, computer: Computer, hosts: Iterable[Host]) -> tuple[Check, ...]:
    """What is right and wrong with hosts; nothing is changed.

    Without hosts, those that ``tieout install`` would install here, or has installed.

    Raises:
        AddinError: it cannot be told what was installed.
    """
    told = {entry.host for entry in receipt_of(home, computer).entries}
    here = [host for host in HOSTS.values() if host.usual(home) or host.name in told]
    chosen = tuple(hosts) or here
    return tuple(check for host in chosen for check in host.examine(home, computer))


def removal(home: Home, computer: Computer, hosts: Iterable[Host]) -> tuple[Step, ...]:
    """The steps that take back what was installed for hosts; none if nothing was.

    Raises:
        AddinError: it cannot be told what is there.
    """
    chosen = tuple(hosts)
    told = {name for name, _ in receipt_of(home, computer).programs}
    over = [host.name for host in chosen if host.name in told and host.over(home, computer)]
    return plan_removal(home, computer, [host.name for host in chosen], over)
