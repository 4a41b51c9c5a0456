"""What a studio's productions will take, from its memory, its files and what it syncs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from addin import wiring
from addin.domain.night import Ended
from addin.errors import AddinError
from addin.nightly.estimate import CALLS_OF_A_SYNC, Expected, expected
from addin.nightly.manifest import Studio, studio_of
from addin.settings.model import FILE_NAME
from addin.wiring.night_lock import STATE_FOLDER

_MEGABYTE = 1e6
_TELLING = {Ended.CHECKED, Ended.PARTLY}
"""A night that failed or met a busy workbook took other than its time."""


def expecting(places: Sequence[Path], state: str = "") -> tuple[Expected, ...]:
    """What each production of a manifest will take, in its order.

    Raises:
        AddinError: the manifest has mistakes, or the studio's memory cannot be read.
    """
    studio = studio_of(places, wiring.read_text)
    sizes = {str(folder): _megabytes(folder) for folder in studio.folders}
    calls = {str(folder): _calls(folder) for folder in studio.folders}
    return expected(sizes, _known(studio, state), calls)


def _known(studio: Studio, state: str) -> dict[str, float]:
    """Seconds of each production's latest night that tells them."""
    address = state or studio.settings.state
    own = studio.home is not None and (studio.home / STATE_FOLDER / "studio.db").exists()
    if not address and not own:
        return {}
    with wiring.nights(studio.home, address) as nights:
        latest = nights.overview(studio.key)
    return {one.folder: one.seconds for one in latest if one.ended in _TELLING and one.seconds}


def _megabytes(folder: Path) -> float:
    """Of its files, but for our own; what cannot be read counts nothing."""
    total = 0
    for here, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            with suppress(OSError):
                total += (Path(here) / name).stat().st_size
    return total / _MEGABYTE


def _calls(folder: Path) -> int:
    """To Google: a production whose settings cannot be read will not come to its syncs."""
    if not (folder / FILE_NAME).is_file():
        return 0
    try:
        return CALLS_OF_A_SYNC * len(wiring.settings_of(folder).syncs)
    except AddinError:
        return 0
