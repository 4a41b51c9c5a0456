"""The drop folders of a production on this computer's disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from addin.importers.importer import LARGEST
from addin.ports.drop import DropFolders


def drop_folders(folder: Path, names: Sequence[str]) -> DropFolders:
    """The drop folders of these names in a production's folder."""
    from addin.adapters.drop_folders import FolderDrops  # noqa: PLC0415 - few nights need it

    return FolderDrops(folder, names, LARGEST)
