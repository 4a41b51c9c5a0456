"""Where other machines find the folders of this one: ``/srv/prod`` here is ``P:/`` there.

Pure: paths are taken apart as the system of their machine would, whatever system this is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Final

VARIABLE: Final = "TIEOUT_FOLDERS"
"""Says on a machine itself where it finds the folders: ``/srv/prod=P:\\;/srv/art=Q:\\``."""

Pairs = tuple[tuple[str, str], ...]

_DRIVE: Final = re.compile(r"[A-Za-z]:([\\/]|$)")
_UP: Final = ".."
_NOT_ON_WINDOWS: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$')
_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)


class NotThere(ValueError):
    """Another machine cannot have this folder; the text is half a sentence, of that machine."""


def parsed(text: str) -> PurePath:
    """A path as its own machine reads it: with a drive or a share of Windows, else as elsewhere.

    >>> parsed("P:/Shows").parent == parsed("p:")
    True

    """
    if _DRIVE.match(text) or text.startswith("\\\\"):
        return PureWindowsPath(text[:2] + "\\" if len(text) == 2 else text)  # P: alone is its top
    return PurePosixPath(text)


@dataclass(frozen=True, slots=True)
class SharedFolders:
    """Pairs of a folder of the computer that runs the night, and the same on another machine.

    Without pairs, both find everything under the same path. With some, the other machine works in
    these folders and below, and nowhere else.
    """

    pairs: Pairs = ()

    def there(self, folder: str) -> str:
        """A folder of ours as the other machine finds it; of two that hold it, the deeper counts.

        Raises:
            NotThere: it lies in none of the folders, or cannot be called so there.
        """
        if not self.pairs:
            return folder
        path = parsed(folder)
        if _UP in path.parts:
            raise NotThere(f"is not to leave its folders, as {folder} may")
        ours, theirs = self._deepest(folder, path)
        rest = path.relative_to(ours).parts
        if isinstance(theirs, PureWindowsPath) and (bad := next(_no_windows(rest), "")):
            raise NotThere(f"cannot have a folder called '{bad}', as in {folder}")
        found = theirs.joinpath(*rest)
        if found.name != path.name:
            what = f"calls {folder} '{found}'"
            raise NotThere(f"{what}, and a production keeps the name of its folder everywhere")
        return str(found)

    def turned(self) -> SharedFolders:
        """The same from the other machine's side."""
        return SharedFolders(tuple((theirs, ours) for ours, theirs in self.pairs))

    def _deepest(self, folder: str, path: PurePath) -> tuple[PurePath, PurePath]:
        fitting = [
            (ours, parsed(theirs))
            for text, theirs in self.pairs
            if type(ours := parsed(text)) is type(path) and path.is_relative_to(ours)
        ]
        if not fitting:
            raise NotThere(f"is told of no folder that holds {folder}")
        return max(fitting, key=lambda pair: len(pair[0].parts))


def retold(text: str, there: str, here: str) -> str:
    """What another machine says of a folder, as if this one said it; also of files below it."""
    if there == here:
        return text
    turned = _turning(there, here)
    for written in dict.fromkeys((there.replace("\\", "\\\\"), there)):  # as quoted, and as it is
        if written in text:
            below = re.compile(re.escape(written) + r"(?!\w)([^<>|?*:'\"\n]*)")
            text = below.sub(lambda found: here + turned(found[1]), text)
    return text


def _turning(there: str, here: str) -> Callable[[str], str]:
    """What turns the rest of a path, where the two systems write it differently."""
    is_windows, are_we = (isinstance(parsed(one), PureWindowsPath) for one in (there, here))
    if is_windows == are_we:
        return lambda rest: rest
    if is_windows:
        return lambda rest: rest.replace("\\\\", "\\").replace("\\", "/")
    return lambda rest: rest.replace("/", "\\")


def pairs_in(text: str) -> Pairs:
    """The pairs in what a machine's own variable says.

    Raises:
        ValueError: it says something else, or pairs that do not go together.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    found = tuple(
        (ours.strip(), theirs.strip()) for ours, _, theirs in (p.partition("=") for p in parts)
    )
    if wrong := next(mistakes(found), ""):
        raise ValueError(wrong)
    return found


def mistakes(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What is wrong with pairs, in sentences; none: each folder of ours is one of theirs alone."""
    for text in (text for pair in pairs for text in pair):
        path = parsed(text)
        if not path.is_absolute():
            yield f"'{text}' is no whole path: write it from its top, as /srv/prod or P:\\"
        elif _UP in path.parts:
            yield f"'{text}' holds '..': write where the folder is"
    ours = [parsed(one) for one, _ in pairs]
    if len(set(ours)) < len(ours):
        yield "a folder is named twice"
    theirs = [parsed(other) for _, other in pairs]
    for number, one in enumerate(theirs):
        for other in theirs[number + 1 :]:
            if type(one) is type(other) and (
                one.is_relative_to(other) or other.is_relative_to(one)
            ):
                yield f"'{one}' and '{other}' lie in one another: two folders would be one there"


def _no_windows(parts: Sequence[str]) -> Iterator[str]:
    return (part for part in parts if _NOT_ON_WINDOWS.search(part) or _DEVICES.fullmatch(part))
