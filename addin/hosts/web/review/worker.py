"""A process that reads or decides in one production: ``python -m addin.hosts.web.review.worker``.

It speaks as ``addin.hosts.web.press_worker`` does. A decision is the press of a button, with the
production's lock held; before it, what the person saw is compared with what is there now.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, Final

from addin.errors import AddinError
from addin.hosts.web.review.deciding import DECISIONS
from addin.hosts.web.review.place import Place
from addin.hosts.web.review.reading import READINGS

_OTHERWISE: Final = (
    "The production is called otherwise than in its last night, or had none yet. Nothing was done. "
    "The next night shows it by its name."
)
Say = Callable[[Mapping[str, Any]], None]


def answer(
    kind: str, asked: Mapping[str, Any], folder: Path, at: dt.datetime, say: Say
) -> Mapping[str, Any]:
    """What a request comes to: always ``ok`` and a ``sentence``, for readings what was read."""
    place = Place(folder, str(asked.get("history") or ""), str(asked.get("who") or "somebody"), at)
    try:
        # one history for all is asked by name, and a production names itself
        if place.history and place.name != asked.get("known_as"):
            return {"ok": False, "sentence": _OTHERWISE}
        if kind in READINGS:
            return {"ok": True, "sentence": "", **READINGS[kind](place)}
        say({"writes": True})  # from here on it is left to finish
        return DECISIONS[kind](place, asked)
    except AddinError as error:
        return {"ok": False, "sentence": str(error)}


def serve_one(
    reading: IO[bytes], writing: IO[bytes], folders: tuple[Path, ...], now: dt.datetime | None
) -> None:
    """Answer one request."""

    def say(told: Mapping[str, Any]) -> None:
        writing.write(json.dumps(told, allow_nan=False).encode() + b"\n")
        writing.flush()

    say({"ready": True})
    kind, _, length = reading.readline().decode("ascii").strip().partition(" ")
    if not kind:
        return
    at = now or dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a coordinator's own clock
    asked = json.loads(reading.read(int(length)))
    say({"done": answer(kind, asked, folders[asked["number"]], at, say)})


def main() -> None:
    """Work on standard input and output; what else is printed goes elsewhere."""
    reading, writing = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    told = json.loads(sys.argv[1])
    today = told.get("today")
    now = dt.datetime.fromisoformat(today) if today else None
    serve_one(reading, writing, tuple(map(Path, told["folders"])), now)


if __name__ == "__main__":
    main()
