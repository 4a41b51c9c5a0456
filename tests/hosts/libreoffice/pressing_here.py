"""A LibreOffice with our extension in which buttons are pressed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.hosts.libreoffice.office import Calc

JOB = Path(__file__).with_name("press_job.py")


class PressingCalc(Calc):
    """Documents stay open between the steps; a step is ``calc.do("press", path, button=…)``."""

    def steps(self, *steps: dict[str, Any]) -> list[Any]:
        """Some steps in one go; what each gives."""
        done = subprocess.run(
            [self._python, str(JOB), self._pipe, str(self.folder / "extensions" / "tieout")],
            input=json.dumps(steps), capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        if not done.stdout:
            raise RuntimeError(f"the job ended with {done.returncode}: {done.stderr[-1000:]}")
        told = json.loads(done.stdout)
        if isinstance(told, dict):
            raise RuntimeError(told["error"])  # noqa: TRY004 - the job failed
        found: list[Any] = told
        return found

    def do(self, what: str, path: Path | None = None, **details: Any) -> Any:
        """One step on one document; without a path on the new one."""
        return self.steps({"do": what, "path": str(path) if path else None, **details})[0]

    def press(self, path: Path | None, button: str, **answers: str) -> dict[str, Any]:
        """Press a button as a program does; its answer."""
        told: dict[str, Any] = self.do("press", path, button=button, answers=answers)
        return told
