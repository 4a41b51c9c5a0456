"""The night of one production: its steps in order; whatever happens ends in one value."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from addin import __version__, wiring
from addin.domain.night import Ended, Outcome, Point, ProductionNight, Step
from addin.errors import AddinError
from addin.findings import Standpoint
from addin.jobs.check import check
from addin.nightly.orders import Task

_log = logging.getLogger(__name__)


def work(task: Task) -> ProductionNight:
    """Work on one production; nothing is ever raised but what ends the process.

    Engines call it by name in other processes and on other machines.
    """
    started = time.perf_counter()
    try:
        return _worked(task, started)
    except AddinError as error:
        return failed(task, str(error), type(error).__name__, time.perf_counter() - started)
    except Exception as error:  # noqa: BLE001 - the night goes on
        _log.exception("the night of %s failed", task.folder)
        reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
        return failed(task, reason, type(error).__name__, time.perf_counter() - started)


def failed(task: Task, reason: str, error: str, seconds: float = 0.0) -> ProductionNight:
    """A production that could not be worked on, and why."""
    return ProductionNight(
        position=task.position,
        production=Path(task.folder).name,
        folder=task.folder,
        at=task.orders.at,
        ended=Ended.FAILED,
        failure=reason,
        error=error,
        version=__version__,
        seconds=seconds,
    )


def _worked(task: Task, started: float) -> ProductionNight:
    place = Path(task.folder)
    orders = task.orders
    off = not orders.keeps_history or orders.is_dry
    with wiring.kept(place, orders.history or None, off=off) as kept:
        report = check(
            wiring.workbooks(place),
            wiring.settings_of(place),
            name=wiring.production_name(place),
            folder=task.folder,
            at=orders.at,
            kept=kept,
        ).report
    seconds = time.perf_counter() - started
    return ProductionNight(
        position=task.position,
        production=report.production,
        folder=task.folder,
        at=orders.at,
        ended=Ended.CHECKED,
        steps=(Step("validate", Outcome.DONE, f"{len(report.open)} open", seconds=seconds),),
        points=tuple(map(_point, report.standpoints)),
        version=__version__,
        seconds=seconds,
    )


def _point(standpoint: Standpoint) -> Point:
    finding = standpoint.finding
    return Point(
        key=standpoint.id,
        code=finding.code,
        severity=int(finding.severity),
        standing=str(standpoint.standing),
        workbook=finding.place.workbook,
        sheet=finding.place.sheet,
        cell=finding.place.cell,
        message=finding.message,
        advice=finding.advice,
        since=standpoint.since,
        waiver=standpoint.waiver,
        impact=finding.impact.minor if finding.impact else None,
    )
