"""One night: every production in turn; whatever happens to one never stops the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from addin.errors import AddinError
from addin.reports.check import CheckReport
from addin.reports.nightly import Night
from addin.sync.told import SyncTold

_log = logging.getLogger(__name__)


Syncs = Callable[[Path, CheckReport], Iterable[SyncTold]]


def _none(folder: Path, report: CheckReport) -> Iterable[SyncTold]:
    del folder, report
    return ()


def night(
    folders: Iterable[Path],
    check: Callable[[Path], CheckReport],
    syncs: Syncs = _none,
) -> Iterator[Night]:
    """Check each production, then sync what it ties; yield how it went, in the order given.

    A production that cannot be checked is an outcome, with the reason in a sentence. So is one on
    which Tieout itself fails: the log then holds where.
    """
    for folder in folders:
        started = time.perf_counter()
        try:
            report = check(folder)
        except AddinError as error:
            yield Night(folder.name, str(folder), None, str(error), time.perf_counter() - started)
        except Exception as error:  # noqa: BLE001 - the night goes on
            _log.exception("the check of %s failed", folder)
            reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
            yield Night(folder.name, str(folder), None, reason, time.perf_counter() - started)
        else:
            told = tuple(_synced(folder, report, syncs))
            seconds = time.perf_counter() - started
            yield Night(report.production, str(folder), report, "", seconds, told)


def _synced(folder: Path, report: CheckReport, syncs: Syncs) -> Iterator[SyncTold]:
    """The syncs of a production; whatever happens to one, the check of it is told."""
    try:
        yield from syncs(folder, report)
    except AddinError as error:
        yield SyncTold("", str(error), error=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - the night goes on
        _log.exception("the syncs of %s failed", folder)
        reason = f"Tieout itself failed here ({type(error).__name__}: {error})."
        yield SyncTold("", reason, error=type(error).__name__)
