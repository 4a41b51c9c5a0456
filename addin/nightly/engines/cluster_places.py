"""What a machine sees of the productions, wherever it finds them: the same files as others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from addin.settings.shared_folders import NotThere, SharedFolders

SAMPLE: Final = 8
"""Productions whose files are compared; every other is looked for when its turn comes."""

_MOST_FILES: Final = 40
_PIECE: Final = 1 << 16
_PASSING: Final = ("~$", ".", "Thumbs.db")
"""How files begin that come and go by themselves: locks of Office, our own folder, the system's."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A production's folder from one machine; ``digest`` is empty where it cannot be read.

    ``folder`` is as the computer calls it that runs the night; ``why`` says in half a sentence why
    another machine does not see it, if more is known than that.
    """

    folder: str
    digest: str
    may_write: bool
    why: str = ""


def spread(folders: Sequence[str], most: int = SAMPLE) -> tuple[str, ...]:
    """A sample, evenly spread from the first to the last, in their order.

    >>> spread(["a", "b", "c", "d", "e"], 3)
    ('a', 'c', 'e')

    """
    different = tuple(dict.fromkeys(folders))
    if len(different) <= most:
        return different
    step = (len(different) - 1) / (most - 1) if most > 1 else 0
    return tuple(different[round(number * step)] for number in range(most))


def glimpse(folder: str) -> Glimpse:
    """What is in a folder: names, sizes, and both ends of each file's bytes.

    Times are left out: two systems round them differently.
    """
    place = Path(folder)
    digest = hashlib.blake2b(digest_size=12)
    try:
        if not place.is_dir():
            return Glimpse(folder, "", may_write=False)
        for path in _files(place):
            name = path.relative_to(place).as_posix()
            digest.update(name.encode("utf-8", "surrogateescape"))
            digest.update(_ends(path))
    except OSError:
        return Glimpse(folder, "", may_write=False)
    return Glimpse(folder, digest.hexdigest(), os.access(place, os.W_OK))


def located(folder: str, shared: SharedFolders) -> str:
    """Where this machine works on a production; there is such a folder.

    Raises:
        NotThere: there is none, or not in the folders that this machine is told of.
    """
    place = shared.there(folder)
    if not os.path.isdir(place):  # noqa: PTH112 - a name, as it was sent
        raise NotThere(f"does not see {folder}{f' (looked for {place})' if shared.pairs else ''}")
    if shared.pairs:
        inside = Path(os.path.realpath(place))
        tops = [Path(os.path.realpath(theirs)) for _, theirs in shared.pairs]
        if not any(inside.is_relative_to(top) for top in tops):
            raise NotThere(f"is not to leave its folders: {place} leads to {inside}")
    return place


def seen(folder: str, shared: SharedFolders) -> Glimpse:
    """A glimpse of a production of the computer that runs the night, from this machine."""
    try:
        return replace(glimpse(located(folder, shared)), folder=folder)
    except NotThere as why:
        return Glimpse(folder, "", may_write=False, why=str(why))


def unseen(folders: Sequence[str], shared: SharedFolders) -> tuple[tuple[str, str], ...]:
    """The productions that this machine cannot work on, each with the reason."""
    return tuple((folder, why) for folder in folders if (why := _unseen(folder, shared)))


def _unseen(folder: str, shared: SharedFolders) -> str:
    try:
        located(folder, shared)
    except NotThere as why:
        return str(why)
    return ""


def _files(place: Path) -> Iterator[Path]:
    """The first files by name, whatever their depth; enough to tell one share from another."""
    found = 0
    for folder, below, names in os.walk(place):
        below[:] = sorted(name for name in below if not name.startswith(_PASSING))
        for name in sorted(names):
            if name.startswith(_PASSING):
                continue
            yield Path(folder) / name
            found += 1
            if found == _MOST_FILES:
                return


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        first = file.read(_PIECE)
        file.seek(max(0, size - _PIECE))
        return str(size).encode() + first + file.read(_PIECE)


def strange(ours: Sequence[Glimpse], theirs: Sequence[Glimpse], *, writes: bool) -> tuple[str, ...]:
    """What another machine sees otherwise, in half sentences; folders that nobody sees are left."""
    seen = {one.folder: one for one in theirs}
    return tuple(
        reason
        for one in ours
        if one.digest
        and (
            reason := _strange(one, seen.get(one.folder) or Glimpse(one.folder, "", False), writes)
        )
    )


def _strange(ours: Glimpse, theirs: Glimpse, writes: bool) -> str:  # noqa: FBT001 - private
    if not theirs.digest:
        return theirs.why or f"does not see {ours.folder}"
    if theirs.digest != ours.digest:
        return f"sees other files in {ours.folder}"
    if writes and ours.may_write and not theirs.may_write:
        return f"may not write in {ours.folder}"
    return ""
