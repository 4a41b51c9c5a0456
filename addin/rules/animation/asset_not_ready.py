"""SHT104: a shot is worked on, or begins, before an asset that is cast in it is ready.

Why it matters: what is animated on a rig that still changes is animated again.

Example: the prop Lantern is in work at rigging; SQ010 SH020, in which it is cast, is in animation.

What to do: hold the shot, let it begin with a stand-in that everybody knows of, or bring the asset
forward.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from addin.domain.shot_tracking import Status, place_in_pipeline
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.shot_lists import CASTING, SHOTS, Tracked, day_text, key_of, said, tasks_of
from addin.rules.trackers import lists_of

CODE = "SHT104"
_NAMES: Final = re.compile(r"\s*[,;/\n]\s*")
_FIRST = place_in_pipeline("blocking") or 0
"""Layout works with stand-ins; from here on the real asset is needed."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per asset, with the shots that wait for it, in the order of the casting."""
    assets: dict[str, list[Tracked]] = defaultdict(list)
    shots: dict[str, list[Tracked]] = defaultdict(list)
    casts = list(lists_of(papers, CASTING))
    beside = [one for one in lists_of(papers, SHOTS) if one.has("assets")]
    for one in tasks_of(papers) if casts or beside else ():
        (assets if one.is_asset else shots)[one.task.entity].append(one)
    needs: dict[str, dict[str, tuple[str, Place]]] = {}
    for tracker in casts:
        for row in tracker.rows:
            sequence, shot = tracker.text(row, "sequence"), tracker.text(row, "shot")
            asset = tracker.text(row, "asset")
            place = tracker.places(row, "asset")[0]
            waiting = needs.setdefault(asset, {})
            waiting.setdefault(key_of(sequence, shot), (f"{sequence} {shot}", place))
    for tracker in beside:
        for row in tracker.rows:
            sequence, shot = tracker.text(row, "sequence"), tracker.text(row, "shot")
            place = tracker.places(row, "assets")[0]
            for asset in _NAMES.split(tracker.text(row, "assets")):
                waiting = needs.setdefault(asset, {}) if asset else {}
                waiting.setdefault(key_of(sequence, shot), (f"{sequence} {shot}", place))
    for asset, waiting in needs.items():
        yield from _of_asset(asset, assets.get(asset.casefold(), []), waiting, shots)


def _of_asset(
    asset: str,
    tasks: list[Tracked],
    waiting: Mapping[str, tuple[str, Place]],
    shots: Mapping[str, list[Tracked]],
) -> Iterator[Finding]:
    open_tasks = [one for one in tasks if one.task.status and not one.task.status.is_over]
    if not open_tasks:
        return
    ready = _ready_on(open_tasks)
    early = [
        (name, place, one)
        for key, (name, place) in waiting.items()
        if (one := _too_early(shots.get(key, []), ready)) is not None
    ]
    if not early:
        return
    missing = ", ".join(f"{one.task.department} {said(one.task.status)}" for one in open_tasks)
    due = f", due {day_text(ready)}" if ready else ""
    names = ", ".join(f"{name} ({one.task.department})" for name, _, one in early[:5])
    more = f" and {len(early) - 5} more" if len(early) > 5 else ""
    yield Finding(
        CODE,
        Severity.WARNING,
        f"{asset} is not ready ({missing}{due}), and is cast in {len(early)}"
        f" shot{' that needs' if len(early) == 1 else 's that need'} it before: {names}{more}.",
        (
            *(one.place for one in open_tasks),
            *(place for _, cast, one in early for place in (one.place, cast)),
        ),
        numbers=(("shots", len(early)),),
        advice="Hold the shots, agree on a stand-in, or bring the asset forward.",
        subject=f"asset {asset}",
    )


def _ready_on(tasks: list[Tracked]) -> dt.date | None:
    """The last day on which one of its tasks is due, if all have one."""
    days = [one.task.due for one in tasks]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _too_early(tasks: list[Tracked], ready: dt.date | None) -> Tracked | None:
    """The task of a shot that has begun, or begins before the asset is due."""
    for one in tasks:
        rank = place_in_pipeline(one.task.department)
        status, start = one.task.status, one.task.start
        if rank is None or rank < _FIRST or status in {Status.DONE, Status.OMITTED}:
            continue
        if status is not None and status.is_begun:
            return one
        if start is not None and ready is not None and start <= ready:
            return one
    return None
