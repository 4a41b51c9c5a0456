"""What all tests share: where the collections of real workbooks are, and what this machine has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

# A build server tries the same examples each time, so that a change is judged by what it changed;
# runs by hand keep exploring. Derandomized examples still hold numbers and words of the modules
# that are imported, which differ with the tests that a process ran before: these are left out.
settings.register_profile("build server", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("build server")
    if hasattr(providers, "_get_local_constants"):
        none_of_ours = providers._local_constants
        providers._get_local_constants = lambda: none_of_ours

BESIDE = Path(__file__).resolve().parents[2] / "shared"


def _collection(name: str) -> Path:
    folder = BESIDE / name
    if not folder.is_dir():
        pytest.skip(f"the collection of workbooks 'shared/{name}' is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of workbooks from real work."""
    return _collection("real")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of workbooks that other programs made."""
    return _collection("corpus")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The LibreOffice program; on a build server its absence is a failure."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed on this build server")
        pytest.skip("LibreOffice is not installed")
    return found


BROWSER_PACKAGES = Path(__file__).parent / "hosts" / "web" / "node_modules"


def _absent(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what} on this build server")
    pytest.skip(what)


@pytest.fixture(scope="session")
def node() -> str:
    """Node; on a build server its absence is a failure."""
    found = shutil.which("node")
    if found is None:
        _absent("node is not installed")
    return str(found)


@pytest.fixture(scope="session")
def packages(node: str) -> Path:
    """Microsoft's own tools and axe, as pinned in package-lock.json."""
    del node
    if not (BROWSER_PACKAGES / "office-addin-manifest").is_dir():
        _absent("'npm ci' was not run in tests/hosts/web")
    return BROWSER_PACKAGES


@pytest.fixture(scope="session")
def chromium() -> str:
    """A browser; on a build server its absence is a failure."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        _absent("Chromium is not installed")
    return str(found)
