"""Names from workbooks and folders move nothing on a terminal."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table
from rich.text import Text

from addin.cli.saying import harmless
from addin.cli.terminal import Console
from tests.cli.drawn_files import folder_of

NASTY = "Night\x1b[2J\x1b]52;c;eA==\x07\x9b31m\u202eShift"


def _grid(text):
    table = Table()
    table.add_column("name")
    table.add_row(Text(text))
    return table


@given(st.text())
def test_what_is_harmless_is_shown_as_it_is_and_the_rest_without_its_marks(text):
    """Letters of any alphabet stay; nothing is left that a terminal obeys."""
    shown = harmless(text)

    assert shown == harmless(shown)
    assert all(one in "\n\t" or not (ord(one) < 32 or 127 <= ord(one) < 160) for one in shown)
    assert not text.isprintable() or shown == "".join(one for one in text if one in shown)


@pytest.mark.parametrize("made", [str, Text, _grid])
def test_a_report_has_colours_and_no_marks_of_others(made):
    """Our own colours are there still."""
    file = io.StringIO()
    Console(file=file, force_terminal=True, width=200, color_system="standard", markup=False).print(
        made(NASTY), Text("worst", style="red"), highlight=False
    )

    shown = file.getvalue()
    assert "\x1b[31mworst\x1b[0m" in shown
    assert "Night[2J]52;c;eA==31mShift" in shown
    assert not {"\x9b", "\x07", "\u202e"} & set(shown)
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="no folder can be called so there")
@pytest.mark.parametrize("command", [["check"], ["reconcile"], ["nightly"], ["check", "--json"]])
def test_a_folder_with_marks_in_its_name_is_checked_and_shown_without(tmp_path, command):
    """On every way to the terminal, refusals too."""
    folder = folder_of(tmp_path / "Night \x1b]0;gone\x07Shift", "500")
    if "--json" in command:
        command, folder = ["check"], folder / "no such folder"
    done = subprocess.run(
        [sys.executable, "-m", "addin", *command, str(folder)], capture_output=True, check=False
    )

    assert b"\x1b" not in done.stdout + done.stderr
    assert b"Shift" in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no folder can be called so there")
def test_lines_that_repeat_a_reason_or_a_name_are_shown_without_marks(tmp_path):
    """A decision is told with its reason, an import with the name of its file."""
    folder = folder_of(tmp_path / "show", "500")
    (folder / "odd \x1b]0;gone\x07.csv").write_text("x\n1\n")
    for command in (
        ["import", str(folder / "odd \x1b]0;gone\x07.csv"), str(folder)],
        ["press", "import_file", str(folder), "--answer", "file=odd \x1b]0;gone\x07.csv"],
        ["waive", str(folder), "no such \x1b]0;gone\x07", "--reason", "x"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "addin", *command], capture_output=True, check=False
        )
        assert b"\x1b" not in done.stdout + done.stderr, command
