"""SCH502: a call sheet calls other cast than works on its day, or with another status.

Why it matters: who is missing from the call sheet is not picked up; who is on it for nothing is
paid for the day. The status starts and ends the deal.

Example: cast 4 works on 12 March by the board, and the call sheet of that day does not name them.

What to do: build the call sheet again; what was typed into it (calls, remarks) stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from addin.domain.day_out_of_days import Code, NoSuchCode, code_of
from addin.domain.issued_call_sheet import CalledPart, IssuedCallSheet
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, day_text, listed
from addin.rules.issued import is_past, issued, reports_by_day
from addin.rules.paid_days import dood_sheets, expected
from addin.rules.rule import Workpapers

CODE = "SCH502"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per part; days that were reported are over."""
    sheets = issued(papers) if papers.production.call_sheets else ()
    reported = reports_by_day(papers) if sheets else {}
    for day, sheet, board in sheets:
        if board is None or day in reported or not sheet.cast or day not in board.days:
            continue
        severity = Severity.NOTE if is_past(papers, day) else Severity.WARNING
        yield from _missing(sheet, board, day, severity)
        yield from _statuses(papers, sheet, board, day, severity)


def _missing(
    sheet: IssuedCallSheet, board: Board, day: dt.date, severity: Severity
) -> Iterator[Finding]:
    called = {one.number for one in sheet.cast}
    for number in dict.fromkeys(cast for line in board.days[day] for cast in line.cast):
        if number not in called:
            lines = [line for line in board.days[day] if number in line.cast]
            yield _finding(
                f"Cast {number} works on {day_text(day)} by '{board.name}' (scenes"
                f" {listed(line.scene for line in lines)}) and is not on"
                f" '{sheet.source.sheet}'.",
                (sheet.cast[0].source.at("cast_id"), *cells(lines, "cast")),
                severity,
                number,
                day,
            )


def _statuses(
    papers: Workpapers, sheet: IssuedCallSheet, board: Board, day: dt.date, severity: Severity
) -> Iterator[Finding]:
    told = expected(board)
    shown = _in_dood(papers, day)
    for one in sheet.cast:
        codes = told.get(one.number)
        status = _code(one)
        if codes is None:
            if status is None or status.is_work:
                yield _finding(
                    f"Cast {_who(one)} is called on '{sheet.source.sheet}' and stands on no strip"
                    f" of '{board.name}'.",
                    (one.source.at("cast_id"), *cells(board.days[day], "cast")),
                    severity,
                    one.number,
                    day,
                )
            continue
        right, place = codes.get(day), cells(board.days[day], "cast")
        if one.number in shown:
            right, place = shown[one.number][0], (shown[one.number][1],)
        if status is not None and not _agree(status, right):
            yield _finding(
                f"Cast {_who(one)} is {status} on '{sheet.source.sheet}' and {right or 'not there'}"
                f" by '{place[0].sheet if place else board.name}' on {day_text(day)}.",
                (one.source.at("status"), *place),
                severity,
                one.number,
                day,
            )


def _agree(status: Code, right: Code | None) -> bool:
    """Work against work, with its start and finish; what is no work is the deal's."""
    if right is None or not right.is_work or not status.is_work:
        return status.is_work == bool(right and right.is_work)
    plain = status is Code.WORK  # some call sheets write W on every day
    return plain or (status.starts == right.starts and status.finishes == right.finishes)


def _in_dood(papers: Workpapers, day: dt.date) -> Mapping[str, tuple[Code | None, Place]]:
    """What day-out-of-days sheets say of the day, each part with its cell."""
    return {
        line.number: (
            line.codes.get(day),
            Place(line.source.workbook, line.source.sheet, f"{line.columns[day]}{line.source.row}"),
        )
        for dood in dood_sheets(papers)
        for line in dood.lines
        if day in line.columns
    }


def _code(one: CalledPart) -> Code | None:
    try:
        return code_of(one.status) if one.status else None
    except NoSuchCode:
        return None


def _who(one: CalledPart) -> str:
    return " ".join(part for part in (one.number, one.character or one.performer) if part)


def _finding(
    message: str, places: tuple[Place, ...], severity: Severity, number: str, day: dt.date
) -> Finding:
    return Finding(
        CODE,
        severity,
        message,
        places,
        advice="Build the call sheet again; what was typed into it stays.",
        subject=f"cast {number} on {day}",
    )
