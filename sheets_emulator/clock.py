"""The service's clock: the machine's, until a test stops it and steps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sheets_emulator.errors import invalid
from sheets_emulator.hook import Hook, Json, Route

if TYPE_CHECKING:
    from sheets_emulator.service import Service


class Clock:
    """What time it is for times of files, for NOW(), for quotas and for tokens."""

    def __init__(self) -> None:
        self._ahead = dt.timedelta()
        self._stopped: dt.datetime | None = None

    def now(self) -> dt.datetime:
        """The moment, in UTC."""
        return (self._stopped or dt.datetime.now(dt.UTC)) + self._ahead

    def stop(self, at: dt.datetime | None = None) -> None:
        """Stand still, now or at that moment."""
        self._stopped = at or self.now()
        self._ahead = dt.timedelta()

    def step(self, seconds: float) -> None:
        """Move on, whether it runs or stands."""
        self._ahead += dt.timedelta(seconds=seconds)

    def run(self) -> None:
        """Be the machine's clock again."""
        self._stopped, self._ahead = None, dt.timedelta()

    @property
    def stands(self) -> bool:
        """Whether it was stopped."""
        return self._stopped is not None


class _ClockHook(Hook):
    """`POST /__admin/clock` with `stop`, `at`, `step` (seconds), `run`; {} only asks."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def routes(self) -> Mapping[str, Route]:
        """Its admin routes."""
        return {"clock": self._set}

    def reset(self) -> None:
        """As at the start."""
        self._clock.run()

    def _set(self, body: Json) -> Json:
        if body.get("run"):
            self._clock.run()
        if body.get("stop"):
            self._clock.stop()
        if at := body.get("at"):
            self._clock.stop(_moment(at))
        if step := body.get("step"):
            self._clock.step(float(step))
        return {"now": self._clock.now().isoformat(), "stands": self._clock.stands}


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise invalid(f"Not a moment in ISO 8601: {text}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def install(service: Service) -> Hook:
    """The hook of this module for `service`."""
    return _ClockHook(service.clock)
