"""One production after the other, in this very process: a few of them need nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from addin.domain.night import ProductionNight
from addin.nightly.engines.engine import Stop
from addin.nightly.limits import EndedAtOnce, OutOfTime, Work, measured, took_too_long, watched
from addin.nightly.orders import Task
from addin.nightly.production import work as night_of_production


class InProcess:
    """Works here. What ends this process ends the night; the next one goes on from there."""

    def __init__(self, work: Work = night_of_production) -> None:
        self._work = work

    @property
    def name(self) -> str:
        """How it is asked for."""
        return "in-process"

    def run(self, tasks: Sequence[Task], stop: Stop) -> Iterator[ProductionNight]:
        """Each production in turn, in the order given."""
        for task in tasks:
            if stop.asked():
                return
            try:
                with watched(task, stop.at_once):
                    one = measured(self._work, task)
            except OutOfTime:
                one = took_too_long(task)
            except EndedAtOnce:
                return
            yield one
