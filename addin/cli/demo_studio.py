"""``tieout demo --studio``: a studio as of three Mondays, and its nights."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from addin import wiring
from addin.cli.nightly_run import Asked, ran
from addin.jobs.sample_studio.studio import MANIFEST, MARK, manifest, monday_after, productions
from addin.nightly.after import PORTFOLIO

COUNT: Final = 20
WEEKS: Final = (7, 8, 9)


def three_mondays(folder: Path) -> int:
    """Make the studio in a folder as of each Monday, and run its night; the last one is shown.

    Raises:
        WriteRefused: something else is there.
    """
    status = 0
    for week in WEEKS:
        files = {MANIFEST: manifest().encode()}
        for made in productions(COUNT, wiring.new_workbook, week=week):
            files |= {f"{made.show.folder}/{name}": data for name, data in made.files.items()}
        wiring.save_new(folder, files, MARK)
        asked = Asked(at=monday_after(week), fresh=True)
        is_last = week == WEEKS[-1]
        status = ran([folder / MANIFEST], asked, None, shown=is_last)
    click.echo(_next_steps(folder))
    return status


def _next_steps(folder: Path) -> str:
    path = folder / MANIFEST
    place = f'"{path}"' if " " in str(path) else str(path)
    page = folder / "pages" / PORTFOLIO
    return f"""
The studio is in {folder}. Open {page} in a browser, then try:

  tieout nightly {place} --since last      only what changed since
  tieout history {place}                   its nights
  tieout trend {place}                     where each production's EFC is going
  tieout people add "Your Name" --role editor {place}
  tieout serve --studio {place}            the morning's review in the browser

'tieout schedule install' has a studio of yours run by itself every night."""
