"""What moved between the stripboard of a workbook and a newer schedule, scene by scene."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from addin.domain.eighths import eighths_text
from addin.domain.schedule_lines import StripLine
from addin.domain.stripboard import ShootingSchedule, Stripboard, StripKind
from addin.reports.check import plural


class Move(StrEnum):
    """What became of a scene."""

    DAY = "moved"
    NEW = "new"
    GONE = "gone"
    LENGTH = "other length"


@dataclass(frozen=True, slots=True)
class Moved:
    """One scene; ``was`` and ``now`` are days, or page counts."""

    kind: Move
    scene: str
    was: str = ""
    now: str = ""

    def __str__(self) -> str:
        if self.kind in {Move.NEW, Move.GONE}:
            return f"Scene {self.scene}: {self.kind} ({self.was or self.now})"
        return f"Scene {self.scene}: {self.was} → {self.now}"


@dataclass(frozen=True, slots=True)
class _Shot:
    """When a scene is shot and how long it is; a split scene is shot more than once."""

    days: tuple[str, ...]
    eighths: int | None


def moves(
    schedule: ShootingSchedule, board: Stripboard, before: Sequence[StripLine]
) -> tuple[Moved, ...]:
    """What moved, in the order of the new board, then what is gone.

    Days are told apart by their dates where both boards have them, else by their numbers.
    """
    by_date = any(one.date for one in before) and any(one.date for one in board.days)
    now = _now(schedule, board, by_date=by_date)
    was = _was(before, by_date=by_date)
    return tuple(_moves(was, now))


def said_moves(moved: Sequence[Moved]) -> str:
    """12 scenes moved to another day, 2 are new, 1 is gone."""
    counts = Counter(one.kind for one in moved)
    said: list[str] = []
    if counts[Move.DAY]:
        said.append(f"{plural(counts[Move.DAY], 'scene')} moved to another day")
    if counts[Move.NEW]:
        said.append(f"{counts[Move.NEW]} {'is' if counts[Move.NEW] == 1 else 'are'} new")
    if counts[Move.GONE]:
        said.append(f"{counts[Move.GONE]} {'is' if counts[Move.GONE] == 1 else 'are'} gone")
    if counts[Move.LENGTH]:
        said.append(f"{counts[Move.LENGTH]} changed in length")
    return ", ".join(said)


def _moves(was: Mapping[str, _Shot], now: Mapping[str, _Shot]) -> Iterator[Moved]:
    for scene, shot in now.items():
        old = was.get(scene)
        if old is None:
            yield Moved(Move.NEW, scene, now=", ".join(shot.days))
            continue
        if old.days != shot.days:
            yield Moved(Move.DAY, scene, ", ".join(old.days), ", ".join(shot.days))
        if None not in {old.eighths, shot.eighths} and old.eighths != shot.eighths:
            yield Moved(
                Move.LENGTH, scene, eighths_text(old.eighths or 0), eighths_text(shot.eighths or 0)
            )
    for scene, shot in was.items():
        if scene not in now:
            yield Moved(Move.GONE, scene, was=", ".join(shot.days))


def _now(schedule: ShootingSchedule, board: Stripboard, *, by_date: bool) -> Mapping[str, _Shot]:
    found: dict[str, _Shot] = {}
    spans = [
        *((_day(day.date if by_date else day.number), day.strips) for day in board.days),
        ("in no day", board.in_no_day),
        ("boneyard", board.boneyard),
    ]
    for day, ids in spans:
        for one in ids:
            strip = schedule.strips.get(one)
            if strip is not None and strip.kind is StripKind.SCENE and strip.scene:
                _add(found, strip.scene, day, strip.eighths or None)
    return found


def _was(before: Sequence[StripLine], *, by_date: bool) -> Mapping[str, _Shot]:
    found: dict[str, _Shot] = {}
    for line in before:
        day = "boneyard" if line.is_boneyard else _day(line.date if by_date else line.day)
        if line.scene:
            _add(found, line.scene, day, line.eighths or None)
    return found


def _add(found: dict[str, _Shot], scene: str, day: str, eighths: int | None) -> None:
    key = scene.strip()
    old = found.get(key)
    if old is None:
        found[key] = _Shot((day,), eighths)
        return
    whole = None if old.eighths is None or eighths is None else old.eighths + eighths
    found[key] = _Shot(old.days if day in old.days else (*old.days, day), whole)


def _day(day: dt.date | int | None) -> str:
    if day is None:
        return "in no day"
    return f"{day:%a} {day.day} {day:%b}" if isinstance(day, dt.date) else f"day {day}"
