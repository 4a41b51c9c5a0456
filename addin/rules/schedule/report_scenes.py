"""SCH604: the scenes of a production report are not those that were to be shot.

Why it matters: a scene that was neither shot nor put back on the board is lost until somebody
misses it in the cut; one that is reported twice counts its pages twice.

Example: scene 14 was scheduled on day 3, is on neither list of the report, and stands on no later
day of the board.

What to do: complete the report, and put what was not shot back on the board.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from addin.domain.production_report import ProductionReport, SceneState
from addin.domain.schedule_lines import StripLine
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.boards import Board, cells, current, day_text, is_part, listed, scenes_of
from addin.rules.issued import call_sheets_by_day, reports_by_day
from addin.rules.rule import Workpapers

CODE = "SCH604"
_DONE = (SceneState.SHOT, SceneState.PARTIAL, SceneState.ADDED, SceneState.DELETED)


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield findings day by day: not accounted for, not scheduled, shot before, still to come."""
    reports = reports_by_day(papers)
    sheets = call_sheets_by_day(papers) if reports else {}
    boards = [one for one in current(papers) if one.days] if reports else []
    shot: dict[str, tuple[dt.date, Place]] = {}
    for day, report in reports.items():
        states = {state: _keys(report, state) for state in SceneState}
        if not states[SceneState.SHOT] and not states[SceneState.PARTIAL]:
            continue
        board = max(
            boards, key=lambda one: len(one.scenes & set(states[SceneState.SHOT])), default=None
        )
        planned = (
            states[SceneState.SCHEDULED]
            or {
                scene: one.source.at("scene")
                for one in (sheets[day].scenes if day in sheets else ())
                for scene in scenes_of(StripLine(one.scene))
            }
            or _on_board(board, day)
        )
        yield from _unaccounted(day, report, planned, states)
        yield from _unplanned(day, report, planned, states)
        for scene, place in states[SceneState.SHOT].items():
            if scene in shot:
                yield _finding(
                    f"Scene {scene} is reported as shot on {day_text(shot[scene][0])} and again on"
                    f" {day_text(day)}.",
                    (place, shot[scene][1]),
                    f"scene {scene} shot twice",
                )
            shot.setdefault(scene, (day, place))
    last = max(reports, default=None)
    if last is not None:
        for board in boards:
            yield from _still_to_come(board, shot, last)


def _keys(report: ProductionReport, state: SceneState) -> Mapping[str, Place]:
    """The scenes of one state, with the cell that lists them; parts are parts in every state."""
    return {
        scene: one.source.at("scenes")
        for one in report.scenes
        if one.state is state
        for text in one.scenes
        for scene in scenes_of(StripLine(text))
        if not (state is SceneState.SHOT and is_part(StripLine(text)))
    }


def _on_board(board: Board | None, day: dt.date) -> Mapping[str, Place]:
    strips = board.days.get(day, ()) if board else ()
    return {scene: line.source.at("scene") for line in strips for scene in scenes_of(line)}


def _unaccounted(
    day: dt.date,
    report: ProductionReport,
    planned: Mapping[str, Place],
    states: Mapping[SceneState, Mapping[str, Place]],
) -> Iterator[Finding]:
    told = {
        scene
        for one in report.scenes
        if one.state in _DONE
        for text in one.scenes
        for scene in scenes_of(StripLine(text))
    }
    missing = [scene for scene in planned if scene not in told]
    if missing:
        shot = next(iter((states[SceneState.SHOT] or states[SceneState.PARTIAL]).values()))
        yield _finding(
            f"Scenes {listed(missing)} were to be shot on {day_text(day)};"
            f" '{report.source.sheet}' says neither that they were nor that they were not.",
            tuple(dict.fromkeys((shot, *(planned[scene] for scene in missing)))),
            f"scenes left open on {day}",
        )


def _unplanned(
    day: dt.date,
    report: ProductionReport,
    planned: Mapping[str, Place],
    states: Mapping[SceneState, Mapping[str, Place]],
) -> Iterator[Finding]:
    added = states[SceneState.ADDED]
    extra = [x for x in states[SceneState.SHOT] if x not in planned and x not in added]
    if extra and planned:
        yield _finding(
            f"Scenes {listed(extra)} are reported as shot on {day_text(day)} on"
            f" '{report.source.sheet}'; they were not to be shot that day, and are not listed as"
            " added.",
            tuple(
                dict.fromkeys(
                    (*(states[SceneState.SHOT][x] for x in extra), next(iter(planned.values())))
                )
            ),
            f"scenes not planned on {day}",
            Severity.NOTE,
        )


def _still_to_come(
    board: Board, shot: Mapping[str, tuple[dt.date, Place]], last: dt.date
) -> Iterator[Finding]:
    for day, lines in board.days.items():
        for line in lines if day > last else ():
            done = [scene for scene in scenes_of(line) if scene in shot]
            if done and not is_part(line):
                yield _finding(
                    f"Scene {done[0]} is reported as shot on {day_text(shot[done[0]][0])} and"
                    f" stands on '{board.name}' for {day_text(day)}.",
                    (*cells((line,), "scene"), shot[done[0]][1]),
                    f"scene {done[0]} still to come",
                )


def _finding(
    message: str, places: tuple[Place, ...], subject: str, severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(
        CODE,
        severity,
        message,
        places,
        advice="Complete the report, and put what was not shot back on the board.",
        subject=subject,
    )
