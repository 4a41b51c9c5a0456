"""The databases that every adapter here is tried on: SQLite, and a PostgreSQL server of our own."""

from __future__ import annotations

import os

import pytest

from addin.adapters.database.connected import Connected


def started_postgres(*, is_odd: bool):
    """A server while it is wanted; on a build server it is a failure that none can be started."""
    if os.name == "nt":
        pytest.skip("PostgreSQL is not started by tests on Windows")
    from tests.adapters.database.postgres import programs, server  # noqa: PLC0415 - not on Windows

    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed on this build server")
        pytest.skip("PostgreSQL is not installed")
    return server(found, is_odd=is_odd)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server."""
    # all of these tests, once in a while, against a server that is set up otherwise than ours
    with started_postgres(is_odd=bool(os.environ.get("TIEOUT_TEST_ODD_SERVER"))) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of an empty database, as people write it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'history.db'}"
    return request.getfixturevalue("postgres").database()


@pytest.fixture
def database(address):
    """An empty database."""
    found = Connected(address)
    yield found
    found.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def quick_database(request):
    """An empty database for laws with many examples: SQLite's in memory."""
    server = request.param == "postgresql"
    address = request.getfixturevalue("postgres").database() if server else "sqlite://"
    found = Connected(address)
    yield found
    found.close()
