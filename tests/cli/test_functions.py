"""``tieout functions``: lists, searches and shows the spreadsheet functions."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from addin.cli import tieout
from addin.errors import NothingToDo
from addin.udfs.catalogue import FUNCTIONS


def run(*words: str):
    """The command line, its status and what it printed."""
    environment = {"COLUMNS": "200"}
    return CliRunner().invoke(tieout, ["functions", *words], standalone_mode=False, env=environment)


def test_every_function_is_listed():
    """With its first sentence, under its category."""
    printed = run().output

    assert all(name in printed for name in FUNCTIONS)
    assert all(one.category in printed for one in FUNCTIONS.values())
    assert f"{len(FUNCTIONS)} functions" in printed


def test_a_name_shows_its_whole_help():
    """How to type it, each argument, an example and what that gives."""
    found = FUNCTIONS["COST_EFC"]
    result = run("cost_efc")

    assert result.return_value == 0
    assert f"={found.usage}" in result.output
    assert all(p.name in result.output and p.help[:40] in result.output for p in found.parameters)
    assert found.examples[0].formula in result.output
    assert "=TIEOUT.COST_EFC(" in result.output


def test_a_mistyped_name_suggests_the_nearest():
    """And says that nothing was listed."""
    result = run("COST_EFCX")

    assert isinstance(result.exception, NothingToDo)
    assert "Did you mean COST_EFC" in str(result.exception)
    assert "nothing was listed" in str(result.exception)


def test_a_category_is_asked_for_by_a_part_of_its_name():
    """One that is not there names those that are."""
    result = run("--category", "help")
    wrong = run("--category", "stocks")

    assert "TIEOUT_WHY" in result.output
    assert "COST_EFC  " not in result.output
    assert "Cost report" in str(wrong.exception)


@pytest.mark.parametrize("name", ["COST_EFC", "TIEOUT_WHY"])
def test_json_holds_all_of_the_help(name):
    """For programs that make their own documentation."""
    told = json.loads(run(name, "--json", "-").output)["functions"]

    assert [one["name"] for one in told] == [name]
    assert told[0]["usage"] == FUNCTIONS[name].usage
    assert [p["name"] for p in told[0]["parameters"]] == [
        p.name for p in FUNCTIONS[name].parameters
    ]
    assert told[0]["examples"]


def test_json_goes_into_a_file_too(tmp_path):
    """Beside what the terminal shows."""
    run("--json", str(tmp_path / "functions.json"))

    told = json.loads((tmp_path / "functions.json").read_text("utf-8"))
    assert len(told["functions"]) == len(FUNCTIONS)


def test_one_function_is_not_functions():
    """A search that finds one says so in the singular."""
    assert "\n1 function. " in run("--category", "schedule", "turnaround", "release").output
