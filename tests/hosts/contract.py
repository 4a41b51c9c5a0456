"""What every host of the buttons must be able to do, whatever it is made of.

A host that is to be held to it adds itself to ``test_host_contract.HOSTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest


class Host(Protocol):
    """A host with one workbook of a production open in it."""

    def buttons(self) -> set[str]:
        """The names of the buttons that a person can reach."""
        ...

    def press(self, button: str, answers: Mapping[str, str]) -> str:
        """Press one, answering what it asks, and wait; the sentence that is shown."""
        ...

    def content(self) -> object:
        """All that stands in the open workbook; equal only if nothing has changed."""
        ...


Opening = Callable[[pytest.FixtureRequest, Path, str], AbstractContextManager[Host]]
"""Opens a workbook of a production's folder in a host; skips the test where it is not there."""


@dataclass(frozen=True)
class Known:
    """A host by its name."""

    name: str
    opening: Opening
