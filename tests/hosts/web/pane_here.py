"""The task pane in a real browser: a scenario in JavaScript, on a workbook of the demo."""

from __future__ import annotations

import base64
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from addin import wiring
from addin.adapters.snapshots.snapshot import as_json
from tests.hosts.web.serving_here import Served

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Pane:
    """A browser with the pane, beside one workbook of a production."""

    node: str
    chromium: str
    server: Served
    folder: Path
    workbook: str = "Cost Report wk09.xlsx"
    url: str = ""
    problems: list[str] = field(default_factory=list)

    def run(
        self,
        scenario: str,
        given: object = None,
        *,
        width: int = 400,
        height: int = 900,
        scale: int = 1,
        dark: bool = False,
    ) -> Any:
        """What a scenario finds; ``page`` and ``help`` are there for it."""
        workbooks = wiring.workbooks(self.folder)
        asked = {
            "chromium": self.chromium,
            "address": f"{self.server.base}/functions.html?key={self.server.key}",
            "office": (HERE / "excel_stand_in.js").read_text("utf-8"),
            "workbook": as_json(workbooks.read(self.workbook)),
            "file": base64.b64encode(workbooks.content(self.workbook)).decode(),
            "url": self.url or f"https://show.example/{self.workbook.replace(' ', '%20')}",
            "scenario": scenario,
            "given": given,
            "width": width,
            "height": height,
            "scale": scale,
            "dark": dark,
        }
        done = subprocess.run(
            [self.node, str(HERE / "pane.cjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        self.problems[:] = told["problems"]
        return told["found"]
