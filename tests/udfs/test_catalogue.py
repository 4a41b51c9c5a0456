"""All functions by name, each loaded when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from addin.udfs.catalogue import FUNCTIONS, NOUNS, call
from addin.udfs.cell_error import CellError
from addin.udfs.in_formulas import in_formulas
from addin.udfs.registry import REGISTERED


def test_every_function_begins_with_the_noun_that_its_module_is_listed_under() -> None:
    """Or nobody who asks for it alone would find it."""
    package = FUNCTIONS["COST_EFC"].python.__module__.rpartition(".")[0]
    for name, found in FUNCTIONS.items():
        module = found.python.__module__.removeprefix(f"{package}.")
        assert module in NOUNS[name.partition("_")[0]], name
        assert found.name == name


def test_the_catalogue_has_each_function_that_its_modules_register() -> None:
    """All of them, each once, in the order of their modules."""
    names = [*FUNCTIONS]
    of_modules = {FUNCTIONS[name].python.__module__ for name in names}
    registered = [
        name for name, found in REGISTERED.items() if found.python.__module__ in of_modules
    ]
    assert sorted(names) == sorted(registered)
    assert len(FUNCTIONS) == len(names)


def test_a_formula_waits_for_its_own_noun_alone() -> None:
    """One function's call loads no module of another noun."""
    code = (
        "import sys; from addin.udfs.catalogue import call\n"
        "assert call('COST_EFC', [1.0, 2.0, 3.0]) == 6\n"
        "print(*(name for name in sys.modules if name.startswith('addin.udfs.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("addin.udfs.") for name in done.stdout.split()}
    assert "cost_report" in loaded
    others = {module for noun, modules in NOUNS.items() if noun != "COST" for module in modules}
    assert loaded & others == set()


@pytest.mark.parametrize("name", ["COST_EFK", "NOUN_UNKNOWN", "SUM", "", "cost_efc"])
def test_what_is_no_function_is_none(name: str) -> None:
    """A name that is none is in no mapping, and a call of it says so."""
    assert name not in FUNCTIONS
    assert name not in in_formulas()
    with pytest.raises(CellError, match="there is no function"):
        call(name, [])


def test_formulas_have_the_same_functions() -> None:
    """Our own evaluator calls each of them by its name, and no others."""
    found = in_formulas()
    assert [*found] == [*FUNCTIONS]
    assert found["COST_EFC"](1.0, 2.0, 3.0) == 6
