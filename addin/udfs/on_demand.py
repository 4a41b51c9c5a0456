"""The functions for our own evaluator, loaded when a formula first calls one of them."""

from __future__ import annotations

from addin.tables.own_functions import Functions, OnDemand


def functions_on_demand() -> OnDemand:
    """Every function as formulas call it; a run over workbooks that call none never loads them."""
    return OnDemand(_loaded)


def _loaded() -> Functions:
    from addin.udfs.in_formulas import in_formulas  # noqa: PLC0415 - most workbooks call none

    return in_formulas()
