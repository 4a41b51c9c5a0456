"""One press, as JSON: the button, its answers, the open workbooks → what a host is to do and show.

```
{"button": "validate", "answers": {"confirm": "yes"}, "workbooks": [snapshot, …],
 "selection": {"workbook": "Costs.xlsx", "sheet": "CR", "cell": "C14"},
 "contents": {"Costs.xlsx": "base64 of its file"}}
```
```
{"ok": true, "sentence": "…", "detail": "…", "is_plan": false, "entry": 7,
 "goto": {"workbook": …, "sheet": …, "cell": …}, "lists": {"findings": […], "suggestions": […]},
 "operations": {"Costs.xlsx": {"forth": […], "back": […]}}, "files": ["Ledger.xlsx"], "needs": []}
```

``needs`` names workbooks whose file the job must have as well: press again with ``contents``. A
host that was given operations says afterwards what became of them (``settling.applied``).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from addin import wiring
from addin.errors import AddinError, UnreadableFile
from addin.hosts.snapshots import pending as pendings
from addin.hosts.snapshots.conflicts import open_conflicts, sheets_of_closed
from addin.hosts.snapshots.listing import listing_of, place_as_json
from addin.hosts.snapshots.pending import Pending
from addin.hosts.snapshots.settling import settle_left_over
from addin.hosts.snapshots.watching import Telling, WatchedSent
from addin.hosts.watched import WatchedDocuments
from addin.macros.button import Button, Desk, Selection
from addin.macros.catalogue import BY_NAME
from addin.macros.press import Pressed, press
from addin.ports import Kept
from addin.settings.model import Settings

_LOG: Final = logging.getLogger("tieout")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a press happens: the production's folder, by whom, and when.

    ``with_files``: the folder's own workbooks belong to the production too; without, it only keeps
    the journal of a workbook that stands in no folder here. ``name`` is the production's if its
    settings say none.
    """

    folder: Path
    who: str
    at: dt.datetime
    name: str = ""
    with_files: bool = True


def press_sent(asked: Mapping[str, Any], bench: Bench, tell: Telling) -> dict[str, Any]:
    """Press a button on what a host sent; whatever goes wrong ends in a sentence."""
    button = BY_NAME.get(str(asked.get("button")))
    if button is None:
        return refusal(f"There is no button '{asked.get('button')}'. Nothing was done.")
    try:
        with wiring.pressing(bench.folder, bench.who, button.label, bench.at):
            return _pressed(button, asked, bench, tell)
    except AddinError as error:
        return refusal(str(error))
    except Exception as error:  # noqa: BLE001 - the edge of a host: a sentence, never a traceback
        _LOG.exception("a press failed")
        return refusal(f"Tieout itself failed ({type(error).__name__}: {error}). Nothing was done.")


def refusal(sentence: str) -> dict[str, Any]:
    """The answer to a press of which nothing came."""
    return _answer(Pressed(ok=False, sentence=sentence), {}, ())


def _pressed(
    button: Button, asked: Mapping[str, Any], bench: Bench, tell: Telling
) -> dict[str, Any]:
    settings = wiring.settings_of(bench.folder) if bench.with_files else Settings()
    name = settings.name or bench.name or wiring.production_name(bench.folder)
    sent, todo = wiring.sent_workbooks(
        asked.get("workbooks") or (),
        bench.folder,
        contents=_contents(asked.get("contents") or {}),
        with_files=bench.with_files,
    )
    here = [str(one["name"]) for one in asked.get("workbooks") or ()]
    settle_left_over(bench.folder, map(sent.read, here), bench.at)
    watched = WatchedSent(sent, tell, here)
    with wiring.kept(bench.folder, None) as kept:
        desk = Desk(
            watched,
            settings,
            name,
            str(bench.folder),
            bench.at,
            bench.who,
            _selection(asked.get("selection") or {}),
            kept,
            progress=tell.progress,
            documents=WatchedDocuments(wiring.documents(bench.folder), tell),
            sheets=sheets_of_closed(bench.folder, here),
            incoming=wiring.incoming(bench.folder) if bench.with_files else None,
        )
        holding = _holding(kept, name)
        done = press(button, desk, _texts(asked.get("answers") or {}))
        operations = todo() if done.ok else {}
        if operations:
            undoes = holding - _holding(kept, name)
            pendings.keep(
                bench.folder,
                Pending(
                    done.entry, name, bench.at, done.touched, tuple(operations),
                    max(undoes, default=0),
                ),
            )  # fmt: skip
        conflicts = open_conflicts(settings, kept) if settings.syncs and done.ok else None
    answer = _answer(done, operations, () if done.ok else sorted(watched.without_content))
    if conflicts is not None:
        answer["lists"]["conflicts"] = conflicts
    return answer


def _holding(kept: Kept | None, name: str) -> frozenset[int]:
    """The entries of the journal that hold."""
    entries = kept.journal.entries(name) if kept else ()
    return frozenset(one.number for one in entries if one.can_be_undone)


def _answer(
    done: Pressed,
    operations: Mapping[str, tuple[wiring.Operations, wiring.Operations]],
    needs: Any,
) -> dict[str, Any]:
    return {
        "ok": done.ok,
        "sentence": done.sentence,
        "detail": done.detail,
        "is_plan": done.is_plan,
        "entry": done.entry,
        "goto": place_as_json(done.goto),
        "lists": listing_of(done.report),
        "operations": {
            name: {"forth": forth, "back": back} for name, (forth, back) in operations.items()
        },
        "files": [one.workbook for one in done.touched if one.workbook not in operations],
        "needs": list(needs),
    }


def _selection(given: Mapping[str, Any]) -> Selection:
    return Selection(*(str(given.get(name) or "") for name in ("workbook", "sheet", "cell")))


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in given.items()}


def _contents(given: Mapping[str, Any]) -> dict[str, bytes]:
    try:
        return {str(name): base64.b64decode(text, validate=True) for name, text in given.items()}
    except (binascii.Error, TypeError, ValueError) as error:
        raise UnreadableFile("The workbook", f"its file did not arrive whole ({error})") from error
