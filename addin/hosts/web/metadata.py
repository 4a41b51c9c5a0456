"""FUNCTIONS → functions.json, in which Excel reads names, arguments and help.

Source: Office Add-ins documentation, "Manually create JSON metadata for custom functions".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from addin.hosts.web.description import Place
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function, Parameter
from addin.udfs.kinds import Shape

SCHEMA: Final = (
    "https://developer.microsoft.com/json-schemas/office-js/custom-functions.schema.json"
)
HELP_PAGE: Final = "help.html"
_LONGEST: Final = 255


def metadata(place: Place, functions: Mapping[str, Function] = FUNCTIONS) -> dict[str, Any]:
    """What functions.json holds.

    Every argument is ``any``: with a narrower type Excel would turn an error cell, a heading in a
    column of amounts, or an amount typed as text into ``#VALUE!`` before we see it. The two
    switches let error cells in, and dates that look like dates out.
    """
    return {
        "$schema": SCHEMA,
        "allowCustomDataForDataTypeAny": True,
        "allowErrorForDataTypeAny": True,
        "functions": [_function(place, found) for found in functions.values()],
    }


def functions_json(place: Place) -> bytes:
    """functions.json as a file."""
    return json.dumps(metadata(place), ensure_ascii=False, indent=1).encode() + b"\n"


def help_of(parameter: Parameter) -> str:
    """A parameter's help, with the words it takes if it takes only some and has room for them."""
    if not parameter.choices or all(word in parameter.help for word in parameter.choices):
        return parameter.help
    text = f"{parameter.help.rstrip('.')}. One of: {', '.join(parameter.choices)}"
    return text if len(text) <= _LONGEST else parameter.help


def is_range(parameter: Parameter) -> bool:
    """Whether it takes many cells."""
    return parameter.shape is not Shape.CELL


def _function(place: Place, found: Function) -> dict[str, Any]:
    return {
        "id": found.name,
        "name": found.name,
        "description": found.summary,
        "helpUrl": help_address(place, found),
        "parameters": [_parameter(one) for one in found.parameters],
        "result": {"type": "any", "dimensionality": "matrix" if found.spills else "scalar"},
        "options": {"cancelable": True},
    }


def help_address(place: Place, found: Function) -> str:
    """Where the help of one function stands."""
    return f"{place.address(HELP_PAGE)}#{found.name}"


def _parameter(parameter: Parameter) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": parameter.name,
        "description": help_of(parameter),
        "type": "any",
        "dimensionality": "matrix" if is_range(parameter) else "scalar",
    }
    if parameter.repeating:
        told["repeating"] = True
    elif parameter.optional:
        told["optional"] = True
    return told
