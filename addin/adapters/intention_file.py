"""The intention of a night in a file of the production's own folder."""

from __future__ import annotations

import datetime as dt
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from addin.adapters.atomic import backups_of
from addin.adapters.digest import digest_of
from addin.errors import WriteRefused
from addin.ports.intention import Intention

FILE_NAME: Final = "night.json"


class IntentionFile:
    """The ``Intentions`` port over a file.

    Args:
        root: the production's folder.
        state: the folder in which its state is kept.
    """

    def __init__(self, root: Path, state: Path) -> None:
        self._root = root
        self._path = state / FILE_NAME

    def meant(self) -> Intention | None:
        """What was meant and not ended (see ``ports.Intentions``)."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            return Intention(
                str(found["button"]),
                str(found["sentence"]),
                dt.datetime.fromisoformat(found["at"]),
                _texts(found["workbooks"]),
                _texts(found["documents"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # none, or nobody's: it only ever appears whole

    def mean(self, intention: Intention) -> None:
        """Keep what is about to be written (see ``ports.Intentions``)."""
        text = json.dumps({**asdict(intention), "at": intention.at.isoformat()})
        temporary = self._path.with_suffix(".tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise WriteRefused(str(self._path), error.strerror or str(error)) from None

    def ended(self) -> None:
        """Forget it (see ``ports.Intentions``)."""
        with suppress(OSError):  # what is left is found to be done by the next night
            self._path.unlink(missing_ok=True)

    def backup(self, name: str, digest: str) -> str:
        """The backup of a file as it was (see ``ports.Intentions``)."""
        folder = backups_of((self._root / name).resolve())
        for kept in sorted(folder.glob("[0-9]*Z.*"), reverse=True):
            with suppress(OSError):
                if digest_of(kept.read_bytes()) == digest:
                    return str(kept)
        return ""


def _texts(found: dict[str, object]) -> dict[str, str]:
    return {str(name): str(digest) for name, digest in found.items()}
