"""One press, from the menu to the sentence: ask, send, show the plan, write, go to the cell."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from com.sun.star.uno import Exception as UnoException  # type: ignore[import-not-found]

from .carrying_out import HalfWritten, NotWritten, Task, carry_out
from .documents import Documents, file_content
from .press_process import SECONDS, SECONDS_TO_START, PressFailed, PressProcess
from .reading import CannotRead, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    Answers = dict[str, str]
    """What somebody typed, by the names of the fields."""
    Answer = dict[str, Any]
    """What a press came to, as ``snapshots.pressing`` tells it."""

_CONFIRM = "confirm"


class Screen(Protocol):
    """How a press is shown to a person, or to a program."""

    def ask(self, button: dict[str, Any], typed: Answers) -> Answers | None:
        """What somebody answers; None if they would rather not."""

    def agrees(self, button: dict[str, Any], answer: Answer) -> bool:
        """Whether the plan is to be carried out."""

    def tell(self, button: dict[str, Any], answer: Answer, *, again: bool) -> bool:
        """Say what came of it; whether to try ``again`` where that can be offered."""

    def progress(self, far: float, said: str) -> None:
        """How far it is, from 0 to 1."""

    def meanwhile(self) -> None:
        """Time goes by."""

    def rest(self) -> None:
        """Nothing is at work any more."""


class Pressing:
    """The buttons of this LibreOffice."""

    def __init__(
        self,
        buttons: list[dict[str, Any]],
        documents: Documents,
        start: Callable[[], PressProcess],
        own: Callable[[], Path],
    ) -> None:
        """Nothing is started yet.

        Args:
            buttons: what each is called and asks.
            documents: what is open.
            start: gives the process for a press.
            own: gives the folder for the journals of documents that were never saved.
        """
        self._buttons = {one["name"]: one for one in buttons}
        self._documents, self._start, self._own = documents, start, own
        self._at_work = False

    def press(self, name: str, given: Answers, document: Any, screen: Screen) -> Answer:
        """Press a button on a document; whatever goes wrong ends in a sentence."""
        button = self._buttons.get(name)
        if button is None:
            answer = refusal(f"There is no button '{name}'. Nothing was done.")
            screen.tell({"label": "Tieout", "asks": []}, answer, again=False)
            return answer
        if self._at_work:
            answer = refusal("Another button is still at work. Nothing was done.")
            screen.tell(button, answer, again=False)
            return answer
        self._at_work = True
        try:
            return self._asked_and_pressed(button, given, document, screen)
        finally:
            self._at_work = False

    def _asked_and_pressed(
        self, button: dict[str, Any], given: Answers, document: Any, screen: Screen
    ) -> Answer:
        answers: Answers | None = dict(given)
        while True:
            if _is_to_be_asked(button, given):
                answers = screen.ask(button, answers or {})
                if answers is None:
                    return refusal("")  # nobody wanted it after all
            answer = self._pressed(button, answers or {}, document, screen)
            screen.rest()
            offers = bool(button["asks"]) and not answer["ok"]
            if not screen.tell(button, answer, again=offers):
                return answer
            given = {}

    def _pressed(
        self, button: dict[str, Any], answers: Answers, document: Any, screen: Screen
    ) -> Answer:
        process = None
        try:
            screen.progress(0.0, "Starting")
            process = self._start()
            return _Press(process, self._documents, document, screen).done(
                button, answers, str(self._own())
            )
        except (PressFailed, CannotRead) as error:
            return refusal(str(error))
        except UnoException as error:
            text = " ".join(str(getattr(error, "Message", error)).split())[:200]
            return refusal(
                f"LibreOffice could not do what was asked of it ({text or 'it was closed'}). "
                "Nothing was written."
            )
        finally:
            if process is not None:
                process.end()


class _Press:
    """One process, one document, one conversation."""

    def __init__(
        self, process: PressProcess, documents: Documents, document: Any, screen: Screen
    ) -> None:
        self._process, self._documents, self._screen = process, documents, screen
        self._document = document

    def done(self, button: dict[str, Any], answers: Answers, own: str) -> Answer:
        """Press, show the plan and press again if there is one, write."""
        told = self._ask(
            {
                "kind": "documents",
                "documents": self._documents.told(),
                "active": self._documents.key(self._document),
                "own": own,
            },
            SECONDS_TO_START,
        )
        if "wants" not in told:
            return told
        wanted = {one["name"]: self._documents.by_key(one["key"]) for one in told["wants"]}
        answer = self._sent(button, answers, wanted, told["active"])
        if answer["ok"] and answer["is_plan"]:
            self._screen.rest()
            if not self._screen.agrees(button, answer):
                return {**answer, "shown": True}
            confirmed = {**answers, _CONFIRM: "yes"}
            answer = self._sent(button, confirmed, wanted, told["active"])
        return self._written(button, answer, wanted)

    def _sent(
        self, button: dict[str, Any], answers: Answers, wanted: dict[str, Any], active: str
    ) -> Answer:
        """Send the documents; once more with their files if the job needs one."""
        services = self._documents.services
        self._screen.progress(0.0, "Reading the document")
        message: dict[str, Any] = {
            "kind": "press",
            "button": button["name"],
            "answers": answers,
            "workbooks": [snapshot(one, name, services) for name, one in wanted.items()],
            "selection": {"workbook": active, **self._documents.selection(self._document)},
        }
        answer = self._ask(message)
        needs = [name for name in answer["needs"] if name in wanted]
        if needs:
            contents = {name: file_content(wanted[name]) for name in needs}
            message["contents"] = {
                name: base64.b64encode(content).decode() for name, content in contents.items()
            }
            answer = self._ask(message)
        return answer

    def _written(self, button: dict[str, Any], answer: Answer, wanted: dict[str, Any]) -> Answer:
        if not answer["operations"]:
            return self._went(answer, wanted)
        tasks = [
            Task(name, wanted[name], todo["forth"], todo["back"])
            for name, todo in answer["operations"].items()
        ]
        self._screen.progress(0.9, "Writing")
        outcome: dict[str, Any] = {"kind": "applied", "entry": answer["entry"], "ok": True}
        try:
            outcome["now"] = carry_out(
                tasks, f"Tieout: {button['label']}", self._documents.services
            )
        except NotWritten as error:
            return self._not_written({**outcome, "ok": False, "why": str(error)}, answer)
        except HalfWritten as error:
            self._ask({**outcome, "now": error.now})
            return {
                **answer,
                "ok": False,
                "sentence": f"{error}, in the middle of writing, and it could not be taken back. "
                "Press Undo Last, which knows what was written.",
            }
        except UnoException:
            why = "the document was closed meanwhile"
            return self._not_written({**outcome, "ok": False, "why": why}, answer)
        said = self._ask(outcome)
        return self._went(answer if said["ok"] else {**answer, **said}, wanted)

    def _not_written(self, outcome: dict[str, Any], answer: Answer) -> Answer:
        said = self._ask(outcome)
        return {**answer, "ok": False, "goto": None, "sentence": said["sentence"]}

    def _went(self, answer: Answer, wanted: dict[str, Any]) -> Answer:
        place = answer.get("goto")
        if answer["ok"] and place and place["workbook"] in wanted:
            self._documents.show(wanted[place["workbook"]], place["sheet"], place["cell"])
        return answer

    def _ask(self, message: dict[str, Any], seconds: float = SECONDS) -> Answer:
        return self._process.ask(message, self._screen.progress, self._screen.meanwhile, seconds)


def refusal(sentence: str) -> Answer:
    """The answer to a press of which nothing came."""
    return {
        "ok": False, "sentence": sentence, "detail": "", "is_plan": False, "goto": None,
        "operations": {}, "needs": [], "files": [], "entry": 0,
    }  # fmt: skip


def _is_to_be_asked(button: dict[str, Any], given: Answers) -> bool:
    """Somebody is asked unless a button in the document says enough already."""
    fields = [one for one in button["asks"] if one["name"] != _CONFIRM]
    if not given:
        return bool(fields)
    return any(not one["optional"] and not given.get(one["name"]) for one in fields)


def known_buttons(path: Path) -> list[dict[str, Any]]:
    """The buttons as the extension was built with them."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found
