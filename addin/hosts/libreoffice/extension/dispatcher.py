"""The component behind the menu and behind buttons in documents: ``vnd.org.tieout:press?validate``.

Answers may stand behind the button's name: ``press?transfer_budget&from=6901``. What says that a
plan is to be carried out is never taken from there, since a document may have brought it.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import unohelper  # type: ignore[import-not-found]
from com.sun.star.frame import (  # type: ignore[import-not-found]
    XDispatchProvider,
    XNotifyingDispatch,
)
from com.sun.star.lang import XInitialization, XServiceInfo  # type: ignore[import-not-found]
from tieout_calc.addresses import PROTOCOL, parsed  # type: ignore[import-not-found]
from tieout_calc.documents import Documents  # type: ignore[import-not-found]
from tieout_calc.log import Log, usual_place  # type: ignore[import-not-found]
from tieout_calc.press_process import PressProcess  # type: ignore[import-not-found]
from tieout_calc.pressing import Pressing, known_buttons  # type: ignore[import-not-found]
from tieout_calc.screens import Dialogs, Quiet  # type: ignore[import-not-found]

HERE = Path(__file__).parent
BUILT = json.loads((HERE / "environment.json").read_text(encoding="utf-8"))
NAME = "org.tieout.Buttons"
SERVICE = "com.sun.star.frame.ProtocolHandler"
ANSWERS = "Answers"
"""The argument with which a program presses without a dialog: its answers as JSON."""
CONFIRM = "confirm"
_SUCCESS, _FAILURE = 1, 0  # com.sun.star.frame.DispatchResultState

log = Log(usual_place())
_own: list[Path] = []
_pressing: list[Pressing] = []


def own_folder() -> Path:
    """Where journals of documents without a place are kept as long as LibreOffice runs."""
    if not _own:
        _own.append(Path(tempfile.mkdtemp(prefix="tieout-unsaved-")))
        atexit.register(shutil.rmtree, _own[0], ignore_errors=True)
    return _own[0]


def pressing(context: Any) -> Pressing:
    """The one desk for all windows: one button works at a time."""
    if not _pressing:
        python = os.environ.get("TIEOUT_CALC_PYTHON") or BUILT["python"]
        _pressing.append(
            Pressing(
                known_buttons(HERE / "buttons.json"),
                Documents(context),
                lambda: PressProcess(python, BUILT["path"], log),
                own_folder,
            )
        )
    return _pressing[0]


class Buttons(
    unohelper.Base,  # type: ignore[misc]
    XServiceInfo,  # type: ignore[misc]
    XInitialization,  # type: ignore[misc]
    XDispatchProvider,  # type: ignore[misc]
    XNotifyingDispatch,  # type: ignore[misc]
):
    """What LibreOffice asks for whoever may answer to addresses of this protocol."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._frame: Any = None

    def initialize(self, arguments: tuple[Any, ...]) -> None:
        """The window in which it is asked."""
        if arguments:
            self._frame = arguments[0]

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:  # noqa: N802 - UNO's name
        """Itself, for addresses of the protocol."""
        del target, flags
        return self if url.Complete.startswith(PROTOCOL) else None

    def queryDispatches(self, requests: Any) -> Any:  # noqa: N802
        """Likewise for several."""
        return tuple(
            self.queryDispatch(one.FeatureURL, one.FrameName, one.SearchFlags) for one in requests
        )

    def dispatch(self, url: Any, arguments: tuple[Any, ...]) -> None:
        """Press."""
        self._pressed(url, arguments)

    def dispatchWithNotification(  # noqa: N802
        self, url: Any, arguments: tuple[Any, ...], listener: Any
    ) -> None:
        """Press, and tell what came of it, as JSON."""
        answer = self._pressed(url, arguments)
        if listener is not None:
            listener.dispatchFinished(_result(self, answer))

    def addStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """A button can always be pressed; whether it can do something it says itself."""
        listener.statusChanged(_enabled(self, url))

    def removeStatusListener(self, listener: Any, url: Any) -> None:  # noqa: N802
        """Nothing is kept of them."""

    def getImplementationName(self) -> str:  # noqa: N802
        """What LibreOffice knows the component by."""
        return NAME

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Whether it is that service."""
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """The one service it is."""
        return (SERVICE,)

    def _pressed(self, url: Any, arguments: tuple[Any, ...]) -> dict[str, Any]:
        told = {one.Name: one.Value for one in arguments or ()}
        name, given = parsed(url.Complete)
        screen: Any = Dialogs(self._context, self._frame)
        if ANSWERS in told:
            given = {str(k): str(v) for k, v in json.loads(told[ANSWERS] or "{}").items()}
            screen = Quiet(agrees=given.pop(CONFIRM, "") == "yes")
        else:
            given.pop(CONFIRM, None)
        try:
            document = self._document()
            if document is None:
                return dict(screen.refused("Open a spreadsheet first. Nothing was done."))
            return dict(pressing(self._context).press(name, given, document, screen))
        except Exception as problem:  # noqa: BLE001 - LibreOffice would hide it
            log.say(f"{name}: {type(problem).__name__}: {problem}")
            what = f"{type(problem).__name__}: {problem}"
            return dict(screen.refused(f"Tieout itself failed ({what}). See {log.path}."))

    def _document(self) -> Any:
        """The document of the window in which it was pressed."""
        controller = self._frame.getController() if self._frame is not None else None
        model = controller.getModel() if controller is not None else None
        if model is not None and model.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            return model
        return Documents(self._context).active()


def _result(source: Any, answer: dict[str, Any]) -> Any:
    import uno  # type: ignore[import-not-found]  # noqa: PLC0415 - few presses need it

    event = uno.createUnoStruct("com.sun.star.frame.DispatchResultEvent")
    event.Source = source
    event.State = _SUCCESS if answer["ok"] else _FAILURE
    event.Result = json.dumps({key: answer.get(key) for key in _TOLD})
    return event


_TOLD = ("ok", "sentence", "detail", "is_plan", "goto", "entry", "files")


def _enabled(source: Any, url: Any) -> Any:
    import uno  # noqa: PLC0415

    event = uno.createUnoStruct("com.sun.star.frame.FeatureStateEvent")
    event.Source, event.FeatureURL = source, url
    event.IsEnabled, event.Requery = True, False
    return event


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - what UNO looks for
g_ImplementationHelper.addImplementation(Buttons, NAME, (SERVICE,))
