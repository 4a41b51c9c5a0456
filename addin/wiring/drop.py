"""The drop folders of a production on this computer's disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from addin.importers.importer import LARGEST
from addin.jobs.import_reading import Incoming
from addin.ports.drop import DropFolders
from addin.wiring.places import WORKBOOKS


def drop_folders(folder: Path, names: Sequence[str]) -> DropFolders:
    """The drop folders of these names in a production's folder."""
    from addin.adapters.drop_folders import FolderDrops  # noqa: PLC0415 - few nights need it
    from addin.wiring import STATE_FOLDER  # noqa: PLC0415 - the package loads this module

    return FolderDrops(folder, names, LARGEST, folder / STATE_FOLDER)


def dropped_files(folder: Path) -> Callable[[str], Incoming]:
    """Reads files that lie in a production's folder, and no others: no link is followed there.

    A night imports what somebody else put there, who must not make it read what they may not read
    themselves.
    """
    from addin.adapters.files import read_below  # noqa: PLC0415 - few nights need it
    from addin.adapters.opening import book_in  # noqa: PLC0415 - as above

    def read(name: str) -> Incoming:
        content = read_below(folder, name)
        path = PurePosixPath(name)
        if path.suffix.casefold() in WORKBOOKS:
            return Incoming(path.name, book=book_in(content, path.name), in_production=name)
        return Incoming(path.name, content, in_production=name)

    return read
