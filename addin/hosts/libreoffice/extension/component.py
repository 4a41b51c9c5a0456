"""The component that Calc loads: one method for each function, which asks the worker."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import unohelper  # type: ignore[import-not-found]
from com.sun.star.lang import XServiceInfo  # type: ignore[import-not-found]
from tieout import XFunctions  # type: ignore[import-not-found]
from tieout_calc.calendar import Calendar  # type: ignore[import-not-found]
from tieout_calc.link import Worker  # type: ignore[import-not-found]
from tieout_calc.log import Log, usual_place  # type: ignore[import-not-found]
from tieout_calc.ranges import argument, error  # type: ignore[import-not-found]

HERE = Path(__file__).parent
KNOWN = json.loads((HERE / "functions.json").read_text(encoding="utf-8"))
BUILT = json.loads((HERE / "environment.json").read_text(encoding="utf-8"))
NAME = "TIEOUT"
VALUE = 519  # Calc's code of #VALUE!

log = Log(usual_place())
calendar = Calendar(log)
worker = Worker(
    os.environ.get("TIEOUT_CALC_PYTHON") or BUILT["python"], BUILT["path"], BUILT["version"], log
)


class Functions(unohelper.Base, XServiceInfo, XFunctions):  # type: ignore[misc]
    """The functions, as Calc finds them by their names."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def getImplementationName(self) -> str:  # noqa: N802 - UNO calls it so
        """What Calc knows the component by."""
        return NAME

    def supportsService(self, name: str) -> bool:  # noqa: N802
        """Whether it is that service."""
        return name == NAME

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        """The one service it is."""
        return (NAME,)


def _method(name: str, traits: list[str]) -> Any:
    def method(_: Functions, *given: Any) -> tuple[tuple[Any, ...], ...]:
        try:
            if "dates" in traits:
                workbook, given = given[0], given[1:]
                if not calendar.is_excels(workbook):
                    return ((error(VALUE),),)
            if "repeating" in traits:
                given = (*given[:-1], *(given[-1] or ()))
            rows = worker.ask(name, tuple(map(argument, given)))
        except Exception as problem:  # noqa: BLE001 - Calc would hide it
            log.say(f"{name}: {type(problem).__name__}: {problem}")
            rows = None
        return rows or ((error(VALUE),),)

    return method


for _name, _traits in KNOWN.items():
    setattr(Functions, _name, _method(_name, _traits))

g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - what UNO looks for
g_ImplementationHelper.addImplementation(Functions, NAME, (NAME,))
