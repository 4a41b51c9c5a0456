"""Whether a workbook counts its days as Excel usually does: from 30 December 1899."""

from __future__ import annotations

from typing import Any

from .log import Log

USUAL = (1899, 12, 30)


class Calendar:
    """Which workbooks' dates can be read; each other way to count is mentioned in the log once."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._mentioned: set[tuple[int, int, int]] = set()

    def is_excels(self, workbook: Any) -> bool:
        """Whether a number means the day that Excel takes it for.

        If not, a date would be four years off without anybody seeing it.
        """
        if workbook is None:
            return True
        first = workbook.getPropertyValue("NullDate")
        day = (first.Year, first.Month, first.Day)
        if day == USUAL:
            return True
        if day not in self._mentioned:
            self._mentioned.add(day)
            counted = "{:04}-{:02}-{:02}".format(*day)
            self._log.say(
                f"A workbook counts its days from {counted}: functions with dates show #VALUE! in "
                "it. Switch it to 30 December 1899 (Tools, Options, LibreOffice Calc, Calculate), "
                "and correct the dates in it."
            )
        return False
