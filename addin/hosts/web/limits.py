"""How much one batch of calls may ask for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes and times; a workbook in use stays far below, a page that means harm does not.

    ``cells`` counts what the calls bring, ranges used by several calls once; ``answered`` what they
    give back. ``waiting``: batches that may queue for a worker; ``presses``: buttons at work at
    once. Seconds are of the clock.
    """

    body: int = 64 * 1024 * 1024  # bytes
    calls: int = 10_000
    cells: int = 4_200_000  # four whole columns
    answered: int = 2_100_000
    call_seconds: float = 10.0
    batch_seconds: float = 30.0
    body_seconds: float = 15.0
    waiting: int = 64
    presses: int = 4
    press_seconds: float = 300.0
