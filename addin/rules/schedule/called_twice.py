"""SCH707: somebody is called by two units on one day.

Why it matters: a gaffer is on one set. Both units count on the person, and the one that loses looks
for a replacement at five in the morning.

Example: Ruth Alder is called at 06:30 on the main unit's call sheet of 12 March, and at 09:00 on
the second unit's.

What to do: take one call out, or note which hours are whose.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from addin.domain.clock import When
from addin.domain.issued_call_sheet import CalledPerson, IssuedCallSheet
from addin.findings import Finding, Severity
from addin.rules.boards import day_text
from addin.rules.issued import on_day
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH707"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person and day; two versions of one call sheet are not two units."""
    by_day: dict[dt.date, list[IssuedCallSheet]] = defaultdict(list)
    for sheet in papers.production.call_sheets:
        if sheet.date is not None:
            by_day[sheet.date].append(sheet)
    for day, sheets in sorted(by_day.items()):
        for at, one in enumerate(sheets):
            for other in sheets[at + 1 :]:
                if not _scenes(one) & _scenes(other):
                    yield from _twice(day, one, other)


def _scenes(sheet: IssuedCallSheet) -> set[str]:
    return {one.scene.casefold() for one in sheet.scenes}


def _twice(day: dt.date, one: IssuedCallSheet, other: IssuedCallSheet) -> Iterator[Finding]:
    there = {name_key(person.person): person for person in other.crew}
    for person in one.crew:
        key = name_key(person.person)
        again = there.get(key) if " " in key else None
        if again is not None:
            yield Finding(
                CODE,
                Severity.WARNING,
                f"{person.person} is called by two units on {day_text(day)}:"
                f" {_where(person, day)} and {_where(again, day)}.",
                (person.source.at("person"), again.source.at("person")),
                advice="Take one call out, or note which hours are whose.",
                subject=f"{key} on {day}",
            )


def _where(person: CalledPerson, day: dt.date) -> str:
    call: When | None = person.call
    when = f"at {on_day(day, call):%H:%M} " if call is not None else ""
    return f"{when}on '{person.source.sheet}'"
