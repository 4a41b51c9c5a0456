"""The generated pages are current, and the list of commands says what the commands say."""

import runpy
from pathlib import Path

import click
import pytest

from addin.cli import COMMANDS, tieout

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = runpy.run_path(str(DOCS / "reference.py"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_current(name):
    """`python docs/reference.py` brings it up to date."""
    assert (DOCS / name).read_text("utf-8") == PAGES[name]()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_one_line_of_help_is_the_command_s_own(name):
    """It stands twice, so that --help imports nothing."""
    command = tieout.get_command(click.Context(tieout), name)

    assert command is not None
    assert command.short_help == COMMANDS[name].help
