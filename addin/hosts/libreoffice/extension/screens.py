"""How a press is shown: to a person, in LibreOffice's own windows, or to a program, not at all."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import uno  # type: ignore[import-not-found]
from com.sun.star.uno import Exception as UnoException  # type: ignore[import-not-found]

from .dialog import asked, shown
from .pressing import refusal

if TYPE_CHECKING:
    from .pressing import Answer, Answers

_TITLE = "Tieout"
_OK, _RETRY_CANCEL = 1, 5  # com.sun.star.awt.MessageBoxButtons
_RETRY = 4  # com.sun.star.awt.MessageBoxResults
_WHOLE = 100
_ENDING = "; confirm to do it."


class Quiet:
    """For programs: nothing is asked and nothing is shown."""

    def __init__(self, *, agrees: bool) -> None:
        self._agrees = agrees

    def ask(self, button: dict[str, Any], typed: Answers) -> Answers | None:
        """What was given is all there is."""
        del button
        return typed

    def agrees(self, button: dict[str, Any], answer: Answer) -> bool:
        """As it was said beforehand."""
        del button, answer
        return self._agrees

    def tell(self, button: dict[str, Any], answer: Answer, *, again: bool) -> bool:
        """Whoever pressed is told by the answer."""
        del button, answer, again
        return False

    def refused(self, sentence: str) -> Answer:
        """Nothing came of it."""
        return refusal(sentence)

    def progress(self, far: float, said: str) -> None:
        """Nobody looks."""

    def meanwhile(self) -> None:
        """Nobody looks."""

    def rest(self) -> None:
        """Nobody looks."""


class Dialogs:
    """For people."""

    def __init__(self, context: Any, frame: Any) -> None:
        self._context, self._frame = context, frame
        self._services = context.getServiceManager()
        self._toolkit = self._services.createInstanceWithContext(
            "com.sun.star.awt.Toolkit", context
        )
        self._indicator: Any = None

    def ask(self, button: dict[str, Any], typed: Answers) -> Answers | None:
        """A dialog with a line for each field."""
        return asked(self._context, self._toolkit, self._window(), button, typed)

    def agrees(self, button: dict[str, Any], answer: Answer) -> bool:
        """The plan, with *Do it* and *Leave it*."""
        sentence = answer["sentence"]
        if sentence.endswith(_ENDING):
            sentence = sentence[: -len(_ENDING)] + "."
        return shown(
            self._context, self._toolkit, self._window(), _named(button), sentence,
            answer["detail"], ("Do it", "Leave it"),
        )  # fmt: skip

    def tell(self, button: dict[str, Any], answer: Answer, *, again: bool) -> bool:
        """The sentence in a message box; with what there is to say besides in a window."""
        if answer.get("shown") or not answer["sentence"]:
            return False
        if answer["ok"] and answer["detail"]:
            shown(
                self._context, self._toolkit, self._window(), _named(button), answer["sentence"],
                answer["detail"], ("OK",),
            )  # fmt: skip
            return False
        kind = "INFOBOX" if answer["ok"] else "WARNINGBOX"
        box = self._toolkit.createMessageBox(
            self._window(),
            uno.Enum("com.sun.star.awt.MessageBoxType", kind),
            _RETRY_CANCEL if again else _OK,
            _named(button),
            answer["sentence"],
        )
        try:
            return bool(box.execute() == _RETRY)
        finally:
            box.dispose()

    def refused(self, sentence: str) -> Answer:
        """Say that nothing came of it."""
        answer = refusal(sentence)
        self.rest()
        self.tell({"label": "", "asks": []}, answer, again=False)
        return answer

    def progress(self, far: float, said: str) -> None:
        """In the status bar."""
        if self._indicator is None and self._frame is not None:
            self._indicator = self._frame.createStatusIndicator()
            self._indicator.start(_TITLE, _WHOLE)
        if self._indicator is not None:
            self._indicator.setText(f"{_TITLE}: {said}")
            self._indicator.setValue(int(far * _WHOLE))

    def meanwhile(self) -> None:
        """The window is painted, and may be moved or closed."""
        with contextlib.suppress(UnoException, AttributeError):
            self._toolkit.processEventsToIdle()

    def rest(self) -> None:
        """The status bar is LibreOffice's again."""
        indicator, self._indicator = self._indicator, None
        if indicator is not None:
            with contextlib.suppress(UnoException):
                indicator.end()

    def _window(self) -> Any:
        """The window in which it was pressed; None if it was closed meanwhile."""
        with contextlib.suppress(UnoException, AttributeError):
            return self._frame.getContainerWindow()
        return None


def _named(button: dict[str, Any]) -> str:
    return f"{_TITLE}: {button['label']}" if button["label"] else _TITLE
