"""What a studio's productions will take, from its memory, its files and what it syncs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from addin import wiring
from addin.domain.night import Ended, Overview
from addin.errors import AddinError, HistoryUnusable
from addin.nightly.bulk import Bulk, bulk_of
from addin.nightly.estimate import CALLS_OF_A_SYNC, Expected, expected
from addin.nightly.growth import USUAL
from addin.nightly.manifest import Studio, studio_of
from addin.ports.nights import Nights
from addin.settings.model import FILE_NAME
from addin.wiring.night_lock import STATE_FOLDER

_TELLING: Final = frozenset({Ended.CHECKED, Ended.PARTLY})
_NIGHTS_BACK: Final = 14
Measure = Callable[[Path], Bulk]


def expecting(places: Sequence[Path], state: str = "") -> tuple[Expected, ...]:
    """What each production of a manifest will take, in its order.

    Raises:
        AddinError: the manifest has mistakes, or the studio's memory cannot be read.
    """
    studio = studio_of(places, wiring.read_text)
    bulks = {str(folder): bulk_of(folder) for folder in studio.folders}
    calls = {str(folder): _calls(folder) for folder in studio.folders}
    return expected(bulks, _known(studio, state), calls)


def _known(studio: Studio, state: str) -> dict[str, float]:
    """Seconds of each production's latest night that tells them."""
    address = state or studio.settings.state
    own = studio.home is not None and (studio.home / STATE_FOLDER / "studio.db").exists()
    if not address and not own:
        return {}
    with wiring.nights(studio.home, address) as nights:
        return _telling(nights, studio.key, nights.overview(studio.key))


def _telling(nights: Nights, studio: str, latest: Sequence[Overview]) -> dict[str, float]:
    """By folder: the seconds of each production's latest night that tells them.

    One that failed or met a busy workbook took other than its time: then the one before counts.
    """
    found: dict[str, float] = {}
    for one in latest:
        if one.ended in _TELLING and one.seconds:
            found[one.folder] = one.seconds
        elif before := _before(nights, studio, one.folder):
            found[one.folder] = before
    return found


def lasting(
    nights: Nights | None, studio: str, folders: Sequence[str], bulk: Measure = bulk_of
) -> dict[str, float]:
    """Seconds by folder, to begin with the longest: as they ran last, else by what is in them.

    One that was ended for its time will take that again. Where the memory cannot be asked, what is
    in the folders has to do: an order of work is no result.
    """
    found: dict[str, float] = {}
    if nights is not None:
        with suppress(HistoryUnusable):
            latest = nights.overview(studio)
            found = _telling(nights, studio, latest)
            for one in latest:
                found[one.folder] = max(found.get(one.folder, 0.0), one.seconds)
    unknown = {one: bulk(Path(one)) for one in folders if not found.get(one)}
    return {**found, **{one: USUAL.seconds(its) for one, its in unknown.items()}}


def _before(nights: Nights, studio: str, folder: str) -> float:
    telling = set(map(str, _TELLING))
    earlier = nights.trend(studio, folder, _NIGHTS_BACK)
    return next((one.seconds for one in reversed(earlier) if one.ended in telling), 0.0)


def _calls(folder: Path) -> int:
    """To Google: a production whose settings cannot be read will not come to its syncs."""
    if not (folder / FILE_NAME).is_file():
        return 0
    try:
        return CALLS_OF_A_SYNC * len(wiring.settings_of(folder).syncs)
    except AddinError:
        return 0
