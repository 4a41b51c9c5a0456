"""Productions' own histories, taken over one by one and told."""

from __future__ import annotations

import datetime as dt
import getpass
from contextlib import suppress
from pathlib import Path

from addin import wiring
from addin.cli.saying import say
from addin.domain.gathered import Gathered
from addin.errors import AddinError
from addin.nightly.manifest import Studio, studio_of
from addin.wiring.gathering import gathered
from addin.wiring.nights import address_in, own_state


def shared_history(studio: Studio, state: str) -> str:
    """Where the productions of a studio share their history, or would."""
    return state or studio.settings.state or address_in(studio.home or Path())


def gathered_all(manifest: Path, state: str, *, is_dry: bool) -> int:
    """Take over every production's own history, one at a time; the exit status.

    Raises:
        AddinError: the manifest cannot be used; nothing was taken over.
    """
    studio = studio_of([manifest], wiring.read_text)
    address = shared_history(studio, state)
    if not is_dry and studio.home is not None:
        with suppress(OSError):  # said by what needs it
            own_state(studio.home)
    untouched = failed = 0
    for folder in studio.folders:
        try:
            one = _gathered(folder, address, is_dry=is_dry)
        except AddinError as error:
            failed += 1
            say(f"{folder.name}: {error}", err=True)
            continue
        if one.sentence:
            say(f"{one.production}: {one.sentence}.")
        else:
            untouched += 1
    noun = "production" if untouched == 1 else "productions"
    say(f"{untouched:,} {noun} had nothing new.")
    if is_dry:
        say("Nothing was written: this was a dry run.")
    elif not studio.settings.shared_history:
        say("Now let [studio] of the manifest say: shared_history = true")
    return 1 if failed else 0


def _gathered(folder: Path, address: str, *, is_dry: bool) -> Gathered:
    if is_dry:
        return gathered(folder, address, is_dry=True)
    now = dt.datetime.now()  # noqa: DTZ005 - a coordinator's own clock
    with wiring.pressing(folder, getpass.getuser(), "tieout history gather", now, address):
        return gathered(folder, address)
