"""Where a night keeps what it is about to write."""

from __future__ import annotations

from pathlib import Path

from addin.ports.intention import Intentions


def intentions(folder: Path) -> Intentions:
    """The intentions of a production, in its own folder."""
    from addin.adapters.intention_file import IntentionFile  # noqa: PLC0415 - few runs need it
    from addin.wiring import STATE_FOLDER  # noqa: PLC0415 - the package loads this module

    return IntentionFile(folder, folder / STATE_FOLDER)
