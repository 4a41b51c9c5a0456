"""The process that carries a press out for Calc; its parent is LibreOffice, and it ends with it.

It reads lines of JSON and answers in lines of JSON: ``{"far": 0.2, "said": "Reading Costs.xlsx"}``,
``{"writes": true}`` from when on it writes files, and ``{"done": answer}``, the last. It is asked

* ``documents``: what is open, and which one the button was pressed in → those whose snapshots the
  production needs, ``{"wants": [{"key": …, "name": …}], "active": name}``;
* ``press``: see ``snapshots.pressing``;
* ``applied``: see ``snapshots.settling``.
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from addin import wiring
from addin.errors import AddinError
from addin.hosts.snapshots.pressing import Bench, press_sent, refusal
from addin.hosts.snapshots.settling import applied
from addin.hosts.snapshots.watching import Telling

Say = Callable[[Mapping[str, Any]], None]
Now = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a document belongs: ``called`` is its path from the production's ``folder``."""

    folder: Path
    called: str
    with_files: bool
    title: str = ""


def home_of(document: Mapping[str, Any], own: Path) -> Home:
    """Where an open document belongs.

    A file on this computer belongs to the production of its folder. One that lies elsewhere, or was
    never saved, is a production by itself, whose journal is kept in ``own``.
    """
    if document.get("path"):
        path = Path(str(document["path"])).resolve()
        folder = wiring.production_folder(path)
        return Home(folder, path.relative_to(folder).as_posix(), with_files=True)
    title = str(document.get("title") or "Untitled").replace("/", " ").replace("\\", " ")
    where = str(document.get("url") or document.get("key"))
    key = hashlib.blake2b(where.encode(), digest_size=12).hexdigest()
    return Home(wiring.made(own / key), title, with_files=False, title=title)


def wanted(asked: Mapping[str, Any]) -> tuple[Home, dict[str, Any]]:
    """The home of a press, and the open documents that belong to it."""
    documents = {str(one["key"]): one for one in asked["documents"]}
    home = home_of(documents[str(asked["active"])], Path(asked["own"]))
    names = {str(asked["active"]): home.called}
    names |= {key: name for key, name in _beside(home, documents) if key not in names}
    wants = [{"key": key, "name": name} for key, name in names.items()]
    return home, {"wants": wants, "active": home.called}


def _beside(home: Home, documents: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Other documents of the production: their files are not what they show."""
    if not home.with_files:
        return
    listed = set(wiring.workbooks(home.folder).names())
    for key, one in documents.items():
        path = Path(str(one["path"])).resolve() if one.get("path") else None
        if path is not None and path.is_relative_to(home.folder):
            name = path.relative_to(home.folder).as_posix()
            if name in listed:
                yield key, name


def serve(reading: IO[bytes], writing: IO[bytes], now: Now) -> None:
    """Answer until the other side is gone."""

    def say(told: Mapping[str, Any]) -> None:
        writing.write(json.dumps(told, allow_nan=False).encode() + b"\n")
        writing.flush()

    home: Home | None = None
    for line in reading:
        try:
            asked = json.loads(line)
            if asked["kind"] == "documents":
                home, told = wanted(asked)
            else:
                told = _answer(asked, home, now(), say)
        except AddinError as error:
            told = refusal(str(error))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            told = refusal(f"What was sent is no press ({error!r}). Nothing was done.")
        say({"done": told})


def _answer(
    asked: Mapping[str, Any], home: Home | None, at: dt.datetime, say: Say
) -> dict[str, Any]:
    if home is None:
        raise KeyError("documents")
    if asked["kind"] == "applied":
        return applied(home.folder, asked, at)
    tell = Telling(lambda far, said: say({"far": far, "said": said}), lambda: say({"writes": True}))
    bench = Bench(home.folder, _who(), at, home.title, home.with_files)
    answer = press_sent(
        {**asked, "workbooks": list(map(_writable, asked["workbooks"]))}, bench, tell
    )
    if answer["ok"] or home.with_files:
        return answer
    return {**answer, "sentence": f"{answer['sentence']} {_UNSAVED}"}


def _writable(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Files of this kind are not written, but LibreOffice writes what it has open in them."""
    is_ods = str(snapshot["name"]).lower().endswith(".ods")
    return {**snapshot, "kind": "xlsx"} if is_ods else dict(snapshot)


_UNSAVED = (
    "This document lies in no folder of this computer, so it is alone: saved beside the other "
    "workbooks of its production, it is read together with them."
)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this computer
        return "somebody"


def main() -> None:
    """Work on standard input and output; what else is printed goes to the log."""
    reading, writing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    try:
        serve(reading, writing, lambda: dt.datetime.now().replace(microsecond=0))  # noqa: DTZ005 - a coordinator's own clock
    except OSError:
        return  # LibreOffice is gone


if __name__ == "__main__":
    main()
