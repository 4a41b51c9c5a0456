"""SCH603: the people on a production report are not those on the day's call sheet.

Why it matters: the report is what payroll and the unions get. Who worked without a call has no
deal for the day; cast who were called and do not stand on it are owed the day all the same.

Example: cast 4 was called on 12 March and has no in and out on the report of that day.

What to do: complete the report, or note on it who was added and who was dismissed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.day_out_of_days import NoSuchCode, code_of
from addin.domain.issued_call_sheet import CalledPart, IssuedCallSheet
from addin.domain.production_report import ProductionReport
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import day_text
from addin.rules.issued import call_sheets_by_day, reports_by_day
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH603"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person, day by day; a part of a form that is empty says nothing."""
    sheets = call_sheets_by_day(papers)
    for day, report in reports_by_day(papers).items() if sheets else ():
        if day in sheets:
            yield from _cast(report, sheets[day], day)
            yield from _crew(report, sheets[day], day)


def _cast(report: ProductionReport, sheet: IssuedCallSheet, day: dt.date) -> Iterator[Finding]:
    there = {one.number: one for one in report.people if one.number}
    called = {one.number: one for one in sheet.cast}
    if not there or not called:
        return
    for number, one in there.items():
        if number not in called:
            yield _finding(
                f"Cast {number} {one.person} worked on {day_text(day)} by '{one.source.sheet}' and"
                f" is not on '{sheet.source.sheet}'.",
                (one.source.at("cast_id", "person"), sheet.cast[0].source.at("cast_id")),
                f"cast {number} on {day}",
            )
    for number, part in called.items():
        if number not in there and _works(part):
            first = next(iter(there.values()))
            yield _finding(
                f"Cast {number} {part.character or part.performer} is called on"
                f" '{sheet.source.sheet}' and has no line on '{first.source.sheet}'.",
                (part.source.at("cast_id"), first.source.at("cast_id", "person")),
                f"cast {number} on {day}",
            )


def _works(part: CalledPart) -> bool:
    """A part that is held or only travels need not stand on the report."""
    try:
        return not part.status or code_of(part.status).is_work
    except NoSuchCode:
        return True


def _crew(report: ProductionReport, sheet: IssuedCallSheet, day: dt.date) -> Iterator[Finding]:
    called = {name_key(one.person) for one in sheet.crew}
    there = [one for one in report.people if not one.number and " " in name_key(one.person)]
    if not called or sum(name_key(one.person) in called for one in there) * 2 < len(there):
        return
    for one in there:
        if name_key(one.person) not in called:
            yield _finding(
                f"{one.person} worked on {day_text(day)} by '{one.source.sheet}' and is not on"
                f" '{sheet.source.sheet}'.",
                (one.source.at("person"), sheet.crew[0].source.at("person")),
                f"{one.person} on {day}",
            )


def _finding(message: str, places: tuple[Place, ...], subject: str) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        message,
        places,
        advice="Complete the report, or note on it who was added and who was dismissed.",
        subject=subject,
    )
