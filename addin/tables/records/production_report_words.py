"""What the labels and headings of daily production reports are called, as labels compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from addin.domain.production_report import Moment, SceneState


def _phrases(text: str) -> frozenset[str]:
    """Phrases parted by commas."""
    return frozenset(phrase for part in text.split(",") if (phrase := " ".join(part.split())))


_LABELS: Final[Mapping[Moment, str]] = {
    Moment.CREW_CALL: "crew call, general call, general crew call, unit call, call",
    Moment.SHOOTING_CALL: "shooting call, shoot call",
    Moment.FIRST_SHOT: """first shot, 1st shot, first shot am, 1st shot am, camera roll, first roll
        """,
    Moment.MEAL_OUT: """first meal out, 1st meal out, lunch out, meal out, first meal, 1st meal,
        lunch, lunch from, meal from, 1st meal from""",
    Moment.MEAL_IN: """first meal in, 1st meal in, lunch in, meal in, back in, lunch to, meal to,
        1st meal to""",
    Moment.SHOT_AFTER_MEAL: """first shot after meal, 1st shot after meal, first shot after lunch,
        1st shot after lunch, 1st shot pm, first shot pm, 1st shot after 1st meal""",
    Moment.SECOND_OUT: """second meal out, 2nd meal out, dinner out, second meal, 2nd meal,
        2nd meal from""",
    Moment.SECOND_IN: "second meal in, 2nd meal in, dinner in, 2nd meal to",
    Moment.CAMERA_WRAP: "camera wrap, picture wrap, last shot",
    Moment.WRAP: "wrap, crew wrap, unit wrap, production wrap",
    Moment.LAST_OUT: "last out, last man out, last person out, last crew out",
}
MOMENTS: Final[Mapping[str, Moment]] = {
    text: moment for moment, texts in _LABELS.items() for text in _phrases(texts)
}
_STATES: Final[Mapping[SceneState, str]] = {
    SceneState.SCHEDULED: "scenes scheduled, scheduled scenes, scheduled, scene nos scheduled",
    SceneState.SHOT: """scenes shot, scenes completed, completed, scenes complete, shot,
        scenes taken""",
    SceneState.PARTIAL: """scenes partial, partial, partially shot, scenes partially shot,
        part shot, scenes part completed, scenes started""",
    SceneState.ADDED: "scenes added, added, added scenes, unscheduled scenes shot",
    SceneState.DELETED: """scenes deleted, deleted, scenes omitted, omitted, scenes not shot,
        not shot, deleted scenes, scenes dropped""",
}
STATES: Final[Mapping[str, SceneState]] = {
    text: state for state, texts in _STATES.items() for text in _phrases(texts)
}
WHEN: Final[Mapping[str, frozenset[str]]] = {
    "scheduled": _phrases("scheduled, sched, planned, schedule"),
    "actual": _phrases("actual, act, actuals"),
}
RUNNING: Final[Mapping[str, frozenset[str]]] = {
    "previous": _phrases(
        "previous, prev, previously, previously taken, taken previously, prior, brought forward"
    ),
    "today": _phrases("today, taken today, shot today, this day"),
    "to_date": _phrases("to date, total to date, taken to date, shot to date, todate, total taken"),
    "remaining": _phrases("remaining, to be taken, left, to go, balance, to do"),
    "total": _phrases("script, script total, total in script, total, in script, schedule total"),
}
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "scenes": _phrases("scenes, scene count, no of scenes"),
    "pages": _phrases("pages, pgs, page count, script pages"),
    "minutes": _phrases("minutes, mins, screen time, minutes shot"),
    "set-ups": _phrases("set ups, setups, set up, setup"),
}
PEOPLE: Final[Mapping[str, frozenset[str]]] = {
    "person": _phrases(
        "name, cast, actor, performer, artist, crew, crew member, cast member, talent"
    ),
    "cast_id": _phrases("no, #, cast no, cast #, id"),
    "position": _phrases("position, title, job, job title"),
    "begins": _phrases("in, time in, call, crew in, report set, on set, report"),
    "meal_out": _phrases("meal out, 1st meal out, lunch out, meal 1 out"),
    "meal_in": _phrases("meal in, 1st meal in, lunch in, meal 1 in"),
    "second_out": _phrases("2nd meal out, second meal out, meal 2 out"),
    "second_in": _phrases("2nd meal in, second meal in, meal 2 in"),
    "ends": _phrases("out, time out, wrap, crew out, dismiss, dismissed, dismiss set"),
    "hours": _phrases("hours, total hours, hrs, worked"),
}
BACKGROUND: Final = _phrases(
    "background, extras, bg, background used, extras used, total background"
)
