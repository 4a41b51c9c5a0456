"""The emulator answers as the real service was recorded to answer: the score must not fall."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sheets_emulator import start

CONFORMANCE = Path(__file__).resolve().parents[3] / "shared" / "conformance" / "sheets"
EXCHANGES, CASSETTES = 1029, 59
FLOOR = 1029
"""What was reached; raise it when more is, never lower it."""


@pytest.fixture(scope="module")
def conformance() -> Path:
    """The recordings and the program that replays them; on a build server they must be there."""
    if not (CONFORMANCE / "replay.py").is_file():
        if os.environ.get("CI"):
            pytest.fail("the collection 'shared/conformance' is not beside this checkout")
        pytest.skip("the collection 'shared/conformance' is not beside this checkout")
    return CONFORMANCE


def account_of(folder: Path) -> str:
    """The address that the recordings were made with: protected ranges name it as an editor."""
    text = (folder / "cassettes" / "WorksheetTest.test_delete_protected_range.json").read_text(
        "utf-8"
    )
    found = re.search(r"[\w.-]+@[\w.-]+\.gserviceaccount\.com", text)
    assert found is not None
    return found[0]


@pytest.mark.real
def test_the_replay_of_the_recordings_reaches_its_floor(conformance, tmp_path):
    """Every exchange at `used`, every cassette whole, and no answer that breaks Google's schema."""
    scores = tmp_path / "scores.json"
    schema = ["--schema"] if _has_discovery() else []
    with start(account=account_of(conformance)) as emulator:
        told = subprocess.run(
            [sys.executable, str(conformance / "replay.py"), emulator.address,
             str(conformance / "cassettes"), "--json", str(scores), "-v", *schema],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    score: dict[str, Any] = json.loads(scores.read_text("utf-8"))

    assert score["total"]["n"] == EXCHANGES
    assert score["total"]["used"] >= FLOOR, told.stdout
    assert score["whole"]["used"] == CASSETTES, told.stdout
    assert not schema or "schema: 0 violations" in told.stdout


def _has_discovery() -> bool:
    return importlib.util.find_spec("googleapiclient") is not None
