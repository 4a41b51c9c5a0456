"""Shots, assets, casting and tasks of an animation or effects show, as its lists hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.domain.animation import Shot
from addin.domain.shot_tracking import Status, Task, status_of
from addin.domain.source import Place
from addin.domain.territory_holidays import UnknownTerritory, holidays_of
from addin.domain.working_days import WEEKEND, Holidays, WorkingCalendar
from addin.rules.rule import Workpapers
from addin.rules.trackers import Kind, Tracker, lists_of
from addin.tables.table import Role

_SHOT: Final = "shot|shot name|shot code|shot no|shot number|shot id|name"
SHOTS: Final = Kind(
    "shots",
    {
        "shot": _SHOT,
        "sequence": "sequence|seq|sequence name|scene",
        "episode": "episode|ep|reel",
        "first": "frame in|first frame|cut in|start frame|in frame|in|head in",
        "last": "frame out|last frame|cut out|end frame|out frame|out|tail out",
        "frames": "frames|nb frames|frame count|duration frames|length frames|no of frames",
        "fps": "fps|frame rate|framerate",
        "assets": "assets|asset list|cast assets|casting",
    },
    ("shot", "sequence"),
    never="asset|parent|task type",
)
ASSETS: Final = Kind(
    "assets",
    {
        "asset": "asset|asset name|name",
        "type": "type|asset type|category",
        "stage": "stage|status|state",
    },
    ("asset", "type"),
    never="shot|sequence|parent|task type|amount|price|quantity",
)
CASTING: Final = Kind(
    "casting",
    {
        "asset": "asset|asset name",
        "sequence": "parent|sequence|seq",
        "episode": "episode|ep",
        "shot": _SHOT,
    },
    ("asset", "sequence", "shot"),
    never="task type|frame in",
)
TASKS: Final = Kind(
    "tasks",
    {
        "department": "task type|department|pipeline step|step",
        "entity": "entity|shot|asset|shot name|link",
        "sequence": "sequence|seq",
        "episode": "episode|ep",
        "kind": "entity type|entity type name|type",
        "status": "task status|status",
        "artists": "assignees|assigned to|assignee|artist|artists",
        "start": "start date|start",
        "due": "due date|due|deadline|end date|end",
        "days": "estimation|estimate|bid days|bid|estimated days|days",
        "retakes": "retakes|retake count|no of retakes",
    },
    ("department", "entity"),
    never="amount|account|rate",
)
EPISODES: Final = Kind(
    "episodes",
    {
        "episode": "episode|ep|reel|sequence|name",
        "frames": "edit frames|cut frames|locked frames|frames",
        "seconds": "length seconds|seconds|edit seconds|trt seconds",
        "timecode": "trt|edit length|locked length|running time|length|duration",
        "fps": "fps|frame rate|framerate",
    },
    ("episode",),
    never="shot|frame in|asset|task type|name",
)
_ARTISTS: Final = re.compile(r"\s*[,;/\n]\s*")
_LEAST_KNOWN: Final = 0.8
"""A column is one of statuses if this part of its words are."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A task with the cells it was read from: status and dates, or the row."""

    task: Task
    place: Place
    start: Place
    due: Place
    is_asset: bool
    name: str = ""  # as people call the shot or asset


def shots_of(tracker: Tracker) -> Mapping[str, list[tuple[int, Shot]]]:
    """The shots with frames in and out, by episode, each with its row."""
    found: dict[str, list[tuple[int, Shot]]] = {}
    for row in tracker.rows:
        first, last = tracker.whole(row, "first"), tracker.whole(row, "last")
        if first is not None and last is not None:
            shot = Shot(shot_name(tracker, row), first, last)
            found.setdefault(tracker.text(row, "episode"), []).append((row, shot))
    return found


def shot_name(tracker: Tracker, row: int) -> str:
    """How people call a shot: sequence and shot; the shot alone where its name has both."""
    return _in_words(tracker.text(row, "sequence"), tracker.text(row, "shot"))


def _in_words(sequence: str, shot: str) -> str:
    if not sequence or shot.casefold().startswith(sequence.casefold()):
        return shot
    return f"{sequence} {shot}".strip()


def key_of(sequence: str, name: str) -> str:
    """A shot as lists name it alike: its sequence and its name."""
    return f"{sequence}/{name}".casefold()


def tasks_of(papers: Workpapers) -> Iterator[Tracked]:
    """Every task: from lists of tasks, and from columns of statuses beside shots and assets."""
    for tracker in lists_of(papers, TASKS):
        yield from _listed(tracker)
    for kind, is_asset in ((SHOTS, False), (ASSETS, True)):
        for tracker in lists_of(papers, kind):
            for column, department in status_columns(tracker).items():
                yield from _beside(tracker, column, department, is_asset=is_asset)
            if is_asset:
                yield from _staged(tracker)


def _staged(tracker: Tracker) -> Iterator[Tracked]:
    """Assets with one column for where they stand: a status, or the stage they are at.

    *Rig* says that somebody rigs it, as long as the column also says of some that they are done.
    """
    stages = {row: tracker.text(row, "stage") for row in tracker.rows}
    if not any(status_of(text) is Status.DONE for text in stages.values()):
        return
    for row, text in stages.items():
        if text:
            known = status_of(text)
            department = text if known is None else "work"
            entity = tracker.text(row, "asset").casefold()
            place = tracker.places(row, "stage")[0]
            task = Task(row, entity, department, known or Status.IN_WORK)
            yield Tracked(task, place, place, place, is_asset=True, name=tracker.text(row, "asset"))


def _listed(tracker: Tracker) -> Iterator[Tracked]:
    for row in tracker.rows:
        name, sequence = tracker.text(row, "entity"), tracker.text(row, "sequence")
        department = tracker.text(row, "department")
        if not name or not department:
            continue
        kind = tracker.text(row, "kind").casefold()
        is_asset = bool(kind) and "shot" not in kind and not sequence
        entity = name.casefold() if is_asset else key_of(sequence, name)
        days = tracker.number(row, "days")
        task = Task(
            row,
            entity,
            department,
            status_of(tracker.text(row, "status")),
            tuple(one for one in _ARTISTS.split(tracker.text(row, "artists")) if one),
            tracker.day(row, "start"),
            tracker.day(row, "due"),
            days or None,  # 0: nobody estimated it
            tracker.whole(row, "retakes"),
        )
        yield Tracked(
            task,
            tracker.places(row, "status", "entity")[0],
            tracker.places(row, "start", "entity")[0],
            tracker.places(row, "due", "entity")[0],
            is_asset,
            _in_words(sequence, name),
        )


def status_columns(tracker: Tracker) -> Mapping[int, str]:
    """Columns in which a department notes where it stands, by their headings."""
    if tracker.table.role in {Role.LEDGER, Role.BUDGET}:
        return {}
    found: dict[int, str] = {}
    taken = set(tracker.fields.values())
    for column, heading in tracker.table.headings.items():
        if column in taken or heading.casefold() in {"status", "state"}:
            continue
        words = [
            value
            for row in tracker.rows
            if isinstance(value := tracker.sheet.value(row, column), str) and value.strip()
        ]
        known = sum(status_of(word) is not None for word in words)
        if words and known >= _LEAST_KNOWN * len(words):
            found[column] = heading
    return found


def _beside(tracker: Tracker, column: int, department: str, *, is_asset: bool) -> Iterator[Tracked]:
    for row in tracker.rows:
        status = status_of(str(tracker.sheet.value(row, column) or ""))
        if status is None:
            continue
        name = tracker.text(row, "asset" if is_asset else "shot")
        entity = name.casefold() if is_asset else key_of(tracker.text(row, "sequence"), name)
        place = tracker.table.place(row, column)
        shown = name if is_asset else shot_name(tracker, row)
        task = Task(row, entity, department, status)
        yield Tracked(task, place, place, place, is_asset, shown)


def calendar_of(papers: Workpapers) -> WorkingCalendar:
    """Weekends off, and the public holidays of the production's territory if one is set."""
    try:
        names = holidays_of(papers.options.territory).names if papers.options.territory else {}
    except UnknownTerritory:
        names = {}
    return WorkingCalendar(WEEKEND, (Holidays(names),))


def day_text(day: dt.date) -> str:
    """``Tue 3 March``."""
    return f"{day:%a} {day.day} {day:%B}"


def said(status: Status | None) -> str:
    """A status in a sentence."""
    return status.value if status else "no status"
