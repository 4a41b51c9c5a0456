"""Vendors and the spellings they go by."""

from __future__ import annotations

from dataclasses import dataclass

from addin.domain.source import NOWHERE, Source


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor of a vendor list."""

    name: str
    number: str = ""
    source: Source = NOWHERE
