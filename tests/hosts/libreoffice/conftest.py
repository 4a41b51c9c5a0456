"""One LibreOffice for the tests that ask it what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hosts.libreoffice.office import Calc
from tests.hosts.libreoffice.pressing_here import PressingCalc


@pytest.fixture(scope="session")
def calc(libreoffice: str) -> Iterator[Calc]:
    """A LibreOffice from a cold profile that has our functions."""
    with Calc(libreoffice) as running:
        yield running


@pytest.fixture(scope="session")
def pressing_calc(libreoffice: str) -> Iterator[PressingCalc]:
    """A LibreOffice from a cold profile in which buttons are pressed."""
    with PressingCalc(libreoffice) as running:
        yield running
