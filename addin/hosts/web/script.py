"""FUNCTIONS → functions.js: ``runtime.js`` with the endpoint's address, and a function each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Final

from addin.hosts.web.description import Place
from addin.hosts.web.limits import Limits
from addin.hosts.web.metadata import help_address, help_of, is_range
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function, Parameter

CALLS_A_POST: Final = 1_000
"""Few enough that a long recalculation shows its first results early and uses every worker."""
CELLS_A_POST: Final = 500_000
NAMED_A_POST: Final = 2_000_000
"""Cells that its calls name, shared ranges each time: how much there is to work out."""


def functions_js(
    place: Place, functions: Mapping[str, Function] = FUNCTIONS, *, wait_ms: int = 20
) -> str:
    """The script that Excel loads.

    Args:
        place: where calls go, and the key they carry.
        functions: what it holds.
        wait_ms: how long calls are gathered before they are sent together.
    """
    runtime = resources.files("addin.hosts.web").joinpath("runtime.js").read_text("utf-8")
    settings = {
        "endpoint": (place.endpoint or place.base) + "/v1/call",
        "key": place.key,
        "wait": wait_ms,
        "calls": CALLS_A_POST,
        "cells": CELLS_A_POST,
        "named": NAMED_A_POST,
        "seconds": Limits().batch_seconds * 2,
    }
    head = f"const TIEOUT = {_literal(settings)};"
    return "\n".join([head, runtime, *(_function(place, one) for one in functions.values())])


def _function(place: Place, found: Function) -> str:
    lines = [
        "/**",
        f" * {_comment(found.summary)}",
        f" * @customfunction {found.name} {found.name}",
    ]
    lines.append(f" * @helpurl {help_address(place, found)}")
    lines += [_tag(one) for one in found.parameters]
    lines += [
        " * @param {CustomFunctions.CancelableInvocation} invocation",
        f" * @returns {{any{'[][]' if found.spills else ''}}}",
        " */",
    ]
    names = [one.name for one in found.parameters]
    given = [f"...({one.name} || [])" if one.repeating else one.name for one in found.parameters]
    name = json.dumps(found.name)
    lines += [
        f"function {found.name}({', '.join([*names, 'invocation'])}) {{",
        f"  return tieoutCall({name}, [{', '.join(given)}], invocation);",
        "}",
        f"CustomFunctions.associate({name}, {found.name});",
        "",
    ]
    return "\n".join(lines)


def _tag(parameter: Parameter) -> str:
    kind = "any" + "[][]" * is_range(parameter) + "[]" * parameter.repeating
    shown = parameter.name
    if parameter.optional and not parameter.repeating:
        shown = f"[{shown}]"
    return f" * @param {{{kind}}} {shown} {_comment(help_of(parameter))}"


def _comment(text: str) -> str:
    """Text that ends no comment."""
    return text.replace("*/", "* /")


def _literal(value: object) -> str:
    """JSON that is also safe inside a page's script element."""
    return json.dumps(value).replace("<", "\\u003c")
