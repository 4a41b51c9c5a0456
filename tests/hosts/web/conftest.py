"""A server that all of these tests share."""

from __future__ import annotations

import pytest

from tests.hosts.web.serving_here import running


@pytest.fixture(scope="session")
def server():
    """A real server on this computer, over http, with the real functions."""
    with running() as served:
        yield served
