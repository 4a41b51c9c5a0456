"""One step, tried: again for what passes by itself, never for anything else, never an exception."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from addin.domain.night import Outcome, Step
from addin.errors import (
    AddinError,
    AnswerLost,
    FileChanged,
    FileInUse,
    HistoryBusy,
    SharedSheetBusy,
    SyncLocked,
)
from addin.nightly.steps.bench import Bench

_log = logging.getLogger(__name__)

TRANSIENT: Final[tuple[type[AddinError], ...]] = (
    FileInUse,
    FileChanged,
    HistoryBusy,
    SharedSheetBusy,
    AnswerLost,
    SyncLocked,
)
"""What passes by itself: somebody saves, another program writes, the network stumbles."""
_NAMES: Final = frozenset(kind.__name__ for kind in TRANSIENT)
_FIRST_PAUSE: Final = 0.25  # seconds; each further one is four times as long, up to the last
_LAST_PAUSE: Final = 4.0


def pauses(tries: int) -> Iterator[float]:
    """How long to wait after each try but the last, in seconds.

    >>> list(pauses(4))
    [0.25, 1.0, 4.0]
    """
    for at in range(tries - 1):
        yield min(_FIRST_PAUSE * 4**at, _LAST_PAUSE)


def tried(name: str, step: Callable[[Bench], Step], bench: Bench) -> Step:
    """How a step ended, after as many tries as it took; a bug in it is a failure like any other.

    What any of the tries wrote is touched: a further one finds it done.
    """
    waits = pauses(bench.tries)
    tries = 0
    touched: tuple[str, ...] = ()
    while True:
        tries += 1
        done = _once(name, step, bench)
        touched = tuple(dict.fromkeys((*touched, *done.touched)))
        done = replace(done, tries=tries, touched=touched)
        if done.outcome is not Outcome.FAILED or done.error not in _NAMES:
            return done
        wait = next(waits, None)
        if wait is None:
            return done
        if done.error == FileChanged.__name__:
            bench.reading.over()
        bench.sleep(wait)


def timed(name: str, step: Callable[[Bench], Step], bench: Bench) -> Step:
    """The step with the seconds that it took, its waiting included."""
    started = time.perf_counter()
    done = _once(name, step, bench)
    return replace(done, seconds=time.perf_counter() - started)


def _once(name: str, step: Callable[[Bench], Step], bench: Bench) -> Step:
    try:
        return step(bench)
    except AddinError as error:
        return Step(name, Outcome.FAILED, str(error), type(error).__name__)
    except Exception as error:  # noqa: BLE001 - the next step goes on
        _log.exception("%s of %s failed", name, bench.folder)
        reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
        return Step(name, Outcome.FAILED, reason, type(error).__name__)
