"""xlwings' Windows modules on any system: ``udfs``, ``com_server``, ``_xlwindows`` as shipped.

Only pywin32's leaf modules and two of ``ctypes``' names are stand-ins; every line of xlwings that
runs is the shipped one.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import sys
import types
from typing import Any

from addin.hosts.desktop import functions


class ComError(Exception):
    """pywin32's error."""

    hresult = -1


class TimeType(dt.datetime):
    """pywin32's date, a datetime too."""


class _Anything:
    def __getattr__(self, name: str) -> Any:
        return lambda *_args, **_kwargs: 0


def _module(name: str, **attributes: Any) -> None:
    module = types.ModuleType(name)
    module.__dict__.update(attributes)
    sys.modules[name] = module
    if "." in name:
        parent, child = name.rsplit(".", 1)
        setattr(sys.modules[parent], child, module)


def _pywin32() -> None:
    def itself(value: Any, *_args: Any, **_kwargs: Any) -> Any:
        return value

    _module("pywintypes", com_error=ComError, error=OSError, TimeType=TimeType, IID=itself)
    for name in ("win32api", "win32con", "win32gui", "win32process", "win32event"):
        _module(name)
    _module("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))
    _module(
        "pythoncom", CoInitialize=lambda *_: None, __file__=None, com_error=ComError, ole_error=ComError,
        IID_IDispatch="IDispatch", IID_IEnumVARIANT="IEnumVARIANT",
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
    )  # fmt: skip
    _module("win32com")
    classes = {
        name: type(name, (), {}) for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")
    }
    _module("win32com.client", **classes, Dispatch=itself, DispatchEx=itself)
    _module("win32com.client.dynamic", ERRORS_BAD_CONTEXT=[])
    for name in ("client.gencache", "server", "server.dispatcher", "server.policy"):
        _module(f"win32com.{name}")
    _module("win32com.server.util", wrap=itself)


class Windows:
    """xlwings with its Windows code: ``udfs``, a ``server`` as Excel's add-in talks to, our module."""

    def __init__(self) -> None:
        """Load it all; ``functions`` is our module as it is on Windows, decorators at work."""
        if "pythoncom" not in sys.modules:
            _pywin32()
        xlwings: Any = importlib.import_module("xlwings")
        real: Any = (getattr(ctypes, "windll", None), getattr(ctypes, "oledll", None), ctypes.PyDLL)

        class PyDLL:  # _xlwindows reads one function pointer out of pywin32's library
            def __init__(self, *_: object) -> None:
                self.PyCom_PyObjectFromIUnknown = types.SimpleNamespace(restype=None)

        ctypes.windll = _Anything()  # type: ignore[attr-defined]
        ctypes.oledll = types.SimpleNamespace(ole32=_Anything(), oleacc=_Anything())  # type: ignore[attr-defined]
        ctypes.PyDLL = PyDLL  # type: ignore[assignment, misc]
        try:
            self.xlwindows: Any = importlib.import_module("xlwings._xlwindows")
        finally:
            ctypes.PyDLL = real[2]  # type: ignore[misc]
        xlwings._xlwindows = self.xlwindows
        if "excel" not in [engine.name for engine in xlwings.engines]:
            xlwings.engines.add(xlwings.main.Engine(impl=self.xlwindows.engine))
        self.udfs: Any = importlib.import_module("xlwings.udfs")
        self.server: Any = importlib.import_module("xlwings.com_server").XLPython()
        before = xlwings.func, xlwings.arg, xlwings.ret
        xlwings.func, xlwings.arg, xlwings.ret = self.udfs.xlfunc, self.udfs.xlarg, self.udfs.xlret
        try:
            self.functions = importlib.reload(functions)
        finally:
            xlwings.func, xlwings.arg, xlwings.ret = before
