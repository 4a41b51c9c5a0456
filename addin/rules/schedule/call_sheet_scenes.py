"""SCH501: a call sheet has other scenes than the board has on its day.

Why it matters: two hundred people come for what the call sheet says. A scene that has moved since
it was made brings the wrong cast, the wrong props and the wrong location.

Example: the call sheet of day 9 lists scene 31; by the board it is shot on day 10.

What to do: build the call sheet again; what was typed into it (calls, weather, notes) stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.domain.eighths import eighths_text
from addin.domain.issued_call_sheet import CalledScene, IssuedCallSheet
from addin.domain.schedule_lines import StripLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, day_text, listed, scenes_of
from addin.rules.issued import is_past, issued, reports_by_day
from addin.rules.rule import Workpapers

CODE = "SCH501"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per call sheet and kind of difference; days that were reported are over."""
    sheets = issued(papers) if papers.production.call_sheets else ()
    reported = reports_by_day(papers) if sheets else {}
    for day, sheet, board in sheets:
        if board is not None and day not in reported:
            severity = Severity.NOTE if is_past(papers, day) else Severity.WARNING
            yield from _differences(sheet, board, day, severity)


def _differences(
    sheet: IssuedCallSheet, board: Board, day: dt.date, severity: Severity
) -> Iterator[Finding]:
    strips = board.days.get(day, ())
    on_board = {scene: line for line in strips for scene in scenes_of(line)}
    called = {scene: one for one in sheet.scenes for scene in scenes_of(StripLine(one.scene))}
    if not strips:
        if sheet.scenes:
            yield _finding(
                f"'{sheet.source.sheet}' is for {day_text(day)}; '{board.name}' shoots nothing on"
                " that day.",
                (sheet.source.at("date"), *cells(board.strips[:1], "date", "scene")),
                severity,
                f"no such day {day}",
            )
        return
    gone = [scene for scene in called if scene not in on_board]
    new = [scene for scene in on_board if scene not in called]
    if sheet.scenes and (gone or new):
        elsewhere = [line for line in board.strips if set(scenes_of(line)) & set(gone)]
        yield _finding(
            " ".join(_said(sheet, board, day, gone, new)),
            (
                *(called[scene].source.at("scene") for scene in gone),
                *(() if gone else (sheet.scenes[0].source.at("scene"),)),
                *cells((on_board[scene] for scene in new), "scene"),
                *cells(elsewhere, "scene"),
            ),
            severity,
            f"scenes of {day}",
        )
    for scene, one in called.items():
        if scene in on_board:
            yield from _same_scene(one, on_board[scene], severity)


def _said(
    sheet: IssuedCallSheet, board: Board, day: dt.date, gone: list[str], new: list[str]
) -> Iterator[str]:
    where = {scene: line for line in board.strips for scene in scenes_of(line) if scene in gone}
    if gone:
        moved = listed(f"{scene} ({_when(where.get(scene))})" for scene in gone)
        yield (
            f"'{sheet.source.sheet}' has scenes that '{board.name}' does not shoot on"
            f" {day_text(day)}: {moved}."
        )
    if new:
        yield (
            f"It lacks scenes of that day: {listed(new)}."
            if gone
            else (
                f"'{sheet.source.sheet}' lacks scenes that '{board.name}' shoots on"
                f" {day_text(day)}: {listed(new)}."
            )
        )


def _when(line: StripLine | None) -> str:
    if line is None:
        return "not on the board"
    if line.is_boneyard:
        return "in the boneyard"
    return f"now {day_text(line.date)}" if line.date else "without a day"


def _same_scene(one: CalledScene, line: StripLine, severity: Severity) -> Iterator[Finding]:
    if one.eighths is not None and line.eighths is not None and one.eighths != line.eighths:
        yield _finding(
            f"Scene {one.scene} is {eighths_text(one.eighths)} pages on '{one.source.sheet}' and"
            f" {eighths_text(line.eighths)} on '{line.source.sheet}'.",
            (one.source.at("pages"), line.source.at("pages")),
            severity,
            f"pages of scene {one.scene}",
        )
    if set(one.cast) != set(line.cast) and (one.cast or line.cast):
        yield _finding(
            f"Scene {one.scene} has cast {listed(one.cast) or 'nobody'} on '{one.source.sheet}' and"
            f" {listed(line.cast) or 'nobody'} on '{line.source.sheet}'.",
            (one.source.at("cast"), line.source.at("cast")),
            severity,
            f"cast of scene {one.scene}",
        )


def _finding(message: str, places: tuple[Place, ...], severity: Severity, subject: str) -> Finding:
    return Finding(
        CODE,
        severity,
        message,
        places,
        advice="Build the call sheet again; what was typed into it stays.",
        subject=subject,
    )
