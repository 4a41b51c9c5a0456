"""One night: every production in turn; whatever happens to one never stops the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from addin.errors import AddinError
from addin.reports.check import CheckReport
from addin.reports.nightly import Night

_log = logging.getLogger(__name__)


def night(folders: Iterable[Path], check: Callable[[Path], CheckReport]) -> Iterator[Night]:
    """Check each production; yield how it went, in the order given.

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
            seconds = time.perf_counter() - started
            yield Night(report.production, str(folder), report, "", seconds)
