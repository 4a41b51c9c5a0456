"""A process that carries one press out: ``python -m addin.hosts.web.press_worker``.

It says ``{"ready": true}`` once it knows the buttons. Its input is a line ``kind length`` and that
many bytes of JSON; its output are lines of JSON: ``{"far": 0.2, "said": "Reading Costs.xlsx"}``,
``{"writes": true}`` from when on it must not be ended, and ``{"done": answer}``, the last.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from addin.errors import AddinError
from addin.hosts.snapshots.pressing import Bench, press_sent, refusal
from addin.hosts.snapshots.settling import applied
from addin.hosts.snapshots.watching import Telling
from addin.hosts.web.productions import Home, Productions, home_of, listed

Say = Callable[[Mapping[str, Any]], None]


def answer(
    kind: str, asked: Mapping[str, Any], productions: Productions, at: dt.datetime, say: Say
) -> Any:
    """What a request comes to: ``press``, ``applied`` or ``productions``."""
    if kind == "productions":
        return listed(productions, str(asked.get("document") or ""))
    try:
        home = home_of(asked, productions)
        if kind == "applied":
            now = {home.workbook: asked.get("now") or {}}
            return applied(home.folder, {**asked, "now": now}, at)
    except AddinError as error:
        return refusal(str(error))
    told = Telling(lambda far, said: say({"far": far, "said": said}), lambda: say({"writes": True}))
    bench = Bench(home.folder, _who(), at, home.name, home.with_files)
    return {**press_sent(_named(asked, home), bench, told), "workbook": home.workbook}


def _named(asked: Mapping[str, Any], home: Home) -> dict[str, Any]:
    """The request with the workbook called as its production calls it."""
    given = asked.get("workbook")
    selection = asked.get("selection")
    content = asked.get("content")
    return {
        "button": asked.get("button"),
        "answers": asked.get("answers"),
        "workbooks": [{**given, "name": home.workbook}] if isinstance(given, dict) else [given],
        "selection": {**selection, "workbook": home.workbook}
        if isinstance(selection, dict)
        else {"workbook": home.workbook},
        "contents": {home.workbook: content} if content else {},
    }


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this computer
        return "somebody"


def serve_one(
    reading: IO[bytes], writing: IO[bytes], productions: Productions, now: dt.datetime | None = None
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
    try:
        asked = json.loads(reading.read(int(length)))
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        say({"done": refusal("What was sent is no press. Nothing was done.")})
        return
    say({"done": answer(kind, asked, productions, at, say)})


def main() -> None:
    """Work on standard input and output; what else is printed goes elsewhere."""
    reading, writing = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    told = json.loads(sys.argv[1])
    productions = Productions(tuple(map(Path, told["folders"])), Path(told["own"]))
    today = told.get("today")
    serve_one(
        reading,
        writing,
        productions,
        dt.datetime.fromisoformat(today) if today else None,
    )


if __name__ == "__main__":
    main()
