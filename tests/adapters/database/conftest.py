"""Databases that the adapters are tried on."""

from __future__ import annotations

import pytest

from addin.adapters.database.connected import Connected


@pytest.fixture
def database(tmp_path):
    """An empty database."""
    found = Connected.in_folder(tmp_path)
    yield found
    found.close()
