"""Run another program with a time limit, and end nothing but what was started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addin.errors import EngineFailed


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended; ``said`` is what it wrote to both its outputs."""

    status: int
    said: str


def run(
    engine: str,
    command: Sequence[str],
    *,
    seconds: float,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    given: bytes | None = None,
) -> Ran:
    """Run a program to its end, in a group of processes of its own.

    Raises:
        EngineFailed: it cannot be started, or was still running when its time was up; then it and
            every process it started were ended.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, its files are arguments
            command,
            stdin=subprocess.PIPE if given is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            cwd=folder,
            **_own_group(),
        )
    except OSError as error:
        raise EngineFailed(engine, f"it cannot be started ({error.strerror or error})") from None
    try:
        said, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise EngineFailed(engine, f"it took more than {seconds:g} seconds") from None
    finally:
        if process.returncode is None:
            _end(process)
    return Ran(process.returncode, said.decode("utf-8", "replace").strip())


def _own_group() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: LibreOffice's launcher only watches a second process."""
    if sys.platform == "win32":
        system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
        subprocess.run(  # noqa: S603 - Windows' own program, by its full path
            [str(system), "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True
        )
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=10)
