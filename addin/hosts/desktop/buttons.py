"""A button pressed in Excel: what the ribbon, a shortcut or a button in a workbook asks of Python.

Workbooks, settings and history are opened afresh at each press, so whatever somebody changed since
counts. What goes wrong ends in a sentence for the message box; Excel never sees an exception.
"""

from __future__ import annotations

import datetime as dt
import getpass
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from addin import wiring
from addin.errors import AddinError
from addin.hosts.desktop.calling import Caller, caller_of, show
from addin.hosts.desktop.watching import Watch, WatchedSheet, escape_in
from addin.hosts.watched import WatchedDocuments, WatchedWorkbooks
from addin.macros.button import Button, Desk, Selection
from addin.macros.catalogue import BY_NAME
from addin.macros.press import Pressed, press

LONGEST_MESSAGE: Final = 1000
"""Letters; a message box of VBA takes 1,024."""
_LOG: Final = logging.getLogger("tieout")


class State(StrEnum):
    """What became of a press; the add-in's VBA knows these words."""

    DONE = "done"
    PLAN = "plan"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a press, and what the message box says."""

    state: State
    text: str

    @property
    def line(self) -> str:
        """As it goes back to VBA: the state in a line of its own, then the text."""
        return f"{self.state}\n{self.text}"


def pressed_in_excel(
    arguments: Sequence[object],
    is_stopped: Callable[[Any], Callable[[], bool]] = escape_in,
) -> Told:
    """Press a button as the add-in's VBA asks for it.

    Args:
        arguments: the button's name, the path of the workbook in front, its sheet and the selected
            cell; then the answers: a field's name, its text, and so on.
        is_stopped: gives for an Excel what tells whether somebody pressed Esc.
    """
    name, full_name, sheet, cell, *given = ["" if one is None else str(one) for one in arguments]
    button = BY_NAME.get(name)
    if button is None:
        return Told(
            State.REFUSED,
            f"This Tieout has no button '{name}': the add-in is of another version. "
            "Run 'tieout install desktop' with Excel closed.",
        )
    answers = dict(zip(given[::2], given[1::2], strict=False))
    try:
        caller = caller_of(full_name, wiring.open_books())
        watch = Watch(caller.book.app, button.label, is_stopped(caller.book.app))
        at = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a coordinator's own clock
        with wiring.pressing(caller.folder, getpass.getuser(), button.label, at):
            return _pressed(button, caller, Selection(caller.name, sheet, cell), answers, watch, at)
    except AddinError as error:
        return Told(State.REFUSED, _fitted(str(error)))
    except Exception as error:  # noqa: BLE001 - the edge: VBA would show a number
        _LOG.exception("%s failed", name)
        what = f"{type(error).__name__}: {error}"
        return Told(State.REFUSED, _fitted(f"{button.label} failed inside Tieout ({what})."))


def _pressed(
    button: Button,
    caller: Caller,
    selection: Selection,
    answers: dict[str, str],
    watch: Watch,
    at: dt.datetime,
) -> Told:
    folder = caller.folder
    settings = wiring.settings_of(folder)
    workbooks = wiring.open_workbooks(folder)
    shared = wiring.shared_sheets(folder)
    before = "".join(
        f"An earlier press was cut off in {name}; what it had written there was taken back.\n\n"
        for name in workbooks.put_right()
    )
    with wiring.kept(folder, None) as kept:
        desk = Desk(
            WatchedWorkbooks(workbooks, watch),
            settings,
            settings.name or wiring.production_name(folder),
            str(folder),
            at,
            getpass.getuser(),
            selection,
            kept,
            progress=watch.progress,
            documents=WatchedDocuments(wiring.documents(folder), watch),
            sheets=lambda binding: WatchedSheet(shared(binding), watch),
            incoming=wiring.incoming(folder),
        )
        done = press(button, desk, answers)
    return _told(done, before, folder)


def _told(done: Pressed, before: str, folder: Path) -> Told:
    parts = [before + done.sentence, done.detail]
    if done.ok and done.goto is not None:
        parts.append(show(done.goto, folder, wiring.open_books()))
    if done.is_plan:
        parts.append("Do it now?")
    state = State.PLAN if done.is_plan else State.DONE if done.ok else State.REFUSED
    return Told(state, _fitted("\n\n".join(filter(None, parts)), is_plan=done.is_plan))


def _fitted(text: str, *, is_plan: bool = False) -> str:
    """A text as long as a message box shows; the question at the end of a plan is kept."""
    if len(text) <= LONGEST_MESSAGE:
        return text
    end = " …\n\nDo it now?" if is_plan else " …"
    return text[: LONGEST_MESSAGE - len(end)] + end
