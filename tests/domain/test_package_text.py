"""Texts that come with the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from addin.domain.package_text import package_text


def test_a_text_is_read_as_it_lies_there():
    """In UTF-8, whatever the machine prefers."""
    assert "[idle]" in package_text("addin.tables", "headings.toml")


def test_one_that_is_missing_is_no_empty_text():
    """A broken installation shows at once."""
    with pytest.raises(FileNotFoundError):
        package_text("addin.domain", "nothing.toml")


def test_loading_the_functions_reads_no_file():
    """What unpacks archives is not even imported."""
    code = "import sys, addin.udfs.catalogue; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert {"tempfile", "shutil", "importlib.resources"} & set(done.stdout.split()) == set()
