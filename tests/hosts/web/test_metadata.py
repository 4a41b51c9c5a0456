"""functions.json says what Excel must know, and Microsoft's own generator agrees with it."""

from __future__ import annotations

import json
import subprocess

import pytest

from addin.hosts.web.description import Place
from addin.hosts.web.metadata import functions_json, help_of, metadata
from addin.hosts.web.script import functions_js
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import function_of
from addin.udfs.kinds import Column, Shape

PLACE = Place("https://localhost:8765")
GENERATE = """
const {generateCustomFunctionsMetadata} = require(process.argv[1]);
generateCustomFunctionsMetadata(process.argv[2]).then((made) =>
  process.stdout.write(JSON.stringify({errors: made.errors, associate: made.associate, made: JSON.parse(made.metadataJson)})));
"""


def odd_texts(first: str, *more: Column[int]) -> str:
    """Ends no comment: */ and has "quotes" and <tags>.

    Args:
        first: also */ here.
        more: any number of ranges.

    Example:
        =X() gives 1
    """
    return first + str(more)


ODD = function_of(odd_texts, "Odd", {})


def microsofts(node, packages, script, folder):
    """What Microsoft's generator reads in a script."""
    path = folder / "functions.js"
    path.write_text(script, encoding="utf-8")
    tool = str(packages / "custom-functions-metadata")
    done = subprocess.run(
        [node, "-e", GENERATE, tool, str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return json.loads(done.stdout)


def in_full(function):
    """A function's metadata with what Microsoft leaves out because it is usual."""
    return {
        **function,
        "result": {"type": "any", "dimensionality": "scalar", **function.get("result", {})},
        "parameters": [
            {
                "type": "any",
                "dimensionality": "scalar",
                **one,
                "description": one["description"].strip(),
            }
            for one in function["parameters"]
        ],
    }


def test_microsofts_generator_reads_the_same_in_our_script(node, packages, tmp_path):
    """Names, help, optional, repeating, ranges, cancellation: all of it, for every function."""
    theirs = microsofts(node, packages, functions_js(PLACE), tmp_path)

    assert theirs["errors"] == []
    assert [one["id"] for one in theirs["associate"]] == list(FUNCTIONS)
    assert list(map(in_full, theirs["made"]["functions"])) == metadata(PLACE)["functions"]


def test_microsofts_generator_reads_odd_texts_and_repeating_ranges(node, packages, tmp_path):
    """A text that looks like the end of a comment ends none; ranges may repeat."""
    odd_ones = {ODD.name: ODD}
    theirs = microsofts(node, packages, functions_js(PLACE, odd_ones), tmp_path)
    (function,) = map(in_full, theirs["made"]["functions"])
    (wanted,) = metadata(PLACE, odd_ones)["functions"]

    assert theirs["errors"] == []
    assert wanted["parameters"][1]["repeating"]
    assert json.loads(json.dumps(function).replace("* /", "*/")) == wanted


def test_error_cells_come_in_and_formatted_dates_go_out():
    """Both must be asked for; only arguments of any type take errors."""
    told = metadata(PLACE)

    assert told["allowErrorForDataTypeAny"]
    assert told["allowCustomDataForDataTypeAny"]
    types = {one["type"] for each in told["functions"] for one in each["parameters"]}
    assert types <= {"any"}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_told_as_it_is(name):
    """What it takes and gives, and where its help stands."""
    found = FUNCTIONS[name]
    told = next(one for one in metadata(PLACE)["functions"] if one["id"] == name)

    assert told["result"]["dimensionality"] == ("matrix" if found.spills else "scalar")
    assert told["helpUrl"] == f"https://localhost:8765/help.html#{name}"
    for parameter, one in zip(found.parameters, told["parameters"], strict=True):
        assert one["name"] == parameter.name
        assert one["dimensionality"] == ("scalar" if parameter.shape is Shape.CELL else "matrix")
        assert one.get("repeating", False) == parameter.repeating
        assert one.get("optional", False) == (parameter.optional and not parameter.repeating)
        assert len(one["description"]) <= 255


def test_the_words_an_argument_takes_are_in_its_help():
    """A list nobody can see would have to be guessed; where it is too long the help stays."""
    for found in FUNCTIONS.values():
        for parameter in found.parameters:
            text = help_of(parameter)
            whole = f"{parameter.help.rstrip('.')}. One of: {', '.join(parameter.choices)}"
            if parameter.choices and len(whole) <= 255:
                assert all(word in text for word in parameter.choices), (found.name, text)
            elif not parameter.choices:
                assert text == parameter.help


def test_the_file_is_json_with_letters_as_they_are():
    """Excel reads it as UTF-8."""
    assert json.loads(functions_json(PLACE).decode("utf-8")) == metadata(PLACE)
