"""The review service, with and without a network."""

from __future__ import annotations

import pytest

from tests.hosts.web.review.inside import inside as made
from tests.hosts.web.review.studio_here import studio_in


@pytest.fixture
def inside(tmp_path):
    """The service without a network."""
    service = made(tmp_path)
    yield service
    service.runner.close()


@pytest.fixture
def studio(tmp_path):
    """A studio on the disk, after its first night."""
    return studio_in(tmp_path / "studio")
