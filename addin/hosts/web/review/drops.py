"""The drop folders of a production, from which the night imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from addin import wiring
from addin.errors import AddinError


def drops_of(folder: Path, usual: Sequence[str]) -> tuple[str, ...]:
    """What its settings say, else the studio's; none where they cannot be read."""
    try:
        said = wiring.settings_of(folder).night.drop
    except AddinError:
        return ()
    return tuple(usual if said is None else said)
