"""Hiding libraries from an import: only for its time, and only those not loaded."""

from __future__ import annotations

import importlib
import sys

import pytest

from addin.hosts.desktop.quick_import import hidden


def test_a_hidden_module_cannot_be_imported_inside_and_can_after():
    """As if it were not installed."""
    sys.modules.pop("colorsys", None)
    with hidden(("colorsys",)), pytest.raises(ImportError):
        importlib.import_module("colorsys")

    assert importlib.import_module("colorsys").__name__ == "colorsys"


def test_what_is_loaded_stays():
    """Somebody uses it."""
    with hidden(("json",)):
        assert importlib.import_module("json") is sys.modules["json"]


def test_hiding_ends_with_an_error_too():
    """A failing import leaves nothing behind."""
    with pytest.raises(ZeroDivisionError), hidden(("no_such_module",)):
        raise ZeroDivisionError

    assert "no_such_module" not in sys.modules
