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
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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
        "pythoncom",
        CoInitialize=lambda *_: None,
        __file__=None,
        com_error=ComError,
        ole_error=ComError,
        IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT",
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
    )
    _module("win32com")
    names = ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")
    classes = {name: type(name, (), {}) for name in names}
    _module("win32com.client", **classes, Dispatch=itself, DispatchEx=itself)
    _module("win32com.client.dynamic", ERRORS_BAD_CONTEXT=[])
    for name in ("client.gencache", "server", "server.dispatcher", "server.policy"):
        _module(f"win32com.{name}")
    _module("win32com.server.util", wrap=itself)


class _PyDLL:
    """The library out of which xlwings reads one function."""

    def __init__(self, *_: object) -> None:
        self.PyCom_PyObjectFromIUnknown = types.SimpleNamespace(restype=None)


@contextmanager
def _as_on_windows() -> Iterator[None]:
    """Stand-ins while xlwings is loaded; afterwards nobody finds them any more."""
    there, attributes = set(sys.modules), dict(vars(ctypes))
    _pywin32()
    stand_ins = [name for name in sys.modules if name not in there]
    vars(ctypes).update(
        windll=_Anything(),
        oledll=types.SimpleNamespace(ole32=_Anything(), oleacc=_Anything()),
        PyDLL=_PyDLL,
    )
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        for name in ("windll", "oledll", "PyDLL"):
            delattr(ctypes, name)
            if name in attributes:
                setattr(ctypes, name, attributes[name])


class Windows:
    """xlwings with its Windows code: ``udfs``, a ``server`` as Excel's add-in talks to, our module.

    ``functions`` is our module as it is on Windows, with xlwings' decorators at work.
    """

    def __init__(self) -> None:
        """Load it all; on Windows itself nothing is stood in for."""
        xlwings: Any = importlib.import_module("xlwings")
        with nullcontext() if sys.platform == "win32" else _as_on_windows():
            xlwings._xlwindows = importlib.import_module("xlwings._xlwindows")
            if "excel" not in [engine.name for engine in xlwings.engines]:
                engine = xlwings.main.Engine(impl=xlwings._xlwindows.engine)
                xlwings.engines.add(engine)
            self.udfs: Any = importlib.import_module("xlwings.udfs")
            self.server: Any = importlib.import_module("xlwings.com_server").XLPython()
        before = xlwings.func, xlwings.arg, xlwings.ret
        decorators = self.udfs.xlfunc, self.udfs.xlarg, self.udfs.xlret
        xlwings.func, xlwings.arg, xlwings.ret = decorators
        try:
            self.functions = importlib.reload(functions)
        finally:
            xlwings.func, xlwings.arg, xlwings.ret = before
