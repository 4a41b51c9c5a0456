"""A test that cannot fail proves nothing: each bug planted in the emulator is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sheets_emulator.planted_bugs import BUGS, planted_source

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_its_piece_of_source_stands_there_once(bug):
    """Else it would be planted nowhere, and be noticed by nobody."""
    source = (ROOT / "sheets_emulator" / f"{bug.module}.py").read_text("utf-8")

    assert planted_source(bug, source) != source


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system branches off no processes")
def test_every_bug_is_noticed():
    """By the tests of the module that it is in."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.sheets_emulator.planted_bugs"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found: list[str] = json.loads(told.stdout)

    assert found == []
