"""What the Open XML SDK (Microsoft's own validator, MIT) objects to in a workbook.

It checks the schemas of ECMA-376 with Office's extensions, and what Office requires beyond them.
Only what is new counts: files from elsewhere have objections of their own.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.writers.child import Child
from benchmarks.writers.roster import DRIVERS, npm

SECONDS = 120.0


class Validator(Child):
    """The validator in a process of its own; it stays, since it takes seconds to start."""

    def __init__(self, tools: Path) -> None:
        environment = os.environ | {"WRITERS_NPM": str(npm(tools))}
        super().__init__(["node", str(DRIVERS / "with_validator.mjs")], environment)

    def objections(self, path: Path) -> Counter[str]:
        """What it objects to, without the places, each with how often."""
        answer: dict[str, Any] = self.answer({"source": str(path)}, SECONDS)
        listed = answer.get("faults", [["", "", f"not validated: {answer.get('error')}"]])
        return Counter(
            f"{part}: {_unplaced(xpath)}: {_unplaced(text)}" for part, xpath, text in listed
        )


def _unplaced(text: str) -> str:
    """Without numbers of rows and elements, which move when something is put in."""
    return re.sub(r"\[\d+\]", "", re.sub(r"'[^']*/main:", "'", text))
