"""The pane in a browser, beside a few workbooks of the demo."""

from __future__ import annotations

import pytest

from addin.hosts.web.productions import Productions
from tests.hosts.snapshots.demo_here import AT, files
from tests.hosts.web.pane_here import Pane
from tests.hosts.web.serving_here import running
from tests.hosts.web.taskpane.production import SMALL


@pytest.fixture
def production(tmp_path):
    """A few workbooks of the demo."""
    folder = tmp_path / "Night Shift"
    folder.mkdir()
    for name in SMALL:
        (folder / name).write_bytes(files()[name])
    return folder


@pytest.fixture
def pane(node, packages, chromium, production, tmp_path):
    """The pane beside the cost report."""
    del packages
    told = Productions((production,), tmp_path / "own")
    with running(productions=told, today=AT.isoformat()) as server:
        yield Pane(node, chromium, server, production)
