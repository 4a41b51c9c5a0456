"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from addin.domain.night import ProductionNight
from addin.nightly.orders import Task


class Stop(Protocol):
    """Asked between productions whether somebody wants the night to end."""

    def asked(self) -> bool:
        """Whether no more productions are to be begun; those at work come to their end."""
        ...

    def at_once(self) -> bool:
        """Whether those at work are to be ended too: what they had not written stays undone."""
        ...


class Engine(Protocol):
    """Works on productions, on this machine or others; every engine gives the same results."""

    @property
    def name(self) -> str:
        """How it is asked for: ``in-process``, ``local:2``, ``tls://scheduler:8786``."""
        ...

    def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
        """How each production ended, as they end: each task once, whatever happens to a worker.

        Tasks not begun when a stop was asked for are left out. What kills its worker, or takes
        more time or memory than it may, is an outcome like any other.

        Raises:
            NightRefused: nothing was begun: no workers, or workers of another version.
            NightCutShort: what worked is lost for good (a scheduler, all workers): tasks that were
                not yielded are not done, and the same night, run again, goes on with them.
        """
        ...
