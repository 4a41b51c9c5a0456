"""Functions called as a host calls them, for tests that look into their spill."""

from __future__ import annotations

from typing import Any

from addin.udfs.catalogue import call


def called(name: str, *arguments: object) -> Any:
    """What a function gives for these arguments; rows where it spills."""
    return call(name, arguments)
