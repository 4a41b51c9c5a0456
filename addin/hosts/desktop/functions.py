"""The module that xlwings loads on Windows: every function of the catalogue, and a press.

xlwings reads signatures and type hints. The signatures are made here from the catalogue; there are
no hints, and values pass as they are (``raw``): what a cell means is decided in one place, for all
programs. Off Windows xlwings' decorators do nothing, and the module still loads.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final

from addin import __version__
from addin.hosts.desktop.quick_import import hidden
from addin.hosts.desktop.values import LEFT_OUT, Rows, given, sent, up_to_the_last
from addin.hosts.desktop.versions import Versions, advice
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.function import Function, Parameter

with hidden():
    import xlwings

RAW: Final = "raw"
"""xlwings' word for: no conversion."""


def _function(found: Function) -> Callable[..., Rows]:
    """A function of the catalogue as xlwings takes it."""

    def answer(*arguments: object) -> Rows:
        return sent(lambda: call(found.name, [given(value) for value in up_to_the_last(arguments)]))

    signature = inspect.Signature([_parameter(found, each) for each in found.parameters])
    helps = {each.name: each.help for each in found.parameters}
    return _declared(answer, found.name, found.summary, signature, helps, found.category)


def _parameter(found: Function, parameter: Parameter) -> inspect.Parameter:
    """A parameter as xlwings knows it: what is left out arrives as ``LEFT_OUT``, not as None."""
    if parameter.repeating:
        return inspect.Parameter(parameter.name, inspect.Parameter.VAR_POSITIONAL)
    default: Any = inspect.Parameter.empty if found.repeating else LEFT_OUT
    return inspect.Parameter(
        parameter.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default
    )


def _declared(
    answer: Callable[..., Rows],
    name: str,
    summary: str,
    signature: inspect.Signature,
    helps: Mapping[str, str],
    category: str,
) -> Callable[..., Rows]:
    """A function with the name, the help and the signature that xlwings is to read."""

    def declared(*arguments: object) -> Rows:
        return answer(*arguments)

    declared.__name__ = declared.__qualname__ = name
    declared.__doc__ = summary
    declared.__annotations__ = {}  # xlwings would take a hint for a conversion
    declared.__signature__ = signature  # type: ignore[attr-defined]
    seen = xlwings.ret(RAW)(declared)
    for parameter, text in helps.items():
        seen = xlwings.arg(parameter, RAW, doc=text)(seen)
    done: Callable[..., Rows] = xlwings.func(category=category)(seen)  # last: the others reset it
    return done


def _fits(tieout_version: object, xlwings_version: object) -> Rows:
    built_with = Versions(str(tieout_version), str(xlwings_version))
    return [[advice(built_with, Versions(__version__, xlwings.__version__))]]


def _press(*arguments: object) -> Rows:
    # few sessions press a button, and every formula waits for this module
    from addin.hosts.desktop.buttons import pressed_in_excel  # noqa: PLC0415

    return [[pressed_in_excel(up_to_the_last(arguments)).line]]


globals().update({name: _function(found) for name, found in FUNCTIONS.items()})

tieout_fits: Final = _declared(
    _fits,
    "tieout_fits",
    "What to do when the add-in file does not fit; the add-in asks when Python starts.",
    inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD)
            for name in ("tieout_version", "xlwings_version")
        ]
    ),
    {},
    "Tieout",
)
"""No function of the catalogue, and in small letters: formulas do not call it."""

tieout_press: Final = _declared(
    _press,
    "tieout_press",
    "Presses a button; the add-in's ribbon, its shortcuts and buttons in workbooks ask for it.",
    inspect.Signature([inspect.Parameter("arguments", inspect.Parameter.VAR_POSITIONAL)]),
    {},
    "Tieout",
)
"""As above: formulas reach what stands in the catalogue alone."""
