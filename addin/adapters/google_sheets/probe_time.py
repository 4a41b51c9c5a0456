"""Checks of time: how soon a change shows, and what becomes of a batch that was given up on."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from addin.adapters.google_sheets.marks import create
from addin.adapters.google_sheets.probe_scene import Check, Scene, answered
from addin.errors import AnswerLost, RequestRefused
from addin.ports.probing import Holds

_LONGEST: Final = 60.0  # seconds that a change may stay unseen
_LATE: Final = 30.0  # seconds that we watch for a batch that may land late


def how_soon_a_change_shows(scene: Scene) -> tuple[Holds, str]:
    """How long Drive's version takes to show a change of a cell."""
    before = _version(scene)
    scene.batch(scene.texts(1, 1, ["changed"]))
    began = scene.clock.passed()
    while _version(scene) == before:
        if scene.clock.passed() - began > _LONGEST:
            return Holds.NO, f"no new version within {_LONGEST:.0f} s"
        scene.clock.sleep(1.0)
    seconds = scene.clock.passed() - began
    return Holds.YES, f"a new version after {seconds:.1f} s (a person's edit: try it by hand)"


def _version(scene: Scene) -> str:
    path = f"/drive/v3/files/{quote(scene.spreadsheet)}"
    query = {"fields": "version", "supportsAllDrives": "true"}
    return str(scene.calls.request("GET", path, query, repeatable=True).get("version", ""))


def given_up_and_fenced(scene: Scene) -> tuple[Holds, str]:
    """Whether a batch that we stopped waiting for lands, and whether a fence keeps it out."""
    number = scene.number()
    everywhere = {"spreadsheet": True}
    asked = [scene.texts(1, 1, ["late"]), create(scene.key, "batch", everywhere, number)]
    given_up = _given_up(scene, asked)
    try:
        scene.batch(create(scene.key, "fence", everywhere, number))
        fenced = True
    except RequestRefused:
        fenced = False
    if fenced and given_up:
        scene.clock.sleep(_LATE)
    landed = scene.column("A1:A1") == ["late"]
    seen = "the batch " + ("was given up on" if given_up else "was answered before we gave it up")
    seen += ", and had landed" if landed else ", and had not landed"
    seen += "; the fence was " + ("taken" if fenced else "refused")
    return answered(landed != fenced), seen


def _given_up(scene: Scene, asked: list[dict[str, object]]) -> bool:
    """Send a batch and wait for no more than a moment; True: its answer did not come in time."""
    path = f"{scene.path}:batchUpdate"
    try:
        scene.hasty.request("POST", path, None, {"requests": asked}, repeatable=False)
    except AnswerLost:
        return True
    return False


CHECKS: Final = (
    Check(
        6,
        "how soon a change shows in Drive",
        "Writes a cell and asks for the file's version each second. By hand, beyond this: type in "
        "the browser, and run tieout sheets probe again.",
        f"The version rises within {_LONGEST:.0f} seconds. Until it does, a sync that runs sees no "
        "change, and the next one does.",
        how_soon_a_change_shows,
    ),
    Check(
        7,
        "a batch that was given up on",
        "Sends a marked batch, stops waiting at once, and takes its number with an empty one.",
        "Of the two exactly one lands, however late: either the batch did, and the fence is "
        "refused, or the fence is taken, and the batch never lands.",
        given_up_and_fenced,
    ),
)
