"""Every planted bug is found: by a case, or by a random history."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sync.planted_run_bugs import BUGS, PARTS

ROOT = Path(__file__).parents[2]
CASES = ["tests/sync/test_apply.py", "-k", "not first_load_takes and not many_rows"]
PARTS_CASES = ["tests/sync/test_apply.py", "-k", "many_rows"]
HISTORIES = ["tests/sync/test_histories.py"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the code, to plant bugs in."""
    copy = tmp_path_factory.mktemp("house")
    skipped = shutil.ignore_patterns("__pycache__")
    for folder in ("addin", "sheets_emulator", "tests/sync"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=skipped)
    return copy


def outcome(house, tests, histories=150):
    """What pytest says of the copy: 0 is passed, 1 is failed."""
    said = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider",
         "--import-mode=importlib", "--rootdir", str(house), *tests],
        cwd=house, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(house), "TIEOUT_HISTORIES": str(histories),
             "TIEOUT_HISTORIES_AS_FOUND": "1"},
    )  # fmt: skip
    return said.returncode, said.stdout


def test_the_copy_itself_passes(house):
    """What is found below is the bug, and not the copy."""
    code, said = outcome(house, CASES)
    assert code == 0, said


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.wrong)
def test_a_planted_bug_is_found(house, bug):
    """By a case first, as those are quick; else by random histories."""
    place = house / bug.file
    source = place.read_text("utf-8")
    assert source.count(bug.right) == 1, f"{bug.file} has changed: plant this bug anew"
    place.write_text(source.replace(bug.right, bug.planted), "utf-8")
    cases = PARTS_CASES if bug.file == PARTS else CASES
    try:
        found = outcome(house, cases)[0] == 1 or outcome(house, HISTORIES)[0] == 1
    finally:
        place.write_text(source, "utf-8")
    assert found, f"nobody noticed that {bug.wrong}"
