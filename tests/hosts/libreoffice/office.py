"""A LibreOffice for tests: cold profile, our functions in it, jobs in, values out."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from addin.adapters.engines.office_profile import make_profile
from addin.hosts.libreoffice.build import unpack

JOB = Path(__file__).with_name("uno_job.py")
UNO_PYTHON = os.environ.get("TIEOUT_UNO_PYTHON", "/usr/bin/python3")
"""A Python that can talk to LibreOffice: that of the system, not of the project."""


def uno_python() -> str:
    """That Python; on a build server its absence is a failure."""
    has = (
        shutil.which(UNO_PYTHON)
        and not subprocess.run(
            [UNO_PYTHON, "-c", "import uno"], capture_output=True, check=False
        ).returncode
    )
    if not has:
        if os.environ.get("CI"):
            pytest.fail(f"{UNO_PYTHON} has no 'uno' on this build server (python3-uno)")
        pytest.skip(f"{UNO_PYTHON} has no 'uno' (python3-uno is not installed)")
    return UNO_PYTHON


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job gave: sheet → rows of numbers, texts, or the code of an error in a list."""

    values: dict[str, list[list[Any]]]
    seconds: list[float]
    help: dict[str, Any]

    def cell(self, sheet: str, row: int, column: int) -> Any:
        """One cell, counted from 1; nothing beyond the used area."""
        rows = self.values[sheet]
        return rows[row - 1][column - 1] if row <= len(rows) and column <= len(rows[0]) else ""


class Calc:
    """One LibreOffice for many jobs.

    Without a profile of its own it gets a cold one, and finds the extension in a folder; with one
    it has what was ``installed`` there.
    """

    def __init__(
        self,
        office: str,
        *,
        python: str | None = None,
        profile: Path | None = None,
        installed: bool = False,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tieout-calc-"))
        self.log = self.folder / "calc.log"
        self._python = uno_python()
        self._pipe = self.folder.name.replace("-", "")
        command = [office]
        profile = profile or make_profile(self.folder / "profile")
        if not installed:
            unpack(self.folder / "extensions" / "tieout", python)
            where = (self.folder / "extensions").as_uri()
            command.append(f"-env:BUNDLED_EXTENSIONS={where}")
        command += [
            f"-env:UserInstallation={profile.as_uri()}",
            *"--headless --norestore --nologo --nodefault".split(),
            f"--accept=pipe,name={self._pipe};urp",
        ]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
        self.process = subprocess.Popen(
            command, env=kept | {"TIEOUT_CALC_LOG": str(self.log)}, process_group=0,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            try:
                self._ask({"quit": True})
                self.process.wait(15)
            except (RuntimeError, subprocess.TimeoutExpired):
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """End it at once, as the system does with a program that hangs."""
        os.killpg(self.process.pid, signal.SIGKILL)  # its own group: soffice starts soffice.bin
        self.process.wait()

    def run(
        self,
        path: Path | None = None,
        *,
        write: list[tuple[str, str, Any]] | None = None,
        save: list[Path] | None = None,
        help_too: bool = False,
        times: int = 1,
        basic: str = "",
        enter_again: bool = False,
    ) -> Outcome:
        """Open a workbook or a new one, write formulas and values, work out, read, save copies.

        An array formula is written as ``{=…}`` over its range, a range of cells as rows; arguments
        are separated by ``;``.
        ``times``: how often everything is worked out; ``basic``: functions in LibreOffice's Basic;
        ``enter_again``: find and replace = by = in all formulas first.
        """
        job = {
            "open": str(path) if path else None,
            "write": write or [],
            "save": [str(each) for each in save or []],
            "help": help_too,
            "times": times,
            "basic": basic,
            "enter_again": enter_again,
        }
        told = self._ask(job)
        return Outcome(told["values"], told["seconds"], told["help"])

    def said(self) -> str:
        """What the functions have logged."""
        return self.log.read_text() if self.log.exists() else ""

    def workers(self) -> list[int]:
        """The processes that work functions out for this LibreOffice."""
        return [pid for pid in _below(self.process.pid) if "libreoffice.worker" in _command(pid)]

    def _ask(self, job: dict[str, Any]) -> dict[str, Any]:
        done = subprocess.run(
            [self._python, str(JOB), self._pipe],
            input=json.dumps(job), capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        if not done.stdout:
            raise RuntimeError(f"the job ended with {done.returncode}: {done.stderr[-1000:]}")
        told: dict[str, Any] = json.loads(done.stdout)
        if "error" in told:
            raise RuntimeError(told["error"])
        return told


def _below(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue  # it ended meanwhile
        if parent == pid:
            found.append(int(stat.parent.name))
    return found + [each for child in found for each in _below(child)]


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
