"""What the tests of the desktop add-in share: xlwings as on Windows, and the built add-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.hosts.desktop.xlam import FILE_NAME, build_xlam
from tests.hosts.desktop.windows_stand_in import Windows


@pytest.fixture(scope="session")
def windows() -> Windows:
    """An xlwings with its Windows code, and our module as it is there."""
    return Windows()


@pytest.fixture(scope="session")
def xlam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in file."""
    path = tmp_path_factory.mktemp("desktop") / FILE_NAME
    path.write_bytes(build_xlam())
    return path
