"""Put files that nobody has yet into a folder: templates and the sample production."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addin.errors import WriteRefused


def save_new(
    folder: Path, files: Mapping[str, bytes], mark: str = "", *, replace: bool = False
) -> None:
    """Write files into a folder, making it if need be; names may have folders of their own.

    With a ``mark``, the folder is one of ours or nobody's: it must be new, empty, or hold the file
    of that name, which is how an earlier run is known. Without one, files of these names must not
    be there yet, unless they may be replaced.

    Raises:
        WriteRefused: something else is there, or the folder cannot be written to.
    """
    try:
        there = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if mark and there and mark not in there:
            raise WriteRefused(str(folder), "it is not empty, and no earlier run here made it")
        taken = [name for name in files if (folder / name).exists()]
        if taken and not mark and not replace:
            raise WriteRefused(str(folder / taken[0]), "a file of that name is already there")
        folder.mkdir(parents=True, exist_ok=True)
        if mark:
            (folder / mark).touch()
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise WriteRefused(str(folder), error.strerror or str(error)) from None
