"""What an editor does to a production: each is the press of a button, audited, told on the page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from addin.errors import AddinError
from addin.hosts.web.review.drops import drops_of
from addin.hosts.web.review.production import TAKEN_BACK, WAIVED
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.rendering import back
from addin.hosts.web.review.uploads import file_name, put, require_kind
from addin.hosts.web.review.visit import Visit

_MOST_WAIVED: Final = 100
_MOST_DECIDED: Final = 20
_LONGEST_REASON: Final = 500


async def waive(visit: Visit) -> Response:
    """Judge the chosen findings fine, with a reason."""
    one = visit.shown
    below = f"/p/{one.id}"
    keys = visit.sent.all("finding")
    reason = _reason(visit)
    if not keys or not reason or len(keys) > _MOST_WAIVED:
        said = (
            f"Choose findings (up to {_MOST_WAIVED}) and say why they are fine. Nothing was done."
        )
        return back(visit, below, ok=False, sentence=said)
    night = await visit.review.night_of(one)
    points = {point.key: point for point in (night.open if night else ())}
    chosen = [points[key] for key in keys if key in points]
    if len(chosen) != len(keys):
        said = "A night has come between: some findings are no longer open. Nothing was done."
        return back(visit, below, ok=False, sentence=said)
    told = await visit.review.work(
        "waive",
        one,
        visit.signed_in.person,
        findings=[{"key": point.key, "message": point.message} for point in chosen],
        reason=reason,
    )
    done = set(told.get("done", ()))
    for point in chosen:
        if point.key in done:
            said = f"Waived: {point.code} {point.message} Because: {reason}"
            await _audit(visit, f"{WAIVED} {one.id} {point.key}", said)
    if not told["ok"]:
        await _audit(visit, WAIVED, _not_done(told))
    after = " They are marked here, and gone after the next night." if done else ""
    return back(visit, below, ok=told["ok"], sentence=told["sentence"] + after)


async def decide(visit: Visit) -> Response:
    """Accept or reject the chosen suggestions."""
    below = f"/p/{visit.shown.id}/suggestions"
    lines, verdict = visit.sent.all("line"), visit.sent.first("verdict")
    if verdict not in {"accept", "reject"} or not lines or len(lines) > _MOST_DECIDED:
        said = f"Choose suggestions, up to {_MOST_DECIDED}. Nothing was done."
        return back(visit, below, ok=False, sentence=said)
    told = await visit.review.work(
        "decide",
        visit.shown,
        visit.signed_in.person,
        lines=lines,
        verdict=verdict,
        reason=_reason(visit),
    )
    return await _told(visit, f"{verdict}_suggestion {' '.join(lines)}"[:400], told, below)


async def resolve(visit: Visit) -> Response:
    """Settle one conflict: keep what shows, or take the other value."""
    below = f"/p/{visit.shown.id}/conflicts"
    number, answer = visit.sent.first("conflict"), visit.sent.first("answer")
    if answer not in {"keep", "take"} or not (number.isascii() and number.isdigit()):
        return back(visit, below, ok=False, sentence="Choose an answer. Nothing was done.")
    told = await visit.review.work(
        "resolve",
        visit.shown,
        visit.signed_in.person,
        conflict=number[:12],
        answer=answer,
        seen=visit.sent.first("seen"),
    )
    return await _told(visit, f"resolve_conflicts {number[:12]} {answer}", told, below)


async def undo(visit: Visit) -> Response:
    """Take back what was done last, or a waiver; each finding that is open again is an entry."""
    below = f"/p/{visit.shown.id}/journal"
    entry = visit.sent.first("entry")
    if not (entry.isascii() and entry.isdigit()):
        return back(visit, below, ok=False, sentence="Choose what to take back. Nothing was done.")
    told = await visit.review.work("undo", visit.shown, visit.signed_in.person, entry=entry[:12])
    for key in told.get("unwaived", ()):
        await _audit(visit, f"{TAKEN_BACK} {visit.shown.id} {key}", told["sentence"])
    if told.get("unwaived"):
        after = " It is open again after the next night."
        return back(visit, below, ok=True, sentence=told["sentence"] + after)
    return await _told(visit, f"undo_last {entry[:12]}", told, below)


async def drop(visit: Visit) -> Response:
    """Put a file into the drop folder, from which the next night imports it."""
    one = visit.shown
    drops = await asyncio.to_thread(drops_of, one.folder, visit.review.studio.night_of(one.number))
    try:
        name, into = await asyncio.to_thread(_put, visit, drops.folders)
    except Refused as refused:
        await _audit(visit, "drop", f"Not done: {refused.sentence}")
        return back(visit, f"/p/{one.id}", ok=False, sentence=refused.sentence)
    said = f"{name} lies in {into}; {drops.then}."
    await _audit(visit, f"drop {name}", said)
    return back(visit, f"/p/{one.id}", ok=True, sentence=said)


def _put(visit: Visit, drops: Sequence[str]) -> tuple[str, str]:
    """Put what was sent into a drop folder: its name, and which folder."""
    into = visit.sent.first("into") or next(iter(drops), "")
    if into not in drops:
        raise Refused(409, "There is no such drop folder. Nothing was kept.")
    name = file_name(visit.sent.file_name)
    require_kind(name, visit.sent.content)
    put(visit.shown.folder, into, name, visit.sent.content)
    return name, into


async def _told(visit: Visit, action: str, told: Mapping[str, Any], below: str) -> Response:
    await _audit(visit, action, told["sentence"] if told["ok"] else _not_done(told))
    return back(visit, below, ok=told["ok"], sentence=told["sentence"])


async def _audit(visit: Visit, action: str, sentence: str) -> None:
    """Keep what was done or not; where that fails, the person is told beside what became of it."""
    person, name = visit.signed_in.person, visit.shown.name
    try:
        await visit.review.audit(visit.address, action, sentence, person, name)
    except AddinError as error:
        visit.signed_in.said.append((False, f"The audit trail was not written: {error}"))


def _not_done(told: Mapping[str, Any]) -> str:
    return f"Not done: {told['sentence']}"


def _reason(visit: Visit) -> str:
    return " ".join(visit.sent.first("reason").split())[:_LONGEST_REASON]
