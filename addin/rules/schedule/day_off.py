"""SCH306: the board shoots on a holiday or a day off.

Why it matters: a holiday is paid at a multiple where it is worked at all, and permits, banks and
rental houses are closed.

Example: day 9 on Monday 6 July, that the production calendar calls a company holiday.

What to do: move the day, or take the entry out of the calendar if the day is worked after all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Final

from addin.domain.source import Place
from addin.domain.territory_holidays import UnknownTerritory, holidays_of
from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text
from addin.rules.rule import Workpapers
from addin.tables.cells import to_date
from addin.tables.table import Role

CODE = "SCH306"
_OFF: Final = re.compile(
    r"\b(?:holiday|day off|days off|hiatus|dark day|shut ?down|no (?:filming|shooting))\b",
    re.IGNORECASE,
)
_WORKED: Final = re.compile(r"\b(?:worked|working|shoot(?:ing)? (?:on|through))\b", re.IGNORECASE)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per day, by the production's calendar and by the territory's holidays."""
    found = current(papers)
    off = _calendar(papers) if found else {}
    for board in found:
        for day, lines in board.days.items():
            name, places = off.get(day, ("", ()))
            if not name:
                name = _public(papers.options.territory, day)
            if name:
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"'{board.name}' shoots on {day_text(day)}: {name}.",
                    (*cells(lines, "date", "shoot_day", "scene"), *places),
                    advice="Move the day, or correct the calendar if it is worked after all.",
                    subject=f"shoots on {day}",
                )


def _public(territory: str, day: dt.date) -> str:
    if not territory:
        return ""
    try:
        name = holidays_of(territory).names.get(day, "")
    except UnknownTerritory:
        return ""
    return f"a public holiday ({name}, {territory})" if name else ""


def _calendar(papers: Workpapers) -> Mapping[dt.date, tuple[str, tuple[Place, ...]]]:
    """Days that a calendar among the schedules calls off, each with its cells."""
    found: dict[dt.date, tuple[str, tuple[Place, ...]]] = {}
    for table, sheet in papers.tables_of(Role.SCHEDULE):
        when = table.fields.get("date") or table.fields.get("start")
        words = [table.fields[name] for name in ("item", "description") if name in table.fields]
        for row in table.body if when and words else ():
            text = " ".join(str(sheet.value(row, column) or "") for column in words)
            first = to_date(sheet.value(row, when or 0))
            if first is None or not _OFF.search(text) or _WORKED.search(text):
                continue
            last = to_date(sheet.value(row, table.fields.get("end", 0))) or first
            place = (table.place(row, words[0]), table.place(row, when or 0))
            for ahead in range(min((last - first).days, 60) + 1):
                day = first + dt.timedelta(days=ahead)
                found.setdefault(day, (f"the calendar calls it “{text.strip()}”", place))
    return found
