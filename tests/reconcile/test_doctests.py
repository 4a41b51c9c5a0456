"""The examples in the docstrings of the reconciliation are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import addin.reconcile

MODULES = sorted(
    f"addin.reconcile.{module.name}" for module in pkgutil.iter_modules(addin.reconcile.__path__)
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name):
    """What a docstring shows is what the function returns."""
    failed, _ = doctest.testmod(importlib.import_module(name))

    assert failed == 0
