"""What the presses are made on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from addin.adapters.live_excel.files.engine import file_engine
from tests.cli.drawn_files import folder_of
from tests.hosts.desktop.buttons.production import Production


@pytest.fixture
def show(tmp_path, windows) -> Iterator[Production]:
    """A production with a PO log, a ledger and a cost report that does not tie."""
    with file_engine() as app:
        yield Production(folder_of(tmp_path / "show", "500"), app, windows)
