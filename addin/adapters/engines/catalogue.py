"""The engines by name, and which of them this machine has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from addin import __version__
from addin.adapters.engines import libreoffice
from addin.adapters.engines.own import OwnEvaluator
from addin.errors import EngineFailed
from addin.ports import Engine, EngineListing

DEFAULT: Final = "own"


class _Entry(NamedTuple):
    """One engine: how it is made, and its version, empty where it is not installed."""

    title: str
    make: Callable[[], Engine]
    version: Callable[[], str]
    advice: str = ""


def _office_version() -> str:
    office = libreoffice.program()
    if office is None:
        return ""
    try:
        return libreoffice.version(office)
    except EngineFailed:
        return ""


_ENGINES: Final[dict[str, _Entry]] = {
    "own": _Entry("Tieout's own evaluator", OwnEvaluator, lambda: __version__),
    "libreoffice": _Entry(
        "LibreOffice",
        libreoffice.LibreOffice,
        _office_version,
        "install LibreOffice from libreoffice.org",
    ),
}


def engine_called(name: str = "") -> Engine:
    """The engine of a name, the default one without.

    Raises:
        EngineFailed: there is no such engine, or it is not installed.
    """
    wanted = name.strip().lower() or DEFAULT
    entry = _ENGINES.get(wanted)
    if entry is None:
        raise EngineFailed(name, f"there is no such engine; there are {', '.join(_ENGINES)}")
    if not entry.version():
        raise EngineFailed(entry.title, f"it is not installed here; {entry.advice}")
    return entry.make()


def listing() -> Sequence[EngineListing]:
    """Every engine, the default first, with its version where this machine has it."""
    order = sorted(_ENGINES, key=lambda name: name != DEFAULT)
    found = [(name, _ENGINES[name], _ENGINES[name].version()) for name in order]
    return tuple(
        EngineListing(name, entry.title, version, "" if version else entry.advice, name == DEFAULT)
        for name, entry, version in found
    )
