"""What waits in drop folders for a person, in a file of the production's own folder."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from addin.ports.drop import Told

_log = logging.getLogger(__name__)
FILE_NAME: Final = "waiting.json"


class WaitingFile:
    """What people were told of, by the name of the file.

    Damaged or gone, they are told of it once more; where it cannot be written, each night.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mapping[str, Told]:
        """Everything that is known; nothing where nothing can be."""
        try:
            found = json.loads(self._path.read_text("utf-8"))
            return {
                str(name): Told(
                    str(one["content"]), dt.date.fromisoformat(one["since"]), str(one["night"])
                )
                for name, one in found.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def write(self, told: Mapping[str, Told]) -> None:
        """Keep this, and nothing else; a file that says so already is left alone."""
        if told == self.read():
            return
        try:
            if not told:
                self._path.unlink(missing_ok=True)
                return
            said = {
                name: {"content": one.content, "since": one.since.isoformat(), "night": one.night}
                for name, one in told.items()
            }
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_suffix(".tmp")
            # in ASCII: a file's name need not be text, and is escaped then
            temporary.write_text(json.dumps(said, indent=1), "ascii")
            temporary.replace(self._path)
        except OSError as error:
            _log.warning("what waits in drop folders is not remembered: %s", error)
