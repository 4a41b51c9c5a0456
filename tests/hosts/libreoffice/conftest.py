"""One LibreOffice for the tests that ask it what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hosts.libreoffice.office import Calc


@pytest.fixture(scope="session")
def calc(libreoffice: str) -> Iterator[Calc]:
    """A LibreOffice from a cold profile that has our functions."""
    with Calc(libreoffice) as running:
        yield running
