"""The engines by name, and which of them this machine has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from addin import __version__
from addin.adapters.engines import ironcalc, libreoffice
from addin.adapters.engines.crosschecked import CrossChecked
from addin.adapters.engines.own import OwnEvaluator
from addin.adapters.engines.proven import proof
from addin.errors import EngineFailed
from addin.ports import Engine, EngineListing
from addin.tables.own_functions import Functions

DEFAULT: Final = "embedded"


class _Entry(NamedTuple):
    """One engine: how it is made, and its version, empty where it is not installed."""

    title: str
    make: Callable[[Functions | None, libreoffice.AddIn | None], Engine]
    version: Callable[[], str]
    advice: str = ""


def _embedded(functions: Functions | None, add_in: libreoffice.AddIn | None) -> Engine:
    del add_in
    return CrossChecked(
        OwnEvaluator(functions=functions),
        ironcalc.IronCalc(),
        lambda: proof("ironcalc", ironcalc.version()),
        "embedded",
    )


def _embedded_version() -> str:
    library = ironcalc.version()
    return f"{__version__} with IronCalc {library}" if library else __version__


def _libreoffice(functions: Functions | None, add_in: libreoffice.AddIn | None) -> Engine:
    return CrossChecked(
        OwnEvaluator(functions=functions),
        libreoffice.LibreOffice(functions=functions, add_in=add_in),
        lambda: proof("libreoffice", _office_version(), of_any_version=True),
        "libreoffice",
    )


def _own(functions: Functions | None, add_in: libreoffice.AddIn | None) -> Engine:
    del add_in
    return OwnEvaluator(functions=functions)


def _office_version() -> str:
    office = libreoffice.program()
    if office is None:
        return ""
    try:
        return libreoffice.version(office)
    except EngineFailed:
        return ""


_ENGINES: Final[dict[str, _Entry]] = {
    "embedded": _Entry("Tieout's evaluator and IronCalc", _embedded, _embedded_version),
    "libreoffice": _Entry(
        "Tieout's evaluator and LibreOffice",
        _libreoffice,
        _office_version,
        "install LibreOffice from libreoffice.org",
    ),
    "own": _Entry("Tieout's evaluator alone", _own, lambda: __version__),
}


def engine_called(
    name: str = "",
    functions: Functions | None = None,
    add_in: libreoffice.AddIn | None = None,
) -> Engine:
    """The engine of a name, the default one without.

    ``functions`` are those that formulas call by name beside Excel's: the add-in's own. ``add_in``
    puts the extension with them into a folder, so that LibreOffice works them out too.

    Raises:
        EngineFailed: there is no such engine, or it is not installed.
    """
    wanted = name.strip().lower() or DEFAULT
    entry = _ENGINES.get(wanted)
    if entry is None:
        raise EngineFailed(name, f"there is no such engine; there are {', '.join(_ENGINES)}")
    if not entry.version():
        raise EngineFailed(entry.title, f"it is not installed here; {entry.advice}")
    return entry.make(functions, add_in)


def listing() -> Sequence[EngineListing]:
    """Every engine, the default first, with its version where this machine has it."""
    found = [(name, entry, entry.version()) for name, entry in _ENGINES.items()]
    return tuple(
        EngineListing(name, entry.title, version, "" if version else entry.advice, name == DEFAULT)
        for name, entry, version in found
    )
