"""This process, told apart from every other on every machine; and whether another one is gone."""

from __future__ import annotations

import os
import socket
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_PROCESSES: Final = Path("/proc/self/ns/pid")
_BEGAN: Final = 19
"""Where in ``/proc/…/stat`` the moment stands at which a process began, behind its name."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process: ``machine`` is one that was started once and sees certain processes.

    ``began`` tells it from another that has its number later; empty where that cannot be known.
    """

    machine: str
    number: int
    began: str = ""


def this_process() -> Process:
    """The one that asks."""
    number = os.getpid()
    return Process(_machine(), number, _began(number))


def is_gone(other: Process) -> bool:
    """Whether a process is certainly no more: only of those on this machine anything is known."""
    if os.name != "posix" or other.machine != _machine():
        return False
    try:
        os.kill(other.number, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # another user's
    return bool(other.began) and _began(other.number) not in {"", other.began}


def _machine() -> str:
    """Two containers may have one name, and see one another's processes or not."""
    told = [socket.gethostname()]
    try:
        told += [_BOOT.read_text("ascii").strip(), str(_PROCESSES.readlink())]
    except (OSError, ValueError):
        told.append(f"{uuid.getnode():012x}")
    return " ".join(told)


def _began(number: int) -> str:
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2].split()
        return told[_BEGAN].decode("ascii", "replace")
    return ""
