"""The examples in the docstrings of tables and formulas are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import addin.tables

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(addin.tables.__path__, "addin.tables.")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    """What a docstring shows is what the function returns."""
    failed, _ = doctest.testmod(importlib.import_module(name))

    assert failed == 0
