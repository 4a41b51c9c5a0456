"""The programs these tests need, and a server that all of them share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.hosts.web.serving_here import running

PACKAGES = Path(__file__).parent / "node_modules"


def _absent(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what} on this build server")
    pytest.skip(what)


@pytest.fixture(scope="session")
def node():
    """Node; on a build server its absence is a failure."""
    found = shutil.which("node")
    if found is None:
        _absent("node is not installed")
    return found


@pytest.fixture(scope="session")
def packages(node):
    """Microsoft's own tools, as pinned in package-lock.json."""
    del node
    if not (PACKAGES / "office-addin-manifest").is_dir():
        _absent("'npm ci' was not run in tests/hosts/web")
    return PACKAGES


@pytest.fixture(scope="session")
def chromium():
    """A browser; on a build server its absence is a failure."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        _absent("Chromium is not installed")
    return found


@pytest.fixture(scope="session")
def server():
    """A real server on this computer, over http, with the real functions."""
    with running() as served:
        yield served
