"""The probe: what a sync assumes of Google, tried on a real spreadsheet in a sheet of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from addin.adapters.google_sheets import probe_cells, probe_metadata, probe_time
from addin.adapters.google_sheets.calls import Calls
from addin.adapters.google_sheets.clock import Clock
from addin.adapters.google_sheets.marks import delete
from addin.adapters.google_sheets.probe_scene import COLUMNS, ROWS, Check, Scene
from addin.errors import AnswerLost, RequestRefused
from addin.ports.probing import Holds, Probed

CHECKS: Final[tuple[Check, ...]] = tuple(
    sorted(
        (*probe_metadata.CHECKS, *probe_cells.CHECKS, *probe_time.CHECKS),
        key=lambda check: check.number,
    )
)


def probed(
    calls: Calls, hasty: Calls, spreadsheet: str, told: Callable[[Probed], None], clock: Clock
) -> None:
    """Try every check in a sheet that is added, and removed whatever happens.

    ``hasty`` are calls that give a write up at once. ``told`` hears of each check as it ends.

    Raises:
        SheetsError: Google cannot be reached, or the spreadsheet cannot be written.
    """
    mark = secrets.token_hex(3)
    scene = Scene(
        calls=calls,
        hasty=hasty,
        spreadsheet=spreadsheet,
        sheet_id=secrets.randbelow(2**30) + 1,
        title=f"Tieout probe {mark} (may be deleted)",
        key=f"t.pr{mark}",
        clock=clock,
    )
    grid = {"rowCount": ROWS, "columnCount": COLUMNS}
    properties = {"sheetId": scene.sheet_id, "title": scene.title, "gridProperties": grid}
    scene.batch({"addSheet": {"properties": properties}})
    try:
        for check in CHECKS:
            told(_tried(check, scene))
            scene.blank()
    finally:
        scene.batch(delete(metadataKey=scene.key), {"deleteSheet": {"sheetId": scene.sheet_id}})


def _tried(check: Check, scene: Scene) -> Probed:
    try:
        holds, seen = check.run(scene)
    except (RequestRefused, AnswerLost) as refused:
        holds, seen = Holds.NO, refused.reason
    return Probed(check.number, check.name, holds, seen, check.rests_on)
